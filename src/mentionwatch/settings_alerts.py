"""The ``[[alerts]]`` tables of config.toml: whom to tell of what, when, and how loudly."""

from __future__ import annotations

import difflib
import re
from dataclasses import replace
from datetime import time, timedelta
from typing import Annotated, get_args

from pydantic import BeforeValidator, Field, field_validator, model_validator

from mentionwatch.errors import ConfigError
from mentionwatch.model import AlertKind, AlertRule, Rule, Target
from mentionwatch.plugins import Span
from mentionwatch.settings_desk import MentionsTable, listed, wrong
from mentionwatch.text.spans import parse_span

KINDS: tuple[AlertKind, ...] = get_args(AlertKind)
_OF_MENTIONS: tuple[AlertKind, ...] = ("mention", "story grows", "loud author", "promise broken")
_OF_SPIKES: tuple[AlertKind, ...] = ("spike", "negative spike")
_FITS: dict[str, tuple[AlertKind, ...]] = {
    "topic": (*_OF_MENTIONS, *_OF_SPIKES),
    **dict.fromkeys(
        ("query", "sentiment", "intent", "author", "source", "language", "min_reach"), _OF_MENTIONS
    ),
    "at_least": (*_OF_SPIKES, "story grows", "source fails"),
    "once_in": _OF_SPIKES,
}
_AT_LEAST: dict[AlertKind, int] = {"spike": 5, "negative spike": 5, "story grows": 10, "source fails": 3}
_ONCE_IN = timedelta(weeks=1)
_LOUD = 10_000
_CLOCK = re.compile(r"([01]?\d|2[0-3]):([0-5]\d)")
_SHORTEST_DIGEST = timedelta(minutes=5)
_DAY = timedelta(days=1)


def _clock(text: str) -> time | None:
    found = _CLOCK.fullmatch(text.strip())
    return time(int(found[1]), int(found[2])) if found else None


def _digest(value: object) -> object:
    """``1h``, ``30m``, ``1d``, or ``daily 09:00``."""
    if not isinstance(value, str):
        return value
    word, _, clock = value.strip().partition(" ")
    if word == "daily":
        if at := _clock(clock):
            return at
        raise wrong("alerts-digest")
    try:
        span = parse_span(value)
    except ConfigError:
        raise wrong("alerts-digest") from None
    if not _SHORTEST_DIGEST <= span <= _DAY:
        raise wrong("alerts-digest")
    return span


def _quiet(value: object) -> object:
    """``22:00-08:00``: hours of the wall clock, over midnight where the end is the earlier time."""
    if not isinstance(value, str):
        return value
    begins, ends = (_clock(part) for part in (*re.split("[-–—]", value, maxsplit=1), "")[:2])
    if begins is None or ends is None or begins == ends:
        raise wrong("alerts-quiet")
    return begins, ends


class AlertTable(MentionsTable):
    """One ``[[alerts]]`` table: a rule on what is fresh, and where its alerts go."""

    name: str | None = Field(
        default=None, min_length=1, max_length=100, description="what people call it; else what it watches"
    )
    when: AlertKind = Field(description="what is told: " + ", ".join(KINDS))
    min_reach: int | None = Field(
        default=None, ge=0, description=f"followers or views, whichever are more; of a loud author: {_LOUD}"
    )
    at_least: int | None = Field(
        default=None,
        ge=1,
        description="mentions in a spike (5) or a story (10), failures of a source in a row (3)",
    )
    once_in: Span | None = Field(default=None, description="spikes that are no commoner than that: 7d")
    digest: Annotated[timedelta | time | None, BeforeValidator(_digest)] = Field(
        default=None, description="gather alerts: 1h, or daily 09:00; nothing: at once"
    )
    quiet: Annotated[tuple[time, time] | None, BeforeValidator(_quiet)] = Field(
        default=None, description="hours in which nothing is sent: 22:00-08:00, in the desk's time zone"
    )
    urgent: bool = Field(default=False, description="sent in the quiet hours, too")
    to: Annotated[tuple[str, ...], BeforeValidator(listed)] = Field(
        min_length=1, description="addresses as Apprise writes them, and webhook+https://HOST/PATH?secret=KEY"
    )

    @field_validator("when", mode="before")
    @classmethod
    def _known(cls, value: object) -> object:
        if value in KINDS or not isinstance(value, str):
            return value
        near = difflib.get_close_matches(value.casefold(), KINDS, n=1, cutoff=0.4)
        raise wrong("alerts-kind", near=near[0] if near else KINDS[0], known=", ".join(KINDS))

    @model_validator(mode="after")
    def _together(self) -> AlertTable:
        for option, kinds in _FITS.items():
            if getattr(self, option) not in (None, ()) and self.when not in kinds:
                raise wrong("alerts-unfit", option=option, when=self.when, kinds=", ".join(kinds))
        return self

    def rule(self, targets: tuple[Target, ...]) -> AlertRule:
        """The same as a noun, which goes to these targets."""
        name = self.name or ": ".join([self.when, *filter(None, [", ".join(self.topic)])])
        about = Rule(name=name, **self.about())
        if self.when == "loud author" and self.min_reach is None:
            about = replace(about, min_reach=_LOUD)
        usual = _ONCE_IN if self.when in _OF_SPIKES else timedelta(0)
        return AlertRule(
            name=name,
            when=self.when,
            about=about,
            at_least=self.at_least or _AT_LEAST.get(self.when, 1),
            once_in=usual if self.once_in is None else self.once_in,
            digest=self.digest,
            quiet=self.quiet,
            urgent=self.urgent,
            to=targets,
        )
