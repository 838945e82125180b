"""The tables of stories: which post has whose wording, which tells of whose event, and how both are found."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlite_utils import Database


def stories(db: Database) -> None:
    """Mentions are grouped. A week's stories are counted from the index of figures, and found by their number."""
    for table in _TABLES.split("\n\n"):
        db.conn.execute(table)
    for index in _INDICES:
        db.conn.execute(index)


_TABLES = """\
-- The numbers by which copies are found (text/sketches.py).
CREATE TABLE sketches (key INTEGER NOT NULL, post INTEGER NOT NULL, PRIMARY KEY (key, post)) WITHOUT ROWID

-- The leads of stories under a hash of each of their weightiest terms (analysis/stories.py).
CREATE TABLE leads (
    term INTEGER NOT NULL, at INTEGER NOT NULL, post INTEGER NOT NULL, PRIMARY KEY (term, at, post)
) WITHOUT ROWID

CREATE TABLE stories (id INTEGER PRIMARY KEY AUTOINCREMENT, lead INTEGER NOT NULL UNIQUE)

-- Where each post belongs. original: the earliest post of the same wording, which may be this one. lead: the post
-- that was first to tell of the event. terms: hashes, four bytes each. why: JSON.
CREATE TABLE grouped (
    post INTEGER PRIMARY KEY REFERENCES posts(id) ON DELETE CASCADE,
    at INTEGER NOT NULL, original INTEGER NOT NULL, lead INTEGER NOT NULL, story INTEGER NOT NULL,
    terms BLOB NOT NULL, why TEXT
)"""

_INDICES = (
    "CREATE INDEX grouped_originals ON grouped(at, post) WHERE original = post",
    "CREATE INDEX grouped_copies ON grouped(original) WHERE original <> post",
    "CREATE INDEX mentions_ungrouped ON mentions(at, post) WHERE story IS NULL",
    "CREATE INDEX mentions_story ON mentions(story, at, topic, label, doubtful)",
    "DROP INDEX mentions_figures",
    "CREATE INDEX mentions_figures ON mentions(at, topic, label, doubtful, source, site, language, author, story)",
)
