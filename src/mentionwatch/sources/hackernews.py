"""Hacker News through the search of Algolia, https://hn.algolia.com/api"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any, ClassVar

from pydantic import Field

from mentionwatch.errors import LayoutChanged
from mentionwatch.http import Http
from mentionwatch.model import Author, Engagement, Post, Search
from mentionwatch.plugins import Source
from mentionwatch.sources._terms import loosely_quoted
from mentionwatch.sources._told import count, gone, id_of, inner, listed, number, present, said, tables, word
from mentionwatch.text.clean import tidy, to_text
from mentionwatch.text.urls import canonical

_PAGE = 100
_REACHABLE = 1000  # of a query; older ones are reached by asking again for what is older
_NO_TIME = 253_402_300_800  # the year 10000
_POST_PAGE = "https://news.ycombinator.com/item?id="
_AUTHOR_PAGE = "https://news.ycombinator.com/user?id="


class HackerNews(Source):
    """Finds stories and comments on Hacker News by keyword, newest first, back to 2006."""

    searches: ClassVar[bool] = True
    whole_threads: ClassVar[bool] = True
    needs: ClassVar[str] = "nothing"
    limits: ClassVar[str] = "about 10,000 requests an hour from one address"
    example: ClassVar[str] = '[[sources]]\ntype = "hackernews"'

    endpoint: str = Field(default="https://hn.algolia.com", pattern=r"^https?://", description="base address")
    comments: bool = Field(default=True, description="search comments, too")

    def fetch(self, http: Http, search: Search) -> Iterator[Post]:
        """Stories and comments that hold the phrase. Algolia knows no OR, and reaches 1,000 of a query."""
        oldest: int | None = None
        while True:
            page = self._page(http, search, oldest)
            yield from (self._post(told) for told in page)
            if len(page) < _PAGE:
                return
            last = self._time(page[-1])
            # Those of the same second come again, which costs nothing, unless they fill the page.
            oldest = last if oldest is None or last + 1 < oldest else last - 1

    def replies(self, http: Http, post: Post) -> Iterator[Post]:
        """All comments under a story or a comment."""
        yield from self._replies(self._whole(http, post))

    def thread(self, http: Http, post: Post) -> Iterator[Post]:
        """The post and all comments under it: one answer tells both."""
        whole = present(lambda: self._whole(http, post))
        if not any(said(whole, name) for name in ("author", "title", "text")):
            raise gone(self.endpoint)
        yield _again(whole, post)
        yield from self._replies(whole)

    def _whole(self, http: Http, post: Post) -> dict[str, Any]:
        return inner(http.json(f"{self.endpoint.rstrip('/')}/api/v1/items/{post.id}"), url=self.endpoint)

    def _replies(self, whole: dict[str, Any]) -> Iterator[Post]:
        story = id_of(whole, "story_id" if whole.get("story_id") else "id", url=self.endpoint)
        tables(whole, "children", url=self.endpoint)
        for reply in _below(whole):
            if said(reply, "text"):  # a deleted comment keeps its replies
                yield self._reply(reply, story)

    def _page(self, http: Http, search: Search, oldest: int | None) -> list[dict[str, Any]]:
        after = f"created_at_i>{int(search.since.timestamp()) - 1}"
        before = f",created_at_i<{oldest + 1}" if oldest is not None else ""
        answer = http.json(
            f"{self.endpoint.rstrip('/')}/api/v1/search_by_date",
            params={
                "query": loosely_quoted(search.term or ""),
                "tags": "(story,comment)" if self.comments else "story",
                "numericFilters": after + before,
                "hitsPerPage": _PAGE,
                "advancedSyntax": "true",  # quotes make a phrase
                "typoTolerance": "false",  # or "golang" finds "goling"
                "restrictSearchableAttributes": "title,story_text,comment_text,url",
            },
        )
        if not isinstance(answer, dict) or not isinstance(answer.get("hits"), list):
            raise LayoutChanged("hackernews-layout", url=self.endpoint)
        return tables(answer, "hits", url=self.endpoint)

    def _time(self, told: dict[str, Any]) -> int:
        seconds = number(told, "created_at_i", url=self.endpoint)
        if not 0 <= seconds < _NO_TIME:
            raise LayoutChanged("hackernews-layout", url=self.endpoint)
        return seconds

    def _post(self, told: dict[str, Any]) -> Post:
        identifier, comment = id_of(told, "objectID", url=self.endpoint), "comment" in _tags(told)
        link = None if comment else canonical(said(told, "url"), keep_fragment=True)
        story, parent = count(told, "story_id"), count(told, "parent_id")
        return Post(
            source="hackernews",
            id=identifier,
            url=_POST_PAGE + identifier,
            title=None if comment else tidy(said(told, "title")) or None,
            text=_with_link(to_text(said(told, "comment_text" if comment else "story_text")), link),
            author=_author(said(told, "author")),
            published=datetime.fromtimestamp(self._time(told), UTC),
            kind="comment" if comment else "post",
            site="news.ycombinator.com",
            thread=f"{_POST_PAGE}{story or identifier}",
            parent=f"{_POST_PAGE}{parent}" if comment and parent else None,
            engagement=Engagement(likes=count(told, "points"), comments=count(told, "num_comments")),
        )

    def _reply(self, told: dict[str, Any], story: str) -> Post:
        identifier = id_of(told, "id", url=self.endpoint)
        return Post(
            source="hackernews",
            id=identifier,
            url=_POST_PAGE + identifier,
            text=to_text(said(told, "text")),
            author=_author(said(told, "author")),
            published=datetime.fromtimestamp(self._time(told), UTC),
            kind="comment",
            site="news.ycombinator.com",
            thread=_POST_PAGE + story,
            parent=f"{_POST_PAGE}{word(told, 'parent_id', url=self.endpoint)}",
            engagement=Engagement(likes=count(told, "points")),
        )


def _tags(told: dict[str, Any]) -> list[Any]:
    tags = told.get("_tags")
    return tags if isinstance(tags, list) else []


def _with_link(text: str, link: str | None) -> str:
    """What a story links to is part of what it says: a brand's address mentions the brand."""
    return "\n".join(part for part in (link, text) if part)


def _again(told: dict[str, Any], post: Post) -> Post:
    """The post as it is now, told in other words than a search tells it."""
    comment = post.kind == "comment"
    link = None if comment else canonical(said(told, "url"), keep_fragment=True)
    return replace(
        post,
        title=None if comment else tidy(said(told, "title")) or None,
        text=_with_link(to_text(said(told, "text")), link),
        engagement=Engagement(likes=count(told, "points")),
    )


def _below(told: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """The comments under a post, without recursion: threads run deep."""
    waiting = listed(told, "children")[::-1]
    while waiting:
        reply = waiting.pop()
        waiting += listed(reply, "children")[::-1]
        yield reply


def _author(name: str) -> Author | None:
    return Author(name=name, handle=name, id=name, url=_AUTHOR_PAGE + name) if name else None
