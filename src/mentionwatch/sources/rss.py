"""Feeds: RSS, Atom, RDF and JSON Feed."""

from __future__ import annotations

import re
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, ClassVar
from urllib.parse import urljoin

from pydantic import Field

from mentionwatch.errors import LayoutChanged, SourceError
from mentionwatch.plugins import Source
from mentionwatch.sources._told import shown_since
from mentionwatch.text.late import late
from mentionwatch.text.urls import absolute

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mentionwatch.http import Http, Reply
    from mentionwatch.model import Post, Search
    from mentionwatch.text.feeds import Feed

_PAGES = 20
_DECLARATION = late(r"\A\s*<\?xml[^>]*>")
_FEED_TYPE = late(r"application/(?:(?:rss|atom|rdf)\+xml|feed\+json)", re.IGNORECASE)
_USUAL = ("/feed", "/rss", "/atom.xml", "/index.xml")
_HEAD = 200_000  # characters of a page in which its feeds are announced
_UNDATED = datetime.max.replace(tzinfo=UTC)


class Rss(Source):
    """Finds every post of a feed: news sites, blogs, forums, podcasts, video channels, saved searches."""

    needs: ClassVar[str] = "nothing"
    limits: ClassVar[str] = "a feed holds only its newest posts: ask often enough"
    example: ClassVar[str] = '[[sources]]\ntype = "rss"\nurl = "https://example.org/feed.xml"'

    url: str = Field(
        pattern=r"^https?://", description="address of the feed, or of a page that announces one"
    )

    def fetch(self, http: Http, search: Search) -> Iterator[Post]:
        """The posts of the feed, and of its older pages as far back as is asked."""
        feed = self._feed(http)
        for _ in http.pages(_PAGES):
            yield from sorted(feed.posts, key=_newness, reverse=True)
            if not feed.next or (feed.oldest or _UNDATED) < search.since:
                if feed.is_whole:  # else it reaches back to what was read before
                    http.ends(shown_since(feed.posts))
                break
            feed = _read(http.get(feed.next))

    def _feed(self, http: Http) -> Feed:
        reply = http.get(self.url, conditional=True)
        from mentionwatch.text.feeds import is_html  # most days most feeds bring nothing new to read

        if not is_html(reply.body):
            feed = _read(reply, http.seen(self.url))
            http.saw(self.url, feed.seen)
            return feed
        for address in (*_announced(reply), *(urljoin(reply.url, path) for path in _USUAL)):
            with suppress(SourceError):
                feed = _read(http.get(address))
                _remember(http, address)
                return feed
        raise LayoutChanged("feeds-none", url=self.url)


def _read(reply: Reply, seen: bytes = b"") -> Feed:
    from mentionwatch.text.encoding import charset
    from mentionwatch.text.feeds import read

    told = charset(reply.headers.get("content-type"))
    return read(reply.body, url=reply.url, charset=told, seen=seen)


def _announced(page: Reply) -> list[str]:
    """The feeds that a page announces (https://html.spec.whatwg.org/#rel-alternate), the main one first."""
    # Only links are kept of the page, so that no depth of nesting costs anything; and pages are rare here.
    from bs4 import BeautifulSoup
    from bs4.filter import SoupStrainer

    text = _DECLARATION.sub("", page.text()[:_HEAD])  # or Beautiful Soup warns of XHTML
    head = text[: text.find("<body") if "<body" in text else None]
    links = BeautifulSoup(
        head, "lxml", parse_only=SoupStrainer("link", href=True), multi_valued_attributes=None
    )
    found = (
        absolute(str(link["href"]), page.url)
        for link in links("link")
        if "alternate" in str(link.get("rel", "")).lower().split()
        and _FEED_TYPE.match(str(link.get("type", "")))
    )
    return [address for address in found if address][:3]


def _remember(http: Http, address: str) -> None:
    """Next time the feed is asked straight away: what the page led to is kept as a move."""
    for page, known in http.fresh.items():
        http.fresh[page] = replace(known, etag=None, last_modified=None, digest=None, moved=address)


def _newness(post: Post) -> datetime:
    return post.published or _UNDATED
