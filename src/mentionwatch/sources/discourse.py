"""Discourse forums: https://docs.discourse.org/."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, ClassVar
from urllib.parse import quote, urlsplit

from pydantic import Field

from mentionwatch.errors import SourceError
from mentionwatch.http import mask
from mentionwatch.model import Author, Engagement, Post
from mentionwatch.plugins import Source
from mentionwatch.sources._own_words import own_words
from mentionwatch.sources._told import (
    count,
    gone,
    listed,
    need,
    number,
    present,
    said,
    table,
    tables,
    word,
)
from mentionwatch.text.clean import tidy
from mentionwatch.text.dates import parse_date
from mentionwatch.text.urls import site

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mentionwatch.http import Http
    from mentionwatch.model import Search

_SPAN = 50  # post numbers that one answer covers, deleted and hidden posts included
_PAGES = 400
_EMPTY_IN_A_ROW = 10
_CHUNK = 20
_LIKE = 2  # https://github.com/discourse/discourse/blob/main/app/models/post_action_type.rb
_WRITTEN = {1, 2}  # by people; others say that a topic was closed, moved, split
_OTHERS = "aside.quote, .quote-controls, .lightbox-wrapper .meta, .poll-info"
_TOPIC = re.compile(r"/t/(?:[^/]+/)?(\d{1,12})(?:/(\d{1,9}))?/?$")


class Discourse(Source):
    """Reads every new post of a Discourse forum; with ``search`` it asks the forum's search for the phrases of
    the queries instead.
    """

    needs: ClassVar[str] = (
        "nothing on open forums; on others an API key: Admin → API → New API key, read-only, in the name of a user"
    )
    limits: ClassVar[str] = (
        "Guests may ask about 60 times a minute on most forums. A search finds phrases of three letters and more."
    )
    whole_threads: ClassVar[bool] = True
    example: ClassVar[str] = '[[sources]]\ntype = "discourse"\nurl = "https://meta.discourse.org"'

    url: str = Field(pattern=r"^https?://", description="address of the forum")
    search: bool = Field(default=False, description="search the forum instead of reading all posts")
    api_key: str | None = Field(default=None, min_length=1, repr=False, description="API key")
    api_user: str = Field(default="system", description="user name that the API key is for")

    @property
    def searches(self) -> bool:  # type: ignore[override]
        """Reading is done once, whatever is searched for."""
        return self.search

    def fetch(self, http: Http, search: Search) -> Iterator[Post]:
        """All posts, or those that the forum's search finds."""
        return self._found(http, search) if self.search else self._all(http)

    def replies(self, http: Http, post: Post) -> Iterator[Post]:
        """The posts of the topic that come after a post."""
        if place := self._place(post):
            topic = self._ask(http, f"/t/{place[0]}.json")
            yield from self._later(http, topic, place, after=place[1])

    def thread(self, http: Http, post: Post) -> Iterator[Post]:
        """A post and those of its topic that come after it, out of the same answers."""
        if place := self._place(post):
            topic = present(lambda: self._ask(http, f"/t/{place[0]}.json"))
            if int(post.id.rpartition("/")[2]) not in self._stream(topic):
                raise gone(self.url)
            yield from self._later(http, topic, place, after=place[1] - 1)

    def _place(self, post: Post) -> tuple[int, int] | None:
        """The numbers of the topic that a post stands in, and of the post in it; None for another forum's."""
        place = _TOPIC.search(urlsplit(post.url or "").path)
        return (int(place[1]), int(place[2] or 1)) if place and site(post.url) == site(self.url) else None

    def _stream(self, topic: Any) -> list[int]:
        """The ids of all posts of a topic that can be seen."""
        stream = need(topic, "post_stream", "stream", url=self.url)
        return [each for each in stream if isinstance(each, int)] if isinstance(stream, list) else []

    def _later(self, http: Http, topic: Any, place: tuple[int, int], after: int) -> Iterator[Post]:
        """The posts of a topic whose numbers are larger; the first answer tells twenty, further ones are asked for."""
        first = tables(topic, "post_stream", "posts", url=self.url)
        titled = [{**told, "topic_title": told.get("topic_title") or said(topic, "title")} for told in first]
        yield from self._posts(titled, after)
        rest = self._stream(topic)[len(first) :]
        for start in range(0, len(rest), _CHUNK):
            asked = {"post_ids[]": rest[start : start + _CHUNK]}
            more = self._ask(http, f"/t/{place[0]}/posts.json", **asked)
            yield from self._posts(tables(more, "post_stream", "posts", url=self.url), after)

    def _all(self, http: Http) -> Iterator[Post]:
        """Every post, newest first. An answer may be empty although there are older posts."""
        before: int | None = None
        empty = 0
        for _ in http.pages(_PAGES):
            page = tables(self._ask(http, "/posts.json", before=before), "latest_posts", url=self.url)
            yield from self._posts(page)
            empty = 0 if page else empty + 1
            oldest = min(
                (number(told, "id", url=self.url) for told in page), default=(before or 0) - _SPAN + 1
            )
            if oldest <= 1 or empty == _EMPTY_IN_A_ROW:
                return
            before = oldest - 1

    def _found(self, http: Http, search: Search) -> Iterator[Post]:
        """What the search finds. It tells how a post begins, so each is asked for whole."""
        query = f"{search.term} order:latest after:{search.since:%Y-%m-%d}"
        for page in http.pages(_PAGES):
            answer = self._ask(http, "/search.json", q=query, page=page)
            summary = table(answer, "grouped_search_result")
            if why := said(summary, "error"):
                raise SourceError("forums-search", host=urlsplit(self.url).netloc, why=tidy(mask(why))[:200])
            for told in tables(answer, "posts", url=self.url):
                whole = self._ask(http, f"/posts/{number(told, 'id', url=self.url)}.json")
                yield from self._posts([whole])
            if not summary.get("more_full_page_results"):
                return

    def _posts(self, page: list[dict[str, Any]], after: int = 0) -> Iterator[Post]:
        for told in page:
            place = number(told, "post_number", url=self.url)
            if place > after and not _is_unseen(told):
                yield self._post(told, place)

    def _post(self, told: dict[str, Any], place: int) -> Post:
        own = number(told, "id", url=self.url)
        thread = self._at("/t", said(told, "topic_slug"), str(number(told, "topic_id", url=self.url)))
        answered = count(told, "reply_to_post_number")
        title = tidy(said(told, "topic_title")) if place == 1 else ""
        return Post(
            source="discourse",
            id=f"{urlsplit(self.url).netloc}/{own}",
            url=f"{thread}/{place}",
            title=title or None,
            text=own_words(word(told, "cooked", url=self.url), _OTHERS),
            author=self._author(told),
            published=parse_date(said(told, "created_at")),
            kind="post" if place == 1 else "comment",
            site=site(self.url),
            thread=thread,
            parent=None if place == 1 else f"{thread}/{answered or 1}",
            engagement=Engagement(
                likes=_likes(told), comments=count(told, "reply_count"), views=count(told, "reads")
            ),
        )

    def _author(self, told: dict[str, Any]) -> Author | None:
        handle = said(told, "username")
        if not handle:
            return None
        name = tidy(said(told, "name") or said(told, "display_username"))
        own = told.get("user_id")
        return Author(
            name=name or handle,
            handle=handle,
            id=str(own) if isinstance(own, int) else None,
            url=self._at("/u", handle),
        )

    def _ask(self, http: Http, path: str, **params: Any) -> Any:
        headers = {"api-key": self.api_key, "api-username": self.api_user} if self.api_key else {}
        return http.json(self.url.rstrip("/") + path, params=params, headers=headers)

    def _at(self, path: str, *parts: str) -> str:
        return "/".join([self.url.rstrip("/") + path, *(quote(part, safe="-_.~") for part in parts if part)])


def _is_unseen(told: dict[str, Any]) -> bool:
    """Hidden, deleted, or not written by a person."""
    gone = told.get("hidden") or told.get("user_deleted") or told.get("deleted_at")
    return bool(gone) or (count(told, "post_type") or 1) not in _WRITTEN


def _likes(told: dict[str, Any]) -> int | None:
    """Likes are one of the actions that were taken on a post; those that nobody took are not told."""
    if (likes := count(told, "like_count")) is not None:
        return likes
    return next(
        (count(act, "count") for act in listed(told, "actions_summary") if act.get("id") == _LIKE), None
    )
