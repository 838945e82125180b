"""Bluesky, by its search: https://docs.bsky.app/docs/api/app-bsky-feed-search-posts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar
from urllib.parse import urlsplit

from pydantic import Field, PrivateAttr

from mentionwatch.errors import AccessDenied
from mentionwatch.plugins import Source
from mentionwatch.sources._bluesky_posts import followed, replies
from mentionwatch.sources._bluesky_posts import post as made
from mentionwatch.sources._terms import loosely_quoted
from mentionwatch.sources._told import count, gone, inner, present, said, tables, word

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from mentionwatch.http import Http
    from mentionwatch.model import Post, Search

_PAGE_SIZE = 100
_PROFILES = 25
_PAGES = 100


class Bluesky(Source):
    """Finds posts and replies on Bluesky by keyword, newest first."""

    searches: ClassVar[bool] = True
    needs: ClassVar[str] = (
        "nothing; better an account: Settings → Privacy and security → App passwords → Add app password"
    )
    limits: ClassVar[str] = (
        "3,000 requests in 5 minutes, 300 logins a day (one a scan). Without a login the search was closed "
        "for weeks before, and may be again."
    )
    example: ClassVar[str] = (
        '[[sources]]\ntype = "bluesky"\nidentifier = "name.bsky.social"\napp_password = "${BLUESKY_PASSWORD}"'
    )

    identifier: str | None = Field(default=None, min_length=1, description="your handle or e-mail address")
    app_password: str | None = Field(
        default=None, min_length=1, repr=False, description="an app password, not that of the account"
    )
    endpoint: str = Field(
        default="https://api.bsky.app", pattern=r"^https?://", description="base address, without a login"
    )
    pds: str = Field(
        default="https://bsky.social", pattern=r"^https?://", description="base address, with a login"
    )
    followers: bool = Field(
        default=True, description="ask how many follow each author: one more request for 25 of them"
    )
    _token: str | None = PrivateAttr(default=None)

    @property
    def host(self) -> str:
        """The one that is asked."""
        return urlsplit(self._base).netloc

    def fetch(self, http: Http, search: Search) -> Iterator[Post]:
        """What the search finds."""
        return self._by_cursor(http, search) if self.app_password else self._by_time(http, search)

    def replies(self, http: Http, post: Post) -> Iterator[Post]:
        """All replies under a post, down to ten levels."""
        yield from replies(self._thread(http, post), self._base)

    def thread(self, http: Http, post: Post) -> Iterator[Post]:
        """The post as it is now and the replies under it."""
        told = present(lambda: self._thread(http, post), sign="not found")
        if not told.get("post"):  # notFoundPost
            raise gone(self._base)
        yield made(told["post"], self._base)
        yield from replies(told, self._base)

    def _thread(self, http: Http, post: Post) -> dict[str, Any]:
        answer = self._ask(http, "app.bsky.feed.getPostThread", uri=post.id, depth=10, parentHeight=0)
        return inner(answer, "thread", url=self._base)

    @property
    def _base(self) -> str:
        return (self.pds if self.app_password else self.endpoint).rstrip("/")

    def _by_cursor(self, http: Http, search: Search) -> Iterator[Post]:
        cursor: str | None = None
        for _ in http.pages(_PAGES):
            answer = self._page(http, search, cursor=cursor)
            yield from self._posts(http, answer)
            before, cursor = cursor, said(answer, "cursor") or None
            if cursor in (None, before):
                return

    def _by_time(self, http: Http, search: Search) -> Iterator[Post]:
        """Guests are refused with a cursor: each page asks for what is older than the one before."""
        until: datetime | None = None
        for _ in http.pages(_PAGES):
            page = self._posts(http, self._page(http, search, until=until))
            yield from page
            oldest = min((post.published for post in page if post.published), default=None)
            if len(page) < _PAGE_SIZE or oldest is None or (until and oldest >= until):
                return
            until = oldest

    def _posts(self, http: Http, answer: Any) -> list[Post]:
        http.total = http.total or count(answer, "hitsTotal")  # later pages of a guest ask for less
        posts = [made(told, self._base) for told in tables(answer, "posts", url=self._base)]
        if not self.followers:
            return posts
        people = sorted({post.author.id for post in posts if post.author and post.author.id})
        known: dict[str, int | None] = {}
        for start in range(0, len(people), _PROFILES):
            asked = {"actors": people[start : start + _PROFILES]}
            told = tables(self._ask(http, "app.bsky.actor.getProfiles", **asked), "profiles", url=self._base)
            known |= {said(each, "did"): count(each, "followersCount") for each in told}
        return [followed(post, known) for post in posts]

    def _page(
        self, http: Http, search: Search, *, until: datetime | None = None, cursor: str | None = None
    ) -> Any:
        return self._ask(
            http,
            "app.bsky.feed.searchPosts",
            q=loosely_quoted(search.term or ""),
            sort="latest",
            since=_time(search.since),
            until=_time(until) if until else None,
            limit=_PAGE_SIZE,
            cursor=cursor,
        )

    def _ask(self, http: Http, method: str, **params: Any) -> Any:
        headers = {"authorization": f"Bearer {self._login(http)}"} if self.app_password else {}
        return http.json(f"{self._base}/xrpc/{method}", params=params, headers=headers)

    def _login(self, http: Http) -> str:
        """The token of a session, opened once: logins are counted."""
        if not self.identifier:
            raise AccessDenied("bluesky-identifier")
        if self._token is None:
            asked = {"identifier": self.identifier, "password": self.app_password}
            reply = http.post(f"{self._base}/xrpc/com.atproto.server.createSession", json=asked)
            self._token = word(reply.json(), "accessJwt", url=self._base)
        return self._token


def _time(moment: datetime) -> str:
    return moment.isoformat(timespec="milliseconds").replace("+00:00", "Z")
