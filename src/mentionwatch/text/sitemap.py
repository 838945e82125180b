"""Sitemaps: https://www.sitemaps.org/protocol.html, with the dates of news sitemaps
(https://developers.google.com/search/docs/crawling-indexing/sitemaps/news-sitemap).
"""

from __future__ import annotations

import zlib
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

from mentionwatch.text.dates import parse_date
from mentionwatch.text.encoding import decode
from mentionwatch.text.feed_tree import tree
from mentionwatch.text.urls import absolute

if TYPE_CHECKING:
    from datetime import datetime

    from lxml import etree

_MANY = 50_000  # addresses, as the protocol has it
_LARGEST = 52_428_800  # bytes, as the protocol has it
_GZIP = b"\x1f\x8b"


@dataclass(frozen=True, slots=True)
class Place:
    """An address in a sitemap; ``changed`` is when its page was published or changed."""

    url: str
    changed: datetime | None


@dataclass(frozen=True, slots=True)
class Sitemap:
    """Pages, and further sitemaps, in their order."""

    pages: tuple[Place, ...]
    sitemaps: tuple[Place, ...]


def read(body: bytes, *, url: str) -> Sitemap | None:
    """The sitemap found at ``url``, also where it is compressed; ``None`` for what is none."""
    text = decode(_unpacked(body))
    if not text.lstrip("\ufeff \t\r\n").startswith("<"):
        return None
    root = tree(text)[0]
    name = "" if root is None else _name(root)
    if root is None or name not in ("urlset", "sitemapindex"):
        return None
    places = tuple(place for node in islice(root, _MANY) if (place := _place(node, url)))
    return Sitemap(places, ()) if name == "urlset" else Sitemap((), places)


def _unpacked(body: bytes) -> bytes:
    if not body.startswith(_GZIP):
        return body
    try:
        return zlib.decompressobj(zlib.MAX_WBITS | 16).decompress(body, _LARGEST)
    except zlib.error:
        return b""


def _place(node: etree._Element, url: str) -> Place | None:
    """Images and videos have addresses of their own, deeper down; so has the date of a piece of news."""
    told = {_name(child): (child.text or "").strip() for child in node}
    news = next((child.text for child in node.iter() if _name(child) == "publication_date"), None)
    address = absolute(told.get("loc"), url)
    return Place(address, parse_date(news) or parse_date(told.get("lastmod"))) if address else None


def _name(node: etree._Element) -> str:
    return str(node.tag).rpartition("}")[2].lower()
