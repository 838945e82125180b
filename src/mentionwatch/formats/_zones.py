"""How far the reader's clock is from UTC, as reports write it."""

from __future__ import annotations

import re
from datetime import datetime, timedelta, timezone
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mentionwatch.model import Report


def offset(time: datetime) -> str:
    """``UTC``, ``UTC+3``, ``UTC+5:30``: what people understand, where a name such as MSK says nothing to many."""
    return re.sub(r"([+-])0", r"\1", _exact(time)).removesuffix(":00")


def offsets(report: Report) -> str:
    """That of the report's zone; twice where the clocks are set within the period: ``UTC+2/UTC+1``."""
    return "/".join(dict.fromkeys(map(offset, _edges(report))))


def exact_offsets(report: Report) -> str:
    """The same for programs: ``UTC+03:00``, ``UTC+02:00/UTC+01:00``."""
    return "/".join(dict.fromkeys(map(_exact, _edges(report))))


def _edges(report: Report) -> list[datetime]:
    return [edge.astimezone(report.zone) for edge in (report.period.start, report.period.end)]


def _exact(time: datetime) -> str:
    return str(timezone(time.utcoffset() or timedelta()))
