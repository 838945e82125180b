"""Authors: one row for each person that a platform tells apart."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection
from dataclasses import dataclass
from typing import Protocol

from mentionwatch.model import Author
from mentionwatch.store.arrivals import Arrival
from mentionwatch.store.rows import among


@dataclass(slots=True, kw_only=True)
class Person:
    """An author of the database, or one that is about to be."""

    id: int
    author: Author
    reach: int | None
    source: int
    is_new: bool = False
    changed: bool = False


class Roll(Protocol):
    """Where people are known from and new ones are entered."""

    people: dict[int, Person]
    names: dict[str, int]
    next_person: int


def writer(arrival: Arrival, roll: Roll) -> int | None:
    """The number of an arrival's author, whose row is brought up to what was told now."""
    author = arrival.post.author
    if author is None or arrival.writer is None:
        return None
    person = roll.people.get(arrival.writer)
    if person is None:
        source = roll.names[arrival.post.source]
        person = Person(
            id=roll.next_person, author=author, reach=author.followers, source=source, is_new=True
        )
        roll.people[arrival.writer] = person
        roll.next_person += 1
    else:
        _renew(person, author)
    return person.id


def _renew(person: Person, told: Author) -> None:
    old = person.author
    newest = Author(
        name=told.name or old.name,
        handle=told.handle or old.handle,
        id=told.id or old.id,
        url=told.url or old.url,
        followers=old.followers if told.followers is None else told.followers,
    )
    if newest != old:
        person.author, person.changed = newest, True
        person.reach = max((n for n in (person.reach, told.followers) if n is not None), default=None)


def people_of(db: sqlite3.Connection, keys: Collection[int]) -> dict[int, Person]:
    """Those authors that have a row already, by key."""
    rows = among(
        db,
        "SELECT key, id, name, handle, code, url, followers, reach, source FROM authors WHERE key IN",
        keys,
    )
    return {
        key: Person(
            id=number,
            author=Author(name=name, handle=handle, id=code, url=url, followers=followers),
            reach=reach,
            source=source,
        )
        for key, number, name, handle, code, url, followers, reach, source in rows
    }
