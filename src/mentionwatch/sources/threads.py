"""Threads, by its keyword search: https://developers.facebook.com/docs/threads/keyword-search."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from pydantic import Field

from mentionwatch.model import Author, Post
from mentionwatch.plugins import Source
from mentionwatch.sources._graph import Graph
from mentionwatch.sources._told import id_of, said, table, tables, word
from mentionwatch.text.clean import tidy
from mentionwatch.text.dates import parse_date
from mentionwatch.text.urls import absolute, site

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mentionwatch.http import Http
    from mentionwatch.model import Search

_PAGE_SIZE = 100
_PAGES = 50
_FIELDS = "id,text,media_type,permalink,timestamp,username,has_replies,is_reply,is_quote_post"


class Threads(Source):
    """Finds public posts and replies on Threads by keyword, newest first."""

    searches: ClassVar[bool] = True
    needs: ClassVar[str] = (
        "a user token of an app with threads_basic and threads_keyword_search (developers.facebook.com). Until Meta "
        "has approved the second, only your own posts are searched, and nothing says so"
    )
    limits: ClassVar[str] = (
        "2,200 searches a day; a token lasts 60 days. Words that Meta finds sensitive bring nothing. "
        "No likes and no followers are told."
    )
    example: ClassVar[str] = '[[sources]]\ntype = "threads"\ntoken = "${THREADS_TOKEN}"'

    token: str = Field(min_length=1, repr=False, description="long-lived user token")
    endpoint: str = Field(
        default="https://graph.threads.net/v1.0", pattern=r"^https?://", description="base address"
    )

    def fetch(self, http: Http, search: Search) -> Iterator[Post]:
        """What the search finds. Each page asks for what is older than the one before; empty ones are free."""
        until: int | None = None
        for _ in http.pages(_PAGES):
            page = list(self._page(http, search, until))
            yield from page
            oldest = min((int(post.published.timestamp()) for post in page if post.published), default=None)
            if oldest is None or (until is not None and oldest >= until):
                return
            until = oldest

    def replies(self, http: Http, post: Post) -> Iterator[Post]:
        """The conversation under a post of your own; of others' posts Threads tells none."""
        told = list(
            self._graph(http).list(f"{post.id}/conversation", fields=f"{_FIELDS},replied_to", reverse="true")
        )
        pages = {post.id: post.url, **{said(each, "id"): absolute(said(each, "permalink")) for each in told}}
        for each in told:
            parent = pages.get(said(table(each, "replied_to"), "id"))
            yield _post(each, self.endpoint, thread=post.thread or post.url, parent=parent)

    def _page(self, http: Http, search: Search, until: int | None) -> Iterator[Post]:
        answer = self._graph(http).ask(
            "keyword_search",
            q=search.term,
            search_type="RECENT",
            fields=_FIELDS,
            since=int(search.since.timestamp()),
            until=until,
            limit=_PAGE_SIZE,
        )
        return (_post(told, self.endpoint) for told in tables(answer, "data", url=self.endpoint))

    def _graph(self, http: Http) -> Graph:
        return Graph(http, self.endpoint, self.token)


def _post(told: dict[str, Any], url: str, *, thread: str | None = None, parent: str | None = None) -> Post:
    page, name = absolute(word(told, "permalink", url=url)), said(told, "username")
    comment = told.get("is_reply") is True
    return Post(
        source="threads",
        id=id_of(told, "id", url=url),
        url=page,
        text=tidy(said(told, "text")),
        author=Author(name=name, handle=name, id=name, url=f"https://www.threads.net/@{name}")
        if name
        else None,
        published=parse_date(said(told, "timestamp")),
        kind="comment" if comment else "post",
        site=site(page),
        thread=thread or (None if comment else page),
        parent=parent,
    )
