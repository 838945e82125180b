"""Instagram, by the Graph API: https://developers.facebook.com/docs/instagram-platform/."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Annotated, Any, ClassVar
from urllib.parse import urlsplit

from pydantic import BeforeValidator, Field, StringConstraints

from mentionwatch.model import Author, Engagement, Post
from mentionwatch.plugins import Source
from mentionwatch.sources._graph import ENDPOINT, Graph
from mentionwatch.sources._told import count, id_of, listed, need, recent, said, table, tables, word
from mentionwatch.text.clean import tidy
from mentionwatch.text.dates import parse_date
from mentionwatch.text.urls import absolute

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from mentionwatch.http import Http
    from mentionwatch.model import Search

_PAGE_SIZE = 50
_BEFORE_COMMENTS = timedelta(days=14)  # comments come to posts that are older than they are
_HASHTAG_FIELDS = "id,caption,permalink,timestamp,media_type,like_count,comments_count"
_MEDIA_FIELDS = f"{_HASHTAG_FIELDS},username"
_COMMENT_FIELDS = "id,text,timestamp,username,like_count,parent_id"

_Tag = Annotated[
    str,
    BeforeValidator(lambda tag: tag.removeprefix("#") if isinstance(tag, str) else tag),
    StringConstraints(pattern=r"^\w+$"),
]


class Instagram(Source):
    """Reads what Instagram shows a business account: the newest posts of the hashtags that you name, posts
    that tag the account, and comments under its own posts.
    """

    needs: ClassVar[str] = (
        "an Instagram business account on a Facebook page and a token with instagram_basic and "
        "instagram_manage_comments; for hashtags Meta's review of “Instagram Public Content Access”"
    )
    limits: ClassVar[str] = (
        "Hashtags: the last 24 hours without authors, 30 different ones in a week. No search by word. "
        "Set “every” to less than a day."
    )
    example: ClassVar[str] = (
        '[[sources]]\ntype = "instagram"\nuser_id = "17841400000000000"\ntoken = "${INSTAGRAM_TOKEN}"\n'
        'hashtags = ["starlink", "старлинк"]\nevery = "6h"'
    )

    user_id: str = Field(pattern=r"^\d+$", description="id of the Instagram business account")
    token: str = Field(min_length=1, repr=False, description="long-lived token")
    hashtags: tuple[_Tag, ...] = Field(default=(), max_length=30, description="hashtags whose posts are read")
    mentions: bool = Field(default=True, description="read posts that tag the account")
    comments: bool = Field(default=True, description="read comments under the account's own posts")
    endpoint: str = Field(
        default=ENDPOINT,
        pattern=r"^https?://",
        description="base address, with the version",
    )

    @property
    def key(self) -> str:
        """The address of the account."""
        return f"{self.endpoint.rstrip('/')}/{self.user_id}"

    @property
    def host(self) -> str:
        """The Graph API."""
        return urlsplit(self.endpoint).netloc

    def fetch(self, http: Http, search: Search) -> Iterator[Post]:
        """Posts that tag the account, comments under its own, posts of the hashtags."""
        graph = Graph(http, self.endpoint, self.token)
        if self.mentions:
            told = graph.list(f"{self.user_id}/tags", fields=_MEDIA_FIELDS, limit=_PAGE_SIZE)
            yield from recent((_post(each, self.endpoint) for each in told), search.since)
        if self.comments:
            yield from self._commented(http, search.since)
        for tag in self.hashtags:  # at the end, for one that does not exist is an error
            yield from recent(self._tagged_with(graph, tag), search.since)

    def replies(self, http: Http, post: Post) -> Iterator[Post]:
        """The comments under a post of the account's own with the replies to them, or the replies to one."""
        graph, thread = Graph(http, self.endpoint, self.token), post.thread or post.url
        if post.kind == "comment":
            told = graph.list(f"{post.id}/replies", fields=_COMMENT_FIELDS, limit=_PAGE_SIZE)
        else:
            fields = f"{_COMMENT_FIELDS},replies{{{_COMMENT_FIELDS}}}"
            told = graph.list(f"{post.id}/comments", fields=fields, limit=_PAGE_SIZE)
        for comment in told:
            yield _comment(comment, thread, self.endpoint)
            for reply in listed(table(comment, "replies"), "data"):
                yield _comment(reply, thread, self.endpoint)

    def _tagged_with(self, graph: Graph, tag: str) -> Iterator[Post]:
        found = tables(graph.ask("ig_hashtag_search", user_id=self.user_id, q=tag), "data", url=self.endpoint)
        for each in found[:1]:
            edge = f"{need(each, 'id', url=self.endpoint)}/recent_media"
            for told in graph.list(edge, user_id=self.user_id, fields=_HASHTAG_FIELDS, limit=_PAGE_SIZE):
                yield _post(told, self.endpoint)

    def _commented(self, http: Http, since: datetime) -> Iterator[Post]:
        told = Graph(http, self.endpoint, self.token).list(
            f"{self.user_id}/media", fields=_MEDIA_FIELDS, limit=_PAGE_SIZE
        )
        for post in recent((_post(each, self.endpoint) for each in told), since - _BEFORE_COMMENTS):
            if post.engagement.comments:
                yield from recent(self.replies(http, post), since, _PAGE_SIZE)


def _post(told: dict[str, Any], url: str) -> Post:
    page = absolute(word(told, "permalink", url=url))
    return Post(
        source="instagram",
        id=id_of(told, "id", url=url),
        url=page,
        text=tidy(said(told, "caption")),
        author=_author(told),
        published=parse_date(said(told, "timestamp")),
        kind="video" if said(told, "media_type") == "VIDEO" else "post",
        site="instagram.com",
        thread=page,
        engagement=Engagement(likes=count(told, "like_count"), comments=count(told, "comments_count")),
    )


def _comment(told: dict[str, Any], thread: str | None, url: str) -> Post:
    own, parent = id_of(told, "id", url=url), said(told, "parent_id")
    return Post(
        source="instagram",
        id=own,
        url=_place(thread, own),
        text=tidy(said(told, "text")),
        author=_author(told),
        published=parse_date(said(told, "timestamp")),
        kind="comment",
        site="instagram.com",
        thread=thread,
        parent=_place(thread, parent) if parent else thread,
        engagement=Engagement(likes=count(told, "like_count")),
    )


def _place(thread: str | None, comment: str) -> str | None:
    """The address of a comment under a post."""
    return f"{thread.rstrip('/')}/c/{comment}/" if thread else None


def _author(told: dict[str, Any]) -> Author | None:
    name = said(told, "username")
    return Author(name=name, handle=name, id=name, url=f"https://www.instagram.com/{name}/") if name else None
