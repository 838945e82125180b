"""NodeBB forums: any page as JSON under /api, https://docs.nodebb.org/api/read/."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any, ClassVar
from urllib.parse import quote, urlsplit

from pydantic import Field

from mentionwatch.errors import AccessDenied
from mentionwatch.model import Author, Engagement, Post
from mentionwatch.plugins import Source
from mentionwatch.sources._own_words import own_words
from mentionwatch.sources._told import count, gone, id_of, listed, present, said, table, tables, word
from mentionwatch.text.clean import to_text
from mentionwatch.text.dates import parse_date
from mentionwatch.text.urls import site

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from mentionwatch.http import Http
    from mentionwatch.model import Search

_RECENT = "/api/recent/posts/alltime"
_PAGES = 200
_OTHERS = ".plugin-poll, .sr-only"
_SAID = re.compile(r"^@\S+ .{0,200}:\n", re.MULTILINE)  # what introduces a quote


class NodeBB(Source):
    """Reads every new post of a NodeBB forum; with ``search`` it asks the forum's search for the phrases of the
    queries instead.
    """

    whole_threads: ClassVar[bool] = True
    needs: ClassVar[str] = (
        "nothing where guests may read; for the search of most forums a token: Admin → API Access → Create token"
    )
    limits: ClassVar[str] = (
        "The list of new posts comes without markup, so quotes in it cannot be told from what their author wrote. "
        "The search of some forums finds nothing in Cyrillic: reading does."
    )
    example: ClassVar[str] = '[[sources]]\ntype = "nodebb"\nurl = "https://community.nodebb.org"'

    url: str = Field(pattern=r"^https?://", description="address of the forum")
    search: bool = Field(default=False, description="search the forum instead of reading all posts")
    token: str | None = Field(default=None, min_length=1, repr=False, description="API token")

    @property
    def searches(self) -> bool:  # type: ignore[override]
        """Reading is done once, whatever is searched for."""
        return self.search

    def fetch(self, http: Http, search: Search) -> Iterator[Post]:
        """All posts, or those that the forum's search finds."""
        return self._found(http, search) if self.search else self._all(http)

    def replies(self, http: Http, post: Post) -> Iterator[Post]:
        """The posts of the topic after its first."""
        if post.kind == "post":
            yield from (each for each in self._topic(http, post) if each.id != post.id and each.text)

    def thread(self, http: Http, post: Post) -> Iterator[Post]:
        """All posts of the topic, as they are now. Raises Gone where the forum keeps the topic, or the post, from
        guests who may read others: that is how it deletes.
        """
        try:
            told = list(self._topic(http, post))
        except AccessDenied:
            self._ask(http, _RECENT)
            raise gone(post.thread or self.url) from None
        yield from told

    def _topic(self, http: Http, post: Post) -> Iterator[Post]:
        """The posts of the topic in which a post stands, without author and words those that were deleted."""
        topic = (post.thread or "").partition("/topic/")[2].partition("/")[0]
        if not topic.isdigit() or urlsplit(post.thread or "").netloc != self.host:
            return
        for page in http.pages(_PAGES):
            answer = present(partial(self._ask, http, f"/api/topic/{topic}", page=page))
            for told in tables(answer, "posts", url=self.url):
                one = self._post({**told, "topic": answer})
                if _is_deleted(told) and one.id == post.id:
                    raise gone(post.url or self.url)
                yield replace(one, title=None, text="", author=None) if _is_deleted(told) else one
            if page >= (count(table(answer, "pagination"), "pageCount") or 1):
                return

    def _all(self, http: Http) -> Iterator[Post]:
        """Page after page; old forums know no pages here, and tell the newest again."""
        newest: Any = None
        for page in http.pages(_PAGES):
            found = tables(self._ask(http, _RECENT, page=page), url=self.url)
            if not found or found[0].get("pid") == newest:
                return
            yield from self._posts(found)
            newest = found[0].get("pid")

    def _found(self, http: Http, search: Search) -> Iterator[Post]:
        for page in http.pages(_PAGES):
            answer = self._ask(
                http,
                "/api/search",
                **{"term": search.term, "in": "titlesposts", "matchWords": "all"},
                sortBy="timestamp",
                sortDirection="desc",
                showAs="posts",
                page=page,
            )
            yield from self._posts(tables(answer, "posts", url=self.url))
            if page >= (count(table(answer, "pagination"), "pageCount") or count(answer, "pageCount") or 1):
                return

    def _posts(self, found: list[dict[str, Any]]) -> Iterator[Post]:
        return (self._post(told) for told in found if not _is_deleted(told))

    def _post(self, told: dict[str, Any]) -> Post:
        topic = table(told, "topic")
        own = id_of(told, "pid", url=self.url)
        thread = f"{self._base}/topic/{quote(said(topic, 'slug') or id_of(told, 'tid', url=self.url))}"
        first = str(topic.get("mainPid")) == own
        return Post(
            source="nodebb",
            id=f"{self.host}/{own}",
            url=f"{self._base}/post/{quote(own, safe='')}",
            title=to_text(said(topic, "title")) or None if first else None,
            text=_SAID.sub("", own_words(word(told, "content", url=self.url), _OTHERS)),
            author=self._author(table(told, "user")),
            published=_published(told),
            kind="post" if first else "comment",
            site=site(self.url),
            thread=thread,
            parent=None if first else self._parent(told, topic) or thread,
            engagement=Engagement(likes=count(told, "upvotes"), comments=count(told, "replies")),
        )

    def _parent(self, told: dict[str, Any], topic: dict[str, Any]) -> str | None:
        answered = told.get("toPid") or topic.get("mainPid")
        return f"{self._base}/post/{quote(str(answered), safe='')}" if answered else None

    def _author(self, told: dict[str, Any]) -> Author | None:
        name = to_text(said(told, "username"))
        slug = said(told, "userslug")
        if not name:
            return None
        return Author(
            name=to_text(said(told, "displayname") or said(told, "fullname")) or name,
            handle=name,
            id=str(told["uid"]) if told.get("uid") else None,
            url=f"{self._base}/user/{quote(slug)}" if slug else None,
        )

    @property
    def _base(self) -> str:
        return self.url.rstrip("/")

    def _ask(self, http: Http, path: str, **params: Any) -> Any:
        headers = {"authorization": f"Bearer {self.token}"} if self.token else {}
        answer = http.json(self._base + path, params=params, headers=headers)
        if answer == "not-authorized" or (listed(answer, "errors") and not answer.get("posts")):
            raise AccessDenied("forums-closed", host=self.host)
        return answer


def _is_deleted(told: dict[str, Any]) -> bool:
    return told.get("deleted") in (True, 1, "1")


def _published(told: dict[str, Any]) -> datetime | None:
    """Old forums tell the milliseconds only."""
    since_epoch = count(told, "timestamp")
    return parse_date(said(told, "timestampISO") or (since_epoch / 1000 if since_epoch else None))
