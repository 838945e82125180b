"""Every page of the documentation is there in English and in Russian, with the same parts, commands and figures."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
ENGLISH_ONLY = {"CHANGELOG.md"}
PAGES = [
    page
    for page in sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])
    if not page.name.endswith(".ru.md") and page.name not in ENGLISH_ONLY
]
GENERATED = {"commands.md", "configuration.md", "json.md", "proven.md", "sources.md"}
"""Their texts come from the code, where other tests compare them."""

_FENCE = re.compile(r"^```(\w*)\n(.*?)^```$", re.DOTALL | re.MULTILINE)
_PROGRAM = re.compile(r"(?<![\w./-])(mentionwatch|python3?|pip|pytest)(?: |$)(.*)")
_WORD = re.compile(r"(?<!\S)(--?[a-z][a-z-]*|[a-z][\w./-]*)")
_FIGURE = re.compile(r"\d+(?:[.,\u00a0\u202f]\d+|(?<!\d{4}) \d{3}(?!\d))*")


def pair(page: Path) -> tuple[str, str]:
    """The page in English and in Russian."""
    return page.read_text(encoding="utf-8"), page.with_suffix(".ru.md").read_text(encoding="utf-8")


def prose(text: str) -> str:
    return _FENCE.sub("", text)


def headings(text: str) -> list[str]:
    return re.findall(r"^(#+) ", prose(text), flags=re.MULTILINE)


def tables(text: str) -> list[list[int]]:
    """The number of cells of each line, table by table."""
    blocks = re.findall(r"(?:^\|.*\n?)+", prose(text), flags=re.MULTILINE)
    return [[len(re.findall(r"(?<!\\)\|", line)) - 1 for line in block.splitlines()] for block in blocks]


def commands(text: str) -> Counter[tuple[str, str, tuple[str, ...]]]:
    """What the page tells to type: program, first word and options, however often; comments and values left out."""
    fenced = [line for _, block in _FENCE.findall(text) for line in block.splitlines()]
    inline = [code.replace("\n", " ") for code in re.findall(r"`([^`]+)`", prose(text))]
    indented = re.findall(r"^    (.*)$", prose(text), flags=re.MULTILINE)
    typed = [line.partition(" #")[0] for line in [*fenced, *inline, *indented]]
    parts = [part for line in typed for part in re.split(r"\||&&|;", line)]
    return Counter(_command(*found.groups()) for part in parts if (found := _PROGRAM.search(part)))


def _command(program: str, rest: str) -> tuple[str, str, tuple[str, ...]]:
    words = _WORD.findall(rest.replace("--lang ru", ""))
    options = tuple(sorted(word for word in words if word.startswith("-")))
    return program, next((word for word in words if not word.startswith("-")), ""), options


def figures(text: str) -> Counter[str]:
    """The digits of every figure outside of code and addresses, whatever parts thousands and fractions."""
    plain = re.sub(r"`[^`]*`|\]\([^)]*\)", " ", prose(text))
    return Counter(re.sub(r"\D", "", found).lstrip("0") for found in _FIGURE.findall(plain))


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
class TestPair:
    def test_is_there_and_each_leads_to_the_other(self, page: Path) -> None:
        english, russian = pair(page)
        assert f"]({page.stem}.ru.md)" in english
        assert f"]({page.name})" in russian

    def test_has_the_same_parts(self, page: Path) -> None:
        english, russian = pair(page)
        assert headings(english) == headings(russian)
        assert tables(english) == tables(russian)
        assert [kind for kind, _ in _FENCE.findall(english)] == [kind for kind, _ in _FENCE.findall(russian)]

    def test_tells_the_same_to_type(self, page: Path) -> None:
        if page.name not in GENERATED:
            english, russian = map(commands, pair(page))
            assert english == russian

    def test_has_the_same_figures(self, page: Path) -> None:
        if page.name not in GENERATED:
            english, russian = map(figures, pair(page))
            assert english == russian

    def test_in_russian_leads_to_russian_pages(self, page: Path) -> None:
        _, russian = pair(page)
        for target in re.findall(r"\]\(([^)#\s:]+\.md)", prose(russian)):
            if target != page.name and not target.endswith(".ru.md"):
                there = page.parent / target
                assert not there.with_suffix(".ru.md").exists(), target
