"""Figures of one's own: read from what people keep, and related to mentions only where that is sure."""

from __future__ import annotations

import csv
import random
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mentionwatch.analysis.lags import lagged
from mentionwatch.errors import ConfigError
from mentionwatch.text.indicators import indicators

FIRST = date(2026, 8, 1)


def days(values: list[float]) -> dict[date, float]:
    return {FIRST + timedelta(days=place): value for place, value in enumerate(values)}


def noise(seed: int, size: int) -> list[float]:
    dice = random.Random(seed)
    return [dice.gauss(0, 1) for _ in range(size)]


@pytest.mark.parametrize("lag", [-3, 0, 2, 9])
def test_a_shifted_series_is_found_at_its_lag(lag: int) -> None:
    cause = noise(1, 90)
    shifted = {day + timedelta(days=lag): value for day, value in days(cause).items()}
    effect = {
        day: 5 * value + extra for (day, value), extra in zip(shifted.items(), noise(2, 90), strict=True)
    }
    found = lagged(days(cause), effect)
    assert found
    assert found.lag == lag
    assert found.rho > 0.8
    assert found.chance < 0.001


def test_an_opposite_movement_is_negative() -> None:
    found = lagged(days(noise(1, 60)), days([-value for value in noise(1, 60)]))
    assert found
    assert found.rho == pytest.approx(-1, abs=0.05)


def test_a_common_rhythm_and_a_common_drift_are_no_relation() -> None:
    weekly = [10.0 * (place % 7 < 5) + place for place in range(120)]
    one = days([base + extra for base, extra in zip(weekly, noise(3, 120), strict=True)])
    other = days([base + extra for base, extra in zip(weekly, noise(4, 120), strict=True)])
    found = lagged(one, other)
    assert found
    assert found.chance > 0.05


def test_two_random_walks_are_seldom_related() -> None:
    """Each day is nearly the one before: a plain test would call most such pairs related."""
    sure = 0
    for seed in range(40):
        walks = []
        for half in (0, 1):
            total, walk = 0.0, []
            for step in noise(100 + 2 * seed + half, 90):
                total += step
                walk.append(total)
            walks.append(days(walk))
        found = lagged(*walks)
        assert found
        sure += found.chance < 0.05
    assert sure <= 8


@given(st.integers(0, 19))
def test_few_days_tell_nothing(size: int) -> None:
    assert lagged(days(noise(1, size)), days(noise(2, size))) is None


def test_what_never_changes_is_related_to_nothing() -> None:
    assert lagged(days([3.0] * 60), days(noise(1, 60))) is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("date,sales\n2026-11-20,1200\n", (("2026-11-20", 1200.0),)),
        ("день;звонки\n21.11.2026;1 204,5\n20.11.2026;\n", (("2026-11-20", None), ("2026-11-21", 1204.5))),
        ("day\tchurn\n2026-11-20T00:00:00\t2,5%\n", (("2026-11-20", 2.5),)),
        ('date,"x"\n2026-11-20,"1,234.50"\n2026-11-20,−3\n', (("2026-11-20", -3.0),)),
    ],
)
def test_figures_are_read_as_people_write_them(
    text: str, expected: tuple[tuple[str, float | None], ...]
) -> None:
    assert indicators(text, "k.csv")[0].days == expected


def test_every_column_is_an_indicator() -> None:
    assert [one.name for one in indicators("date,sales,calls\n2026-11-20,1,2\n", "k.csv")] == [
        "sales",
        "calls",
    ]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "kpi-empty"),
        ("date,sales\n", "kpi-empty"),
        ('date,"sales\n2026-11-20,1\n', "kpi-empty"),
        ("2026-11-20,5\n2026-11-21,6\n", "kpi-header"),
        ("date\n2026-11-20\n", "kpi-header"),
        ("date,sales\nsoon,5\n", "kpi-day"),
        ("date,sales\n2026-02-30,5\n", "kpi-day"),
        ("date,sales\n2026-11-20,many\n", "kpi-number"),
        ("date,sales\n2026-11-20,nan\n", "kpi-number"),
        ("date,a,b,c,d,e,f,g,h,i\n2026-11-20,1,2,3,4,5,6,7,8,9\n", "kpi-columns"),
    ],
)
def test_what_is_no_table_of_figures_is_said(text: str, message: str) -> None:
    with pytest.raises(ConfigError) as error:
        indicators(text, "k.csv")
    assert error.value.message == message


@pytest.mark.parametrize(("limit", "message"), [(131_072, "kpi-empty"), (1_000_000, "kpi-number")])
def test_a_huge_cell_is_said_whatever_limit_the_process_has(limit: int, message: str) -> None:
    before = csv.field_size_limit(limit)
    try:
        with pytest.raises(ConfigError) as error:
            indicators(f"date,sales\n2026-11-20,{'1' * 200_000}\n", "k.csv")
    finally:
        csv.field_size_limit(before)
    assert error.value.message == message


def test_a_mistake_in_figures_is_told_with_its_line() -> None:
    with pytest.raises(ConfigError) as error:
        indicators('date,"sales\nof shops"\n\n2026-11-20,1\n\n2026-11-21,many\n', "k.csv")
    assert error.value.values["line"] == 6
