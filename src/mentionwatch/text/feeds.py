"""Feeds, bytes to posts: RSS 0.9x to 2.0, RSS 1.0 (RDF), Atom 0.3 and 1.0, JSON Feed, and what comes near."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from mentionwatch.errors import LayoutChanged
from mentionwatch.text import feed_json, feed_xml
from mentionwatch.text.encoding import decode
from mentionwatch.text.feed_posts import posts

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from mentionwatch.model import Post
    from mentionwatch.text.feed_draft import Channel

# A comment is read in one way only: with ``.*?`` each could be a part of the one before, in 2**n ways.
_HTML = re.compile(
    r"\s*(?:<\?xml[^>]*>\s*)?(?:<!--[^-]*(?:-(?!->)[^-]*)*-->\s*)*<(?:!doctype\s+html|html|head|body)\b",
    re.IGNORECASE,
)
_BRIDGE_ERROR = re.compile(r"Bridge returned error \d{1,4}!?(?: \(\d+\))?")  # RSS-Bridge, with status 200
_HEAD = 5000


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed:
    """What a feed says: its own title, page and language, and the posts in the order of the feed.

    ``next`` is where older posts are (RFC 5005 §3, JSON Feed ``next_url``). ``seen`` tells a later reading which
    entries there were; what an earlier one told of so is not in ``posts``, and ``is_whole`` is False. ``oldest`` is
    the date of the oldest entry.
    """

    title: str | None = None
    url: str | None = None
    language: str | None = None
    next: str | None = None
    posts: Sequence[Post] = field(default=())
    seen: bytes = b""
    oldest: datetime | None = None
    is_whole: bool = True


def read(
    body: bytes, *, url: str, charset: str | None = None, source: str = "rss", seen: bytes = b""
) -> Feed:
    """The posts of a feed that was found at ``url`` (http or https; relative links are resolved with it).

    ``charset`` is what the Content-Type header says, ``source`` the name that the posts get. Entries that an earlier
    reading told of as ``seen``, and that say the same still, are left out. Raises
    LayoutChanged for what is no feed, with a message that tells an empty answer and a page from others, and
    for a feed that says only that it failed.
    """
    text = decode(body, charset)
    channel = feed_json.read(text) if _is_json(text) else feed_xml.read(text)
    if channel is None:
        raise LayoutChanged(_complaint(text), url=url, begins=_beginning(text))
    feed = _feed(channel, url, source, seen)
    if feed.posts and all(_BRIDGE_ERROR.fullmatch(post.title or "") for post in feed.posts):
        raise LayoutChanged("feeds-bridge", url=url, said=feed.posts[0].text.partition("\n")[0][:200])
    return feed


def is_html(body: bytes) -> bool:
    """Whether it is a page for people rather than a feed."""
    return bool(_HTML.match(body[:_HEAD].decode("utf-8", errors="replace").lstrip("\ufeff")))


def _is_json(text: str) -> bool:
    return text[:1000].lstrip("\ufeff \t\r\n").startswith("{")


def _complaint(text: str) -> str:
    if not text.strip():
        return "feeds-empty"
    return "feeds-page" if _HTML.match(text[:_HEAD]) else "feeds-unreadable"


def _beginning(text: str) -> str:
    return " ".join("".join(c if c.isprintable() else " " for c in text[:200]).split())[:60]


def _feed(channel: Channel, url: str, source: str, seen: bytes) -> Feed:
    from mentionwatch.text.clean import to_text
    from mentionwatch.text.urls import absolute

    reading = posts(channel, url, source, seen)
    return Feed(
        title=to_text(channel.title) or None,
        url=absolute(channel.link, url),
        language=channel.language,
        next=absolute(channel.next, url),
        posts=reading.posts,
        seen=reading.seen,
        oldest=reading.oldest,
        is_whole=len(reading.posts) == len(channel.drafts),
    )
