"""The report as one HTML file: no script, nothing loaded, light and dark, on screen, phone and paper."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache
from hashlib import sha256
from pathlib import Path

from mentionwatch.formats import _answers as answers
from mentionwatch.formats import _beside as beside
from mentionwatch.formats import _events as events
from mentionwatch.formats import _sentences as sentences
from mentionwatch.formats._answers_html import section as answers_section
from mentionwatch.formats._breakdowns import (
    authors_table,
    companions_table,
    figures_table,
    mood,
    rows_table,
    shares_table,
)
from mentionwatch.formats._cards import cards, ranking
from mentionwatch.formats._charts import SENTIMENTS, days_chart, net_chart
from mentionwatch.formats._figures import Figures
from mentionwatch.formats._markup import Markup, element
from mentionwatch.formats._plots import hours_chart, indicator_chart, spark
from mentionwatch.formats._zones import offsets
from mentionwatch.model import Indicator, Report, Row, Tally
from mentionwatch.plugins import Format
from mentionwatch.text.safe import plain

TROUBLES = 20
QUOTES = 6
RANKED = 8


class Html(Format):
    """A page to send to a board: figures, charts, quotes, coverage. Strangers' text is only ever text."""

    def render(self, report: Report) -> str:
        """The whole document. Its policy forbids it to load or run anything."""
        page = _Page(Figures(self.lang, report.zone, report.period.end))
        title = f"{sentences.heading(report, page.figures)}, {page.figures.period(report.period)}"
        return _document(title, page.sections(report), page.figures)


def titled(title: str, content: Iterable[Markup | None], figures: Figures) -> str:
    """A page of one part under its title, as safe as a report."""
    part = element("section", *content, class_="part")
    return _document(title, [element("header", element("h1", title)), part], figures)


def _document(title: str, content: Iterable[Markup | None], figures: Figures) -> str:
    body = element("body", element("main", *content))
    html = element("html", element("head", *_head(title)), body, lang=figures.locale.language)
    return f"<!doctype html>\n{html}\n"


@cache
def _style() -> str:
    return Path(__file__).with_name("html.css").read_text(encoding="utf-8")


def _head(title: str) -> Iterator[Markup]:
    """Only the style sheet of this very text may apply (CSP level 3, hash source); all else is off."""
    digest = b64encode(sha256(_style().encode()).digest()).decode()
    policy = f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    yield Markup('<meta charset="utf-8"/>')
    yield Markup(f'<meta http-equiv="Content-Security-Policy" content="{policy}"/>')
    yield element("meta", name="viewport", content="width=device-width, initial-scale=1")
    yield element("meta", name="color-scheme", content="light dark")
    yield element("meta", name="referrer", content="no-referrer")
    yield element("meta", name="generator", content="mentionwatch")
    yield element("title", title)
    yield element("style", Markup(_style()))


class _Page:
    def __init__(self, figures: Figures) -> None:
        self.figures = figures
        self.say = figures.say

    def sections(self, report: Report) -> Iterator[Markup | None]:
        yield self._header(report)
        if sentences.is_empty(report):
            yield self._empty(report)
        else:
            yield self._tiles(report)
            yield self._days(report)
            if report.stories:
                yield self._section("stories", events.stories(report, self.figures))
            yield from self._said(report)
            yield element("div", *self._breakdowns(report), class_="pair")
            yield self._responses(report)
            yield from self._beside(report)
            yield from self._people(report)
        yield self._coverage(report)
        yield element("footer", element("p", self.say("footer")))

    def _header(self, report: Report) -> Markup:
        figures = self.figures
        period = self.say("period", period=figures.period(report.period), span=figures.before(report.period))
        made = self.say("made", moment=figures.moment(report.made))
        return element(
            "header",
            element("p", period, class_="eyebrow"),
            element("h1", sentences.heading(report, figures)),
            self._lead(report),
            element("p", made, class_="made"),
            self._warning(report),
        )

    def _lead(self, report: Report) -> Markup | None:
        if sentences.is_empty(report):
            return None
        return element("p", " ".join(sentences.headline(report, self.figures)), class_="lead")

    def _warning(self, report: Report) -> Markup | None:
        """Failing sources are told at the top: a broken week must not look like a quiet one."""
        said = sentences.warning(report, self.figures)
        return element("p", said, class_="warning", role="note") if said else None

    def _empty(self, report: Report) -> Markup:
        said, steps = sentences.empty(report, self.figures)
        return element(
            "section",
            element("p", said, class_="lead"),
            element("h2", self.say("empty-next")),
            element("ul", *(element("li", step) for step in steps)),
            class_="empty",
        )

    def _tiles(self, report: Report) -> Markup:
        now, before, figures = report.now, report.before, self.figures
        return element(
            "section",
            self._tile(
                "mentions",
                figures.number(now.total),
                self._delta(now.total, before.total),
                drawing=spark([row.now.total for row in report.days]),
            ),
            self._tile(
                "net",
                figures.signed_percent(now.net_sentiment),
                self.say("was", before=figures.signed_percent(before.net_sentiment)),
                mood(now),
            ),
            self._tile(
                "negative",
                figures.number(now.negative),
                self._delta(now.negative, before.negative),
                drawing=spark([row.now.negative for row in report.days], "negative"),
            ),
            self._tile("waiting-label", figures.number(report.waiting), "", "low" if report.waiting else ""),
            class_="tiles",
            aria_label=self.say("section-glance"),
        )

    def _tile(
        self, label: str, figure: str, note: str, mood: str = "", drawing: Markup | None = None
    ) -> Markup:
        return element(
            "div",
            element("span", self.say(label), class_="label"),
            element("strong", figure, class_=mood or None),
            element("span", note, class_="note"),
            drawing,
        )

    def _delta(self, now: int, before: int) -> str:
        change = self.figures.change(Row(name="", now=Tally(total=now), before=Tally(total=before)))
        return f"{change} · {self.say('was', before=self.figures.number(before))}"

    def _days(self, report: Report) -> Markup:
        net = net_chart(report, self.figures)
        return self._section(
            "days",
            self._legend(report),
            days_chart(report, self.figures),
            events.spike_list(report, self.figures) if report.before.total else None,
            element("h3", self.say("section-net")) if net else None,
            net,
            element(
                "p",
                " ".join(
                    filter(
                        None,
                        (
                            sentences.days_note(report, self.figures),
                            beside.lengths(report, self.figures),
                            self.say("net-explained"),
                        ),
                    )
                ),
                class_="note",
            ),
            element(
                "details",
                element("summary", self.say("figures")),
                figures_table("day", report.days, self.figures.day, self.figures),
            ),
        )

    def _legend(self, report: Report) -> Markup:
        names = [name for name in SENTIMENTS if name != "unknown" or report.now.unknown]
        marks = [element("li", element("i", class_=name), self.say(name)) for name in names]
        if report.before.total:
            marks.append(element("li", element("i", class_="average"), self.say("average-before")))
        if report.spikes:
            marks.append(element("li", element("i", class_="spike"), self.say("section-spikes")))
        return element("ul", *marks, class_="legend")

    def _breakdowns(self, report: Report) -> Iterator[Markup]:
        if report.shares:
            yield self._section("shares", shares_table(report, self.figures))
        if len(report.topics) > 1:
            yield self._rows("topics", "topic", report.topics, str)
        yield self._rows("sources", "source", report.sources, str)
        yield self._rows("sites", "site", report.sites, str)
        if len(report.languages) > 1:
            yield self._rows("languages", "language", report.languages, self.figures.language)
        if report.companions:
            yield self._section("companions", companions_table(report, self.figures))

    def _rows(self, section: str, name: str, rows: Sequence[Row], shown: Callable[[str], str]) -> Markup:
        return self._section(section, rows_table(name, rows, shown, self.figures))

    def _responses(self, report: Report) -> Markup | None:
        found = report.responses
        if not answers.is_told(found):
            return None
        return self._section("responses", *answers_section(found, self.figures, answers.EXAMPLES))

    def _beside(self, report: Report) -> Iterator[Markup]:
        """The hours of the week, and the user's own figures."""
        if report.hours:
            yield self._section(
                "hours",
                hours_chart(report, self.figures),
                element("p", self.say("hours-note", zone=offsets(report)), class_="note"),
            )
        if report.indicators:
            told = [part for one in report.indicators for part in self._indicator(one, report)]
            note = element("p", self.say("relation-note"), class_="note")
            yield self._section("indicators", *told, note)

    def _indicator(self, one: Indicator, report: Report) -> Iterator[Markup | None]:
        yield element("h3", plain(one.name, 80), dir="auto")
        yield indicator_chart(one, report, self.figures)
        said = beside.indicator(one, report, self.figures)
        yield element("ul", *(element("li", line) for line in said), class_="relations")

    def _said(self, report: Report) -> Iterator[Markup]:
        figures = self.figures
        if report.negatives:
            waiting = element("p", self.say("waiting", count=report.waiting), class_="note")
            yield self._section("negatives", waiting, cards(report.negatives[:QUOTES], report, figures))
        if report.positives:
            yield self._section("positives", cards(report.positives[:QUOTES], report, figures))
        if report.engaging:
            yield self._section("engaging", ranking(report.engaging[:RANKED], report, figures))
        if report.subjects:
            told = element("div", *events.subjects(report, figures), class_="kinds")
            yield self._section("subjects", told)

    def _people(self, report: Report) -> Iterator[Markup]:
        figures = self.figures
        if report.authors:
            yield self._section("authors", authors_table(report.authors, figures))
        if report.coordinated:
            yield self._section("coordinated", *events.coordination(report, figures))

    def _coverage(self, report: Report) -> Markup:
        said = [element("li", line) for line in sentences.coverage(report, self.figures)]
        troubles = [
            element("li", element("b", name), " – ", " – ".join(filter(None, (trouble, error))))
            for name, trouble, error in sentences.troubles(report, self.figures)[:TROUBLES]
        ]
        return self._section(
            "coverage",
            element("ul", *said),
            element("ul", *troubles, class_="troubles") if troubles else None,
        )

    def _section(self, name: str, *content: Markup | None) -> Markup:
        return element("section", element("h2", self.say(f"section-{name}")), *content, class_=f"part {name}")
