"""Authors as they are read: what they wrote when, and what they shared with others."""

from __future__ import annotations

import json
import sqlite3
from datetime import datetime
from typing import NamedTuple

from mentionwatch.model import Author, Filter, Label, Mention
from mentionwatch.store import read, rollups
from mentionwatch.store.rows import among
from mentionwatch.store.times import moment
from mentionwatch.store.where import LABEL, condition


class Written(NamedTuple):
    """One mention by an author, whose key is their number."""

    author: int
    time: datetime
    label: Label | None
    source: str
    site: str | None
    reach: int | None


class Shared(NamedTuple):
    """A post by an author: its group of copies, if it has any, and its text where that may hold links or tags."""

    author: int
    time: datetime
    copies: int | None
    text: str | None


def written(db: sqlite3.Connection, asked: Filter) -> list[Written]:
    """Every mention whose author is known, from the index of figures, without its text."""
    where, values = condition(asked)
    rows = db.execute(
        f"SELECT m.author, m.at, m.label, m.source, m.site FROM mentions m WHERE {where} AND m.author IS NOT NULL",  # noqa: S608
        values,
    ).fetchall()
    names = dict(
        among(db, "SELECT id, name FROM names WHERE id IN", {n for row in rows for n in row[3:] if n})
    )
    reach = dict(among(db, "SELECT id, reach FROM authors WHERE id IN", {row[0] for row in rows}))
    return [
        Written(author, moment(at), None if label is None else LABEL[label], names[source],
                names.get(site), reach[author])
        for author, at, label, source, site in rows
    ]  # fmt: skip


_EACH_OF_ANY = """
SELECT reach FROM authors WHERE reach IS NOT NULL AND id IN (SELECT m.author FROM mentions m WHERE {where})"""
_ANY_OF_EACH = """
SELECT a.reach FROM authors a WHERE a.reach IS NOT NULL
    AND EXISTS (SELECT 1 FROM mentions m INDEXED BY mentions_author WHERE m.author = a.id AND {where})"""


def reaches(db: sqlite3.Connection, asked: Filter) -> list[int]:
    """How many followers each author has of whom that is known."""
    where, values = condition(asked)
    question = _ANY_OF_EACH if rollups.is_wide(db, asked) else _EACH_OF_ANY
    rows = db.execute(question.format(where=where), values)
    return [reach for (reach,) in rows]


def authors(db: sqlite3.Connection, numbers: list[int]) -> dict[int, Author]:
    """Authors by their numbers."""
    rows = among(db, "SELECT id, name, handle, code, url, followers FROM authors WHERE id IN", numbers)
    return {
        number: Author(name=name, handle=handle, id=code, url=url, followers=followers)
        for number, name, handle, code, url, followers in rows
    }


def by_author(db: sqlite3.Connection, name: str, asked: Filter) -> list[Mention]:
    """Everything that authors of this name, handle or id wrote, newest first."""
    from mentionwatch.store.forgetting import CALLED, spellings

    where, values = condition(asked)
    rows = db.execute(
        f"SELECT m.id FROM mentions m WHERE {where} AND m.author IN (SELECT a.id FROM authors a WHERE {CALLED})"  # noqa: S608
        " ORDER BY m.at DESC, m.id DESC",
        [*values, *spellings(name)],
    )
    return read.chosen(db, [row for (row,) in rows])


def shared(db: sqlite3.Connection, asked: Filter, limit: int) -> list[Shared]:
    """The latest posts of known authors that are copies, have copies, or may hold links or tags."""
    where, values = condition(asked)
    posts = db.execute(
        f"SELECT DISTINCT m.post FROM mentions m WHERE {where} AND m.author IS NOT NULL ORDER BY m.at DESC LIMIT ?",  # noqa: S608
        [*values, limit],
    ).fetchall()
    rows = db.execute(
        """SELECT p.author, p.at, CASE WHEN g.original <> g.post OR EXISTS
            (SELECT 1 FROM grouped c WHERE c.original = g.post AND c.original <> c.post) THEN g.original END,
            CASE WHEN p.text LIKE '%http%' OR p.text LIKE '%#%' THEN substr(p.text, 1, 4000) END
        FROM posts p LEFT JOIN grouped g ON g.post = p.id WHERE p.id IN (SELECT value FROM json_each(?))""",
        (json.dumps([post for (post,) in posts]),),
    )
    return [Shared(author, moment(at), copies, text) for author, at, copies, text in rows if copies or text]
