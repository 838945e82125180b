"""What the inbox ranks: everything that waits, without its text, so that all of it can be looked at."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from typing import NamedTuple

from mentionwatch.model import Filter, Intent, Label, Stage, Status
from mentionwatch.store.migrations_desk import WAITS
from mentionwatch.store.threads import place
from mentionwatch.store.times import moment, seconds
from mentionwatch.store.where import LABEL, condition

_STAGES: dict[Stage, str] = {
    "waiting": f"{WAITS} AND coalesce(m.snoozed, 0) <= :now",
    "new": f"{WAITS} AND m.status = 'new' AND coalesce(m.snoozed, 0) <= :now",
    "open": f"{WAITS} AND m.status = 'open' AND coalesce(m.snoozed, 0) <= :now",
    "snoozed": f"{WAITS} AND m.snoozed > :now",
    "answered": "m.status = 'answered' AND :now",
    "ignored": "m.status = 'ignored' AND :now",
}
_WAITING = """
SELECT m.id, m.post, m.at, m.label, m.score, i.name, m.story, m.status, m.assignee,
    coalesce(m.urgent, '[]') <> '[]', m.author, max(coalesce(a.reach, 0), coalesce(p.views, 0)),
    h.thread, coalesce(p.thread, p.url)
FROM mentions m JOIN posts p ON p.id = m.post LEFT JOIN authors a ON a.id = m.author
    LEFT JOIN threads h ON h.post = m.post LEFT JOIN names i ON i.id = m.intent
WHERE {where} AND h.gone IS NULL ORDER BY m.at, m.id"""


class Waiting(NamedTuple):
    """A mention in the inbox. ``person`` tells authors apart, ``thread`` threads; ``reach`` is in people."""

    id: int
    at: datetime
    label: Label | None
    score: float | None
    intent: Intent | None
    story: int | None
    status: Status
    assignee: str | None
    haste: bool
    person: int
    reach: int
    thread: int


def waiting(db: sqlite3.Connection, asked: Filter, stage: Stage, now: datetime) -> list[Waiting]:
    """The mentions of a stage, oldest first. Posts that were found to be deleted wait for nothing."""
    where, values = condition(replace(asked, statuses=()))
    staged = _STAGES[stage].replace(":now", str(seconds(now)))
    rows = db.execute(_WAITING.format(where=f"{where} AND {staged}"), values)
    return list(_read(rows))


def _read(rows: sqlite3.Cursor) -> Iterator[Waiting]:
    for (
        number,
        post,
        at,
        label,
        score,
        intent,
        story,
        status,
        assignee,
        haste,
        author,
        reach,
        thread,
        url,
    ) in rows:
        yield Waiting(
            number, moment(at), None if label is None else LABEL[label], score, intent, story, status, assignee,
            bool(haste), -post if author is None else author, reach,
            thread if thread is not None else place(url) if url else -post,
        )  # fmt: skip
