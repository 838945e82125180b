"""The forms of query words that earlier runs found."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping


def forms(db: sqlite3.Connection) -> dict[str, str]:
    """All that is kept, by word."""
    return dict(db.execute("SELECT word, forms FROM forms"))


def keep(db: sqlite3.Connection, found: Mapping[str, str], prefix: str) -> None:
    """Adds forms, and forgets those of words that do not begin with ``prefix``. The caller holds the transaction."""
    db.execute("DELETE FROM forms WHERE substr(word, 1, ?) <> ?", (len(prefix), prefix))
    db.executemany("INSERT OR REPLACE INTO forms(word, forms) VALUES (?, ?)", found.items())
