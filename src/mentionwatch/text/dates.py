"""Dates as feeds, mails and tables write them, damage included.

RFC 5322 §3.3 and §4.3 (the older zones and years), RFC 3339, ISO 8601, Unix times, and the shapes that
people's own software makes of them: names of months in some twenty languages, no zone, two-digit years.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from functools import cache, lru_cache
from unicodedata import combining, normalize

FIRST_YEAR, LAST_YEAR = 1990, 2200
"""A publication outside of these years is a mistake, and no date is better than a wrong one."""

_LONGEST = 120

_ISO = re.compile(
    r"(\d{4})-(\d{1,2})(?:-(\d{1,2}))?(?:[Tt ]\s*(\d{1,2}):(\d\d)(?::(\d\d)(?:[.,]\d+)?)?\s*(.*))?", re.DOTALL
)
_COMPACT = re.compile(r"(\d{4})(\d\d)(\d\d)(?:[Tt ]?(\d\d)(\d\d)(\d\d)?(?:[.,]\d+)?\s*(.*))?", re.DOTALL)
_MAIL = re.compile(
    r"(?:[A-Za-z]{3,9},? )?(\d{1,2}) ([A-Z][a-z][a-z]) (\d{4}) (\d\d):(\d\d):(\d\d) ?([A-Z]{1,5}|[+-]\d{4})?"
)
_UNIX = re.compile(r"(\d{9,10})(?:\.\d+)?|(\d{13})")
_DAY_MONTH = re.compile(
    r"(?<!\d)(\d{1,2})(?:st|nd|rd|th|er|º|ª)?[\s.,/-]*(?:de |of )?([^\W\d_]{3,12})"
    r"[\s.,/-]*(?:de |del |of )?(\d{4}|\d\d)(?!\d|:)"
)
_MONTH_DAY = re.compile(
    r"([^\W\d_]{3,12})[\s.,/-]*(\d{1,2})(?:st|nd|rd|th)?(?!\d|:)[\s.,/-]+"
    r"(?:\d\d:\d\d(?::\d\d)?\s+(?:[A-Z]{3,4}\s+)?)?(\d{4})(?!\d)"
)
_YEAR_FIRST = re.compile(r"(\d{4})\s*[年년./-]\s*(\d{1,2})\s*[月월./-]\s*(\d{1,2})(?!\d)")
_DAY_FIRST = re.compile(r"(?<!\d)(\d{1,2})\s?[./-]\s?(\d{1,2})\s?[./-]\s?(\d{4}|\d\d)(?!\d|:)")
_TIME = re.compile(
    r"(?<!\d)(\d{1,2})[:h時시](\d\d)(?:[:m](\d\d))?(?!\d)(?:[.,]\d+)?\s*([ap]\.?m\b)?", re.IGNORECASE
)
_AFTERNOON = re.compile("下午|午後|오후|μμ")
_OFFSET = re.compile(r"(?:GMT|UTC|UT|Z)?\s?([+\N{MINUS SIGN}-])\s?(\d{1,2}):?(\d\d)?(?!\d|:)", re.IGNORECASE)
_ZONE_NAME = re.compile(r"\b([A-Z]{1,5})\b")

# The beginnings of the months' names, without accents; the longest that fits tells the month.
_MONTHS = {
    1: "jan gen ene ian sty led oca tammi ян січ сту јан ιαν",
    2: "feb fev fevr lut uno sub helmi фев лют φεβ",
    3: "mar maa mae mrt bre мар бер сак μαρ",
    4: "apr avr abr kwi dub nis huhti апр кві кра απρ",
    5: "may mai mag maj mei kve touko мај май мая тра μαι",
    6: "jun juin giu cze iun haz cerven cervn kesa июн юни јун чер чэр ιουν",
    7: "jul juil lug lip iul tem cervenc cervenec heina июл юли јул лип ліп ιουλ",
    8: "aug ago aou sie srp agu elo авг сер жні αυγ",
    9: "sep set wrz zar szep eyl syys сеп сен вер σεπ",
    10: "oct okt out ott paz rij eki loka окт жов кас οκτ",
    11: "nov noi lis kas marras ноя ное лис ліс νοε",
    12: "dec dez dic dek gru pro ara joulu дек дец гру сне δεκ",
}
_ZONES = {
    "UT": 0, "UTC": 0, "GMT": 0, "Z": 0, "WET": 0, "BST": 1, "WEST": 1, "CET": 1, "MEZ": 1, "CEST": 2,
    "MESZ": 2, "EET": 2, "SAST": 2, "EEST": 3, "MSK": 3, "MSD": 4, "IST": 5.5, "SGT": 8, "HKT": 8,
    "AWST": 8, "JST": 9, "KST": 9, "AEST": 10, "AEDT": 11, "NZST": 12, "NZDT": 13, "BRT": -3, "ART": -3,
    "AST": -4, "EDT": -4, "EST": -5, "CDT": -5, "CST": -6, "MDT": -6, "MST": -7, "PDT": -7, "PST": -8,
    "AKST": -9, "HST": -10,
}  # fmt: skip


def parse_date(text: str | float | None) -> datetime | None:
    """The moment in UTC that a date tells, or None where it tells none between FIRST_YEAR and LAST_YEAR.

    A number is a Unix time, in seconds or milliseconds. A time without a zone is taken as UTC, a day
    without a time as its midnight; of 03/04/2026 the first is the day.
    """
    if text is None:
        return None
    written = str(text).strip()
    if not written or len(written) > _LONGEST:
        return None
    try:
        moment = _read(written)
    except (ValueError, OverflowError):  # the 31st of September
        return None
    return moment if moment is not None and FIRST_YEAR <= moment.year <= LAST_YEAR else None


def _read(text: str) -> datetime | None:
    if found := _MAIL.fullmatch(text):
        day, name, year, *time, zone = found.groups()
        if month := _month(name):
            return _moment(int(year), month, int(day), time, _zone(zone))
    if found := _UNIX.fullmatch(text):
        seconds = int(found[1]) if found[1] else int(found[2]) / 1000
        return datetime.fromtimestamp(seconds, UTC)
    if found := _ISO.fullmatch(text) or _COMPACT.fullmatch(text):
        year, month_, day, *time, zone = found.groups()
        return _moment(int(year), int(month_), int(day or 1), time, _zone(zone))
    return _guess(text)


def _guess(text: str) -> datetime | None:
    """Anything with a day, a month and a year in it, in whatever order and language."""
    date = _named(text) or _numbers(text)
    if date is None:
        return None
    time = _TIME.search(text)
    if time is None:
        return _moment(*date, (), timedelta())
    hour = int(time[1])
    late = bool(_AFTERNOON.search(text)) or (time[4] or "").lower().startswith("p")
    if hour < 12 and late:
        hour += 12
    elif hour == 12 and time[4] and not late:
        hour = 0
    return _moment(*date, (hour, time[2], time[3]), _zone(text[time.end() :]))


def _named(text: str) -> tuple[int, int, int] | None:
    for found in _DAY_MONTH.finditer(text):
        if month := _month(found[2]):
            return _year(found[3]), month, int(found[1])
    for found in _MONTH_DAY.finditer(text):
        if month := _month(found[1]):
            return _year(found[3]), month, int(found[2])
    return None


def _numbers(text: str) -> tuple[int, int, int] | None:
    if found := _YEAR_FIRST.search(text):
        return int(found[1]), int(found[2]), int(found[3])
    if found := _DAY_FIRST.search(text):
        first, second = int(found[1]), int(found[2])
        day, month = (second, first) if second > 12 else (first, second)
        return _year(found[3]), month, day
    return None


def _year(text: str) -> int:
    year = int(text)
    if len(text) > 2:
        return year
    return year + (2000 if year < 50 else 1900)  # RFC 5322 §4.3


def _moment(
    year: int, month: int, day: int, time: tuple[str | int | None, ...] | list[str], offset: timedelta
) -> datetime:
    hour, minute, second = (int(part or 0) for part in (*time, 0, 0, 0)[:3])
    late = timedelta(days=1) if hour == 24 else timedelta()
    start = datetime(year, month, day, hour % 24 if hour == 24 else hour, minute, min(second, 59), tzinfo=UTC)
    return start + late - offset


@lru_cache(maxsize=256)
def _zone(text: str | None) -> timedelta:
    """How far a zone is ahead of UTC; UTC where none is told or it is unknown."""
    if not text:
        return timedelta()
    if found := _OFFSET.search(text):
        offset = timedelta(hours=int(found[2]), minutes=int(found[3] or 0))
        return -offset if found[1] != "+" else offset
    for name in _ZONE_NAME.findall(text):
        if name in _ZONES:
            return timedelta(hours=_ZONES[name])
    return timedelta()


@lru_cache(maxsize=256)
def _month(name: str) -> int | None:
    beginnings, bare = _beginnings(), _bare(name)
    for length in range(len(bare), 1, -1):
        if month := beginnings.get(bare[:length]):
            return month
    return None


@cache
def _beginnings() -> dict[str, int]:
    return {_bare(name): month for month, names in _MONTHS.items() for name in names.split()}


def _bare(name: str) -> str:
    return "".join(c for c in normalize("NFKD", name.casefold()) if not combining(c))
