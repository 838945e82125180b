"""Topics that share posts."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass

from mentionwatch.model import Filter
from mentionwatch.store.rows import among
from mentionwatch.store.where import condition


@dataclass(frozen=True, slots=True, kw_only=True)
class Beside:
    """Of the ``posts`` looked at: how many mention each topic, and both of each pair, with an example's mention."""

    posts: int
    topics: dict[str, int]
    pairs: dict[tuple[str, str], tuple[int, int]]


_SOME = "WITH some AS (SELECT m.id, m.post, m.topic FROM mentions m WHERE {where} ORDER BY m.at DESC LIMIT ?)"
_PAIRS = """
SELECT a.topic, b.topic, count(*), max(a.id) FROM some a
JOIN mentions b ON b.post = a.post AND b.topic <> a.topic AND b.doubtful = 0 GROUP BY a.topic, b.topic"""


def beside(db: sqlite3.Connection, asked: Filter, limit: int) -> Beside:
    """What the newest ``limit`` mentions share; the cost does not grow with the archive."""
    where, values = condition(asked)
    some, given = _SOME.format(where=where), [*values, limit]
    (posts,) = db.execute(f"{some} SELECT count(DISTINCT post) FROM some", given).fetchone()  # noqa: S608
    topics: Sequence[tuple[int, int]] = db.execute(
        f"{some} SELECT topic, count(*) FROM some GROUP BY topic",  # noqa: S608 - parts of ours
        given,
    ).fetchall()
    pairs = db.execute(some + _PAIRS, given).fetchall()
    numbers = {topic for topic, _ in topics} | {other for _, other, *_ in pairs}
    names = dict(among(db, "SELECT id, name FROM names WHERE id IN", numbers))
    return Beside(
        posts=posts,
        topics={names[topic]: count for topic, count in topics},
        pairs={(names[topic], names[other]): (count, last) for topic, other, count, last in pairs},
    )
