"""Budgets as people write them: ``90/day``."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from mentionwatch.dataclass import dataclass


@dataclass(frozen=True, slots=True)
class Budget:
    """So many requests in each hour, day or month of UTC."""

    requests: int
    unit: str

    @classmethod
    def read(cls, text: str) -> Budget:
        """``90/day``; the form was checked by the plug-in's option."""
        requests, _, unit = text.partition("/")
        return cls(int(requests), unit)

    def window(self, now: datetime) -> tuple[datetime, datetime]:
        """The hour, day or month (UTC) that ``now`` (aware) is in: its beginning and its end."""
        hour = now.astimezone(UTC).replace(minute=0, second=0, microsecond=0)
        if self.unit == "hour":
            return hour, hour + timedelta(hours=1)
        day = hour.replace(hour=0)
        if self.unit == "day":
            return day, day + timedelta(days=1)
        month = day.replace(day=1)
        return month, (month + timedelta(days=32)).replace(day=1)
