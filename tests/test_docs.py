"""The documentation is what the program does: generated pages, links, README's blocks."""

from __future__ import annotations

import re
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])


def test_generated_pages_are_as_generated(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(ROOT / "docs"))
    import generate

    try:
        for name, text in generate.pages().items():
            written = (ROOT / "docs" / "reference" / name).read_text(encoding="utf-8")
            assert written == text, f"docs/reference/{name} is out of date: python docs/generate.py"
    finally:
        del sys.modules["generate"]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_links_lead_somewhere(page: Path) -> None:
    text = re.sub(r"```.*?```", "", page.read_text(encoding="utf-8"), flags=re.DOTALL)
    for target in re.findall(r"\]\(([^)#\s]+)", text):
        if not re.match(r"[a-z]+:", target):
            assert (page.parent / target).exists(), f"{page.name}: {target}"


def test_both_readmes_begin_with_the_same_two_commands() -> None:
    blocks = [
        re.findall(r"```\n(.*?)\n```", (ROOT / name).read_text(encoding="utf-8"), flags=re.DOTALL)[:2]
        for name in ("README.md", "README.ru.md")
    ]
    assert blocks[0] == blocks[1]
    assert all("\n" not in command for command in blocks[0])
