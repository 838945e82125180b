"""People's verdicts on the mentions of a topic, and what was learned from them."""

from __future__ import annotations

import json
import sqlite3

from mentionwatch.model import Mention
from mentionwatch.store import read
from mentionwatch.store.batch import Lesson
from mentionwatch.store.identity import fingerprint

MOST = 500
"""Verdicts that are learned from, the newest; more cost time and say no more."""

_JUDGED = "FROM mentions WHERE verdict IS NOT NULL AND topic = (SELECT id FROM names WHERE name = ?) ORDER BY id DESC"


def verdicts(db: sqlite3.Connection, topic: str) -> list[Mention]:
    """The mentions of a topic that a person judged, newest first."""
    rows = db.execute(f"SELECT id {_JUDGED} LIMIT {MOST:d}", (topic,))
    return read.chosen(db, [row for (row,) in rows])


def judged(db: sqlite3.Connection, topic: str) -> str | None:
    """What changes whenever a verdict on a mention of the topic does; None where there is no verdict."""
    rows = db.execute(f"SELECT id, verdict {_JUDGED} LIMIT {MOST:d}", (topic,)).fetchall()
    return f"{fingerprint(*rows):x}" if rows else None


def lessons(db: sqlite3.Connection) -> dict[str, Lesson]:
    """What was learned about each topic."""
    rows = db.execute("SELECT topic, digest, weights FROM lessons")
    return {topic: Lesson(digest=digest, weights=json.loads(weights)) for topic, digest, weights in rows}


def teach(db: sqlite3.Connection, topic: str, lesson: Lesson) -> None:
    """Remember what was learned. The caller holds the transaction."""
    told = json.dumps(dict(lesson.weights), ensure_ascii=False, separators=(",", ":"))
    db.execute(
        "INSERT OR REPLACE INTO lessons(topic, digest, weights) VALUES (?, ?, ?)",
        (topic, lesson.digest, told),
    )
