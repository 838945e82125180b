"""One scan at a time: a lock file beside the database. The system frees it when its holder dies."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from mentionwatch.errors import StoreError


@contextmanager
def scanning(database: Path, wait: float) -> Iterator[None]:
    """Hold the scan lock of a database, waiting ``wait`` seconds for it.

    Raises StoreError when another scan still holds it then, or when the folder cannot be written.
    """
    from filelock import FileLock, Timeout

    lock = FileLock(database.with_name(database.name + ".lock"))
    try:
        lock.acquire(timeout=max(wait, 0))
    except Timeout:
        raise StoreError("store-busy", path=str(database), seconds=round(wait)) from None
    except OSError as error:
        raise StoreError("store-unopenable", path=str(lock.lock_file), why=str(error)) from error
    try:
        yield
    finally:
        lock.release()
