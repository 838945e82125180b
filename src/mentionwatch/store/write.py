"""The working set written back: one statement a table, rows in the order of their numbers."""

from __future__ import annotations

import sqlite3
from typing import Any

from mentionwatch.store import growth, words
from mentionwatch.store.arrivals import Arrival, written
from mentionwatch.store.known import Kept, Known, Tie
from mentionwatch.store.rows import among
from mentionwatch.store.triage import STAND, take_over


def write(known: Known) -> list[int]:
    """Write all that is new or changed; the numbers of the new mentions. The caller holds the transaction."""
    db = known.db
    posts = [known.posts[number] for number in sorted(known.posts)]
    changed = [post for post in posts if post.changed and not post.first]
    reworded = [post.id for post in changed if post.reworded]
    if reworded or known.gone:
        words.forget(db, [*reworded, *(gone.id for gone in known.gone)])
    _write_people(known)
    _write_new_posts(known, [post for post in posts if post.first])
    grown = [post for post in changed if post.counted is not None]
    growth.begin(db, grown)
    db.executemany(_CHANGE_POST, [_changes(post) for post in changed])
    growth.go_on(db, grown)
    _write_unions(known)
    _write_places(known)
    db.executemany(
        "INSERT INTO keys(key, post) VALUES (?, ?)",
        [(key, known.resolved(post)) for key, post in sorted(known.claimed.items())],
    )
    fresh = _write_mentions(known, posts)
    if retold := [post.id for post in posts if post.retold and not post.first]:
        among(db, _RETELL, retold)
    words.learn(db, ((post.id, post.title, post.text) for post in posts if post.first or post.reworded))
    return fresh


def _write_people(known: Known) -> None:
    people = known.people.items()
    known.db.executemany(
        "INSERT INTO authors(key, source, reach, name, handle, code, url, followers, id)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        [(key, p.source, p.reach, *_person(p)) for key, p in people if p.is_new],
    )
    known.db.executemany(
        "UPDATE authors SET reach = ?, name = ?, handle = ?, code = ?, url = ?, followers = ? WHERE id = ?",
        [(p.reach, *_person(p)) for _, p in people if p.changed and not p.is_new],
    )


def _person(person: Any) -> tuple[Any, ...]:
    author = person.author
    return (author.name, author.handle, author.id, author.url, author.followers, person.id)


_NEW_POST = """
INSERT INTO posts(id, at, published, first_seen, source, feed, kind, site, language, author, likes, comments,
    shares, views, rating, address, said, code, url, thread, parent, title, text)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"""


def _write_new_posts(known: Known, posts: list[Kept]) -> None:
    known.db.executemany(_NEW_POST, (_post(kept, kept.first, known.names) for kept in posts if kept.first))


def _post(kept: Kept, first: Arrival, names: dict[str, int]) -> tuple[Any, ...]:
    post = first.post
    return (
        kept.id, kept.at, kept.published, kept.first_seen, kept.source, kept.feed, names[post.kind],
        kept.site, kept.language, kept.author, *kept.counts, post.rating,
        kept.address, kept.heard[kept.feed], post.id, kept.url, post.thread, post.parent, kept.title, kept.text,
    )  # fmt: skip


_CHANGE_POST = """
UPDATE posts SET at = ?, published = ?, language = ?, author = ?, likes = ?, comments = ?, shares = ?, views = ?,
    address = ?, said = ?, url = ?, title = ?, text = ? WHERE id = ?"""


def _changes(post: Kept) -> tuple[Any, ...]:
    return (
        post.at, post.published, post.language, post.author, *post.counts, post.address, post.heard[post.feed],
        post.url, post.title, post.text, post.id,
    )  # fmt: skip


def _write_unions(known: Known) -> None:
    """Posts that turned out to be another become a place of it; what was done with their mentions is kept."""
    db = known.db
    for old, new in known.dropped:
        take_over(db, old, new)
        db.execute("DELETE FROM mentions WHERE id = ?", (old,))
    for gone in known.gone:
        _write_union(db, gone.id, known.resolved(gone.id))


def _write_union(db: sqlite3.Connection, gone: int, post: int) -> None:
    db.execute(
        "INSERT INTO places(post, source, feed, seen, said, code, url)"
        " SELECT ?, source, feed, first_seen, said, code, url FROM posts WHERE id = ?",
        (post, gone),
    )
    for table in ("places", "revisions", "mentions"):
        db.execute(f"UPDATE {table} SET post = ? WHERE post = ?", (post, gone))  # noqa: S608 - names of ours
    db.execute("DELETE FROM posts WHERE id = ?", (gone,))
    db.execute("UPDATE united SET post = ? WHERE post = ?", (post, gone))
    db.execute("INSERT INTO united(gone, post) VALUES (?, ?)", (gone, post))


def _write_places(known: Known) -> None:
    known.db.executemany(
        "INSERT INTO places(post, source, feed, seen, said, code, url) VALUES (?, ?, ?, ?, ?, ?, ?)",
        [_place(known, post, arrival) for post, arrival in known.seats],
    )
    known.db.executemany(
        "UPDATE places SET said = ? WHERE post = ? AND feed = ?",
        [
            (known.posts[known.resolved(post)].heard[feed], known.resolved(post), feed)
            for post, feed in sorted(known.reheard)
        ],
    )
    known.db.executemany(
        "INSERT INTO revisions(post, seen, title, text) VALUES (?, ?, ?, ?)",
        [(known.resolved(post), *revision) for post, *revision in known.revisions],
    )


def _place(known: Known, post: int, arrival: Arrival) -> tuple[Any, ...]:
    names = known.names
    return (
        known.resolved(post), names[arrival.post.source], names[arrival.feed], arrival.seen, arrival.said,
        arrival.post.id, arrival.post.url,
    )  # fmt: skip


_NEW_MENTION = """
INSERT INTO mentions(id, post, topic, at, source, site, language, author, doubtful, doubted, first_seen,
    confidence, spans)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"""
_CHANGE_MENTION = "UPDATE mentions SET spans = ?, confidence = ?, doubted = ? WHERE id = ?"
_REREAD = "UPDATE mentions SET intent = CASE WHEN intent_told THEN intent END, unread = 1 WHERE id IN"
_FEEL_ANEW = """
UPDATE mentions SET label = NULL, score = NULL, certainty = NULL, "by" = NULL, words = NULL
WHERE "by" <> coalesce((SELECT id FROM names WHERE name = 'person'), 0) AND id IN"""
_RETELL = """
UPDATE mentions SET (at, source, site, language, author) =
    (SELECT p.at, p.source, p.site, p.language, p.author FROM posts p WHERE p.id = mentions.post)
WHERE post IN"""


def _write_mentions(known: Known, posts: list[Kept]) -> list[int]:
    new = [(tie, post) for post in posts for tie in post.ties.values() if tie.is_new]
    changed = [tie for post in posts for tie in post.ties.values() if tie.changed and not tie.is_new]
    known.db.executemany(_NEW_MENTION, (_mention(tie, post) for tie, post in new))
    known.db.executemany(
        _CHANGE_MENTION, [(written(tie.spans), tie.confidence, tie.doubtful, tie.id) for tie in changed]
    )
    among(known.db, STAND, [tie.id for tie in changed])
    reread = [tie.id for tie in changed if tie.reread]
    for question in (_REREAD, _FEEL_ANEW):
        among(known.db, question, reread)
    return sorted(tie.id for tie, _ in new)


def _mention(tie: Tie, post: Kept) -> tuple[Any, ...]:
    return (
        tie.id, post.id, tie.topic, post.at, post.source, post.site, post.language, post.author, tie.doubtful,
        tie.doubtful, tie.seen, tie.confidence, written(tie.spans),
    )  # fmt: skip
