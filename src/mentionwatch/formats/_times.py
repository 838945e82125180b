"""Times in JSON: to the second, in UTC, as the contract shows them: 2026-11-20T10:00:00Z."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Annotated

from pydantic import Field

Time = Annotated[
    str, Field(description="UTC, ISO 8601, ends in Z", json_schema_extra={"format": "date-time"})
]


def stamp(time: datetime) -> str:
    """An aware time as it is written."""
    return time.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def stamp_or_none(time: datetime | None) -> str | None:
    """The same of a time that may not be told."""
    return stamp(time) if time else None
