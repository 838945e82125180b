"""Lengths of time and points in time as people write them: ``24h``, ``7d``, ``yesterday``, ISO 8601."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta

from mentionwatch.errors import ConfigError
from mentionwatch.model import Period
from mentionwatch.text.late import late

_UNITS = {
    "s": timedelta(seconds=1),
    "m": timedelta(minutes=1),
    "h": timedelta(hours=1),
    "d": timedelta(days=1),
    "w": timedelta(weeks=1),
    "y": timedelta(days=365),
}
_EARLIEST, _LATEST = datetime(1900, 1, 1, tzinfo=UTC), datetime(2200, 1, 1, tzinfo=UTC)
"""No post is older or younger; with these bounds the time before any period is a time, too."""
_DAY = late(r"\d{4}-\d\d-\d\d")
_SPAN = re.compile(r"(\d{1,6})\s*([smhdwy])")


def parse_span(text: str) -> timedelta:
    """``90s``, ``15m``, ``24h``, ``7d``, ``4w`` or ``1y`` (365 days). Raises ConfigError for anything else."""
    found = _SPAN.fullmatch(text.strip().lower())
    if not found:
        raise ConfigError("span-unreadable", text=text)
    try:
        return int(found[1]) * _UNITS[found[2]]
    except OverflowError:
        raise ConfigError("span-unreadable", text=text) from None


def parse_future(text: str, now: datetime) -> datetime:
    """A point in time to come: ISO 8601, or a span on from ``now``; else as in ``parse_time``. Raises ConfigError."""
    try:
        is_span = _SPAN.fullmatch(text.strip().lower())
        time = now.astimezone(UTC) + parse_span(text) if is_span else parse_time(text, now)
    except OverflowError:
        raise ConfigError("time-unreadable", text=text) from None
    if time <= now:
        raise ConfigError("time-past", text=text)
    return time


def parse_comparison(text: str, period: Period, now: datetime) -> Period | None:
    """The period that ``period`` is to be compared with; None for ``previous``, the one right before it.

    ``last-year`` is the same dates a year earlier; ``A..B`` are two times as in ``parse_time``, of which a day
    written without an hour is included whole. Raises ConfigError.
    """
    text = text.strip()
    if text == "previous":
        return None
    if text == "last-year":
        return Period(start=_year_before(period.start), end=_year_before(period.end))
    first, parted, last = text.partition("..")
    if not parted:
        raise ConfigError("cli-compare", text=text)
    start, end = parse_time(first, now), parse_time(_including(last.strip()), now)
    if start >= end:
        raise ConfigError("cli-compare", text=text)
    return Period(start=start, end=end)


def _including(last: str) -> str:
    """A time that the day of that name is over at; what names a time already stays as it is."""
    try:
        return str(date.fromisoformat(last) + timedelta(days=1)) if _DAY.fullmatch(last) else last
    except (ValueError, OverflowError):
        return last  # parse_time says what is wrong with it


def _year_before(time: datetime) -> datetime:
    """The 29th of February has the 28th before it."""
    day = 28 if (time.month, time.day) == (2, 29) else time.day
    return time.replace(year=time.year - 1, day=day)


def parse_time(text: str, now: datetime) -> datetime:
    """A point in time: ISO 8601, a span back from ``now``, ``yesterday`` or ``last-week`` (their beginning).

    ``now`` is aware; days and weeks begin at midnight, Monday, of its time zone, and a time written without
    a zone is in that zone. Spans are so much time, however clocks were set meanwhile. The result is in UTC and
    between 1900 and 2200: what lies beyond is taken for the nearer of these. Raises ConfigError.
    """
    return max(_EARLIEST, min(_parsed(text, now), _LATEST))


def _parsed(text: str, now: datetime) -> datetime:
    text = text.strip()
    midnight = now.replace(hour=0, minute=0, second=0, microsecond=0)
    try:
        if text == "yesterday":
            return (midnight - timedelta(days=1)).astimezone(UTC)
        if text == "last-week":
            return (midnight - timedelta(days=midnight.weekday() + 7)).astimezone(UTC)
        if _SPAN.fullmatch(text.lower()):
            return now.astimezone(UTC) - parse_span(text)
        time = datetime.fromisoformat(text)
        return (time if time.tzinfo else time.replace(tzinfo=now.tzinfo)).astimezone(UTC)
    except (ValueError, OverflowError):
        raise ConfigError("time-unreadable", text=text) from None
