"""Mailing lists archived by Pipermail, the archive of Mailman 2, and pages that link to mailboxes by the month."""

from __future__ import annotations

import re
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, ClassVar

from pydantic import Field
from selectolax.lexbor import LexborHTMLParser

from mentionwatch.errors import AccessDenied, LayoutChanged
from mentionwatch.http import NotModified
from mentionwatch.plugins import Source
from mentionwatch.sources._mbox import mailbox, newness
from mentionwatch.text import mail
from mentionwatch.text.structured import lean
from mentionwatch.text.urls import absolute, site

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mentionwatch.http import Http, Reply
    from mentionwatch.model import Post, Search

_LATE = timedelta(days=2)  # a month's file begins in the time zone of the archive
_NAMES = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
    "december",
)  # fmt: skip
_MONTH = re.compile(
    rf"/(\d{{4}})-?(\d\d|{'|'.join(_NAMES)})(?:\.txt|\.mbox)?(?:\.gz)?\Z", re.IGNORECASE
)  # 2026-November.txt.gz, 2026-11.mbox, 202611.mbox.gz, 2026-11


class Pipermail(Source):
    """Reads every new mail of a mailing list from its Pipermail archive (Mailman 2), or from any page that links to
    mailboxes by the month, without quotes.
    """

    needs: ClassVar[str] = "the address of the list's public archive: the page that links to the months"
    limits: ClassVar[str] = (
        "Mails come by the month as one file each, those of the current month whenever there are new ones. Where the "
        "page of a mail is, the files do not tell; addresses of people are left out."
    )
    example: ClassVar[str] = (
        '[[sources]]\ntype = "pipermail"\nurl = "https://lists.example.org/pipermail/users/"\nevery = "6h"'
    )

    url: str = Field(pattern=r"^https?://", description="address of the list's archive")

    def fetch(self, http: Http, search: Search) -> Iterator[Post]:
        """The mails of the months since, newest first."""
        for month in self._months(http, search.since):
            with suppress(NotModified):
                posts = self._posts(http.get(month, conditional=True))
                yield from sorted(posts, key=newness, reverse=True)

    def replies(self, http: Http, post: Post) -> Iterator[Post]:
        """The mails since that answer a mail, and those that answer them."""
        if post.thread and post.published and post.site == site(self.url):
            months = self._months(http, post.published)
            later = [each for month in months for each in self._posts(http.get(month))]
            known = {f"mid:{post.id}"}
            for each in sorted(later, key=newness):
                if each.parent in known:
                    known.add(f"mid:{each.id}")
                    yield each

    def _months(self, http: Http, since: datetime) -> list[str]:
        """The addresses of the months in which there may be mails since, the newest first."""
        page = http.get(self.url)
        tree = LexborHTMLParser(lean(page.text()) if page.is_html else "")
        links = (absolute(node.attributes["href"], page.url) for node in tree.css("a[href]"))
        found = {url: begin for url in links if url and (begin := _begin(url))}
        if not found and tree.css_first("input[type=password]"):
            raise AccessDenied("forums-closed", host=self.host)
        if not found:
            raise LayoutChanged("forums-no-months", url=page.url)
        oldest = (since - _LATE).astimezone(UTC).replace(day=1, hour=0, minute=0, second=0, microsecond=0)
        fresh = [url for url, begin in found.items() if begin >= oldest]
        return sorted(fresh, key=lambda url: found[url], reverse=True)

    def _posts(self, month: Reply) -> list[Post]:
        mails = (mail.post(each, "pipermail") for _, each in mail.split(mailbox(month)))
        return [replace(post, site=post.site or site(self.url)) for post in mails if post]


def _begin(url: str) -> datetime | None:
    """When the month begins whose file stands at an address."""
    found = _MONTH.search(url.partition("?")[0])
    if not found:
        return None
    name = found[2].lower()
    month = int(name) if name.isdecimal() else _NAMES.index(name) + 1
    return datetime(int(found[1]), month, 1, tzinfo=UTC) if 1 <= month <= 12 and int(found[1]) else None
