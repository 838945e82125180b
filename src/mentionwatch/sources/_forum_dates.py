"""The dates of forum pages: of machines where the page has them, else as people of the page's language read them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, tzinfo
from typing import TYPE_CHECKING

from mentionwatch.text.dates import parse_date

if TYPE_CHECKING:
    from collections.abc import Iterable

    from selectolax.lexbor import LexborNode

_ATTRIBUTES = ("data-timestamp", "data-time", "datetime", "content", "data-date")
_LONGEST = 200
_TIME = re.compile(r"(?<!\d)(\d{1,2}):(\d\d)(?::(\d\d))?(?!\d)\s*([ap]\.?m\b)?", re.IGNORECASE)
_DAYS = re.compile(
    r"(?P<d0>сегодня|today|heute|aujourd|hoy|hoje|oggi|dzisiaj|dziś|сьогодні|сёння)"
    r"|(?P<d1>вчера|yesterday|gestern|hier\b|ayer|ontem|ieri|wczoraj|вчора|учора)"
    r"|(?P<d2>позавчера|vorgestern|avant-hier|anteayer|przedwczoraj|позавчора)",
    re.IGNORECASE,
)
_BEFORE_YESTERDAY = re.compile(
    r"позавчера|vorgestern|avant-hier|anteayer|przedwczoraj|позавчора", re.IGNORECASE
)
_UNITS = (
    (timedelta(seconds=1), r"сек|sec|sek|seg"),
    (timedelta(minutes=1), r"мин|хв|хвил|min"),
    (timedelta(hours=1), r"час|год(?=ин)|hour|hr|stunde|heure|hora|ore|godz|h\b|ч\b"),
    (timedelta(days=1), r"дн|день|day|tag|jour|d[ií]a|giorn|dni|d\b"),
    (timedelta(weeks=1), r"нед|тиж|week|woche|semain|seman|settiman|tydz|tygod|w\b"),
    (timedelta(days=30), r"мес|міс|month|monat|mois|mes|m[eê]s|miesi|mo\b"),
    (timedelta(days=365), r"год|лет|рок|рік|year|jahr|an\b|ans\b|a[nñ]o|ann[oi]|rok|lat|y\b"),
)
_AGO = re.compile(
    r"(?:(?P<number>\d{1,4})|\b(?P<one>an?|one|einer?|einem|une?|uma?|минуту|час|день|неделю|месяц|год))\s*"
    r"(?P<unit>[^\W\d_]{1,12})?[^\d]{0,40}?(?:\bago\b|назад|тому)"
    r"|(?:\bvor|\bil y a|\bhace|\bhá)\s+(?:(?P<number2>\d{1,4})|(?:ein\w*|une?|uma?))\s+"
    r"(?P<unit2>[^\W\d_]{1,12})",
    re.IGNORECASE,
)
_SHORT = re.compile(r"(\d{1,4})\s?([smhdwy]|mo)")
_WEEKDAYS = (
    ("monday", "montag", "понедельник", "lundi"),
    ("tuesday", "dienstag", "вторник", "mardi"),
    ("wednesday", "mittwoch", "среда", "среду", "mercredi"),
    ("thursday", "donnerstag", "четверг", "jeudi"),
    ("friday", "freitag", "пятница", "пятницу", "vendredi"),
    ("saturday", "samstag", "суббота", "субботу", "samedi"),
    ("sunday", "sonntag", "воскресенье", "dimanche"),
)
_WEEKDAY = {name: number for number, names in enumerate(_WEEKDAYS) for name in names}
_NUMBERS = re.compile(r"(?<!\d)(\d{1,2})([-/])(\d{1,2})\2(\d{4}|\d\d)(?!\d)")
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Calendar:
    """How a page's dates are to be read: ``now`` (aware), the page's time zone, and whether months come first."""

    now: datetime
    zone: tzinfo
    month_first: bool = False

    def read(self, node: LexborNode | None) -> datetime | None:
        """The moment in UTC that an element tells, None where it tells none."""
        if node is None:
            return None
        for name in _ATTRIBUTES:
            if (value := node.attributes.get(name)) and (moment := parse_date(value)):
                return moment
        shown = node.text(separator=" ")
        return self.parse(shown) or self.parse(node.attributes.get("title") or "")

    def parse(self, text: str) -> datetime | None:
        """The moment that people of the page's time zone read in ``сегодня, 12:30`` or ``5 minutes ago``."""
        text = " ".join(text[:_LONGEST].split())
        return self._ago(text) or self._day(text) or self._weekday(text) or self._date(text)

    def _ago(self, text: str) -> datetime | None:
        found = _AGO.search(text)
        if found:
            number = int(found["number"] or found["number2"] or 1)
            unit = found["unit"] or found["unit2"] or found["one"] or ""
        elif short := _SHORT.fullmatch(text):
            number, unit = int(short[1]), {"m": "min"}.get(short[2], short[2])
        else:
            return None
        length = _length(unit) or (found and _length(found["one"] or ""))
        return self.now - number * length if length else None

    def _day(self, text: str) -> datetime | None:
        if not (found := _DAYS.search(text)):
            return None
        days = 2 if _BEFORE_YESTERDAY.search(text) else 0 if found["d0"] else 1
        return self._at(self.now.astimezone(self.zone) - timedelta(days=days), text)

    def _weekday(self, text: str) -> datetime | None:
        """``Monday at 5:12 PM`` is the last Monday; a date that names its day as well is none of these."""
        day = next((_WEEKDAY[word] for word in re.findall(r"\w+", text.lower()) if word in _WEEKDAY), None)
        if day is None or _YEAR.search(text) or not _TIME.search(text):
            return None
        today = self.now.astimezone(self.zone)
        return self._at(today - timedelta(days=(today.weekday() - day) % 7 or 7), text)

    def _at(self, day: datetime, text: str) -> datetime:
        """The day, at the time that the text tells; without one at midnight."""
        time = _TIME.search(text)
        hour, minute = (int(time[1]), int(time[2])) if time else (0, 0)
        late = ((time and time[4]) or "").lower()
        hour = hour % 12 + (12 if late.startswith("p") else 0) if late else hour
        if hour > 23 or minute > 59:
            hour = minute = 0
        return day.replace(hour=hour, minute=minute, second=0, microsecond=0).astimezone(UTC)

    def _date(self, text: str) -> datetime | None:
        if self.month_first:
            text = _NUMBERS.sub(r"\3\2\1\2\4", text)
        moment = parse_date(text)
        local = moment.replace(tzinfo=self.zone).astimezone(UTC) if moment else None
        # A date of the future has its day and month exchanged, or is something else.
        if local is None or local <= self.now + timedelta(days=2):
            return local
        swapped = _NUMBERS.sub(r"\3\2\1\2\4", text)
        again = parse_date(swapped) if swapped != text else None
        return again.replace(tzinfo=self.zone).astimezone(UTC) if again and again <= self.now else None


def _length(unit: str) -> timedelta | None:
    return next((length for length, names in _UNITS if re.match(names, unit, re.IGNORECASE)), None)


def is_month_first(texts: Iterable[str]) -> bool:
    """Whether the dates of a page write the month before the day: some second number is above 12, no first is."""
    numbers = [(int(found[1]), int(found[3])) for text in texts for found in _NUMBERS.finditer(text)]
    return any(second > 12 for _, second in numbers) and not any(first > 12 for first, _ in numbers)
