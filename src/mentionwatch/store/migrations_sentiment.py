"""Columns and tables for what is found out about mentions beside their sentiment."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlite_utils import Database


def flags(db: Database) -> None:
    """Urgent words (JSON) and foul language are kept, NULL where nobody looked; a person may tell the intent."""
    db.conn.execute("ALTER TABLE mentions ADD COLUMN urgent TEXT")
    db.conn.execute("ALTER TABLE mentions ADD COLUMN foul INTEGER")
    db.conn.execute("ALTER TABLE mentions ADD COLUMN intent_told INTEGER NOT NULL DEFAULT 0")


def answers(db: Database) -> None:
    """What servers and programs said about passages is paid for once. No text is kept, only a hash of it."""
    db.conn.execute(
        "CREATE TABLE answers (key TEXT PRIMARY KEY, asked INTEGER NOT NULL, label INTEGER NOT NULL,"
        ' score REAL NOT NULL, certainty REAL NOT NULL, "by" TEXT NOT NULL) WITHOUT ROWID'
    )
    db.conn.execute("CREATE INDEX answers_asked ON answers(asked)")


def certainty(db: Database) -> None:
    """How many mentions are unsure is counted with the other figures, from their index."""
    db.conn.execute("DROP INDEX mentions_figures")
    db.conn.execute(
        "CREATE INDEX mentions_figures"
        " ON mentions(at, topic, label, doubtful, source, site, language, author, story, certainty)"
    )


def calibrations(db: Database) -> None:
    """What corrections taught about a classifier on a topic; curve is JSON, NULL where it is best left as it is."""
    db.conn.execute("CREATE TABLE calibrations (topic TEXT PRIMARY KEY, digest TEXT NOT NULL, curve TEXT)")
