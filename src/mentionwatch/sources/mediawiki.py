"""Wikipedia and other wikis that run MediaWiki: https://www.mediawiki.org/wiki/API:Main_page."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar
from urllib.parse import urlsplit

from pydantic import Field

from mentionwatch.errors import AccessDenied, RateLimited, SourceError
from mentionwatch.http import mask
from mentionwatch.model import Post, PostKind
from mentionwatch.plugins import Source
from mentionwatch.sources._terms import loosely_quoted
from mentionwatch.sources._told import language, listed, need, number, said, table, tables, word
from mentionwatch.sources._wikitext import plain
from mentionwatch.text.clean import tidy
from mentionwatch.text.dates import parse_date
from mentionwatch.text.urls import absolute, site

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from mentionwatch.http import Http
    from mentionwatch.model import Search

_PAGE_SIZE = 50  # the most pages that are told with their texts
_PAGES = 200
_DENIED = {"readapidenied", "permissiondenied", "mustbeloggedin", "assertuserfailed", "assertbotfailed"}
_WAIT = {"ratelimited", "maxlag", "readonly"}


class _Unsorted(SourceError):
    """The wiki's search cannot sort what it finds."""


class MediaWiki(Source):
    """Finds pages of Wikipedia or another wiki, talk pages included, that hold the phrases of the queries, the
    latest edited first; with ``changes`` it reads all recently changed pages instead.

    A page that is edited again is the same post with another text.
    """

    needs: ClassVar[str] = "the address of the wiki's api.php; for Wikipedia a “contact” in the configuration"
    limits: ClassVar[str] = (
        "Ask rarely: a search brings whole pages. Recent changes reach back 30 to 90 days."
    )
    example: ClassVar[str] = (
        '[[sources]]\ntype = "mediawiki"\nurl = "https://ru.wikipedia.org/w/api.php"\nevery = "1d"'
    )

    url: str = Field(pattern=r"^https?://.+/api\.php$", description="address of the wiki's api.php")
    changes: bool = Field(default=False, description="read recently changed pages instead of searching")
    namespaces: tuple[int, ...] = Field(default=(0, 1), description="0 articles, 1 talk, 4 the project ...")

    @property
    def searches(self) -> bool:  # type: ignore[override]
        """Changes are read once, whatever is searched for."""
        return not self.changes

    def fetch(self, http: Http, search: Search) -> Iterator[Post]:
        """Pages with their texts, page by page of the answer, the latest edited first in each."""
        spaces = "|".join(str(space) for space in self.namespaces)
        if self.changes:
            asked = {"generator": "recentchanges", "grcnamespace": spaces, "grctype": "edit|new"}
            asked |= {
                "grclimit": str(_PAGE_SIZE),
                "grctoponly": "1",
                "grcend": f"{search.since:%Y-%m-%dT%H:%M:%SZ}",
            }
        else:
            asked = {
                "generator": "search",
                "gsrsearch": loosely_quoted(search.term or ""),
                "gsrnamespace": spaces,
            }
            asked |= {"gsrlimit": str(_PAGE_SIZE), "gsrsort": "last_edit_desc"}
        for answer in self._answers(http, asked):
            found = [self._post(told) for told in listed(table(answer, "query"), "pages")]
            posts = sorted((post for post in found if post), key=_newness, reverse=True)
            yield from posts if "gsrsort" in asked or self.changes else _since(posts, search.since)

    def _answers(self, http: Http, asked: dict[str, str]) -> Iterator[dict[str, Any]]:
        """The pages of an answer. The search that MediaWiki comes with does not sort: ``gsrsort`` is taken from
        ``asked`` then, and what it finds is in no order of time.
        """
        further: dict[str, Any] = {}
        for _ in http.pages(_PAGES):
            answer = self._sorted_or_not(http, asked, further)
            yield answer
            further = table(answer, "continue")
            if not further:
                return

    def _sorted_or_not(self, http: Http, asked: dict[str, str], further: dict[str, Any]) -> dict[str, Any]:
        try:
            return self._ask(http, {**asked, **further})
        except _Unsorted:
            del asked["gsrsort"]
            return self._ask(http, {**asked, **further})

    def _ask(self, http: Http, asked: dict[str, Any]) -> dict[str, Any]:
        """An error comes with status 200, and so does a wiki that is closed. Nothing found has no ``query``."""
        params = {"action": "query", "format": "json", "formatversion": 2, "maxlag": 5}
        params |= {
            "prop": "revisions|info",
            "rvprop": "ids|timestamp|content",
            "rvslots": "main",
            "inprop": "url",
        }
        answer = http.json(self.url, params={**params, **asked})
        if error := table(answer, "error"):
            raise self._error(error, http.now)
        if isinstance(answer, dict) and "query" in answer:
            tables(answer, "query", "pages", url=self.url)
        else:
            need(answer, "batchcomplete", url=self.url)
        told: dict[str, Any] = answer
        return told

    def _error(self, error: dict[str, Any], now: datetime) -> SourceError:
        from mentionwatch.http.verdict import UNTOLD_REST

        code, why = said(error, "code"), mask(tidy(said(error, "info")))[:200] or "—"
        if code in _DENIED:
            return AccessDenied("forums-closed", host=self.host)
        if code == "badvalue" and '"gsrsort"' in said(error, "info"):
            return _Unsorted("forums-refused", host=self.host, why=why)
        if code in _WAIT:
            until = now + UNTOLD_REST
            return RateLimited(
                "forums-wait", until=until, host=self.host, why=why, when=f"{until:%Y-%m-%d %H:%M} UTC"
            )
        return SourceError("forums-refused", host=self.host, why=why)

    def _post(self, told: dict[str, Any]) -> Post | None:
        """The post in a page; none where it is no text, or was deleted meanwhile."""
        revision = next(iter(listed(told, "revisions")), None)
        main = table(table(revision, "slots"), "main")
        if revision is None or said(main, "contentmodel") not in ("wikitext", "text", "markdown"):
            return None
        url, text = (
            absolute(word(told, "canonicalurl", url=self.url)),
            plain(word(main, "content", url=self.url)),
        )
        kind: PostKind = "post" if number(told, "ns", url=self.url) % 2 else "article"
        return Post(
            source="mediawiki",
            id=f"{urlsplit(self.url).netloc}/{number(told, 'pageid', url=self.url)}",
            url=url,
            title=tidy(word(told, "title", url=self.url)),
            text=text,
            published=parse_date(word(revision, "timestamp", url=self.url)),
            kind=kind,
            site=site(url),
            language=language(said(told, "pagelanguage"), text),
            thread=url,
        )


def _newness(post: Post) -> float:
    return post.published.timestamp() if post.published else 0.0


def _since(posts: list[Post], since: datetime) -> list[Post]:
    """Those that are new. The caller stops a source that brings old ones, which here says nothing of the rest."""
    return [post for post in posts if post.published is None or post.published >= since]
