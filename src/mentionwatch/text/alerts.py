"""The mails of Google Alerts, a digest each, to posts.

An alert comes as HTML with microdata of schema.org; beside it Gmail gets the same as JSON (inbox markup).
"""

from __future__ import annotations

import email
import re
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from selectolax.lexbor import LexborHTMLParser

from mentionwatch.model import Post
from mentionwatch.text.clean import to_text
from mentionwatch.text.dates import parse_date
from mentionwatch.text.encoding import decode
from mentionwatch.text.loose_json import loads
from mentionwatch.text.structured import every, lean, things, words
from mentionwatch.text.urls import absolute, site

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime
    from email.message import Message

_SENDER = "googlealerts-noreply@google.com"
_MARKUP = re.compile(
    r"<script[^<>]{0,200}inboxmarkup[^<>]{0,200}>(.*?)(?:</script|\Z)", re.IGNORECASE | re.DOTALL
)
_PARTS, _MANY = 50, 500


def is_digest(mail: bytes) -> bool:
    """Whether a mail says that it is from Google Alerts."""
    message = email.message_from_bytes(mail[:100_000])
    address = str(message.get("From", "")).rpartition("<")[2].strip(" \r\n\t>")
    return address.lower() == _SENDER


def digest(mail: bytes, source: str = "googlealerts") -> list[Post]:
    """The posts that a digest tells of, in its order, each with the publisher's own address.

    They have the date of the mail: that is when Google found them.
    """
    message = email.message_from_bytes(mail)
    found = parse_date(str(message.get("Date", "")))
    posts: dict[str, Post] = {}
    for html in _pages(message):
        for post in _posts(html, source, found):
            posts.setdefault(post.id, post)
    return list(posts.values())[:_MANY]


def _pages(message: Message) -> Iterator[str]:
    for part, _ in zip(message.walk(), range(_PARTS), strict=False):
        if part.get_content_type() == "text/html":
            payload = part.get_payload(decode=True)
            if isinstance(payload, bytes):
                yield decode(payload, str(part.get_param("charset") or ""))


def _posts(html: str, source: str, found: datetime | None) -> Iterator[Post]:
    """From the microdata, else from the inbox markup, else from the links."""
    page = LexborHTMLParser(lean(html))
    articles = [*every(things(page), "Article", "NewsArticle")] or _cards(html) or _links(page)
    for told in articles:
        url = _published_at(told.get("url"))
        title = words(told.get("name")) or words(told.get("title"))
        if url and title:
            text = words(told.get("description"))
            yield Post(
                source=source, id=url, url=url, title=title, text=text, published=found, site=site(url)
            )


def _cards(html: str) -> list[dict[str, Any]]:
    block = _MARKUP.search(html)
    try:
        told = loads(block[1]) if block else {}
    except ValueError:
        return []
    cards = told.get("cards") if isinstance(told, dict) else None
    widgets = [
        card.get("widgets") for card in (cards if isinstance(cards, list) else []) if isinstance(card, dict)
    ]
    return [
        each for several in widgets if isinstance(several, list) for each in several if isinstance(each, dict)
    ]


def _links(page: LexborHTMLParser) -> list[dict[str, Any]]:
    return [
        {"url": node.attributes["href"], "title": to_text(node.html or "")} for node in page.css("a[href]")
    ]


def _published_at(link: Any) -> str | None:
    """Where a link of a digest leads; ``None`` for those to Google itself: settings, sharing, flags."""
    link = link[0] if isinstance(link, list) and link else link
    if not isinstance(link, str) or not _is_redirector(link):
        return None
    url = absolute(link)
    return None if url is None or _is_redirector(url) else url


def _is_redirector(url: str) -> bool:
    try:
        parts = urlsplit(url.strip())
    except ValueError:  # a bracket where no IPv6 address is
        return False
    return parts.path == "/url" and (parts.hostname or "").startswith(("www.google.", "google."))
