"""All or nothing."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def transaction(db: sqlite3.Connection, *, rehearsal: bool = False) -> Iterator[None]:
    """Everything within, or nothing; of a ``rehearsal`` nothing. Waits as long as the connection's patience."""
    db.execute("BEGIN IMMEDIATE")
    try:
        yield
        db.execute("ROLLBACK" if rehearsal else "COMMIT")
    except BaseException:
        db.rollback()
        raise
