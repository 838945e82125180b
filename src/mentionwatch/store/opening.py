"""Opening the database: is it ours, is it whole, is it of this version; and making it so where it is older."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import datetime
from pathlib import Path

from mentionwatch.errors import StoreError, Words
from mentionwatch.store.schema import APPLICATION, NEWEST, migrate
from mentionwatch.store.transaction import transaction

PATIENCE = 30.0
"""Seconds that a statement waits for another process to finish writing."""

_CACHE = 65_536  # KiB
_LOOK = "SELECT count(*) FROM sqlite_master"


def connect(path: Path, *, now: datetime, readonly: bool) -> sqlite3.Connection:
    """A connection to the database at ``path``, which is created or brought up to date where needed.

    A database that is only read must exist. Raises StoreError, and sqlite3.Error for what SQLite finds.
    """
    if not path.exists():
        if readonly:
            raise StoreError("store-missing", path=str(path))
        path.parent.mkdir(parents=True, exist_ok=True)
    elif path.is_dir():
        raise StoreError("store-unopenable", path=str(path), why=Words("system-eisdir", "it is a folder"))
    db = _to_read(path) if readonly else _to_write(path)
    try:
        if _version(db, path) < NEWEST:
            db = _renewed(db, path, now, readonly=readonly)
        if not readonly:
            db.execute("PRAGMA journal_mode = WAL")
            db.execute("PRAGMA temp_store = MEMORY")  # what a statement with triggers may have to take back
    except BaseException:
        db.close()
        raise
    return db


def _to_write(path: Path) -> sqlite3.Connection:
    return _connected(str(path), "PRAGMA synchronous = NORMAL", "PRAGMA foreign_keys = ON")


def _to_read(path: Path) -> sqlite3.Connection:
    """A connection that cannot write. Where not even the shared memory of WAL can be made, the file alone."""
    address = path.absolute().as_uri() + "?mode=ro"
    try:
        return _connected(address, _LOOK, uri=True)
    except sqlite3.OperationalError:
        wal = path.with_name(path.name + "-wal")
        if wal.exists() and wal.stat().st_size:
            raise
        return _connected(address + "&immutable=1", _LOOK, uri=True)


def _connected(address: str, *questions: str, uri: bool = False) -> sqlite3.Connection:
    """A connection to which these were put; closed where one of them fails, as they all do if it is no database."""
    db = sqlite3.connect(address, uri=uri, timeout=PATIENCE, isolation_level=None, check_same_thread=False)
    try:
        for question in (*questions, f"PRAGMA cache_size = -{_CACHE:d}"):
            db.execute(question).fetchone()
    except BaseException:
        db.close()
        raise
    return db


def _version(db: sqlite3.Connection, path: Path) -> int:
    """How many migrations the database has seen; 0 for an empty one."""
    (version,) = db.execute("PRAGMA user_version").fetchone()
    (application,) = db.execute("PRAGMA application_id").fetchone()
    (tables,) = db.execute("SELECT count(*) FROM sqlite_master").fetchone()
    if tables and application != APPLICATION:
        raise StoreError("store-foreign", path=str(path))
    if version > NEWEST:
        raise StoreError("store-newer", path=str(path), version=version, newest=NEWEST)
    return int(version) if tables else 0


def _renewed(db: sqlite3.Connection, path: Path, now: datetime, *, readonly: bool) -> sqlite3.Connection:
    """The database brought up to date; readers do it too, so that a report works right after an update."""
    if readonly:
        db.close()
        with_rights = connect(path, now=now, readonly=False)
        with_rights.close()
        return _to_read(path)
    _renew(db, path, now)
    return db


def _renew(db: sqlite3.Connection, path: Path, now: datetime) -> None:
    from sqlite_utils import Database

    db.execute("PRAGMA auto_vacuum = INCREMENTAL")  # counts only while the file is empty
    db.execute("PRAGMA journal_mode = WAL")
    with transaction(db):
        version = _version(db, path)
        if version == NEWEST:  # another process was faster
            return
        if version:
            with closing(_to_read(path)) as source:  # SQLite copies nothing from a connection that is writing
                copy(source, path.with_name(f"{path.name}.{now:%Y%m%d-%H%M%S}.v{version}"))
        migrate(Database(db), version)


def copy(db: sqlite3.Connection, target: Path) -> None:
    """A consistent copy of an open database, whole or not there at all. Raises sqlite3.Error, OSError.

    SQLITE_BUSY is raised while another process copies to that name. The log of an older copy of that name goes before
    it is replaced: SQLite would take it for the new one's.
    """
    unfinished = _beside(target, ".part")
    if unfinished.exists():
        _see_that_nobody_writes(unfinished)
    for left in (unfinished, _beside(unfinished, "-journal")):
        left.unlink(missing_ok=True)
    other = sqlite3.connect(unfinished)
    try:
        db.backup(other)
    except BaseException:
        other.close()
        unfinished.unlink(missing_ok=True)
        raise
    other.close()
    for log in ("-wal", "-shm"):
        _beside(target, log).unlink(missing_ok=True)
    unfinished.replace(target)


def _see_that_nobody_writes(file: Path) -> None:
    """Raise SQLITE_BUSY where somebody does. What is no database is left over from somebody who was interrupted."""
    with closing(sqlite3.connect(file, timeout=0, isolation_level=None)) as db:
        try:
            db.execute("BEGIN EXCLUSIVE")
        except sqlite3.DatabaseError as error:
            if error.sqlite_errorcode & 0xFF == sqlite3.SQLITE_BUSY:
                raise


def _beside(file: Path, ending: str) -> Path:
    return file.with_name(file.name + ending)
