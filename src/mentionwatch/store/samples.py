"""The answers at which sources failed: the latest of each, for as long as somebody may ask."""

from __future__ import annotations

import sqlite3
import zlib
from datetime import timedelta
from typing import TYPE_CHECKING

from mentionwatch.model import Sample
from mentionwatch.store.times import moment, seconds

if TYPE_CHECKING:
    from sqlite_utils import Database

    from mentionwatch.store.batch import Batch

_KEPT = timedelta(days=30)


def samples(db: Database) -> None:
    """The migration: one answer a source."""
    db.conn.execute(
        "CREATE TABLE samples (key TEXT PRIMARY KEY, at INTEGER NOT NULL, url TEXT NOT NULL, status INTEGER NOT NULL,"
        " head TEXT NOT NULL, body BLOB NOT NULL) WITHOUT ROWID"
    )


def note(db: sqlite3.Connection, batch: Batch) -> None:
    """Keep the answer at which a source failed; those of long ago go. The caller holds the transaction."""
    if batch.sample is None:
        return
    told = batch.sample
    body = zlib.compress(told.body.encode(errors="replace"))
    db.execute(
        "INSERT OR REPLACE INTO samples(key, at, url, status, head, body) VALUES (?, ?, ?, ?, ?, ?)",
        (batch.key, seconds(told.at), told.url, told.status, told.head, body),
    )
    db.execute("DELETE FROM samples WHERE at < ?", (seconds(told.at - _KEPT),))


def sample(db: sqlite3.Connection, key: str) -> Sample | None:
    """The answer at which a source failed last; None where there is none."""
    row = db.execute("SELECT at, url, status, head, body FROM samples WHERE key = ?", (key,)).fetchone()
    if row is None:
        return None
    at, url, status, head, body = row
    return Sample(at=moment(at), url=url, status=status, head=head, body=zlib.decompress(body).decode())


def sampled(db: sqlite3.Connection) -> set[str]:
    """The sources of which there is one."""
    return {key for (key,) in db.execute("SELECT key FROM samples")}
