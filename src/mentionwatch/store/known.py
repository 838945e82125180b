"""What the database already knows of a few arrivals, in memory: the working set of one ``keep``."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from operator import attrgetter
from typing import Any

from mentionwatch.model import Author, Post, Span
from mentionwatch.store.arrivals import Arrival, sound_post
from mentionwatch.store.identity import Keys, Words, names_of, own_key, said
from mentionwatch.store.people import Person, people_of
from mentionwatch.store.rows import among, numbered
from mentionwatch.store.times import moment_or_none

counts_of = attrgetter("likes", "comments", "shares", "views")
"""The counts of an Engagement, in the order of the columns."""


@dataclass(slots=True, kw_only=True)
class Tie:
    """A mention in the making or in the database: a topic's hold on a post."""

    id: int
    topic: int
    spans: tuple[Span, ...]
    confidence: float
    doubtful: bool
    seen: int = 0
    is_new: bool = False
    changed: bool = False
    reread: bool = False


@dataclass(slots=True, kw_only=True)
class Kept:
    """A post of the database, or one that is about to be.

    ``heard`` is what each configured source last said (hashes), ``feed`` the one that said it first.
    ``first`` is the arrival that made it, for a new one; ``places`` are source and id of each place.
    ``retold``: something changed that its mentions repeat. ``counted``: when its counts were found to be others.
    """

    id: int
    at: int
    published: int | None
    first_seen: int
    language: int | None
    author: int | None
    counts: list[int | None]
    address: int | None
    url: str | None
    title: str | None
    text: str
    source: int
    site: int | None
    feed: int
    remark: bool
    names: frozenset[str]
    heard: dict[int, int]
    places: set[tuple[int, str]]
    ties: dict[int, Tie] = field(default_factory=dict)
    first: Arrival | None = None
    changed: bool = False
    reworded: bool = False
    retold: bool = False
    counted: int | None = None

    @property
    def words(self) -> Words:
        return Words(
            title=self.title, text=self.text, published=moment_or_none(self.published), names=self.names,
            remark=self.remark, address=self.address, direct=self.address is not None,
        )  # fmt: skip

    @property
    def said(self) -> int:
        return said(self.title, self.text)

    @property
    def whole(self) -> str:
        return f"{self.title}\n{self.text}" if self.title else self.text


@dataclass(slots=True, kw_only=True)
class Known:
    """The working set, and what of it is to be written.

    ``owners`` maps keys to posts; a post that is not in ``posts`` was pruned. ``claimed`` are new keys,
    ``united`` the posts that turned out to be another, ``gone`` those of them that have rows, ``dropped``
    pairs of mentions of which the first gives way to the second, ``reheard`` pairs of post and feed.
    """

    db: sqlite3.Connection
    names: dict[str, int]
    owners: dict[int, int]
    posts: dict[int, Kept]
    people: dict[int, Person]
    pruned: int | None
    next_post: int
    next_mention: int
    next_person: int
    forgotten: frozenset[int] = frozenset()
    claimed: dict[int, int] = field(default_factory=dict)
    united: dict[int, int] = field(default_factory=dict)
    gone: list[Kept] = field(default_factory=list)
    dropped: list[tuple[int, int]] = field(default_factory=list)
    seats: list[tuple[int, Arrival]] = field(default_factory=list)
    revisions: list[tuple[int, int, str | None, str]] = field(default_factory=list)
    reheard: set[tuple[int, int]] = field(default_factory=set)

    @classmethod
    def load(cls, db: sqlite3.Connection, arrivals: Sequence[Arrival]) -> Known:
        """Everything in the database that may concern the arrivals; within a transaction that writes."""
        keys = {key for arrival in arrivals for key in arrival.keys.all()}
        owners = _owners(db, keys)
        return cls(
            db=db,
            names=numbered(db, _strings(arrivals)),
            owners=owners,
            posts=_posts(db, set(owners.values())),
            people=people_of(db, {arrival.writer for arrival in arrivals if arrival.writer is not None}),
            pruned=_one(db, "SELECT value FROM facts WHERE name = 'pruned'"),
            next_post=_next(db, "posts"),
            next_mention=_next(db, "mentions"),
            next_person=(_one(db, "SELECT max(id) FROM authors") or 0) + 1,
            forgotten=_forgotten(db, keys),
        )

    def has_met(self, keys: Keys) -> bool:
        """Whether one of the keys belonged to a post or a person ever; if none did, the arrival is new."""
        every = keys.all()
        return not (self.owners.keys().isdisjoint(every) and self.forgotten.isdisjoint(every))

    def owner(self, key: int | None) -> Kept | None:
        """The post that a key belongs to, unless it was pruned."""
        return None if key is None else self.posts.get(self._post(key))

    def is_buried(self, key: int | None) -> bool:
        """Whether a key belonged to a post that was pruned."""
        return key is not None and key in self.owners and self._post(key) not in self.posts

    def claim(self, key: int, post: int) -> bool:
        """Let a key belong to a post; whether it does now."""
        if key not in self.owners:
            self.owners[key] = self.claimed[key] = post
            return True
        return self._post(key) == post

    def revisions_of(self, post: Kept) -> list[tuple[str | None, str]]:
        """Titles and texts that a post used to have."""
        rows = self.db.execute("SELECT title, text FROM revisions WHERE post = ?", (post.id,)).fetchall()
        return rows + [
            (title, text) for number, _, title, text in self.revisions if self.resolved(number) == post.id
        ]

    def _post(self, key: int) -> int:
        return self.resolved(self.owners.get(key, 0))

    def resolved(self, post: int) -> int:
        """The post that another one turned out to be."""
        while post in self.united:
            post = self.united[post]
        return post


def spoken(db: sqlite3.Connection, posts: Sequence[Post]) -> set[tuple[str, str]]:
    """Source and id of those of these posts that the database has with their language."""
    keys = {own_key(sound_post(post)): (post.source, post.id) for post in posts}
    question = (
        "SELECT k.key FROM keys k JOIN posts p ON p.id = k.post WHERE p.language IS NOT NULL AND k.key IN"
    )
    return {keys[key] for (key,) in among(db, question, keys)}


def _strings(arrivals: Iterable[Arrival]) -> set[str]:
    return {
        name
        for a in arrivals
        for name in (
            a.feed,
            a.post.source,
            a.post.kind,
            a.post.site,
            a.post.language,
            *(m.topic for m in a.matches),
        )
        if name is not None
    }


def _one(db: sqlite3.Connection, question: str) -> Any:
    row = db.execute(question).fetchone()
    return row[0] if row else None


def _next(db: sqlite3.Connection, table: str) -> int:
    """A number that no row of the table ever had."""
    row = db.execute("SELECT seq FROM sqlite_sequence WHERE name = ?", (table,)).fetchone()
    return (row[0] if row else 0) + 1


def _forgotten(db: sqlite3.Connection, keys: Collection[int]) -> frozenset[int]:
    """Those of the keys that belong to somebody who was forgotten; mostly nobody was."""
    if not _one(db, "SELECT EXISTS (SELECT 1 FROM forgotten)"):
        return frozenset()
    return frozenset(key for (key,) in among(db, "SELECT key FROM forgotten WHERE key IN", keys))


def _owners(db: sqlite3.Connection, keys: Collection[int]) -> dict[int, int]:
    # Not IN, for which SQLite makes a table of its own of all that is looked up.
    rows = db.execute(
        "SELECT k.key, k.post FROM json_each(?) asked CROSS JOIN keys k ON k.key = asked.value",
        (json.dumps(list(keys)),),
    )
    owners: dict[int, int] = dict(rows)
    united = dict(among(db, "SELECT gone, post FROM united WHERE gone IN", set(owners.values())))
    return {key: united.get(post, post) for key, post in owners.items()}


_POSTS = """
SELECT p.id, p.at, p.published, p.first_seen, p.language, p.author, p.likes, p.comments, p.shares, p.views,
    p.address, p.url, p.title, p.text, p.feed, p.said, k.name, p.source, p.site, p.code, a.name, a.handle, a.code
FROM posts p JOIN names k ON k.id = p.kind LEFT JOIN authors a ON a.id = p.author WHERE p.id IN"""


def _posts(db: sqlite3.Connection, numbers: Collection[int]) -> dict[int, Kept]:
    posts = {row[0]: _kept(row) for row in among(db, _POSTS, numbers)}
    for post, source, code, feed, told in among(
        db, "SELECT post, source, code, feed, said FROM places WHERE post IN", posts
    ):
        posts[post].places.add((source, code))
        posts[post].heard.setdefault(feed, told)
    for row in among(
        db, "SELECT post, id, topic, spans, confidence, doubted FROM mentions WHERE post IN", posts
    ):
        posts[row[0]].ties[row[2]] = _tie(row)
    return posts


def _kept(row: Any) -> Kept:
    return Kept(
        id=row[0], at=row[1], published=row[2], first_seen=row[3], language=row[4], author=row[5],
        counts=list(row[6:10]), address=row[10], url=row[11], title=row[12], text=row[13], feed=row[14],
        remark=row[16] in ("comment", "review"), source=row[17], site=row[18], places={(row[17], row[19])},
        heard={row[14]: row[15]}, names=names_of(Author(name=row[20], handle=row[21], id=row[22])),
    )  # fmt: skip


def _tie(row: Any) -> Tie:
    spans = tuple(Span(**span) for span in json.loads(row[3]))
    return Tie(id=row[1], topic=row[2], spans=spans, confidence=row[4], doubtful=bool(row[5]))
