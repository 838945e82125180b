"""The documentation is what the program does: generated pages, links, README's blocks."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from mentionwatch.plugins import Source, find, names

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


def test_why_replies_cannot_be_read_is_said_of_every_source(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(ROOT / "docs"))
    import proven

    try:
        without = {name for name in names(Source) if find(Source, name).replies is Source.replies}
        assert without == set(proven.NO_REPLIES)
    finally:
        del sys.modules["proven"]


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


@pytest.mark.parametrize("page", ["write-a-source.md", "write-a-source.ru.md"])
def test_the_tutorial_of_sources_ends_with_an_installed_source(tmp_path: Path, page: str) -> None:
    tutorial = (ROOT / "docs" / page).read_text(encoding="utf-8")
    for kind, name, text in re.findall(r"```(python|toml)\n# (\S+)\n(.*?)```", tutorial, flags=re.DOTALL):
        assert kind in ("python", "toml")
        (tmp_path / name).write_text(text, encoding="utf-8")
    metadata = tmp_path / "mentionwatch_notes-1.0.dist-info"
    metadata.mkdir()
    (metadata / "METADATA").write_text("Metadata-Version: 2.1\nName: mentionwatch-notes\nVersion: 1.0\n")
    (metadata / "entry_points.txt").write_text("[mentionwatch.sources]\nnotes = mentionwatch_notes:Notes\n")
    env = {**os.environ, "PYTHONPATH": str(tmp_path)}

    def run(*command: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", *command],
            cwd=tmp_path,
            env=env,
            capture_output=True,
            text=True,
            check=False,
        )

    tested = run("pytest", "-q", "test_notes.py")
    assert tested.returncode == 0, tested.stdout
    assert "Finds notes on a Notes server" in run("mentionwatch", "sources", "notes").stdout
