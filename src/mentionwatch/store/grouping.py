"""Which post has whose wording and tells of whose event: what `analysis.placing` asks, and what it finds."""

from __future__ import annotations

import json
import sqlite3
from array import array
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain
from typing import TYPE_CHECKING, Any

from mentionwatch.analysis.placing import Order, Original, Told
from mentionwatch.store.rows import among
from mentionwatch.store.times import moment, seconds

if TYPE_CHECKING:
    from datetime import datetime

    from mentionwatch.analysis.stories import Link
    from mentionwatch.text.sketches import Copy

LATEST = 100
"""So many leads of a term are looked at, the latest; a term of more is no help in telling events apart."""

_PAGE = 500
_TOLD = "SELECT id, at, title, text, author FROM posts WHERE id IN"
_FRESH = """
SELECT DISTINCT m.post FROM mentions m WHERE m.story IS NULL ORDER BY m.at, m.post LIMIT ?"""
_ADOPT = """
UPDATE mentions SET story = (SELECT story FROM grouped WHERE post = mentions.post)
WHERE story IS NULL AND post IN (SELECT post FROM grouped)"""
_ALIKE = """
SELECT g.post, coalesce((SELECT o.post FROM grouped o WHERE o.post = g.original), g.post)
FROM grouped g WHERE g.post IN"""
_ORIGINAL = "SELECT post, at, lead, terms FROM grouped WHERE"

# A text is looked up under many numbers. One question with a list of posts for each of them, as text, takes a third
# of the time of a question for each.
_UNDER_KEYS = """
SELECT (SELECT group_concat(post) FROM (
    SELECT post FROM sketches WHERE key = value ORDER BY post DESC LIMIT ?)) FROM json_each(?)"""
_LEADS = """
SELECT value, (SELECT group_concat(post) FROM (
    SELECT post FROM leads WHERE term = value AND at >= ? AND (at, post) < (?, ?) ORDER BY at DESC, post DESC LIMIT ?
)) FROM json_each(?)"""


def groups(db: sqlite3.Connection, limit: int) -> Groups:
    """The shelf, and at most ``limit`` posts that have no place on it, the oldest of them.

    A post that has one gives its story to all its mentions.
    """
    db.execute(_ADOPT)
    return Groups(db, _told(db, [post for (post,) in db.execute(_FRESH, (limit,))]))


def _told(db: sqlite3.Connection, posts: Sequence[int]) -> list[Told]:
    return [
        Told(id=post, published=moment(at), title=title, text=text, author=None if by is None else str(by))
        for post, at, title, text, by in among(db, _TOLD, posts)
    ]


@dataclass(slots=True)
class Groups:
    """The shelf that texts are placed on (`placing.Shelf`), within a transaction of its caller.

    ``fresh`` are to be placed. ``finish`` gives each story its number once all are placed; it keeps that when an
    earlier report turns up.
    """

    db: sqlite3.Connection
    fresh: Sequence[Told]
    touched: set[int] = field(default_factory=set)
    led: dict[int, bool] = field(default_factory=dict)

    def texts(self, ids: Sequence[int]) -> Sequence[Told]:
        return _told(self.db, ids)

    def alike(self, keys: Sequence[int], newest: int, most: int) -> Sequence[tuple[int, int]]:
        rows = self.db.execute(_UNDER_KEYS, (newest, json.dumps(keys)))
        shared = Counter(chain.from_iterable(_posts(some) for (some,) in rows))
        best = [post for post, _ in shared.most_common(most)]
        groups: dict[int, int] = dict(among(self.db, _ALIKE, best)) if best else {}
        return [(post, groups[post]) for post in best if post in groups]

    def originals(self, ids: Sequence[int]) -> Sequence[Original]:
        return [_original(row) for row in among(self.db, f"{_ORIGINAL} post IN", ids)]

    def after(self, order: Order) -> Iterator[Original]:
        question = f"{_ORIGINAL} original = post AND (at, post) > (?, ?) ORDER BY at, post LIMIT ?"
        last = (seconds(order[0]), order[1])
        while page := self.db.execute(question, (*last, _PAGE)).fetchall():
            yield from (_original(row) for row in page if row[2])
            last = (page[-1][1], page[-1][0])

    def leads(self, terms: Iterable[int], since: datetime, before: Order) -> Mapping[int, Sequence[int]]:
        bounds = (seconds(since), seconds(before[0]), before[1], LATEST)
        rows = self.db.execute(_LEADS, (*bounds, json.dumps(list(terms))))
        return {term: _posts(some) for term, some in rows}

    def add_text(self, told: Told, keys: Sequence[int]) -> None:
        self.touched.add(told.id)
        self.db.execute(
            "INSERT INTO grouped(post, at, original, lead, story, terms) VALUES (?, ?, ?, 0, 0, '')",
            (told.id, seconds(told.published), told.id),
        )
        self.db.executemany(
            "INSERT OR IGNORE INTO sketches(key, post) VALUES (?, ?)", [(key, told.id) for key in keys]
        )

    def add_copy(self, id: int, original: int, copy: Copy) -> None:  # noqa: A002
        why = {"copy": copy.id, "how": copy.likeness.how, "share": round(copy.likeness.share, 4)}
        self.db.execute(_BECOMES_COPY, (original, _compact(why), id))
        self.db.execute(_COPIES_GO_OVER, (original, id))
        self.touched |= {id, original}

    def place(self, original: Original, link: Link) -> None:
        self.db.execute(
            "UPDATE grouped SET lead = ?, terms = ?, why = ? WHERE post = ?",
            (original.lead, _packed(original.terms), _why(link), original.id),
        )
        self.touched.add(original.id)
        if original.leads:
            self.led.setdefault(original.id, False)
            at = seconds(original.published)
            self.db.executemany(
                "INSERT OR IGNORE INTO leads(term, at, post) VALUES (?, ?, ?)",
                [(term, at, original.id) for term in original.terms],
            )

    def remove_lead(self, original: Original) -> None:
        self.led[original.id] = True
        self.db.executemany(
            "DELETE FROM leads WHERE term = ? AND at = ? AND post = ?",
            [(term, seconds(original.published), original.id) for term in original.terms],
        )

    def finish(self) -> None:
        """Number the stories, and tell the mentions."""
        posts = json.dumps(sorted(self.touched))
        self.db.execute(_COPIES_FOLLOW, (posts,))
        for post, was_lead in sorted(self.led.items()):
            if was_lead:
                self.db.execute(_HAND_OVER, (post, post))
        self.db.execute(_NEW_STORIES, (posts,))
        self.db.executemany(_END, [(post,) for post, was_lead in self.led.items() if was_lead])
        self.db.execute(_NUMBER, (posts, posts))
        self.db.execute(_TELL, (posts, posts))


# Posts that were touched, and the copies of those among them that are originals.
_THESE = """
(SELECT value FROM json_each(?) UNION
 SELECT post FROM grouped WHERE original IN (SELECT value FROM json_each(?)) AND original <> post)"""
_BECOMES_COPY = "UPDATE grouped SET original = ?, why = ? WHERE post = ?"
_COPIES_GO_OVER = "UPDATE grouped SET original = ? WHERE original = ? AND original <> post"
_COPIES_FOLLOW = """
UPDATE grouped SET lead = (SELECT o.lead FROM grouped o WHERE o.post = grouped.original)
WHERE original <> post AND original IN (SELECT value FROM json_each(?))"""
_HAND_OVER = """
UPDATE OR IGNORE stories SET lead = (SELECT lead FROM grouped WHERE post = ?) WHERE lead = ?"""
_NEW_STORIES = """
INSERT OR IGNORE INTO stories(lead)
SELECT post FROM grouped WHERE post IN (SELECT value FROM json_each(?)) AND lead = post ORDER BY at, post"""
_END = """
DELETE FROM stories WHERE lead = ? AND NOT EXISTS
    (SELECT 1 FROM grouped g WHERE g.post = stories.lead AND g.lead = g.post)"""
_NUMBER = f"""
UPDATE grouped SET story = coalesce((SELECT id FROM stories WHERE lead = grouped.lead), story)
WHERE post IN {_THESE}"""  # noqa: S608 - parts of ours
_TELL = f"""
UPDATE mentions SET story = (SELECT story FROM grouped WHERE post = mentions.post)
WHERE post IN {_THESE}"""  # noqa: S608


def _posts(some: str | None) -> list[int]:
    return list(map(int, some.split(","))) if some else []


def _original(row: Any) -> Original:
    post, at, lead, terms = row
    return Original(id=post, published=moment(at), lead=lead or None, terms=frozenset(_unpacked(terms)))


def _packed(terms: Iterable[int]) -> bytes:
    return array("I", sorted(terms)).tobytes()


def _unpacked(terms: bytes | str) -> Iterable[int]:
    return array("I", terms) if isinstance(terms, bytes) else ()


def _why(link: Link) -> str | None:
    if not link.why:
        return None
    shared = [[reason.kind, *reason.words] for reason in link.why]
    return _compact({"lead": link.lead, "score": round(link.score, 2), "shared": shared})


def _compact(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
