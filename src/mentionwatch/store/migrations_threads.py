"""The tables of threads: where a post stands, when it is looked at again, what was answered, how it grew."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlite_utils import Database


def threads(db: Database) -> None:
    """Mentions are followed: their replies, edits, deletion and reactions, at the times that a schedule says."""
    for statement in _STATEMENTS.split("\n\n"):
        db.conn.execute(statement)


_STATEMENTS = """\
-- thread, place, parent: hashes of the addresses of the thread, of the post and of what it answers.
-- next: when to look again, NULL for never. looked: when its replies were last read; tries: failures since.
-- active: its newest reply. missing: first look that did not find it; gone: since when it is deleted.
CREATE TABLE threads (
    post INTEGER PRIMARY KEY REFERENCES posts(id) ON DELETE CASCADE,
    thread INTEGER NOT NULL, place INTEGER NOT NULL, parent INTEGER,
    next INTEGER, looked INTEGER, looks INTEGER NOT NULL DEFAULT 0, tries INTEGER NOT NULL DEFAULT 0,
    active INTEGER, missing INTEGER, gone INTEGER
)

CREATE INDEX threads_thread ON threads(thread)

CREATE INDEX threads_next ON threads(next) WHERE next IS NOT NULL

-- What was said in threads, by people who are only hashes here: key is that of source and id, writer that of an
-- author, account1 to account3 those of all that the writer goes by. said: of the words, wording: of the folded ones.
-- text: of our own accounts only.
CREATE TABLE replies (
    key INTEGER PRIMARY KEY, thread INTEGER NOT NULL, place INTEGER, parent INTEGER,
    source INTEGER NOT NULL REFERENCES names(id), writer INTEGER,
    account1 INTEGER, account2 INTEGER, account3 INTEGER,
    at INTEGER NOT NULL, seen INTEGER NOT NULL, missing INTEGER, gone INTEGER, edits INTEGER NOT NULL DEFAULT 0,
    said INTEGER NOT NULL, wording INTEGER NOT NULL, language INTEGER REFERENCES names(id),
    intent INTEGER REFERENCES names(id), refers INTEGER NOT NULL, url TEXT, text TEXT
)

CREATE INDEX replies_thread ON replies(thread)

CREATE INDEX replies_at ON replies(at)

-- The counts that a post had at a time; a row only where one of them had changed.
CREATE TABLE growth (
    post INTEGER NOT NULL REFERENCES posts(id) ON DELETE CASCADE, at INTEGER NOT NULL,
    likes INTEGER, comments INTEGER, shares INTEGER, views INTEGER, PRIMARY KEY (post, at)
) WITHOUT ROWID"""
