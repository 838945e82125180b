"""Web pages that have no feed: a page or a sitemap is watched for addresses, and the articles there are read."""

from __future__ import annotations

import re
from contextlib import suppress
from typing import TYPE_CHECKING, ClassVar
from urllib.parse import urlsplit

from pydantic import Field, field_validator
from selectolax.lexbor import LexborHTMLParser

from mentionwatch.errors import ConfigError, LayoutChanged, RateLimited, SourceError
from mentionwatch.http import NotModified
from mentionwatch.model import Post
from mentionwatch.plugins import Source
from mentionwatch.sources._robots import obey
from mentionwatch.text import article, sitemap
from mentionwatch.text.encoding import charset, decode
from mentionwatch.text.structured import lean
from mentionwatch.text.urls import absolute, site

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import datetime

    from mentionwatch.http import Http, Reply
    from mentionwatch.model import Search
    from mentionwatch.text.robots import Robots

_SITEMAPS = 5
_LINKS = 2000
_SHORTEST = 200  # characters; less is no article
_ARTICLE = re.compile(r"\d{4,}|[\w%]+-[\w%]+-[\w%]+")  # a number or a headline in the path
_HEADLINE = 25  # characters of a link that is one
_NO_PAGE = re.compile(
    r"\.(?:jpe?g|png|gif|svg|webp|pdf|zip|mp[34]|css|js|xml|rss|docx?|xlsx?)\Z", re.IGNORECASE
)


class Web(Source):
    """Reads new articles of a site that has no feed: what a page links to, or what a sitemap lists. Each is read
    once, with title, whole text, author and date.
    """

    needs: ClassVar[str] = "nothing; where a site has a feed, the source rss is better"
    limits: ClassVar[str] = (
        "robots.txt is obeyed. Pages that need a browser are not read. Pages that do not say that they are articles "
        "are left out, unless “links” says which they are."
    )
    example: ClassVar[str] = (
        '[[sources]]\ntype = "web"\nurl = "https://news.example.org/"\nlinks = "/news/\\\\d+"\nevery = "1h"'
    )

    url: str = Field(pattern=r"^https?://", description="the page, or the sitemap, that names new articles")
    links: str | None = Field(
        default=None, max_length=500, description="regular expression that addresses of articles match"
    )
    most: int = Field(default=30, ge=1, le=500, description="articles that are read in one scan")

    @field_validator("links")
    @classmethod
    def _readable(cls, links: str | None) -> str | None:
        import re2  # linear, whatever is written in it

        options = re2.Options()
        options.log_errors = False
        try:
            re2.compile(links or "", options)
        except re2.error as error:
            reason = error.args[0].decode() if isinstance(error.args[0], bytes) else str(error)
            raise ValueError(ConfigError("web-links", why=reason)) from None
        return links

    def fetch(self, http: Http, search: Search) -> Iterator[Post]:
        """The articles that were not read before."""
        rules = obey(http, self.url)
        fresh = (
            url
            for url in self._addresses(http, search.since, rules)
            if not http.knows(url) and rules.allows(url)
        )
        yield from _read(http, fresh, self.most, sure=bool(self.links))

    def _addresses(self, http: Http, since: datetime, rules: Robots) -> list[str]:
        reply = http.get(self.url)
        found = sitemap.read(reply.body, url=reply.url)
        if found is None:
            return self._chosen(_links(reply))
        places = [*found.pages]
        nested = sorted(_new(found.sitemaps, since), key=lambda place: str(place.changed), reverse=True)
        for place in nested[:_SITEMAPS]:
            if site(place.url) == site(self.url) and rules.allows(place.url):
                below = sitemap.read(http.get(place.url).body, url=place.url)
                places += below.pages if below else ()
        if not any(_front(place.url) == _front(self.url) for place in (*places, *found.sitemaps)):
            raise LayoutChanged("web-no-links", url=self.url)
        newest = sorted(_new(places, since), key=lambda place: str(place.changed or ""), reverse=True)
        return self._chosen((place.url, "") for place in newest)

    def _chosen(self, links: Iterable[tuple[str, str]]) -> list[str]:
        """Of addresses with the words of their links those of articles on this site."""
        import re2

        wanted = re2.compile(self.links) if self.links else None
        own = _front(self.url)
        return list(
            dict.fromkeys(
                url
                for url, said in links
                if _front(url) == own
                and not self.url.startswith(url)  # the page itself, and what is above it
                and (wanted.search(url) if wanted else _looks_like_article(url, said))
            )
        )


def _links(page: Reply) -> Iterator[tuple[str, str]]:
    """Where a page leads, with the words that lead there. Raises LayoutChanged where it leads nowhere."""
    nodes = LexborHTMLParser(lean(_html(page))).css("a[href]")[:_LINKS]
    if not nodes:
        raise LayoutChanged("web-no-links", url=page.url)
    for node in nodes:
        address = (absolute(node.attributes["href"], page.url) or "").partition("#")[0]
        if address:
            yield address, " ".join(node.text().split())


def _html(page: Reply) -> str:
    return decode(page.body, charset(page.headers.get("content-type")))


def _front(url: str) -> str:
    return (site(url) or "").removeprefix("m.")


def _looks_like_article(url: str, said: str) -> bool:
    path = urlsplit(url).path
    return not _NO_PAGE.search(path) and bool(_ARTICLE.search(path) or len(said) >= _HEADLINE)


def _new(places: Iterable[sitemap.Place], since: datetime) -> list[sitemap.Place]:
    return [place for place in places if place.changed is None or place.changed >= since]


def _read(http: Http, addresses: Iterable[str], most: int, *, sure: bool) -> Iterator[Post]:
    """The articles; where not one page could be had, the first failure is raised."""
    failed: list[SourceError] = []
    asked = 0
    for url in addresses:
        if asked == most:
            http.cut()
            break
        asked += 1
        try:
            with suppress(NotModified):
                if post := _post(http.get(url, conditional=True), sure):
                    yield post
        except RateLimited:
            raise
        except SourceError as error:
            failed.append(error)
    if failed and len(failed) == asked:
        raise failed[0]


def _post(page: Reply, sure: bool) -> Post | None:
    found = article.read(_html(page), url=page.url)
    if len(found.text) < _SHORTEST or not (sure or found.sure):
        return None
    url = absolute(page.url)
    return Post(
        source="web",
        id=url or page.url,
        url=url,
        title=found.title,
        text=found.text,
        author=found.author,
        published=found.published,
        kind="article",
        site=site(url),
    )
