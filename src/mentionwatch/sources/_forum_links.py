"""The links of forum pages: to posts, and to the pages before and after."""

from __future__ import annotations

import re
from functools import cached_property
from typing import TYPE_CHECKING
from urllib.parse import urlsplit, urlunsplit

from mentionwatch.text.urls import absolute

if TYPE_CHECKING:
    from collections.abc import Iterator

    from selectolax.lexbor import LexborHTMLParser, LexborNode

_SESSION = re.compile(r"(?<=[?&;])(?:sid|s|phpsessid)=[0-9a-zA-Z_,-]{8,64}(?:[&;]|(?=#)|$)", re.IGNORECASE)
_POST = re.compile(
    r"#(?:post|p|msg|pid|entry|reply|comment|findComment|Comment_|c)?[-_]?(\d{1,15})$"
    r"|[?&;/](?:p|pid|post)[=/-](\d{1,15})"
)
_PAGERS = (
    ".pagination, .pageNav, .PageNav, .pagenav, .pagelinks, .ipsPagination, .Pager, .bbp-pagination-links, .pages,"
    " .paginator, .paging, .navPages, .pagelink, [id^=pagination], .page-nav, .topic-paging"
)
_HERE = (
    "strong, b, .active, .current, .selected, .Highlight, [class*=current], [aria-current],"
    " .paginator__button > span"
)
_LAST = (
    "a[rel=last], .ipsPagination_last a, a[title^='Last Page'], a[title='Last page'], a[title^='Последняя'],"
    " a[title^='Letzte']"
)
_NEXT = "link[rel=next], a[rel=next], .pageNav-jump--next, .pagination .next a, a[title='Next page']"
_PREVIOUS = (
    "link[rel=prev], a[rel=prev], .pageNav-jump--prev, .pagination .previous a, a[title='Previous page']"
)
_NUMBER = re.compile(r"\d{1,6}")
_NUMBER_OF = re.compile(r"(\d{1,6})\s*(?:of|из|von|/)\s*\d{1,6}\b")
_PAGE = re.compile(r"[?&;]page=(\d{1,6})\b")


class Pager:
    """Which of the pages of a thread or a list a page is, and where the others are.

    ``lines`` is the selector of lines in a list: their own page numbers do not count.
    """

    def __init__(self, tree: LexborHTMLParser, url: str, lines: str) -> None:
        self._tree, self._url = tree, url
        rows = {node.mem_id for node in tree.css(lines)}
        self._bars = [
            node for node in tree.css(_PAGERS) if not any(each.mem_id in rows for each in above(node))
        ]

    @cached_property
    def number(self) -> int:
        """The number of this page, counted from 1; 0 where it does not tell and is not the first."""
        unlabelled = 0 if self._linked(_PREVIOUS) else 1
        labels = (node.text().strip(" []\n\t\xa0") for bar in self._bars for node in bar.css(_HERE))
        said = (found[1] for bar in self._bars if (found := _NUMBER_OF.search(bar.text(separator=" "))))
        return next((int(label) for label in (*filter(_NUMBER.fullmatch, labels), *said)), unlabelled)

    @cached_property
    def pages(self) -> dict[int, str]:
        """The pages that it links to, by their numbers: those that the links show, else those in their addresses."""
        shown: dict[int, str] = {}
        others: dict[int, str] = {}
        for bar in self._bars:
            for link in bar.css("a[href]"):
                label, url = link.text().strip(), address(link, self._url)
                if url and _NUMBER.fullmatch(label):
                    shown.setdefault(int(label), url)
                elif url and (found := _PAGE.search(url)):
                    others.setdefault(int(found[1]), url)
        return shown or others

    @property
    def last(self) -> str | None:
        """The last page, where this is not it."""
        for link in self._tree.css(_LAST):
            url = address(link, self._url)
            if url and plain(url) not in (plain(self._url), *self.pages.values()):
                return url
        highest = max(self.pages, default=0)
        return self.pages[highest] if highest > self.number else None

    @property
    def next(self) -> str | None:
        """The page after this one."""
        return self._linked(_NEXT) or self.pages.get(self.number + 1)

    @property
    def previous(self) -> str | None:
        """The page before this one."""
        return self._linked(_PREVIOUS) or self.pages.get(self.number - 1)

    def _linked(self, selector: str) -> str | None:
        link = self._tree.css_first(selector)
        return address(link, self._url) if link else None


def address(link: LexborNode | None, base: str) -> str | None:
    """Where an element leads, without the visitor's session."""
    attributes = link.attributes if link else {}
    href = attributes.get("href") or attributes.get("value") or attributes.get("content") or ""
    return absolute(_SESSION.sub("", href).rstrip("?&;"), base)


def post_number(url: str) -> str:
    """The number of the post that an address leads to; empty where it leads to a thread."""
    found = _POST.search(url)
    return next((group for group in found.groups() if group), "") if found else ""


def plain(url: str) -> str:
    """The address without the place in the page."""
    return urlunsplit(urlsplit(url)._replace(fragment=""))


def above(node: LexborNode) -> Iterator[LexborNode]:
    """The elements that hold an element, the nearest first."""
    around = node.parent
    while around is not None:
        yield around
        around = around.parent
