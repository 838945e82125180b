"""Mailing lists archived by public-inbox, among them lore.kernel.org: https://public-inbox.org/."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar

from pydantic import Field

from mentionwatch.errors import SourceError
from mentionwatch.plugins import Source
from mentionwatch.sources._terms import loosely_quoted
from mentionwatch.sources._told import present
from mentionwatch.text.encoding import charset
from mentionwatch.text.feeds import read as read_feed
from mentionwatch.text.mail import without_quotes
from mentionwatch.text.urls import site

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mentionwatch.http import Http, Reply
    from mentionwatch.model import Post, Search

_PAGE_SIZE = 200  # of its search as a feed
_PAGES = 50


class SearchInbox(Source):
    """Finds mails of a list in a public-inbox archive (lore.kernel.org and others) by keyword, newest first."""

    searches: ClassVar[bool] = True
    whole_threads: ClassVar[bool] = True  # of a longer one always the oldest 1000 mails
    needs: ClassVar[str] = "the address of the list's archive"
    limits: ClassVar[str] = "Its search knows no forms of Russian words: put the forms into the query."
    example: ClassVar[str] = '[[sources]]\ntype = "searchinbox"\nurl = "https://lore.kernel.org/git/"'

    url: str = Field(pattern=r"^https?://", description="address of the archive of a list")

    def fetch(self, http: Http, search: Search) -> Iterator[Post]:
        """The mails that hold the phrase."""
        query = f"{loosely_quoted(search.term or '')} d:{search.since:%Y%m%d}.."
        for page in http.pages(_PAGES):
            reply = self._found(http, query, (page - 1) * _PAGE_SIZE)
            if reply is None:
                return
            posts = _posts(reply)
            yield from posts
            if len(posts) < _PAGE_SIZE:
                return

    def replies(self, http: Http, post: Post) -> Iterator[Post]:
        """The other mails of a thread."""
        yield from (each for each in self._thread(http, post) if each.id != post.id)

    def thread(self, http: Http, post: Post) -> Iterator[Post]:
        """All mails of a thread."""
        yield from present(lambda: self._thread(http, post))

    def _thread(self, http: Http, post: Post) -> list[Post]:
        if site(post.url) != site(self.url):
            return []
        return _posts(http.get(f"{(post.url or '').rstrip('/')}/t.atom"))

    def _found(self, http: Http, query: str, offset: int) -> Reply | None:
        """What the search answers. Nothing found is 404, and so is a list that is not there."""
        base = self.url.rstrip("/")
        try:
            return http.get(f"{base}/", params={"q": query, "x": "A", "o": offset or None})
        except SourceError as error:
            if error.message != "http-missing":
                raise
        http.get(f"{base}/new.atom")
        return None


def _posts(reply: Reply) -> list[Post]:
    kind = charset(reply.headers.get("content-type"))
    feed = read_feed(reply.body, url=reply.url, charset=kind, source="searchinbox")
    posts = [_mail(post) for post in feed.posts]
    return sorted(posts, key=lambda post: post.published.timestamp() if post.published else 0.0, reverse=True)


def _mail(post: Post) -> Post:
    """The mail without quotes. The feed tells what it answers, not which mail began the thread."""
    return replace(
        post,
        text=without_quotes(post.text),
        kind="comment" if post.parent else "post",
        thread=None if post.parent else post.url,
    )
