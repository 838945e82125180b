"""People's sentiments and intents beside the classifier's, and what was learned from them."""

from __future__ import annotations

import json
import sqlite3

from mentionwatch.model import PERSON, Mention
from mentionwatch.store import read
from mentionwatch.store.batch import Calibration

MOST = 500
"""Corrections of a topic that count, the newest; more cost time and say no more."""

_TOLD = """
FROM (SELECT DISTINCT mention FROM events WHERE kind = ?) e JOIN mentions m ON m.id = e.mention
    JOIN names t ON t.id = m.topic
"""
_FELT = f"{_TOLD} WHERE m.\"by\" = (SELECT id FROM names WHERE name = '{PERSON}')"  # noqa: S608 - parts of ours
_MEANT = f"{_TOLD} WHERE m.intent_told"


def corrected(db: sqlite3.Connection) -> dict[str, list[tuple[int, int]]]:
    """Number and label of every mention whose sentiment a person told, newest first, by topic; at most MOST each."""
    found: dict[str, list[tuple[int, int]]] = {}
    rows = db.execute(f"SELECT t.name, m.id, m.label {_FELT} ORDER BY m.id DESC", ("sentiment",))
    for topic, number, label in rows:
        told = found.setdefault(topic, [])
        if len(told) < MOST:
            told.append((number, label))
    return found


def meant(db: sqlite3.Connection) -> list[Mention]:
    """The mentions whose intent a person told, newest first."""
    rows = db.execute(f"SELECT m.id {_MEANT} ORDER BY m.id DESC LIMIT {MOST:d}", ("intent",))
    return read.chosen(db, [row for (row,) in rows])


def calibrations(db: sqlite3.Connection) -> dict[str, Calibration]:
    """What was learned about each topic."""
    rows = db.execute("SELECT topic, digest, curve FROM calibrations")
    return {
        topic: Calibration(digest=digest, curve=tuple(json.loads(told)) if told else None)
        for topic, digest, told in rows
    }


def calibrate(db: sqlite3.Connection, topic: str, learned: Calibration) -> None:
    """Remember what was learned. The caller holds the transaction."""
    told = json.dumps(learned.curve) if learned.curve else None
    db.execute("INSERT OR REPLACE INTO calibrations VALUES (?, ?, ?)", (topic, learned.digest, told))
