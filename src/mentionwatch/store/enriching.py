"""What was found out about mentions, filled in."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence
from typing import Any

from mentionwatch.model import PERSON
from mentionwatch.store.batch import Enriched
from mentionwatch.store.lines import rounded
from mentionwatch.store.rows import numbered
from mentionwatch.store.where import NUMBER

_FILL = """
UPDATE mentions SET label = :label, score = :score, certainty = :certainty, "by" = :by, words = :words
WHERE id = :id AND :label IS NOT NULL AND (label IS NULL OR (:replace AND "by" <> :person))"""
_READ = """
UPDATE mentions SET unread = 0, urgent = coalesce(:urgent, urgent), foul = coalesce(:foul, foul),
    intent = CASE WHEN :replace AND NOT intent_told THEN coalesce(:intent, intent) ELSE coalesce(intent, :intent) END
WHERE id = :id"""
_SPEAK = """
UPDATE posts SET language = :language
WHERE id = (SELECT post FROM mentions WHERE id = :id) AND (language IS NULL OR :replace)"""
_SPEAK_TOO = """
UPDATE mentions SET language = (SELECT language FROM posts WHERE id = mentions.post)
WHERE post = (SELECT post FROM mentions WHERE id = :id)"""


def enrich(db: sqlite3.Connection, rows: Sequence[Enriched], *, replace: bool) -> None:
    """Fill in what mentions lack, or what is told now where ``replace``. The caller holds the transaction."""
    numbers = numbered(db, {PERSON, *(name for row in rows for name in _names(row))})
    values = [_values(row, numbers, replace=replace) for row in rows]
    db.executemany(_FILL, values)
    db.executemany(_READ, values)
    speaking = [value for value in values if value["language"] is not None]
    db.executemany(_SPEAK, speaking)
    db.executemany(_SPEAK_TOO, speaking)


def _names(row: Enriched) -> list[str]:
    told = (row.sentiment.by if row.sentiment else None, row.intent, row.language)
    return [name for name in told if name is not None]


def _values(row: Enriched, numbers: dict[str, int], *, replace: bool) -> dict[str, Any]:
    feeling = row.sentiment
    return {
        "id": row.id,
        "replace": replace,
        "person": numbers[PERSON],
        "label": NUMBER[feeling.label] if feeling else None,
        "score": rounded(feeling.score) if feeling else None,
        "certainty": rounded(feeling.confidence) if feeling else None,
        "by": numbers[feeling.by] if feeling else None,
        "words": _deciding(feeling.words) if feeling and feeling.words else None,
        "intent": numbers[row.intent] if row.intent else None,
        "urgent": None if row.urgent is None else _compact(row.urgent),
        "foul": row.inappropriate,
        "language": numbers[row.language] if row.language else None,
    }


def _deciding(words: Sequence[tuple[str, float]]) -> str:
    return _compact([[word, rounded(weight)] for word, weight in words])


def _compact(told: Sequence[Any]) -> str:
    return json.dumps(told, ensure_ascii=False, separators=(",", ":"))
