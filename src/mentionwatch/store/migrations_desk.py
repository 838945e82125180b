"""What the inbox needs: mentions can be put off, and those that wait are found without looking at the others."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlite_utils import Database

WAITS = "m.status IN ('new', 'open') AND m.doubtful = 0"
"""Nobody has dealt with the mention ``m`` yet. The index of those is used where this stands word for word."""


def desk(db: Database) -> None:
    """snoozed: until when a mention is put off."""
    db.conn.execute("ALTER TABLE mentions ADD COLUMN snoozed INTEGER")
    db.conn.execute(f"CREATE INDEX mentions_waiting ON mentions(at) WHERE {WAITS.replace('m.', '')}")
