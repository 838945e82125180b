"""Feeds over HTTP: what is remembered from one scan to the next. Whole feeds are in tests/recordings/rss."""

from __future__ import annotations

from typing import TYPE_CHECKING

import httpx
import pytest

from mentionwatch.http import Network, NotModified
from mentionwatch.model import Search
from mentionwatch.sources.rss import Rss
from mentionwatch.text.dates import parse_date

if TYPE_CHECKING:
    from mentionwatch.http import Http

PAGE = (
    '<html><head><link rel="alternate" type="application/atom+xml" href="/atom"></head><body></body></html>'
)
FEED = "<rss><channel><title>F</title><item><title>One</title></item></channel></rss>"
SEARCH = Search(since=parse_date("2026-11-20") or pytest.fail("no date"))


class Site:
    """A page that announces a feed; the feed has an ETag."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        self.network = Network(transport=httpx.MockTransport(self), pause=0.0, sleep=lambda seconds: None)

    def __call__(self, request: httpx.Request) -> httpx.Response:
        self.asked.append(request.url.path)
        if request.url.path == "/":
            return httpx.Response(200, text=PAGE, headers={"content-type": "text/html"})
        if request.headers.get("if-none-match") == '"1"':
            return httpx.Response(304)
        return httpx.Response(200, text=FEED, headers={"etag": '"1"', "content-type": "application/xml"})

    def scan(self, before: Http | None = None) -> tuple[Http, int]:
        http = self.network.session(before.fresh if before else None)
        return http, len(list(Rss(url="https://blog.example/").fetch(http, SEARCH)))


def test_a_feed_that_a_page_announces_is_asked_straight_away_next_time() -> None:
    site = Site()
    first, found = site.scan()
    assert (found, site.asked) == (1, ["/", "/atom"])
    second, found = site.scan(first)
    assert (found, site.asked[2:]) == (1, ["/atom"])
    with pytest.raises(NotModified):
        site.scan(second)
    assert site.asked[3:] == ["/atom"]
