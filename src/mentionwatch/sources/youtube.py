"""YouTube, by its Data API: https://developers.google.com/youtube/v3/docs."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, timedelta
from typing import TYPE_CHECKING, Annotated, Any, ClassVar
from zoneinfo import ZoneInfo

from pydantic import Field, StringConstraints

from mentionwatch.errors import AccessDenied, RateLimited, SourceError
from mentionwatch.plugins import Source
from mentionwatch.sources._told import (
    count,
    explained,
    gone,
    id_of,
    listed,
    need,
    recent,
    said,
    table,
    tables,
)
from mentionwatch.sources._youtube_posts import comment, video

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from mentionwatch.http import Http
    from mentionwatch.model import Post, Search

_VIDEOS = 50
_THREADS = 100
_PAGES = 10  # about 500 videos of a search are reachable
_COMMENT_PAGES = 50
_SPENT = {"quotaExceeded", "dailyLimitExceeded", "rateLimitExceeded"}
_KEYS = {"keyInvalid", "accessNotConfigured", "keyExpired", "ipRefererBlocked"}
_ZONE = "America/Los_Angeles"  # the day of the quota begins at midnight there

_Channel = Annotated[str, StringConstraints(pattern=r"^UC[\w-]{22}$")]


class Youtube(Source):
    """Finds videos on YouTube by keyword, with the comments under them that hold it; and comments under any
    video of the channels that you name, your own for instance.
    """

    searches: ClassVar[bool] = True
    whole_threads: ClassVar[bool] = True
    needs: ClassVar[str] = (
        "a free API key: console.cloud.google.com → a project → enable “YouTube Data API v3” → Credentials → API key"
    )
    limits: ClassVar[str] = (
        "100 searches a day (a page of 50 videos of one phrase is one), 10,000 other requests: set “every”. "
        "The search misses some videos. Comments that come days after a video are found in “channels” only."
    )
    example: ClassVar[str] = '[[sources]]\ntype = "youtube"\napi_key = "${YOUTUBE_KEY}"\nevery = "6h"'

    api_key: str = Field(min_length=1, repr=False, description="key of the Data API")
    comments: bool = Field(default=True, description="search the comments under the videos found, too")
    channels: tuple[_Channel, ...] = Field(
        default=(), description="ids of channels (UC…) whose comments are searched"
    )
    language: str | None = Field(
        default=None, pattern="^[a-z]{2}$", description="language that the search prefers: ru, en"
    )
    endpoint: str = Field(
        default="https://www.googleapis.com/youtube/v3", pattern=r"^https?://", description="base address"
    )

    def fetch(self, http: Http, search: Search) -> Iterator[Post]:
        """Comments in the channels, then videos with their comments."""
        for channel in self.channels:
            asked = {"allThreadsRelatedToChannelId": channel, "searchTerms": search.term}
            yield from recent(self._comments(http, asked), search.since, _THREADS)
        for page in self._found(http, search):
            videos = [video(told, followers, self.endpoint) for told, followers in self._videos(http, page)]
            yield from videos
            for each in videos if self.comments else []:
                if each.engagement.comments:  # asking where they are closed is an error
                    yield from self._comments(http, {"videoId": each.id, "searchTerms": search.term})

    def replies(self, http: Http, post: Post) -> Iterator[Post]:
        """All comments under a video, or the replies to a comment."""
        if post.kind == "video":
            yield from self._comments(http, {"videoId": post.id}, whole=True)
        else:
            yield from self._below(http, post.id, post.thread)

    def thread(self, http: Http, post: Post) -> Iterator[Post]:
        """A video or a comment as it is now, and what is below it."""
        if post.kind == "video":
            told = [
                video(each, followers, self.endpoint) for each, followers in self._videos(http, [post.id])
            ]
        else:
            asked = {"part": "snippet", "id": post.id, "textFormat": "plainText"}
            found = tables(self._ask(http, "comments", **asked), "items", url=self.endpoint)
            told = [replace(comment(each, post.thread, self.endpoint), parent=post.parent) for each in found]
        if not told:
            raise gone(self.endpoint)
        yield from told
        if post.kind == "comment" or told[0].engagement.comments:  # where they are closed none are counted
            yield from self.replies(http, post)

    def _found(self, http: Http, search: Search) -> Iterator[list[str]]:
        """The ids of the videos of a search, page by page."""
        asked = {
            "part": "id",
            "type": "video",
            "order": "date",
            "q": search.term,
            "publishedAfter": f"{search.since:%Y-%m-%dT%H:%M:%SZ}",
            "relevanceLanguage": self.language,
            "maxResults": _VIDEOS,
        }
        for page in self._pages(http, "search", asked, _PAGES):
            yield [id_of(each, "id", "videoId", url=self.endpoint) for each in page]

    def _videos(self, http: Http, ids: list[str]) -> Iterator[tuple[dict[str, Any], int | None]]:
        """What there is to know of videos, newest first, and how many follow their channels.

        A search tells only the beginnings of descriptions, and no counts.
        """
        asked = {"part": "snippet,statistics", "id": ",".join(ids), "maxResults": _VIDEOS}
        told = tables(self._ask(http, "videos", **asked), "items", url=self.endpoint) if ids else []
        channels = sorted({said(table(each, "snippet"), "channelId") for each in told} - {""})
        followers = self._followers(http, channels)
        for each in sorted(told, key=lambda each: said(table(each, "snippet"), "publishedAt"), reverse=True):
            yield each, followers.get(said(table(each, "snippet"), "channelId"))

    def _followers(self, http: Http, channels: list[str]) -> dict[str, int | None]:
        if not channels:
            return {}
        asked = {"part": "statistics", "id": ",".join(channels), "maxResults": _VIDEOS}
        told = listed(self._ask(http, "channels", **asked), "items")
        return {said(each, "id"): count(each, "statistics", "subscriberCount") for each in told}

    def _comments(self, http: Http, asked: dict[str, Any], *, whole: bool = False) -> Iterator[Post]:
        """Threads, newest first: each comment with the replies that come with it, ``whole`` with all."""
        asked = {
            **asked,
            "part": "snippet,replies",
            "order": "time",
            "textFormat": "plainText",
            "maxResults": _THREADS,
        }
        for page in self._pages(http, "commentThreads", asked, _COMMENT_PAGES):
            for thread in page:
                top = comment(
                    need(thread, "snippet", "topLevelComment", url=self.endpoint), None, self.endpoint
                )
                yield top
                below = listed(thread.get("replies"), "comments")
                if whole and (count(thread, "snippet", "totalReplyCount") or 0) > len(below):
                    yield from self._below(http, top.id, top.thread)
                else:
                    yield from (comment(told, top.thread, self.endpoint) for told in below)

    def _below(self, http: Http, parent: str, thread: str | None) -> Iterator[Post]:
        asked = {"part": "snippet", "parentId": parent, "textFormat": "plainText", "maxResults": _THREADS}
        for page in self._pages(http, "comments", asked, _COMMENT_PAGES):
            yield from (comment(told, thread, self.endpoint) for told in page)

    def _pages(
        self, http: Http, path: str, asked: dict[str, Any], most: int
    ) -> Iterator[list[dict[str, Any]]]:
        token: str | None = None
        for number in http.pages(most):
            answer = self._ask(http, path, **asked, pageToken=token)
            yield tables(answer, "items", url=self.endpoint)
            before, token = token, said(answer, "nextPageToken") or None
            if token in (None, before):
                if number == most:  # of a search there is no page after that, whatever it found
                    http.cut()
                return

    def _ask(self, http: Http, path: str, **params: Any) -> Any:
        address = f"{self.endpoint.rstrip('/')}/{path}"
        return explained(
            lambda: http.json(address, params={**params, "key": self.api_key}),
            lambda code, said: _known(code, said, http.now),
        )


def _known(code: str, why: str, now: datetime) -> SourceError | None:
    """What is known of an error: https://developers.google.com/youtube/v3/docs/errors"""
    if code in _SPENT:
        midnight = now.astimezone(ZoneInfo(_ZONE)).replace(hour=0, minute=0, second=0, microsecond=0)
        until = (midnight + timedelta(days=1)).astimezone(UTC)
        return RateLimited("youtube-quota", until=until, why=why, when=f"{until:%Y-%m-%d %H:%M} UTC")
    return AccessDenied("youtube-key", why=why) if code in _KEYS or "API key" in why else None
