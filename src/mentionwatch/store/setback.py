"""The clock of this machine was set back: times that the database holds of the future would be waited for.

A clock that once ran ahead leaves sources that are not due for years, searches that begin next year, and messages
that rest as long. What people did and when mentions were seen stays as it was noted.
"""

from __future__ import annotations

import sqlite3
from datetime import datetime, timedelta

from mentionwatch.store.times import seconds

TOLERANCE = timedelta(minutes=5)
"""Clocks are always set a little; so long anything may wait."""

WAITING = {
    "sources": ("last_ok", "newest", "failing_since"),
    "marks": ("newest",),
    "terms_asked": ("asked",),
    "cuts": ("asked", "until"),
    "threads": ("next", "looked", "active", "missing"),
    "told": ("since", "at"),
    "alerts": ("at", "due"),
    "outbox": ("made", "next", "claimed"),
}
"""Columns of times by table: what lies ahead of the clock is put to its time."""


def set_back(db: sqlite3.Connection, now: datetime) -> bool:
    """Let nothing wait for a time that a wrong clock told; whether the clock was set back since the last scan.

    The caller holds the transaction.
    """
    (last,) = db.execute("SELECT max(last_asked) FROM sources").fetchone()
    if last is None or last <= seconds(now + TOLERANCE):
        return False
    for column in ("last_asked", "next_ask"):  # every source is due
        db.execute(f"UPDATE sources SET {column} = NULL WHERE {column} > :now", {"now": seconds(now)})  # noqa: S608
    for table, columns in WAITING.items():
        for column in columns:
            db.execute(f"UPDATE {table} SET {column} = :now WHERE {column} > :now", {"now": seconds(now)})  # noqa: S608
    db.execute(
        "DELETE FROM requests WHERE asked > ?", (seconds(now),)
    )  # they would count against every budget
    return True
