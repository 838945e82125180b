"""Facebook pages, by the Graph API: https://developers.facebook.com/docs/pages-api."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any, ClassVar

from pydantic import Field

from mentionwatch.model import Author, Engagement, Post
from mentionwatch.plugins import Source
from mentionwatch.sources._graph import ENDPOINT, Graph
from mentionwatch.sources._told import count, id_of, listed, recent, said, table
from mentionwatch.text.clean import tidy
from mentionwatch.text.dates import parse_date
from mentionwatch.text.urls import absolute, site

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mentionwatch.http import Http
    from mentionwatch.model import Search

_PAGE_SIZE = 100
_BEFORE_COMMENTS = timedelta(days=14)  # comments come to posts that are older than they are
_POST_FIELDS = (
    "id,message,created_time,permalink_url,from,attachments{title,unshimmed_url},shares,"
    "comments.limit(0).summary(true),reactions.limit(0).summary(true)"
)
_TAGGED_FIELDS = f"{_POST_FIELDS},tagged_time"
_COMMENT_FIELDS = "id,message,created_time,permalink_url,from,like_count,comment_count,parent{permalink_url}"


class Facebook(Source):
    """Reads what is written on a Facebook page of your own: its posts, all comments under them, and public
    posts that tag the page. Facebook lets nobody search public posts.
    """

    needs: ClassVar[str] = (
        "a page token with pages_read_engagement and pages_read_user_content (developers.facebook.com → your app → "
        "Graph API Explorer → Page token); for pages of others Meta's review of “Page Public Content Access”"
    )
    limits: ClassVar[str] = (
        "Your own pages only; comments of posts up to 14 days old; authors are named only where they allow it."
    )
    example: ClassVar[str] = (
        '[[sources]]\ntype = "facebook"\npage = "starlink.ru"\ntoken = "${FACEBOOK_PAGE_TOKEN}"'
    )

    page: str = Field(pattern=r"^[\w.-]+$", description="id of the page, or its name in addresses")
    token: str = Field(min_length=1, repr=False, description="page token")
    tagged: bool = Field(default=True, description="read public posts that tag the page, too")
    endpoint: str = Field(
        default=ENDPOINT,
        pattern=r"^https?://",
        description="base address, with the version",
    )

    @property
    def key(self) -> str:
        """The address of the page."""
        return f"{self.endpoint.rstrip('/')}/{self.page}"

    def fetch(self, http: Http, search: Search) -> Iterator[Post]:
        """The page's posts, each with its comments, then posts that tag it."""
        since = search.since
        for post in recent(self._posts(http, "feed", _POST_FIELDS), since - _BEFORE_COMMENTS):
            if post.published is None or post.published >= since:
                yield post
            if post.engagement.comments:
                yield from recent(self.replies(http, post), since)
        if self.tagged:
            yield from recent(self._posts(http, "tagged", _TAGGED_FIELDS), since)

    def replies(self, http: Http, post: Post) -> Iterator[Post]:
        """The comments under a post, newest first, and those that answer them among them."""
        edge = Graph(http, self.endpoint, self.token).list(
            f"{post.id}/comments",
            filter="stream",
            order="reverse_chronological",
            fields=_COMMENT_FIELDS,
            limit=_PAGE_SIZE,
        )
        return (_comment(told, post.thread or post.url, self.endpoint) for told in edge)

    def _posts(self, http: Http, edge: str, fields: str) -> Iterator[Post]:
        graph = Graph(http, self.endpoint, self.token)
        for told in graph.list(f"{self.page}/{edge}", fields=fields, limit=_PAGE_SIZE):
            yield _post(told, self.endpoint)


def _post(told: dict[str, Any], url: str) -> Post:
    own = id_of(told, "id", url=url)
    page = (
        absolute(said(told, "permalink_url"), "https://www.facebook.com/")
        or f"https://www.facebook.com/{own}"
    )
    return Post(
        source="facebook",
        id=own,
        url=page,
        text=_text(told),
        author=_author(told),
        published=parse_date(said(told, "created_time") or said(told, "tagged_time")),
        kind="post",
        site="facebook.com",
        thread=page,
        engagement=Engagement(
            likes=count(told, "reactions", "summary", "total_count"),
            comments=count(told, "comments", "summary", "total_count"),
            shares=count(told, "shares", "count"),
        ),
    )


def _comment(told: dict[str, Any], thread: str | None, url: str) -> Post:
    own = id_of(told, "id", url=url)
    return Post(
        source="facebook",
        id=own,
        url=absolute(said(told, "permalink_url")) or f"https://www.facebook.com/{own}",
        text=tidy(said(told, "message")),
        author=_author(told),
        published=parse_date(said(told, "created_time")),
        kind="comment",
        site="facebook.com",
        thread=thread,
        parent=absolute(said(table(told, "parent"), "permalink_url")) or thread,
        engagement=Engagement(likes=count(told, "like_count"), comments=count(told, "comment_count")),
    )


def _text(told: dict[str, Any]) -> str:
    """What the author wrote, and the title and address of what it links to outside of Facebook."""
    attached = listed(table(told, "attachments"), "data")
    linked = [(said(each, "title"), said(each, "unshimmed_url")) for each in attached]
    parts = [said(told, "message")]
    for title, link in linked:
        parts += [title, "" if _is_own(link) else link]
    return "\n".join(dict.fromkeys(part for each in parts if (part := tidy(each))))


def _is_own(link: str) -> bool:
    return f".{site(link)}".endswith(".facebook.com")


def _author(told: dict[str, Any]) -> Author | None:
    author = table(told, "from")
    name, identifier = tidy(said(author, "name")), said(author, "id")
    if not name and not identifier:
        return None
    url = f"https://www.facebook.com/{identifier}" if identifier else None
    return Author(name=name or None, id=identifier or None, url=url)
