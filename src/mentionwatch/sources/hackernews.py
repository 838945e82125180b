"""Hacker News through the search of Algolia, https://hn.algolia.com/api"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any, ClassVar

from pydantic import Field

from mentionwatch.errors import LayoutChanged
from mentionwatch.http import Http
from mentionwatch.model import Author, Engagement, Post, Search
from mentionwatch.plugins import Source
from mentionwatch.text.clean import tidy, to_text
from mentionwatch.text.urls import canonical

_PAGE = 100
_REACHABLE = 1000  # of a query; older ones are reached by asking again for what is older
_POST_PAGE = "https://news.ycombinator.com/item?id="
_AUTHOR_PAGE = "https://news.ycombinator.com/user?id="


class HackerNews(Source):
    """Finds stories and comments on Hacker News by keyword, newest first, back to 2006."""

    searches: ClassVar[bool] = True
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
            yield from (_post(told) for told in page)
            if len(page) < _PAGE:
                return
            last = int(page[-1]["created_at_i"])
            # Those of the same second come again, which costs nothing, unless they fill the page.
            oldest = last if oldest is None or last + 1 < oldest else last - 1

    def replies(self, http: Http, post: Post) -> Iterator[Post]:
        """All comments under a story or a comment."""
        whole = http.json(f"{self.endpoint.rstrip('/')}/api/v1/items/{post.id}")
        story = str(whole.get("story_id") or whole.get("id"))
        yield from _below(whole, story)

    def _page(self, http: Http, search: Search, oldest: int | None) -> list[dict[str, Any]]:
        after = f"created_at_i>{int(search.since.timestamp()) - 1}"
        before = f",created_at_i<{oldest + 1}" if oldest is not None else ""
        answer = http.json(
            f"{self.endpoint.rstrip('/')}/api/v1/search_by_date",
            params={
                "query": f'"{search.term}"' if search.term else "",
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
        hits: list[dict[str, Any]] = answer["hits"]
        return hits


def _post(told: dict[str, Any]) -> Post:
    identifier, comment = str(told["objectID"]), "comment" in told.get("_tags", ())
    text = told.get("comment_text") if comment else told.get("story_text")
    link = None if comment else canonical(told.get("url") or "", keep_fragment=True)
    return Post(
        source="hackernews",
        id=identifier,
        url=_POST_PAGE + identifier,
        title=None if comment else tidy(told.get("title") or "") or None,
        text=_with_link(to_text(text or ""), link),
        author=_author(told.get("author")),
        published=datetime.fromtimestamp(told["created_at_i"], UTC),
        kind="comment" if comment else "post",
        site="news.ycombinator.com",
        thread=f"{_POST_PAGE}{told['story_id']}" if told.get("story_id") else _POST_PAGE + identifier,
        parent=f"{_POST_PAGE}{told['parent_id']}" if comment and told.get("parent_id") else None,
        engagement=Engagement(likes=told.get("points"), comments=told.get("num_comments")),
    )


def _with_link(text: str, link: str | None) -> str:
    """What a story links to is part of what it says: a brand's address mentions the brand."""
    return "\n".join(part for part in (link, text) if part)


def _below(told: dict[str, Any], story: str) -> Iterator[Post]:
    """The comments under a post, without recursion: threads run deep."""
    waiting = list(reversed(told.get("children") or []))
    while waiting:
        reply = waiting.pop()
        waiting += reversed(reply.get("children") or [])
        if reply.get("text"):  # a deleted comment keeps its replies
            yield _reply(reply, story)


def _reply(told: dict[str, Any], story: str) -> Post:
    return Post(
        source="hackernews",
        id=str(told["id"]),
        url=f"{_POST_PAGE}{told['id']}",
        text=to_text(told["text"]),
        author=_author(told.get("author")),
        published=datetime.fromtimestamp(told["created_at_i"], UTC),
        kind="comment",
        site="news.ycombinator.com",
        thread=_POST_PAGE + story,
        parent=f"{_POST_PAGE}{told['parent_id']}",
        engagement=Engagement(likes=told.get("points")),
    )


def _author(name: str | None) -> Author | None:
    return Author(name=name, handle=name, id=name, url=_AUTHOR_PAGE + name) if name else None
