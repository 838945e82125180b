"""Sites that run on WordPress: https://developer.wordpress.org/rest-api/reference/"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any, ClassVar
from urllib.parse import urlsplit

from pydantic import Field

from mentionwatch.errors import AccessDenied, RateLimited, SourceError
from mentionwatch.model import Author, Post
from mentionwatch.plugins import Source
from mentionwatch.sources._feed import ask, newest_first
from mentionwatch.sources._told import count, gone, id_of, listed, present, recent, said, table, tables, word
from mentionwatch.text.clean import to_text
from mentionwatch.text.dates import parse_date
from mentionwatch.text.urls import absolute, site

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from mentionwatch.http import Http
    from mentionwatch.model import Search

_PAGE = 100
_PAGES = 50
_ZONES = timedelta(days=1)  # the site compares with its own time, of a zone that is not told
_FEED_PAGE = 10
_FEED_PAGES = 10


class WordPress(Source):
    """Finds posts and comments of one WordPress site by keyword, through its REST interface, or, where that is
    shut, posts through the feed of its search.
    """

    searches: ClassVar[bool] = True
    whole_threads: ClassVar[bool] = True
    needs: ClassVar[str] = "nothing"
    limits: ClassVar[str] = "Sites that shut the REST interface tell only posts, often cut, and no comments."
    example: ClassVar[str] = '[[sources]]\ntype = "wordpress"\nurl = "https://blog.example.org"'

    url: str = Field(pattern=r"^https?://", description="address of the site")
    comments: bool = Field(default=True, description="search comments, too")

    def fetch(self, http: Http, search: Search) -> Iterator[Post]:
        """Posts, then comments; the feed is asked when the first page of posts cannot be had."""
        try:
            first = self._page(http, "posts", search, 1)
        except RateLimited:
            raise
        except SourceError:
            yield from self._feed(http, search)
            return
        yield from recent(self._all(http, "posts", search, first), search.since)
        if self.comments:
            yield from self._all(http, "comments", search, self._page(http, "comments", search, 1))

    def replies(self, http: Http, post: Post) -> Iterator[Post]:
        """The comments under a post that the REST interface told."""
        host, _, place = post.id.partition("/posts/")
        if host != urlsplit(self.url).netloc or not place.isdecimal():
            return
        for page in http.pages(_PAGES):
            told, pages = self._ask(http, "comments", post=place, per_page=_PAGE, page=page, order="asc")
            yield from (self._comment(each) for each in told)
            if page >= pages:
                return

    def thread(self, http: Http, post: Post) -> Iterator[Post]:
        """A post or a comment as it is now, and the comments under a post."""
        host, _, place = post.id.partition("/")
        kind, _, own = place.partition("/")
        if host == urlsplit(self.url).netloc and kind in ("posts", "comments") and own.isdecimal():
            told = self._one(http, kind, own)
            yield self._post(told) if kind == "posts" else self._comment(told)
            yield from self.replies(http, post)

    def _one(self, http: Http, kind: str, own: str) -> dict[str, Any]:
        """A post or a comment. Raises Gone where it is no more, or in the trash: then it is refused, but not listed."""
        address = f"{self.url.rstrip('/')}/wp-json/wp/v2/{kind}/{own}"
        try:
            told: dict[str, Any] = present(
                lambda: http.json(address, params={"_embed": "author" if kind == "posts" else None})
            )
        except AccessDenied:
            listed, _ = self._ask(http, kind, include=own)
            if listed:
                raise
            raise gone(address) from None
        return told

    def _all(
        self, http: Http, kind: str, search: Search, first: tuple[list[dict[str, Any]], int]
    ) -> Iterator[Post]:
        told, pages = first
        http.total = pages * _PAGE
        for page in http.pages(_PAGES):
            if page > 1:
                told, _ = self._page(http, kind, search, page)
            yield from (self._post(each) if kind == "posts" else self._comment(each) for each in told)
            if page >= pages:
                return

    def _page(self, http: Http, kind: str, search: Search, page: int) -> tuple[list[dict[str, Any]], int]:
        return self._ask(
            http,
            kind,
            search=search.term,
            after=f"{search.since - _ZONES:%Y-%m-%dT%H:%M:%S}",
            orderby="date" if kind == "posts" else "date_gmt",
            order="desc",
            per_page=_PAGE,
            page=page,
            _embed="author" if kind == "posts" else None,
        )

    def _ask(self, http: Http, kind: str, **params: object) -> tuple[list[dict[str, Any]], int]:
        """What is on a page, and how many pages there are: to ask for one past the end is an error."""
        address = f"{self.url.rstrip('/')}/wp-json/wp/v2/{kind}"
        reply = http.get(address, params=params, headers={"accept": "application/json"})
        pages = reply.headers.get("x-wp-totalpages", "")
        return tables(reply.json(), url=self.url), int(pages) if pages.isdecimal() and len(pages) < 9 else 1

    def _feed(self, http: Http, search: Search) -> Iterator[Post]:
        for page in http.pages(_FEED_PAGES):
            asked = {"s": search.term, "feed": "rss2", "paged": page if page > 1 else None}
            feed = ask(http, self.url, "wordpress", params=asked, home=self.url)
            yield from newest_first(feed)
            if len(feed.posts) < _FEED_PAGE:
                return

    def _post(self, told: dict[str, Any]) -> Post:
        link = absolute(word(told, "link", url=self.url), self.url)
        author = next(iter(listed(table(told, "_embedded"), "author")), {})
        name = to_text(said(author, "name"))
        return Post(
            source="wordpress",
            id=self._id("posts", id_of(told, "id", url=self.url)),
            url=link,
            title=to_text(word(told, "title", "rendered", url=self.url)) or None,
            text=to_text(said(table(told, "content"), "rendered"))
            or to_text(said(table(told, "excerpt"), "rendered")),
            author=Author(name=name, handle=said(author, "slug") or None, url=absolute(said(author, "link")))
            if name
            else None,
            published=_published(told),
            kind="article",
            site=site(link),
            thread=link,
        )

    def _comment(self, told: dict[str, Any]) -> Post:
        link = absolute(word(told, "link", url=self.url), self.url)
        thread = (link or "").partition("#")[0] or None
        answered = count(told, "parent")
        name = to_text(said(told, "author_name"))
        return Post(
            source="wordpress",
            id=self._id("comments", id_of(told, "id", url=self.url)),
            url=link,
            text=to_text(word(told, "content", "rendered", url=self.url), quotes=False),
            author=Author(name=name, url=absolute(said(told, "author_url"))) if name else None,
            published=_published(told),
            kind="comment",
            site=site(link),
            thread=thread,
            parent=f"{thread}#comment-{answered}" if thread and answered else thread,
        )

    def _id(self, kind: str, number: str) -> str:
        return f"{urlsplit(self.url).netloc}/{kind}/{number}"


def _published(told: dict[str, Any]) -> datetime | None:
    """The time in UTC; that of the site's own zone, which is not told, is of no use."""
    return parse_date(said(told, "date_gmt"))
