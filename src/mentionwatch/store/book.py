"""The book of alerts: what was told of, what is to be told. It is written in one transaction of its caller."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import cache
from typing import TYPE_CHECKING

from mentionwatch.model import Alert, Filter, Mention, Message, Told
from mentionwatch.store import read
from mentionwatch.store.times import ceiling, moment, seconds
from mentionwatch.store.where import condition

if TYPE_CHECKING:
    from pydantic import TypeAdapter

KEPT = timedelta(days=90)
"""So long are alerts and messages kept."""

_TOLD = timedelta(days=21)
"""So long is remembered what was told of stories and authors: after two weeks a story takes in no more reports."""

_AT_ONCE = 5000
_FRESH = """
SELECT id FROM mentions WHERE id > ? AND id < coalesce((SELECT min(id) FROM mentions WHERE id > ? AND unread),
    9223372036854775807) AND doubtful = 0 AND status IN ('new', 'open') ORDER BY id LIMIT ?"""
_SIZES = """
SELECT m.story, count(*), min(m.at) FROM mentions m
WHERE {where} AND m.story IN (SELECT value FROM json_each(?)) GROUP BY m.story"""
# A story is known again by a mention of it that was told of: it may have got another number since.
_STORIES = """
SELECT m.story, t.subject, t.since, t.at, t.count, t.mention FROM mentions m JOIN told t ON t.mention = m.id
WHERE t.rule = ? AND t.subject LIKE 'story:%' AND m.story IN (SELECT value FROM json_each(?)) ORDER BY t.count"""
_REMEMBER = """
INSERT OR REPLACE INTO told(rule, subject, since, at, count, mention) VALUES (?, ?, ?, ?, ?, ?)"""
_MESSAGE = """
INSERT OR IGNORE INTO outbox(key, rule, target, made, next, title, body, payload) VALUES (?, ?, ?, ?, ?, ?, ?, ?)"""


@dataclass(frozen=True, slots=True)
class Book:
    """An open book."""

    db: sqlite3.Connection

    def told(self, rule: str) -> dict[str, Told]:
        """What a rule told, by subject; of stories see ``told_stories``."""
        rows = self.db.execute(
            "SELECT subject, since, at, count, mention FROM told WHERE rule = ? AND subject NOT LIKE 'story:%'",
            (rule,),
        )
        return {subject: _told(*told) for subject, *told in rows}

    def told_stories(self, rule: str, stories: Iterable[int]) -> dict[int, tuple[str, Told]]:
        """What a rule told of these stories, by their present numbers, with the subject under which it did."""
        rows = self.db.execute(_STORIES, (rule, json.dumps(sorted(set(stories)))))
        return {story: (subject, _told(*told)) for story, subject, *told in rows}

    def remember(self, rule: str, told: Mapping[str, Told | None]) -> None:
        """Change what a rule told; None is forgotten."""
        self.db.executemany(
            "DELETE FROM told WHERE rule = ? AND subject = ?",
            [(rule, subject) for subject, what in told.items() if what is None],
        )
        self.db.executemany(
            _REMEMBER,
            [
                (rule, subject, seconds(what.since), seconds(what.at), what.count, what.mention)
                for subject, what in told.items()
                if what is not None
            ],
        )

    def last_mention(self) -> int:
        """The number of the mention that was kept last; 0 where there is none."""
        return int(self.db.execute("SELECT coalesce(max(id), 0) FROM mentions").fetchone()[0])

    def fresh(self, after: int) -> list[Mention]:
        """Sure mentions behind that number that wait, in the order in which they were kept.

        They end before the first that was not classified yet, and with so many that they fit into memory.
        """
        rows = self.db.execute(_FRESH, (after, after, _AT_ONCE))
        return read.chosen(self.db, [row for (row,) in rows])

    def looked_at(self, after: int, fresh: Sequence[Mention]) -> int:
        """The number up to which ``fresh`` tells all there is."""
        if len(fresh) >= _AT_ONCE:
            return fresh[-1].id
        (unread,) = self.db.execute(
            "SELECT min(id) FROM mentions WHERE id > ? AND unread", (after,)
        ).fetchone()
        return int(unread) - 1 if unread else max(after, self.last_mention())

    def sizes(self, stories: Iterable[int], asked: Filter) -> dict[int, tuple[int, datetime]]:
        """How many mentions stories have, and when they began."""
        where, values = condition(asked)
        rows = self.db.execute(_SIZES.format(where=where), [*values, json.dumps(sorted(set(stories)))])
        return {story: (size, moment(begun)) for story, size, begun in rows}

    def add(self, alert: Alert, due: datetime) -> None:
        """Something is to be told, when it is due."""
        bare = replace(alert, spike=alert.spike and replace(alert.spike, story=None))
        self.db.execute(
            "INSERT INTO alerts(rule, at, due, alert) VALUES (?, ?, ?, ?)",
            (alert.rule, seconds(alert.at), ceiling(due), adapter().dump_json(bare).decode()),
        )

    def due(self, now: datetime) -> list[tuple[int, Alert]]:
        """What is to be told by now and stands in no message yet, with its number, oldest first."""
        rows = self.db.execute(
            "SELECT id, alert FROM alerts WHERE NOT done AND due <= ? ORDER BY id", (ceiling(now),)
        )
        return [(number, adapter().validate_json(alert)) for number, alert in rows]

    def compose(self, alerts: Iterable[int], messages: Iterable[Message]) -> None:
        """These alerts stand in these messages, which are sent from now on."""
        self.db.executemany("UPDATE alerts SET done = 1 WHERE id = ?", [(number,) for number in alerts])
        self.db.executemany(
            _MESSAGE,
            [
                (one.key, one.rule, one.target, seconds(one.made), seconds(one.made), one.title, one.body, one.payload)
                for one in messages
            ],
        )  # fmt: skip

    def mentions(self, numbers: Sequence[int]) -> list[Mention]:
        """Mentions by their numbers; those that are gone are left out."""
        return read.chosen(self.db, numbers)

    def forget(self, now: datetime) -> None:
        """Let go of what is long past."""
        old = seconds(now - KEPT)
        self.db.execute(
            "DELETE FROM told WHERE at < ? AND (subject LIKE 'story:%' OR subject LIKE 'author:%')",
            (seconds(now - _TOLD),),
        )
        self.db.execute("DELETE FROM alerts WHERE done AND due < ?", (old,))
        self.db.execute("DELETE FROM outbox WHERE state <> 'waiting' AND ended < ?", (old,))


def _told(since: int, at: int, count: int, mention: int | None) -> Told:
    return Told(since=moment(since), at=moment(at), count=count, mention=mention)


@cache
def adapter() -> TypeAdapter[Alert]:
    """Alerts to JSON and back."""
    from pydantic import TypeAdapter

    return TypeAdapter(Alert)
