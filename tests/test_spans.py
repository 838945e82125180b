"""Lengths of time and points in time as people write them."""

from __future__ import annotations

from contextlib import suppress
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mentionwatch.errors import ConfigError
from mentionwatch.model import Period
from mentionwatch.text.spans import parse_comparison, parse_future, parse_span, parse_time

MOSCOW = ZoneInfo("Europe/Moscow")
NOW = datetime(2026, 11, 22, 14, 30, tzinfo=MOSCOW)  # a Sunday


@pytest.mark.parametrize(
    ("text", "span"),
    [
        ("90s", timedelta(seconds=90)),
        ("15m", timedelta(minutes=15)),
        ("24h", timedelta(days=1)),
        (" 7D ", timedelta(days=7)),
        ("4w", timedelta(weeks=4)),
        ("1y", timedelta(days=365)),
    ],
)
def test_spans(text: str, span: timedelta) -> None:
    assert parse_span(text) == span


@pytest.mark.parametrize(
    ("text", "time"),
    [
        ("24h", datetime(2026, 11, 21, 11, 30, tzinfo=UTC)),
        ("yesterday", datetime(2026, 11, 20, 21, 0, tzinfo=UTC)),
        ("last-week", datetime(2026, 11, 8, 21, 0, tzinfo=UTC)),
        ("2026-11-20", datetime(2026, 11, 19, 21, 0, tzinfo=UTC)),
        ("2026-11-20T10:00Z", datetime(2026, 11, 20, 10, 0, tzinfo=UTC)),
        ("2026-11-20T10:00+05:00", datetime(2026, 11, 20, 5, 0, tzinfo=UTC)),
    ],
)
def test_times(text: str, time: datetime) -> None:
    assert parse_time(text, NOW) == time


@pytest.mark.parametrize("since", ["0001-06-01", "0900-01-01", "500000d", "1900-01-01"])
@pytest.mark.parametrize("until", ["now", "9999-12-31"])
def test_there_is_a_time_before_any_period(since: str, until: str) -> None:
    end = NOW if until == "now" else parse_time(until, NOW)
    period = Period(start=parse_time(since, NOW), end=end)
    assert period.before.end == period.start
    assert parse_comparison("last-year", period, NOW)


@pytest.mark.parametrize(
    "text", ["", "7", "d", "7 days ago", "-1d", "1.5h", "завтра", "2026-13-01", "999999y"]
)
def test_what_is_no_time_is_refused_in_words(text: str) -> None:
    with pytest.raises(ConfigError) as caught:
        parse_time(text, NOW)
    assert "24h" in caught.value.say("en")
    assert "24h" in caught.value.say("ru")


@given(st.text(max_size=30))
def test_nothing_else_is_ever_raised(text: str) -> None:
    with suppress(ConfigError):
        assert parse_time(text, NOW).tzinfo is UTC


@pytest.mark.parametrize(
    ("text", "time"),
    [
        ("3d", datetime(2026, 11, 25, 11, 30, tzinfo=UTC)),
        ("90m", datetime(2026, 11, 22, 13, 0, tzinfo=UTC)),
        ("2026-12-01", datetime(2026, 11, 30, 21, 0, tzinfo=UTC)),
        ("2026-12-01T09:00Z", datetime(2026, 12, 1, 9, 0, tzinfo=UTC)),
    ],
)
def test_times_to_come(text: str, time: datetime) -> None:
    assert parse_future(text, NOW) == time


@pytest.mark.parametrize("text", ["2026-11-21", "yesterday", "0d", "soon", "", "999999y"])
def test_what_is_no_time_to_come(text: str) -> None:
    with pytest.raises(ConfigError):
        parse_future(text, NOW)
