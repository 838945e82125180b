"""How loud the loudest story was: what a story that stands out is measured against.

A story has no past of its own: it begins with nothing, so that its first mentions would always be a burst. What tells
is how loud stories of its topic get: the largest count that any of them had in each hour, and in the day that ends
with it.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable

DAY = 24


class Loudest(NamedTuple):
    """The largest count of any story by the hour: in that hour, and in the 24 that end with it."""

    hour: list[int]
    day: list[int]


def loudest(counts: Iterable[tuple[int, int, int]], hours: int) -> Loudest:
    """Of story, hour (0 to ``hours`` - 1) and count, each story and hour once."""
    stories: dict[int, dict[int, int]] = defaultdict(dict)
    for story, hour, count in counts:
        stories[story][hour] = count
    found = Loudest([0] * hours, [0] * hours)
    for said in stories.values():
        for hour, count in said.items():
            found.hour[hour] = max(found.hour[hour], count)
        _raise_days(said, found.day)
    return found


def _raise_days(said: dict[int, int], days: list[int]) -> None:
    """Raise the count of each day that a story makes larger."""
    changes: Counter[int] = Counter()
    for hour, count in said.items():
        changes[hour] += count
        changes[hour + DAY] -= count
    within = 0
    for here, there in pairwise(sorted(changes)):
        within += changes[here]
        for place in range(here, min(there, len(days))):
            days[place] = max(days[place], within)
