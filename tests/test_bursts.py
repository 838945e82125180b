from __future__ import annotations

import math
from datetime import UTC, datetime, timedelta

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mentionwatch.analysis.bursts import Burst, Series, bursts, poisson_tail, strengths

MONDAY = datetime(2026, 3, 2, tzinfo=UTC)
WEEK = 7 * 24
Change = tuple[int, int, float]


def hours(mean: float, weeks: int = 6, seed: int = 1, *, changes: tuple[Change, ...] = ()) -> Series:
    """Poisson counts an hour with a day and a week in them; (first hour, hours, added mean) on top."""
    hour = np.arange(weeks * WEEK)
    rhythm = (1 + 0.9 * np.sin((hour % 24 - 9) / 24 * 2 * math.pi)) * np.where(hour // 24 % 7 >= 5, 0.4, 1.0)
    means = mean * rhythm
    for first, length, more in changes:
        means[first : first + length] += more
    counts = np.random.default_rng(seed).poisson(means)
    return Series(start=MONDAY, step=timedelta(hours=1), counts=counts.tolist())


def hour_of(burst: Burst) -> int:
    return round((burst.time - MONDAY) / timedelta(hours=1)) - 1


@pytest.mark.parametrize("mean", [0.02, 0.3, 5, 200])
def test_rhythm_and_chance_are_no_bursts(mean: float) -> None:
    told = [burst for seed in range(5) for burst in bursts(hours(mean, seed=seed))]
    assert len(told) <= 2


def test_three_after_none_are_no_crisis() -> None:
    counts = [0] * (4 * WEEK) + [3]
    assert bursts(Series(start=MONDAY, step=timedelta(hours=1), counts=counts)) == []


@pytest.mark.parametrize(("mean", "more"), [(0.02, 10), (0.3, 14), (5, 60), (200, 900)])
def test_a_single_hour_stands_out(mean: float, more: float) -> None:
    at = 5 * WEEK + 2 * 24 + 15
    (burst,) = bursts(hours(mean, changes=((at, 1, more),)))
    assert burst.kind == "burst"
    assert hour_of(burst) == at
    assert burst.span == timedelta(hours=1)
    assert burst.observed > 2 * burst.expected
    assert burst.once_in >= timedelta(days=7)
    assert burst.known == timedelta(days=28)


def test_a_night_that_looks_like_noon_stands_out() -> None:
    night = 5 * WEEK + 24 + 3
    (burst,) = bursts(hours(40, changes=((night, 3, 110),)))
    assert night <= hour_of(burst) < night + 3
    assert burst.expected < 20


def test_one_long_burst_is_told_once() -> None:
    told = bursts(hours(5, changes=((5 * WEEK, 20, 80),)))
    assert [hour_of(burst) for burst in told] == [5 * WEEK]


def test_another_burst_after_a_silence_is_told_again() -> None:
    told = bursts(hours(5, changes=((4 * WEEK + 10, 2, 60), (4 * WEEK + 70, 2, 300))))
    assert [hour_of(burst) for burst in told if burst.kind == "burst"] == [4 * WEEK + 10, 4 * WEEK + 70]


def test_a_slow_climb_is_told_once() -> None:
    steps = tuple((5 * WEEK + day * 24, 24, 1.2 * day) for day in range(7))
    told = bursts(hours(3, changes=steps))
    assert [burst.kind for burst in told] == ["climb"]
    assert told[0].span == timedelta(days=1)
    assert told[0].observed > 1.5 * told[0].expected


def test_a_short_past_says_nothing() -> None:
    assert bursts(Series(start=MONDAY, step=timedelta(hours=1), counts=[0] * 40 + [100])) == []
    assert bursts(Series(start=MONDAY, step=timedelta(hours=1), counts=[])) == []
    assert strengths(Series(start=MONDAY, step=timedelta(hours=1), counts=[1, 2])) == [-math.inf, -math.inf]


@settings(max_examples=15, deadline=None)
@given(
    changes=st.lists(
        st.tuples(st.integers(3 * WEEK, 6 * WEEK - 1), st.integers(1, 40), st.integers(1, 60)), max_size=4
    ),
    since=st.integers(2 * WEEK, 6 * WEEK),
)
def test_asking_for_the_newest_tells_the_same(changes: list[tuple[int, int, int]], since: int) -> None:
    series = hours(3, changes=tuple((first, length, float(more)) for first, length, more in changes))
    time = MONDAY + timedelta(hours=since)
    assert bursts(series, time) == [burst for burst in bursts(series) if burst.time > time]


@given(st.integers(0, 200), st.floats(0.01, 200))
def test_the_bound_is_no_smaller_than_the_chance(observed: int, expected: float) -> None:
    terms = (
        math.exp(-expected + k * math.log(expected) - math.lgamma(k + 1))
        for k in range(observed, observed + 1500)
    )
    assert poisson_tail(observed, expected) >= sum(terms) * (1 - 1e-6) - 1e-9
