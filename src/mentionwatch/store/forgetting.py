"""Forgetting a person: everything of theirs leaves the file, not only the lists (GDPR, article 17).

What stays are 64-bit hashes of the addresses of what they wrote (``keys``, ``forgotten``), so that a feed that
still shows it does not bring it back. What they publish later is kept like anybody's.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from mentionwatch.model import Author
from mentionwatch.store import archive, outbox, replies, stories, words
from mentionwatch.store.rows import among
from mentionwatch.store.transaction import transaction


@dataclass(frozen=True, slots=True, kw_only=True)
class Somebody:
    """A person that a platform tells apart, with the source that showed them and how many posts are kept of them."""

    id: int
    source: str
    author: Author
    posts: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Forgotten:
    """What was removed: mentions, the posts they were in, posts of the archive, and what was known of replies.

    ``overwritten``: nothing of it stands in the write-ahead log any more.
    """

    mentions: int
    posts: int
    archived: int
    replies: int = 0
    overwritten: bool = True


_TELLING = 4  # letters; a shorter name is part of too many words

CALLED = "? IN (a.name, a.handle, a.code, a.url) OR a.handle IN (?, ?)"
"""The condition that an author ``a`` is called so; it takes the values of ``spellings``."""


_BURY = """
INSERT OR IGNORE INTO forgotten SELECT key FROM keys
WHERE coalesce((SELECT u.post FROM united u WHERE u.gone = keys.post), keys.post) IN"""


def spellings(name: str) -> tuple[str, str, str]:
    """What ``CALLED`` is asked with: a name, handle (with or without @), id or address."""
    bare = name.removeprefix("@")
    return name, bare, f"@{bare}"


def called(db: sqlite3.Connection, name: str) -> list[Somebody]:
    """Everybody whose name, handle, id or address it is, those of most posts first."""
    rows = db.execute(
        "SELECT a.id, n.name, a.name, a.handle, a.code, a.url, a.followers,"  # noqa: S608 - a condition of ours
        " (SELECT count(*) FROM posts WHERE author = a.id) AS many"
        f" FROM authors a JOIN names n ON n.id = a.source WHERE {CALLED} ORDER BY many DESC, a.id",
        spellings(name),
    )
    return [
        Somebody(
            id=row[0],
            source=row[1],
            author=Author(name=row[2], handle=row[3], id=row[4], url=row[5], followers=row[6]),
            posts=row[7],
        )
        for row in rows
    ]


def forget(
    db: sqlite3.Connection, people: Collection[Somebody], name: str, source: str | None = None
) -> Forgotten:
    """Remove people and all they wrote, and what an author called ``name`` has in the archive.

    With a ``source`` only what that one showed is removed from the archive. The room is overwritten: nothing of it
    can be read from the file afterwards.
    """
    db.execute("PRAGMA secure_delete = ON")
    with transaction(db):
        numbers = [person.id for person in people]
        posts = [post for (post,) in among(db, "SELECT id FROM posts WHERE author IN", numbers)]
        mentions = [number for (number,) in among(db, "SELECT id FROM mentions WHERE post IN", posts)]
        among(db, _BURY, posts)
        words.forget(db, posts)
        outbox.forget(db, mentions, _signs(db, people, posts))
        among(db, "DELETE FROM posts WHERE id IN", posts)
        writers = [key for (key,) in among(db, "SELECT key FROM authors WHERE id IN", numbers)]
        replied = replies.forget_writers(db, writers, name, source)
        among(db, "DELETE FROM authors WHERE id IN", numbers)
        stories.forget(db)
        db.execute("DELETE FROM samples")  # pages as they were answered may name anybody
        archived = _forget_archived(db, people, name, source)
        db.execute("INSERT INTO words(words) VALUES ('optimize')")  # drops the words of what was deleted
    overwritten = _overwrite(db)
    return Forgotten(
        mentions=len(mentions),
        posts=len(posts),
        archived=archived,
        replies=replied,
        overwritten=overwritten,
    )


def _signs(db: sqlite3.Connection, people: Collection[Somebody], posts: Collection[int]) -> set[str]:
    """What shows that a message tells of these people: their names, and the addresses of what they wrote."""
    addresses = {url for (url,) in among(db, "SELECT url FROM posts WHERE url IS NOT NULL AND id IN", posts)}
    authors = (one.author for one in people)
    told = {token for each in authors for token in (each.name, each.handle, each.url) if token}
    return addresses | {token for token in told if len(token) >= _TELLING}


def _forget_archived(
    db: sqlite3.Connection, people: Collection[Somebody], name: str, source: str | None
) -> int:
    """Archived posts are compressed, so each is looked into."""
    called_so = {one.casefold() for one in spellings(name)}
    known = {(person.source, token) for person in people for token in _tokens(person.author)}
    keys = [
        key
        for key, showed, author in _archived(db)
        if source in (None, showed) and _is_meant(showed, author, known, called_so)
    ]
    db.executemany("INSERT OR IGNORE INTO forgotten(key) VALUES (?)", [(key,) for key in keys])
    among(db, "DELETE FROM archive WHERE key IN", keys)
    return len(keys)


def _archived(db: sqlite3.Connection) -> Iterator[tuple[int, str, Author]]:
    for key, body in db.execute("SELECT key, body FROM archive"):
        post = archive.unpack(body)
        if post.author:
            yield key, post.source, post.author


def _is_meant(source: str, author: Author, known: set[tuple[str, str]], called_so: set[str]) -> bool:
    tokens = set(_tokens(author))
    return any((source, token) in known for token in tokens) or bool(tokens & called_so)


def _tokens(author: Author) -> Iterator[str]:
    """All that an author is known by, for comparing."""
    for token in (author.name, author.handle, author.id, author.url):
        if token:
            yield token.casefold()


def _overwrite(db: sqlite3.Connection) -> bool:
    """Give the freed room back and empty the write-ahead log; False where a reader still needs the log.

    What was deleted is zeros already (secure_delete); older pages of it stand in the log until then.
    """
    db.executescript("PRAGMA incremental_vacuum")  # execute() would give back one page only
    busy, _, _ = db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    return not busy
