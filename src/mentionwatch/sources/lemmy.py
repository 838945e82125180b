"""Lemmy, by the API of any server: https://join-lemmy.org/api/, version 3 (0.19) and version 4 (1.0)."""

from __future__ import annotations

from itertools import takewhile
from typing import TYPE_CHECKING, Any, ClassVar
from urllib.parse import urlsplit

from pydantic import Field, PrivateAttr

from mentionwatch.errors import LayoutChanged
from mentionwatch.plugins import Source
from mentionwatch.sources._lemmy_posts import Server, addresses, comment, languages, post, views
from mentionwatch.sources._told import said, tables, word

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mentionwatch.http import Http
    from mentionwatch.model import Post, Search

_PAGE_SIZE = 50
_PAGES = 50
_PAUSE = 1.0


class Lemmy(Source):
    """Finds posts and comments by keyword on a Lemmy server and on all that it is federated with."""

    searches: ClassVar[bool] = True
    needs: ClassVar[str] = "nothing"
    limits: ClassVar[str] = (
        "60 searches in 10 minutes on most servers. A server knows what its users follow: one to three "
        "large ones know nearly everything."
    )
    example: ClassVar[str] = '[[sources]]\ntype = "lemmy"\nendpoint = "https://lemmy.world"'

    endpoint: str = Field(
        default="https://lemmy.world", pattern=r"^https?://", description="address of the server"
    )
    _version: int | None = PrivateAttr(default=None)
    _server: Server | None = PrivateAttr(default=None)

    def fetch(self, http: Http, search: Search) -> Iterator[Post]:
        """Posts and comments that hold the phrase."""
        http.slow(self.endpoint, _PAUSE)
        return self._found_by_3(http, search) if self._api(http) == 3 else self._found_by_4(http, search)

    def replies(self, http: Http, post: Post) -> Iterator[Post]:
        """All comments under a post that this server told, newest first."""
        host, _, own = post.id.rpartition("/post/")
        if host != urlsplit(self.endpoint).netloc:
            return
        if self._api(http) == 3:
            asked = {"post_id": own, "type_": "All", "sort": "New", "limit": _PAGE_SIZE}
            pages = (
                tables(page, "comments", url=self.endpoint)
                for page in self._pages(http, "comment/list", asked)
            )
        else:
            asked = {"post_id": own, "sort": "new", "limit": _PAGE_SIZE}
            pages = (views(page, self.endpoint) for page in self._chain(http, "comment/list", asked))
        told = [each for page in takewhile(bool, pages) for each in page]
        known = addresses(told)  # a comment names what it answers by its number here, not by its address
        yield from (comment(each, self._told_by, known) for each in told)

    def _found_by_3(self, http: Http, search: Search) -> Iterator[Post]:
        asked = {"q": search.term, "type_": "All", "sort": "New", "listing_type": "All", "limit": _PAGE_SIZE}
        for page in self._pages(http, "search", asked):
            posts = [post(told, self._told_by) for told in tables(page, "posts", url=self.endpoint)]
            posts += [comment(told, self._told_by) for told in tables(page, "comments", url=self.endpoint)]
            if not posts:
                return
            yield from sorted(posts, key=lambda each: each.published or search.since, reverse=True)

    def _found_by_4(self, http: Http, search: Search) -> Iterator[Post]:
        asked = {
            "q": search.term,
            "search_term": search.term,  # its name in some of the releases
            "type_": "all",
            "sort": "new",
            "listing_type": "all",
            "time_range_seconds": int((http.now - search.since).total_seconds()),
            "limit": _PAGE_SIZE,
        }
        for page in self._chain(http, "search", asked):
            for told in views(page, self.endpoint):
                if "comment" in told:
                    yield comment(told, self._told_by)
                elif "post" in told:
                    yield post(told, self._told_by)

    def _pages(self, http: Http, path: str, asked: dict[str, Any]) -> Iterator[Any]:
        """The numbered pages of version 3."""
        for number in http.pages(_PAGES):
            yield self._ask(http, f"v3/{path}", **asked, page=number)

    def _chain(self, http: Http, path: str, asked: dict[str, Any]) -> Iterator[Any]:
        """The pages of version 4, each of which names the next."""
        cursor: str | None = None
        for _ in http.pages(_PAGES):
            page = self._ask(http, f"v4/{path}", **asked, page_cursor=cursor)
            yield page
            before, cursor = cursor, said(page, "next_page") or None
            if cursor in (None, before):
                return

    def _api(self, http: Http) -> int:
        """Which version to speak: 1.0 answers version 3, too, but leaves out pages and order."""
        if self._version is None:
            site = self._ask(http, "v3/site")
            told = word(site, "version", url=self.endpoint)
            if not told[:1].isdigit():
                raise LayoutChanged("social-missing", key="version", host=urlsplit(self.endpoint).netloc)
            self._server = Server(url=self.endpoint, languages=languages(site))
            self._version = 3 if told.startswith("0.") else 4
        return self._version

    @property
    def _told_by(self) -> Server:
        return self._server or Server(url=self.endpoint)

    def _ask(self, http: Http, path: str, **params: Any) -> Any:
        return http.json(f"{self.endpoint.rstrip('/')}/api/{path}", params=params)
