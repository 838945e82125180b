"""Counts for reports. They come from the index ``mentions_figures`` alone, so a week costs a week."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Any, Literal, TypeAlias

from mentionwatch.model import UNSURE, Author, Filter, Loudest, Mention, Tally
from mentionwatch.store import read
from mentionwatch.store.rows import among
from mentionwatch.store.times import ceiling
from mentionwatch.store.where import LABEL, condition

By: TypeAlias = Literal["topic", "source", "site", "language", "day", "sentiment"]

_BY: dict[str, str] = {
    "topic": "m.topic",
    "source": "m.source",
    "site": "m.site",
    "language": "m.language",
    "day": "(m.at + 62135596800) / 86400",  # days since the first of January of the year 1
    "sentiment": "m.label",
}
_NUMBERS = (
    "count(*) AS total, sum(m.label = 1), sum(m.label = 0), sum(m.label = -1),"
    f" sum(m.certainty < {UNSURE}), sum(CASE WHEN m.certainty < {UNSURE} THEN m.label END)"
)
_REACTIONS = "coalesce(p.likes, 0) + coalesce(p.comments, 0) + coalesce(p.shares, 0)"


def counts(
    db: sqlite3.Connection, asked: Filter, by: Sequence[By]
) -> list[tuple[tuple[str | None, ...], Tally]]:
    """Tallies of mentions for every combination of names that there is, most first.

    Days are ``YYYY-MM-DD`` in UTC; a name is None where the platform does not tell it.
    """
    where, values = condition(asked)
    columns = "".join(f"{_BY[name]}, " for name in by)
    groups = f"GROUP BY {columns[:-2]}" if by else ""
    question = f"SELECT {columns} {_NUMBERS} FROM mentions m WHERE {where} {groups}"  # noqa: S608 - parts of ours
    rows = db.execute(question, values).fetchall()
    names = _names(
        db, {value for row in rows for value, name in zip(row, by, strict=False) if _is_named(name)}
    )
    found = [(_named(row, by, names), _tally(row[len(by) :])) for row in rows]
    return sorted(found, key=lambda line: (-line[1].total, [name or "" for name in line[0]]))


def _named(row: Sequence[int | None], by: Sequence[By], names: dict[int, str]) -> tuple[str | None, ...]:
    return tuple(_name(value, name, names) for value, name in zip(row, by, strict=False))


def _is_named(by: str) -> bool:
    return by not in ("day", "sentiment")


def _names(db: sqlite3.Connection, numbers: set[Any]) -> dict[int, str]:
    return dict(among(db, "SELECT id, name FROM names WHERE id IN", numbers - {None}))


def _name(value: int | None, by: str, names: dict[int, str]) -> str | None:
    if value is None:
        return None
    if by == "day":
        return date.fromordinal(value + 1).isoformat()
    return LABEL[value] if by == "sentiment" else names[value]


def _tally(row: Sequence[int | None]) -> Tally:
    total, positive, neutral, negative, unsure, balance = (number or 0 for number in row)
    return Tally(
        total=total,
        positive=positive,
        neutral=neutral,
        negative=negative,
        unsure=unsure,
        unsure_balance=balance,
    )


def hourly(db: sqlite3.Connection, asked: Filter, start: datetime) -> list[tuple[str, int, int, int]]:
    """Topic, hour counted from ``start``, mentions and negative mentions, of every hour that has any."""
    where, values = condition(asked)
    rows = db.execute(
        f"SELECT m.topic, (m.at - ?) / 3600 AS hour, count(*), sum(m.label = -1) FROM mentions m WHERE {where}"  # noqa: S608
        " GROUP BY m.topic, hour",
        [ceiling(start), *values],
    ).fetchall()
    names = _names(db, {row[0] for row in rows})
    return [(names[topic], hour, total, negative or 0) for topic, hour, total, negative in rows]


def hourly_of_stories(
    db: sqlite3.Connection, asked: Filter, start: datetime, least: int
) -> list[tuple[str, int, int, int, int]]:
    """Topic, story, hour counted from ``start``, mentions and negative ones, of stories of at least ``least``."""
    where, values = condition(asked)
    rows = db.execute(
        "WITH counted AS MATERIALIZED"  # noqa: S608 - parts of ours
        " (SELECT m.topic, m.story, (m.at - ?) / 3600 AS hour, count(*) AS total, sum(m.label = -1) AS negative"
        f" FROM mentions m WHERE {where} AND m.story IS NOT NULL GROUP BY m.topic, m.story, hour)"
        " SELECT * FROM counted WHERE (topic, story) IN"
        " (SELECT topic, story FROM counted GROUP BY topic, story HAVING sum(total) >= ?)",
        [ceiling(start), *values, least],
    ).fetchall()
    names = _names(db, {row[0] for row in rows})
    return [(names[topic], story, hour, total, negative or 0) for topic, story, hour, total, negative in rows]


def loudest(db: sqlite3.Connection, asked: Filter, limit: int) -> list[Loudest]:
    """The authors with most mentions; of equals, those with most followers."""
    where, values = condition(asked)
    rows = db.execute(
        f"SELECT a.name, a.handle, a.code, a.url, a.followers, a.reach, n.name, g.* FROM"  # noqa: S608 - parts of ours
        f" (SELECT m.author, {_NUMBERS} FROM mentions m WHERE {where} AND m.author IS NOT NULL GROUP BY m.author) g"
        " JOIN authors a ON a.id = g.author JOIN names n ON n.id = a.source"
        " ORDER BY g.total DESC, a.reach DESC, a.id LIMIT ?",
        [*values, limit],
    ).fetchall()
    days = _complained(db, asked, [row[7] for row in rows])
    return [
        Loudest(
            author=Author(name=name, handle=handle, id=code, url=url, followers=followers),
            source=source,
            tally=_tally(tally),
            reach=reach,
            complained_on=days.get(number, 0),
        )
        for name, handle, code, url, followers, reach, source, number, *tally in rows
    ]


def _complained(db: sqlite3.Connection, asked: Filter, authors: Sequence[int]) -> dict[int, int]:
    """On how many UTC days each author wrote something negative."""
    where, values = condition(asked)
    question = (
        f"SELECT m.author, count(DISTINCT m.at / 86400) FROM mentions m WHERE {where} AND m.label = -1"  # noqa: S608
        " AND m.author IN (SELECT value FROM json_each(?)) GROUP BY m.author"
    )
    return dict(db.execute(question, [*values, json.dumps(authors)]).fetchall())


def engaging(db: sqlite3.Connection, asked: Filter, limit: int) -> list[Mention]:
    """Mentions with most reactions (likes, comments and shares together); without any they are left out."""
    where, values = condition(asked)
    rows = db.execute(
        f"SELECT m.id, {_REACTIONS} AS reactions FROM mentions m JOIN posts p ON p.id = m.post"  # noqa: S608
        f" WHERE {where} AND reactions > 0 ORDER BY reactions DESC, p.views DESC, m.at DESC, m.id DESC LIMIT ?",
        [*values, limit],
    )
    return read.chosen(db, [row for row, _ in rows])


def late(db: sqlite3.Connection, asked: Filter) -> int:
    """How many mentions were first seen between ``since`` and ``until`` but count for a time before."""
    if asked.since is None or asked.until is None:
        return 0
    rest, values = condition(_anytime(asked))
    start, end = ceiling(asked.since), ceiling(asked.until)
    row = db.execute(
        f"SELECT count(*) FROM mentions m WHERE m.first_seen >= ? AND m.first_seen < ? AND m.at < ? AND {rest}",  # noqa: S608
        [start, end, start, *values],
    ).fetchone()
    return int(row[0])


def doubtful(db: sqlite3.Connection, asked: Filter) -> int:
    """How many mentions a report on these leaves out because they are doubtful."""
    where, values = condition(replace(asked, doubtful=True))
    row = db.execute(f"SELECT count(*) FROM mentions m WHERE {where}", values).fetchone()  # noqa: S608
    return int(row[0])


def _anytime(asked: Filter) -> Filter:
    return replace(asked, since=None, until=None)
