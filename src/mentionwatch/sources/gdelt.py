"""The world's online news through GDELT: https://blog.gdeltproject.org/gdelt-doc-2-0-api-debuts/"""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any, ClassVar

from pydantic import Field

from mentionwatch.errors import LayoutChanged, RateLimited, SourceError
from mentionwatch.model import Post
from mentionwatch.plugins import Source
from mentionwatch.sources._terms import either
from mentionwatch.sources._told import said, tables, word
from mentionwatch.text.clean import tidy
from mentionwatch.text.dates import parse_date
from mentionwatch.text.loose_json import loads
from mentionwatch.text.urls import absolute, site

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mentionwatch.http import Http, Reply
    from mentionwatch.model import Search

_PAGE = 250
_LONGEST_TERM = 200
_PAGES = 40
_PAUSE = 5.5  # its rule is one request in 5 seconds
_KEPT = timedelta(days=89)
_REST = timedelta(minutes=15)
_SENTENCE = re.compile(r"[\w\"'][^{}]{3,}")
_LONG_WORD = re.compile(r"\w{3}")
_BEFORE, _AFTER = re.compile(r"\s+(?=[,.:;!?%…»”)\]])"), re.compile(r"(?<=[«“(\[])\s+")
_APOSTROPHE = re.compile(r"(?<=\w) (['’]) (?=\w)")
_CODES = {
    "arabic": "ar", "belarusian": "be", "bulgarian": "bg", "chinese": "zh", "croatian": "hr", "czech": "cs",
    "danish": "da", "dutch": "nl", "english": "en", "estonian": "et", "finnish": "fi", "french": "fr",
    "georgian": "ka", "german": "de", "greek": "el", "hebrew": "he", "hindi": "hi", "hungarian": "hu",
    "indonesian": "id", "italian": "it", "japanese": "ja", "kazakh": "kk", "korean": "ko", "latvian": "lv",
    "lithuanian": "lt", "macedonian": "mk", "norwegian": "no", "persian": "fa", "polish": "pl",
    "portuguese": "pt", "romanian": "ro", "russian": "ru", "serbian": "sr", "slovak": "sk", "slovenian": "sl",
    "spanish": "es", "swedish": "sv", "thai": "th", "turkish": "tr", "ukrainian": "uk", "vietnamese": "vi",
}  # fmt: skip


class Gdelt(Source):
    """Finds news articles in 65 languages by keyword, up to three months back. Only the headline is told; the
    phrase may stand in the text, which is not.
    """

    searches: ClassVar[bool] = True
    needs: ClassVar[str] = "nothing"
    limits: ClassVar[str] = (
        "One request in 5 seconds, and an answer takes 10 to 15: many phrases take minutes. Phrases without a word of "
        "three letters cannot be searched and are passed over. Times are when GDELT saw an article."
    )
    example: ClassVar[str] = '[[sources]]\ntype = "gdelt"\nfilters = "sourcelang:russian"\nevery = "1h"'

    filters: str = Field(
        default="", max_length=500, description="GDELT's operators: sourcelang:russian, sourcecountry:RS"
    )
    endpoint: str = Field(
        default="https://api.gdeltproject.org", pattern=r"^https?://", description="base address"
    )

    @property
    def key(self) -> str:
        """The address, and the filters."""
        return f"{self.endpoint} {self.filters}".strip()

    @property
    def host(self) -> str:
        """The host, whatever the filters: its limit is for all of them together."""
        return site(self.endpoint) or self.endpoint

    def fetch(self, http: Http, search: Search) -> Iterator[Post]:
        """Articles that hold the phrase; older ones are reached by moving the end of the time back."""
        if not _LONG_WORD.search(search.term or ""):
            return
        start = max(search.since.astimezone(UTC), http.now - _KEPT)
        http.ends(start)
        end: datetime | None = None
        for _ in http.pages(_PAGES):
            page = [_post(told, self.endpoint) for told in self._page(http, search.term or "", start, end)]
            yield from page
            seen = [post.published for post in page if post.published]
            if len(page) < _PAGE or not seen:
                return
            end = min(seen) if end is None or min(seen) < end else end - timedelta(minutes=15)

    def _page(self, http: Http, term: str, start: datetime, end: datetime | None) -> list[dict[str, Any]]:
        http.slow(self.endpoint, _PAUSE)
        reply = http.get(
            f"{self.endpoint.rstrip('/')}/api/v2/doc/doc",
            params={
                "query": f"{either(term, _LONGEST_TERM)} {self.filters}".strip(),
                "mode": "artlist",
                "format": "json",
                "maxrecords": _PAGE,
                "sort": "datedesc",
                "startdatetime": f"{start:%Y%m%d%H%M%S}",
                "enddatetime": f"{end or http.now.astimezone(UTC):%Y%m%d%H%M%S}",
            },
        )
        told = _read(reply, http.now)
        return tables(told, "articles", url=self.endpoint) if told else []


def _read(reply: Reply, now: datetime) -> Any:
    """The answer. GDELT says what is wrong in a sentence, with status 200; of nothing it says ``{}`` or nothing."""
    text = reply.text().strip()
    if not text or text.startswith("{"):
        try:
            return loads(text) if text else {}
        except ValueError:
            raise LayoutChanged("gdelt-damaged", said=reply.glimpse().rstrip(".")) from None
    if not _SENTENCE.match(text):
        raise LayoutChanged("gdelt-damaged", said=reply.glimpse().rstrip("."))
    if "limit requests" in text.lower():
        until = now + _REST
        raise RateLimited("gdelt-limited", until=until, when=f"{until:%Y-%m-%d %H:%M} UTC")
    raise SourceError("gdelt-refused", said=reply.glimpse().rstrip("."))


def _post(told: dict[str, Any], endpoint: str) -> Post:
    url = absolute(word(told, "url", url=endpoint))
    return Post(
        source="gdelt",
        id=str(told["url"]),
        url=url,
        title=_title(said(told, "title")) or None,
        text="",
        published=parse_date(said(told, "seendate")),
        kind="article",
        site=site(url) or said(told, "domain") or None,
        language=_CODES.get(said(told, "language").lower()),
    )


def _title(title: str) -> str:
    """Without the spaces that GDELT puts around punctuation."""
    return _APOSTROPHE.sub(r"\1", _AFTER.sub("", _BEFORE.sub("", tidy(title))))
