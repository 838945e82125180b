"""Inline SVG charts that stretch to any width: bars and lines in SVG, words beside them in HTML.

A chart says in its title what it shows; every bar tells its figures; what has no room in a bar is in a table.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from types import MappingProxyType

from mentionwatch.formats._figures import Figures
from mentionwatch.formats._findings import spike_says
from mentionwatch.formats._markup import Markup, element
from mentionwatch.model import Report, Row, Tally

SENTIMENTS = ("positive", "neutral", "negative", "unknown")
_COLUMN = 10.0
_GAP = 1.4
_HEIGHT = 100.0
_DAY, _TICK = timedelta(days=1), timedelta(microseconds=1)
_NARROW = 0.15
_LABELS = 14
_DOTTED = 35  # more days than this in a line would be a thicket


def days_chart(report: Report, figures: Figures) -> Markup:
    """Mentions a day, stacked by sentiment, with the average of the period before as a dashed line."""
    top = rounded_up(max((row.now.total for row in report.days), default=0))
    span = (report.period.before.end - report.period.before.start) / _DAY
    average = report.before.total / max(span, 1)
    most = max(report.days, key=lambda row: row.now.total)
    said = figures.say(
        "chart-days",
        first=figures.short_day(report.days[0].name),
        last=figures.short_day(report.days[-1].name),
        count=report.now.total,
        peak=figures.day(most.name),
        most=most.now.total,
    )
    bars = [_column(place, row, top, figures) for place, row in enumerate(report.days)]
    before = _level(average / top, len(bars), "average") if report.before.total else None
    spikes = _spikes(report, figures)
    drawing = svg(len(bars), said, *grid(len(bars)), *spikes, *bars, before)
    labels = day_labels(report.days, figures, _spike_days(report))
    return plot([figures.number(top), figures.number(top / 2), "0"], drawing, labels)


def net_chart(report: Report, figures: Figures) -> Markup | None:
    """Net sentiment by day as a line, that of the period before dashed; None where no day has one."""
    known = [row.now.net_sentiment for row in report.days if row.now.net_sentiment is not None]
    if len(known) < 2:
        return None
    before = [row.before.net_sentiment for row in report.days]
    widest = _share_up(max(abs(net) for net in [*known, *(net for net in before if net is not None)]))
    said = figures.say(
        "chart-net",
        first=figures.short_day(report.days[0].name),
        last=figures.short_day(report.days[-1].name),
        lowest=figures.signed_percent(min(known)),
        highest=figures.signed_percent(max(known)),
    )
    now = [row.now.net_sentiment for row in report.days]
    drawing = svg(
        len(now),
        said,
        *grid(len(now)),
        _line(before, widest, "before") if len(now) <= _DOTTED else None,
        _line(now, widest, "net"),
        *(_dots(now, widest) if len(now) <= _DOTTED else ()),
    )
    scale = [figures.signed_percent(widest), "0", figures.signed_percent(-widest)]
    return plot(scale, drawing, day_labels(report.days, figures))


def _spikes(report: Report, figures: Figures) -> Iterator[Markup]:
    """A band where there was a spike, as wide as it took, with its sentence to point at."""
    start = datetime.fromisoformat(report.days[0].name).replace(tzinfo=report.zone).astimezone(UTC)
    for spike in report.spikes:
        first = max(0.0, (spike.time - spike.span - start) / _DAY)
        last = min(float(len(report.days)), (spike.time - start) / _DAY)
        width = max(last - first, _NARROW)
        yield element(
            "rect",
            element("title", spike_says(spike, figures)),
            x=short(first * _COLUMN),
            y=0,
            width=short(width * _COLUMN),
            height=short(_HEIGHT),
            class_="spike",
        )


def mix_bar(tally: Tally, most: int) -> Markup:
    """A bar as long as the tally against ``most``, parted by sentiment. Its figures stand beside it."""
    parts: list[Markup] = []
    left = 0.0
    for name in SENTIMENTS:
        width = 100 * getattr(tally, name) / max(most, 1)
        if width:
            parts.append(element("rect", x=short(left), y=0, width=short(width), height=10, class_=name))
        left += width
    return _bar(*parts)


def share_bar(share: float | None, before: float | None) -> Markup:
    """A share of the whole, with a tick where it was before."""
    filled = element("rect", x=0, y=0, width=short(100 * (share or 0)), height=10, class_="share")
    tick = None
    if before is not None:
        tick = element("rect", x=short(min(100 * before, 99.3)), y=0, width=0.7, height=10, class_="tick")
    return _bar(element("rect", x=0, y=0, width=100, height=10, class_="track"), filled, tick)


def _bar(*parts: Markup | None) -> Markup:
    return element(
        "svg", *parts, class_="bar", viewBox="0 0 100 10", preserveAspectRatio="none", aria_hidden="true"
    )


def plot(scale: Sequence[str], drawing: Markup, labels: Markup) -> Markup:
    axis = element("div", *(element("span", mark) for mark in scale), class_="axis", aria_hidden="true")
    return element("div", axis, drawing, labels, class_="plot")


def svg(columns: int, title: str, *parts: Markup | None) -> Markup:
    return element(
        "svg",
        element("title", title),
        *parts,
        role="img",
        class_="chart",
        viewBox=f"0 0 {short(columns * _COLUMN)} {short(_HEIGHT)}",
        preserveAspectRatio="none",
        aria_label=title,
    )


def _column(place: int, row: Row, top: float, figures: Figures) -> Markup:
    """A day's bar, negatives at the foot, where bars compare best."""
    parts: list[Markup] = []
    y = _HEIGHT
    for name in ("negative", "neutral", "positive", "unknown"):
        height = _HEIGHT * getattr(row.now, name) / top
        if height:
            y -= height
            parts.append(_block(place, y, height, name))
    return element("g", element("title", tally_said(figures.day(row.name), row.now, figures)), *parts)


def _block(place: int, y: float, height: float, name: str) -> Markup:
    return element(
        "rect",
        x=short(place * _COLUMN + _GAP),
        y=short(y),
        width=short(_COLUMN - 2 * _GAP),
        height=short(height),
        class_=name,
    )


def tally_said(name: str, tally: Tally, figures: Figures) -> str:
    """A tally in words: Mon 16 Nov: 39 · Positive 9 · Neutral 22 · Negative 8."""
    parts = [f"{figures.say(label)} {figures.number(getattr(tally, label))}" for label in SENTIMENTS[:3]]
    return " · ".join([f"{name}: {figures.number(tally.total)}", *parts])


def grid(columns: int) -> list[Markup]:
    return [_level(share, columns, "grid") for share in (0.0, 0.5, 1.0)]


def _level(share: float, columns: int, name: str) -> Markup:
    y = short(_HEIGHT * (1 - share))
    return element("line", x1=0, y1=y, x2=short(columns * _COLUMN), y2=y, class_=name)


def _line(nets: Sequence[float | None], widest: float, name: str) -> Markup:
    """A line through the days that have a figure, broken where one has none."""
    steps: list[str] = []
    pen = "M"
    for place, net in enumerate(nets):
        if net is None:
            pen = "M"
            continue
        steps.append(f"{pen}{_point(place, net, widest)}")
        pen = "L"
    return element("path", d=" ".join(steps), class_=f"line {name}")


def _dots(nets: Sequence[float | None], widest: float) -> Iterator[Markup]:
    for place, net in enumerate(nets):
        if net is not None:
            yield element(
                "path", d=f"M{_point(place, net, widest)}h0", class_="dot " + ("low" if net < 0 else "high")
            )


def _point(place: int, net: float, widest: float) -> str:
    return f"{short((place + 0.5) * _COLUMN)} {short(_HEIGHT / 2 * (1 - net / widest))}"


def _spike_days(report: Report) -> dict[str, str]:
    """The numbers of the spikes by the day that each is marked at: of those that it touches, the one with most."""
    marks: dict[str, list[str]] = {}
    for number, spike in enumerate(report.spikes, 1):
        first, last = (
            time.astimezone(report.zone).date() for time in (spike.time - spike.span, spike.time - _TICK)
        )
        touched = [row for row in report.days if first.isoformat() <= row.name <= last.isoformat()]
        if touched:
            most = max(touched, key=lambda row: row.now.negative if spike.negative else row.now.total)
            marks.setdefault(most.name, []).append(str(number))
    return {day: ", ".join(numbers) for day, numbers in marks.items()}


def day_labels(
    days: Sequence[Row], figures: Figures, spikes: Mapping[str, str] = MappingProxyType({})
) -> Markup:
    """Under each column its weekday and day, under many columns every few, and the numbers of the spikes there."""
    step = -(-len(days) // _LABELS)
    marks: list[Markup] = []
    month = ""
    for place in range(0, len(days), step):
        day = days[place].name
        inside = [spikes[row.name] for row in days[place : place + step] if row.name in spikes]
        said = _day_label(day, figures) if step == 1 else [_few_days_label(day, month, figures)]
        marks.append(element("span", *said, *_spike_label(inside)))
        month = day[:7]
    return element("div", *marks, class_="days", aria_hidden="true")


def _day_label(day: str, figures: Figures) -> list[Markup | str]:
    return [element("b", figures.weekday(day)), element("br"), figures.number(int(day[-2:]))]


def _few_days_label(day: str, month: str, figures: Figures) -> str:
    """The month stands where it begins: on a phone there is no room for it again and again."""
    return figures.number(int(day[-2:])) if day[:7] == month else figures.short_day(day)


def _spike_label(numbers: Sequence[str]) -> list[Markup]:
    return [element("br"), element("i", f"▲ {', '.join(numbers)}", class_="spike")] if numbers else []


def rounded_up(count: int) -> int:
    """An even, round figure that is no less: 1, 2, 4, 6, 8 or 10 times a power of ten."""
    power = 1
    while True:
        for step in (2, 4, 6, 8, 10):
            if step * power >= count:
                return step * power
        power *= 10


def _share_up(share: float) -> float:
    return next((limit for limit in (0.1, 0.2, 0.4, 0.6, 0.8) if share <= limit), 1.0)


def short(figure: float) -> str:
    return f"{figure:.2f}".rstrip("0").rstrip(".")
