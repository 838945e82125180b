"""Columns for what sources remember of what they read."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlite_utils import Database


def seen(db: Database) -> None:
    """Of a feed that changed only the entries are read that are new or say something else: seen holds hashes."""
    db.conn.execute("ALTER TABLE validators ADD COLUMN seen BLOB NOT NULL DEFAULT x''")
