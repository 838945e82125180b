"""Where counts come from: those kept by the hour, the day and four weeks, and mentions at the ends of a period.

Triggers keep the tables (``migrations_figures.py``), so that they hold what counting the mentions would find. Whole
spans of a period are taken from a table, whatever begins or ends within a span is counted. What a table does not tell
apart (sentiments, statuses, words ...) is counted from the mentions alone.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Iterator, Sequence
from dataclasses import fields, replace
from datetime import UTC, datetime, timedelta
from typing import Any

from mentionwatch.dataclass import dataclass
from mentionwatch.model import UNSURE, Filter
from mentionwatch.store.times import ceiling
from mentionwatch.store.where import condition

EPOCH = 62_135_596_800
"""Seconds from the first of January of the year 1, from which spans are counted, to that of 1970."""

HOUR, QUARTER = 3600, 900
"""Seconds."""

_DAY = 86_400
_BY_ROWS = {
    "hour": f"(m.at + {EPOCH}) / {HOUR}",
    "quarter": f"(m.at + {EPOCH}) / {QUARTER}",
    "sentiment": "m.label",
}
_OF_ONE = {
    "total": "1",
    "positive": "m.label = 1",
    "neutral": "m.label = 0",
    "negative": "m.label = -1",
    "unsure": f"m.certainty < {UNSURE}",
    "balance": f"CASE WHEN m.certainty < {UNSURE} THEN m.label END",
    "waiting": "m.label = -1 AND m.status IN ('new', 'open')",
}
_WIDE = 5
"""One in so many of all mentions is a wide period."""

TALLY = ("total", "positive", "neutral", "negative", "unsure", "balance")


_ALWAYS = {"since", "until", "doubtful"}


def _asks(asked: Filter) -> set[str]:
    """What a filter narrows by, whatever there is to narrow by."""
    return {field.name for field in fields(asked) if getattr(asked, field.name)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Rollup:
    """A table of counts: for every ``seconds``, called a ``span``, by what of a mention, and which counts."""

    table: str
    seconds: int
    span: str | None
    names: frozenset[str]
    counts: frozenset[str]

    def tells(self, asked: Filter, by: Collection[str], counts: Collection[str]) -> bool:
        """Whether it holds what is asked."""
        told = {f"{name}s" for name in self.names}
        return (
            self.counts.issuperset(counts)
            and (self.names | {self.span}).issuperset(by)
            and _asks(asked) <= _ALWAYS | told
        )


_ROLLUPS = (
    Rollup(
        table="daily",
        seconds=_DAY,
        span=None,
        names=frozenset(("topic", "source", "language")),
        counts=frozenset((*TALLY, "waiting")),
    ),
    Rollup(
        table="hourly",
        seconds=HOUR,
        span="hour",
        names=frozenset(("topic",)),
        counts=frozenset(TALLY),
    ),
    Rollup(
        table="sites",
        seconds=28 * _DAY,
        span=None,
        names=frozenset(("topic", "site")),
        counts=frozenset(TALLY),
    ),
)


def summed(
    db: sqlite3.Connection, asked: Filter, by: Sequence[str], counts: Sequence[str]
) -> list[tuple[Any, ...]]:
    """What the mentions asked for count, by names' numbers, ``sentiment``, ``hour`` or ``quarter`` (since the year 1).

    A row for every combination that there is; one, of no mention, where nothing is told apart.
    """
    rollup = next((one for one in _ROLLUPS if one.tells(asked, by, counts)), None)
    arms = list(_arms(rollup, asked, by, counts))
    question = " UNION ALL ".join(arm for arm, _ in arms)
    columns = "".join(f"{name}, " for name in by)
    sums = ", ".join(f"coalesce(sum({count}), 0)" for count in counts)
    groups = f"GROUP BY {columns[:-2]}" if by else ""
    return db.execute(
        f"SELECT {columns} {sums} FROM ({question}) {groups}",  # noqa: S608 - parts of ours
        [value for _, values in arms for value in values],
    ).fetchall()


def hour(time: datetime) -> int:
    """The number of the hour that begins then, as ``summed`` tells it."""
    return (ceiling(time) + EPOCH) // HOUR


def moment(seconds: int) -> datetime:
    """The time so many seconds after the beginning of the year 1, in UTC."""
    return datetime.min.replace(tzinfo=UTC) + timedelta(seconds=seconds)


def total(db: sqlite3.Connection, asked: Filter) -> int:
    """How many mentions that are."""
    ((found,),) = summed(db, asked, (), ("total",))
    return int(found)


def unlike(db: sqlite3.Connection) -> int:
    """How many rows of the tables are not what counting the mentions finds."""
    return sum(_unlike(db, rollup) for rollup in _ROLLUPS)


def _unlike(db: sqlite3.Connection, rollup: Rollup) -> int:
    names, counts = sorted(rollup.names), sorted(rollup.counts)
    kept = f"SELECT {', '.join(('span', *names, 'doubtful', *counts))} FROM {rollup.table}"  # noqa: S608 - names of ours
    place = (
        f"(m.at + {EPOCH}) / {rollup.seconds}",
        *(f"coalesce(m.{name}, 0)" for name in names),
        "m.doubtful",
    )
    sums = (f"coalesce(sum({_OF_ONE[count]}), 0)" for count in counts)
    groups = ", ".join(str(number) for number, _ in enumerate(place, 1))
    found = f"SELECT {', '.join((*place, *sums))} FROM mentions m GROUP BY {groups}"  # noqa: S608
    both = (
        f"SELECT count(*) FROM (SELECT * FROM ({one}) EXCEPT SELECT * FROM ({other}))"  # noqa: S608
        for one, other in ((kept, found), (found, kept))
    )
    return sum(db.execute(question).fetchone()[0] for question in both)


def is_wide(db: sqlite3.Connection, asked: Filter) -> bool:
    """Whether going through all mentions by author or story is quicker than picking out those of the period."""
    if not _asks(asked) <= _ALWAYS | {"topics", "sentiments"}:
        return False  # the indices by author and story know nothing of the rest
    first, last = db.execute(
        "SELECT (SELECT min(id) FROM mentions), (SELECT max(id) FROM mentions)"
    ).fetchone()
    if first is None:
        return False
    inside = total(db, Filter(since=asked.since, until=asked.until))
    return _WIDE * inside >= int(last) - int(first) + 1


def _arms(
    rollup: Rollup | None, asked: Filter, by: Sequence[str], counts: Sequence[str]
) -> Iterator[tuple[str, list[Any]]]:
    """Questions that have the answer together, and what fills their question marks."""
    since = ceiling(asked.since) if asked.since else None
    until = ceiling(asked.until) if asked.until else None
    first, last = _whole(rollup, since, until) if rollup else (None, None)
    anytime = replace(asked, since=None, until=None)
    if rollup is None or (first is not None and last is not None and first >= last):
        yield _rows(anytime, since, until, by, counts)
        return
    yield _spans(rollup, anytime, first, last, by, counts)
    for start, end in ((since, _start(rollup, first)), (_start(rollup, last), until)):
        if start is not None and end is not None and start < end:
            yield _rows(anytime, start, end, by, counts)


def _whole(rollup: Rollup, since: int | None, until: int | None) -> tuple[int | None, int | None]:
    """The first span that lies within whole, and that after the last."""
    first = None if since is None else -(-(since + EPOCH) // rollup.seconds)
    return first, None if until is None else (until + EPOCH) // rollup.seconds


def _start(rollup: Rollup, span: int | None) -> int | None:
    return None if span is None else span * rollup.seconds - EPOCH


def _spans(
    rollup: Rollup,
    anytime: Filter,
    first: int | None,
    last: int | None,
    by: Sequence[str],
    counts: Sequence[str],
) -> tuple[str, list[Any]]:
    named = (f"m.span AS {name}" if name == rollup.span else f"nullif(m.{name}, 0) AS {name}" for name in by)
    columns = ", ".join((*named, *(f"m.{count} AS {count}" for count in counts)))
    where, values = _bounded("m.span", first, last, anytime)
    return f"SELECT {columns} FROM {rollup.table} m WHERE {where}", values  # noqa: S608 - names of ours


def _rows(
    anytime: Filter, start: int | None, end: int | None, by: Sequence[str], counts: Sequence[str]
) -> tuple[str, list[Any]]:
    named = (f"{_BY_ROWS.get(name, f'm.{name}')} AS {name}" for name in by)
    columns = ", ".join((*named, *(f"{_OF_ONE[count]} AS {count}" for count in counts)))
    where, values = _bounded("m.at", start, end, anytime)
    return f"SELECT {columns} FROM mentions m WHERE {where}", values  # noqa: S608 - names of ours


def _bounded(column: str, start: int | None, end: int | None, anytime: Filter) -> tuple[str, list[Any]]:
    where, values = condition(anytime)
    bounds = ((f"{column} >= ?", start), (f"{column} < ?", end))
    told = [(part, bound) for part, bound in bounds if bound is not None]
    return " AND ".join((*(part for part, _ in told), where)), [*(bound for _, bound in told), *values]
