"""Lengths of time and points in time as people write them: ``24h``, ``7d``, ``yesterday``, ISO 8601."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

from mentionwatch.errors import ConfigError

_UNITS = {
    "s": timedelta(seconds=1),
    "m": timedelta(minutes=1),
    "h": timedelta(hours=1),
    "d": timedelta(days=1),
    "w": timedelta(weeks=1),
    "y": timedelta(days=365),
}
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
        time = (now + parse_span(text)).astimezone(UTC) if is_span else parse_time(text, now)
    except OverflowError:
        raise ConfigError("time-unreadable", text=text) from None
    if time <= now:
        raise ConfigError("time-past", text=text)
    return time


def parse_time(text: str, now: datetime) -> datetime:
    """A point in time: ISO 8601, a span back from ``now``, ``yesterday`` or ``last-week`` (their beginning).

    ``now`` is aware; days and weeks begin at midnight, Monday, of its time zone, and a time written without
    a zone is in that zone. The result is in UTC. Raises ConfigError.
    """
    text = text.strip()
    midnight = now.replace(hour=0, minute=0, second=0, microsecond=0)
    try:
        if text == "yesterday":
            return (midnight - timedelta(days=1)).astimezone(UTC)
        if text == "last-week":
            return (midnight - timedelta(days=midnight.weekday() + 7)).astimezone(UTC)
        if _SPAN.fullmatch(text.lower()):
            return (now - parse_span(text)).astimezone(UTC)
        time = datetime.fromisoformat(text)
        return (time if time.tzinfo else time.replace(tzinfo=now.tzinfo)).astimezone(UTC)
    except (ValueError, OverflowError):
        raise ConfigError("time-unreadable", text=text) from None
