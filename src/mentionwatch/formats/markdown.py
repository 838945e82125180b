"""The report as Markdown, for a chat or a mail: GitHub's tables, block quotes, nothing else."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence

from mentionwatch.formats import _answers as answers
from mentionwatch.formats import _beside as beside
from mentionwatch.formats import _findings as findings
from mentionwatch.formats import _quotes as quotes
from mentionwatch.formats import _sentences as sentences
from mentionwatch.formats._answers_text import markdown as as_markdown
from mentionwatch.formats._figures import Figures, folded
from mentionwatch.model import Mention, Report, Row, Story, Tally
from mentionwatch.plugins import Format
from mentionwatch.text.safe import link
from mentionwatch.text.safe import markdown as escaped

ROWS = 10
QUOTES = 5
_MOOD = ("positive", "neutral", "negative")


class Markdown(Format):
    """A report for chats and mails. Strangers' text makes no link and no image, and calls nobody."""

    def render(self, report: Report) -> str:
        """Headed sections with a blank line between them."""
        page = _Page(Figures(self.lang, report.zone, report.period.end))
        return "\n\n".join(section for section in page.sections(report) if section) + "\n"


class _Page:
    def __init__(self, figures: Figures) -> None:
        self.figures = figures
        self.say = figures.say

    def sections(self, report: Report) -> Iterator[str]:
        yield self._head(report)
        if sentences.is_empty(report):
            said, steps = sentences.empty(report, self.figures)
            yield f"{escaped(said, 1000)}\n\n{self.say('empty-next')}\n\n{_bullets(steps)}"
        else:
            yield _bullets(sentences.headline(report, self.figures))
            if report.before.total:
                yield self._titled("spikes", _bullets(findings.spikes(report, self.figures)))
            yield self._titled("stories", "\n\n".join(map(self._story, report.stories[:QUOTES])))
            yield self._mentions("negatives", report.negatives, report)
            yield self._mentions("engaging", report.engaging, report)
            yield self._mentions("positives", report.positives, report)
            yield from self._breakdowns(report)
            yield self._responses(report)
            yield self._subjects(report)
            yield self._companions(report)
            yield from self._indicators(report)
            yield self._authors(report)
            yield self._coordination(report)
        yield self._coverage(report)

    def _story(self, story: Story) -> str:
        """The lead's words in a block quote, then the figures and why it is one story."""
        title, words = _marked(quotes.title(story.lead)), _marked(quotes.quote(story.lead))
        origin = _linked(f"#{story.lead.id}", story.lead.post.url)
        facts = " · ".join(escaped(fact) for fact in findings.story_facts(story, self.figures))
        why = escaped(findings.story_why(story, self.figures), 600)
        return "\n>\n".join(f"> {line}" for line in (title, words, f"{origin} · {facts}", why) if line)

    def _responses(self, report: Report) -> str:
        if not answers.is_told(report.responses):
            return ""
        return self._titled("responses", as_markdown(report.responses, self.figures, answers.EXAMPLES))

    def _subjects(self, report: Report) -> str:
        lines = [
            [escaped(subject.text, 160), self.say(f"subject-{kind}"), self.figures.number(subject.count),
             findings.subject_change(subject, self.figures)]
            for kind in findings.KINDS
            for subject in findings.subjects_of(report, kind)
        ]  # fmt: skip
        return (
            self._titled("subjects", _table(["", "", self.say("mentions-short"), ""], lines)) if lines else ""
        )

    def _companions(self, report: Report) -> str:
        lines = [[*map(escaped, cells)] for cells in beside.companions(report, self.figures)]
        header = [self.say(label) for label in ("companion", "mentions-short", "lift-column")]
        return self._titled("companions", _table(header, lines)) if lines else ""

    def _indicators(self, report: Report) -> Iterator[str]:
        """The user's own figures, each with its sentences, and when most is said."""
        if report.indicators:
            yield f"## {self.say('section-indicators')}"
            for one in report.indicators:
                yield f"**{escaped(one.name, 80)}**\n\n{_bullets(beside.indicator(one, report, self.figures))}"
            yield self.say("relation-note")
        if report.hours:
            yield self._titled("hours", escaped(beside.hours_say(report, self.figures), 300))

    def _coordination(self, report: Report) -> str:
        if not report.coordinated:
            return ""
        told = [findings.ring_says(ring, self.figures) for ring in report.coordinated]
        return self._titled("coordinated", _bullets([*told, self.say("ring-note")]))

    def _head(self, report: Report) -> str:
        period = self.say(
            "period", period=self.figures.period(report.period), span=self.figures.before(report.period)
        )
        return f"# {escaped(sentences.heading(report, self.figures))}\n\n{period}"

    def _breakdowns(self, report: Report) -> Iterator[str]:
        yield self._rows("topics", "topic", report.topics)
        yield self._shares(report)
        yield self._rows("days", "day", report.days, self.figures.day)
        yield sentences.days_note(report, self.figures)
        yield beside.lengths(report, self.figures)
        yield self._rows("sources", "source", report.sources)
        yield self._rows("sites", "site", report.sites)
        yield self._rows("languages", "language", report.languages, self.figures.language)

    def _rows(self, section: str, name: str, rows: Sequence[Row], shown: Callable[[str], str] = str) -> str:
        figures = self.figures
        others = self.say("others")
        labels = [self.say(label) for label in _MOOD]
        header = [self.say(name), self.say("mentions-short"), self.say("change"), *labels, self.say("net")]
        lines = [
            [
                row.name if row.name == others else escaped(shown(row.name)) or figures.untold,
                figures.number(row.now.total),
                figures.change(row),
                *self._mood(row.now),
                figures.signed_percent(row.now.net_sentiment),
            ]
            for row in folded(rows, 31 if section == "days" else ROWS, others)
        ]
        return self._titled(section, _table(header, lines))

    def _mood(self, tally: Tally) -> list[str]:
        return [self.figures.number(getattr(tally, label)) for label in _MOOD]

    def _shares(self, report: Report) -> str:
        header = [self.say("topic"), self.say("mentions-short"), self.say("share"), self.say("before-column")]
        lines = [
            [
                escaped(sentences.share_name(report, share)),
                self.figures.number(share.mentions),
                self.figures.percent(share.share),
                self.figures.percent(share.share_before),
            ]
            for share in report.shares
        ]
        return self._titled("shares", _table(header, lines)) if lines else ""

    def _authors(self, report: Report) -> str:
        header = [self.say(name) for name in ("author", "mentions-short", *_MOOD, "reach", "roles")]
        lines = [
            [
                _linked(escaped(quotes.author_name(loud.author, self.figures)), loud.author.url),
                self.figures.number(loud.tally.total),
                *self._mood(loud.tally),
                "" if loud.reach is None else self.figures.number(loud.reach),
                findings.roles(loud.roles, self.figures),
            ]
            for loud in report.authors
        ]
        return self._titled("authors", _table(header, lines, words=(0, len(header) - 1))) if lines else ""

    def _mentions(self, section: str, mentions: Sequence[Mention], report: Report) -> str:
        return self._titled(
            section, "\n\n".join(self._mention(mention, report) for mention in mentions[:QUOTES])
        )

    def _mention(self, mention: Mention, report: Report) -> str:
        """A block quote: the title and the words with matches in bold, then who, where and when."""
        title, words = _marked(quotes.title(mention)), _marked(quotes.quote(mention))
        told = [*quotes.byline(mention, report, self.figures), *quotes.reactions(mention, self.figures)]
        origin = _linked(" · ".join(escaped(part) for part in told), mention.post.url)
        return "\n>\n".join(f"> {line}" for line in (title, words, f"— {origin}") if line)

    def _coverage(self, report: Report) -> str:
        lines = sentences.coverage(report, self.figures)
        troubles = [" – ".join(filter(None, trouble)) for trouble in sentences.troubles(report, self.figures)]
        return self._titled("coverage", _bullets([*lines, *troubles[: 2 * ROWS]]))

    def _titled(self, section: str, text: str) -> str:
        return f"## {self.say(f'section-{section}')}\n\n{text}" if text else ""


def _marked(pieces: Sequence[quotes.Piece]) -> str:
    """The pieces, matches in bold; the whole is escaped as one line, so that no piece begins a list."""
    return "".join(_piece(piece, is_first=place == 0) for place, piece in enumerate(pieces))


def _piece(piece: quotes.Piece, *, is_first: bool) -> str:
    # Escaping trims; the blanks at the ends of a piece belong to the sentence.
    left = " " if piece.text[:1] == " " and not is_first else ""
    right = " " if piece.text[-1:] == " " and piece.text.strip() else ""
    text = escaped(piece.text, len(piece.text) + 1)
    return f"{left}**{text}**{right}" if piece.matched and text else f"{left}{text}{right}"


def _linked(text: str, url: str | None) -> str:
    address = link(url)
    return f"[{text}](<{address}>)" if address and text else text


def _bullets(lines: Sequence[str]) -> str:
    return "\n".join(f"- {escaped(line, 1000)}" for line in lines)


def _table(header: Sequence[str], lines: Sequence[Sequence[str]], words: Collection[int] = (0,)) -> str:
    """A table whose columns are numbers, to the right, but for those of ``words``."""
    if not lines:
        return ""
    rule = ["---" if column in words else "---:" for column in range(len(header))]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in (header, rule, *lines))
