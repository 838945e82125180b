"""The tables that figures of long periods come from, the triggers that keep them, and two more indices.

Whatever statement changes mentions, and however a process ends: the counts change with them, in the same transaction.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from sqlite_utils import Database

_EPOCH = 62_135_596_800  # seconds from the first of January of the year 1 to that of 1970
_UNSURE = 0.55
_HOUR, _DAY = 3600, 86_400


class _Kept(NamedTuple):
    """A table of counts: of every ``seconds`` since the year 1, by what of a mention, and which counts."""

    table: str
    seconds: int
    names: tuple[str, ...]
    counts: tuple[str, ...]


_ALL = ("total", "positive", "neutral", "negative", "unsure", "balance")
_TABLES = (
    _Kept("hourly", _HOUR, ("topic",), _ALL),
    _Kept("daily", _DAY, ("topic", "source", "language"), (*_ALL, "waiting")),
    _Kept("sites", 28 * _DAY, ("topic", "site"), _ALL),
)

# What one mention counts for. waiting: negative, and nobody has dealt with it.
_COUNTS = {
    "total": "1",
    "positive": "({0}.label IS 1)",
    "neutral": "({0}.label IS 0)",
    "negative": "({0}.label IS -1)",
    "unsure": f"coalesce({{0}}.certainty < {_UNSURE}, 0)",
    "balance": f"CASE WHEN {{0}}.certainty < {_UNSURE} THEN coalesce({{0}}.label, 0) ELSE 0 END",
    "waiting": "({0}.label IS -1 AND {0}.status IN ('new', 'open'))",
}
_PLACES = "{0}.at, {0}.topic, {0}.source, {0}.site, {0}.language, {0}.doubtful"
_JUDGED = "{0}.label, {0}.certainty, {0}.status"
_REACTIONS = "coalesce(likes, 0) + coalesce(comments, 0) + coalesce(shares, 0)"


def figures(db: Database) -> None:
    """Figures of a period cost its ends, not its length. Nameless (NULL) is 0 in the tables of counts."""
    db.conn.execute(
        f"ALTER TABLE mentions ADD COLUMN unsure INTEGER GENERATED ALWAYS AS (certainty < {_UNSURE}) VIRTUAL"
    )
    for statement in (*map(_table, _TABLES), *map(_fill, _TABLES), *_triggers(), *_INDICES):
        db.conn.execute(statement)


# Authors of long periods, and the posts that most people reacted to, are found without looking at the others.
_INDICES = (
    "CREATE INDEX mentions_author ON mentions(author, at, topic, label, doubtful, unsure)",
    f"CREATE INDEX posts_reactions ON posts({_REACTIONS}) WHERE {_REACTIONS} >= 50",
)


def _table(kept: _Kept) -> str:
    columns = ", ".join(f"{name} INTEGER NOT NULL" for name in (*_key(kept), *kept.counts))
    return f"CREATE TABLE {kept.table} ({columns}, PRIMARY KEY ({', '.join(_key(kept))})) WITHOUT ROWID"


def _key(kept: _Kept) -> tuple[str, ...]:
    return ("span", *kept.names, "doubtful")


def _place(kept: _Kept, row: str) -> list[str]:
    """Where a mention counts."""
    named = (f"coalesce({row}.{name}, 0)" for name in kept.names)
    return [f"({row}.at + {_EPOCH}) / {kept.seconds}", *named, f"{row}.doubtful"]


def _counts(kept: _Kept, row: str) -> list[str]:
    return [_COUNTS[name].format(row) for name in kept.counts]


def _fill(kept: _Kept) -> str:
    sums = [f"sum({count})" for count in _counts(kept, "m")]
    columns = ", ".join((*_place(kept, "m"), *sums))
    groups = ", ".join(str(place) for place in range(1, len(_key(kept)) + 1))
    return f"INSERT INTO {kept.table} SELECT {columns} FROM mentions m GROUP BY {groups}"  # noqa: S608 - names of ours


def _triggers() -> list[str]:
    add = [_add(kept) for kept in _TABLES]
    take = [statement for kept in _TABLES for statement in _take(kept)]
    change = [_change(kept) for kept in _TABLES]
    moves = f"({_PLACES.format('NEW')}) IS NOT ({_PLACES.format('OLD')})"
    judged = f"({_JUDGED.format('NEW')}) IS NOT ({_JUDGED.format('OLD')}) AND NOT {moves}"
    columns = _PLACES.replace("{0}.", "")
    return [
        _trigger("counted", "INSERT", add),
        _trigger("uncounted", "DELETE", take),
        _trigger("recounted", f"UPDATE OF {columns}", [*take, *add], f"WHEN {moves}"),
        _trigger("judged", f"UPDATE OF {_JUDGED.replace('{0}.', '')}", change, f"WHEN {judged}"),
    ]


def _trigger(name: str, event: str, statements: list[str], when: str = "") -> str:
    body = "".join(f"{statement}; " for statement in statements)
    return f"CREATE TRIGGER mentions_{name} AFTER {event} ON mentions {when} BEGIN {body}END"


def _add(kept: _Kept) -> str:
    values = ", ".join((*_place(kept, "NEW"), *_counts(kept, "NEW")))
    sums = ", ".join(f"{name} = {name} + excluded.{name}" for name in kept.counts)
    return f"INSERT INTO {kept.table} VALUES ({values}) ON CONFLICT DO UPDATE SET {sums}"  # noqa: S608


def _take(kept: _Kept) -> list[str]:
    """What counts nothing any more goes: it would tell of what was forgotten."""
    there = _there(kept, "OLD")
    less = ", ".join(f"{name} = {name} - {count}" for name, count in _pairs(kept, "OLD"))
    return [
        f"UPDATE {kept.table} SET {less} WHERE {there}",  # noqa: S608
        f"DELETE FROM {kept.table} WHERE {there} AND total = 0",  # noqa: S608
    ]


def _change(kept: _Kept) -> str:
    sums = ", ".join(
        f"{name} = {name} + {new} - {old}"
        for (name, new), (_, old) in zip(_pairs(kept, "NEW"), _pairs(kept, "OLD"), strict=True)
        if name != "total"
    )
    return f"UPDATE {kept.table} SET {sums} WHERE {_there(kept, 'NEW')}"  # noqa: S608


def _pairs(kept: _Kept, row: str) -> list[tuple[str, str]]:
    return list(zip(kept.counts, _counts(kept, row), strict=True))


def _there(kept: _Kept, row: str) -> str:
    parts = zip(_key(kept), _place(kept, row), strict=True)
    return " AND ".join(f"{name} = {value}" for name, value in parts)
