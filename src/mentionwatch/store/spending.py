"""How many requests each source took when, and when each of its terms was last asked: what budgets are kept by."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from mentionwatch.store.batch import Batch
from mentionwatch.store.times import ceiling, moment, seconds, seconds_or_none

if TYPE_CHECKING:
    from sqlite_utils import Database

_KEPT = timedelta(days=62)
"""The longest budget is a month."""


def spending(db: Database) -> None:
    """Requests are counted, for sources that have a budget."""
    db.conn.execute(
        "CREATE TABLE requests (key TEXT NOT NULL, asked INTEGER NOT NULL, requests INTEGER NOT NULL,"
        " PRIMARY KEY (key, asked)) WITHOUT ROWID"
    )
    db.conn.execute(
        "CREATE TABLE terms_asked (key TEXT NOT NULL, term TEXT NOT NULL, asked INTEGER NOT NULL,"
        " PRIMARY KEY (key, term)) WITHOUT ROWID"
    )


def caps(db: Database) -> None:
    """Requests that were the last of a budget tell until when."""
    db.conn.execute("ALTER TABLE requests ADD COLUMN refilled INTEGER")


def note(db: sqlite3.Connection, batches: Sequence[Batch]) -> None:
    """Remember what sources cost; the same batch again changes nothing. The caller holds the transaction."""
    db.executemany(
        "INSERT OR REPLACE INTO requests (key, asked, requests, refilled) VALUES (?, ?, ?, ?)",
        [
            (batch.key, seconds(batch.asked), batch.requests, seconds_or_none(batch.refilled))
            for batch in batches
            if batch.requests or batch.refilled
        ],
    )
    db.executemany(
        "DELETE FROM requests WHERE key = ? AND asked < ?",
        [(batch.key, seconds(batch.asked - _KEPT)) for batch in batches],
    )
    db.executemany(
        "INSERT OR REPLACE INTO terms_asked VALUES (?, ?, ?)",
        [(batch.key, term, seconds(batch.asked)) for batch in batches for term in batch.terms],
    )


def spend(db: sqlite3.Connection, key: str, asked: datetime, requests: int) -> None:
    """Count requests that no batch tells of. The caller holds the transaction."""
    if requests:
        (last,) = db.execute("SELECT coalesce(max(asked), 0) FROM requests WHERE key = ?", (key,)).fetchone()
        # A second of its own: a batch of the same second is kept under it, once.
        db.execute(
            "INSERT INTO requests (key, asked, requests) VALUES (?, ?, ?)",
            (key, max(seconds(asked), last + 1), requests),
        )


def spent(db: sqlite3.Connection, key: str, since: datetime) -> int:
    """How many requests a source took since then."""
    (count,) = db.execute(
        "SELECT coalesce(sum(requests), 0) FROM requests WHERE key = ? AND asked >= ?", (key, seconds(since))
    ).fetchone()
    return int(count)


def capped(db: sqlite3.Connection, start: datetime, end: datetime) -> dict[str, tuple[datetime, datetime]]:
    """The sources whose budget was spent at any time between: since when, and when there are, or were, more again."""
    rows = db.execute(
        "SELECT key, min(asked), max(refilled) FROM requests WHERE asked < ? AND refilled > ? GROUP BY key",
        (ceiling(end), seconds(start)),
    )
    return {key: (moment(asked), moment(refilled)) for key, asked, refilled in rows}


def terms_asked(db: sqlite3.Connection, key: str) -> dict[str, datetime]:
    """When each term of a source was last asked to its end."""
    return {
        term: moment(asked)
        for term, asked in db.execute("SELECT term, asked FROM terms_asked WHERE key = ?", (key,))
    }
