"""The reference of the query language says what is true: its examples are read, its tables hold."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from mentionwatch.errors import QueryError
from mentionwatch.text.query import parse, show
from mentionwatch.text.query_fields import NAMES

REFERENCE = Path(__file__).parent.parent / "docs" / "reference"
PAGES = {name: (REFERENCE / name).read_text(encoding="utf-8") for name in ("query.md", "query.ru.md")}
EXAMPLES = [
    line
    for page in PAGES.values()
    for block in re.findall(r"^```query\n(.*?)^```", page, re.DOTALL | re.MULTILINE)
    for line in block.splitlines()
]
READ_AS = [
    cells
    for page in PAGES.values()
    for cells in re.findall(r"^\| `([^`|]+)` \| `([^`|]+)`[^|]*\|$", page, re.MULTILINE)
]
NO_QUERIES = {"( … )", "*", "?", "-c", "-в"}
IN_TABLES = [
    query.replace("\\|", "|")
    for page in PAGES.values()
    for row in re.findall(r"^\| .*\|$", page, re.MULTILINE)
    for query in re.findall(r"`([^`]+)`", row)
    if not query.endswith(":") and query not in NO_QUERIES
]
FAULT = re.compile(r"^```\n(.*)\n  (.*)\n  ( *)\^\n```", re.MULTILINE)


@pytest.mark.parametrize("query", EXAMPLES)
def test_examples_are_read(query: str) -> None:
    assert parse(show(parse(query))) == parse(query)


@pytest.mark.parametrize("query", IN_TABLES)
def test_queries_in_tables_are_read(query: str) -> None:
    parse(query)


@pytest.mark.parametrize(("written", "meant"), READ_AS)
def test_binding_is_as_told(written: str, meant: str) -> None:
    assert parse(written) == parse(meant)


@pytest.mark.parametrize(("page", "language"), [("query.md", "en"), ("query.ru.md", "ru")])
def test_the_fault_shown_is_the_fault_told(page: str, language: str) -> None:
    found = FAULT.search(PAGES[page])
    assert found is not None
    with pytest.raises(QueryError) as caught:
        parse(found[2])
    assert caught.value.say(language) == found[0].strip("`\n")


@pytest.mark.parametrize("page", PAGES)
def test_all_fields_are_told(page: str) -> None:
    assert all(f"`{name}" in PAGES[page] for name in NAMES if name != "звезды")
    assert len(EXAMPLES) > 50
    assert len(READ_AS) >= 10
