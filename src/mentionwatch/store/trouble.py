"""What SQLite complains of, in words that say what to do."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from json import JSONDecodeError
from pathlib import Path

from mentionwatch.errors import StoreError, of_system

_MESSAGES = {
    sqlite3.SQLITE_BUSY: "store-locked",
    sqlite3.SQLITE_LOCKED: "store-locked",
    sqlite3.SQLITE_FULL: "store-full",
    sqlite3.SQLITE_READONLY: "store-readonly",
    sqlite3.SQLITE_CANTOPEN: "store-unopenable",
    sqlite3.SQLITE_PERM: "store-unopenable",
    sqlite3.SQLITE_AUTH: "store-unopenable",
    sqlite3.SQLITE_CORRUPT: "store-damaged",
    sqlite3.SQLITE_NOTADB: "store-damaged",
    sqlite3.SQLITE_FORMAT: "store-damaged",
    sqlite3.SQLITE_IOERR: "store-io",
}


@contextmanager
def explained(path: Path) -> Iterator[None]:
    """Whatever SQLite or the system raises within becomes a StoreError about the database at ``path``.

    Errors that only a mistake in this program can cause stay as they are.
    """
    try:
        yield
    except sqlite3.Error as error:
        message = _MESSAGES.get(getattr(error, "sqlite_errorcode", 0) & 0xFF)
        if message is None and not _is_damage(error):
            raise
        raise StoreError(message or "store-damaged", path=str(path), why=str(error)) from error
    except JSONDecodeError as error:
        raise StoreError("store-damaged", path=str(path), why=str(error)) from error
    except OSError as error:
        raise StoreError("store-unopenable", path=str(path), why=of_system(error)) from error


def _is_damage(error: sqlite3.Error) -> bool:
    """Damage within a value shows as text that is not UTF-8, or no JSON where only we wrote JSON."""
    return isinstance(error, sqlite3.OperationalError) and str(error).startswith(
        ("Could not decode", "malformed JSON")
    )
