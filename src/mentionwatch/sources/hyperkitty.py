"""Mailing lists archived by HyperKitty, the archive of Mailman 3: https://docs.mailman3.org/."""

from __future__ import annotations

from base64 import b32encode
from dataclasses import replace
from datetime import timedelta
from hashlib import sha1
from typing import TYPE_CHECKING, ClassVar

from pydantic import Field

from mentionwatch.plugins import Source
from mentionwatch.sources._mbox import mailbox, newness
from mentionwatch.sources._told import below, present
from mentionwatch.text import mail
from mentionwatch.text.urls import site

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mentionwatch.http import Http
    from mentionwatch.model import Post, Search

_FIRST_STRETCH = timedelta(days=31)
_SMALL = 2_000_000  # bytes: a stretch of so few may be followed by a longer one


class HyperKitty(Source):
    """Reads every new mail of a mailing list from its HyperKitty archive (Mailman 3), without quotes."""

    whole_threads: ClassVar[bool] = True
    needs: ClassVar[str] = "the address of the list's public archive"
    limits: ClassVar[str] = "Mails come by the month as one file each; addresses of people are left out."
    example: ClassVar[str] = (
        '[[sources]]\ntype = "hyperkitty"\n'
        'url = "https://lists.example.org/archives/list/users@lists.example.org/"\nevery = "6h"'
    )

    url: str = Field(pattern=r"^https?://.+/list/[^/]+/?$", description="address of the list's archive")

    def fetch(self, http: Http, search: Search) -> Iterator[Post]:
        """All mails, newest first: a month at a time, longer stretches where little was written."""
        end, stretch = http.now + timedelta(days=1), _FIRST_STRETCH
        while end > search.since:
            told = self._mailbox(http, start=f"{end - stretch:%Y-%m-%d}", end=f"{end:%Y-%m-%d}")
            if told:
                yield from sorted(self._posts(told), key=newness, reverse=True)
            end -= stretch
            stretch = stretch * 2 if len(told) < _SMALL else _FIRST_STRETCH

    def replies(self, http: Http, post: Post) -> Iterator[Post]:
        """The mails of a thread that answer a mail."""
        yield from below(self._thread(http, post), post)

    def thread(self, http: Http, post: Post) -> Iterator[Post]:
        """All mails of the thread: also those that answer one which was deleted. A mail that is not among them is gone
        where its page is.
        """
        told = self._thread(http, post)
        if post.url and all(each.id != post.id for each in told):
            page = post.url
            present(lambda: http.get(page))
        yield from told

    def _thread(self, http: Http, post: Post) -> list[Post]:
        """The mails of the thread in which a mail stands, oldest first."""
        place, _, name = (post.thread or "").rstrip("/").rpartition("/thread/")
        if not name or place != self.url.rstrip("/"):
            return []
        return sorted(self._posts(self._mailbox(http, thread=name)), key=newness)

    def _posts(self, told: bytes) -> Iterator[Post]:
        mails = (mail.post(each, "hyperkitty") for _, each in mail.split(told))
        return (self._placed(post) for post in mails if post)

    def _mailbox(self, http: Http, **asked: str) -> bytes:
        return mailbox(http.get(f"{self.url.rstrip('/')}/export/list.mbox.gz", params=asked))

    def _placed(self, post: Post) -> Post:
        """The mail with the addresses of its page, its thread and what it answers."""
        return replace(
            post,
            url=self._page("message", f"mid:{post.id}") or post.url,
            site=site(self.url),
            thread=self._page("thread", post.thread),
            parent=self._page("message", post.parent),
        )

    def _page(self, kind: str, mid: str | None) -> str | None:
        """HyperKitty names mails by the hash of their identifiers (Mailman's X-Message-ID-Hash)."""
        if not mid:
            return None
        name = b32encode(sha1(mid.removeprefix("mid:").encode(), usedforsecurity=False).digest()).decode()
        return f"{self.url.rstrip('/')}/{kind}/{name}/"
