"""From what a feed wrote to posts: identity, kind, publisher, and plain texts."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from hashlib import blake2b
from typing import TYPE_CHECKING

from mentionwatch.model import Author, Engagement, Post, PostKind
from mentionwatch.text.clean import to_text
from mentionwatch.text.dates import parse_date
from mentionwatch.text.encoding import unmangled
from mentionwatch.text.feed_seen import MOST, digests, unread
from mentionwatch.text.query_codes import language_code
from mentionwatch.text.urls import absolute, site

if TYPE_CHECKING:
    from datetime import datetime

    from mentionwatch.text.feed_draft import Channel, Draft

_GLOBAL = re.compile(r"(?:https?://[^/\s]|tag:|urn:)\S+", re.IGNORECASE)
_COMMENTS_TITLE = re.compile(
    r"(?:comments (?:on|for)|комментарии (?:к|для|на)|коментарі до|kommentare (?:zu|für)"
    r"|commentaires (?:sur|pour)|comentarios (?:en|de)|comentários (?:em|sobre|a))\b",
    re.IGNORECASE,
)
_COMMENTS_ADDRESS = re.compile(r"/comments(?:/|\.|\Z)(?:feed|rss|atom|default|xml)?", re.IGNORECASE)
_MAIL_NAME = re.compile(
    r"(?:mailto:)?([^\s@<>()]+)@[^\s@<>()]+\s*(?:\(([^()]+)\))?|(.+?)\s*[<(][^\s@<>()]+@[^\s@<>()]+[>)]"
)
# Where the host of a link is not the host that published.
_AGGREGATORS = {
    "news.google.com",
    "feedproxy.google.com",
    "feeds.feedburner.com",
    "news.yandex.ru",
    "dzen.ru",
    "bing.com",
}
_UNTOLD = Engagement()
_CYRILLIC = re.compile("[Ѐ-ӿ]")
_LATIN = re.compile("[A-Za-z]")
_CYRILLIC_ONLY = {"ru", "uk", "be", "bg", "mk"}
_CYRILLIC_LANGUAGES = {*_CYRILLIC_ONLY, "sr", "kk", "ky", "mn", "tg", "tt", "ba", "uz", "az", "bs"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """The posts of a feed in its order, without those of entries that were ``seen`` before; these now are all.

    ``oldest`` is the date of the oldest entry, seen or not, of those that have one.
    """

    posts: tuple[Post, ...]
    seen: bytes
    oldest: datetime | None


def posts(channel: Channel, url: str, source: str, seen: bytes = b"") -> Reading:
    """What is new in a feed at ``url``."""
    home = absolute(channel.link, url) or url
    url = url if _GLOBAL.match(url) else home  # a feed in a file is known by its page
    links = [
        absolute(draft.link, (draft.base and absolute(draft.base, url)) or home) for draft in channel.drafts
    ]
    shared = _shared_ids(channel.drafts, links)
    commented = _is_comments(channel, url)
    marks = digests(channel, links, shared, url, source)
    new = unread(channel, links, marks, seen) if seen else [True] * len(links)
    made = tuple(
        _post(draft, link, channel, url, source, shared, commented)
        for draft, link, is_new in zip(channel.drafts, links, new, strict=True)
        if is_new
    )
    dates = [post.published for post in made]
    if channel.next:  # else nobody asks
        dates += [
            parse_date(draft.date) for draft, is_new in zip(channel.drafts, new, strict=True) if not is_new
        ]
    return Reading(
        posts=made, seen=b"".join(marks[:MOST]), oldest=min((date for date in dates if date), default=None)
    )


def _post(
    draft: Draft,
    link: str | None,
    channel: Channel,
    feed: str,
    source: str,
    shared: set[str],
    commented: bool,
) -> Post:
    publisher = to_text(draft.publisher)
    title = _headline(to_text(unmangled(draft.title)), publisher)
    text = "" if _is_list_of_links(draft, link) else to_text(unmangled(draft.body))
    comment = commented or bool(draft.reply_to)
    return Post(
        source=source,
        id=_identity(draft, link, feed, shared),
        url=link,
        title=title or None,
        text=text if text != title else "",
        author=_author(draft),
        published=parse_date(draft.date),
        kind=_kind(draft, comment),
        site=_site(draft, link, feed),
        language=_language(channel.language, title + text),
        thread=_thread(link, channel, feed) if comment else None,
        parent=absolute(draft.reply_to) if comment else None,
        engagement=_engagement(draft),
    )


def _thread(link: str | None, channel: Channel, feed: str) -> str | None:
    """The page that a comment stands on: its address names a place there, else it is the feed's own page."""
    page, place, _ = (link or "").partition("#")
    return page if place else absolute(channel.link, feed)


def _shared_ids(drafts: list[Draft], links: list[str | None]) -> set[str]:
    """Identifiers that a feed gives to posts of different addresses: they identify nothing."""
    addresses: dict[str, set[str | None]] = defaultdict(set)
    for draft, link in zip(drafts, links, strict=True):
        addresses[draft.id].add(link)
    return {name for name, those in addresses.items() if len(those) > 1}


def _identity(draft: Draft, link: str | None, feed: str, shared: set[str]) -> str:
    """The feed's own identifier, else the address, else what it says."""
    if draft.id and draft.id not in shared:
        return draft.id if _GLOBAL.fullmatch(draft.id) else f"{feed} {draft.id}"
    if link:
        return link
    said = f"{draft.title}\n{draft.body}".encode(errors="replace")
    return f"{feed} {blake2b(said, digest_size=16).hexdigest()}"


def _headline(title: str, publisher: str) -> str:
    """Google News writes ``headline - Publisher``."""
    return title.removesuffix(f" - {publisher}") if publisher else title


def _is_list_of_links(draft: Draft, link: str | None) -> bool:
    """The description of Google News is other publishers' headlines."""
    return bool(draft.publisher and link and site(link) == "news.google.com")


def _site(draft: Draft, link: str | None, feed: str) -> str | None:
    """Who published: the host of the link, unless that is the aggregate's own and it names another."""
    own = site(link)
    publisher = site(draft.publisher_url)
    if (
        publisher
        and (own is None or own in _AGGREGATORS or own == site(feed))
        and publisher not in _AGGREGATORS
    ):
        return publisher
    return own or site(feed)


def _kind(draft: Draft, comment: bool) -> PostKind:
    if comment:
        return "comment"
    return "video" if draft.video else "article"


def _is_comments(channel: Channel, url: str) -> bool:
    return bool(_COMMENTS_TITLE.match(to_text(channel.title)) or _COMMENTS_ADDRESS.search(url))


def _author(draft: Draft) -> Author | None:
    """``mail (Name)`` is Name; of a bare mail address only what stands before the at sign is shown."""
    if not draft.author and not draft.author_url:
        return None
    name = to_text(unmangled(draft.author)).replace("\N{FULLWIDTH COMMERCIAL AT}", "@")
    if found := _MAIL_NAME.fullmatch(name) if "@" in name else None:
        name = (found[2] or found[3] or found[1]).strip(" \"'")
    url = absolute(draft.author_url)
    return Author(name=name or None, url=url) if name or url else None


def _engagement(draft: Draft) -> Engagement:
    if not (draft.likes or draft.comments or draft.views):
        return _UNTOLD
    return Engagement(likes=_count(draft.likes), comments=_count(draft.comments), views=_count(draft.views))


def _count(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 16 else None


def _language(declared: str | None, text: str) -> str | None:
    """What the feed declares, unless its letters say otherwise: many never changed the default."""
    code = language_code(declared or "")
    if code is None:
        return None
    sample = text[:400]
    if sample.isascii():
        return None if code in _CYRILLIC_ONLY and sample else code
    cyrillic, latin = len(_CYRILLIC.findall(sample)), len(_LATIN.findall(sample))
    if cyrillic > latin and code not in _CYRILLIC_LANGUAGES:
        return None
    return code if latin <= cyrillic or code not in _CYRILLIC_ONLY else None
