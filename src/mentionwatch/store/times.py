"""Times as the database holds them: whole seconds since 1970-01-01 UTC, negative before.

Seconds are what the JSON contract shows and what platforms tell; four bytes a time matter in an index.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_SECOND = timedelta(seconds=1)


def seconds(time: datetime) -> int:
    """An aware time, its fraction of a second dropped."""
    return (time - _EPOCH) // _SECOND


def ceiling(time: datetime) -> int:
    """An aware time, rounded up: a bound between two seconds lets in what is kept as the second after it."""
    return -((_EPOCH - time) // _SECOND)


def seconds_or_none(time: datetime | None) -> int | None:
    return None if time is None else (time - _EPOCH) // _SECOND


def moment(number: int) -> datetime:
    """The time in UTC. Years 1 to 9999, as in ``seconds``."""
    return _EPOCH + timedelta(seconds=number)


def moment_or_none(number: int | None) -> datetime | None:
    return None if number is None else _EPOCH + timedelta(seconds=number)
