"""The response clock: parts add up, whatever was said, and each figure means what it says."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from mentionwatch.analysis.hours import WorkingHours
from mentionwatch.analysis.responses import Measure, responses
from mentionwatch.conversation import Remark, Responses, Thread
from mentionwatch.model import Period
from store_samples import NOW
from thread_samples import FORUM, HOUR, is_ours, mention, remark, thread

WEEK = Period(start=NOW - timedelta(days=1), end=NOW + timedelta(days=6))
OURS, ANN = 0, 1


def measure(*, hours: float = 9, promise: timedelta | None = 2 * HOUR) -> Measure:
    return Measure(
        period=WEEK,
        now=NOW + hours * HOUR,
        is_ours=is_ours,
        hours=WorkingHours(),
        promise=lambda wait: promise,
    )


def told(*threads: Thread, **fields: object) -> Responses:
    return responses("Acme", ["@acme"], threads, measure(**fields))  # type: ignore[arg-type]


def asked(place: int, minutes: float = 0, writer: int = ANN, **fields: object) -> Remark:
    return remark(place, minutes, writer, **({"concerns": mention(place)} | fields))  # type: ignore[arg-type]


def ours(key: int, minutes: float, parent: int, text: str | None = None, **fields: object) -> Remark:
    return remark(key, minutes, OURS, parent=parent, text=text, **fields)


def test_states() -> None:
    found = told(
        thread(asked(1), ours(2, 60, 1), place=1),
        thread(asked(11), ours(12, 180, 11), place=11),
        thread(asked(21), place=21),
        thread(asked(31, 8 * 60), place=31),
        thread(asked(41, gone=NOW + HOUR), place=41),
        thread(asked(51), place=51, looked=None),
    )
    assert (found.asked, found.answered, found.late) == (6, 2, 1)
    assert (found.unanswered, found.pending, found.withdrawn, found.unseen) == (1, 1, 1, 1)
    assert found.share_unanswered == 1 / 3
    assert [one.mention for one in found.neglected] == [21]


def test_without_a_promise_nobody_is_late_and_nobody_still_in_time() -> None:
    found = told(
        thread(asked(1), ours(2, 600, 1)), thread(asked(11, 8 * 60), place=11), promise=None, hours=12
    )
    assert (found.late, found.pending, found.unanswered) == (0, 0, 1)


def test_an_answer_after_now_is_not_there_yet() -> None:
    found = told(thread(asked(1), ours(2, 60, 1)), hours=0.5)
    assert (found.answered, found.pending, found.median) == (0, 1, None)


def test_who_asked_before_the_period_is_of_another_period() -> None:
    early = asked(1, -2 * 24 * 60)
    assert told(thread(early, ours(2, 60, 1))).asked == 0


def test_copies_are_told_whatever_name_they_begin_with() -> None:
    words = "we are very sorry for the trouble, our engineers are on it and will call you back today"
    found = told(
        thread(asked(1), ours(2, 10, 1, f"Dear Ann, {words}"), place=1),
        thread(asked(11), ours(12, 20, 11, f"Dear Bob, {words}"), place=11),
        thread(
            asked(21),
            ours(22, 30, 21, "The charge of the 14th went back to your card this morning."),
            place=21,
        ),
    )
    assert (found.replies, found.identical) == (3, 1)
    assert [(one.count, one.urls) for one in found.templates] == [(2, (f"{FORUM}/2", f"{FORUM}/12"))]


def test_copies_of_strangers_are_told_by_their_hash() -> None:
    found = told(
        thread(asked(1), ours(2, 10, 1, wording=7), ours(3, 20, 1, wording=7), ours(4, 30, 1, wording=8))
    )
    assert (found.identical, found.templates[0].text) == (1, None)


def test_referrals_and_languages() -> None:
    found = told(
        thread(asked(1, language="ru"), ours(2, 10, 1, "Please call us", refers=True)),
        thread(asked(11), ours(12, 10, 11), place=11),
    )
    assert (found.referred, found.referrals[0].text) == (1, "Please call us")
    assert found.languages == (("en", "en", 1), ("ru", "en", 1))


def test_hours_and_weekdays_are_those_of_the_desk() -> None:
    moscow = replace(measure(), hours=WorkingHours(zone="Europe/Moscow"))
    found = responses("Acme", (), [thread(asked(1))], moscow)
    assert [slot.number for slot in found.hours if slot.asked] == [13]  # NOW is ten in the morning, UTC
    assert [slot.number for slot in found.weekdays if slot.asked] == [6]


remarks = st.lists(
    st.tuples(
        st.integers(0, 600), st.integers(0, 4), st.booleans(), st.sampled_from(["question", "other", "complaint"]),
        st.booleans(),
    ),
    max_size=8,
)  # fmt: skip
threads = st.lists(st.tuples(remarks, st.booleans()), max_size=4)


def made(place: int, said: list[tuple[int, int, bool, str, bool]], *, watched: bool) -> Thread:
    found = [
        remark(
            place + number, minutes, writer, parent=place if number else None, intent=intent,
            concerns=mention(place + number) if is_mention else {}, gone=NOW + 11 * HOUR if gone else None,
        )
        for number, (minutes, writer, is_mention, intent, gone) in enumerate(said)
    ]  # fmt: skip
    return thread(*found, place=place, looked=NOW + 10 * HOUR if watched else None)


@given(threads, st.randoms(use_true_random=False), st.none() | st.integers(1, 8))
def test_parts_add_up_and_order_does_not_matter(
    told_: list[tuple[list[tuple[int, int, bool, str, bool]], bool]], random: object, promise: int | None
) -> None:
    some = [made(100 * (n + 1), said, watched=watched) for n, (said, watched) in enumerate(told_)]
    promised = promise * HOUR if promise else None
    found = told(*some, hours=12, promise=promised)
    assert found.asked == found.answered + found.pending + found.unanswered + found.withdrawn + found.unseen
    assert found.late <= found.answered
    assert found.ignored <= found.joined_asked <= found.asked
    assert sum(slot.asked for slot in found.hours) == sum(slot.asked for slot in found.weekdays)
    assert sum(slot.asked for slot in found.hours) <= found.asked
    assert sum(one.people for one in found.neglected) == found.unanswered
    assert found.identical <= found.replies
    assert promised or (found.late, found.pending) == (0, 0)
    random.shuffle(some)  # type: ignore[attr-defined]
    assert told(*some, hours=12, promise=promised) == found


@given(threads)
def test_periods_add_up(told_: list[tuple[list[tuple[int, int, bool, str, bool]], bool]]) -> None:
    some = [made(100 * (n + 1), said, watched=watched) for n, (said, watched) in enumerate(told_)]
    middle = NOW + 5 * HOUR
    whole = measure(hours=12)
    halves = [
        responses("Acme", (), some, replace(whole, period=period))
        for period in (Period(start=WEEK.start, end=middle), Period(start=middle, end=WEEK.end))
    ]
    everything = responses("Acme", (), some, whole)
    for name in (
        "asked",
        "answered",
        "late",
        "pending",
        "unanswered",
        "withdrawn",
        "unseen",
        "replies",
        "joined",
    ):
        assert sum(getattr(half, name) for half in halves) == getattr(everything, name)
