"""Forms of query words are kept, so that thousands of topics are ready at once in the next run."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlite_utils import Database


def forms(db: Database) -> None:
    """word: with the version of the tables and the languages asked for. forms: as text/forms_kept.py writes them."""
    db.conn.execute("CREATE TABLE forms (word TEXT PRIMARY KEY, forms TEXT NOT NULL) WITHOUT ROWID")
