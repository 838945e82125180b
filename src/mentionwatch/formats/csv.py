"""The report's figures as one long table for spreadsheets: section, name, metric, now, before."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from datetime import timedelta
from io import StringIO
from typing import TypeAlias, cast

from mentionwatch.formats._findings import story_title
from mentionwatch.formats._records import mood_record, rounded, tally_record
from mentionwatch.formats._zones import exact_offsets
from mentionwatch.model import Loudest, Report, Row, Share, Tally
from mentionwatch.plugins import Format
from mentionwatch.text.safe import csv as cell

_HEADER = ("section", "name", "metric", "now", "before")
_Figure: TypeAlias = int | float | str | None
_Line: TypeAlias = tuple[str, str, str, _Figure, _Figure]


class Csv(Format):
    """A tidy table: one figure a line, with that of the period before. Its words do not depend on ``lang``.

    Mentions are not in it: ``mentionwatch mentions --csv`` writes those. ``bom`` starts the file with the
    mark by which Excel knows UTF-8.
    """

    bom: bool = False

    def render(self, report: Report) -> str:
        """Comma-separated, quoted as RFC 4180 says, lines ending in LF; no cell is a formula."""
        text = StringIO()
        writer = csv.writer(text, lineterminator="\n")
        writer.writerow(_HEADER)
        for section, name, metric, now, before in _lines(report):
            writer.writerow([section, cell(name), metric, now, before])
        return ("\ufeff" if self.bom else "") + text.getvalue()


def _lines(report: Report) -> Iterator[_Line]:
    yield from _tallies("total", "", report.now, report.before)
    yield ("total", "", "waiting", report.waiting, None)
    for section, rows in _breakdowns(report):
        for row in rows:
            yield from _tallies(section, row.name, row.now, row.before)
    for share in report.shares:
        yield from _share(share)
    for loud in report.authors:
        yield from _author(loud)
    yield from _events(report)
    yield from _coverage(report)


def _events(report: Report) -> Iterator[_Line]:
    for story in report.stories:
        name = f"{story.id}: {story_title(story)}"
        for metric, figure in cast(dict[str, _Figure], mood_record(story.tally)).items():
            yield ("story", name, metric, figure, None)
        yield ("story", name, "size", story.size, story.before)
    for spike in report.spikes:
        kind = "negative" if spike.negative else "all"
        where = f", story {spike.story.id}" if spike.of_story and spike.story else ""
        name = f"{spike.topic}: {kind}{where}, until {spike.time:%Y-%m-%dT%H:%M:%SZ}"
        yield ("spike", name, "mentions", spike.observed, round(spike.expected, 2))
        yield ("spike", name, "once_in_days", round(spike.once_in / timedelta(days=1), 1), None)
    for subject in report.subjects:
        yield ("subject", f"{subject.kind}: {subject.text}", "people", subject.count, subject.before)
    yield from _beside(report)


def _beside(report: Report) -> Iterator[_Line]:
    for hour in report.hours:
        name = f"{hour.weekday} {hour.hour:02}:00 {exact_offsets(report)}"
        yield ("hour of the week", name, "mentions", hour.mentions, None)
        yield ("hour of the week", name, "negative", hour.negative, None)
    for companion in report.companions:
        name = f"{companion.topic}: {companion.name}"
        yield ("companion", name, "mentions", companion.count, None)
        yield ("companion", name, "lift", rounded(companion.lift), None)
    for one in report.indicators:
        yield ("indicator", one.name, "mean", rounded(one.mean), rounded(one.mean_before))
        for relation in one.relations:
            yield ("indicator", one.name, f"rho, {relation.to}", round(relation.rho, 4), None)
            yield ("indicator", one.name, f"lag in days, {relation.to}", relation.lag, None)
            yield ("indicator", one.name, f"chance, {relation.to}", rounded(relation.chance), None)


def _breakdowns(report: Report) -> Sequence[tuple[str, Sequence[Row]]]:
    return (
        ("topic", report.topics),
        ("day", report.days),
        ("source", report.sources),
        ("site", report.sites),
        ("language", report.languages),
    )


def _tallies(section: str, name: str, now: Tally, before: Tally | None) -> Iterator[_Line]:
    told = _metrics(before) if before else {}
    for metric, figure in _metrics(now).items():
        yield (section, name, metric, figure, told.get(metric))


def _metrics(tally: Tally) -> dict[str, _Figure]:
    return cast(dict[str, _Figure], tally_record(tally))


def _share(share: Share) -> Iterator[_Line]:
    name = f"{share.group}: {share.topic}"
    yield ("share of voice", name, "mentions", share.mentions, None)
    yield ("share of voice", name, "share", rounded(share.share), rounded(share.share_before))


def _author(loud: Loudest) -> Iterator[_Line]:
    name = f"{loud.author.name or loud.author.handle or ''} ({loud.source})"
    yield from _tallies("author", name, loud.tally, None)
    yield ("author", name, "reach", loud.reach, None)
    for role in loud.roles:
        yield ("author", name, role.name, role.count, role.least)


def _coverage(report: Report) -> Iterator[_Line]:
    told = report.coverage
    counts = {
        "sources": told.sources,
        "failing": len(told.failing),
        "never_answered": len(told.never_answered),
        "capped": len(told.capped),
        "cut": len(told.cut),
        "silent": len(told.silent),
        "late": told.late,
        "doubtful": told.doubtful,
        "unsent": told.unsent,
    }
    for metric, count in counts.items():
        yield ("coverage", "", metric, count, None)
