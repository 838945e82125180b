"""Who the people behind the mentions are: repeat complainers, friends, opinion leaders, passers-by.

The roles are simple counts with fixed limits, so that a person can check each of them by hand.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import UTC, date, tzinfo
from statistics import median
from typing import TYPE_CHECKING

from mentionwatch.model import Role, Tally

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
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
    """An author with all appearances added up. ``days`` are those on which they wrote, oldest first."""

    author: str
    roles: tuple[Role, ...]
    mentions: int
    positive: int
    neutral: int
    negative: int
    days: Mapping[date, Tally]
    sources: tuple[str, ...]
    sites: tuple[str, ...]
    reach: int | None
    first: datetime
    last: datetime


def people(appearances: Iterable[Appearance], zone: tzinfo = UTC, most: int | None = None) -> list[Person]:
    """Everybody who appears, at most ``most``, with at least one role each; those who wrote most first.

    Days are those of ``zone``.
    """
    of_author: dict[str, list[Appearance]] = defaultdict(list)
    for appearance in appearances:
        of_author[appearance.author].append(appearance)
    reaches = {author: _reach(seen) for author, seen in of_author.items()}
    least = loud([reach for reach in reaches.values() if reach is not None])
    order = sorted(of_author, key=lambda author: (-len(of_author[author]), -(reaches[author] or 0), author))
    return [_person(author, of_author[author], least, zone) for author in order[:most]]


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


def _person(author: str, seen: Sequence[Appearance], loud: int, zone: tzinfo) -> Person:
    days = _days(seen, zone)
    tally = sum(days.values(), Tally())
    complained_on = sum(day.negative > 0 for day in days.values())
    return Person(
        author=author,
        roles=roles_of(tally, complained_on=complained_on, reach=_reach(seen), loud=loud),
        mentions=tally.total,
        positive=tally.positive,
        neutral=tally.neutral,
        negative=tally.negative,
        days=days,
        sources=tuple(sorted({appearance.source for appearance in seen} - {""})),
        sites=tuple(sorted({appearance.site for appearance in seen if appearance.site})),
        reach=_reach(seen),
        first=min(appearance.time for appearance in seen),
        last=max(appearance.time for appearance in seen),
    )


def _days(seen: Sequence[Appearance], zone: tzinfo) -> dict[date, Tally]:
    labels: dict[date, list[Label | None]] = defaultdict(list)
    for appearance in seen:
        labels[appearance.time.astimezone(zone).date()].append(appearance.sentiment)
    return {day: Tally.of(labels[day]) for day in sorted(labels)}


def _reach(seen: Sequence[Appearance]) -> int | None:
    return max((appearance.reach for appearance in seen if appearance.reach is not None), default=None)
