"""Dates in all the shapes that feeds, mails and tables write them in."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from email.utils import format_datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mentionwatch.text.dates import parse_date

NOON = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    "text",
    [
        "Fri, 20 Nov 2026 12:00:00 GMT",
        "Fri, 20 Nov 2026 12:00:00 +0000",
        "Fri, 20 Nov 2026 15:00:00 +0300",
        "20 Nov 2026 12:00 UT",
        "Fri,20 Nov 2026 15:00:00 MSK",
        "Fri, 20 Nov 26 07:00:00 EST",
        "Friday, 20-Nov-26 12:00:00 GMT",
        "Fri Nov 20 12:00:00 2026",
        "Fri Nov 20 04:00:00 PST 2026",
        "November 20, 2026 12:00 PM",
        "Nov 20th, 2026, 12:00",
        "2026-11-20T12:00:00Z",
        "2026-11-20T12:00:00.123456789Z",
        "2026-11-20T15:00:00+03:00",
        "2026-11-20T15:00:00 +0300",
        "2026-11-20 12:00",
        "2026-11-20T09:00:00\N{MINUS SIGN}03:00",
        "20261120T120000Z",
        "2026/11/20 12:00:00",
        "Пт, 20 ноя 2026 15:00:00 +0300",
        "20 ноября 2026 в 12:00",
        "20 листопада 2026, 12:00",
        "Fr, 20 Nov 2026 13:00:00 MEZ",
        "20. November 2026 um 12:00 Uhr",
        "ven., 20 nov. 2026 13:00:00 +0100",
        "vie, 20 nov 2026 09:00:00 -0300",
        "20 de novembro de 2026 12:00",
        "20 listopada 2026 12:00",
        "20 kasım 2026 12:00",
        "2026년 11월 20일 오후 12:00",
        "2026年11月20日 12:00",
        "20.11.2026 12:00",
        "20/11/2026 12:00",
        "11/20/2026 12:00 pm",
        "Fri, 20 Nov 2026 15:00 UTC+3",
        "1795176000",
        1795176000,
        1795176000000,
        1795176000.25,
        "  2026-11-20T12:00:00Z\n",
    ],
)
def test_a_moment_in_many_shapes(text: str | float) -> None:
    assert parse_date(text) == NOON


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2026-11-20", (2026, 11, 20)),
        ("2026-11", (2026, 11, 1)),
        ("1 août 2026", (2026, 8, 1)),
        ("3 März 2026", (2026, 3, 3)),
        ("5 февр. 2026", (2026, 2, 5)),
        ("9 мая 2026", (2026, 5, 9)),
        ("4 липня 2026", (2026, 7, 4)),
        ("20 února 2026", (2026, 2, 20)),
        ("20 lipca 2026", (2026, 7, 20)),
        ("20 června 2026", (2026, 6, 20)),
        ("20 července 2026", (2026, 7, 20)),
        ("02/03/2026", (2026, 3, 2)),
        ("02.03.98", (1998, 3, 2)),
        ("6 juin 2026", (2026, 6, 6)),
        ("6 juil. 2026", (2026, 7, 6)),
    ],
)
def test_a_day_without_a_time_is_its_midnight(text: str, day: tuple[int, int, int]) -> None:
    assert parse_date(text) == datetime(*day, tzinfo=UTC)


@pytest.mark.parametrize(
    "text",
    [
        None,
        "",
        "yesterday",
        "soon",
        "31 Sep 2026",
        "Thu, 31 Sep 2026 00:00:00 GMT",
        "0000-00-00",
        "0001-01-01T00:00:00Z",
        "1985-01-01",
        "2300-01-01",
        "9999-12-31T23:59:59-12:00",
        "2026-13-01",
        "12:00",
        "3 Foo 2026",
        "9" * 30,
        "x" * 10_000,
        "2026-11-20T99:00:00Z",
        float("nan"),
        float("inf"),
    ],
)
def test_what_tells_no_believable_moment_is_none(text: str | float | None) -> None:
    assert parse_date(text) is None


def test_odd_hours_are_understood() -> None:
    assert parse_date("Fri, 20 Nov 2026 24:00:00 GMT") == datetime(2026, 11, 21, tzinfo=UTC)
    assert parse_date("20 Nov 2026 23:59:60 GMT") == datetime(2026, 11, 20, 23, 59, 59, tzinfo=UTC)
    assert parse_date("20 Nov 2026 12:30 AM") == datetime(2026, 11, 20, 0, 30, tzinfo=UTC)


MOMENTS = st.datetimes(min_value=datetime(1991, 1, 1), max_value=datetime(2199, 1, 1)).map(
    lambda t: t.replace(microsecond=0)
)
ZONES = st.integers(-14 * 60, 14 * 60).map(lambda minutes: timezone(timedelta(minutes=minutes)))


@given(MOMENTS, ZONES)
def test_what_the_standards_write_is_read_back(moment: datetime, zone: timezone) -> None:
    there = moment.replace(tzinfo=zone)
    assert parse_date(there.isoformat()) == there
    assert parse_date(format_datetime(there)) == there


@given(st.text(max_size=60))
def test_nothing_breaks_it(text: str) -> None:
    found = parse_date(text)
    assert found is None or found.utcoffset() == timedelta()
