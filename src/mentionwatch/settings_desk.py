"""The tables of config.toml about those who answer: ``[desk]``, when they are there, and ``[[playbook]]``, the plan."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator
from datetime import date, time
from typing import Annotated, Any

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    ValidationInfo,
    field_validator,
    model_validator,
)

from mentionwatch.analysis.hours import MIDNIGHT, WorkingHours
from mentionwatch.errors import ConfigError
from mentionwatch.model import Intent, Label, Rule
from mentionwatch.plugins import Span

_DAYS = {
    name: number
    for names in ("mon tue wed thu fri sat sun", "пн вт ср чт пт сб вс")
    for number, name in enumerate(names.split())
}
_PLURAL = {
    "topic": "topics",
    "intent": "intents",
    "sentiment": "sentiments",
    "author": "authors",
    "source": "sources",
    "language": "languages",
}
_CLOCK = r"([01]?\d|2[0-4])(?::([0-5]\d))?"
_HOURS = re.compile(rf"{_CLOCK}\s*[-–—]\s*{_CLOCK}")


def wrong(message: str, **values: str) -> ValueError:
    """Our error as Pydantic wants one: a ValueError that holds it."""
    return ValueError(ConfigError(message, **values))


def listed(value: object) -> object:
    """One name may be written without brackets."""
    return (value,) if isinstance(value, str) else value


Names = Annotated[tuple[Annotated[str, Field(min_length=1)], ...], BeforeValidator(listed)]


class DeskTable(BaseModel):
    """The ``[desk]`` table: who answers, and when somebody is there to do it."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    timezone: str | None = Field(
        default=None, description="of days and hours, an IANA name: Europe/Moscow; needed with any of them"
    )
    days: str = Field(default="mon-sun", description="working days: mon-fri, or mon wed fri; пн-пт")
    hours: str = Field(default="00:00-24:00", description="working hours; 22:00-06:00 ends on the next day")
    holidays: tuple[date, ...] = Field(default=(), description='days off: ["2026-12-31"]')

    @field_validator("timezone")
    @classmethod
    def _known(cls, name: str | None) -> str | None:
        from zoneinfo import ZoneInfo, ZoneInfoNotFoundError, available_timezones

        try:
            if name is not None:
                ZoneInfo(name)
        except (ZoneInfoNotFoundError, ValueError, OSError):
            # Of names without a place, MST is as near to MSK as can be, and ten hours away.
            places = [zone for zone in available_timezones() if "/" in zone and not zone.startswith("Etc/")]
            near = difflib.get_close_matches(str(name), places, n=1, cutoff=0.5)
            raise wrong("desk-timezone", near=near[0] if near else "Europe/Moscow") from None
        return name

    @field_validator("days", "hours")
    @classmethod
    def _readable(cls, text: str, told: ValidationInfo) -> str:
        if told.field_name == "days":
            _weekdays(text)
        else:
            _opening(text)
        return text

    @model_validator(mode="after")
    def _where(self) -> DeskTable:
        if self.timezone is None and not self.working.always:
            raise wrong("desk-no-timezone")
        return self

    @property
    def working(self) -> WorkingHours:
        """The same as working hours; round the clock where nothing is said."""
        opens, closes = _opening(self.hours)
        return WorkingHours(
            zone=self.timezone or "UTC",
            days=_weekdays(self.days),
            opens=opens,
            closes=closes,
            holidays=frozenset(self.holidays),
        )


class MentionsTable(BaseModel):
    """Which mentions a rule is about: they satisfy everything that is said. Nothing said means any."""

    model_config = ConfigDict(extra="forbid", frozen=True, defer_build=True)

    query: str | None = Field(
        default=None, min_length=1, description="words in the text, in the query language"
    )
    topic: Names = Field(default=(), description="names of topics")
    intent: Annotated[tuple[Intent, ...], BeforeValidator(listed)] = Field(
        default=(), description="complaint, cancellation, question, praise, news, advertisement, job, other"
    )
    sentiment: Annotated[tuple[Label, ...], BeforeValidator(listed)] = Field(
        default=(), description="positive, neutral, negative"
    )
    author: Names = Field(default=(), description="names, handles, ids or addresses of authors")
    source: Names = Field(default=(), description="names of sources, or hosts of sites: vk, banki.ru")
    language: Names = Field(default=(), description="ISO 639-1 codes: ru")
    min_reach: int | None = Field(default=None, ge=0, description="followers or views, whichever are more")

    def about(self) -> dict[str, Any]:
        """What is said, by the names that a Rule has for it."""
        told: dict[str, Any] = self.model_dump(include=set(MentionsTable.model_fields))
        return {_PLURAL.get(name, name): value for name, value in told.items()}


class RuleTable(MentionsTable):
    """One ``[[playbook]]`` table: which mentions, who answers them, how soon."""

    name: str = Field(min_length=1, max_length=200, description="what people call the rule")
    spike: bool = Field(default=False, description="only while more is said, or more that is bad, than usual")
    urgent: bool = Field(default=False, description="only with words of haste: danger, money, law, time lost")
    assign: str | None = Field(default=None, min_length=1, description="whose work it is")
    answer_within: Span | None = Field(
        default=None, description="the promise, in working time: 1h (1d is 24 working hours)"
    )
    hints: Names = Field(default=(), description="what to think of when answering; never a ready answer")
    escalate_after: Span | None = Field(
        default=None, description="working time without an answer; else when the answer is due"
    )
    escalate_to: str | None = Field(default=None, min_length=1, description="who is told then")

    @model_validator(mode="after")
    def _whole(self) -> RuleTable:
        if self.escalate_after and not self.escalate_to:
            raise wrong("playbook-to-nobody")
        if self.escalate_to and not (self.escalate_after or self.answer_within):
            raise wrong("playbook-never")
        return self

    def rule(self) -> Rule:
        """The same as a noun."""
        own: dict[str, Any] = self.model_dump(exclude={*MentionsTable.model_fields, "answer_within"})
        return Rule(**own, **self.about(), within=self.answer_within)


def _weekdays(text: str) -> frozenset[int]:
    """``mon-fri``, ``sat``, ``пн-пт вс``: days and ranges of days, which may run over the weekend."""
    parts = re.split(r"[\s,]+", text.strip().casefold())
    return frozenset(day for part in parts for day in _range(part, text))


def _range(part: str, text: str) -> Iterator[int]:
    first, _, last = re.sub("[–—]", "-", part).partition("-")
    if first not in _DAYS or (last or first) not in _DAYS:
        raise wrong("desk-days", text=text)
    start, end = _DAYS[first], _DAYS[last or first]
    return ((start + step) % 7 for step in range((end - start) % 7 + 1))


def _opening(text: str) -> tuple[time, time]:
    """``09:00-18:00`` or ``9-18``; 24:00 is midnight."""
    found = _HOURS.fullmatch(text.strip())
    if not found or ("24" in (found[1], found[3]) and (found[1] == "24" or (found[4] or "00") != "00")):
        raise wrong("desk-hours", text=text)
    return _time(found[1], found[2]), _time(found[3], found[4])


def _time(hour: str, minute: str | None) -> time:
    return MIDNIGHT if hour == "24" else time(int(hour), int(minute or 0))
