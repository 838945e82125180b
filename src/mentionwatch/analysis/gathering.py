"""What waits, put together: what can be answered with one answer, or at one place, is one heap.

A thread in which several people wait is a heap. What is left stands alone in its thread; of that, the reports and
complaints of one event (a story) are a heap, and so are those who ask the same.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal, Protocol, TypeAlias

from mentionwatch.analysis.urgency import COMPLAINTS, SECTIONS, Plight, Section, section
from mentionwatch.model import Intent, Label

Bond: TypeAlias = Literal["thread", "story", "question"]

FRESH = timedelta(days=1)
"""Who came later than this has just joined."""


class Waits(Protocol):
    """A mention that waits for an answer. ``person`` tells people apart, ``thread`` threads."""

    @property
    def at(self) -> datetime: ...
    @property
    def label(self) -> Label | None: ...
    @property
    def score(self) -> float | None: ...
    @property
    def intent(self) -> Intent | None: ...
    @property
    def story(self) -> int | None: ...
    @property
    def haste(self) -> bool: ...
    @property
    def person(self) -> int: ...
    @property
    def reach(self) -> int: ...
    @property
    def thread(self) -> int: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Heap:
    """Mentions that belong together, oldest first; ``bond`` is by what, None for a single one's."""

    waiting: tuple[Waits, ...]
    bond: Bond | None = None

    @property
    def people(self) -> int:
        """How many people wait in it."""
        return len({one.person for one in self.waiting})

    @property
    def section(self) -> Section:
        """The most pressing section of any of it."""
        if len(self.waiting) == 1:
            return section(self.waiting[0].intent, self.waiting[0].label)
        return min((section(one.intent, one.label) for one in self.waiting), key=SECTIONS.index)


def gather(waiting: Sequence[Waits]) -> list[Heap]:
    """Heaps by thread and by story; ``waiting`` is oldest first, and so is each heap. Every mention is in one heap."""
    threads = together([(one,) for one in waiting], lambda some: some[0].thread)
    shared = [Heap(waiting=some, bond="thread") for some in threads if len({one.person for one in some}) > 1]
    alone = [some for some in threads if len({one.person for one in some}) == 1]
    stories = together(alone, lambda some: some[0].story)
    return shared + [Heap(waiting=some, bond=_bond(some)) for some in stories]


def _bond(some: Sequence[Waits]) -> Bond | None:
    return "story" if len({one.thread for one in some}) > 1 else "thread" if len(some) > 1 else None


def joined_by(heaps: Sequence[Heap], keys: Sequence[Hashable]) -> list[Heap]:
    """The heaps with those of one key made one: they ask the same. None is no key, nor is a thread ever joined."""
    given = dict(zip(map(id, heaps), keys, strict=True))
    found: dict[Hashable, list[Heap]] = defaultdict(list)
    for heap in heaps:
        key = given[id(heap)]
        is_single = heap.people == 1 and key is not None
        found[("question", key) if is_single else ("heap", id(heap))].append(heap)
    return [some[0] if len(some) == 1 else _joined(some) for some in found.values()]


def _joined(heaps: Sequence[Heap]) -> Heap:
    waiting = (one for heap in heaps for one in heap.waiting)
    return Heap(waiting=tuple(sorted(waiting, key=lambda one: one.at)), bond="question")


def together(
    some: Iterable[tuple[Waits, ...]], key: Callable[[tuple[Waits, ...]], int | None]
) -> list[tuple[Waits, ...]]:
    """The tuples with those of one key made one, oldest first; those without a key stay as they are."""
    found: dict[Hashable, list[tuple[Waits, ...]]] = defaultdict(list)
    for number, one in enumerate(some):
        common = key(one)
        found[("alone", number) if common is None else common].append(one)
    return [each[0] if len(each) == 1 else _sorted(each) for each in found.values()]


def _sorted(some: Sequence[tuple[Waits, ...]]) -> tuple[Waits, ...]:
    return tuple(sorted((one for each in some for one in each), key=lambda one: one.at))


def plight(heap: Heap, now: datetime) -> Plight:
    """What is known of those who wait: the worst of each."""
    waiting = heap.waiting
    if len(waiting) == 1:  # as nearly all are
        (one,) = waiting
        return Plight(
            intent=one.intent, haste=one.haste, reach=one.reach, score=one.score, waited=now - one.at
        )
    first: dict[int, datetime] = {}
    for one in waiting:
        first.setdefault(one.person, one.at)
    joined = sum(at > now - FRESH for at in first.values())
    intent: Intent = max((one.intent or "other" for one in waiting), key=lambda intent: COMPLAINTS[intent])
    scores = [one.score for one in waiting if one.score is not None]
    return Plight(
        intent=intent,
        haste=any(one.haste for one in waiting),
        reach=max(one.reach for one in waiting),
        score=min(scores, default=None),
        people=len(first),
        joined=joined - (waiting[0].at > now - FRESH),
        waited=now - waiting[0].at,
    )
