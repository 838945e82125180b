"""What waits, put together: threads, stories, questions; every mention is in one heap."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from mentionwatch.analysis.gathering import Heap, gather, joined_by, plight
from mentionwatch.model import Intent, Label

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)


@dataclass(frozen=True)
class One:
    """A mention that waits."""

    at: datetime = NOW
    person: int = 0
    thread: int = 0
    story: int | None = None
    intent: Intent | None = None
    label: Label | None = None
    score: float | None = None
    haste: bool = False
    reach: int = 0


def one(hours: int, person: int, thread: int, story: int | None = None, **told: object) -> One:
    return One(at=NOW - hours * HOUR, person=person, thread=thread, story=story, **told)  # type: ignore[arg-type]


def sets(heaps: list[Heap]) -> set[tuple[str | None, frozenset[object]]]:
    return {(heap.bond, frozenset(heap.waiting)) for heap in heaps}


def test_a_thread_of_several_people_is_one_heap_and_what_is_left_goes_by_story() -> None:
    ann, bob = one(9, 1, 100, 7), one(8, 2, 100, 8)
    cid, dan = one(7, 3, 101, 7), one(6, 4, 102, 7)
    eve = one(5, 5, 103)
    twice = (one(4, 6, 104), one(3, 6, 104))
    assert sets(gather([ann, bob, cid, dan, eve, *twice])) == {
        ("thread", frozenset({ann, bob})), ("story", frozenset({cid, dan})), (None, frozenset({eve})),
        ("thread", frozenset(twice)),
    }  # fmt: skip


def test_those_who_ask_the_same_are_one_heap() -> None:
    heaps = gather([one(9, 1, 1), one(8, 2, 2), one(7, 3, 3), one(6, 4, 4), one(5, 5, 4)])
    by_start = {heap.waiting[0].person: heap for heap in heaps}
    keys = {1: 0, 2: None, 3: 0, 4: 0}
    joined = joined_by([by_start[number] for number in keys], list(keys.values()))
    assert sorted([one.person for one in heap.waiting] for heap in joined) == [[1, 3], [2], [4, 5]]
    assert {heap.bond for heap in joined if heap.people == 2} == {"question", "thread"}


def test_a_heap_is_as_pressing_as_the_worst_of_it() -> None:
    heap = Heap(
        waiting=(
            one(48, 1, 1, intent="praise", label="positive", score=0.9, reach=10),
            one(20, 2, 1, intent="question", score=-0.2, reach=500),
            one(2, 3, 1, intent="cancellation", haste=True),
            one(1, 3, 1),
        )
    )
    told = plight(heap, NOW)
    assert (told.intent, told.haste, told.reach, told.score) == ("cancellation", True, 500, -0.2)
    assert (told.people, told.joined, told.waited) == (3, 2, 48 * HOUR)
    assert heap.section == "complaints"


ones = st.builds(
    one, st.integers(0, 100), st.integers(0, 5), st.integers(0, 5), st.none() | st.integers(0, 3),
    intent=st.sampled_from(["complaint", "question", "other", None]),
)  # fmt: skip


@given(st.lists(ones, max_size=30), st.lists(st.none() | st.integers(0, 2), min_size=30, max_size=30))
def test_every_mention_is_in_one_heap_oldest_first(some: list[One], keys: list[int | None]) -> None:
    waiting = sorted(some, key=lambda one: one.at)
    heaps = gather(waiting)
    for found in (heaps, joined_by(heaps, keys[: len(heaps)])):
        inside = [one for heap in found for one in heap.waiting]
        assert sorted(map(id, inside)) == sorted(map(id, waiting))
        assert all(list(heap.waiting) == sorted(heap.waiting, key=lambda one: one.at) for heap in found)


@given(st.lists(ones, min_size=1, max_size=30))
def test_a_thread_of_several_people_is_never_split(some: list[One]) -> None:
    heaps = gather(sorted(some, key=lambda one: one.at))
    people = {thread: {one.person for one in some if one.thread == thread} for thread in range(6)}
    for thread in (thread for thread, known in people.items() if len(known) > 1):
        holding = [heap for heap in heaps if any(one.thread == thread for one in heap.waiting)]
        assert len(holding) == 1
        assert holding[0].bond == "thread"
