"""A topic that is called otherwise from now on: its mentions, and what was done with them, go with it."""

from __future__ import annotations

import sqlite3

from mentionwatch.store.rows import numbered
from mentionwatch.store.transaction import transaction
from mentionwatch.store.triage import take_over


def rename_topic(db: sqlite3.Connection, old: str, new: str) -> int:
    """Give the mentions of one topic to another; how many there were.

    A post that a scan has found for both meanwhile stays one mention, with what was done with either. What verdicts
    taught is learned again under the new name.
    """
    with transaction(db):
        numbers = numbered(db, [old, new])
        both = {"old": numbers[old], "new": numbers[new]}
        (count,) = db.execute("SELECT count(*) FROM mentions WHERE topic = :old", both).fetchone()
        for giving, taking in db.execute(_TWICE, both).fetchall():
            take_over(db, giving, taking)
            db.execute("DELETE FROM mentions WHERE id = ?", (giving,))
        db.execute("UPDATE mentions SET topic = :new WHERE topic = :old", both)
        for table in ("lessons", "calibrations"):
            db.execute(f"DELETE FROM {table} WHERE topic IN (?, ?)", (old, new))  # noqa: S608 - names of ours
    return int(count)


_TWICE = """
SELECT o.id, n.id FROM mentions o JOIN mentions n ON n.post = o.post
WHERE o.topic = :old AND n.topic = :new"""
