"""Figures for reports. Long periods cost what begins and ends them, short ones the mentions in them."""

from __future__ import annotations

import json
import sqlite3
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta, tzinfo
from functools import cache
from typing import Any, Literal, TypeAlias

from mentionwatch.model import Author, Filter, Loudest, Mention, Tally
from mentionwatch.store import read, rollups
from mentionwatch.store.rows import among
from mentionwatch.store.times import ceiling
from mentionwatch.store.where import LABEL, condition

By: TypeAlias = Literal["topic", "source", "site", "language", "sentiment"]

_QUARTER = timedelta(seconds=rollups.QUARTER)
_QUARTERS = timedelta(days=1) // _QUARTER

_NUMBERS = (
    "count(*) AS total, sum(m.label = 1), sum(m.label = 0), sum(m.label = -1), sum(m.unsure),"
    " sum(CASE WHEN m.unsure THEN m.label END)"
)


def counts(
    db: sqlite3.Connection, asked: Filter, by: Sequence[By]
) -> list[tuple[tuple[str | None, ...], Tally]]:
    """Tallies of mentions for every combination of names that there is, most first.

    A name is None where the platform does not tell it.
    """
    rows = rollups.summed(db, asked, by, rollups.TALLY)
    names = _names(
        db, {value for row in rows for value, name in zip(row, by, strict=False) if _is_named(name)}
    )
    found = [(_named(row, by, names), _tally(row[len(by) :])) for row in rows]
    return sorted(found, key=lambda line: (-line[1].total, [name or "" for name in line[0]]))


def days(db: sqlite3.Connection, asked: Filter, zone: tzinfo) -> dict[date, Tally]:
    """Tallies of mentions by the day that it was in a time zone, of all days that have any."""
    hours = rollups.summed(db, asked, ("hour",), rollups.TALLY)
    begin = [_local(hour, rollups.HOUR, zone) for hour, *_ in hours]
    if not any(time.minute for time in begin):
        return _daily(begin, hours)
    # Here a day begins within an hour of UTC. Every zone of our time is whole quarters of an hour away.
    quarters = rollups.summed(db, asked, ("quarter",), rollups.TALLY)
    return _daily([_local(quarter, rollups.QUARTER, zone) for quarter, *_ in quarters], quarters)


def _daily(times: Sequence[datetime], rows: Sequence[Sequence[int]]) -> dict[date, Tally]:
    """Rows of a number and its counts, added up by the day of their times."""
    found: dict[date, list[Sequence[int]]] = defaultdict(list)
    for time, (_, *counts) in zip(times, rows, strict=True):
        found[time.date()].append(counts)
    return {day: _tally([sum(column) for column in zip(*some, strict=True)]) for day, some in found.items()}


def _local(number: int, seconds: int, zone: tzinfo) -> datetime:
    """When the span of that number begins, on the zone's clock."""
    return rollups.moment(number * seconds).astimezone(zone)


def _clock(zone: tzinfo) -> Callable[[int], int]:
    """What tells the day of the zone, as a number, in which a quarter of an hour of that number begins.

    An archive may hold a hundred thousand of them: a zone is asked once a day, or where its clocks are set each time.
    """

    @cache
    def ahead(day: int) -> int | None:
        """By how many quarters the zone is ahead all through a day of UTC, if that can be said."""
        first, last = (
            _local(quarter, rollups.QUARTER, zone).utcoffset()
            for quarter in (day * _QUARTERS, (day + 1) * _QUARTERS - 1)
        )
        if first is None or first != last or first % _QUARTER:
            return None
        return first // _QUARTER

    def day_of(quarter: int) -> int:
        shift = ahead(quarter // _QUARTERS)
        if shift is None:
            return _local(quarter, rollups.QUARTER, zone).toordinal() - 1
        return (quarter + shift) // _QUARTERS

    return day_of


def waiting(db: sqlite3.Connection, asked: Filter) -> int:
    """How many negative mentions nobody has dealt with."""
    ((found,),) = rollups.summed(db, asked, (), ("waiting",))
    return int(found)


def _named(row: Sequence[int | None], by: Sequence[By], names: dict[int, str]) -> tuple[str | None, ...]:
    return tuple(_name(value, name, names) for value, name in zip(row, by, strict=False))


def _is_named(by: str) -> bool:
    return by != "sentiment"


def _names(db: sqlite3.Connection, numbers: set[Any]) -> dict[int, str]:
    return dict(among(db, "SELECT id, name FROM names WHERE id IN", numbers - {None}))


def _name(value: int | None, by: str, names: dict[int, str]) -> str | None:
    if value is None:
        return None
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
    """Topic, hour counted from ``start``, mentions and negative mentions, of every hour that has any.

    ``start`` is a whole hour of UTC.
    """
    first = rollups.hour(start)
    rows = rollups.summed(db, asked, ("topic", "hour"), ("total", "negative"))
    names = _names(db, {row[0] for row in rows})
    return [(names[topic], hour - first, total, negative) for topic, hour, total, negative in rows]


_LOUD_STORIES = """
WITH loud AS MATERIALIZED
    (SELECT m.topic, m.story FROM mentions m WHERE {where} AND m.story IS NOT NULL
     GROUP BY m.topic, m.story HAVING count(*) >= ?)
SELECT m.topic, m.story, (m.at - ?) / 3600 AS hour, count(*), sum(m.label = -1)
FROM loud CROSS JOIN mentions m ON m.story = loud.story AND m.topic = loud.topic
WHERE {where} GROUP BY m.topic, m.story, hour"""


def hourly_of_stories(
    db: sqlite3.Connection, asked: Filter, start: datetime, least: int
) -> list[tuple[str, int, int, int, int]]:
    """Topic, story, hour counted from ``start``, mentions and negative ones, of stories of at least ``least``."""
    where, values = condition(asked)
    question = _LOUD_STORIES.format(where=where)
    rows = db.execute(question, [*values, least, ceiling(start), *values]).fetchall()
    names = _names(db, {row[0] for row in rows})
    return [(names[topic], story, hour, total, negative or 0) for topic, story, hour, total, negative in rows]


_MOST = """
SELECT a.id FROM
    (SELECT m.author, count(*) AS total FROM mentions m {index} WHERE {where} AND m.author IS NOT NULL
     GROUP BY m.author) g
JOIN authors a ON a.id = g.author ORDER BY g.total DESC, a.reach DESC, a.id LIMIT ?"""
_LOUD = f"""
SELECT a.name, a.handle, a.code, a.url, a.followers, a.reach, n.name, g.* FROM
    (SELECT m.author, {_NUMBERS}
     FROM mentions m INDEXED BY mentions_author WHERE {{where}} AND m.author IN (SELECT value FROM json_each(?))
     GROUP BY m.author) g
JOIN authors a ON a.id = g.author JOIN names n ON n.id = a.source ORDER BY g.total DESC, a.reach DESC, a.id"""  # noqa: S608
_COMPLAINED = f"""
SELECT DISTINCT m.author, (m.at + {rollups.EPOCH}) / {rollups.QUARTER}
FROM mentions m INDEXED BY mentions_author
WHERE {{where}} AND m.author IN (SELECT value FROM json_each(?)) AND m.label = -1"""  # noqa: S608


def loudest(db: sqlite3.Connection, asked: Filter, limit: int, zone: tzinfo) -> list[Loudest]:
    """The authors with most mentions; of equals, those with most followers.

    ``complained_on`` is on how many days of ``zone`` each wrote something negative.
    """
    where, values = condition(asked)
    index = "INDEXED BY mentions_author" if rollups.is_wide(db, asked) else ""
    most = db.execute(_MOST.format(where=where, index=index), [*values, limit]).fetchall()
    given = [*values, json.dumps([author for (author,) in most])]
    rows = db.execute(_LOUD.format(where=where), given).fetchall()
    complained: dict[int, set[int]] = defaultdict(set)
    day_of = _clock(zone)
    for author, quarter in db.execute(_COMPLAINED.format(where=where), given):
        complained[author].add(day_of(quarter))
    return [
        Loudest(
            author=Author(name=name, handle=handle, id=code, url=url, followers=followers),
            source=source,
            tally=_tally(tally),
            reach=reach,
            complained_on=len(complained[author]),
        )
        for name, handle, code, url, followers, reach, source, author, *tally in rows
    ]


# Word for word as in the index of posts with at least fifty reactions.
_REACTIONS = "coalesce(p.likes, 0) + coalesce(p.comments, 0) + coalesce(p.shares, 0)"
_POPULAR = f"{_REACTIONS} >= 50"
_LOOKED_AT = 5000
_ORDER = "ORDER BY reactions DESC, p.views DESC, m.at DESC, m.id DESC LIMIT ?"
_ENGAGING = f"""
SELECT m.id, {_REACTIONS} AS reactions FROM mentions m JOIN posts p ON p.id = m.post
WHERE {{where}} AND reactions > 0 {_ORDER}"""  # noqa: S608 - parts of ours
_LEAST = (
    f"SELECT {_REACTIONS} AS reactions FROM posts p WHERE {_POPULAR} ORDER BY reactions DESC LIMIT 1 OFFSET ?"  # noqa: S608
)
_AMONG_POPULAR = f"""
SELECT m.id, {_REACTIONS} AS reactions FROM posts p CROSS JOIN mentions m ON m.post = p.id
WHERE {_POPULAR} AND {_REACTIONS} > ? AND {{where}} {_ORDER}"""  # noqa: S608


def engaging(db: sqlite3.Connection, asked: Filter, limit: int) -> list[Mention]:
    """Mentions with most reactions (likes, comments and shares together); without any they are left out."""
    where, values = condition(asked)
    found: Sequence[tuple[int, int]] = []
    if rollups.is_wide(db, asked):
        (least,) = db.execute(_LEAST, (_LOOKED_AT,)).fetchone() or (0,)
        found = db.execute(_AMONG_POPULAR.format(where=where), [least, *values, limit]).fetchall()
    if len(found) < limit:  # not all of them are among those that most people reacted to
        found = db.execute(_ENGAGING.format(where=where), [*values, limit]).fetchall()
    return read.chosen(db, [number for number, _ in found])


def late(db: sqlite3.Connection, asked: Filter) -> int:
    """How many mentions were first seen between ``since`` and ``until`` but count for a time before."""
    if asked.since is None or asked.until is None:
        return 0
    rest, values = condition(_anytime(asked))
    start, end = ceiling(asked.since), ceiling(asked.until)
    if db.execute("SELECT 1 FROM mentions WHERE at < ? LIMIT 1", (start,)).fetchone() is None:
        return 0
    row = db.execute(
        f"SELECT count(*) FROM mentions m WHERE m.first_seen >= ? AND m.first_seen < ? AND m.at < ? AND {rest}",  # noqa: S608
        [start, end, start, *values],
    ).fetchone()
    return int(row[0])


def doubtful(db: sqlite3.Connection, asked: Filter) -> int:
    """How many mentions a report on these leaves out because they are doubtful."""
    return rollups.total(db, replace(asked, doubtful=True))


def _anytime(asked: Filter) -> Filter:
    return replace(asked, since=None, until=None)
