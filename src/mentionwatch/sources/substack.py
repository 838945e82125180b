"""Substack, by the feed of each publication."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Annotated, Any, ClassVar

from pydantic import Field, StringConstraints

from mentionwatch.model import Author, Engagement, Post
from mentionwatch.plugins import Source
from mentionwatch.sources._feed import walk
from mentionwatch.sources._told import count, listed, said, tables, word
from mentionwatch.text.clean import tidy, to_text
from mentionwatch.text.dates import parse_date
from mentionwatch.text.urls import site

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mentionwatch.http import Http
    from mentionwatch.model import Search

_LETTER = re.compile(r"(https?://[^/?#]+)/p/([\w%-]{1,300})\Z")
_MORE = re.compile(r"\s*Read more\s*\Z")
_Publication = Annotated[
    str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9-]*(?:\.[a-z0-9-]+)*$", to_lower=True, max_length=200)
]


class Substack(Source):
    """Reads new letters of the publications on Substack that you name."""

    needs: ClassVar[str] = "nothing"
    limits: ClassVar[str] = (
        "The newest 20 of each; of paid letters only the beginning. No search. Comments are read under a mention, as "
        "Substack's own pages read them, which is not documented and may change."
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
        for post in walk(http, [f"https://{host}/feed" for host in hosts], "substack", search.since):
            yield replace(post, text=_MORE.sub("", post.text))

    def replies(self, http: Http, post: Post) -> Iterator[Post]:
        """All comments under a letter."""
        place = _LETTER.match(post.url or "")
        if place and post.kind == "article":
            home = place[1]
            own = word(http.json(f"{home}/api/v1/posts/{place[2]}"), "id", url=home)
            asked = {"all_comments": "true", "sort": "newest_first"}
            answer = http.json(f"{home}/api/v1/post/{own}/comments", params=asked)
            yield from _comments(tables(answer, "comments", url=home), post, home)


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
    own, handle = word(told, "id", url=home), said(told, "handle")
    name = tidy(said(told, "name")) or handle
    return Post(
        source="substack",
        id=f"comment {own}",
        url=f"{letter.url}/comment/{own}",
        text=to_text(said(told, "body"), quotes=False),
        author=Author(
            name=name, handle=handle or None, url=f"https://substack.com/@{handle}" if handle else None
        )
        if name
        else None,
        published=parse_date(said(told, "date")),
        kind="comment",
        site=site(letter.url),
        thread=letter.url,
        parent=above,
        engagement=Engagement(likes=count(told, "reaction_count")),
    )
