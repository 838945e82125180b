"""Substack, by the feed of each publication, and by its archive for what is older."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Annotated, Any, ClassVar
from urllib.parse import quote

from pydantic import Field, StringConstraints

from mentionwatch.model import Author, Engagement, Post
from mentionwatch.plugins import Source
from mentionwatch.sources._feed import walk
from mentionwatch.sources._told import count, id_of, language, listed, said, tables, word
from mentionwatch.text.clean import tidy, to_text
from mentionwatch.text.dates import parse_date
from mentionwatch.text.urls import absolute, site

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mentionwatch.http import Http
    from mentionwatch.model import Search
    from mentionwatch.text.feeds import Feed

_LETTER = re.compile(r"(https?://[^/?#]+)/p/([\w%-]{1,300})\Z")
_FEED = 20
_PAGE = 12
_PAGES = 10
_MORE = re.compile(r"\s*Read more\s*\Z")
_Publication = Annotated[
    str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9-]*(?:\.[a-z0-9-]+)*$", to_lower=True, max_length=200)
]


class Substack(Source):
    """Reads new letters of the publications on Substack that you name."""

    needs: ClassVar[str] = "nothing"
    limits: ClassVar[str] = (
        "Of paid letters only the beginning. No search. The newest 20 of each publication come from its feed; what is "
        "older, and the comments under a mention, are read as Substack's own pages read them, which is not documented "
        "and may change."
    )
    example: ClassVar[str] = (
        '[[sources]]\ntype = "substack"\npublications = ["platformer", "www.heated.world"]'
    )

    publications: tuple[_Publication, ...] = Field(
        min_length=1, description="names, NAME.substack.com, or hosts of their own"
    )

    @property
    def key(self) -> str:
        """The publications."""
        return " ".join(["substack", *self.publications])

    @property
    def host(self) -> str:
        """One host for all, for its limits."""
        return "substack.com"

    def fetch(self, http: Http, search: Search) -> Iterator[Post]:
        """The letters of all publications."""
        hosts = (name if "." in name else f"{name}.substack.com" for name in self.publications)
        addresses = [f"https://{host}/feed" for host in hosts]
        for post in walk(http, addresses, "substack", search.since, partial(_older, http)):
            yield replace(post, text=_MORE.sub("", post.text))

    def replies(self, http: Http, post: Post) -> Iterator[Post]:
        """All comments under a letter."""
        place = _LETTER.match(post.url or "")
        if place and post.kind == "article":
            home = place[1]
            own = id_of(http.json(f"{home}/api/v1/posts/{place[2]}"), "id", url=home)
            asked = {"all_comments": "true", "sort": "newest_first"}
            answer = http.json(f"{home}/api/v1/post/{own}/comments", params=asked)
            yield from _comments(tables(answer, "comments", url=home), post, home)


def _older(http: Http, address: str, feed: Feed) -> Iterator[Post]:
    """The letters that a full feed has no room for."""
    home, seen = address.removesuffix("/feed"), len(feed.posts)
    if seen < _FEED:
        return
    for _ in http.pages(_PAGES):
        asked = {"sort": "new", "offset": seen, "limit": _PAGE}
        page = tables(http.json(f"{home}/api/v1/archive", params=asked), url=home)
        yield from (_letter(http, id_of(told, "slug", url=home), home) for told in page)
        seen += len(page)
        if not page:  # a page may hold fewer than were asked for, and not be the last
            return


def _letter(http: Http, slug: str, home: str) -> Post:
    told = http.json(f"{home}/api/v1/posts/{quote(slug, safe='')}")
    url = absolute(word(told, "canonical_url", url=home)) or f"{home}/p/{slug}"
    text = to_text(said(told, "body_html") or said(told, "truncated_body_text") or said(told, "description"))
    authors = listed(told, "publishedBylines")
    return Post(
        source="substack",
        id=url,
        url=url,
        title=tidy(word(told, "title", url=home)) or None,
        text=text,
        author=_author(authors[0]) if authors else None,
        published=parse_date(word(told, "post_date", url=home)),
        kind="article",
        site=site(url),
        language=language(said(told, "language"), text),
        engagement=Engagement(
            likes=count(told, "reaction_count"),
            comments=count(told, "comment_count"),
            shares=count(told, "restacks"),
        ),
    )


def _author(told: dict[str, Any]) -> Author | None:
    handle = said(told, "handle")
    name = tidy(said(told, "name")) or handle
    if not name:
        return None
    return Author(name=name, handle=handle or None, url=f"https://substack.com/@{handle}" if handle else None)


def _comments(told: list[dict[str, Any]], letter: Post, home: str) -> Iterator[Post]:
    """Comments and what answers them, without recursion; those that were deleted have no words."""
    waiting = [(each, letter.url) for each in told][::-1]
    while waiting:
        each, above = waiting.pop()
        comment = _comment(each, letter, above, home)
        waiting += [(below, comment.url) for below in listed(each, "children")][::-1]
        if comment.text:
            yield comment


def _comment(told: dict[str, Any], letter: Post, above: str | None, home: str) -> Post:
    own = id_of(told, "id", url=home)
    return Post(
        source="substack",
        id=f"comment {own}",
        url=f"{letter.url}/comment/{own}",
        text=to_text(said(told, "body"), quotes=False),
        author=_author(told),
        published=parse_date(said(told, "date")),
        kind="comment",
        site=site(letter.url),
        thread=letter.url,
        parent=above,
        engagement=Engagement(likes=count(told, "reaction_count")),
    )
