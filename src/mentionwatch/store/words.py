"""Full-text search, which is SQLite's own (FTS5, https://www.sqlite.org/fts5.html).

The index holds words, not texts (external content). It is filled once a batch instead of by a trigger a row,
so whoever changes the text of a post tells this module before and after.
"""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Collection

_WORD = re.compile(r"\w+")
_MOST = 32  # words of a question; each costs a look into the index

FOUND = "SELECT rowid FROM words WHERE words MATCH ?"
"""Posts that hold all words of a question made by ``question``."""


def question(words: str) -> str | None:
    """Every word that is typed, as the beginning of a word, in any order. Quoted: nothing is an operator.

    ``None`` where there is no letter and no digit to look for.
    """
    typed = _WORD.findall(words.replace("ё", "е").replace("Ё", "Е").replace("_", " "))[:_MOST]
    return " ".join(f'"{word}"*' for word in typed) or None


def forget(db: sqlite3.Connection, posts: Collection[int]) -> None:
    """Take posts out of the index, while their texts are still those that were put in."""
    db.execute(
        "INSERT INTO words(words, rowid, title, text) SELECT 'delete', id, title, text FROM said"
        " WHERE id IN (SELECT value FROM json_each(?))",
        (json.dumps(list(posts)),),
    )


def learn(db: sqlite3.Connection, posts: Collection[int]) -> None:
    """Put posts into the index that are not in it."""
    db.execute(
        "INSERT INTO words(rowid, title, text) SELECT id, title, text FROM said"
        " WHERE id IN (SELECT value FROM json_each(?)) ORDER BY id",
        (json.dumps(list(posts)),),
    )


def consistent(db: sqlite3.Connection) -> bool:
    """Whether the index agrees with the texts."""
    try:
        db.execute("INSERT INTO words(words, rank) VALUES ('integrity-check', 1)")
    except sqlite3.DatabaseError:
        return False
    return True
