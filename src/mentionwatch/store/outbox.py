"""The outbox: messages wait in it until their target took them, or until nobody can hope for that any more."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Any

from mentionwatch.model import Alert, Message, MessageState
from mentionwatch.store.book import adapter
from mentionwatch.store.times import moment, moment_or_none, seconds

_COLUMNS = "id, key, rule, target, made, state, tries, next, error, ended, title, body, payload"
_CLAIM = f"""
UPDATE outbox SET claimed = :until, claim = :claim, tries = tries + 1 WHERE id = (
    SELECT id FROM outbox WHERE state = 'waiting' AND next <= :now AND claimed <= :now
    AND target NOT IN (SELECT value FROM json_each(:resting)) ORDER BY tries, id LIMIT 1)
RETURNING {_COLUMNS}"""  # noqa: S608 - columns of ours


def claim(
    db: sqlite3.Connection, now: datetime, lease: timedelta, mine: str, resting: Collection[str]
) -> Message | None:
    """Take one message that is to be sent, for as long as the lease; None where there is none.

    Nobody else gets it until then. Targets in ``resting`` are left alone.
    """
    values = {
        "until": seconds(now + lease), "claim": mine, "now": seconds(now), "resting": json.dumps(sorted(resting)),
    }  # fmt: skip
    row = db.execute(_CLAIM, values).fetchone()
    return _message(row) if row else None


def settle(
    db: sqlite3.Connection,
    message: int,
    mine: str,
    state: MessageState,
    *,
    at: datetime,
    again: datetime | None,
    error: str | None,
) -> bool:
    """What came of a message that was claimed; whether the claim still stood."""
    done = db.execute(
        "UPDATE outbox SET state = ?, ended = ?, next = coalesce(?, next), error = ?, claimed = 0, claim = NULL"
        " WHERE id = ? AND claim = ?",
        (state, None if state == "waiting" else seconds(at), again and seconds(again), error, message, mine),
    )
    if state == "sent":  # what people said is kept in one place
        db.execute("UPDATE outbox SET title = '', body = '', payload = NULL WHERE id = ?", (message,))
    return done.rowcount == 1


def messages(db: sqlite3.Connection, states: Collection[MessageState]) -> list[Message]:
    """Messages in these states, oldest first."""
    rows = db.execute(
        f"SELECT {_COLUMNS} FROM outbox WHERE state IN (SELECT value FROM json_each(?)) ORDER BY id",  # noqa: S608
        (json.dumps(sorted(states)),),
    )
    return [_message(row) for row in rows]


def unsent(db: sqlite3.Connection) -> int:
    """How many messages were tried and not taken so far, or given up."""
    (count,) = db.execute("SELECT count(*) FROM outbox WHERE state <> 'sent' AND tries > 0").fetchone()
    return int(count)


def retry(db: sqlite3.Connection, now: datetime) -> int:
    """Let everything that waits or was given up be tried again at once; how many messages that are."""
    done = db.execute(
        "UPDATE outbox SET state = 'waiting', next = ?, tries = 0, ended = NULL,"
        " made = CASE WHEN state = 'failed' THEN ? ELSE made END"
        " WHERE state IN ('waiting', 'failed')",
        (seconds(now), seconds(now)),
    )
    return done.rowcount


def forget(db: sqlite3.Connection, mentions: Collection[int], signs: Collection[str]) -> None:
    """Let nothing of these mentions, or with one of these signs in it, wait to be sent; remember no author as told of.

    ``signs`` are names and addresses.
    """
    db.execute(
        "DELETE FROM outbox WHERE EXISTS (SELECT 1 FROM json_each(outbox.payload, '$.mentions') told"
        " WHERE json_extract(told.value, '$.id') IN (SELECT value FROM json_each(?)))",
        (json.dumps(list(mentions)),),
    )
    for sign in signs:
        db.execute("DELETE FROM alerts WHERE instr(alert, ?)", (sign,))
        db.execute("DELETE FROM outbox WHERE instr(title || body || coalesce(payload, ''), ?)", (sign,))
    db.execute("DELETE FROM told WHERE subject LIKE 'author:%'")


def alerts(db: sqlite3.Connection, since: datetime) -> list[Alert]:
    """What was told or is to be told since then, oldest first."""
    rows = db.execute("SELECT alert FROM alerts WHERE at >= ? ORDER BY id", (seconds(since),))
    return [adapter().validate_json(alert) for (alert,) in rows]


def _message(row: Any) -> Message:
    number, key, rule, target, made, state, tries, following, error, ended, title, body, payload = row
    return Message(
        id=number, key=key, rule=rule, target=target, made=moment(made), state=state, tries=tries,
        next=moment(following), error=error, ended=moment_or_none(ended), title=title, body=body, payload=payload,
    )  # fmt: skip
