"""Google News, by the feed that its search offers: https://news.google.com/rss/search?q=..."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, Annotated, ClassVar

from pydantic import Field, StringConstraints

from mentionwatch.plugins import Source
from mentionwatch.sources._feed import ask, newest_first
from mentionwatch.sources._terms import loosely_quoted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mentionwatch.http import Http
    from mentionwatch.model import Post, Search

_FULL = 90  # posts; an answer holds 100 at most, and a few of those are left out
_REQUESTS = 40  # for a phrase in one edition
_DAY = timedelta(days=1)
_HL = {"en": "en-{0}", "pt-419": "pt-{0}", "zh-Hans": "zh-{0}", "zh-Hant": "zh-{0}"}

_Edition = Annotated[str, StringConstraints(pattern=r"^[A-Z]{2}:[a-z]{2}(-[A-Za-z0-9]+)?$")]


class GoogleNews(Source):
    """Finds headlines of news sites by keyword, in the editions (country and language) that you name. Only the
    headline and the publisher are told, no text.
    """

    searches: ClassVar[bool] = True
    needs: ClassVar[str] = "nothing"
    limits: ClassVar[str] = (
        "Google allows personal, non-commercial use in feed readers only. At most 100 headlines an answer: the time "
        "asked for is halved until they fit. Asked heavily it answers with 429, 503 or a consent page."
    )
    example: ClassVar[str] = '[[sources]]\ntype = "googlenews"\neditions = ["RU:ru", "US:en"]\nevery = "2h"'

    editions: tuple[_Edition, ...] = Field(
        default=("RU:ru", "US:en"),
        min_length=1,
        description="country and language, as ceid= in an address of Google News says them",
    )
    endpoint: str = Field(
        default="https://news.google.com", pattern=r"^https?://", description="base address"
    )

    @property
    def key(self) -> str:
        """The address, and the editions."""
        return "/".join([self.endpoint, *self.editions])

    def fetch(self, http: Http, search: Search) -> Iterator[Post]:
        """Headlines that hold the phrase, edition by edition."""
        for edition in self.editions:
            yield from self._edition(http, search, edition)

    def _edition(self, http: Http, search: Search, edition: str) -> Iterator[Post]:
        """Answers are not in order of time, so a full one says only that its days must be asked in halves."""
        windows = [(search.since.date(), http.now.date() + _DAY)]
        seen: set[str] = set()
        for _ in http.pages(_REQUESTS):
            if not windows:
                return
            first, last = windows.pop()
            posts = self._window(http, search.term or "", edition, first, last)
            yield from posts
            fresh = {post.id for post in posts} - seen
            seen |= fresh
            if len(posts) < _FULL or not fresh:
                continue
            if last - first > _DAY:
                middle = first + (last - first) // 2
                windows += [(first, middle), (middle, last)]
            else:  # of a single day no more can be had
                http.cut()

    def _window(self, http: Http, term: str, edition: str, first: date, last: date) -> list[Post]:
        """``after:`` and ``before:`` may or may not include their day, so a day is added on each side."""
        country, _, language = edition.partition(":")
        address = f"{self.endpoint.rstrip('/')}/rss/search"
        asked = {
            "q": f"{loosely_quoted(term)} after:{first - _DAY} before:{last + _DAY}",
            "hl": _HL.get(language, "{1}").format(country, language),
            "gl": country,
            "ceid": edition,
        }
        feed = ask(http, address, "googlenews", params=asked, home=address)
        return [_lasting(post) for post in newest_first(feed)]


def _lasting(post: Post) -> Post:
    """One headline of a publisher comes under several addresses, which say nothing: day and headline tell it.

    The description is other publishers' headlines.
    """
    if not (post.title and post.site and post.published):
        return replace(post, text="")
    return replace(post, text="", id=f"{post.published:%Y-%m-%d} {post.site} {post.title.casefold()}")
