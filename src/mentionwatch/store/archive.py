"""The archive: every post that was fetched lately, matched or not, for queries that are yet to be written.

A post is kept as compressed JSON, with what is in nearly every one of them given to the compressor beforehand.
The same post again is kept once; with other words, in its newest words and with the time it was first seen.
"""

from __future__ import annotations

import json
import sqlite3
import zlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any

from mentionwatch.model import Author, Engagement, Post
from mentionwatch.store.arrivals import sound_post
from mentionwatch.store.batch import Batch, Parcel
from mentionwatch.store.identity import fingerprint, said
from mentionwatch.store.rows import among, numbered
from mentionwatch.store.times import ceiling, moment, moment_or_none, seconds, seconds_or_none

_AT_ONCE = 500
_WINDOW, _MEMORY = -13, 5  # small ones: their setting up is most of the cost of a short text
_USUAL = (
    "".join(f'"{name}":' for name in ("rating", "views", "shares", "parent", "thread", "followers", "handle"))
    + ' что это как the and for with на не за по для все есть "engagement":{"likes":1,"comments":1},"language":"ru",'
    '"site":"www..com","kind":"article","kind":"comment","kind":"post","published":17,"author":{"name":"",'
    '"title":"","url":"https://www.","text":"","id":"https://","source":"rss"}'
).encode()
"""What the compressor knows before it begins. Never change it: what was archived could not be read."""

_FIELDS = tuple(field.name for field in fields(Post))
_ABOUT_AUTHORS = tuple(field.name for field in fields(Author))
_COUNTS = tuple(field.name for field in fields(Engagement))


@dataclass(frozen=True, slots=True, kw_only=True)
class Archived:
    """A post of the archive, with the configured source that showed it and when."""

    post: Post
    feed: str
    seen: datetime


def pack(post: Post) -> Parcel:
    """A post as it is archived."""
    post = sound_post(post)
    told = {name: getattr(post, name) for name in _FIELDS}
    told |= {
        "published": seconds_or_none(post.published),
        "author": _told(post.author) if post.author else None,
        "engagement": _told(post.engagement) or None,
    }
    text = json.dumps(
        {k: v for k, v in told.items() if v is not None}, ensure_ascii=False, separators=(",", ":")
    )
    compressor = zlib.compressobj(6, zlib.DEFLATED, _WINDOW, _MEMORY, zdict=_USUAL)
    body = compressor.compress(text.encode()) + compressor.flush()
    return Parcel(key=fingerprint("own", post.source, post.id), said=said(post.title, post.text), body=body)


def unpack(body: bytes) -> Post:
    """The post that ``pack`` made it of."""
    told = json.loads(zlib.decompressobj(_WINDOW, zdict=_USUAL).decompress(body))
    told["published"] = moment_or_none(told.get("published"))
    told["author"] = Author(**told["author"]) if told.get("author") else None
    return Post(**(told | {"engagement": Engagement(**told.get("engagement", {}))}))


def _told(value: Author | Engagement) -> dict[str, Any]:
    named = (
        (name, getattr(value, name)) for name in (_ABOUT_AUTHORS if isinstance(value, Author) else _COUNTS)
    )
    return {name: one for name, one in named if one is not None}


def put(db: sqlite3.Connection, batches: Sequence[Batch], now: datetime) -> None:
    """Keep all that was fetched. The caller holds the transaction."""
    feeds = numbered(db, {batch.key for batch in batches if batch.archive})
    rows = (
        (parcel.key, seconds(now), parcel.said, feeds[batch.key], parcel.body)
        for batch in batches
        for parcel in batch.archive
    )
    db.executemany(
        "INSERT INTO archive(key, seen, said, feed, body) SELECT ?1, ?2, ?3, ?4, ?5"
        " WHERE NOT EXISTS (SELECT 1 FROM forgotten WHERE key = ?1) ON CONFLICT(key)"
        " DO UPDATE SET said = excluded.said, body = excluded.body WHERE said <> excluded.said",
        rows,
    )


def trim(db: sqlite3.Connection, older_than: datetime | None) -> int:
    """Forget what was first seen before a time, or everything; how many posts that were."""
    if older_than is None:
        return db.execute("DELETE FROM archive").rowcount
    return db.execute("DELETE FROM archive WHERE seen < ?", (ceiling(older_than),)).rowcount


def newest(db: sqlite3.Connection, limit: int) -> Iterator[Archived]:
    """The posts that were fetched last, newest first."""
    rows = db.execute(f"{_ALL} ORDER BY x.id DESC LIMIT ?", (limit,))
    return (_archived(*row[1:]) for row in rows)


def unkept(db: sqlite3.Connection) -> Iterator[list[Archived]]:
    """All posts that no topic holds, nor ever held and were pruned: a few hundred at a time, oldest first."""
    last = -1
    while rows := db.execute(f"{_ALL} WHERE x.id > ? ORDER BY x.id LIMIT {_AT_ONCE}", (last,)).fetchall():
        last = rows[-1][0]
        keys = {row[1] for row in rows}
        known = {key for (key,) in among(db, "SELECT key FROM keys WHERE key IN", keys)}
        yield [_archived(*row[1:]) for row in rows if row[1] not in known]


_ALL = "SELECT x.id, x.key, x.seen, f.name, x.body FROM archive x JOIN names f ON f.id = x.feed"


def _archived(_key: int, seen: int, feed: str, body: bytes) -> Archived:
    return Archived(post=unpack(body), feed=feed, seen=moment(seen))


def take(db: sqlite3.Connection, other: sqlite3.Connection) -> None:
    """Add the archive of another database. The caller holds the transaction."""
    rows: Iterable[Any] = other.execute(
        "SELECT x.key, x.seen, x.said, f.name, x.body FROM archive x JOIN names f ON f.id = x.feed ORDER BY x.id"
    )
    feeds: dict[str, int] = {}
    for key, seen, told, feed, body in rows:
        number = feeds.get(feed) or feeds.setdefault(feed, numbered(db, [feed])[feed])
        db.execute(
            "INSERT OR IGNORE INTO archive(key, seen, said, feed, body) VALUES (?, ?, ?, ?, ?)",
            (key, seen, told, number, body),
        )
