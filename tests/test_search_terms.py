"""What search sources are asked for: never narrower than the phrase, whatever the phrase."""

from __future__ import annotations

import re
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import unquote_plus, urlsplit

import httpx
import pytest

from mentionwatch.errors import MentionwatchError
from mentionwatch.http import Network
from mentionwatch.model import Search
from mentionwatch.plugins import Source, find
from mentionwatch.sources._terms import either
from recordings_runner import NOW, cases, options, read

SINCE = datetime(2026, 11, 20, tzinfo=UTC)
WORDS = ["Билайн", "Starlink", "Кофе Хаус", "Burger King"]


def searches() -> dict[str, Path]:
    """A recorded search of every source that is asked for phrases."""
    found: dict[str, Path] = {}
    for case in cases():
        told = read(case / "search.json", {})
        if "term" in told and not (case / "error.json").exists():
            source = find(Source, case.parent.name)(**options(case))
            if source.searches:
                found.setdefault(case.parent.name, case)
    return found


CASES = searches()


def requests(case: Path, term: str) -> list[str]:
    """What the source asks for, decoded. What does not hold the term is answered as it was recorded."""
    seen: list[str] = []
    recorded = {urlsplit(reply["url"]).path: reply.get("json") for reply in read(case / "replies.json", [])}

    def answer(request: httpx.Request) -> httpx.Response:
        seen.append(unquote_plus(f"{request.url} {request.content.decode('utf-8', 'replace')}"))
        known = None if holds(seen[-1], term) else recorded.get(request.url.path)
        return httpx.Response(200, json=known or {"access_token": "token", "accessJwt": "token"})

    transport = httpx.MockTransport(answer)
    network = Network(transport=transport, now=lambda: NOW, sleep=lambda seconds: None, pause=0.0)
    try:
        with suppress(MentionwatchError):  # an empty answer is none that a source knows
            list(
                find(Source, case.parent.name)(**options(case)).fetch(
                    network.session(), Search(since=SINCE, term=term)
                )
            )
    finally:
        network.close()
    return seen


@pytest.mark.parametrize("term", WORDS)
@pytest.mark.parametrize("name", sorted(CASES))
def test_a_source_is_asked_for_no_less_than_the_phrase(name: str, term: str) -> None:
    asked = [url for url in requests(CASES[name], term) if holds(url, term)]
    assert asked, "nobody was asked for the phrase"
    quoted = [inner for url in asked for inner in re.findall('"([^"]*)"', url) if " OR " not in url]
    if " " not in term:
        assert term not in quoted, "quotes forbid the word's other forms"
    elif not term.isascii():
        assert term not in quoted, "quotes forbid the phrase's other forms"


def holds(url: str, term: str) -> bool:
    return all(word.casefold() in url.casefold() for word in term.split())


def test_there_are_searches_to_look_at() -> None:
    assert {"bluesky", "gdelt", "googlenews", "hackernews", "reddit", "vk", "x", "youtube"} <= CASES.keys()


@pytest.mark.parametrize(
    ("term", "asked"),
    [
        ("МТС", "МТС"),
        ("Билайн", "(Билайн OR Билайна OR Билайну OR Билайном OR Билайне)"),
        ("Burger King", '("Burger King" OR BurgerKing)'),
        ("Кофе Хаус", '("Кофе Хаус" OR КофеХаус OR "Кофе Хауса" OR "Кофе Хаусу")'),
        ("#ланет", "#ланет"),
        ('a"b c', '("a b c" OR abc)'),
    ],
)
def test_all_ways_to_write_a_phrase(term: str, asked: str) -> None:
    assert either(term, 60) == asked
    assert len(either(term, 60)) <= 60
