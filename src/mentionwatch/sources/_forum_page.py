"""One page of a forum: its posts, its topics, what a search found, and what it says."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, tzinfo
from functools import cached_property
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from selectolax.lexbor import LexborHTMLParser

from mentionwatch.model import Author, Post
from mentionwatch.sources._forum_dates import Calendar, is_month_first
from mentionwatch.sources._forum_engines import OTHERS, Engine, recognised, told
from mentionwatch.sources._forum_links import Pager, above, address, plain, post_number
from mentionwatch.sources._forum_words import says_closed, told_zone
from mentionwatch.sources._own_words import own_words
from mentionwatch.text.clean import is_deep, tidy
from mentionwatch.text.urls import site

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from selectolax.lexbor import LexborNode

_NEAR = 2  # elements between a name and its link
_DEEPEST = 1000  # deeper trees take long to build
_LONGEST = 5_000_000
_NAMED = ("data-content", "data-commentid", "data-pk", "id")
_LONGEST_NAME = 100
_NUMBER = re.compile(r"(\d{1,15})(?!.*\d)")
_TITLES = (
    "h1.p-title-value, h2.topic-title, .threadtitle, .PageTitle h1, h1[itemprop=headline], #forumposts h3,"
    " body[class^=misago] h1, title"
)
_SITE = re.compile(r"\s+[|–—-]\s+[^|]{1,80}$")


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a list: where it leads, where its newest post is, and when that was written, if it tells."""

    url: str
    latest: str | None
    published: datetime | None


class Page:
    """A page at ``url``.

    ``zone`` is the time zone that the user told, None is that which the page tells; ``thread`` the address of
    the thread, where it is known; ``asked`` the address that led here, before redirects.
    """

    def __init__(
        self,
        html: str,
        url: str,
        *,
        now: datetime,
        zone: tzinfo | None = None,
        selectors: Mapping[str, str] | None = None,
        thread: str | None = None,
        asked: str = "",
    ) -> None:
        self.url, self.asked = url, asked or url
        self._tree = LexborHTMLParser("" if is_deep(html[:_LONGEST], _DEEPEST) else html[:_LONGEST])
        self._base = address(self._tree.css_first("base[href]"), url) or url
        self._told_thread = thread
        known = recognised(self._tree)
        self.engine: Engine | None = told(selectors, known) if selectors else known
        self.pager = Pager(self._tree, self._base, self.engine.topic if self.engine else "none")
        self._now, self._zone = now, zone

    @property
    def host(self) -> str:
        """Who answers."""
        return urlsplit(self.url).netloc

    @cached_property
    def words(self) -> str:
        """All that a person reads on the page, on one line."""
        return " ".join((self._tree.body.text(separator=" ") if self._tree.body else "").split())

    @property
    def is_closed(self) -> bool:
        """Whether it asks to log in in place of showing posts, or says that guests may not see them."""
        wall = "login" in urlsplit(self.url).path.lower() and self._tree.css_first("input[type=password]")
        return bool(wall) or says_closed(self.words)

    @cached_property
    def posts(self) -> list[Post]:
        """The posts, in the order of the page."""
        if self.engine is None:
            return []
        nodes = _outermost(_found(self._tree, self.engine.post))
        found = [self._post(node, self.engine, n) for n, node in enumerate(nodes)]
        return [post for post in found if post]

    @cached_property
    def topics(self) -> list[Line]:
        """The topics of a section."""
        engine = self.engine
        return self._lines(engine.topic, engine.topic_link, engine.topic_date) if engine else []

    @cached_property
    def results(self) -> list[Line]:
        """What a search found."""
        engine = self.engine
        return self._lines(engine.result, engine.result_link, engine.result_date) if engine else []

    @cached_property
    def _calendar(self) -> Calendar:
        dates = self._tree.css(self.engine.date)[:200] if self.engine else []
        zone = self._zone or told_zone(self.words) or UTC
        return Calendar(now=self._now, zone=zone, month_first=is_month_first(node.text() for node in dates))

    @cached_property
    def thread(self) -> str:
        """The address of the thread's first page."""
        link = self._tree.css_first("link[rel=canonical]") or self._tree.css_first("h2.topic-title a[href]")
        own = address(link, self._base) or self.url
        return self._told_thread or plain(own if self.pager.number == 1 else self.pager.pages.get(1, own))

    @cached_property
    def _title(self) -> str:
        shown = self._tree.body and _first(self._tree, _TITLES)
        title = tidy(shown.text()) if shown else ""
        return _SITE.sub("", title) if shown and shown.tag == "title" else title

    def _post(self, node: LexborNode, engine: Engine, place: int) -> Post | None:
        body = _first(node, engine.text)
        text = own_words(body.inner_html or "", OTHERS) if body else ""
        if not text:
            return None
        url, number = self._place(node, engine)
        first = place == 0 and self.pager.number == 1
        return Post(
            source="forum",
            id=f"{self.host}/{number}" if number else url,
            url=url,
            title=self._title or None if first else None,
            text=text,
            author=self._author(node, engine),
            published=self._calendar.read(_first(node, engine.date) or _before(node, engine, engine.date)),
            kind="post" if first else "comment",
            site=site(self.url),
            thread=self.thread,
            parent=None if first else self.thread,
        )

    def _place(self, node: LexborNode, engine: Engine) -> tuple[str, str]:
        """The address of a post and its number; without an address of its own, its place in the page."""
        name = next((named for each in _NAMED if (named := node.attributes.get(each))), "")
        url = address(_first(node, engine.link) or _before(node, engine, engine.link), self._base)
        found = _NUMBER.search(name[-_LONGEST_NAME:])
        number = found[1] if found else post_number(url or "")
        if url and number in url:
            return url, number
        return f"{plain(self.url)}#{name}" if name else url or self.url, number

    def _author(self, node: LexborNode, engine: Engine) -> Author | None:
        shown = _first(node, engine.author)
        name = (tidy(shown.text()) if shown else "") or tidy(node.attributes.get("data-author") or "")
        if not name:
            return None
        return Author(name=name, url=address(_link_of(shown), self._base))

    def _lines(self, row: str, link: str, date: str) -> list[Line]:
        found: dict[str, Line] = {}
        for node in _found(self._tree, row):
            if url := address(_first(node, link), self._base):
                published = self._calendar.read(_first(node, date))
                found.setdefault(url, Line(url, self._latest(node), published))
        return list(found.values())

    def _latest(self, node: LexborNode) -> str | None:
        """Where the newest post of a topic is: a link, or something within one."""
        shown = _first(node, self.engine.latest) if self.engine else None
        return address(_link_of(shown), self._base)


def _first(node: LexborNode | LexborHTMLParser, selectors: str) -> LexborNode | None:
    """What the first of the selectors finds that finds anything: they stand in the order of preference."""
    return next((found for each in selectors.split(", ") if (found := node.css_first(each))), None)


def _before(node: LexborNode, engine: Engine, selectors: str) -> LexborNode | None:
    """What the element before a post holds, where the engine writes a post's head there."""
    head = node.prev if engine.headed else None
    while head is not None and head.tag == "-text":
        head = head.prev
    return _first(head, selectors) if head else None


def _link_of(node: LexborNode | None) -> LexborNode | None:
    """The link that an element is, holds, or stands in."""
    if node is None or node.tag == "a":
        return node
    around = (each for each, _ in zip(above(node), range(_NEAR), strict=False) if each.tag == "a")
    return node.css_first("a[href]") or next(around, None)


def _found(tree: LexborHTMLParser, selector: str) -> list[LexborNode]:
    """What a selector finds, each once, in the order of the page."""
    return list({node.mem_id: node for node in tree.css(selector)}.values())


def _outermost(nodes: list[LexborNode]) -> list[LexborNode]:
    """Posts without those that stand in others: some engines mark a post and its frame alike."""
    known = {node.mem_id for node in nodes}
    return [node for node in nodes if not any(each.mem_id in known for each in above(node))]
