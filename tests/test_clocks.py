"""Clocks: time zones, the days on which they are set, and a clock that jumps back."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from mentionwatch.cli.context import Local
from mentionwatch.model import Period
from mentionwatch.text.spans import parse_comparison, parse_future, parse_time

Zoned = Callable[[str], None]


@pytest.fixture
def zoned(monkeypatch: pytest.MonkeyPatch) -> Iterator[Zoned]:
    """Lets this machine be in a time zone for one test."""

    def move(name: str) -> None:
        monkeypatch.setenv("TZ", name)
        time.tzset()

    yield move
    monkeypatch.undo()
    time.tzset()


class TestWritten:
    """Times that people write are read with the clock that hung on their wall then."""

    NOW = "2026-10-26T09:00Z"  # on the 25th the clocks of Berlin were set back, so that day had 25 hours

    @pytest.mark.parametrize(
        ("text", "moment"),
        [
            ("2026-10-20", "2026-10-19T22:00Z"),
            ("2026-10-26", "2026-10-25T23:00Z"),
            ("2026-07-01T12:00", "2026-07-01T10:00Z"),
            ("yesterday", "2026-10-24T22:00Z"),
            ("last-week", "2026-10-18T22:00Z"),
            ("48h", "2026-10-24T09:00Z"),
            ("2d", "2026-10-24T09:00Z"),
        ],
    )
    def test_the_past(self, zoned: Zoned, text: str, moment: str) -> None:
        zoned("Europe/Berlin")
        now = datetime.fromisoformat(self.NOW).astimezone(Local())
        assert parse_time(text, now) == datetime.fromisoformat(moment)

    @pytest.mark.parametrize(
        ("text", "moment"),
        [("2027-07-01", "2027-06-30T22:00Z"), ("160d", "2027-04-04T09:00Z"), ("1h", "2026-10-26T10:00Z")],
    )
    def test_the_future(self, zoned: Zoned, text: str, moment: str) -> None:
        zoned("Europe/Berlin")
        now = datetime.fromisoformat(self.NOW).astimezone(Local())
        assert parse_future(text, now) == datetime.fromisoformat(moment)

    def test_a_day_of_25_hours_is_compared_whole(self, zoned: Zoned) -> None:
        zoned("Europe/Berlin")
        now = datetime.fromisoformat(self.NOW).astimezone(Local())
        week = Period(start=now - timedelta(days=7), end=now)
        told = parse_comparison("2026-10-25..2026-10-25", week, now)
        assert told
        assert told.end - told.start == timedelta(hours=25)


class TestMachine:
    """The machine's zone is told apart from today's offset of it."""

    @pytest.mark.parametrize(
        ("moment", "wall", "offset"),
        [
            ("2026-03-29T00:30Z", "2026-03-29 01:30", 1),
            ("2026-03-29T01:30Z", "2026-03-29 03:30", 2),
            ("2026-10-25T00:30Z", "2026-10-25 02:30", 2),
            ("2026-10-25T01:30Z", "2026-10-25 02:30", 1),
        ],
    )
    def test_the_nights_on_which_clocks_are_set(
        self, zoned: Zoned, moment: str, wall: str, offset: int
    ) -> None:
        zoned("Europe/Berlin")
        local = datetime.fromisoformat(moment).astimezone(Local())
        assert f"{local:%Y-%m-%d %H:%M}" == wall
        assert local.utcoffset() == timedelta(hours=offset)
        assert local.astimezone(UTC) == datetime.fromisoformat(moment)

    @pytest.mark.parametrize("name", ["America/St_Johns", "Australia/Lord_Howe", "Asia/Kathmandu", "UTC"])
    def test_it_is_the_zone_of_that_name(self, zoned: Zoned, name: str) -> None:
        zoned(name)
        zone = ZoneInfo(name)
        for hour in range(0, 366 * 24, 7):
            moment = datetime(2026, 1, 1, tzinfo=UTC) + timedelta(hours=hour)
            local = moment.astimezone(Local())
            assert local.replace(tzinfo=None) == moment.astimezone(zone).replace(tzinfo=None)
            assert local.astimezone(UTC) == moment
