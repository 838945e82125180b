"""More inline SVG charts: the hours of the week, and a figure of the user's own over the mentions of its days."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from mentionwatch.formats import _beside as beside
from mentionwatch.formats._charts import day_labels, plot, rounded_up, short, svg
from mentionwatch.formats._figures import Figures
from mentionwatch.formats._markup import Markup, element
from mentionwatch.model import Hour, Indicator, Report

_CELL = 10.0
_GAP = 0.8
_FAINTEST = 0.12
_COLUMN = 10.0
_HEIGHT = 100.0
_DOTTED = 35
_LEAST_RINGED = 3


def hours_chart(report: Report, figures: Figures) -> Markup:
    """Seven rows of 24 squares, the darker the more mentions; ringed where most are negative."""
    most = max(hour.mentions for hour in report.hours)
    drawing = element(
        "svg",
        element("title", beside.hours_say(report, figures)),
        *(element("rect", x=short(x), y=short(y), **_SQUARE, class_="vacant") for x, y in _places()),
        *(_square(hour, most, figures) for hour in report.hours),
        role="img",
        class_="hours",
        viewBox=f"0 0 {short(24 * _CELL)} {short(7 * _CELL)}",
        aria_label=beside.hours_say(report, figures),
    )
    days = element(
        "div",
        *(element("span", beside.weekday(number, figures)) for number in range(7)),
        class_="axis",
        aria_hidden="true",
    )
    marks = element(
        "div", *(element("span", f"{hour}:00") for hour in range(0, 24, 3)), class_="days", aria_hidden="true"
    )
    return element("div", days, drawing, marks, class_="plot week")


_SQUARE: dict[str, str | float | None] = {"width": _CELL - _GAP, "height": _CELL - _GAP, "rx": 1.2}


def _places() -> Iterator[tuple[float, float]]:
    for weekday in range(7):
        for hour in range(24):
            yield hour * _CELL + _GAP / 2, weekday * _CELL + _GAP / 2


def _square(hour: Hour, most: int, figures: Figures) -> Markup:
    is_ringed = hour.negative >= _LEAST_RINGED and 2 * hour.negative > hour.mentions
    return element(
        "rect",
        element("title", beside.hour_says(hour, figures)),
        x=short(hour.hour * _CELL + _GAP / 2),
        y=short(hour.weekday * _CELL + _GAP / 2),
        **_SQUARE,
        class_="hour ringed" if is_ringed else "hour",
        fill_opacity=short(_FAINTEST + (1 - _FAINTEST) * hour.mentions / most),
    )


def spark(counts: Sequence[int], name: str | None = None) -> Markup | None:
    """A count a day as small bars, without words: the large chart tells them. None where all is nought."""
    most = max(counts, default=0)
    if not most or len(counts) < 2:
        return None
    bars = (
        element(
            "rect",
            x=short(place * _CELL + _GAP),
            y=short(_CELL * (1 - count / most)),
            width=short(_CELL - 2 * _GAP),
            height=short(_CELL * count / most),
            class_=name,
        )
        for place, count in enumerate(counts)
    )
    return element(
        "svg",
        *bars,
        class_="spark",
        viewBox=f"0 0 {short(len(counts) * _CELL)} {short(_CELL)}",
        preserveAspectRatio="none",
        aria_hidden="true",
    )


def indicator_chart(one: Indicator, report: Report, figures: Figures) -> Markup | None:
    """The figure as a line over the mentions of each day in grey; None where fewer than two days have it."""
    told = [value for _, value in one.days if value is not None]
    if len(told) < 2:
        return None
    low, high = _range(told)
    top = rounded_up(max(row.now.total for row in report.days))
    said = figures.say(
        "chart-indicator",
        name=one.name,
        first=figures.short_day(one.days[0][0]),
        last=figures.short_day(one.days[-1][0]),
        lowest=figures.number(min(told)),
        highest=figures.number(max(told)),
    )
    bars = (
        element(
            "rect",
            x=short(place * _COLUMN + 1.4),
            y=short(_HEIGHT * (1 - row.now.total / top)),
            width=short(_COLUMN - 2.8),
            height=short(_HEIGHT * row.now.total / top),
            class_="shade",
        )
        for place, row in enumerate(report.days)
    )
    drawing = svg(len(report.days), said, *bars, *_line([value for _, value in one.days], low, high))
    scale = [figures.number(mark) for mark in (high, (low + high) / 2, low)]
    return plot(scale, drawing, day_labels(report.days, figures))


def _range(told: Sequence[float]) -> tuple[float, float]:
    """Where the axis begins and ends: a little beyond the figures, at nought where that is near."""
    low, high = min(told), max(told)
    room = (high - low or abs(high) or 1.0) * 0.1
    floor = 0.0 if 0 <= low < (high - low) else low - room
    digits = max(0, 2 - len(str(int(abs(high)))))
    return round(floor, digits), round(high + room, digits)


def _line(values: Sequence[float | None], low: float, high: float) -> Iterator[Markup]:
    """The line, broken where a day has no figure, and a dot a day where there are not too many."""
    steps: list[str] = []
    pen = "M"
    for place, value in enumerate(values):
        if value is not None:
            steps.append(
                f"{pen}{short((place + 0.5) * _COLUMN)} {short(_HEIGHT * (high - value) / (high - low))}"
            )
        pen = "M" if value is None else "L"
    yield element("path", d=" ".join(steps), class_="line own")
    if len(values) <= _DOTTED:
        for step in steps:
            yield element("path", d=f"M{step[1:]}h0", class_="dot own")
