"""Forums of many engines, by their pages and feeds: see ``_forum_engines`` for which."""

from __future__ import annotations

import codecs
import re
from datetime import timedelta
from typing import TYPE_CHECKING, ClassVar
from urllib.parse import quote, urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import Field, field_validator
from selectolax.lexbor import LexborHTMLParser, SelectolaxError

from mentionwatch.errors import AccessDenied, ConfigError, LayoutChanged, RateLimited, SourceError
from mentionwatch.plugins import Source
from mentionwatch.sources._forum_engines import NAMES
from mentionwatch.sources._forum_feed import read as read_feed
from mentionwatch.sources._forum_links import post_number
from mentionwatch.sources._forum_page import Line, Page
from mentionwatch.sources._forum_words import says_nothing_found, says_too_often
from mentionwatch.sources._told import present, recent
from mentionwatch.text.encoding import charset, decode
from mentionwatch.text.feeds import is_html

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mentionwatch.http import Http, Reply
    from mentionwatch.model import Post, Search

_TERM = "{term}"
_PAGES = 50
_OLD_TOPICS = 15  # in a row: some boards pin that many above the others
_OLD_POSTS = 3
_LATE = timedelta(days=1)  # what a list says of its topics may be in another time zone than we think
_FLOOD_REST = timedelta(minutes=5)
_FEED = re.compile(r"feed|rss|atom|\.xml|extern\.php|external\.php|syndication", re.IGNORECASE)


class Forum(Source):
    """Reads forums that run on phpBB, vBulletin, XenForo, SMF, MyBB, Invision, Vanilla, FluxBB, PunBB, bbPress,
    Forumotion, Misago or Spirit, and pages that are marked up as discussions (schema.org): every new post of a
    section or of a single thread, or, with ``{term}`` in the address, what the forum's own search finds.
    """

    needs: ClassVar[str] = (
        "the address of a section, a thread, a feed, or a search page as it stands in the browser, with {term} in "
        "place of the word; for closed boards the cookie of your session"
    )
    limits: ClassVar[str] = (
        "One request for each thread with new posts. Many boards let guests search once in 30 seconds or not at all: "
        "then read the section. In feeds quotes cannot be told apart. Dates without a time zone are taken as the "
        "page says, else as UTC: see “timezone”."
    )
    example: ClassVar[str] = (
        '[[sources]]\ntype = "forum"\nurl = "https://forum.example.org/viewforum.php?f=5"\n'
        'timezone = "Europe/Moscow"\n\n'
        '[[sources]]\ntype = "forum"\n'
        'url = "https://board.example.org/search.php?keywords={term}&sr=posts&sk=t&sd=d"'
    )

    url: str = Field(pattern=r"^https?://", description="a section, thread, feed, or search page with {term}")
    timezone: str | None = Field(
        default=None, description="time zone of the dates on the pages: Europe/Moscow"
    )
    encoding: str = Field(default="utf-8", description="how {term} is written in the address: windows-1251")
    threads: int = Field(
        default=100, ge=1, le=5000, description="threads with new posts that are opened at a time"
    )
    cookie: str | None = Field(
        default=None,
        min_length=1,
        repr=False,
        description="Cookie header of a session that may read the forum",
    )
    selectors: dict[str, str] = Field(
        default_factory=dict,
        description="CSS selectors for boards of other makes: " + ", ".join(NAMES),
    )

    @field_validator("timezone")
    @classmethod
    def _zone_exists(cls, name: str | None) -> str | None:
        try:
            return ZoneInfo(name).key if name else None
        except (ZoneInfoNotFoundError, ValueError, OSError):
            raise ValueError(ConfigError("forums-timezone", zone=name)) from None

    @field_validator("encoding")
    @classmethod
    def _encoding_exists(cls, name: str) -> str:
        try:
            "а".encode(codecs.lookup(name).name, errors="replace")
        except (LookupError, ValueError):
            raise ValueError(ConfigError("forums-encoding", name=name)) from None
        return name

    @field_validator("selectors")
    @classmethod
    def _selectors_exist(cls, selectors: dict[str, str]) -> dict[str, str]:
        for name, selector in selectors.items():
            if name not in NAMES:
                raise ValueError(ConfigError("forums-selector-name", name=name, known=", ".join(NAMES)))
            try:
                LexborHTMLParser("<p>").css_first(selector)
            except (SelectolaxError, ValueError):
                raise ValueError(ConfigError("forums-selector", name=name, selector=selector)) from None
        return selectors

    @property
    def searches(self) -> bool:  # type: ignore[override]
        """Whether the address is that of a search."""
        return _TERM in self.url

    def fetch(self, http: Http, search: Search) -> Iterator[Post]:
        """The posts of whatever stands at the address."""
        url = self.url.replace(
            _TERM, quote(search.term or "", safe="", encoding=self.encoding, errors="replace")
        )
        reply = self._ask(http, url, conditional=not self.searches and bool(_FEED.search(url)))
        if not is_html(reply.body):
            yield from read_feed(reply)
            return
        page = self._page(http, reply, url)
        if self.searches and (page.results or page.topics):
            yield from self._found(http, page, search)
        elif page.posts:
            yield from self._thread(http, page)
        elif page.topics:
            yield from self._section(http, page, search)
        elif not says_nothing_found(page.words) or page.is_closed or page.engine is None:
            raise self._trouble(http, page)

    def replies(self, http: Http, post: Post) -> Iterator[Post]:
        """The posts of the thread that were written after a post, newest first."""
        yield from (each for each in self._since(http, post) if each.id != post.id)

    def thread(self, http: Http, post: Post) -> Iterator[Post]:
        """The same, and the post as it is now."""
        yield from self._since(http, post)

    def _since(self, http: Http, post: Post) -> Iterator[Post]:
        """The posts of a thread, newest first, down to this one."""
        if not post.thread or urlsplit(post.thread).netloc != self.host:
            return
        address = post.thread
        for each in self._thread(http, present(lambda: self._open(http, address))):
            yield each
            if each.id == post.id:
                return

    def _section(self, http: Http, page: Page, search: Search) -> Iterator[Post]:
        """The new posts of all threads in a section, whose threads stand in the order of their newest posts."""
        lines = self._fresh(self._lines(http, page, "topics"), search)
        for thread in self._opened(http, ((line.latest or line.url, line.url) for line in lines)):
            yield from recent(self._thread(http, thread), search.since, _OLD_POSTS)

    def _found(self, http: Http, page: Page, search: Search) -> Iterator[Post]:
        """The posts that a search found, whole: it shows only how they begin."""
        lines = self._fresh(self._lines(http, page, "results" if page.results else "topics"), search)
        for place in self._opened(http, ((line.url, None) for line in lines)):
            number = post_number(place.asked)
            exact = [post for post in place.posts if number and post.id.endswith(f"/{number}")]
            yield from exact or recent(self._thread(http, place), search.since, _OLD_POSTS)

    def _opened(self, http: Http, addresses: Iterator[tuple[str, str | None]]) -> Iterator[Page]:
        """The pages at addresses, each with that of its thread. Raises where none of them shows a post."""
        empty: Page | None = None
        shown = False
        for opened, (url, thread) in enumerate(addresses):
            if opened == self.threads:
                raise SourceError("forums-threads", host=self.host, threads=self.threads)
            page = self._open(http, url, thread)
            if page.posts:
                shown = True
                yield page
            else:  # closed to guests, or deleted meanwhile
                empty = page
        if empty and not shown:
            raise self._trouble(http, empty)

    def _fresh(self, lines: Iterator[Line], search: Search) -> Iterator[Line]:
        """The lines that may lead to new posts, until many in a row are old."""
        old = 0
        for line in lines:
            if line.published and line.published < search.since - _LATE:
                old += 1
                if old == _OLD_TOPICS:
                    return
            else:
                old = 0
                yield line

    def _lines(self, http: Http, page: Page, kind: str) -> Iterator[Line]:
        """The lines of all pages of a list."""
        seen: set[str] = set()
        for _ in http.pages(_PAGES):
            fresh = [line for line in getattr(page, kind) if line.url not in seen]
            seen |= {line.url for line in fresh}
            yield from fresh
            if not fresh or not page.pager.next:
                return
            page = self._open(http, page.pager.next)

    def _thread(self, http: Http, page: Page) -> Iterator[Post]:
        """The posts of a thread, newest first: from its last page backwards."""
        for _ in http.pages(_PAGES):
            if not page.pager.last:
                break
            page = self._open(http, page.pager.last, page.thread)
        seen: set[str] = set()
        for _ in http.pages(_PAGES):
            fresh = [post for post in reversed(page.posts) if post.id not in seen]
            seen |= {post.id for post in fresh}
            yield from fresh
            if not fresh or not page.pager.previous:
                return
            page = self._open(http, page.pager.previous, page.thread)

    def _open(self, http: Http, url: str, thread: str | None = None) -> Page:
        return self._page(http, self._ask(http, url), url, thread)

    def _ask(self, http: Http, url: str, *, conditional: bool = False) -> Reply:
        """The page at an address; the session is for the board's own host only."""
        own = urlsplit(url).netloc == self.host
        headers = {"cookie": self.cookie} if self.cookie and own else {}
        return http.get(url, headers=headers, conditional=conditional)

    def _page(self, http: Http, reply: Reply, asked: str, thread: str | None = None) -> Page:
        return Page(
            decode(reply.body, charset(reply.headers.get("content-type"))),
            reply.url,
            asked=asked,
            now=http.now,
            zone=ZoneInfo(self.timezone) if self.timezone else None,
            selectors=self.selectors,
            thread=thread,
        )

    def _trouble(self, http: Http, page: Page) -> SourceError:
        """What is the matter with a page that shows neither posts nor topics."""
        if says_too_often(page.words):
            until = http.now + _FLOOD_REST
            when = f"{until:%Y-%m-%d %H:%M} UTC"
            return RateLimited("forums-flood", until=until, host=page.host, when=when)
        if page.is_closed:
            return AccessDenied("forums-closed", host=page.host)
        if page.engine is None:
            return LayoutChanged("forums-unknown", url=page.url)
        return LayoutChanged("forums-empty", url=page.url, engine=page.engine.name)
