"""A figure of the user's own by day, read from CSV: sales, churn, calls.

The first row names the columns; the column whose cells are days comes first or is called so, and every other column
of numbers is an indicator. Commas, semicolons and tabs part cells (the first row decides); days are ``2026-11-20`` or
``20.11.2026``; numbers may have a decimal comma and blanks between thousands; an empty cell is "not told".
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from io import StringIO

from mentionwatch.errors import ConfigError
from mentionwatch.model import Indicator

MOST = 8
"""More columns than these are no report any more."""

_DAY = re.compile(r"(?:(\d{4})-(\d\d)-(\d\d)|(\d{1,2})\.(\d{1,2})\.(\d{4}))(?:[T ].*)?")
_GAPS = re.compile(r"[\s\u00a0\u202f'’]")
_PARTED = re.compile(r"[-+−]?\d{1,3}(?:,\d{3})+(?:\.\d+)?")


def indicators(text: str, file: str) -> list[Indicator]:
    """The indicators of a table, days in order. ``file`` is what errors call it. Raises ConfigError."""
    whole = text.removeprefix("\ufeff").lstrip("\r\n")
    first = whole.partition("\n")[0]
    table = csv.reader(StringIO(whole, newline=""), delimiter=max(";\t,", key=first.count))
    try:
        header, *rows = ((table.line_num, cells) for cells in table if any(map(str.strip, cells)))
    except (ValueError, csv.Error):  # there is no row, or a cell without end
        raise ConfigError("kpi-empty", file=file) from None
    names = [name.strip() for name in header[1]]
    if not rows:
        raise ConfigError("kpi-empty", file=file)
    if len(names) < 2 or _is_day(names[0]):
        raise ConfigError("kpi-header", file=file, line=first[:80])
    if len(names) > MOST + 1:
        raise ConfigError("kpi-columns", file=file, count=len(names) - 1, most=MOST)
    told = dict(_rows(rows, names, file))
    return [
        Indicator(name=name, days=tuple((day.isoformat(), told[day].get(name)) for day in sorted(told)))
        for name in names[1:]
    ]


def _rows(
    rows: Sequence[tuple[int, Sequence[str]]], names: Sequence[str], file: str
) -> Iterator[tuple[date, Mapping[str, float | None]]]:
    """Each day with its figures by name, of rows with their lines; of two rows of one day the later counts."""
    for line, (day, *cells) in rows:
        when = _day(day, file, line)
        yield (
            when,
            {name: _number(cell, file, line, name) for name, cell in zip(names[1:], cells, strict=False)},
        )


def _is_day(cell: str) -> bool:
    return _DAY.fullmatch(cell.strip()) is not None


def _day(cell: str, file: str, line: int) -> date:
    found = _DAY.fullmatch(cell.strip())
    try:
        if found and found[1]:
            return date(int(found[1]), int(found[2]), int(found[3]))
        if found:
            return date(int(found[6]), int(found[5]), int(found[4]))
    except ValueError:
        pass  # the 31st of a month that has none: said below
    raise ConfigError("kpi-day", file=file, line=line, cell=cell[:40])


def _number(cell: str, file: str, line: int, name: str) -> float | None:
    bare = _GAPS.sub("", cell).rstrip("%")
    if not bare:
        return None
    plain = bare.replace(",", "") if _PARTED.fullmatch(bare) and "." in bare else bare.replace(",", ".")
    try:
        value = float(plain.replace("−", "-"))
    except ValueError:
        value = float("nan")
    if value != value or abs(value) == float("inf"):
        raise ConfigError("kpi-number", file=file, line=line, column=name, cell=cell[:40])
    return value
