"""When to look again at what people said: soon while a conversation is young or grows, ever more rarely after."""

from __future__ import annotations

from datetime import datetime, timedelta

STEPS = (
    timedelta(minutes=15),
    timedelta(hours=1),
    timedelta(hours=4),
    timedelta(days=1),
    timedelta(days=3),
    timedelta(days=7),
)
"""Ages at which a conversation is looked at, counted from its newest remark: a new one begins them anew."""

TRIES = 5
"""A post whose thread could not be read so often in a row is given up."""

CONFIRM = timedelta(hours=1)
"""What was not found is looked for once more after this time, before it counts as deleted."""

_GAP = 1.25
_FIRST_RETRY = timedelta(minutes=15)


def first_look(published: datetime) -> datetime:
    """When to look for the first time at what was published then."""
    return published + STEPS[0]


def next_look(active: datetime, now: datetime) -> datetime | None:
    """When to look again at a conversation whose newest remark is of that time; None for no more.

    A step that is due soon after this look is left out.
    """
    quiet = max(now - active, timedelta())
    return next((active + step for step in STEPS if step >= _GAP * quiet and active + step > now), None)


def retry(tries: int, now: datetime) -> datetime | None:
    """When to try again after the look failed for the ``tries``-th time in a row; None for no more."""
    return now + _FIRST_RETRY * 4 ** (tries - 1) if tries < TRIES else None
