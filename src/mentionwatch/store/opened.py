"""An open database, and how it is changed: all or nothing, and what goes wrong in words."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from mentionwatch.errors import StoreError
from mentionwatch.store.transaction import transaction
from mentionwatch.store.trouble import explained


class Opened:
    """What every part of the store shares."""

    def __init__(self, db: sqlite3.Connection, path: Path, *, now: datetime, readonly: bool) -> None:
        self._db = db
        self._now = now
        self.path = path
        self.readonly = readonly

    def close(self) -> None:
        """Let go of the file."""
        self._db.close()

    @contextmanager
    def _changing(self) -> Iterator[None]:
        """A transaction that changes something."""
        with explained(self.path):
            self._writable()
            with transaction(self._db):
                yield

    def _writable(self) -> None:
        if self.readonly:
            raise StoreError("store-readonly", path=str(self.path), why="opened to be read")
