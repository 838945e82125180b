"""Asking for many rows at once, and giving names their numbers."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Collection, Iterator
from typing import Any


def among(db: sqlite3.Connection, question: str, numbers: Collection[int]) -> Iterator[Any]:
    """The rows of a question that ends in ``IN``, asked for a set of numbers."""
    return db.execute(f"{question} (SELECT value FROM json_each(?))", (json.dumps(list(numbers)),))  # noqa: S608 - a question of ours


def numbered(db: sqlite3.Connection, names: Collection[str]) -> dict[str, int]:
    """The number of each name, given to those that have none yet."""
    asked = json.dumps(sorted(names))
    db.execute("INSERT OR IGNORE INTO names(name) SELECT value FROM json_each(?)", (asked,))
    rows = db.execute("SELECT name, id FROM names WHERE name IN (SELECT value FROM json_each(?))", (asked,))
    return dict(rows)
