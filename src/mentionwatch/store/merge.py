"""Another database's mentions taken into this one, each post once, by the same rules as keeping.

Posts come in the order in which the other database saw them, a few hundred in a transaction; interrupted, the
same merge again ends where it would have ended.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from mentionwatch.model import Match, Mention
from mentionwatch.store import archive, read, replies
from mentionwatch.store.arrivals import Arrival, arrival_of
from mentionwatch.store.batch import Enriched
from mentionwatch.store.enriching import enrich
from mentionwatch.store.identity import fingerprint
from mentionwatch.store.keep import receive
from mentionwatch.store.known import Known
from mentionwatch.store.rows import among
from mentionwatch.store.times import moment, seconds_or_none
from mentionwatch.store.transaction import transaction
from mentionwatch.store.triage import adopt
from mentionwatch.store.write import write

_AT_ONCE = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class _Old:
    """A post of the other database: its number there, its mentions, and where and when it was seen."""

    number: int
    feed: str
    seen: datetime
    said: int
    mentions: Sequence[Mention]
    doubted: Mapping[int, int]
    events: Sequence[Any]
    places: Sequence[Any]
    revisions: Sequence[Any]
    has_address: bool


def merge(db: sqlite3.Connection, other: sqlite3.Connection) -> int:
    """Take in everything of ``other``, as it is at this moment; how many mentions are new here."""
    other.execute("BEGIN")  # its posts may be united or pruned meanwhile
    numbers = [number for (number,) in other.execute("SELECT id FROM posts ORDER BY first_seen, id")]
    fresh = 0
    for start in range(0, len(numbers), _AT_ONCE):
        old = _posts(other, numbers[start : start + _AT_ONCE])
        with transaction(db):
            fresh += _take(db, old)
    with transaction(db):
        _take_graves(db, other)
        archive.take(db, other)
        replies.take_over(db, other)
        _take_sources(db, other)
    return fresh


def _take(db: sqlite3.Connection, old: Sequence[_Old]) -> int:
    arrivals = [arrival for post in old for arrival in _arrivals(post)]
    known = Known.load(db, arrivals)
    for arrival in arrivals:
        receive(arrival, known)
    fresh = write(known)
    for post in old:
        _take_history(db, post)
    return len(fresh)


_POSTS = """
SELECT p.id, n.name, p.first_seen, p.said, coalesce(u.post, k.post) IS p.id
FROM posts p JOIN names n ON n.id = p.feed LEFT JOIN keys k ON k.key = p.address
    LEFT JOIN united u ON u.gone = k.post
WHERE p.id IN"""
_PLACES = """
SELECT n.name, x.code, x.url, f.name, x.seen, x.said
FROM places x JOIN names n ON n.id = x.source JOIN names f ON f.id = x.feed WHERE x.post = ? ORDER BY x.id"""
_EVENTS = """
SELECT e.mention, e.id, e.at, e.undoes, e.kind, e.who, e.value, e.before
FROM mentions m JOIN events e ON e.mention = m.id WHERE m.post = ? ORDER BY e.id"""
_REVISIONS = "SELECT seen, title, text FROM revisions WHERE post = ? ORDER BY id"


def _posts(other: sqlite3.Connection, numbers: Sequence[int]) -> list[_Old]:
    found = {row[0]: _post(other, *row) for row in among(other, _POSTS, numbers)}
    return [found[number] for number in numbers]


def _post(other: sqlite3.Connection, number: int, feed: str, seen: int, said: int, has_address: int) -> _Old:
    return _Old(
        number=number,
        feed=feed,
        seen=moment(seen),
        said=said,
        has_address=bool(has_address),
        mentions=read.of_post(other, number),
        doubted=dict(other.execute("SELECT id, doubted FROM mentions WHERE post = ?", (number,)).fetchall()),
        events=other.execute(_EVENTS, (number,)).fetchall(),
        places=other.execute(_PLACES, (number,)).fetchall(),
        revisions=other.execute(_REVISIONS, (number,)).fetchall(),
    )


def _arrivals(old: _Old) -> Iterator[Arrival]:
    """A post as it was first seen, then each of its places."""
    post = old.mentions[0].post
    matches = [
        Match(topic=m.topic, spans=m.spans, confidence=m.confidence, doubtful=bool(old.doubted[m.id]))
        for m in old.mentions
    ]
    first = arrival_of(post, matches, old.feed, old.seen)
    yield replace(first, said=old.said, crowded=not old.has_address, is_news=False)
    for source, code, url, feed, seen, said in old.places:
        place = replace(post, source=source, id=code, url=url)
        arrival = arrival_of(place, matches, feed, moment(seen))
        yield replace(arrival, said=said, crowded=not old.has_address, is_news=False)


def _take_history(db: sqlite3.Connection, old: _Old) -> None:
    """What was found out about the mentions of a post and done with them, and what it said before."""
    first = old.mentions[0].post
    row = db.execute(
        "SELECT coalesce(u.post, k.post) FROM keys k LEFT JOIN united u ON u.gone = k.post WHERE k.key = ?",
        (fingerprint("own", first.source, first.id),),
    ).fetchone()
    post = row[0] if row else 0
    for mention in old.mentions:
        _take_mention(db, post, mention, [row for whose, *row in old.events if whose == mention.id])
    known = db.execute("SELECT title, text FROM revisions WHERE post = ?", (post,)).fetchall()
    if db.execute("SELECT 1 FROM posts WHERE id = ?", (post,)).fetchone():
        db.executemany(
            "INSERT INTO revisions(post, seen, title, text) VALUES (?, ?, ?, ?)",
            [(post, *revision) for revision in old.revisions if revision[1:] not in known],
        )


def _take_mention(db: sqlite3.Connection, post: int, old: Mention, history: Sequence[Any]) -> None:
    row = db.execute(
        "SELECT m.id FROM mentions m JOIN names t ON t.id = m.topic WHERE m.post = ? AND t.name = ?",
        (post, old.topic),
    ).fetchone()
    if row is None:
        return
    if old.sentiment or old.intent:
        enrich(db, [_enriched(row[0], old)], replace=False)
    db.execute("UPDATE mentions SET first_seen = min(first_seen, ?) WHERE id = ?", (_seen(old), row[0]))
    db.execute(
        "UPDATE mentions SET status = ?, assignee = ?, answered = ? WHERE id = ? AND status = 'new'",
        (old.status, old.assignee, seconds_or_none(old.answered), row[0]),
    )
    adopt(db, row[0], history)


def _enriched(number: int, old: Mention) -> Enriched:
    return Enriched(
        id=number,
        sentiment=old.sentiment,
        intent=old.intent,
        urgent=old.urgent,
        inappropriate=old.inappropriate,
    )


def _seen(mention: Mention) -> int | None:
    return seconds_or_none(mention.first_seen)


def _take_graves(db: sqlite3.Connection, other: sqlite3.Connection) -> None:
    """What was pruned there shall not come back here; no post has the number 0."""
    graves = other.execute(
        "SELECT key FROM keys WHERE post NOT IN (SELECT id FROM posts) AND post NOT IN (SELECT gone FROM united)"
    )
    db.executemany("INSERT OR IGNORE INTO keys(key, post) VALUES (?, 0)", graves)
    db.executemany(
        "INSERT INTO facts(name, value) VALUES (?, ?)"
        " ON CONFLICT(name) DO UPDATE SET value = max(value, excluded.value)",
        other.execute("SELECT name, value FROM facts WHERE name <> 'threads'").fetchall(),
    )


_STATE = """
key, source, last_ok, last_asked, newest, failures, failing_since, next_ask, error, posts, mentions, active, name,
cause"""


def _take_sources(db: sqlite3.Connection, other: sqlite3.Connection) -> None:
    """How sources fared that were never asked from here, and how far they were read."""
    db.executemany(
        f"INSERT OR IGNORE INTO sources({_STATE}) VALUES ({', '.join('?' * 14)})",  # noqa: S608 - names of ours
        other.execute(f"SELECT {_STATE} FROM sources").fetchall(),  # noqa: S608
    )
    db.executemany(
        "INSERT INTO marks(key, term, newest) VALUES (?, ?, ?)"
        " ON CONFLICT(key, term) DO UPDATE SET newest = excluded.newest WHERE newest < excluded.newest",
        other.execute("SELECT key, term, newest FROM marks").fetchall(),
    )
