"""What searches of sources left out, by time: so that a report can tell that its figures lack something.

A cut stays until a later search reads what it left out: its times were not asked for, whenever that was.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from mentionwatch.model import Cut
from mentionwatch.store.times import ceiling, moment, seconds

if TYPE_CHECKING:
    from sqlite_utils import Database

    from mentionwatch.store.batch import Batch

_KEPT = timedelta(days=400)
"""Reports compare with the year before."""


def cuts(db: Database) -> None:
    """Searches that ended at a limit tell what they left out."""
    db.conn.execute(
        "CREATE TABLE cuts (key TEXT NOT NULL, term TEXT NOT NULL, since INTEGER NOT NULL, until INTEGER NOT NULL,"
        " asked INTEGER NOT NULL, read INTEGER NOT NULL, told INTEGER, PRIMARY KEY (key, term, since)) WITHOUT ROWID"
    )


def note(db: sqlite3.Connection, batches: Sequence[Batch]) -> None:
    """Remember what was left out, and forget what was read after all. The caller holds the transaction."""
    known = {key for (key,) in db.execute("SELECT DISTINCT key FROM cuts")}
    for batch in batches:
        if batch.key in known:
            _fill(db, batch)
        for term, cut in batch.cuts.items():
            _leave_out(db, batch, term, cut)


def _fill(db: sqlite3.Connection, batch: Batch) -> None:
    """What was read is missing no more; what was missing long ago, nobody asks for."""
    for term, reached in batch.terms.items():
        where = {"key": batch.key, "term": term, "reached": seconds(reached)}
        db.execute("DELETE FROM cuts WHERE key = :key AND term = :term AND since >= :reached", where)
        db.execute(
            "UPDATE cuts SET until = :reached WHERE key = :key AND term = :term AND until > :reached", where
        )
    db.execute("DELETE FROM cuts WHERE key = ? AND until < ?", (batch.key, seconds(batch.asked - _KEPT)))


def _leave_out(db: sqlite3.Connection, batch: Batch, term: str, cut: Cut) -> None:
    """One more gap; with what lies next to it, it is one."""
    near = (batch.key, term, seconds(cut.since))
    (first,) = db.execute(
        "SELECT min(since) FROM cuts WHERE key = ? AND term = ? AND until >= ?", near
    ).fetchone()
    since = near[2] if first is None else min(near[2], first)
    db.execute("DELETE FROM cuts WHERE key = ? AND term = ? AND until >= ?", near)
    db.execute(
        "INSERT INTO cuts(key, term, since, until, asked, read, told) VALUES (?, ?, ?, ?, ?, ?, ?)",
        (batch.key, term, since, ceiling(cut.until), seconds(batch.asked), cut.read, cut.told),
    )


_CUT = "c.key, c.since, c.until, c.read, c.told FROM cuts c"


def between(db: sqlite3.Connection, start: datetime, end: datetime) -> dict[str, Cut]:
    """What is missing of what was published in that time, by source."""
    asked = (ceiling(end), seconds(start))
    return _summed(db.execute(f"SELECT {_CUT} WHERE c.since < ? AND c.until > ?", asked))


def latest(db: sqlite3.Connection) -> dict[str, Cut]:
    """What was left out when each source was asked last."""
    return _summed(db.execute(f"SELECT {_CUT} JOIN sources s ON s.key = c.key AND s.last_asked = c.asked"))


def _summed(rows: Iterable[Any]) -> dict[str, Cut]:
    found: dict[str, Cut] = {}
    for key, since, until, read, told in rows:
        cut = Cut(since=moment(since), until=moment(until), read=read, told=told)
        found[key] = found[key] + cut if key in found else cut
    return found
