"""What a report says in whole sentences, the same in every format: plain text, which the format escapes."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import time, timedelta

from mentionwatch.formats._figures import Figures, is_notable, relative_change
from mentionwatch.http.masking import mask
from mentionwatch.messages import retell
from mentionwatch.model import Capped, Cut, Report, Share, SourceState, Tally
from mentionwatch.text.safe import plain

NAMES = 4
_SCHEME = re.compile(r"^https?://")
_ADDRESS = re.compile(r"(https?://[^\s?#]+)[?#]\S*")


def heading(report: Report, figures: Figures) -> str:
    """Mentions of A, B."""
    names = topic_names(report)
    return figures.say("title-of", names=names) if names else figures.say("title")


def topic_names(report: Report, limit: int = NAMES) -> str:
    """The topics asked for, else all there are, as a list that stays short; empty when there are too many."""
    names = report.topics_asked or tuple(row.name for row in report.topics)
    if len(names) > limit and not report.topics_asked:
        return ""
    shown = [plain(name, 60) for name in names[:limit]]
    return ", ".join(shown) + (" …" if len(names) > limit else "")


def is_empty(report: Report) -> bool:
    """Whether nobody mentioned anything in the period."""
    return report.now.total == 0


def headline(report: Report, figures: Figures) -> list[str]:
    """The period in a few sentences: how many, how they feel, what waits."""
    sentences = [_count(report, figures)]
    if report.before.total and not is_notable(report.now.total, report.before.total):
        sentences.append(figures.say("headline-chance"))
    if report.now.net_sentiment is not None:
        sentences.append(_mood(report.now, report.before, figures))
    if report.now.unsure:
        sentences.append(_unsure(report.now, figures))
    if report.now.negative:
        sentences.append(figures.say("waiting", count=report.waiting))
    if report.now.unknown:
        sentences.append(figures.say("unclassified", count=report.now.unknown))
    return sentences


def _count(report: Report, figures: Figures) -> str:
    change = relative_change(report.now.total, report.before.total)
    return figures.say(
        "headline",
        count=report.now.total,
        trend=_trend(change, "more", "fewer"),
        percent=figures.percent(abs(change or 0)),
        span=figures.before(report.period),
    )


def _mood(now: Tally, before: Tally, figures: Figures) -> str:
    net, net_before = now.net_sentiment, before.net_sentiment
    change = None if net is None or net_before is None else round(net - net_before, 2)
    return figures.say(
        "mood",
        net=figures.signed_percent(net),
        before=figures.signed_percent(net_before),
        trend=_trend(change, "up", "down"),
    )


def _unsure(now: Tally, figures: Figures) -> str:
    """How many labels may as well be wrong, and what net sentiment is without them."""
    return figures.say(
        "unsure",
        share=figures.percent(now.unsure / (now.total - now.unknown)),
        net=figures.signed_percent(now.net_sentiment_sure),
    )


def _trend(change: float | None, more: str, less: str) -> str:
    if change is None:
        return "none"
    return more if change > 0 else less if change < 0 else "same"


def peak(report: Report, figures: Figures) -> str:
    """The day with most mentions."""
    most = max(report.days, key=lambda row: row.now.total)
    return figures.say("peak", day=figures.day(most.name), count=most.now.total)


def empty(report: Report, figures: Figures) -> tuple[str, list[str]]:
    """What to say of an empty period, and what the reader can do."""
    names = topic_names(report)
    period = figures.period(report.period)
    said = (
        figures.say("empty", names=names, period=period) if names else figures.say("empty-any", period=period)
    )
    steps = ["scan", "check"] if report.coverage.last_scan is None else ["longer", "check", "try"]
    return said, [figures.say(f"empty-{step}") for step in steps]


def share_name(report: Report, share: Share) -> str:
    """The topic, with its group where the report has several. Harmless text, still to be escaped."""
    is_alone = len({other.group for other in report.shares}) == 1
    return plain(share.topic if is_alone else f"{share.topic} ({share.group})", 80)


def days_note(report: Report, figures: Figures) -> str:
    """A warning where the period begins or ends within a day; else empty."""
    edges = (report.period.start, report.period.end)
    is_whole = all(edge.astimezone(figures.zone).time() == time() for edge in edges)
    return "" if is_whole else figures.say("partial-days")


def coverage(report: Report, figures: Figures) -> list[str]:
    """How complete the picture is, in sentences: what failed, was capped or cut, came late; when was the last scan."""
    scan = report.coverage.last_scan
    if scan is None:
        return [figures.say("coverage-no-scan"), *_apart(report, figures)]
    answered = _incomplete(report, figures) or _answered(report, figures)
    last = figures.say("coverage-last", moment=figures.moment(scan))
    return [*answered, *_silent(report, figures), *_apart(report, figures), last]


def warning(report: Report, figures: Figures) -> str:
    """What the reader must know before the figures: that sources failed, were capped or cut. Empty if all is well."""
    return " ".join(_incomplete(report, figures)) if report.coverage.last_scan else ""


def _incomplete(report: Report, figures: Figures) -> list[str]:
    told = report.coverage
    said: list[str] = []
    if told.failing:
        day = figures.day(min(state.failing_since or report.made for state in told.failing))
        said.append(figures.say("coverage-failing", failing=len(told.failing), sources=told.sources, day=day))
    if told.never_answered:
        said.append(figures.say("coverage-never", count=len(told.never_answered)))
    if told.capped:
        said.append(figures.say("coverage-capped", count=len(told.capped)))
    if told.cut:
        said.append(figures.say("coverage-cut", count=len(told.cut)))
    return [*said, figures.say("coverage-incomplete")] if said else []


def _answered(report: Report, figures: Figures) -> list[str]:
    sources = report.coverage.sources
    return [figures.say("coverage-fine", sources=sources)] if sources else []


def _silent(report: Report, figures: Figures) -> list[str]:
    count = len(report.coverage.silent)
    days = max(1, round(2 * (report.period.end - report.period.start) / timedelta(days=1)))
    return [figures.say("coverage-silent", count=count, days=days)] if count else []


def _apart(report: Report, figures: Figures) -> list[str]:
    """What is not among the figures, or not where one would look for it."""
    told = report.coverage
    counts = {
        "coverage-late": told.late,
        "coverage-doubtful": told.doubtful,
        "coverage-unsent": told.unsent,
    }
    return [figures.say(message, count=count) for message, count in counts.items() if count]


def troubles(report: Report, figures: Figures) -> list[tuple[str, str, str]]:
    """Each source that fails, was capped or cut, or is silent: its name, what is wrong since when, and why.

    Addresses lose their query, in which keys are found. Harmless text, still to be escaped.
    """
    told = report.coverage
    if told.last_scan is None:
        return []
    return [
        *_states("never", told.never_answered, figures),
        *_states("failing", told.failing, figures),
        *((source_name(capped.state), _cap(capped, figures), "") for capped in told.capped),
        *((source_name(state), _left_out(state.cut, figures), "") for state in told.cut if state.cut),
        *_states("silent", told.silent, figures),
    ]


def _states(kind: str, states: Sequence[SourceState], figures: Figures) -> list[tuple[str, str, str]]:
    return [
        (source_name(state), _trouble(kind, state, figures), _without_keys(plain(why, 200)))
        for state in states
        for why in [retell(figures.lang, state.cause, state.error or "")]
    ]


def _trouble(kind: str, state: SourceState, figures: Figures) -> str:
    since = state.newest if kind == "silent" else state.failing_since or state.last_asked
    return figures.say(f"state-{kind}", day=figures.day(since) if since else "")


def _cap(capped: Capped, figures: Figures) -> str:
    since, until = figures.day(capped.since), figures.moment(capped.until)
    return figures.say("state-capped", day=since, until=until)


def _left_out(cut: Cut, figures: Figures) -> str:
    """How much was read of how much, and of which days something is missing."""
    since, until = figures.day(cut.since), figures.day(cut.until)
    return figures.say("state-cut", read=cut.read, told=cut.told or 0, since=since, until=until)


def source_name(state: SourceState) -> str:
    """The source and what tells it from others of its type, its name or address: rss example.org/feed.xml."""
    kind = plain(state.source, 40)
    if state.name:
        return f"{kind} {_without_keys(plain(state.name, 200))}"
    key = _without_keys(plain(state.key, 200)).removeprefix(kind).removeprefix(":")
    return f"{kind} {_SCHEME.sub('', key).rstrip('/')}".rstrip()


def _without_keys(text: str) -> str:
    return mask(_ADDRESS.sub(r"\1", text))
