"""Disqus, the comments under articles of many sites: https://disqus.com/api/docs/forums/listPosts/"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any, ClassVar

from pydantic import Field

from mentionwatch.errors import AccessDenied, RateLimited, SourceError
from mentionwatch.model import Author, Engagement, Post
from mentionwatch.plugins import Source
from mentionwatch.sources._told import below, count, explained, id_of, said, table, tables, word
from mentionwatch.text.clean import tidy, to_text
from mentionwatch.text.dates import parse_date
from mentionwatch.text.urls import absolute, site

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from mentionwatch.http import Http
    from mentionwatch.model import Search

_PAGE = 100
_PAGES = 100
_LIMITS, _DENIED = {"13", "14"}, {"4", "5", "9", "11", "12", "17", "18", "22"}
_REST = timedelta(hours=1)


class Disqus(Source):
    """Reads every new comment on a site that has its comments at Disqus."""

    needs: ClassVar[str] = (
        "a free public key: disqus.com/api/applications → “Register new application” → “API Key”; and the short name "
        "of the site's forum, which stands in its pages as NAME.disqus.com/embed.js"
    )
    limits: ClassVar[str] = "1,000 requests an hour. Disqus cannot search."
    example: ClassVar[str] = '[[sources]]\ntype = "disqus"\nforum = "example-news"\ntoken = "${DISQUS_KEY}"'

    forum: str = Field(pattern=r"^[\w-]{1,100}$", description="short name of the site's forum")
    token: str = Field(min_length=1, repr=False, description="public API key")
    endpoint: str = Field(default="https://disqus.com", pattern=r"^https?://", description="base address")

    @property
    def key(self) -> str:
        """The address, and the forum."""
        return f"{self.endpoint.rstrip('/')}/{self.forum}"

    def fetch(self, http: Http, search: Search) -> Iterator[Post]:
        """Comments, newest first."""
        return self._pages(http, "forums/listPosts", order="desc")

    def replies(self, http: Http, post: Post) -> Iterator[Post]:
        """The comments on a page that answer a comment."""
        if post.thread:
            asked = {"thread:link": post.thread, "order": "asc"}
            yield from below(self._pages(http, "threads/listPosts", **asked), post)

    def _pages(self, http: Http, method: str, **asked: str) -> Iterator[Post]:
        """The comments of a list, page by page."""
        cursor: str | None = None
        for _ in http.pages(_PAGES):
            answer = self._ask(http, method, **asked, limit=_PAGE, related="thread", cursor=cursor)
            yield from (self._post(told) for told in tables(answer, "response", url=self.endpoint))
            place = table(answer, "cursor")
            following = said(place, "next")
            if not place.get("hasNext") or not following or following == cursor:
                return
            cursor = following

    def _ask(self, http: Http, method: str, **asked: object) -> Any:
        """An error comes with any status, 200 among them: https://disqus.com/api/docs/errors/"""
        address = f"{self.endpoint.rstrip('/')}/api/3.0/{method}.json"
        params = {"forum": self.forum, **asked, "api_key": self.token}
        answer = explained(
            lambda: http.json(address, params=params), lambda code, said: _known(code, said, http.now)
        )
        if code := count(answer, "code"):
            why = tidy(said(answer, "response"))[:200] or "—"
            raise _known(str(code), why, http.now) or SourceError("disqus-error", code=str(code), why=why)
        return answer

    def _post(self, told: dict[str, Any]) -> Post:
        own = id_of(told, "id", url=self.endpoint)
        thread = absolute(said(table(told, "thread"), "link"))
        parent = count(told, "parent")
        text = to_text(said(told, "message"), quotes=False) or tidy(said(told, "raw_message"))
        return Post(
            source="disqus",
            id=own,
            url=f"{thread}#comment-{own}" if thread else f"https://disqus.com/by/comment-{own}/",
            text=text,
            author=_author(table(told, "author")),
            published=parse_date(word(told, "createdAt", url=self.endpoint)),
            kind="comment",
            site=site(thread) or "disqus.com",
            thread=thread,
            parent=f"{thread}#comment-{parent}" if thread and parent else thread,
            engagement=Engagement(likes=count(told, "likes")),
        )


def _known(code: str, why: str, now: datetime) -> SourceError | None:
    """What is known of an error: that one must wait, or that the key is none."""
    if code in _LIMITS:
        until = now + _REST
        return RateLimited("disqus-limited", until=until, when=f"{until:%Y-%m-%d %H:%M} UTC")
    return AccessDenied("disqus-denied", code=code, why=why) if code in _DENIED else None


def _author(told: dict[str, Any]) -> Author | None:
    name, handle = tidy(said(told, "name")), said(told, "username")
    if not (name or handle):
        return None
    return Author(
        name=name or handle,
        handle=handle or None,
        id=said(told, "id") or None,
        url=absolute(said(told, "profileUrl")),
    )
