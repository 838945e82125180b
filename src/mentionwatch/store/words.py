"""Full-text search, which is SQLite's own (FTS5, https://www.sqlite.org/fts5.html).

The index holds words, not texts (external content). It is filled once a batch instead of by a trigger a row,
so whoever changes the text of a post tells this module before and after.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Collection, Iterable
from contextlib import closing

from mentionwatch.store.schema import TOKENS

_LONGEST = 1000  # characters of a question
_MOST = 32  # words of it; each costs a look into the index

FOUND = "SELECT rowid FROM words WHERE words MATCH ?"
"""Posts that hold all words of a question made by ``question``."""


def question(words: str) -> str | None:
    """Every word that is typed, as the beginning of a word, in any order. Quoted: nothing is an operator.

    ``None`` where there is no letter and no digit to look for.
    """
    return " ".join(f'"{token}"*' for token in _tokens(words[:_LONGEST])[:_MOST]) or None


def _tokens(words: str) -> list[str]:
    """The words of a text as SQLite cuts and folds them; it has no function for that, but tells what it indexed."""
    with closing(sqlite3.connect(":memory:")) as db:
        db.execute(f"CREATE VIRTUAL TABLE typed USING fts5(words, tokenize='{TOKENS}')")
        db.execute("CREATE VIRTUAL TABLE seen USING fts5vocab(typed, instance)")
        db.execute("INSERT INTO typed VALUES (?)", (folded(words),))
        return [token for (token,) in db.execute("SELECT term FROM seen ORDER BY offset")]


def folded(words: str) -> str:
    """ё is е, as in the index; SQLite folds accents of Latin letters only."""
    return words.replace("\0", " ").replace("ё", "е").replace("Ё", "Е")


def forget(db: sqlite3.Connection, posts: Collection[int]) -> None:
    """Take posts out of the index, while their texts are still those that were put in."""
    db.execute(
        "INSERT INTO words(words, rowid, title, text) SELECT 'delete', id, title, text FROM said"
        " WHERE id IN (SELECT value FROM json_each(?))",
        (json.dumps(list(posts)),),
    )


def learn(db: sqlite3.Connection, posts: Iterable[tuple[int, str | None, str]]) -> None:
    """Put posts into the index that are not in it: number, title and text of each, as they are kept now."""
    db.executemany(
        "INSERT INTO words(rowid, title, text) VALUES (?, ?, ?)",
        ((number, title and folded(title), folded(text)) for number, title, text in posts),
    )


def consistent(db: sqlite3.Connection) -> bool:
    """Whether the index agrees with the texts."""
    try:
        db.execute("INSERT INTO words(words, rank) VALUES ('integrity-check', 1)")
    except sqlite3.DatabaseError:
        return False
    return True
