"""How answering fares, as HTML: figures, sentences, when people asked and whether they were answered, examples."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from mentionwatch.conversation import Responses, Slot
from mentionwatch.formats import _answers as answers
from mentionwatch.formats._figures import Figures
from mentionwatch.formats._markup import Markup, element
from mentionwatch.text.safe import link

_HEIGHT = 100
_COLUMN = 10
_GAP = 1.4
_EVERY = 3  # hours between two labels


def section(found: Sequence[Responses], figures: Figures, examples: int) -> Iterator[Markup | None]:
    """What stands under the heading: a table of several topics, then each with its chart and examples."""
    if len(found) > 1:
        head = element("tr", *(element("th", label, scope="col") for label in answers.header(figures)))
        rows = (_row(answers.cells(one, figures)) for one in found)
        yield element("table", element("thead", head), element("tbody", *rows))
    for one in found:
        yield element("h3", one.topic, dir="auto") if len(found) > 1 else None
        yield element("ul", *(element("li", said) for said in answers.sentences(one, figures)))
        yield _hours(one.hours, figures)
        yield from _examples(one, figures, examples)
    yield element("p", figures.say("answers-note"), class_="note")


def _row(cells: Sequence[str]) -> Markup:
    name, *numbers = cells
    return element(
        "tr",
        element("th", element("span", name, dir="auto"), scope="row"),
        *(element("td", number, class_="number") for number in numbers),
    )


def _hours(slots: Sequence[Slot], figures: Figures) -> Markup | None:
    """Those who asked in each hour of the day, those who have an answer at the foot of the column."""
    most = max((slot.asked for slot in slots), default=0)
    if not most:
        return None
    said = figures.say("answers-chart")
    drawing = element(
        "svg",
        element("title", said),
        *(_column(slot, most, figures) for slot in slots),
        role="img",
        class_="chart short",
        viewBox=f"0 0 {_COLUMN * len(slots)} {_HEIGHT}",
        preserveAspectRatio="none",
        aria_label=said,
    )
    axis = element("div", *(element("span", mark) for mark in (figures.number(most), "0")), class_="axis",
                   aria_hidden="true")  # fmt: skip
    labels = element(
        "div",
        *(element("span", f"{slot.number:02d}") for slot in slots[::_EVERY]),
        class_="days",
        aria_hidden="true",
    )
    return element(
        "div", element("p", said, class_="note"), element("div", axis, drawing, labels, class_="plot")
    )


def _column(slot: Slot, most: int, figures: Figures) -> Markup:
    said = figures.say(
        "answers-hour", hour=f"{slot.number:02d}", asked=slot.asked, answered=slot.answered,
        half=answers.span(slot.median, figures),
    )  # fmt: skip
    answered = _HEIGHT * slot.answered / most
    waiting = _HEIGHT * (slot.asked - slot.answered) / most
    return element(
        "g",
        element("title", said),
        _block(slot.number, _HEIGHT - answered, answered, "positive"),
        _block(slot.number, _HEIGHT - answered - waiting, waiting, "negative"),
    )


def _block(place: int, top: float, height: float, kind: str) -> Markup | None:
    if not height:
        return None
    return element(
        "rect", x=round(place * _COLUMN + _GAP, 2), y=round(top, 2), width=round(_COLUMN - 2 * _GAP, 2),
        height=round(height, 2), class_=kind,
    )  # fmt: skip


def _examples(one: Responses, figures: Figures, most: int) -> Iterator[Markup]:
    """Threads where people wait, and replies that repeat themselves or send people elsewhere."""
    waiting = [(answers.neglected(each, figures), each.url) for each in one.neglected[:most]]
    copied = [(answers.template(each, figures), next(iter(each.urls), None)) for each in one.templates[:most]]
    sent = [(answers.template(each, figures), next(iter(each.urls), None)) for each in one.referrals[:most]]
    for name, lines in (("threads", waiting), ("templates", copied), ("referrals", sent)):
        if lines:
            yield element("p", figures.say(f"answers-{name}"), class_="note")
            yield element("ul", *(element("li", _linked(text, url)) for text, url in lines))


def _linked(text: str, url: str | None) -> str | Markup:
    address = link(url)
    return element("a", text, href=address, rel="noopener noreferrer nofollow") if address else text
