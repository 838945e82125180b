"""A mention as a line of JSON: the public contract. ``read.py`` makes the same line in SQL."""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import UTC, datetime
from typing import Any

from mentionwatch.messages import retell
from mentionwatch.model import Mention, Post, Sentiment, SourceState

_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


def line(mention: Mention) -> str:
    """One object on one line, without the line break; keys in the order of the contract."""
    return _encode(_fields(mention))


def state_line(state: SourceState) -> str:
    """How a source fares, as one object on one line, without the line break."""
    told = {**asdict(state), "error": retell("en", state.cause, state.error) if state.error else None}
    del told["cause"]
    return _encode(_stamped(told))


def _stamped(told: dict[str, Any]) -> dict[str, Any]:
    return {
        name: stamp(value)
        if isinstance(value, datetime)
        else _stamped(value)
        if isinstance(value, dict)
        else value
        for name, value in told.items()
    }


def unstamp(text: str) -> datetime:
    """The time that ``stamp`` wrote."""
    return datetime.fromisoformat(text)


def stamp(time: datetime | None) -> str | None:
    """``2026-11-20T10:00:00Z``: UTC, whole seconds; None for None."""
    if time is None:
        return None
    return time.astimezone(UTC).replace(microsecond=0, tzinfo=None).isoformat() + "Z"


def _fields(mention: Mention) -> dict[str, Any]:
    post = mention.post
    return {
        "id": mention.id,
        "topic": mention.topic,
        "kind": post.kind,
        "source": post.source,
        "site": post.site,
        "url": post.url,
        "title": post.title,
        "text": post.text,
        "matches": [asdict(span) for span in mention.spans],
        "confidence": rounded(mention.confidence),
        "author": asdict(post.author) if post.author else None,
        "published": stamp(post.published),
        "first_seen": stamp(mention.first_seen),
        "language": post.language,
        "sentiment": _sentiment(mention.sentiment),
        "intent": mention.intent,
        "urgent": mention.urgent,
        "inappropriate": mention.inappropriate,
        "engagement": asdict(post.engagement),
        **_work(mention, post),
    }


def _work(mention: Mention, post: Post) -> dict[str, Any]:
    return {
        "story": mention.story,
        "thread": post.thread,
        "parent": post.parent,
        "status": mention.status,
        "assignee": mention.assignee,
        "answered": stamp(mention.answered),
        "snoozed": stamp(mention.snoozed),
    }


def _sentiment(sentiment: Sentiment | None) -> dict[str, Any] | None:
    if sentiment is None:
        return None
    return {
        "label": sentiment.label,
        "score": rounded(sentiment.score),
        "by": sentiment.by,
        "confidence": rounded(sentiment.confidence),
    }


def rounded(number: float) -> float:
    """Four decimals, as kept, so that Python and SQLite write the same digits. Never minus zero."""
    return round(float(number), 4) + 0.0
