"""What people do with mentions: every change is an event, and what counts is told by the events that stand.

An event stands until another one takes it back. Of each kind the newest that stands is what counts, so the
histories of two databases can be put together in any order.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, cast

from mentionwatch.model import PERSON, Event, EventKind, Label
from mentionwatch.store.lines import stamp, unstamp
from mentionwatch.store.rows import among, numbered
from mentionwatch.store.times import moment, moment_or_none, seconds
from mentionwatch.store.where import LABEL, NUMBER

VERDICTS: dict[str, int] = {"mention": 1, "not-a-mention": 0}
STAND = "UPDATE mentions SET doubtful = CASE verdict WHEN 1 THEN 0 WHEN 0 THEN 2 ELSE doubted END WHERE id IN"
"""Lets ``doubtful`` be what counts: 0 sure, 1 doubtful, 2 no mention at all."""

_TAUGHT = ("sentiment", "intent")
"""What a classifier says as well: a person who agrees with it has said so."""
_COLUMNS = {"sentiment": "label", "snooze": "snoozed"}
_VERDICT = {number: word for word, number in VERDICTS.items()}


@dataclass(frozen=True, slots=True, kw_only=True)
class Signed:
    """Whose change it is, and when."""

    who: str
    at: datetime


def triage(
    db: sqlite3.Connection, mentions: Sequence[int], changes: Mapping[EventKind, str | None], signed: Signed
) -> list[int]:
    """Change mentions; the numbers of those that were otherwise before. The caller holds the transaction."""
    return [
        mention for mention in mentions if sum(_change(db, mention, *one, signed) for one in changes.items())
    ]


def _change(db: sqlite3.Connection, mention: int, kind: EventKind, value: str | None, signed: Signed) -> bool:
    before = _present(db, mention, kind)
    if value == before and not (kind in _TAUGHT and not _standing(db, mention, kind)):
        return False
    _write(db, mention, signed, kind, value, before)
    _tell(db, mention, kind)
    return True


def undo(db: sqlite3.Connection, mentions: Sequence[int], signed: Signed) -> list[int]:
    """Take back the last event of each mention that stands; the numbers of those that had one."""
    return [mention for mention in mentions if _undo(db, mention, signed)]


def _undo(db: sqlite3.Connection, mention: int, signed: Signed) -> bool:
    last = _standing(db, mention)
    if last is None:
        return False
    number, kind, value, _ = last
    event = _write(db, mention, signed, kind, None, value, undoes=number)
    _tell(db, mention, kind)
    db.execute("UPDATE events SET value = ? WHERE id = ?", (_present(db, mention, kind), event))
    return True


def events(db: sqlite3.Connection, mention: int) -> list[Event]:
    """All that was ever done with a mention, in the order in which it was done."""
    rows = db.execute(
        "SELECT id, at, who, kind, value, before, undoes FROM events WHERE mention = ? ORDER BY at, id",
        (mention,),
    )
    return [
        Event(id=number, at=moment(at), who=who, kind=kind, value=value, before=before, undoes=undoes)
        for number, at, who, kind, value, before, undoes in rows
    ]


def take_over(db: sqlite3.Connection, old: int, new: int) -> None:
    """What was done with a mention that gives way to another is done with that one."""
    db.execute(
        "UPDATE mentions SET (status, assignee, answered) ="
        " (SELECT status, assignee, answered FROM mentions WHERE id = ?) WHERE id = ? AND status = 'new'",
        (old, new),
    )
    db.execute("UPDATE events SET mention = ? WHERE mention = ?", (new, old))
    retell(db, new)


def adopt(db: sqlite3.Connection, mention: int, history: Sequence[Any]) -> None:
    """Add the events of another database, each once, oldest number first: id, at, undoes, kind, who, value, before."""
    known = {
        tuple(row): number
        for number, *row in db.execute(
            "SELECT id, at, kind, who, value, before, undoes FROM events WHERE mention = ?", (mention,)
        )
    }
    numbers: dict[int, int] = {}
    for number, at, undoes, *told in history:
        row = (at, *told, numbers.get(undoes))
        if row not in known:
            known[row] = _insert(db, mention, row)
        numbers[number] = known[row]
    if history:
        retell(db, mention)


def retell(db: sqlite3.Connection, mention: int) -> None:
    """Let all that counts of a mention follow its events."""
    kinds = db.execute("SELECT DISTINCT kind FROM events WHERE mention = ?", (mention,)).fetchall()
    for (kind,) in kinds:
        _tell(db, mention, kind)


def worked_on(db: sqlite3.Connection, mentions: Sequence[int]) -> set[int]:
    """Those of the mentions that somebody did something with."""
    touched = "status <> 'new' OR assignee IS NOT NULL OR verdict IS NOT NULL"
    rows = among(db, f"SELECT id FROM mentions WHERE ({touched}) AND id IN", mentions)  # noqa: S608 - a condition of ours
    return {row for (row,) in rows} | {
        row for (row,) in among(db, "SELECT mention FROM events WHERE mention IN", mentions)
    }


def _write(
    db: sqlite3.Connection, mention: int, signed: Signed, kind: str, value: str | None, before: str | None,
    undoes: int | None = None,
) -> int:  # fmt: skip
    return _insert(db, mention, (seconds(signed.at), kind, signed.who, value, before, undoes))


def _insert(db: sqlite3.Connection, mention: int, row: tuple[Any, ...]) -> int:
    told = db.execute(
        "INSERT INTO events(mention, at, kind, who, value, before, undoes) VALUES (?, ?, ?, ?, ?, ?, ?)",
        (mention, *row),
    )
    return told.lastrowid or 0


def _present(db: sqlite3.Connection, mention: int, kind: str) -> str | None:
    """What counts now, in words."""
    if kind == "note":
        last = _standing(db, mention, kind)
        return last[2] if last else None
    if kind == "intent":
        return _intent(db, mention)
    column = _COLUMNS.get(kind, kind)
    (value,) = db.execute(f"SELECT {column} FROM mentions WHERE id = ?", (mention,)).fetchone()  # noqa: S608 - a name of ours
    if kind == "snooze":
        return stamp(moment_or_none(value))
    words: dict[str, Mapping[Any, str]] = {"sentiment": LABEL, "verdict": _VERDICT}
    return words[kind].get(value) if kind in words else value


def _intent(db: sqlite3.Connection, mention: int) -> str | None:
    row = db.execute(
        "SELECT n.name FROM mentions m JOIN names n ON n.id = m.intent WHERE m.id = ?", (mention,)
    ).fetchone()
    return str(row[0]) if row else None


def _standing(
    db: sqlite3.Connection, mention: int, kind: str | None = None
) -> tuple[int, str, str | None, int] | None:
    """The last event that nobody took back, of one kind or of all: its number, kind, value and time."""
    row: tuple[int, str, str | None, int] | None = db.execute(
        "SELECT id, kind, value, at FROM events WHERE mention = :mention AND undoes IS NULL"
        " AND (:kind IS NULL OR kind = :kind)"
        " AND id NOT IN (SELECT undoes FROM events WHERE mention = :mention AND undoes IS NOT NULL)"
        " ORDER BY at DESC, id DESC LIMIT 1",
        {"mention": mention, "kind": kind},
    ).fetchone()
    return row


def _first_before(db: sqlite3.Connection, mention: int, kind: str) -> str | None:
    """What was there before the first event of a kind."""
    (value,) = db.execute(
        "SELECT before FROM events WHERE mention = ? AND kind = ? AND undoes IS NULL ORDER BY at, id LIMIT 1",
        (mention, kind),
    ).fetchone()
    return None if value is None else str(value)


def _tell(db: sqlite3.Connection, mention: int, kind: str) -> None:
    """Write down what counts by the events of a kind."""
    last = _standing(db, mention, kind)
    value = last[2] if last else _first_before(db, mention, kind)
    if kind == "status":
        answered = last[3] if last and value == "answered" else None
        db.execute("UPDATE mentions SET status = ?, answered = ? WHERE id = ?", (value, answered, mention))
    elif kind == "assignee":
        db.execute("UPDATE mentions SET assignee = ? WHERE id = ?", (value, mention))
    elif kind == "verdict":
        number = None if value is None else VERDICTS[value]
        db.execute("UPDATE mentions SET verdict = ? WHERE id = ?", (number, mention))
        among(db, STAND, [mention])
    elif kind == "snooze":
        until = seconds(unstamp(value)) if value else None
        db.execute("UPDATE mentions SET snoozed = ? WHERE id = ?", (until, mention))
    elif kind == "sentiment":
        _feel(db, mention, value if last else None)
    elif kind == "intent":
        _intend(db, mention, value if last else None)


def _feel(db: sqlite3.Connection, mention: int, label: str | None) -> None:
    """A person's sentiment; without one, the mention waits to be read by the classifier again."""
    if label is None:
        db.execute(
            'UPDATE mentions SET label = NULL, score = NULL, certainty = NULL, "by" = NULL, words = NULL, unread = 1'
            " WHERE id = ?",
            (mention,),
        )
        return
    person = numbered(db, [PERSON])[PERSON]
    number = NUMBER[cast(Label, label)]
    db.execute(
        'UPDATE mentions SET label = ?, score = ?, certainty = 1.0, "by" = ?, words = NULL WHERE id = ?',
        (number, float(number), person, mention),
    )


def _intend(db: sqlite3.Connection, mention: int, intent: str | None) -> None:
    """A person's intent; without one, the mention waits to be read again."""
    number = numbered(db, [intent])[intent] if intent else None
    db.execute(
        "UPDATE mentions SET intent = ?, intent_told = ?, unread = max(unread, ?) WHERE id = ?",
        (number, number is not None, number is None, mention),
    )
