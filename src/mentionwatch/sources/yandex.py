"""Yandex Search API v2: https://yandex.cloud/en/docs/search-api/concepts/web-search"""

from __future__ import annotations

import base64
import binascii
from datetime import timedelta
from typing import TYPE_CHECKING, Any, ClassVar, Literal

from lxml import etree
from pydantic import Field

from mentionwatch.errors import AccessDenied, LayoutChanged, RateLimited, SourceError
from mentionwatch.model import Post
from mentionwatch.plugins import Source
from mentionwatch.sources._terms import required
from mentionwatch.sources._told import need
from mentionwatch.text.clean import tidy
from mentionwatch.text.encoding import decode
from mentionwatch.text.feed_tree import tree
from mentionwatch.text.urls import absolute, site

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mentionwatch.http import Http
    from mentionwatch.model import Search

_PAGE = 50
_REACHABLE = 250
_LONGEST_QUERY = 400
_NOTHING = 15  # https://yandex.cloud/en/docs/search-api/reference/error-codes
_LIMITS = {32: timedelta(hours=6), 55: timedelta(minutes=1), 100: timedelta(hours=1)}
_DENIED = {31, 33, 42, 44, 48}


class Yandex(Source):
    """Finds pages of the Russian web by keyword, those that changed last first: news, blogs, forums, reviews. Told
    are the title and the sentences around the phrase.
    """

    searches: ClassVar[bool] = True
    needs: ClassVar[str] = (
        "a Yandex Cloud account with billing: console.yandex.cloud → a folder (its id is “folder”) → a service account "
        "with the role search-api.webSearch.user → an API key for it with the scope yc.search-api.execute"
    )
    limits: ClassVar[str] = (
        "Paid for each request; 10 a second, 250 pages a phrase. When a page was published is not told, only when it "
        "changed: such mentions count for the time they were first seen."
    )
    example: ClassVar[str] = (
        '[[sources]]\ntype = "yandex"\ntoken = "${YANDEX_TOKEN}"\nfolder = "b1g0000000000000000"\n'
        'filters = "site:livejournal.com"\nbudget = "500/day"'
    )

    token: str = Field(min_length=1, repr=False, description="API key of the service account")
    folder: str = Field(min_length=1, max_length=50, description="identifier of the folder in Yandex Cloud")
    type: Literal["RU", "TR", "COM", "KK", "BE", "UZ"] = Field(
        default="RU", description="which Yandex: RU, TR, COM (the rest of the world), KK, BE, UZ"
    )
    filters: str = Field(
        default="", max_length=300, description="Yandex's operators: site:livejournal.com, lang:ru"
    )
    endpoint: str = Field(
        default="https://searchapi.api.cloud.yandex.net", pattern=r"^https?://", description="base address"
    )

    @property
    def key(self) -> str:
        """The address, which Yandex, and the filters."""
        return f"{self.endpoint} {self.type} {self.filters}".strip()

    @property
    def host(self) -> str:
        """The host, whatever the filters."""
        return site(self.endpoint) or self.endpoint

    def fetch(self, http: Http, search: Search) -> Iterator[Post]:
        """Pages that hold the phrase and changed since, the last changed first."""
        for page in http.pages(_REACHABLE // _PAGE):
            found = self._page(http, self._query(search), page - 1)
            yield from found
            if len(found) < _PAGE:
                return

    def _query(self, search: Search) -> str:
        filters = f" {self.filters} date:>{search.since:%Y%m%d}".replace("  ", " ")
        return required(search.term or "")[: _LONGEST_QUERY - len(filters)] + filters

    def _page(self, http: Http, query: str, page: int) -> list[Post]:
        reply = http.post(
            f"{self.endpoint.rstrip('/')}/v2/web/search",
            headers={"authorization": f"Api-Key {self.token}", "accept": "application/json"},
            json={
                "query": {
                    "searchType": f"SEARCH_TYPE_{self.type}",
                    "queryText": query,
                    "page": str(page),
                    "familyMode": "FAMILY_MODE_NONE",
                    "fixTypoMode": "FIX_TYPO_MODE_OFF",
                },
                "sortSpec": {"sortMode": "SORT_MODE_BY_TIME", "sortOrder": "SORT_ORDER_DESC"},
                "groupSpec": {
                    "groupMode": "GROUP_MODE_FLAT",
                    "groupsOnPage": str(_PAGE),
                    "docsInGroup": "1",
                },
                "maxPassages": "5",
                "folderId": self.folder,
                "responseFormat": "FORMAT_XML",
            },
        )
        return list(self._posts(http, self._response(reply.json())))

    def _response(self, answer: Any) -> etree._Element:
        """The element ``response`` of the XML in the answer."""
        raw = need(answer, "rawData", url=self.endpoint)
        try:
            xml = decode(base64.b64decode(str(raw), validate=True))
        except (binascii.Error, ValueError):
            raise LayoutChanged("social-missing", key="rawData", host=self.host) from None
        root = tree(xml)[0]
        response = None if root is None else root.find("response")
        if response is None:
            raise LayoutChanged("social-missing", key="response", host=self.host)
        return response

    def _posts(self, http: Http, response: etree._Element) -> Iterator[Post]:
        error = response.find("error")
        if error is not None and error.get("code") == str(_NOTHING):
            return
        if error is not None:
            raise _failure(error, http)
        total = response.findtext("found[@priority='all']") or ""
        http.total = int(total) if total.isascii() and total.isdigit() and len(total) < 16 else None
        for found in response.iterfind("results/grouping/group/doc"):
            yield _post(found, self.host)


def _failure(error: etree._Element, http: Http) -> SourceError:
    told, why = error.get("code", ""), tidy(error.text or "")[:200] or "—"
    code = int(told) if told.isascii() and told.isdigit() and len(told) < 9 else 0
    if code in _LIMITS:
        until = http.now + _LIMITS[code]
        return RateLimited("yandex-limited", until=until, why=why, when=f"{until:%Y-%m-%d %H:%M} UTC")
    if code in _DENIED:
        return AccessDenied("yandex-denied", why=why)
    return SourceError("yandex-error", code=str(code), why=why)


def _post(found: etree._Element, host: str) -> Post:
    address = (found.findtext("url") or "").strip()
    url = absolute(address)
    if url is None:
        raise LayoutChanged("social-missing", key="doc.url", host=host)
    return Post(
        source="yandex",
        id=address,
        url=url,
        title=_words(found.find("title")) or None,
        text="\n".join(dict.fromkeys(_texts(found))),
        kind="article",
        site=site(url),
        language=_language(found.findtext("properties/lang") or ""),
    )


def _texts(found: etree._Element) -> Iterator[str]:
    for part in (found.find("headline"), *found.iterfind("passages/passage")):
        if text := _words(part):
            yield text


def _words(node: etree._Element | None) -> str:
    """The text, that of the highlighted words in it too."""
    return "" if node is None else tidy(" ".join("".join(map(str, node.itertext())).split()))


def _language(code: str) -> str | None:
    return code if len(code) == 2 and code.isascii() and code.isalpha() else None
