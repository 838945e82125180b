"""Where posts stand in their threads, and when each is to be looked at again."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable
from datetime import datetime, timedelta

from mentionwatch.dataclass import dataclass
from mentionwatch.model import Author, Post
from mentionwatch.store import read
from mentionwatch.store.identity import fingerprint
from mentionwatch.store.times import moment, moment_or_none, seconds, seconds_or_none
from mentionwatch.text.accounts import addresses, spelled
from mentionwatch.text.urls import identity

FOLLOWED = timedelta(days=60)
"""Posts that are older are not followed, nor measured: nobody answers them any more."""
_MAIL = "mid:"
_STRAY = timedelta(days=30)
"""Replies in threads that hold no mention are kept so long: the mention may come later than its answer."""

Schedule = Callable[[str, str, datetime], datetime | None]
"""When to look for the first time at a post: by the configured source (key) that showed it, its source, its time."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """A post to be looked at again, by its number; ``at`` is when it counts for.

    ``active`` is its newest reply, ``looks`` how often its replies were read, ``tries`` how often that failed since.
    """

    number: int
    post: Post
    at: datetime
    looks: int
    tries: int
    active: datetime | None
    missing: datetime | None


def waiting(db: sqlite3.Connection) -> list[int]:
    """The places of the threads with replies of ours in which a mention is new or open."""
    rows = db.execute(
        "SELECT DISTINCT t.thread FROM threads t JOIN mentions m ON m.post = t.post"
        " WHERE m.status IN ('new', 'open') AND m.doubtful < 2"
        " AND EXISTS (SELECT 1 FROM replies r WHERE r.thread = t.thread AND r.text IS NOT NULL)"
    )
    return [row for (row,) in rows]


def place(url: str) -> int:
    """The hash that an address goes by in threads."""
    return fingerprint("place", identity(url))


def own_place(identifier: str, url: str | None, thread: str | None) -> int | None:
    """The hash that a post itself goes by, of its identifier and addresses; None for one without an address.

    Mails answer each other by their identifiers (RFC 2392), wherever an archive shows them.
    """
    if (thread or "").startswith(_MAIL):
        return place(_MAIL + identifier)
    return place(url) if url else None


def account(name: str) -> int:
    """The hash that a handle, an id or an address of a person goes by."""
    return fingerprint("account", spelled(name))


def accounts(author: Author | None) -> list[int]:
    """The hashes of all that an author goes by, at most three."""
    return sorted(fingerprint("account", name) for name in addresses(author)) if author else []


def adopt(db: sqlite3.Connection, now: datetime, schedule: Schedule) -> None:
    """Give posts that were kept since the last time their place and their first look. Within a transaction."""
    (mark,) = db.execute("SELECT coalesce(max(value), 0) FROM facts WHERE name = 'threads'").fetchone()
    rows = db.execute(
        "SELECT p.id, p.at, f.name, n.name, p.code, p.url, p.thread, p.parent FROM posts p"
        " JOIN names n ON n.id = p.source JOIN names f ON f.id = p.feed WHERE p.id > ? AND p.at >= ? ORDER BY p.id",
        (mark, seconds(now - FOLLOWED)),
    ).fetchall()
    for number, at, feed, source, code, url, thread, parent in rows:
        told = own_place(code, url, thread)
        own = fingerprint("place", source, code) if told is None else told
        above = place(parent) if parent else None
        db.execute(
            "INSERT OR IGNORE INTO threads(post, thread, place, parent, next) VALUES (?, ?, ?, ?, ?)",
            (
                number,
                place(thread) if thread else _thread_of(db, above, own),
                own,
                above,
                seconds_or_none(schedule(feed, source, moment(at))),
            ),
        )
    db.execute(
        "INSERT INTO facts(name, value) SELECT 'threads', coalesce(max(id), 0) FROM posts WHERE true"
        " ON CONFLICT(name) DO UPDATE SET value = max(value, excluded.value)"
    )
    db.execute(
        "DELETE FROM replies WHERE seen < ? AND thread NOT IN (SELECT thread FROM threads)",
        (seconds(now - _STRAY),),
    )


def _thread_of(db: sqlite3.Connection, parent: int | None, own: int) -> int:
    """The thread of what a post answers, where that is known; else it begins one."""
    row = db.execute(
        "SELECT thread FROM threads WHERE place = :parent"
        " UNION ALL SELECT thread FROM replies WHERE place = :parent LIMIT 1",
        {"parent": parent},
    ).fetchone()
    return row[0] if row else own


@dataclass(frozen=True, slots=True, kw_only=True)
class Shelf:
    """Whose posts are meant: those that the configured source ``key`` showed first.

    With a ``source`` also those of that name that were first shown by none of the configured ones, ``others``.
    """

    key: str
    source: str | None = None
    others: tuple[str, ...] = ()


_DUE = """
FROM threads t JOIN posts p ON p.id = t.post JOIN names f ON f.id = p.feed JOIN names s ON s.id = p.source
WHERE t.next <= :now
    AND (f.name = :key OR (s.name = :source AND f.name NOT IN (SELECT value FROM json_each(:others))))
    AND EXISTS (SELECT 1 FROM mentions m WHERE m.post = t.post AND m.doubtful = 0 AND m.status <> 'ignored')"""


def due(db: sqlite3.Connection, shelf: Shelf, now: datetime, limit: int) -> tuple[list[Due], int]:
    """At most so many posts whose time has come, those published last first, and how many there are."""
    asked = {
        "now": seconds(now),
        "key": shelf.key,
        "source": shelf.source,
        "others": json.dumps(shelf.others),
        "limit": limit,
    }
    rows = db.execute(
        f"SELECT t.post, p.at, t.looks, t.tries, t.active, t.missing {_DUE}"
        " ORDER BY p.at DESC, t.post DESC LIMIT :limit",
        asked,
    ).fetchall()
    (count,) = db.execute(f"SELECT count(*) {_DUE}", asked).fetchone() if len(rows) == limit else (len(rows),)
    return [_due(db, *row) for row in rows], count


def _due(
    db: sqlite3.Connection,
    number: int,
    at: int,
    looks: int,
    tries: int,
    active: int | None,
    missing: int | None,
) -> Due:
    return Due(
        number=number,
        post=read.of_post(db, number)[0].post,
        at=moment(at),
        looks=looks,
        tries=tries,
        active=moment_or_none(active),
        missing=moment_or_none(missing),
    )
