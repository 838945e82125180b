"""Working hours: worked examples, the days on which clocks are set, and properties that hold in every zone."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mentionwatch.analysis.hours import WorkingHours

HOUR = timedelta(hours=1)
OFFICE = WorkingHours(zone="Europe/Moscow", days=frozenset(range(5)), opens=time(9), closes=time(18))
BERLIN = WorkingHours(zone="Europe/Berlin", days=frozenset(range(7)), opens=time(0), closes=time(6))
NIGHT = WorkingHours(zone="Asia/Yekaterinburg", days=frozenset({4}), opens=time(22), closes=time(6))

ZONES = (
    "UTC", "Europe/Moscow", "Europe/Berlin", "America/New_York", "America/Sao_Paulo", "Asia/Kathmandu",
    "Australia/Lord_Howe", "Pacific/Apia", "Africa/Casablanca",
)  # fmt: skip
times = st.times().map(lambda moment: moment.replace(second=0, microsecond=0))
moments = st.datetimes(
    min_value=datetime(2005, 1, 1), max_value=datetime(2035, 1, 1), timezones=st.just(UTC)
).map(lambda moment: moment.replace(microsecond=0))
hours = st.builds(
    WorkingHours,
    zone=st.sampled_from(ZONES),
    days=st.frozensets(st.integers(0, 6), min_size=1),
    opens=times,
    closes=times,
    holidays=st.frozensets(st.dates(date(2005, 1, 1), date(2035, 1, 1)), max_size=3),
)
spans = st.integers(0, 400 * 3600).map(lambda seconds: timedelta(seconds=seconds))


def utc(day: str) -> datetime:
    return datetime.fromisoformat(day).replace(tzinfo=UTC)


def test_a_question_of_friday_evening_is_answered_on_monday() -> None:
    asked = utc("2026-11-20T14:30")  # Friday, 17:30 in Moscow
    assert OFFICE.after(asked, HOUR) == utc("2026-11-23T06:30")
    assert OFFICE.between(asked, utc("2026-11-23T06:30")) == HOUR


def test_nobody_works_at_night_or_on_a_holiday() -> None:
    rested = WorkingHours(
        zone="Europe/Moscow", days=frozenset(range(5)), opens=time(9), closes=time(18),
        holidays=frozenset({date(2026, 12, 31)}),
    )  # fmt: skip
    assert rested.between(utc("2026-12-30T15:00"), utc("2027-01-01T06:00")) == timedelta()
    assert rested.after(utc("2026-12-30T15:00"), HOUR) == utc("2027-01-01T07:00")


def test_a_promise_falls_due_at_closing_and_not_at_the_next_opening() -> None:
    assert OFFICE.after(utc("2026-11-20T14:00"), HOUR) == utc("2026-11-20T15:00")


@pytest.mark.parametrize(
    ("night", "worked"), [("2026-03-28T23:00", 5), ("2026-10-24T22:00", 7), ("2026-06-01T22:00", 6)]
)
def test_a_night_in_which_clocks_are_set_is_shorter_or_longer(night: str, worked: int) -> None:
    assert BERLIN.between(utc(night), utc(night) + 12 * HOUR) == worked * HOUR


def test_a_shift_over_midnight_belongs_to_the_day_it_began_on() -> None:
    friday = utc("2026-11-20T17:00")  # 22:00 in Yekaterinburg
    assert NIGHT.between(friday, friday + timedelta(days=7)) == 8 * HOUR
    assert NIGHT.after(friday + 7 * HOUR, 2 * HOUR) == friday + timedelta(days=7) + HOUR


def test_a_day_that_a_calendar_left_out_is_not_worked_twice() -> None:
    samoa = WorkingHours(zone="Pacific/Apia", opens=time(9), closes=time(18))  # no 30 December 2011
    assert samoa.between(utc("2011-12-29T10:00"), utc("2012-01-01T10:00")) == 27 * HOUR


def test_the_other_way_round_is_negative() -> None:
    assert OFFICE.between(utc("2026-11-23T06:30"), utc("2026-11-20T14:30")) == -HOUR


def test_what_is_promised_at_once_is_due_at_once() -> None:
    assert OFFICE.after(utc("2026-11-21T00:00"), timedelta()) == utc("2026-11-21T00:00")


@given(hours, moments, spans)
def test_so_much_time_has_passed_when_the_promise_falls_due(
    working: WorkingHours, start: datetime, span: timedelta
) -> None:
    due = working.after(start, span)
    assert working.between(start, due) == span
    assert span == timedelta() or working.between(start, due - timedelta(seconds=1)) < span


@given(hours, moments, moments, moments)
def test_times_add_up(working: WorkingHours, one: datetime, two: datetime, three: datetime) -> None:
    start, middle, end = sorted((one, two, three))
    start, middle = max(start, end - timedelta(days=900)), max(middle, end - timedelta(days=900))
    assert working.between(start, middle) + working.between(middle, end) == working.between(start, end)
    assert timedelta() <= working.between(start, end) <= end - start


@given(moments, moments, st.sampled_from(ZONES))
def test_round_the_clock_is_the_plain_difference(one: datetime, two: datetime, zone: str) -> None:
    always = WorkingHours(zone=zone)
    never_closed = WorkingHours(zone=zone, holidays=frozenset({date(1999, 1, 1)}))
    assert always.between(one, two) == two - one
    near = one + (two - one) / 20
    assert never_closed.between(one, near) == near - one
