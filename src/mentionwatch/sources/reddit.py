"""Reddit, by its API (https://www.reddit.com/dev/api) or, without a key, by its feeds."""

from __future__ import annotations

from base64 import b64encode
from datetime import timedelta
from typing import TYPE_CHECKING, Annotated, Any, ClassVar
from urllib.parse import urlsplit

from pydantic import BeforeValidator, Field, PrivateAttr, StringConstraints

from mentionwatch.plugins import Source
from mentionwatch.sources._reddit_posts import entries, opening, place, post, replies
from mentionwatch.sources._terms import either
from mentionwatch.sources._told import gone, present, recent, said, table, tables, word
from mentionwatch.text.encoding import charset
from mentionwatch.text.feeds import read

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mentionwatch.http import Http
    from mentionwatch.model import Post, Search

_PAGE_SIZE = 100
_PAGES = 10  # a listing ends after 1,000
_LONGEST_QUERY = 400
_FEED_PAUSE = 2.0
_SPANS = {"hour": 1 / 24, "day": 1, "week": 7, "month": 30, "year": 365}


def _short(name: object) -> object:
    """``https://www.reddit.com/r/starlink/`` and ``r/starlink`` are ``starlink``."""
    return name.rstrip("/").rpartition("/")[2] if isinstance(name, str) else name


_Subreddit = Annotated[str, BeforeValidator(_short), StringConstraints(pattern=r"^\w{2,50}$")]


class Reddit(Source):
    """Finds posts on Reddit by keyword; or, where subreddits are named, reads all their new posts and
    comments, which the search does not know. Without a key it reads Reddit's feeds, which say no votes.
    """

    needs: ClassVar[str] = (
        "client id and secret of an app that Reddit approved (reddit.com/prefs/apps, then a request under the "
        "Responsible Builder Policy); nothing for the feeds"
    )
    limits: ClassVar[str] = (
        "100 requests a minute with a key. Feeds: a few requests in half an hour, fewer from data centres; "
        "set “every”. About 1,000 posts of a listing are reachable. Comments are not searched."
    )
    example: ClassVar[str] = (
        '[[sources]]\ntype = "reddit"\nclient_id = "${REDDIT_ID}"\nclient_secret = "${REDDIT_SECRET}"\n\n'
        '[[sources]]\ntype = "reddit"\nsubreddits = ["r/starlink"]\nevery = "2h"'
    )

    client_id: str | None = Field(default=None, min_length=1, description="client id of an approved app")
    client_secret: str = Field(default="", repr=False, description="its secret; empty for installed apps")
    subreddits: tuple[_Subreddit, ...] = Field(
        default=(), description="read all posts and comments of these instead of searching everywhere"
    )
    endpoint: str = Field(
        default="https://www.reddit.com",
        pattern=r"^https?://",
        description="base address of feeds and logins",
    )
    api: str = Field(
        default="https://oauth.reddit.com", pattern=r"^https?://", description="base address, with a key"
    )
    _token: str | None = PrivateAttr(default=None)

    @property
    def searches(self) -> bool:  # type: ignore[override]
        """Subreddits are read once, whatever is searched for."""
        return not self.subreddits

    @property
    def key(self) -> str:
        """The address, and the subreddits."""
        return "/".join([self.endpoint, *self.subreddits])

    @property
    def host(self) -> str:
        """The one that is asked for posts."""
        return urlsplit(self.api if self.client_id else self.endpoint).netloc

    def fetch(self, http: Http, search: Search) -> Iterator[Post]:
        """What the search finds, or everything new in the subreddits."""
        if self.subreddits:
            together = "+".join(self.subreddits)
            for listing in ("new", "comments"):
                yield from recent(self._listing(http, f"/r/{together}/{listing}"), search.since)
        else:
            asked = {
                "q": either(search.term or "", _LONGEST_QUERY),
                "sort": "new",
                "t": _span(http.now - search.since),
            }
            yield from self._listing(http, "/search", **asked, type="link" if self.client_id else None)

    def replies(self, http: Http, post: Post) -> Iterator[Post]:
        """The comments under a post or a comment; without a key only the newest."""
        thread, comment = place(post)
        found = self._tree(http, thread, comment) if self.client_id else self._newest(http, thread, comment)
        return (each for each in found if each.kind == "comment" and each.id != post.id)

    def thread(self, http: Http, post: Post) -> Iterator[Post]:
        """The post or comment as it is now and the comments under it; without a key only the newest of these."""
        if not self.client_id:
            yield from self.replies(http, post)
            return
        thread, comment = place(post)
        answer = present(lambda: self._comments(http, thread, comment))
        listings = tables(answer, url=self.api)
        for each in (*opening(listings[0], self.api), *self._below(listings)) if listings else ():
            if each.id == post.id and not each.author:
                raise gone(self.api)
            if each.id == post.id or each.kind == "comment":
                yield each

    def _tree(self, http: Http, thread: str, comment: str | None) -> Iterator[Post]:
        yield from self._below(tables(self._comments(http, thread, comment), url=self.api))

    def _comments(self, http: Http, thread: str, comment: str | None) -> Any:
        return self._ask(http, f"/comments/{thread}", comment=comment, limit=500)

    def _below(self, listings: list[dict[str, Any]]) -> Iterator[Post]:
        for listing in listings[1:]:
            yield from replies(listing, self.api)

    def _newest(self, http: Http, thread: str, comment: str | None) -> Iterator[Post]:
        below = f"_/{comment}/" if comment else ""
        return self._feed(http, f"/comments/{thread}/{below}", None)

    def _listing(self, http: Http, path: str, **asked: Any) -> Iterator[Post]:
        """Page after page of a listing, each after the last post of the one before."""
        after: str | None = None
        for number in http.pages(_PAGES):
            before = after
            if self.client_id:
                page = table(self._ask(http, path, **asked, limit=_PAGE_SIZE, after=after), "data")
                posts = [post(each, self.api) for each in tables(page, "children", url=self.api)]
                after = said(page, "after") or None
            else:
                posts = list(self._feed(http, path, after, **asked))
                after = posts[-1].id if posts else None
            if before and after == before:
                return
            yield from posts
            if not posts or after is None:
                if posts and number == _PAGES:
                    http.cut()
                return

    def _feed(self, http: Http, path: str, after: str | None, **asked: Any) -> Iterator[Post]:
        http.slow(self.endpoint, _FEED_PAUSE)
        address = f"{self.endpoint.rstrip('/')}{path}.rss"
        reply = http.get(address, params={**asked, "limit": _PAGE_SIZE, "after": after})
        feed = read(
            reply.body, url=reply.url, charset=charset(reply.headers.get("content-type")), source="reddit"
        )
        return entries(feed.posts)

    def _ask(self, http: Http, path: str, **params: Any) -> Any:
        headers = {"authorization": f"Bearer {self._login(http)}"}
        return http.json(self.api.rstrip("/") + path, params={**params, "raw_json": 1}, headers=headers)

    def _login(self, http: Http) -> str:
        """The token of an app, good for a day (https://github.com/reddit-archive/reddit/wiki/OAuth2)."""
        if self._token is None:
            pair = b64encode(f"{self.client_id}:{self.client_secret}".encode()).decode()
            reply = http.post(
                f"{self.endpoint.rstrip('/')}/api/v1/access_token",
                headers={"authorization": f"Basic {pair}"},
                form={"grant_type": "client_credentials"},
            )
            self._token = word(reply.json(), "access_token", url=self.endpoint)
        return self._token


def _span(age: timedelta) -> str:
    """The smallest span of Reddit's search that reaches back so far."""
    return next((name for name, days in _SPANS.items() if age <= timedelta(days=days)), "all")
