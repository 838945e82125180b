"""Upkeep: what the database holds, whether it is whole, and getting rid of what is old."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import datetime
from pathlib import Path

from mentionwatch.errors import StoreError
from mentionwatch.store import replies, rollups, stories, words
from mentionwatch.store.identity import fingerprint
from mentionwatch.store.lines import stamp
from mentionwatch.store.opening import PATIENCE, copy
from mentionwatch.store.times import ceiling, moment_or_none
from mentionwatch.store.transaction import transaction

_COUNTED = (
    "mentions",
    "posts",
    "places",
    "revisions",
    "authors",
    "sources",
    "keys",
    "events",
    "replies",
    "archive",
)


def info(db: sqlite3.Connection, path: Path) -> dict[str, str | int | None]:
    """What there is: rows of each kind, first and last time that a mention counts for, bytes, version."""
    (version,) = db.execute("PRAGMA user_version").fetchone()
    first, last = db.execute("SELECT min(at), max(at) FROM mentions").fetchone()
    (pages,) = db.execute("PRAGMA page_count").fetchone()
    (size,) = db.execute("PRAGMA page_size").fetchone()
    counted = {table: db.execute(f"SELECT count(*) FROM {table}").fetchone()[0] for table in _COUNTED}  # noqa: S608
    (archived,) = db.execute("SELECT coalesce(sum(length(body)), 0) FROM archive").fetchone()
    return {
        "path": str(path), "version": version, "bytes": pages * size, **counted, "archive_bytes": archived,
        "first": stamp(moment_or_none(first)), "last": stamp(moment_or_none(last)), "sqlite": sqlite3.sqlite_version,
    }  # fmt: skip


def check(db: sqlite3.Connection, path: Path, *, readonly: bool) -> list[StoreError]:
    """Everything that is wrong, worst first; each error says what to do. Nothing is changed.

    The full-text index is checked only where the file may be written: SQLite asks for that right.
    """
    broken = [line for (line,) in db.execute("PRAGMA integrity_check(10)") if line != "ok"]
    if broken:
        return [StoreError("store-damaged", path=str(path), why=line) for line in broken]
    problems = list(_disagreements(db))
    if not _words_agree(db, path, readonly=readonly):
        problems.append(("words", 1))
    return [StoreError("store-inconsistent", path=str(path), what=what, count=n) for what, n in problems]


def _words_agree(db: sqlite3.Connection, path: Path, *, readonly: bool) -> bool:
    if not readonly:
        return words.consistent(db)
    if not os.access(path, os.W_OK):
        return True
    with closing(sqlite3.connect(path, timeout=PATIENCE)) as writer:
        return words.consistent(writer)


_RULES = {
    "no-mention": "SELECT count(*) FROM posts WHERE id NOT IN (SELECT post FROM mentions)",
    "unlike-post": """
        SELECT count(*) FROM mentions m JOIN posts p ON p.id = m.post WHERE (m.at, m.source) IS NOT (p.at, p.source)
        OR m.site IS NOT p.site OR m.language IS NOT p.language OR m.author IS NOT p.author""",
    "united": """
        SELECT count(*) FROM united WHERE gone IN (SELECT id FROM posts)""",
}


def _disagreements(db: sqlite3.Connection) -> Iterator[tuple[str, int]]:
    orphans = len(db.execute("PRAGMA foreign_key_check").fetchall())
    if orphans:
        yield "orphans", orphans
    for what, rule in _RULES.items():
        (count,) = db.execute(rule).fetchone()
        if count:
            yield what, count
    if lost := _keyless(db):
        yield "no-key", lost
    if wrong := rollups.unlike(db):
        yield "figures", wrong


def _keyless(db: sqlite3.Connection) -> int:
    """Posts that would come back as new, because their own key is not kept."""
    kept = {key for (key,) in db.execute("SELECT key FROM keys")}
    rows = db.execute("SELECT n.name, p.code FROM posts p JOIN names n ON n.id = p.source")
    return sum(fingerprint("own", source, code) not in kept for source, code in rows)


def backup(db: sqlite3.Connection, path: Path, target: Path) -> None:
    """A consistent copy, also while a scan is writing. An older copy of that name is replaced when it is whole."""
    if target.exists() and target.samefile(path):
        raise StoreError("store-backup-self", path=str(target))
    if target.exists() and not target.is_file():
        raise StoreError("store-unopenable", path=str(target), why=StoreError("cli-not-a-file"))
    copy(db, target)


def prune(db: sqlite3.Connection, older_than: datetime) -> int:
    """Forget posts that count for a time before; how many mentions that were.

    Their keys stay, so that a feed that still shows them does not bring them back.
    """
    before = ceiling(older_than)
    with transaction(db):
        posts = [post for (post,) in db.execute("SELECT DISTINCT post FROM mentions WHERE at < ?", (before,))]
        if not posts:
            return 0
        (mentions,) = db.execute("SELECT count(*) FROM mentions WHERE at < ?", (before,)).fetchone()
        words.forget(db, posts)
        db.executemany("DELETE FROM posts WHERE id = ?", [(post,) for post in posts])
        stories.forget(db)
        replies.forget(db)
        db.execute("DELETE FROM authors WHERE id NOT IN (SELECT author FROM posts WHERE author IS NOT NULL)")
        db.execute(
            "INSERT INTO facts(name, value) VALUES ('pruned', ?)"
            " ON CONFLICT(name) DO UPDATE SET value = max(value, excluded.value)",
            (before,),
        )
    db.executescript("PRAGMA incremental_vacuum")  # execute() would give back one page only
    return int(mentions)
