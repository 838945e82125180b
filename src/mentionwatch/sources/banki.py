"""Reviews of banks on banki.ru, by the list that its own pages read."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar
from urllib.parse import urlsplit

from pydantic import Field

from mentionwatch.model import Author, Engagement, Post
from mentionwatch.plugins import Source
from mentionwatch.sources._robots import obey
from mentionwatch.sources._told import count, id_of, said, table, tables, word
from mentionwatch.text.clean import to_text
from mentionwatch.text.dates import parse_date

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from mentionwatch.http import Http
    from mentionwatch.model import Search

_PAGES = 50
_PATH = "/services/responses/list/ajax/"
_MOSCOW = "+03:00"  # dates are written without a zone


class Banki(Source):
    """Reads the reviews of a bank on banki.ru: rating, title, text, author, how many comments there are, and what the
    bank answered, as a comment.
    """

    needs: ClassVar[str] = "the bank's name in addresses: banki.ru/services/responses/bank/NAME/"
    limits: ClassVar[str] = (
        "robots.txt is obeyed. The list is not documented and may change or be blocked; then the source reviews reads "
        "the beginnings of reviews from the pages. When the bank answered is not told."
    )
    example: ClassVar[str] = '[[sources]]\ntype = "banki"\nbank = "alfabank"\nevery = "1h"'

    bank: str = Field(pattern=r"^[\w-]{1,100}$", description="name of the bank in addresses of banki.ru")
    endpoint: str = Field(default="https://www.banki.ru", pattern=r"^https?://", description="base address")

    @property
    def key(self) -> str:
        """The address, and the bank."""
        return f"{self.endpoint.rstrip('/')}/{self.bank}"

    @property
    def host(self) -> str:
        """banki.ru."""
        return urlsplit(self.endpoint).netloc

    def fetch(self, http: Http, search: Search) -> Iterator[Post]:
        """Reviews, newest first."""
        address = self.endpoint.rstrip("/") + _PATH
        obey(http, address)
        for number in http.pages(_PAGES):
            answer = http.json(address, params={"page": number, "bank": self.bank})
            page = tables(answer, "data", url=self.endpoint)
            for told in page:
                yield from self._thread(told, search.since)
            if not page or not answer.get("hasMorePages"):
                return

    def _thread(self, told: dict[str, Any], since: datetime) -> Iterator[Post]:
        """A review, and the bank's answer, which has no date of its own: that to an old review is not new."""
        review = self._post(told)
        yield review
        answer, bank = to_text(said(told, "agentAnswerText")), to_text(said(table(told, "company"), "name"))
        if answer and (review.published is None or review.published >= since):
            yield Post(
                source="banki",
                id=f"{review.id}/answer",
                url=f"{review.url}#answer",
                text=answer,
                author=Author(name=bank or self.bank, handle=self.bank),
                kind="comment",
                site="banki.ru",
                thread=review.url,
                parent=review.url,
            )

    def _post(self, told: dict[str, Any]) -> Post:
        own = id_of(told, "id", url=self.endpoint)
        url = f"{self.endpoint.rstrip('/')}/services/responses/bank/response/{own}/"
        grade, title = count(told, "grade"), to_text(said(told, "title"))
        text = to_text(word(told, "text", url=self.endpoint))
        return Post(
            source="banki",
            id=own,
            url=url,
            title=title if title and not text.startswith(title) else None,
            text=text,
            author=Author(name=name) if (name := to_text(said(told, "userName"))) else None,
            published=parse_date(f"{said(told, 'dateCreate')} {_MOSCOW}"),
            kind="review",
            site="banki.ru",
            thread=url,
            rating=float(grade) if grade is not None and 1 <= grade <= 5 else None,
            engagement=Engagement(comments=count(told, "commentCount")),
        )
