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
        title=_text(feed, "title"),
        link=_text(feed, "link"),
        language=_text(feed, "language") or None,
        drafts=[_draft(told) for told in parsed.entries],
    )


def _draft(told: Any) -> Draft:
    contents = told.get("content")
    content = (
        next((one for one in contents if isinstance(one, dict)), {}) if isinstance(contents, list) else {}
    )
    author, source = _table(told, "author_detail"), _table(told, "source")
    return Draft(
        id=_text(told, "id"),
        link=_text(told, "feedburner_origlink") or _text(told, "link"),
        title=_text(told, "title"),
        body=_text(content, "value") or _text(told, "summary"),
        date=_text(told, "published") or _text(told, "updated") or _text(told, "created"),
        author=_text(author, "name") or _text(told, "author"),
        author_url=_text(author, "href"),
        comments=_text(told, "slash_comments"),
        publisher=_text(source, "title"),
        publisher_url=_text(source, "href"),
    )


# feedparser leaves out what is not there, gives None for some of what is there and empty, and, where tags end that
# never began, puts one thing in the place of another.


def _text(told: Any, name: str) -> str:
    value = told.get(name)
    return value if isinstance(value, str) else ""


def _table(told: Any, name: str) -> dict[str, Any]:
    value = told.get(name)
    return value if isinstance(value, dict) else {}
