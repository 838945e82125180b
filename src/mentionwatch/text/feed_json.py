"""JSON Feed 1 and 1.1: https://www.jsonfeed.org/version/1.1/"""

from __future__ import annotations

import html
import json
from typing import Any

from mentionwatch.text.feed_draft import Channel, Draft


def read(text: str) -> Channel | None:
    """The feed, or None where it is no JSON or no feed."""
    try:
        whole = json.loads(text.lstrip("\ufeff"))
    except (ValueError, RecursionError):
        return None
    if not isinstance(whole, dict) or not isinstance(whole.get("items"), list):
        return None
    return Channel(
        title=html.escape(_text(whole, "title")),
        link=_text(whole, "home_page_url"),
        language=_text(whole, "language") or None,
        next=_text(whole, "next_url"),
        drafts=[_draft(each, whole) for each in whole["items"] if isinstance(each, dict)],
    )


def _draft(told: dict[str, Any], feed: dict[str, Any]) -> Draft:
    author = _author(told) or _author(feed)
    return Draft(
        id=_text(told, "id"),
        link=_text(told, "url") or _text(told, "external_url"),
        title=html.escape(_text(told, "title"), quote=False),
        body=_text(told, "content_html")
        or html.escape(_text(told, "content_text") or _text(told, "summary"), quote=False),
        date=_text(told, "date_published") or _text(told, "date_modified"),
        author=_text(author, "name"),
        author_url=_text(author, "url"),
    )


def _author(told: dict[str, Any]) -> dict[str, Any]:
    authors = told.get("authors")
    first = authors[0] if isinstance(authors, list) and authors else told.get("author")
    return first if isinstance(first, dict) else {}


def _text(told: dict[str, Any], key: str) -> str:
    """A string, or a number written out; anything else is not told."""
    value = told.get(key)
    if isinstance(value, str):
        return value.strip()
    return str(value) if isinstance(value, int | float) and not isinstance(value, bool) else ""
