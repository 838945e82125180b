"""Bluesky's records to posts: https://docs.bsky.app/docs/advanced-guides/posts."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from mentionwatch.errors import LayoutChanged
from mentionwatch.model import Author, Engagement, Post
from mentionwatch.sources._told import count, id_of, inner, language, listed, need, said, table
from mentionwatch.text.clean import tidy
from mentionwatch.text.dates import parse_date

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import datetime

_WEB = "https://bsky.app/profile/"
_PLACE = re.compile(r"at://([\w.:%-]{1,300})/app\.bsky\.feed\.post/([\w.~:-]{1,512})", re.ASCII)


def post(told: dict[str, Any], url: str) -> Post:
    """A post as searches and threads tell it; ``url`` is the address that told it."""
    uri, record = id_of(told, "uri", url=url), inner(told, "record", url=url)
    need(record, "text", url=url)
    page = _page(uri)
    if page is None:
        raise LayoutChanged("social-missing", key="uri", host=urlsplit(url).netloc)
    text, reply = _text(told, record), table(record, "reply")
    return Post(
        source="bluesky",
        id=uri,
        url=page,
        text=text,
        author=_author(table(told, "author")),
        published=_published(told, record),
        kind="comment" if reply else "post",
        site="bsky.app",
        language=language(_code(record), text),
        thread=_page(said(table(reply, "root"), "uri")) if reply else page,
        parent=_page(said(table(reply, "parent"), "uri")),
        engagement=Engagement(
            likes=count(told, "likeCount"),
            comments=count(told, "replyCount"),
            shares=_shares(told),
        ),
    )


def followed(post: Post, followers: Mapping[str, int | None]) -> Post:
    """The post with the number of those who follow its author, by the author's DID."""
    if post.author is None:
        return post
    return replace(post, author=replace(post.author, followers=followers.get(post.author.id or "")))


def replies(thread: dict[str, Any], url: str) -> Iterator[Post]:
    """Everything below a post, without recursion: threads run deep."""
    waiting = listed(thread, "replies")[::-1]
    while waiting:
        below = waiting.pop()
        waiting += listed(below, "replies")[::-1]
        if below.get("post"):  # blocked and deleted ones have none
            yield post(below["post"], url)


def _page(uri: str) -> str | None:
    """The page of ``at://DID/app.bsky.feed.post/KEY``. It names the DID, as replies do: handles change."""
    found = _PLACE.fullmatch(uri)
    return f"{_WEB}{found[1]}/post/{found[2]}" if found else None


def _text(told: dict[str, Any], record: dict[str, Any]) -> str:
    """The text, and what it links to: texts show addresses cut short."""
    text = said(record, "text")
    card = table(table(told, "embed"), "external")
    links = [
        link
        for facet in listed(record, "facets")
        for feature in listed(facet, "features")
        if (link := said(feature, "uri")) and link not in text
    ]
    more = dict.fromkeys([*links, said(card, "uri"), said(card, "title")])
    return "\n".join(part for each in (text, *more) if (part := tidy(each)))


def _author(told: dict[str, Any]) -> Author | None:
    did, handle = said(told, "did"), said(told, "handle")
    if not did:
        return None
    return Author(
        name=tidy(said(told, "displayName")) or None,
        handle=handle or None,
        id=did,
        url=_WEB + did,
        followers=count(told, "followersCount"),
    )


def _published(told: dict[str, Any], record: dict[str, Any]) -> datetime | None:
    """Programs write any time they like into a record; the network's own is the latest that it can be."""
    times = (parse_date(said(record, "createdAt")), parse_date(said(told, "indexedAt")))
    return min((time for time in times if time), default=None)


def _code(record: dict[str, Any]) -> str:
    """The one language that a post declares; of several none is that of the text."""
    languages = record.get("langs")
    return str(languages[0]) if isinstance(languages, list) and len(languages) == 1 else ""


def _shares(told: dict[str, Any]) -> int | None:
    counts = [number for name in ("repostCount", "quoteCount") if (number := count(told, name)) is not None]
    return sum(counts) if counts else None
