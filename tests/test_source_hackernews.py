"""Hacker News: paging. Whole answers are in tests/recordings/hackernews."""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime
from itertools import islice

import httpx

from mentionwatch.http import Network
from mentionwatch.model import Search
from mentionwatch.sources.hackernews import HackerNews

SINCE = datetime(2026, 11, 1, tzinfo=UTC)


def answers(moments: list[int]) -> httpx.MockTransport:
    """Stories published at those moments, newest first, 100 at a time, as Algolia filters them."""

    def answer(request: httpx.Request) -> httpx.Response:
        filters = request.url.params["numericFilters"]
        after = int(re.search(r"created_at_i>(\d+)", filters)[1])  # type: ignore[index]
        before = re.search(r"created_at_i<(\d+)", filters)
        fitting = [n for n, at in enumerate(moments) if after < at < (int(before[1]) if before else 1 << 40)]
        hits = [
            {"objectID": str(n), "created_at_i": moments[n], "title": "x", "_tags": ["story"]}
            for n in fitting[:100]
        ]
        return httpx.Response(
            200, text=json.dumps({"hits": hits}), headers={"content-type": "application/json"}
        )

    return httpx.MockTransport(answer)


def found(moments: list[int], most: int = 5000) -> list[str]:
    network = Network(transport=answers(moments), sleep=lambda seconds: None, pause=0.0)
    search = Search(since=SINCE, term="x")
    return [post.id for post in islice(HackerNews().fetch(network.session(), search), most)]


def test_pages_are_walked_to_the_end_without_gaps() -> None:
    newest = int(SINCE.timestamp()) + 100_000
    moments = [newest - n // 3 for n in range(1250)]  # three a second, across the ends of pages
    assert set(found(moments)) == {str(n) for n in range(1250)}


def test_what_is_older_than_asked_for_is_not_fetched() -> None:
    start = int(SINCE.timestamp())
    assert found([start + 5, start, start - 1]) == ["0", "1"]


def test_more_than_a_page_in_one_second_does_not_loop_forever() -> None:
    start = int(SINCE.timestamp())
    assert len(found([start + 50] * 300 + [start + 10], most=3000)) < 3000
