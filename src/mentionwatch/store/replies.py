"""What is known of the replies in a thread: when, by whom as a hash, and that they said something, not what."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Sequence
from datetime import datetime
from itertools import islice
from typing import Any

from mentionwatch.model import Post
from mentionwatch.store.arrivals import sound_post, writer_of
from mentionwatch.store.batch import Reply
from mentionwatch.store.identity import fingerprint, said
from mentionwatch.store.rows import among, numbered
from mentionwatch.store.threads import account, accounts, own_place, place
from mentionwatch.store.times import seconds

CONFIRMED = 600
"""Seconds between two looks that both miss a post before it counts as deleted."""

_ACCOUNTS = 3


def key_of(post: Post) -> int:
    """What tells a reply from all others."""
    return fingerprint("own", post.source, post.id)


def is_blank(post: Post) -> bool:
    """Whether a platform keeps but the place of a reply that was deleted."""
    return not post.text.strip() and not post.title and post.author is None


def hear(db: sqlite3.Connection, replies: Sequence[Reply], now: datetime, thread: int | None = None) -> None:
    """Keep replies, in a thread or where they say that they stand. The caller holds the transaction."""
    if not replies:
        return
    buried = _buried(db, replies)
    told = [r for r in replies if not is_blank(r.post) and key_of(r.post) not in buried]
    numbers = numbered(db, {name for reply in told for name in _names(reply) if name})
    rows = (_row(reply, numbers, now, thread) for reply in told)
    db.executemany(_HEAR, [row for row in rows if row])
    blank = [key_of(reply.post) for reply in replies if is_blank(reply.post)]
    db.executemany(
        "UPDATE replies SET gone = coalesce(gone, ?) WHERE key = ?", [(seconds(now), key) for key in blank]
    )


_HEAR = """
INSERT INTO replies(key, thread, place, parent, source, writer, account1, account2, account3, at, seen, said,
    wording, language, intent, refers, url, text)
VALUES (:key, :thread, :place, :parent, :source, :writer, :account1, :account2, :account3, :at, :seen, :said,
    :wording, :language, :intent, :refers, :url, :text)
ON CONFLICT(key) DO UPDATE SET thread = excluded.thread, place = coalesce(excluded.place, place),
    parent = coalesce(excluded.parent, parent), edits = edits + (said <> excluded.said), said = excluded.said,
    wording = excluded.wording, refers = excluded.refers, intent = excluded.intent, text = excluded.text,
    language = excluded.language, missing = NULL, gone = NULL"""


def _buried(db: sqlite3.Connection, replies: Sequence[Reply]) -> set[int]:
    """The keys of what somebody wrote who was forgotten."""
    keys = [key_of(reply.post) for reply in replies]
    return {key for (key,) in among(db, "SELECT key FROM forgotten WHERE key IN", keys)}


def _names(reply: Reply) -> tuple[str | None, ...]:
    return (reply.post.source, reply.post.language, reply.intent)


def _row(reply: Reply, numbers: dict[str, int], now: datetime, thread: int | None) -> dict[str, Any] | None:
    """A reply as it is kept; None for a post that stands in no thread."""
    post = sound_post(reply.post)
    above = post.parent or post.thread
    if thread is None and (above is None or above == post.url):
        return None
    names = [*islice(accounts(post.author), _ACCOUNTS), None, None, None]
    return {
        "key": key_of(post),
        "thread": place(post.thread or above or "") if thread is None else thread,
        "place": own_place(post.id, post.url, post.thread),
        "parent": place(post.parent) if post.parent else None,
        "source": numbers[post.source],
        "writer": writer_of(post),
        "account1": names[0],
        "account2": names[1],
        "account3": names[2],
        "at": seconds(min(post.published or now, now)),
        "seen": seconds(now),
        "said": said(post.title, post.text),
        "wording": reply.wording,
        "language": numbers[post.language] if post.language else None,
        "intent": numbers[reply.intent] if reply.intent else None,
        "refers": reply.refers,
        "url": post.url,
        "text": post.text if reply.ours else None,
    }


def miss(db: sqlite3.Connection, thread: int, listed: Collection[int], now: datetime) -> None:
    """Take note of the replies that a whole list of a thread does not hold; those missed twice are gone."""
    rows = db.execute(
        "SELECT key, missing FROM replies WHERE thread = ? AND gone IS NULL", (thread,)
    ).fetchall()
    lost = [(key, missing) for key, missing in rows if key not in listed]
    moment = seconds(now)
    db.executemany(
        "UPDATE replies SET missing = ? WHERE key = ?",
        [(moment, key) for key, since in lost if since is None],
    )
    db.executemany(
        "UPDATE replies SET gone = missing WHERE key = ?",
        [(key,) for key, since in lost if since is not None and since <= moment - CONFIRMED],
    )


def cover(db: sqlite3.Connection, thread: int, replies: Sequence[Reply], now: datetime) -> None:
    """Posts that were told as replies in a thread stand in it, and need no look of their own."""
    posts = set(owners(db, [key_of(reply.post) for reply in replies]).values())
    db.executemany(
        "UPDATE threads SET thread = ?, looked = ?, next = NULL WHERE post = ?",
        [(thread, seconds(now), post) for post in sorted(posts)],
    )


def owners(db: sqlite3.Connection, keys: Collection[int]) -> dict[int, int]:
    """The kept posts that replies turned out to be, by key."""
    return dict(
        among(
            db,
            "SELECT k.key, coalesce(u.post, k.post) FROM keys k LEFT JOIN united u ON u.gone = k.post WHERE k.key IN",
            keys,
        )
    )


def take_over(db: sqlite3.Connection, other: sqlite3.Connection) -> None:
    """Add the replies that another database knows and this one does not. The caller holds the transaction."""
    names = dict(other.execute("SELECT id, name FROM names").fetchall())
    rows = other.execute(f"SELECT {_COLUMNS}, source, language, intent FROM replies").fetchall()  # noqa: S608 - ours
    numbers = numbered(db, {names[number] for row in rows for number in row[-3:] if number is not None})
    db.executemany(
        f"INSERT OR IGNORE INTO replies({_COLUMNS}, source, language, intent)"  # noqa: S608 - names of ours
        f" VALUES ({', '.join('?' * 21)})",
        [(*row[:-3], *(numbers[names[n]] if n is not None else None for n in row[-3:])) for row in rows],
    )


_COLUMNS = """
key, thread, place, parent, writer, account1, account2, account3, at, seen, missing, gone, edits, said, wording,
refers, url, text"""


def forget(db: sqlite3.Connection) -> None:
    """Let go of replies to posts that are gone. The caller holds the transaction."""
    db.execute("DELETE FROM replies WHERE thread NOT IN (SELECT thread FROM threads)")


def forget_writers(
    db: sqlite3.Connection, writers: Collection[int], name: str, source: str | None = None
) -> int:
    """Forget the replies of these authors (by key) and of somebody of that handle, id or address; how many there were.

    With a ``source`` only those that this one showed.
    """
    keys = {key for (key,) in among(db, "SELECT key FROM replies WHERE writer IN", writers)}
    keys |= {key for (key,) in db.execute(_SIGNED, {"account": account(name), "source": source})}
    db.executemany("INSERT OR IGNORE INTO forgotten(key) VALUES (?)", [(key,) for key in sorted(keys)])
    among(db, "DELETE FROM replies WHERE key IN", keys)
    return len(keys)


_SIGNED = """
SELECT r.key FROM replies r JOIN names n ON n.id = r.source
WHERE :account IN (r.account1, r.account2, r.account3) AND coalesce(:source, n.name) = n.name"""
