"""Stories as they are read: figures, leads, and why a mention is in one."""

from __future__ import annotations

import sqlite3


def ungrouped(db: sqlite3.Connection) -> bool:
    """Whether there are mentions without a story."""
    return db.execute("SELECT 1 FROM mentions WHERE story IS NULL LIMIT 1").fetchone() is not None


def forget(db: sqlite3.Connection) -> None:
    """Leave out what only posts needed that are gone."""
    db.execute("DELETE FROM sketches WHERE post NOT IN (SELECT id FROM posts)")
    db.execute("DELETE FROM leads WHERE post NOT IN (SELECT id FROM posts)")
    db.execute("DELETE FROM stories WHERE id NOT IN (SELECT story FROM mentions WHERE story IS NOT NULL)")
