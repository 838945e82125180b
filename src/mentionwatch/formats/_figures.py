"""How figures, dates and names are written in a language, the same in every format. CLDR through Babel."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, tzinfo
from functools import cached_property
from math import sqrt

from babel import Locale
from babel.dates import format_date, format_interval
from babel.numbers import format_decimal, format_percent

from mentionwatch.formats._zones import offset
from mentionwatch.messages import say
from mentionwatch.model import LONG_AGO, Period, Row, Tally
from mentionwatch.text.safe import plain

NO_FIGURE = "–"
_NOTABLE = 1.96
_RANGE = re.compile(r"\s*[–—]\s*")
# The English that puts the day before the month and counts to 24, as Russian does.
_LOCALES = {"en": "en_GB", "ru": "ru"}


@dataclass(frozen=True)
class Figures:
    """Writes values in ``lang``, times as they are in ``zone``; a language that we do not speak gets English.

    ``now`` is the end of the time that is told of: days long before it are told with their year.
    """

    lang: str
    zone: tzinfo = UTC
    now: datetime | None = None

    @cached_property
    def locale(self) -> Locale:
        return Locale.parse(_LOCALES.get(self.lang, _LOCALES["en"]))

    def say(self, message: str, **values: str | int | float | None) -> str:
        """The report's message of that identifier (without the prefix ``report-``)."""
        return say(self.lang, f"report-{message}", **values)

    def number(self, count: float) -> str:
        """12345 as 12,345 or 12 345."""
        return _with_minus(format_decimal(count, locale=self.locale))

    def percent(self, part: float | None) -> str:
        """0.184 as 18%; a dash for None. Between 0 and 1 % and between 99 and 100 % one digit more."""
        if part is None:
            return NO_FIGURE
        is_edge = 0 < abs(part) < 0.01 or 0.99 < abs(part) < 1
        return _with_minus(format_percent(part, format=self._percent_pattern(is_edge), locale=self.locale))

    def _percent_pattern(self, is_fine: bool) -> str:
        pattern = str(self.locale.percent_formats[None].pattern)
        return pattern.replace("#0", "#0.#") if is_fine else pattern

    def signed_percent(self, part: float | None) -> str:
        """Like ``percent``, with the sign in front."""
        text = self.percent(part)
        return f"+{text}" if part and part > 0 and text.strip("0%\xa0 ") else text

    def change(self, row: Row) -> str:
        """How the row's count changed: ``+18%``, ``new``, ``=``."""
        if not row.before.total:
            return self.say("new") if row.now.total else NO_FIGURE
        if row.now.total == row.before.total:
            return "="
        return self.signed_percent(relative_change(row.now.total, row.before.total))

    def day(self, day: str | date | datetime) -> str:
        """A day with its weekday: Mon, 16 Nov or пн, 16 нояб.; of long ago with its year. A string is YYYY-MM-DD."""
        is_long_ago = self.now is not None and self.date(self.now) - self.date(day) > LONG_AGO
        return self._dated(day, "yMMMEd" if is_long_ago else "MMMEd")

    def weekday(self, day: str | date | datetime) -> str:
        """The short weekday: Mon, пн."""
        return self._dated(day, "E")

    def short_day(self, day: str | date | datetime) -> str:
        """Day and month: 16 Nov, 16 нояб."""
        return self._dated(day, "MMMd")

    def month(self, day: date) -> str:
        """A month of a year: Nov 2026, нояб. 2026 г."""
        return self._dated(day, "yMMM")

    def _dated(self, day: str | date | datetime, skeleton: str) -> str:
        pattern = "EEE" if skeleton == "E" else str(self.locale.datetime_skeletons[skeleton].pattern)
        return str(format_date(self.date(day), pattern, locale=self.locale))

    def period(self, period: Period) -> str:
        """Its first and last day: 16–22 Nov 2026 or 16–22 нояб. 2026 г."""
        last = self.date(period.end - timedelta(microseconds=1))
        days = format_interval(self.date(period.start), last, skeleton="yMMMd", locale=self.locale)
        return _RANGE.sub(_dashed, str(days))

    def moment(self, time: datetime | None) -> str:
        """A point in time to the minute, with what tells its zone: 22 Nov 2026, 09:00 UTC+3; a dash for None."""
        if time is None:
            return NO_FIGURE
        local = time.astimezone(self.zone)
        return f"{self._dated(local, 'yMMMd')}, {local:%H:%M} {offset(local)}"

    def date(self, day: str | date | datetime) -> date:
        """The day of a time; a string is ``YYYY-MM-DD``."""
        if isinstance(day, str):
            return date.fromisoformat(day)
        return day.astimezone(self.zone).date() if isinstance(day, datetime) else day

    def language(self, code: str) -> str:
        """The name of a language: Russian, русский; a code that CLDR does not know stays as it is, harmless."""
        return str(self.locale.languages.get(code.replace("-", "_"), plain(code, 40))) or self.untold

    @property
    def untold(self) -> str:
        """What stands for a name that the platform does not tell."""
        return self.say("untold")

    def before(self, period: Period) -> str:
        """What a period is compared with, in words: the 7 days before, or the days that were asked for."""
        if period.against:
            return self.say("span-against", period=self.period(period.against))
        return self.say("span-before", days=round((period.end - period.start) / timedelta(days=1)))


def _dashed(between: re.Match[str]) -> str:
    """The dash of a range, spaced unless it is one of days only: releases of CLDR differ in dash and spaces."""
    return "–" if between.string[: between.start()].isdigit() else " – "


def _with_minus(text: str) -> str:
    """Figures get the minus sign, which is as wide as a plus, for the hyphen that CLDR has."""
    return text.replace("-", "−")


def relative_change(now: int, before: int) -> float | None:
    """(now - before) / before; None where there was nothing before."""
    return (now - before) / before if before else None


def is_notable(now: int, before: int) -> bool:
    """Whether two counts over equal times differ by more than chance would make them (5 % level).

    Normal approximation of the conditional test for two Poisson counts (Przyborowski and Wilenski 1940):
    |now - before| / sqrt(now + before) > 1.96.
    """
    return now != before and abs(now - before) / sqrt(now + before) > _NOTABLE


def add(tallies: Sequence[Tally]) -> Tally:
    """Their sum."""
    return sum(tallies, Tally())


def folded(rows: Sequence[Row], limit: int, others: str) -> list[Row]:
    """The first ``limit`` rows; what is left is added up in a row named ``others``, so that parts add up."""
    if len(rows) <= limit + 1:
        return list(rows)
    rest = rows[limit:]
    return [
        *rows[:limit],
        Row(name=others, now=add([row.now for row in rest]), before=add([row.before for row in rest])),
    ]
