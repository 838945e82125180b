"""Signs that accounts act together: the same things, shared within the same minute, again and again.

Two accounts are tied when they shared at least four objects within a minute of each other, where

* of the objects that both shared within an hour of each other, more fell within the minute than chance explains
  (a binomial tail of 1 in 10,000; by chance one in thirty does), and
* these objects are a good part of what the two share at all: the cosine of their activity, in which a rare object
  weighs more than one that everybody shares, is at least 0.1.

Tied accounts form groups. The idea of the short window is CooRTweet's (Righetti & Balluff, 2023), that of weighing
by activity comes from co-share networks (Pacheco et al., "Uncovering coordinated networks on social media", 2021).
The result says why accounts look coordinated; it is no verdict on them.
"""

from __future__ import annotations

import math
from bisect import bisect_left
from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, TypeAlias

from mentionwatch.model import Ring, Tie

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

TOGETHER = timedelta(seconds=60)
NEAR = timedelta(hours=1)
LEAST_OBJECTS = 4
CHANCE = 1e-4
LIKENESS = 0.10

_CROWD = 200
_EXAMPLES = 5
_LEAST_TAGS = 2

Pair: TypeAlias = tuple[str, str]
Times: TypeAlias = "Mapping[str, Mapping[str, Sequence[datetime]]]"


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """An account published an object. ``account`` and ``object`` are any keys that tell them apart."""

    account: str
    object: str
    time: datetime


def objects_of(
    *, links: Iterable[str] = (), copies: int | None = None, tags: Iterable[str] = ()
) -> list[str]:
    """The objects of a post: its canonical links, its group of copies, and its hashtags where it has two or more."""
    tagged = sorted({tag.casefold().lstrip("#") for tag in tags})
    return [
        *(f"link {link}" for link in dict.fromkeys(links)),
        *([f"text {copies}"] if copies is not None else []),
        *([f"tags {' '.join(tagged)}"] if len(tagged) >= _LEAST_TAGS else []),
    ]


def rings(shares: Iterable[Share]) -> list[Ring]:
    """The groups of accounts that look coordinated, largest first."""
    times = _times(shares)
    rarity = _rarity(times)
    activity = _activity(times)
    lengths = {
        account: math.sqrt(math.fsum(rarity[thing] ** 2 for thing in objects))
        for account, objects in activity.items()
    }
    ties = []
    for pair, objects in _together(times).items():
        if len(objects) >= LEAST_OBJECTS:
            weight = math.fsum(rarity[thing] ** 2 for thing in objects)
            likeness = weight / (lengths[pair[0]] * lengths[pair[1]])
            tie = _tie(pair, objects, times, activity, rarity, likeness)
            if likeness >= LIKENESS and binomial_tail(tie.together, tie.near, _chance()) <= CHANCE:
                ties.append(tie)
    return _rings(ties)


def binomial_tail(successes: int, tries: int, chance: float) -> float:
    """The probability of at least so many successes, where each try has the ``chance`` (between 0 and 1)."""
    yes, no = math.log(chance), math.log1p(-chance)
    every = math.lgamma(tries + 1)
    return math.fsum(
        math.exp(every - math.lgamma(n + 1) - math.lgamma(tries - n + 1) + n * yes + (tries - n) * no)
        for n in range(successes, tries + 1)
    )


def _chance() -> float:
    """How likely two times within an hour of each other are within a minute of each other, at most."""
    return 2 * (TOGETHER / NEAR)


def _times(shares: Iterable[Share]) -> Times:
    """When each object was shared by each account."""
    times: dict[str, dict[str, list[datetime]]] = defaultdict(lambda: defaultdict(list))
    for share in sorted(shares, key=lambda share: (share.time, share.account, share.object)):
        times[share.object][share.account].append(share.time)
    return times


def _rarity(times: Times) -> dict[str, float]:
    accounts = len({account for sharers in times.values() for account in sharers})
    return {thing: math.log1p(accounts / len(sharers)) for thing, sharers in times.items()}


def _activity(times: Times) -> dict[str, set[str]]:
    activity: dict[str, set[str]] = defaultdict(set)
    for thing, sharers in times.items():
        for account in sharers:
            activity[account].add(thing)
    return activity


def _together(times: Times) -> dict[Pair, set[str]]:
    """For each two accounts the objects that they shared within a minute of each other."""
    found: dict[Pair, set[str]] = defaultdict(set)
    for thing, sharers in times.items():
        for pair in _close_pairs(sharers):
            found[pair].add(thing)
    return found


def _close_pairs(sharers: Mapping[str, Sequence[datetime]]) -> Iterator[Pair]:
    """Of a crowd in one minute only the last 200 are looked at: it says little, and would cost much."""
    events = sorted((time, account) for account, times in sharers.items() for time in times)
    first = 0
    for place, (time, account) in enumerate(events):
        while events[first][0] < time - TOGETHER:
            first += 1
        for _, other in events[max(first, place - _CROWD) : place]:
            if other != account:
                yield (other, account) if other < account else (account, other)


def _tie(
    pair: Pair,
    objects: set[str],
    times: Times,
    activity: Mapping[str, set[str]],
    rarity: Mapping[str, float],
    likeness: float,
) -> Tie:
    one, other = pair
    common = activity[one] & activity[other]
    near = sum(_within(times[thing][one], times[thing][other], NEAR) for thing in common)
    return Tie(
        accounts=pair,
        together=len(objects),
        near=near,
        common=len(common),
        by_chance=near * _chance(),
        likeness=min(1.0, likeness),
        objects=tuple(sorted(objects, key=lambda thing: (-rarity[thing], thing))[:_EXAMPLES]),
    )


def _within(times: Sequence[datetime], others: Sequence[datetime], span: timedelta) -> bool:
    """Whether a time of the one is no further than that from one of the other; both are in order."""
    places = ((time, bisect_left(others, time - span)) for time in times)
    return any(place < len(others) and others[place] - time <= span for time, place in places)


def _rings(ties: Sequence[Tie]) -> list[Ring]:
    lead: dict[str, str] = {}

    def find(account: str) -> str:
        while lead.setdefault(account, account) != account:
            account = lead[account]
        return account

    for tie in ties:
        one, other = sorted(map(find, tie.accounts))
        lead[other] = one
    accounts, bound = defaultdict(list), defaultdict(list)
    for account in sorted(lead):
        accounts[find(account)].append(account)
    for tie in sorted(ties, key=lambda tie: (-tie.likeness, tie.accounts)):
        bound[find(tie.accounts[0])].append(tie)
    sizes = Counter({name: len(members) for name, members in accounts.items()})
    return [Ring(accounts=tuple(accounts[name]), ties=tuple(bound[name])) for name, _ in sizes.most_common()]
