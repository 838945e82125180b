"""Who in a thread was answered by whom, and who waits."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mentionwatch.analysis.answers import answers, below, joined, waits
from mentionwatch.conversation import Concern, Remark, Thread, Wait
from store_samples import NOW
from thread_samples import HOUR, MINUTE, is_ours, mention, remark, thread

ANN, BOB, CY, OURS = 1, 2, 3, 0


def opening(**fields: object) -> Remark:
    return remark(1, 0, ANN, **({"concerns": mention(10)} | fields))  # type: ignore[arg-type]


def answered(*remarks: Remark) -> dict[int, int]:
    return {key: by.key for key, by in answers(thread(*remarks), is_ours).items()}


def waiting(*remarks: Remark, **fields: object) -> list[Wait]:
    return waits(replace(thread(*remarks), **fields), "Acme", is_ours)  # type: ignore[arg-type]


def test_a_reply_of_ours_stops_the_clock() -> None:
    (wait,) = waiting(opening(), remark(2, 30, OURS, parent=1), remark(3, 50, OURS, parent=1))
    assert (wait.mention, wait.joined, wait.answered) == (10, False, NOW + 30 * MINUTE)
    assert wait.answer is not None
    assert wait.answer.key == 2


def test_in_a_flat_thread_a_reply_is_for_all_who_wait() -> None:
    told = answered(
        opening(), remark(2, 5, BOB, parent=1), remark(3, 30, OURS, parent=1), remark(4, 40, CY, parent=1)
    )
    assert told == {1: 3, 2: 3}


def test_in_a_tree_a_reply_is_for_whom_it_answers() -> None:
    tree = (opening(), remark(2, 5, BOB, parent=1), remark(3, 6, CY, parent=2))
    assert answered(*tree, remark(4, 30, OURS, parent=2)) == {2: 4}
    assert answered(*tree, remark(4, 30, OURS, parent=1)) == {1: 4}
    assert answered(*tree, remark(4, 30, OURS, parent=None, kind="comment")) == {1: 4, 2: 4, 3: 4}
    assert answered(*tree, remark(4, 30, OURS, parent=99)) == {}


def test_a_reply_to_ours_carries_on_with_it() -> None:
    tree = (opening(), remark(2, 5, BOB, parent=1), remark(3, 6, CY, parent=2))
    told = answered(
        *tree, remark(4, 20, OURS, parent=2), remark(5, 30, BOB, parent=4), remark(6, 40, OURS, parent=4)
    )
    assert told == {2: 4, 5: 6}


def test_an_answer_to_one_remark_answers_the_person() -> None:
    tree = (opening(), remark(2, 5, BOB, parent=1), remark(3, 6, BOB, parent=2), remark(4, 7, CY, parent=3))
    assert answered(*tree, remark(5, 20, OURS, parent=3)) == {2: 5, 3: 5}


def test_asked_and_answered_in_the_same_second() -> None:
    assert answered(remark(9, 0, ANN), remark(2, 0, OURS, parent=9)) == {9: 2}


def test_one_clock_for_each_person() -> None:
    told = waiting(
        opening(),
        remark(2, 5, BOB, parent=1, intent="question"),
        remark(3, 6, ANN, parent=1, concerns=mention(11)),
        remark(4, 30, OURS, parent=1),
        remark(5, 40, CY, parent=1, intent="complaint"),
    )
    assert [(wait.asked.key, wait.joined, wait.answered) for wait in told] == [
        (1, False, NOW + 30 * MINUTE),
        (2, True, NOW + 30 * MINUTE),
        (5, True, None),
    ]
    assert {wait.mention for wait in told} == {10}


def test_who_chats_wants_no_answer_and_is_a_participant() -> None:
    crowd = thread(opening(), remark(2, 5, BOB, parent=1, intent="other"))
    assert [wait.asked.key for wait in waits(crowd, "Acme", is_ours)] == [1]
    assert [one.key for one in joined(crowd, "Acme", is_ours)] == [2]


@pytest.mark.parametrize(
    "fields",
    [
        {"intent": "news"},
        {"intent": "advertisement"},
        {"kind": "article"},
        {"concerns": mention(10, doubtful=True)},
        {"concerns": mention(10, status="ignored")},
        {"concerns": {"Other": Concern(mention=10, status="new")}},
    ],
)
def test_nobody_waits(fields: dict[str, object]) -> None:
    assert waiting(opening(**fields)) == []


def test_below_a_comment_only_its_own_branch_concerns_the_topic() -> None:
    tree = (
        remark(1, 0, ANN),
        remark(2, 5, BOB, parent=1, concerns=mention(10)),
        remark(3, 6, CY, parent=2, intent="question"),
        remark(4, 7, 4, parent=1, intent="question"),
    )
    assert [(wait.asked.key, wait.mention) for wait in waiting(*tree)] == [(2, 10), (3, 10)]


def test_an_answer_elsewhere_counts_when_it_was_noted() -> None:
    noted = mention(10, status="answered", answered=NOW + HOUR)
    (wait,) = waiting(opening(concerns=noted))
    assert (wait.answer, wait.answered) == (None, NOW + HOUR)
    (wait,) = waiting(opening(concerns=noted), remark(2, 20, OURS, parent=1))
    assert wait.answered == NOW + 20 * MINUTE


def test_what_was_deleted_is_withdrawn_and_an_unread_thread_unwatched() -> None:
    (wait,) = waiting(opening(gone=NOW + HOUR))
    assert wait.withdrawn == NOW + HOUR
    (wait,) = waiting(opening(), looked=None)
    assert wait.watched is None


def test_parents_that_go_in_circles_end() -> None:
    circle = (
        remark(1, 0, OURS, parent=2),
        remark(2, 1, OURS, parent=1),
        remark(3, 2, ANN, parent=3, concerns=mention(10)),
    )
    assert waiting(*circle)


def test_below() -> None:
    assert below(1, [(3, 2), (2, 1), (4, 9), (None, 3)]) == [True, True, False, True]
    assert below(None, [(2, None)]) == [False]


remarks = st.lists(
    st.tuples(
        st.integers(0, 50), st.integers(0, 4), st.none() | st.integers(1, 12), st.booleans(),
        st.sampled_from(["question", "other", "complaint", None]),
    ),
    max_size=12,
)  # fmt: skip


def made(told: list[tuple[int, int, int | None, bool, str | None]]) -> list[Remark]:
    return [
        remark(
            key, minutes, writer, parent=parent if parent != key else None, intent=intent,
            concerns=mention(100 + key) if is_mention else {}, kind="comment" if key > 1 else "post",
        )
        for key, (minutes, writer, parent, is_mention, intent) in enumerate(told, 1)
    ]  # fmt: skip


@given(remarks, st.randoms(use_true_random=False))
def test_the_order_of_arrival_changes_no_clock(
    told: list[tuple[int, int, int | None, bool, str | None]], random: object
) -> None:
    said = made(told)
    mixed = list(said)
    random.shuffle(mixed)  # type: ignore[attr-defined]
    one, other = thread(*said), Thread(place=1, url=None, looked=NOW, remarks=tuple(mixed))
    ordered = replace(
        other, url=one.url, looked=one.looked, remarks=tuple(sorted(mixed, key=lambda r: (r.at, r.key)))
    )
    assert waits(one, "Acme", is_ours) == waits(ordered, "Acme", is_ours)
    assert answers(one, is_ours) == answers(other, is_ours)


@given(remarks)
def test_clocks_make_sense(told: list[tuple[int, int, int | None, bool, str | None]]) -> None:
    crowd = thread(*made(told))
    found = waits(crowd, "Acme", is_ours)
    assert len({wait.asked.writer for wait in found}) == len(found)
    for wait in found:
        assert not is_ours(wait.asked)
        assert wait.answered is None or wait.answered >= wait.asked.at
        assert wait.answer is None or is_ours(wait.answer)
    assert all(by.at >= one.at for one in crowd.remarks for by in [answers(crowd, is_ours).get(one.key, one)])


@given(remarks, st.integers(0, 50))
def test_one_more_answer_to_all_leaves_nobody_waiting_longer(
    told: list[tuple[int, int, int | None, bool, str | None]], minutes: int
) -> None:
    said = made(told)
    before = {wait.asked.key: wait.answered for wait in waits(thread(*said), "Acme", is_ours)}
    more = remark(99, minutes, OURS, parent=None, kind="comment")
    for wait in waits(thread(*said, more), "Acme", is_ours):
        was = before[wait.asked.key]
        assert was is None or (wait.answered is not None and wait.answered <= was)
        assert wait.asked.at > more.at or wait.answered is not None
