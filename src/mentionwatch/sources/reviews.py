"""Reviews on pages that tell them to search engines too: schema.org in JSON-LD or microdata."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from pydantic import Field

from mentionwatch.errors import LayoutChanged
from mentionwatch.plugins import Source
from mentionwatch.sources._robots import obey
from mentionwatch.sources._told import recent
from mentionwatch.text.encoding import charset, decode
from mentionwatch.text.reviews import following, read
from mentionwatch.text.urls import site

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mentionwatch.http import Http, Reply
    from mentionwatch.model import Post, Search

_SLOT = "{page}"


class Reviews(Source):
    """Reads the reviews on pages of shops, banks, clinics, hotels: rating, text, author, date, and official answers
    as comments, wherever the page tells them in structured form (schema.org), as most do for search engines.
    """

    needs: ClassVar[str] = "the address of the page with the reviews, newest first"
    limits: ClassVar[str] = (
        "robots.txt is obeyed. Some sites tell only the newest or the beginnings of reviews so, and some block "
        "programs."
    )
    example: ClassVar[str] = (
        '[[sources]]\ntype = "reviews"\nurl = "https://www.banki.ru/services/responses/bank/tcs/?page={page}"\n'
        'pages = 3\nevery = "2h"'
    )

    url: str = Field(pattern=r"^https?://", description="the page; {page} in it stands for 1, 2, 3 …")
    pages: int = Field(default=3, ge=1, le=50, description="pages that are read at most")

    def fetch(self, http: Http, search: Search) -> Iterator[Post]:
        """The reviews of the page and of those after it."""
        obey(http, self._page(1))
        yield from recent(self._posts(http), search.since)

    def _posts(self, http: Http) -> Iterator[Post]:
        address: str | None = self._page(1)
        seen: set[str] = set()
        for number in http.pages(self.pages):
            if address is None:
                return
            reply = http.get(address)
            html = _html(reply)
            posts = [post for post in self._read(html) if post.id not in seen]
            if not posts and number == 1:
                raise LayoutChanged("reviews-none", url=reply.url)
            if not posts:  # past the end many sites show the last page again
                return
            seen.update(post.id for post in posts)
            yield from posts
            address = self._page(number + 1) if _SLOT in self.url else following(html, url=reply.url)

    def replies(self, http: Http, post: Post) -> Iterator[Post]:
        """The official answers to a review, where the page that its address leads to tells them."""
        address = (post.url or "").partition("#")[0]
        if post.kind == "review" and site(address) == site(self.url):
            obey(http, address)
            yield from (each for each in self._read(_html(http.get(address))) if each.parent == post.url)

    def _read(self, html: str) -> list[Post]:
        """The reviews of a page and the answers to them; those without an address of their own are the first page's."""
        return read(html, url=self._page(1), source="reviews")

    def _page(self, number: int) -> str:
        return self.url.replace(_SLOT, str(number))


def _html(page: Reply) -> str:
    return decode(page.body, charset(page.headers.get("content-type")))
