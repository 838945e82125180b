"""Habr, by the feed of its search."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar, Literal

from pydantic import Field

from mentionwatch.plugins import Source
from mentionwatch.sources._feed import ask, newest_first
from mentionwatch.sources._terms import loosely_quoted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mentionwatch.http import Http
    from mentionwatch.model import Post, Search

_MORE = re.compile(r"\s*(?:Читать (?:дальше|далее)|Read more)\s*(?:→|…|&rarr;)?\s*\Z")


class Habr(Source):
    """Finds articles and news on Habr by keyword, newest first; told is what stands before “read more”."""

    searches: ClassVar[bool] = True
    needs: ClassVar[str] = "nothing"
    limits: ClassVar[str] = "The newest 20 or so of a phrase; the beginning of each; no comments."
    example: ClassVar[str] = '[[sources]]\ntype = "habr"'

    language: Literal["ru", "en"] = Field(default="ru", description="which Habr: ru or en")
    endpoint: str = Field(default="https://habr.com", pattern=r"^https?://", description="base address")

    @property
    def key(self) -> str:
        """The address, and the language."""
        return f"{self.endpoint.rstrip('/')}/{self.language}"

    def fetch(self, http: Http, search: Search) -> Iterator[Post]:
        """Articles that hold the phrase."""
        address = f"{self.endpoint.rstrip('/')}/{self.language}/rss/search/"
        asked = {"q": loosely_quoted(search.term or ""), "order": "date", "target_type": "posts"}
        for post in newest_first(ask(http, address, "habr", params=asked, home=address)):
            yield replace(post, text=_MORE.sub("", post.text))
