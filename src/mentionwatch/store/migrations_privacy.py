"""What has to be remembered of what was forgotten."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlite_utils import Database


def privacy(db: Database) -> None:
    """A person's archived posts do not come back with the next scan; their keys are all that is known of them."""
    db.conn.execute("CREATE TABLE forgotten (key INTEGER PRIMARY KEY)")
