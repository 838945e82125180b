"""Reviews in Apple's App Store, by the feed of each app and country."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any, ClassVar

from pydantic import Field, StringConstraints

from mentionwatch.errors import LayoutChanged
from mentionwatch.model import Author, Engagement, Post
from mentionwatch.plugins import Source
from mentionwatch.sources._told import count, id_of, need, recent, said, table
from mentionwatch.text.clean import tidy
from mentionwatch.text.dates import parse_date
from mentionwatch.text.encoding import decode
from mentionwatch.text.feed_tree import tree
from mentionwatch.text.urls import absolute

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mentionwatch.http import Http
    from mentionwatch.model import Search

_PAGES = 10  # of 50
_WEB = "https://apps.apple.com"
_ATOM, _ITUNES = "{http://www.w3.org/2005/Atom}", "{http://itunes.apple.com/rss}"
_Country = Annotated[str, StringConstraints(pattern=r"^[a-z]{2}$", to_lower=True)]


class AppStore(Source):
    """Reads the reviews of an app in the App Store of the countries that you name: rating, title, text, author."""

    needs: ClassVar[str] = "the number of the app: apps.apple.com/ru/app/name/id1234567890"
    limits: ClassVar[str] = (
        "The newest 500 in each country; what the developer answered is not told. Some networks get empty answers, "
        "which is told as a failure."
    )
    example: ClassVar[str] = (
        '[[sources]]\ntype = "appstore"\napp = 1234567890\ncountries = ["ru", "us"]\nevery = "1h"'
    )

    app: int = Field(gt=0, lt=10**15, description="number of the app")
    countries: tuple[_Country, ...] = Field(
        default=("ru", "us"), min_length=1, description="countries: ru, us, de …"
    )
    endpoint: str = Field(
        default="https://itunes.apple.com", pattern=r"^https?://", description="base address"
    )

    @property
    def key(self) -> str:
        """The address, the app, and the countries."""
        return "/".join([self.endpoint, str(self.app), *self.countries])

    def fetch(self, http: Http, search: Search) -> Iterator[Post]:
        """Reviews, country by country. Raises LayoutChanged where no country has any."""
        told = 0
        for country in self.countries:
            pages = self._pages(http, country)
            first = next(pages, [])
            told += len(first)
            yield from recent((post for page in _all(first, pages) for post in page), search.since)
        if not told:
            raise LayoutChanged("appstore-empty", app=str(self.app), countries=", ".join(self.countries))

    def _pages(self, http: Http, country: str) -> Iterator[list[Post]]:
        for number in http.pages(_PAGES):
            page = self._page(http, country, number)
            if not page:
                return
            yield page

    def _page(self, http: Http, country: str, number: int) -> list[Post]:
        """The JSON form; where it is empty or lacks dates, the XML form if that has more to tell."""
        address = (
            f"{self.endpoint.rstrip('/')}/{country}/rss/customerreviews"
            f"/page={number}/id={self.app}/sortby=mostrecent"
        )
        told = _plain(need(http.json(f"{address}/json"), "feed", url=self.endpoint))
        if not told or not all(each.get("updated") for each in told):
            told = _from_xml(http.get(f"{address}/xml").body, self.endpoint) or told
        return [self._post(each, country) for each in told]

    def _post(self, told: dict[str, Any], country: str) -> Post:
        own = id_of(told, "id", url=self.endpoint)
        page = f"{_WEB}/{country}/app/id{self.app}?see-all=reviews"
        author = tidy(said(told, "author"))
        rating = count(told, "rating")
        return Post(
            source="appstore",
            id=own,
            url=f"{page}#review-{own}",
            title=tidy(said(told, "title")) or None,
            text=tidy(said(told, "content")),
            author=Author(name=author, url=absolute(said(told, "uri"))) if author else None,
            published=parse_date(said(told, "updated")),
            kind="review",
            site="apps.apple.com",
            thread=page,
            rating=float(rating) if rating is not None and 1 <= rating <= 5 else None,
            engagement=Engagement(likes=count(told, "votes")),
        )


def _all(first: list[Post], others: Iterator[list[Post]]) -> Iterator[list[Post]]:
    yield first
    yield from others


def _plain(feed: Any) -> list[dict[str, Any]]:
    """The reviews of the JSON form: ``label`` holds each value, one review is no list, none has no key."""
    told = feed.get("entry") if isinstance(feed, dict) else None
    entries = [told] if isinstance(told, dict) else told if isinstance(told, list) else []
    return [
        {
            **{name: said(table(entry, name), "label") for name in ("id", "title", "content", "updated")},
            "rating": said(table(entry, "im:rating"), "label"),
            "votes": said(table(entry, "im:voteSum"), "label"),
            "author": said(table(table(entry, "author"), "name"), "label"),
            "uri": said(table(table(entry, "author"), "uri"), "label"),
        }
        for entry in entries
        if isinstance(entry, dict) and "im:rating" in entry  # the app itself may stand among them
    ]


def _from_xml(body: bytes, url: str) -> list[dict[str, Any]]:
    root = tree(decode(body))[0]
    if root is None or root.tag != f"{_ATOM}feed":
        raise LayoutChanged("social-missing", key="feed", host=url)
    return [
        {
            **{name: entry.findtext(_ATOM + name) or "" for name in ("id", "title", "content", "updated")},
            "rating": entry.findtext(f"{_ITUNES}rating") or "",
            "votes": entry.findtext(f"{_ITUNES}voteSum") or "",
            "author": entry.findtext(f"{_ATOM}author/{_ATOM}name") or "",
            "uri": entry.findtext(f"{_ATOM}author/{_ATOM}uri") or "",
        }
        for entry in root.iterfind(f"{_ATOM}entry")
        if entry.find(f"{_ITUNES}rating") is not None
    ]
