"""Feeds too broken for an XML parser, read by feedparser: slow, and it gets through nearly everything."""

from __future__ import annotations

from typing import Any

from mentionwatch.text.feed_draft import Channel, Draft

_LONGEST = 4_000_000  # bytes; it reads about one megabyte a second


def read(body: bytes) -> Channel | None:
    """The feed in a UTF-8 body, or None where there are no posts in it."""
    from feedparser.api import parse

    if len(body) > _LONGEST:
        return None
    try:
        parsed = parse(  # type: ignore[no-untyped-call]
            body, response_headers={"content-type": "application/xml; charset=utf-8"},
            sanitize_html=False, resolve_relative_uris=False,
        )  # fmt: skip
    except Exception:  # noqa: BLE001 - it raises anything where tags end that never began; that is no feed
        return None
    if not parsed.entries:
        return None
    feed = parsed.feed
    return Channel(
        title=feed.get("title") or "",
        link=feed.get("link") or "",
        language=feed.get("language"),
        drafts=[_draft(told) for told in parsed.entries],
    )


def _draft(told: Any) -> Draft:
    # feedparser leaves out what is not there, and gives None for some of what is there and empty.
    content = told.get("content") or [{}]
    author = told.get("author_detail") or {}
    source = told.get("source") or {}
    return Draft(
        id=told.get("id") or "",
        link=told.get("feedburner_origlink") or told.get("link") or "",
        title=told.get("title") or "",
        body=content[0].get("value") or told.get("summary") or "",
        date=told.get("published") or told.get("updated") or told.get("created") or "",
        author=author.get("name") or told.get("author") or "",
        author_url=author.get("href") or "",
        comments=str(told.get("slash_comments") or ""),
        publisher=source.get("title") or "",
        publisher_url=source.get("href") or "",
    )
