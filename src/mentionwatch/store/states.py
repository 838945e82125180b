"""How sources fare: what was asked when, what came of it, and how far each was read."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from mentionwatch.model import Cut, SourceState, Validator
from mentionwatch.store import cuts, samples, spending
from mentionwatch.store.batch import Batch
from mentionwatch.store.times import moment, moment_or_none, seconds, seconds_or_none

if TYPE_CHECKING:
    from sqlite_utils import Database

_VALIDATOR = ("etag", "last_modified", "digest", "moved", "seen")
_FORGOTTEN = timedelta(days=60)
"""Validators of addresses that gave nothing new for so long are dropped: pages of a search never end."""


def note(db: sqlite3.Connection, told: Sequence[tuple[Batch, int]]) -> None:
    """Remember how sources answered, and how many mentions that made, in the transaction that keeps the answers.

    The same batch again changes nothing. The caller holds the transaction.
    """
    batches = [batch for batch, _ in told]
    _note_answers(db, told)
    db.executemany(
        "INSERT INTO marks(key, term, newest) VALUES (?, ?, ?)"
        " ON CONFLICT(key, term) DO UPDATE SET newest = excluded.newest WHERE newest < excluded.newest",
        [(batch.key, term, seconds(time)) for batch in batches for term, time in batch.marks.items()],
    )
    _note_validators(db, batches)
    spending.note(db, batches)
    cuts.note(db, batches)
    for batch in batches:
        samples.note(db, batch)


def _note_validators(db: sqlite3.Connection, batches: Sequence[Batch]) -> None:
    db.executemany(
        "INSERT OR REPLACE INTO validators(key, address, fingerprint, asked, etag, last_modified, digest, moved, seen)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        [
            (
                b.key,
                address,
                b.fingerprint,
                seconds(b.asked),
                v.etag,
                v.last_modified,
                v.digest,
                v.moved,
                v.seen,
            )
            for b in batches
            for address, v in b.validators.items()
        ],
    )
    db.executemany(
        "DELETE FROM validators WHERE key = ? AND asked < ?",
        [(batch.key, seconds(batch.asked - _FORGOTTEN)) for batch in batches],
    )


def _note_answers(db: sqlite3.Connection, told: Sequence[tuple[Batch, int]]) -> None:
    db.executemany(
        "INSERT OR IGNORE INTO sources(key, source) VALUES (?, ?)",
        [(batch.key, batch.source) for batch, _ in told],
    )
    db.executemany(
        "UPDATE sources SET mentions = mentions + ? WHERE key = ?",
        [(mentions, batch.key) for batch, mentions in told if mentions],
    )
    is_known = "(last_asked IS NOT NULL AND last_asked >= :asked)"
    db.executemany(
        f"""UPDATE sources SET source = :source, name = :name, active = 1, last_asked = :asked, posts = posts + :posts,
            last_ok = CASE WHEN :error IS NULL THEN :asked ELSE last_ok END,
            newest = CASE WHEN newest IS NULL OR newest < :newest THEN coalesce(:newest, newest) ELSE newest END,
            failures = CASE WHEN :error IS NULL THEN 0 ELSE failures + 1 END,
            failing_since = CASE WHEN :error IS NOT NULL THEN coalesce(failing_since, :asked) END,
            next_ask = :retry, error = :error, cause = :cause
        WHERE key = :key AND NOT {is_known}""",  # noqa: S608 - a condition of ours
        [
            {
                "key": batch.key, "name": batch.name, "source": batch.source, "asked": seconds(batch.asked),
                "posts": batch.posts, "error": batch.error, "cause": batch.cause,
                "newest": seconds_or_none(_newest(batch)), "retry": seconds_or_none(batch.retry),
            }
            for batch, _ in told
        ],
    )  # fmt: skip


def _newest(batch: Batch) -> datetime | None:
    told = (post.published for post, _ in batch.found if post.published and post.published <= batch.asked)
    return max([*batch.marks.values(), *told], default=None)


def causes(db: Database) -> None:
    """Why a source fails is told in the language of who asks, not in that of the scan."""
    db.conn.execute("ALTER TABLE sources ADD COLUMN cause TEXT")


def states(db: sqlite3.Connection) -> dict[str, SourceState]:
    """Every source that was ever configured or asked, by key."""
    rows = db.execute(
        "SELECT key, source, last_ok, last_asked, newest, failing_since, next_ask, failures, error, posts, mentions,"
        " active, name, cause FROM sources ORDER BY key"
    )
    cut = cuts.latest(db)
    return {row[0]: _state(row, cut.get(row[0])) for row in rows}


def _state(row: Any, cut: Cut | None) -> SourceState:
    key, source, *times = row
    last_ok, last_asked, newest, failing_since, next_ask = map(moment_or_none, times[:5])
    failures, error, posts, mentions, active, name, cause = times[5:]
    return SourceState(
        key=key, source=source, name=name, last_ok=last_ok, last_asked=last_asked, newest=newest,
        failing_since=failing_since, next_ask=next_ask, failures=failures, error=error, posts=posts,
        mentions=mentions, active=bool(active), cut=cut, cause=cause,
    )  # fmt: skip


def configured(db: sqlite3.Connection, sources: Mapping[str, str]) -> None:
    """Tell which sources (key to type) are configured now; others keep their history but count no more."""
    db.execute("UPDATE sources SET active = 0 WHERE active")
    db.executemany(
        "INSERT INTO sources(key, source) VALUES (?, ?)"
        " ON CONFLICT(key) DO UPDATE SET source = excluded.source, active = 1",
        list(sources.items()),
    )


def validators(
    db: sqlite3.Connection, keys: Sequence[str], fingerprint: str
) -> dict[str, dict[str, Validator]]:
    """What is remembered of the addresses of sources, if their bodies were read with these queries, by key."""
    rows = db.execute(
        "SELECT key, address, etag, last_modified, digest, moved, seen FROM validators"
        " WHERE key IN (SELECT value FROM json_each(?)) AND fingerprint = ?",
        (json.dumps(keys), fingerprint),
    )
    found: dict[str, dict[str, Validator]] = {key: {} for key in keys}
    for key, address, *told in rows:
        found[key][address] = Validator(**dict(zip(_VALIDATOR, told, strict=True)))
    return found


def marks(db: sqlite3.Connection, keys: Sequence[str]) -> dict[tuple[str, str], datetime]:
    """The newest time that each of these sources was read up to, by key and term; none where it never was."""
    rows = db.execute(
        "SELECT key, term, newest FROM marks WHERE key IN (SELECT value FROM json_each(?))",
        (json.dumps(keys),),
    )
    return {(key, term): moment(newest) for key, term, newest in rows}


def last_scan(db: sqlite3.Connection) -> datetime | None:
    """When a source was last asked."""
    (time,) = db.execute("SELECT max(last_asked) FROM sources").fetchone()
    return moment_or_none(time)
