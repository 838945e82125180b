"""Trustpilot's API: https://documentation-apidocumentation.trustpilot.com/business-units-api-(public)"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar
from urllib.parse import quote, urlsplit

from pydantic import Field

from mentionwatch.model import Author, Engagement, Post
from mentionwatch.plugins import Source
from mentionwatch.sources._told import count, id_of, language, present, said, table, tables
from mentionwatch.text.clean import tidy
from mentionwatch.text.dates import parse_date

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mentionwatch.http import Http
    from mentionwatch.model import Search

_PAGE = 100
_PAGES = 100
_WEB = "https://www.trustpilot.com/reviews/"


class Trustpilot(Source):
    """Reads the reviews of a company on Trustpilot, and the company's answers as comments."""

    needs: ClassVar[str] = (
        "an API key, which comes with a paid plan: Trustpilot Business → Integrations → API. Trustpilot forbids to "
        "read its pages with programs"
    )
    limits: ClassVar[str] = "Reviews of one company at a time; the key's plan says how often it may be asked."
    example: ClassVar[str] = (
        '[[sources]]\ntype = "trustpilot"\ncompany = "example.com"\ntoken = "${TRUSTPILOT_KEY}"'
    )

    company: str = Field(pattern=r"^[\w.-]{1,200}$", description="site of the company: example.com")
    token: str = Field(min_length=1, repr=False, description="API key")
    endpoint: str = Field(
        default="https://api.trustpilot.com", pattern=r"^https?://", description="base address"
    )

    @property
    def key(self) -> str:
        """The address, and the company."""
        return f"{self.endpoint.rstrip('/')}/{self.company}"

    @property
    def host(self) -> str:
        """Trustpilot's API."""
        return urlsplit(self.endpoint).netloc

    def fetch(self, http: Http, search: Search) -> Iterator[Post]:
        """Reviews, newest first, each followed by the company's answer."""
        unit = id_of(self._ask(http, "business-units/find", name=self.company), "id", url=self.endpoint)
        for number in http.pages(_PAGES):
            answer = self._ask(
                http,
                f"business-units/{quote(unit, safe='')}/reviews",
                orderBy="createdat.desc",
                perPage=_PAGE,
                page=number,
            )
            page = tables(answer, "reviews", url=self.endpoint)
            for told in page:
                yield from self._thread(told)
            if len(page) < _PAGE:
                return

    def replies(self, http: Http, post: Post) -> Iterator[Post]:
        """The company's answer to a review."""
        return (each for each in self.thread(http, post) if each.kind == "comment")

    def thread(self, http: Http, post: Post) -> Iterator[Post]:
        """A review as it is now, and the company's answer to it."""
        if post.kind == "review":
            yield from self._thread(present(lambda: self._ask(http, f"reviews/{quote(post.id, safe='')}")))

    def _ask(self, http: Http, path: str, **params: object) -> Any:
        address = f"{self.endpoint.rstrip('/')}/v1/{path}"
        return http.json(address, params=params, headers={"apikey": self.token})

    def _thread(self, told: dict[str, Any]) -> Iterator[Post]:
        own = id_of(told, "id", url=self.endpoint)
        url, text = _WEB + own, tidy(said(told, "text"))
        stars = count(told, "stars")
        yield Post(
            source="trustpilot",
            id=own,
            url=url,
            title=tidy(said(told, "title")) or None,
            text=text,
            author=_author(table(told, "consumer")),
            published=parse_date(said(told, "createdAt")),
            kind="review",
            site="trustpilot.com",
            language=language(said(told, "language"), text),
            thread=url,
            rating=float(stars) if stars is not None and 1 <= stars <= 5 else None,
            engagement=Engagement(likes=count(told, "numberOfLikes")),
        )
        if reply := tidy(said(table(told, "companyReply"), "text")):
            yield self._reply(table(told, "companyReply"), reply, own)

    def _reply(self, told: dict[str, Any], text: str, review: str) -> Post:
        published = parse_date(said(told, "createdAt"))
        url = _WEB + review
        return Post(
            source="trustpilot",
            id=f"{review}/reply",
            url=f"{url}#reply-{published:%Y%m%d%H%M%S}" if published else None,
            text=text,
            author=Author(name=self.company),
            published=published,
            kind="comment",
            site="trustpilot.com",
            thread=url,
            parent=url,
        )


def _author(told: dict[str, Any]) -> Author | None:
    name = tidy(said(told, "displayName"))
    return Author(name=name, id=said(told, "id") or None) if name else None
