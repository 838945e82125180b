"""Who the people behind the mentions are: repeat complainers, friends, opinion leaders, passers-by.

The roles are simple counts with fixed limits, so that a person can check each of them by hand.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from statistics import median
from typing import TYPE_CHECKING

from mentionwatch.model import Role, Tally

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime

    from mentionwatch.model import Label

REPEATED = 3
"""So many mentions make a regular, so many negative ones a complainer, so many positive ones a friend."""
DAYS = 2
"""A complaint is repeated when it comes back on another day; three comments in one quarrel are one complaint."""
LEAN = 0.6
"""The least share of one sentiment, of what was classified, that makes a complainer or a friend."""
REACH = 5_000
"""The least reach of an opinion leader, ..."""
ABOVE_OTHERS = 10
"""... who also reaches at least so many times as many as the median author here."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Appearance:
    """One mention by an author. ``author`` is any key that tells authors apart; ``reach`` their followers."""

    author: str
    time: datetime
    sentiment: Label | None = None
    reach: int | None = None
    source: str = ""
    site: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """An author with all appearances added up. ``days`` are UTC days on which they wrote."""

    author: str
    roles: tuple[Role, ...]
    mentions: int
    positive: int
    neutral: int
    negative: int
    days: int
    sources: tuple[str, ...]
    sites: tuple[str, ...]
    reach: int | None
    first: datetime
    last: datetime


def people(appearances: Iterable[Appearance]) -> list[Person]:
    """Everybody who appears, with at least one role each; those who wrote most first."""
    of_author: dict[str, list[Appearance]] = defaultdict(list)
    for appearance in appearances:
        of_author[appearance.author].append(appearance)
    least = loud([reach for seen in of_author.values() if (reach := _reach(seen)) is not None])
    found = [_person(author, seen, least) for author, seen in of_author.items()]
    return sorted(found, key=lambda person: (-person.mentions, -(person.reach or 0), person.author))


def loud(reaches: Sequence[int]) -> int:
    """The least reach of an opinion leader among authors of these reaches."""
    return max(REACH, ABOVE_OTHERS * round(median(reaches))) if len(reaches) > 1 else REACH


def roles_of(tally: Tally, *, complained_on: int, reach: int | None, loud: int) -> tuple[Role, ...]:
    """What an author is, who was negative on so many days. A leader may also be a complainer or a friend."""
    roles: list[Role] = []
    known = tally.total - tally.unknown
    if (reach or 0) >= loud:
        roles.append(Role(name="leader", count=reach or 0, least=loud))
    if tally.negative >= max(REPEATED, LEAN * known) and complained_on >= DAYS:
        roles.append(Role(name="complainer", count=tally.negative, least=REPEATED))
    elif tally.positive >= max(REPEATED, LEAN * known):
        roles.append(Role(name="friend", count=tally.positive, least=REPEATED))
    elif tally.total >= REPEATED:
        roles.append(Role(name="regular", count=tally.total, least=REPEATED))
    return tuple(roles) or (Role(name="passer-by", count=tally.total, least=1),)


def _person(author: str, seen: Sequence[Appearance], loud: int) -> Person:
    positive, neutral, negative = (
        sum(appearance.sentiment == label for appearance in seen)
        for label in ("positive", "neutral", "negative")
    )
    tally = Tally(total=len(seen), positive=positive, neutral=neutral, negative=negative)
    complained_on = _days([appearance for appearance in seen if appearance.sentiment == "negative"])
    return Person(
        author=author,
        roles=roles_of(tally, complained_on=complained_on, reach=_reach(seen), loud=loud),
        mentions=len(seen),
        positive=positive,
        neutral=neutral,
        negative=negative,
        days=_days(seen),
        sources=tuple(sorted({appearance.source for appearance in seen} - {""})),
        sites=tuple(sorted({appearance.site for appearance in seen if appearance.site})),
        reach=_reach(seen),
        first=min(appearance.time for appearance in seen),
        last=max(appearance.time for appearance in seen),
    )


def _days(seen: Sequence[Appearance]) -> int:
    return len({appearance.time.date() for appearance in seen})


def _reach(seen: Sequence[Appearance]) -> int | None:
    return max((appearance.reach for appearance in seen if appearance.reach is not None), default=None)
