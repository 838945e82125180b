"""Working hours: how much of them lies between two moments, and when a promise of so much of them falls due.

A working day begins when the clock on the wall says so, and lasts until it says so again: where clocks are set
forward or back in between, it is an hour shorter or longer. A moment that the wall clock skips counts as if clocks
had not been set yet, one that it shows twice is the first of the two (``fold=0`` of PEP 495).
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from mentionwatch.dataclass import dataclass

DAY = timedelta(days=1)
WEEK = frozenset(range(7))
MIDNIGHT = time(0)


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkingHours:
    """When somebody is there to answer; by default always.

    ``zone`` is an IANA name, ``days`` are numbers of weekdays (Monday is 0), never none. ``opens`` and ``closes``
    are times of the wall clock; closing no later than opening means on the next day, so midnight to midnight is
    the whole day. ``holidays`` are days on which nobody opens.
    """

    zone: str = "UTC"
    days: frozenset[int] = WEEK
    opens: time = MIDNIGHT
    closes: time = MIDNIGHT
    holidays: frozenset[date] = frozenset()

    @property
    def always(self) -> bool:
        """Whether the hours are round the clock, so that working time is time."""
        return self.days == WEEK and self.opens == self.closes and not self.holidays

    def between(self, start: datetime, end: datetime) -> timedelta:
        """The working time from ``start`` to ``end``, aware times; negative where ``end`` is the earlier one."""
        if end < start:
            return -self.between(end, start)
        if self.always:
            return end - start
        total = timedelta()
        for opened, closed in self._stretches(start):
            if opened >= end:
                break
            total += min(closed, end) - opened
        return total

    def after(self, start: datetime, span: timedelta) -> datetime:
        """The first moment (UTC) by which ``span`` of working time has passed since ``start``, an aware time.

        A span of nothing, or less, has passed at once.
        """
        if self.always or span <= timedelta():
            return start.astimezone(UTC) + max(span, timedelta())
        for opened, closed in self._stretches(start):
            if closed - opened >= span:
                return opened + span
            span -= closed - opened
        raise AssertionError("days go on")

    def _stretches(self, start: datetime) -> Iterator[tuple[datetime, datetime]]:
        """The stretches of working time after ``start`` in UTC, in order; none is empty and no two overlap."""
        zone = ZoneInfo(self.zone)
        start = start.astimezone(UTC)
        day = start.astimezone(zone).date() - DAY
        while True:
            if day.weekday() in self.days and day not in self.holidays:
                opened, closed = self._working_day(day, zone)
                opened = max(opened, start)
                if opened < closed:
                    yield opened, closed
                    start = closed
            day += DAY

    def _working_day(self, day: date, zone: ZoneInfo) -> tuple[datetime, datetime]:
        last = day if self.closes > self.opens else day + DAY
        opened, closed = (
            datetime.combine(on, at, zone).astimezone(UTC)
            for on, at in ((day, self.opens), (last, self.closes))
        )
        return opened, closed
