"""The report on a terminal: readable without colour, in any width from 60 cells on."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Sequence

from pydantic import Field
from rich.cells import cell_len

from mentionwatch.formats import _answers as answers
from mentionwatch.formats import _beside as beside
from mentionwatch.formats import _findings as findings
from mentionwatch.formats import _quotes as quotes
from mentionwatch.formats import _sentences as sentences
from mentionwatch.formats._answers_text import terminal
from mentionwatch.formats._bars import BAR, bar, sparkline
from mentionwatch.formats._figures import Figures, folded
from mentionwatch.model import Loudest, Mention, Report, Row, Story
from mentionwatch.plugins import Format
from mentionwatch.text.safe import link, plain
from mentionwatch.text.tables import fit, table, wrap

ROWS = 8
DAYS = 14
QUOTES = 5
STORIES = 5
# Select Graphic Rendition codes, ECMA-48 §8.3.117.
_NARROWEST = 40
_WIDE = 60
_BAR_COLUMN = 3
_RUNS = re.compile(r"\++|·+|−+|\?+|█+")
_CODES = {"bold": "1", "dim": "2", "+": "32", "·": "2", "−": "31", "?": "2", "█": "36"}


class Table(Format):
    """A report for a terminal of ``width`` cells. Strangers' text is shown as text and never obeyed."""

    width: int = Field(default=80, gt=0, description="cells a line; fewer than 40 count as 40")
    color: bool = False

    def render(self, report: Report) -> str:
        """Sections of lines, none wider than ``width`` but addresses, which are to be opened."""
        page = _Page(
            Figures(self.lang, report.zone, report.period.end), max(self.width, _NARROWEST), self.color
        )
        return "\n".join(section for section in page.sections(report) if section)


class _Page:
    def __init__(self, figures: Figures, width: int, color: bool) -> None:
        self.figures = figures
        self.width = width
        self.color = color
        self.bar = min(BAR, width // 4)
        self.shown: set[int] = set()

    @property
    def _is_wide(self) -> bool:
        """Whether there is room for words beside an author's figures."""
        return self.width >= _WIDE

    def sections(self, report: Report) -> Iterator[str]:
        yield self._head(report)
        if sentences.is_empty(report):
            yield self._empty(report)
        else:
            yield self._summary(report)
            yield self._spikes(report)
            yield self._stories(report)
            yield from self._breakdowns(report)
            yield self._authors(report)
            yield self._responses(report)
            yield self._subjects(report)
            yield self._companions(report)
            yield from self._indicators(report)
            yield self._coordination(report)
            yield self._mentions("negatives", report.negatives, report)
            yield self._mentions("engaging", report.engaging, report)
            yield self._mentions("positives", report.positives, report)
        yield self._coverage(report)

    def _head(self, report: Report) -> str:
        figures = self.figures
        period = figures.say(
            "period", period=figures.period(report.period), span=figures.before(report.period)
        )
        return (
            self._styled("bold", fit(sentences.heading(report, figures), self.width))
            + "\n"
            + wrap(period, self.width)
        )

    def _empty(self, report: Report) -> str:
        said, steps = sentences.empty(report, self.figures)
        lines = [wrap(said, self.width), f"\n{self.figures.say('empty-next')}\n"]
        return "".join([*lines, *(f"  {step}\n" for step in steps)])

    def _summary(self, report: Report) -> str:
        text = "".join(wrap(sentence, self.width) for sentence in sentences.headline(report, self.figures))
        line = sparkline([row.now.total for row in report.days], self.width // 2)
        return f"{text}\n" + wrap(f"{line}  {sentences.peak(report, self.figures)}", self.width)

    def _spikes(self, report: Report) -> str:
        if not report.before.total:
            return ""
        return self._listed("spikes", findings.spikes(report, self.figures))

    def _stories(self, report: Report) -> str:
        """Each with its figures under its lead's words, and why it is one story."""
        told = [self._story(story) for story in report.stories[:STORIES]]
        return f"{self._styled('bold', self.figures.say('section-stories'))}\n{''.join(told)}" if told else ""

    def _story(self, story: Story) -> str:
        why = findings.story_why(story, self.figures)
        return "".join(
            [
                wrap(f"  #{story.lead.id} {findings.story_title(story)}", self.width, indent="  ", lines=2),
                wrap(" · ".join(findings.story_facts(story, self.figures)), self.width, indent="    "),
                wrap(why, self.width, indent="    ", lines=2) if why else "",
            ]
        )

    def _responses(self, report: Report) -> str:
        if not answers.is_told(report.responses):
            return ""
        heading = self._styled("bold", self.figures.say("section-responses"))
        return f"{heading}\n{terminal(report.responses, self.figures, self.width, answers.EXAMPLES)}"

    def _subjects(self, report: Report) -> str:
        lines = [
            [self.figures.say(f"subject-{kind}") if place == 0 else "", plain(subject.text, 120),
             self.figures.number(subject.count), findings.subject_change(subject, self.figures)]
            for kind in findings.KINDS
            for place, subject in enumerate(findings.subjects_of(report, kind)[:QUOTES])
        ]  # fmt: skip
        if not lines:
            return ""
        heading = self._styled("bold", self.figures.say("section-subjects"))
        return f"{heading}\n{table(lines, width=self.width, right=(2,), rigid=(0, 3))}"

    def _companions(self, report: Report) -> str:
        shown = 3 if self._is_wide else 2
        lines = [cells[:shown] for cells in beside.companions(report, self.figures)[:ROWS]]
        return self._table(("section-companions", "mentions-short", "lift-column")[:shown], lines, (1,))

    def _indicators(self, report: Report) -> Iterator[str]:
        """Each figure of the user's own: its course as a line of blocks, and whether it moved with mentions."""
        for one in report.indicators:
            line = sparkline(beside.heights(one), self.width // 2)
            told = (
                [line, *beside.indicator(one, report, self.figures)]
                if line
                else beside.indicator(one, report, self.figures)
            )
            heading = fit(f"{self.figures.say('section-indicators')}: {plain(one.name, 60)}", self.width)
            yield (
                f"{self._styled('bold', heading)}\n"
                + "".join(wrap(f"  {text}", self.width, indent="  ", lines=5) for text in told)
            )
        if report.indicators:
            yield wrap(self.figures.say("relation-note"), self.width)
        if report.hours:
            yield wrap(beside.hours_say(report, self.figures), self.width)

    def _coordination(self, report: Report) -> str:
        if not report.coordinated:
            return ""
        told = [findings.ring_says(ring, self.figures) for ring in report.coordinated[:QUOTES]]
        return self._listed("coordinated", [*told, self.figures.say("ring-note")])

    def _listed(self, section: str, lines: Sequence[str]) -> str:
        heading = self._styled("bold", self.figures.say(f"section-{section}")) + "\n"
        return heading + "".join(wrap(f"  {line}", self.width, indent="  ", lines=5) for line in lines)

    def _breakdowns(self, report: Report) -> Iterator[str]:
        figures = self.figures
        if len(report.topics) > 1:
            yield self._rows("topics", report.topics, self._shown)
        yield self._shares(report)
        if 1 < len(report.days) <= DAYS:
            notes = (sentences.days_note(report, figures), beside.lengths(report, figures))
            note = " ".join(filter(None, notes))
            yield self._rows("days", report.days, figures.day, limit=DAYS) + (note and f"{note}\n")
        yield self._rows("sources", report.sources, self._shown)
        yield self._rows("sites", report.sites, self._shown)
        if len(report.languages) > 1:
            yield self._rows("languages", report.languages, figures.language)
        yield fit(figures.say("legend"), self.width) + "\n"

    def _rows(self, section: str, rows: Sequence[Row], shown: Callable[[str], str], limit: int = ROWS) -> str:
        """A breakdown: name, count, change, a bar as long as the count that shows the mix, net sentiment."""
        others = self.figures.say("others")
        lines = folded(rows, limit, others)
        most = max((row.now.total for row in lines), default=0)
        cells = [self._row(row, row.name if row.name == others else shown(row.name), most) for row in lines]
        return self._table(
            (f"section-{section}", "mentions-short", "change", "", "net-short"), cells, (1, 2, 4)
        )

    def _row(self, row: Row, name: str, most: int) -> list[str]:
        return [
            name,
            self.figures.number(row.now.total),
            self.figures.change(row),
            bar(row.now, most, self.bar),
            self.figures.signed_percent(row.now.net_sentiment),
        ]

    def _shares(self, report: Report) -> str:
        figures = self.figures
        lines = [
            [
                sentences.share_name(report, share),
                figures.number(share.mentions),
                figures.percent(share.share),
                "█" * round((share.share or 0) * self.bar),
                figures.say("was", before=figures.percent(share.share_before)),
            ]
            for share in report.shares
        ]
        return self._table(("section-shares", "mentions-short", "share", "", ""), lines, (1, 2, 4))

    def _authors(self, report: Report) -> str:
        authors = report.authors[:ROWS]
        most = max((loud.tally.total for loud in authors), default=0)
        lines = [self._author(loud, most) for loud in authors]
        reach = "reach" if any(loud.reach is not None for loud in authors) else ""
        has_roles = self._is_wide and any(findings.roles(loud.roles, self.figures) for loud in authors)
        labels = ("section-authors", "source", "mentions-short", "", reach, "roles" if has_roles else "")
        return self._table(labels, lines, (2, 4))

    def _author(self, loud: Loudest, most: int) -> list[str]:
        return [
            quotes.author_name(loud.author, self.figures),
            plain(loud.source, 20),
            self.figures.number(loud.tally.total),
            bar(loud.tally, most, self.bar // 2),
            "" if loud.reach is None else self.figures.number(loud.reach),
            findings.roles(loud.roles, self.figures) if self._is_wide else "",
        ]

    def _table(self, labels: Sequence[str], lines: Sequence[Sequence[str]], right: Collection[int]) -> str:
        """The lines under their labels; nothing where there are none. Bars are never cut."""
        if not lines:
            return ""
        header = [self.figures.say(label) if label else "" for label in labels]
        text = table(
            lines, header=header, width=self.width, right=right, rigid=(_BAR_COLUMN,), paint=self._painted
        )
        head, _, rest = text.partition("\n")
        return f"{self._styled('bold', head)}\n{rest}"

    def _mentions(self, section: str, mentions: Sequence[Mention], report: Report) -> str:
        if not mentions:
            return ""
        heading = self._styled("bold", self.figures.say(f"section-{section}"))
        return f"{heading}\n" + "\n".join(self._mention(mention, report) for mention in mentions[:QUOTES])

    def _mention(self, mention: Mention, report: Report) -> str:
        """Who, where and when; the words, in full where the reader did not have them yet; where to answer."""
        lines = 1 if mention.id in self.shown else 3
        self.shown.add(mention.id)
        return self._origin(mention, report) + self._words(mention, lines)

    def _origin(self, mention: Mention, report: Report) -> str:
        """Number and byline, and what people did with it: on a line of its own if there is no room."""
        head = f"  #{mention.id} {' · '.join(quotes.byline(mention, report, self.figures))}"
        reactions = " · ".join(quotes.reactions(mention, self.figures))
        whole = f"{head} · {reactions}" if reactions else head
        lines = [whole] if cell_len(whole) <= self.width else [head, f"    {reactions}" if reactions else ""]
        return "".join(self._styled("dim", fit(line, self.width)) + "\n" for line in lines if line)

    def _words(self, mention: Mention, most: int) -> str:
        lines = [
            wrap(quotes.words(pieces), self.width, indent="    ", lines=most)
            for pieces in (quotes.title(mention), quotes.quote(mention))
        ]
        if address := link(mention.post.url):
            lines.append(f"    {address}\n")
        return "".join(lines)

    def _coverage(self, report: Report) -> str:
        lines = [self._styled("bold", self.figures.say("section-coverage")) + "\n"]
        lines += [
            wrap(f"  {said}", self.width, indent="  ") for said in sentences.coverage(report, self.figures)
        ]
        for name, trouble, error in sentences.troubles(report, self.figures)[: 2 * ROWS]:
            told = " – ".join(filter(None, (name, trouble, error)))
            lines.append(wrap(told, self.width, indent="    ", lines=4))
        return "".join(lines)

    def _shown(self, name: str) -> str:
        return plain(name, 60) or self.figures.untold

    def _painted(self, cell: str, column: int) -> str:
        """A table's cell with its bar in colour."""
        if not self.color or column != _BAR_COLUMN:
            return cell
        return _RUNS.sub(lambda run: self._styled(run[0][0], run[0]), cell)

    def _styled(self, style: str, text: str) -> str:
        return f"\x1b[{_CODES[style]}m{text}\x1b[0m" if self.color and text else text
