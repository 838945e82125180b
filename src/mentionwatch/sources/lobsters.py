"""Lobsters, and sites that run its program: any list as JSON, https://lobste.rs/about."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, ClassVar
from urllib.parse import quote, urlsplit

from pydantic import Field

from mentionwatch.model import Author, Engagement, Post
from mentionwatch.plugins import Source
from mentionwatch.sources._told import count, id_of, recent, said, shown_since, tables, word
from mentionwatch.text.clean import tidy, to_text
from mentionwatch.text.dates import parse_date
from mentionwatch.text.encoding import charset
from mentionwatch.text.feeds import read as read_feed
from mentionwatch.text.urls import absolute, canonical, site

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mentionwatch.http import Http
    from mentionwatch.model import Search

_PAGES = 40
_PAUSE = 6.0  # its rules: 4 requests a second, 30 a minute, 100 in 10 minutes, 400 an hour


class Lobsters(Source):
    """Reads every new story and comment on Lobsters, or the stories of the tags that you name."""

    needs: ClassVar[str] = "nothing"
    limits: ClassVar[str] = (
        "100 requests in 10 minutes. Its search has no form for programs, so all new stories are read; of comments "
        "only the newest 25 are shown, so ask at least once in a few hours."
    )
    example: ClassVar[str] = '[[sources]]\ntype = "lobsters"\nevery = "1h"'

    tags: tuple[str, ...] = Field(default=(), description="only stories of these tags: privacy, go")
    comments: bool = Field(default=True, description="read comments, too")
    endpoint: str = Field(default="https://lobste.rs", pattern=r"^https?://", description="base address")

    @property
    def key(self) -> str:
        """The address and the tags."""
        return "/".join([self.endpoint, *self.tags])

    @property
    def host(self) -> str:
        """The site."""
        return urlsplit(self.endpoint).netloc

    def fetch(self, http: Http, search: Search) -> Iterator[Post]:
        """Comments, then stories."""
        http.slow(self.endpoint, _PAUSE)
        if self.comments:
            yield from recent(self._newest_comments(http), search.since)
        for path in [f"/t/{quote(tag, safe='')}" for tag in self.tags] or ["/newest"]:
            yield from recent(self._stories(http, path), search.since)

    def replies(self, http: Http, post: Post) -> Iterator[Post]:
        """All comments on a story."""
        if post.kind != "post" or site(post.thread) != site(self.endpoint):
            return
        whole = http.json(f"{self._base}/s/{quote(post.id, safe='')}.json")
        for told in tables(whole, "comments", url=self.endpoint):
            if not told.get("is_deleted"):
                yield self._comment(told, post)

    def _newest_comments(self, http: Http) -> Iterator[Post]:
        reply = http.get(f"{self._base}/comments.rss")
        feed = read_feed(
            reply.body, url=reply.url, charset=charset(reply.headers.get("content-type")), source="lobsters"
        )
        http.ends(shown_since(feed.posts))
        for post in feed.posts:
            thread = (post.url or "").partition("#")[0] or None
            yield replace(post, title=None, kind="comment", thread=thread, parent=None)

    def _stories(self, http: Http, path: str) -> Iterator[Post]:
        last = ""
        for page in http.pages(_PAGES):
            answer = http.json(self._base + (f"{path}/page/{page}.json" if page > 1 else f"{path}.json"))
            found = tables(answer, url=self.endpoint)
            if not found or said(found[-1], "short_id") == last:
                return
            yield from (self._story(told) for told in found)
            last = said(found[-1], "short_id")

    def _story(self, told: dict[str, Any]) -> Post:
        own = id_of(told, "short_id", url=self.endpoint)
        page = absolute(said(told, "comments_url")) or f"{self._base}/s/{own}"
        link = canonical(said(told, "url"), keep_fragment=True)
        text = to_text(said(told, "description"), quotes=False)
        return Post(
            source="lobsters",
            id=own,
            url=page,
            title=tidy(word(told, "title", url=self.endpoint)) or None,
            text="\n".join(part for part in (link, text) if part),
            author=self._author(told.get("submitter_user")),
            published=parse_date(word(told, "created_at", url=self.endpoint)),
            kind="post",
            site=site(self.endpoint),
            thread=page,
            engagement=Engagement(likes=count(told, "score"), comments=count(told, "comment_count")),
        )

    def _comment(self, told: dict[str, Any], story: Post) -> Post:
        own = id_of(told, "short_id", url=self.endpoint)
        answered = said(told, "parent_comment")
        return Post(
            source="lobsters",
            id=f"{self._base}/c/{own}",
            url=absolute(said(told, "url")) or f"{self._base}/c/{own}",
            text=to_text(word(told, "comment", url=self.endpoint), quotes=False),
            author=self._author(told.get("commenting_user")),
            published=parse_date(said(told, "created_at")),
            kind="comment",
            site=site(self.endpoint),
            thread=story.thread,
            parent=f"{self._base}/c/{answered}" if answered else story.url,
            engagement=Engagement(likes=count(told, "score")),
        )

    def _author(self, told: Any) -> Author | None:
        """A name; older versions told an object."""
        name = said(told if isinstance(told, dict) else {"username": told}, "username")
        if not name:
            return None
        return Author(name=name, handle=name, id=name, url=f"{self._base}/~{quote(name)}")

    @property
    def _base(self) -> str:
        return self.endpoint.rstrip("/")
