"""The tables of alerts: what was told of, what is to be told, and the messages on their way."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlite_utils import Database


def alerts(db: Database) -> None:
    """What is worth telling is told once, and is not lost on the way."""
    for table in _TABLES.split("\n\n"):
        db.conn.execute(table)
    db.table("told").create_index(["mention"], "told_mention")
    db.table("alerts").create_index(["done", "due"], "alerts_due")
    db.conn.execute("CREATE INDEX outbox_waiting ON outbox(next) WHERE state = 'waiting'")


_TABLES = """\
-- What each rule told of each subject. at: when last.
CREATE TABLE told (
    rule TEXT NOT NULL, subject TEXT NOT NULL, since INTEGER NOT NULL, at INTEGER NOT NULL, count INTEGER NOT NULL,
    mention INTEGER, PRIMARY KEY (rule, subject)
) WITHOUT ROWID

-- due: when it is to be sent. done: it stands in messages. alert: JSON.
CREATE TABLE alerts (
    id INTEGER PRIMARY KEY AUTOINCREMENT, rule TEXT NOT NULL, at INTEGER NOT NULL, due INTEGER NOT NULL,
    done INTEGER NOT NULL DEFAULT 0, alert TEXT NOT NULL
)

-- claimed: until when one process has the message to itself, which knows its claim. ended: sent, or given up.
CREATE TABLE outbox (
    id INTEGER PRIMARY KEY AUTOINCREMENT, key TEXT NOT NULL UNIQUE, rule TEXT NOT NULL, target TEXT NOT NULL,
    made INTEGER NOT NULL, state TEXT NOT NULL DEFAULT 'waiting', tries INTEGER NOT NULL DEFAULT 0,
    next INTEGER NOT NULL, claimed INTEGER NOT NULL DEFAULT 0, claim TEXT, ended INTEGER, error TEXT,
    title TEXT NOT NULL, body TEXT NOT NULL, payload TEXT
)"""
