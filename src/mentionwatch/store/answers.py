"""What servers and programs answered about passages, so that no passage is paid for twice."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta

from mentionwatch.model import Sentiment
from mentionwatch.store.times import seconds
from mentionwatch.store.where import LABEL, NUMBER

_KEPT = timedelta(days=400)


def answered(db: sqlite3.Connection, keys: Iterable[str]) -> dict[str, Sentiment]:
    """What is known, by key. Deciding words are not kept: they are a stranger's text."""
    rows = db.execute(
        'SELECT key, label, score, certainty, "by" FROM answers'
        " WHERE key IN (SELECT value FROM json_each(?))",
        (json.dumps(list(keys)),),
    )
    return {
        key: Sentiment(label=LABEL[label], score=score, confidence=certainty, by=by)
        for key, label, score, certainty, by in rows
    }


def answer(db: sqlite3.Connection, told: Mapping[str, Sentiment], now: datetime) -> None:
    """Remember answers, and forget those of more than a year ago. The caller holds the transaction."""
    db.executemany(
        "INSERT OR REPLACE INTO answers VALUES (?, ?, ?, ?, ?, ?)",
        [
            (key, seconds(now), NUMBER[one.label], one.score, one.confidence, one.by)
            for key, one in told.items()
        ],
    )
    db.execute("DELETE FROM answers WHERE asked < ?", (seconds(now - _KEPT),))
