"""What is kept, page by page, and the changes that other queries make to it."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from mentionwatch.model import Match, Mention, Post
from mentionwatch.store import read, stories, words
from mentionwatch.store.archive import Archived
from mentionwatch.store.arrivals import MOST_SPANS, arrival_of, sound_match, written
from mentionwatch.store.identity import crowded
from mentionwatch.store.keep import receive
from mentionwatch.store.known import Known
from mentionwatch.store.rows import among, numbered
from mentionwatch.store.triage import STAND, worked_on
from mentionwatch.store.write import write

_AT_ONCE = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class Tied:
    """A mention as it is kept. ``doubted``: what the matcher thought; ``worked_on``: somebody did something with it."""

    mention: Mention
    doubted: bool
    worked_on: bool

    def is_as(self, match: Match) -> bool:
        """Whether the matcher sees it as it did."""
        seen = (match.spans[:MOST_SPANS], round(match.confidence, 4), match.doubtful)
        return (self.mention.spans, self.mention.confidence, self.doubted) == seen


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """A post that topics hold, with their mentions by topic."""

    number: int
    post: Post
    ties: dict[str, Tied]


@dataclass(slots=True, kw_only=True)
class Changes:
    """What is to be changed: matches to add to posts, mentions by number to change, and to remove."""

    add: list[tuple[int, Match]] = field(default_factory=list)
    change: list[tuple[int, Match]] = field(default_factory=list)
    remove: list[int] = field(default_factory=list)


def last_post(db: sqlite3.Connection) -> int:
    """The number of the post that was kept last; 0 where there is none."""
    (last,) = db.execute("SELECT coalesce(max(id), 0) FROM posts").fetchone()
    return int(last)


def held(db: sqlite3.Connection, until: int) -> Iterator[list[Held]]:
    """All posts that are kept, up to a number, a few hundred at a time, oldest number first."""
    last = 0
    while posts := db.execute(
        f"SELECT id FROM posts WHERE id > ? AND id <= ? ORDER BY id LIMIT {_AT_ONCE}",  # noqa: S608 - ours
        (last, until),
    ).fetchall():
        last = posts[-1][0]
        yield _page(db, [post for (post,) in posts])


def _page(db: sqlite3.Connection, posts: Sequence[int]) -> list[Held]:
    rows = list(among(db, "SELECT id, post, doubted FROM mentions WHERE post IN", posts))
    touched = worked_on(db, [row for row, _, _ in rows])
    mentions = {mention.id: mention for mention in read.chosen(db, [row for row, _, _ in rows])}
    ties: dict[int, dict[str, Tied]] = defaultdict(dict)
    for row, post, doubted in rows:
        mention = mentions[row]
        ties[post][mention.topic] = Tied(mention=mention, doubted=bool(doubted), worked_on=row in touched)
    return [
        Held(number=post, post=next(iter(ties[post].values())).mention.post, ties=ties[post]) for post in ties
    ]


def rematch(db: sqlite3.Connection, changes: Changes) -> list[Mention]:
    """Make the changes; the mentions that are new. The caller holds the transaction."""
    db.executemany(
        "UPDATE mentions SET spans = ?, confidence = ?, doubted = ? WHERE id = ?",
        [(*_seen(match), mention) for mention, match in changes.change],
    )
    among(db, STAND, [number for number, _ in changes.change])
    added = _add(db, changes.add)
    _remove(db, changes.remove)
    return read.chosen(db, added)


def _seen(match: Match) -> tuple[str, float, bool]:
    match = sound_match(match)
    return written(match.spans), round(match.confidence, 4), match.doubtful


def _add(db: sqlite3.Connection, matches: Sequence[tuple[int, Match]]) -> list[int]:
    topics = numbered(db, {match.topic for _, match in matches})
    return [
        db.execute(
            "INSERT INTO mentions(post, topic, at, source, site, language, author, first_seen, spans, confidence,"
            " doubted, doubtful) SELECT id, ?1, at, source, site, language, author, first_seen, ?2, ?3, ?4, ?4"
            " FROM posts WHERE id = ?5",
            (topics[match.topic], *_seen(match), post),
        ).lastrowid
        or 0
        for post, match in matches
    ]


def _remove(db: sqlite3.Connection, mentions: Sequence[int]) -> None:
    """Let go of mentions, and of posts that no topic holds any more. They may come back: their keys go too."""
    if not mentions:
        return
    posts = {post for (post,) in among(db, "SELECT post FROM mentions WHERE id IN", mentions)}
    among(db, "DELETE FROM mentions WHERE id IN", mentions)
    held_still = {post for (post,) in among(db, "SELECT post FROM mentions WHERE post IN", posts)}
    loose = posts - held_still
    if not loose:
        return
    united = {gone for (gone,) in among(db, "SELECT gone FROM united WHERE post IN", loose)}
    words.forget(db, loose)
    among(db, "DELETE FROM keys WHERE post IN", loose | united)
    among(db, "DELETE FROM united WHERE post IN", loose)
    among(db, "DELETE FROM posts WHERE id IN", loose)


def admit(db: sqlite3.Connection, found: Sequence[tuple[Archived, Sequence[Match]]]) -> list[Mention]:
    """Keep posts of the archive that match now, as of when they were seen; the mentions that are new.

    The caller holds the transaction.
    """
    arrivals = [
        replace(arrival_of(one.post, matches, one.feed, one.seen), is_news=False) for one, matches in found
    ]
    shared = crowded([(arrival.keys, arrival.words) for arrival in arrivals])
    known = Known.load(db, arrivals)
    for arrival in arrivals:
        receive(replace(arrival, crowded=arrival.keys.address in shared), known)
    return read.chosen(db, write(known))


def tidy(db: sqlite3.Connection) -> None:
    """Let go of authors and stories of which nothing is kept any more. The caller holds the transaction."""
    stories.forget(db)
    db.execute("DELETE FROM authors WHERE id NOT IN (SELECT author FROM posts WHERE author IS NOT NULL)")
