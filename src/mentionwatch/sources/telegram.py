"""Telegram channels, by the preview that t.me shows of every public channel: https://t.me/s/CHANNEL."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Annotated, ClassVar
from urllib.parse import urlsplit

from pydantic import BeforeValidator, Field, StringConstraints

from mentionwatch.errors import AccessDenied
from mentionwatch.plugins import Source
from mentionwatch.sources._telegram_page import Page, discussion, read
from mentionwatch.sources._told import recent

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mentionwatch.http import Http
    from mentionwatch.model import Post, Search

_PAGES = 200  # of about 20 posts
_COMMENTS = 100  # the widget shows the newest
_PLACE = re.compile(r"\w{1,64}/\d{1,12}", re.ASCII)
_FRONT = re.compile(r"^(?:https?://)?(?:t|telegram)\.me/(?:s/)?|^@")


def _short(address: object) -> object:
    """``https://t.me/s/durov`` and ``@durov`` are ``durov``."""
    return _FRONT.sub("", address).rstrip("/") if isinstance(address, str) else address


_Channel = Annotated[str, BeforeValidator(_short), StringConstraints(pattern=r"^[A-Za-z]\w{2,31}$")]


class Telegram(Source):
    """Reads every post of the public Telegram channels that you name; with ``search`` it asks each channel's
    own search for the phrases of the queries instead, which goes further back with fewer pages.
    """

    needs: ClassVar[str] = "the names of channels; no account"
    limits: ClassVar[str] = (
        "Only channels with a public preview: no groups, no channels marked as sensitive. Comments are read under a "
        "mention, the newest hundred. "
        "A search over all of Telegram is open to users' accounts only."
    )
    example: ClassVar[str] = '[[sources]]\ntype = "telegram"\nchannels = ["@starlink_ru", "t.me/svyaz_news"]'

    channels: tuple[_Channel, ...] = Field(min_length=1, description="channels: @name or t.me/name")
    search: bool = Field(default=False, description="search in the channels instead of reading all posts")
    endpoint: str = Field(default="https://t.me", pattern=r"^https?://", description="base address")

    @property
    def searches(self) -> bool:  # type: ignore[override]
        """Reading is done once, whatever is searched for."""
        return self.search

    @property
    def key(self) -> str:
        """The address, and the channels."""
        return "/".join([self.endpoint, *self.channels])

    @property
    def host(self) -> str:
        """Telegram's web host."""
        return urlsplit(self.endpoint).netloc

    def fetch(self, http: Http, search: Search) -> Iterator[Post]:
        """The posts of all channels; then those are told that have no preview."""
        hidden: list[str] = []
        for channel in self.channels:
            yield from recent(self._posts(http, channel, search.term, hidden), search.since)
        if hidden:
            raise AccessDenied("telegram-hidden", channels=", ".join(f"@{name}" for name in hidden))

    def replies(self, http: Http, post: Post) -> Iterator[Post]:
        """The newest comments under a post of a channel with a discussion, as Telegram's widget shows them."""
        if not _PLACE.fullmatch(post.id):
            return
        asked = {"embed": 1, "discussion": 1, "comments_limit": _COMMENTS}
        reply = http.get(f"{self.endpoint.rstrip('/')}/{post.id}", params=asked)
        yield from discussion(reply.text(), post, url=reply.url)

    def _posts(self, http: Http, channel: str, term: str | None, hidden: list[str]) -> Iterator[Post]:
        before: int | None = None
        for _ in http.pages(_PAGES):
            page = self._page(http, channel, term, before)
            if page is None:
                hidden.append(channel)
                return
            yield from page.posts
            if page.before is None or (before is not None and page.before >= before):
                return
            before = page.before

    def _page(self, http: Http, channel: str, term: str | None, before: int | None) -> Page | None:
        """A page of the preview; ``None`` where Telegram leads to the channel's card instead."""
        reply = http.get(f"{self.endpoint.rstrip('/')}/s/{channel}", params={"q": term, "before": before})
        if not urlsplit(reply.url).path.startswith("/s/"):
            return None
        return read(reply.text(), url=reply.url)
