"""The weekly report: the figures and mentions of a period, beside those of the period before.

    store answers questions -> report() composes -> a format writes

Nothing here counts mentions itself, looks at the clock or writes: the store counts, ``now`` is given.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, tzinfo
from typing import TYPE_CHECKING, Protocol, TypeAlias, TypeVar

from mentionwatch import findings, responses
from mentionwatch.analysis.hours import WorkingHours
from mentionwatch.findings import By
from mentionwatch.model import (
    Capped,
    Coverage,
    Cut,
    Filter,
    Indicator,
    Label,
    Loudest,
    Mention,
    Period,
    Report,
    Row,
    Share,
    SourceState,
    Tally,
    Topic,
)

if TYPE_CHECKING:
    from mentionwatch.analysis.playbook import Playbook
    from mentionwatch.conversation import Responses
    from mentionwatch.model import Spike

AUTHORS = 10
MENTIONS = 10
NEWEST = 50
STORIES = 8

_LOOKED_AT = 100
"""So many of the most engaging are looked at, so that kind words are among them."""
_FEW: tuple[By, ...] = ("topic", "source", "language")

_POSITIVE: tuple[Label, ...] = ("positive",)
T = TypeVar("T")
Counts: TypeAlias = dict[By, dict[str, Tally]]


class Answers(findings.Answers, responses.Answers, Protocol):
    """What a report asks of the store. Times in a Filter bound when a mention counts for."""

    def loudest(self, asked: Filter, limit: int, zone: tzinfo) -> Sequence[Loudest]:
        """The authors with most mentions, days being those of a time zone."""

    def engaging(self, asked: Filter, limit: int) -> Sequence[Mention]:
        """The mentions that most people reacted to."""

    def negatives(self, asked: Filter, limit: int) -> Sequence[Mention]:
        """Negative mentions, newest first."""

    def newest(self, asked: Filter, limit: int) -> Sequence[Mention]:
        """Mentions of any sentiment, newest first."""

    def waiting_negatives(self, asked: Filter) -> int:
        """How many negative mentions nobody answered or set aside."""

    def late(self, asked: Filter) -> int:
        """How many were first seen in the period but published before it."""

    def doubtful(self, asked: Filter) -> int:
        """How many the report leaves out as doubtful."""

    def states(self) -> Mapping[str, SourceState]:
        """How each source fares, by key."""

    def cuts(self, period: Period) -> Mapping[str, Cut]:
        """What is missing of what was published in the period, by the key of a source."""

    def capped(self, period: Period) -> Mapping[str, tuple[datetime, datetime]]:
        """The sources whose budget was spent within the period, by key: since when, and when there is more again."""

    def unsent(self) -> int:
        """How many messages of alerts were tried and not taken."""

    def last_scan(self) -> datetime | None:
        """When the last scan ended."""


def report(
    store: Answers,
    *,
    period: Period,
    asked: Filter,
    topics: Sequence[Topic],
    now: datetime,
    playbook: Playbook | None = None,
    zone: tzinfo = UTC,
    indicators: Sequence[Indicator] = (),
) -> Report:
    """The report on ``period`` (UTC), narrowed by ``asked``, whose own bounds of time do not count.

    Days and hours are those of ``zone``. ``indicators`` are set beside the mentions.

    ``topics`` are the configured ones: each has a line, with or without mentions, and they say which group
    a share of voice is counted within. What ``playbook`` promises is what answers are measured against, in its
    working hours. Raises whatever the store raises (StoreError).
    """
    inside = _within(asked, period)
    now_by, before_by = _counted(store, inside), _counted(store, _within(asked, period.before))
    named = _rows(now_by, before_by, "topic", [t.name for t in topics if _concerns(asked, t)])
    hourly = findings.hourly(store, asked, period)
    engaging = store.engaging(inside, _LOOKED_AT)
    loudest = store.loudest(inside, AUTHORS, zone)
    roles = findings.roles(store, inside, loudest)
    spikes = findings.spikes(store, asked, period, hourly)
    narrow = findings.spikes_of_sources(store, asked, period, spikes)
    single = findings.spikes_of_stories(store, asked, period, (*spikes, *narrow), hourly)
    return Report(
        made=now,
        period=period,
        topics_asked=tuple(asked.topics),
        now=_total(row.now for row in named),
        before=_total(row.before for row in named),
        topics=named,
        shares=_shares(store, asked, topics, (now_by, before_by), period),
        sources=_rows(now_by, before_by, "source"),
        sites=_rows(now_by, before_by, "site"),
        languages=_rows(now_by, before_by, "language"),
        days=_days(store, inside, period, zone),
        authors=tuple(replace(loud, roles=told) for loud, told in zip(loudest, roles, strict=True)),
        engaging=_each_post(engaging),
        negatives=_each_post(store.negatives(inside, 2 * MENTIONS)),
        coverage=_coverage(store, asked, period),
        positives=_positives(store, inside, engaging),
        newest=tuple(store.newest(inside, NEWEST)),
        waiting=store.waiting_negatives(inside),
        stories=tuple(store.stories(inside, limit=STORIES, before=period.before)),
        spikes=tuple(sorted((*spikes, *narrow, *single), key=lambda spike: spike.time)),
        subjects=findings.subjects(store, inside, _within(asked, period.before), topics),
        coordinated=findings.coordinated(store, inside),
        responses=_responses(store, asked, topics, period, now, playbook, spikes),
        hours=findings.hours(hourly, period, zone),
        zone=zone,
        companions=findings.companions(store, asked, period, topics),
        indicators=findings.related(store, asked, period, indicators, zone),
    )


def _responses(
    store: Answers,
    asked: Filter,
    topics: Sequence[Topic],
    period: Period,
    now: datetime,
    playbook: Playbook | None,
    spikes: Sequence[Spike],
) -> tuple[Responses, ...]:
    hours = playbook.hours if playbook else WorkingHours()
    clock = responses.Clock(period=period, now=now, hours=hours, playbook=playbook, spikes=spikes)
    return responses.responses(store, asked, [t for t in topics if _concerns(asked, t)], clock)


def _within(asked: Filter, period: Period) -> Filter:
    return replace(asked, since=period.start, until=period.end)


def _concerns(asked: Filter, topic: Topic) -> bool:
    return not asked.topics or topic.name in asked.topics


def _counted(store: Answers, asked: Filter) -> Counts:
    """Tallies by name of each breakdown. Names of which there are few are counted together, in one pass."""
    found: Counts = {by: defaultdict(Tally) for by in _FEW}
    for names, tally in store.counts(asked, _FEW):
        for by, name in zip(_FEW, names, strict=True):
            found[by][name or ""] += tally
    return found | {"site": _tallies(store, asked, "site")}


def _rows(now_by: Counts, before_by: Counts, by: By, expected: Iterable[str] = ()) -> tuple[Row, ...]:
    """The breakdown, largest first; ``expected`` names are there even without mentions."""
    return _beside_each_other(now_by[by], before_by[by], expected)


def _beside_each_other(
    now: Mapping[str, Tally], before: Mapping[str, Tally], expected: Iterable[str]
) -> tuple[Row, ...]:
    names = dict.fromkeys([*expected, *now, *before])
    rows = [Row(name=name, now=now.get(name, Tally()), before=before.get(name, Tally())) for name in names]
    return tuple(sorted(rows, key=lambda row: (-row.now.total, -row.before.total, row.name)))


def _tallies(store: Answers, asked: Filter, by: By) -> dict[str, Tally]:
    return {name or "": tally for (name,), tally in store.counts(asked, (by,))}


def _total(tallies: Iterable[Tally]) -> Tally:
    return sum(tallies, Tally())


def _days(store: Answers, asked: Filter, period: Period, zone: tzinfo) -> tuple[Row, ...]:
    """A row for every day that the period touches, beside the day as far into the period before."""
    now, before = (store.days(_within(asked, each), zone) for each in (period, period.before))
    rows = [
        Row(
            name=day.isoformat(),
            now=now.get(day, Tally()),
            before=_total(before.get(other, Tally()) for other in others),
        )
        for day, others in _beside(findings.dates(period, zone), findings.dates(period.before, zone))
    ]
    return tuple(rows)


def _beside(days: Sequence[date], earlier: Sequence[date]) -> Iterator[tuple[date, Sequence[date]]]:
    """Each day with its counterparts: periods that are no whole days can touch one earlier day more."""
    for place, day in enumerate(days):
        is_last = place == len(days) - 1
        yield day, earlier[place:] if is_last else earlier[place : place + 1]


def _shares(
    store: Answers, asked: Filter, topics: Sequence[Topic], counted: tuple[Counts, Counts], period: Period
) -> tuple[Share, ...]:
    """Share of voice, group by group, of every group that a topic asked for belongs to.

    Where not all topics were asked for, the others of the group are still to be ``counted``.
    """
    groups = dict.fromkeys(t.group for t in topics if t.group and _concerns(asked, t))
    shares: list[Share] = []
    for group in groups:
        members = [t.name for t in topics if t.group == group]
        now, before = (by["topic"] for by in counted)
        if asked.topics:
            of_group = replace(asked, topics=members)
            now, before = (_tallies(store, _within(of_group, p), "topic") for p in (period, period.before))
        now, before = ({name: by[name] for name in members if name in by} for by in (now, before))
        shares += _shares_of(group, _beside_each_other(now, before, members))
    return tuple(shares)


def _shares_of(group: str, rows: Sequence[Row]) -> list[Share]:
    now = sum(row.now.total for row in rows)
    before = sum(row.before.total for row in rows)
    return [
        Share(
            group=group,
            topic=row.name,
            mentions=row.now.total,
            share=row.now.total / now if now else None,
            share_before=row.before.total / before if before else None,
        )
        for row in rows
    ]


def _positives(store: Answers, inside: Filter, engaging: Sequence[Mention]) -> tuple[Mention, ...]:
    """Kind words, to thank for first: those that most people reacted to, then the newest. No advertisements."""
    sentiments = _both(inside.sentiments, _POSITIVE)
    if not sentiments:
        return ()
    kind = replace(inside, sentiments=sentiments)
    liked = [m for m in engaging if m.sentiment and m.sentiment.label == "positive"]
    if len(liked) < MENTIONS and len(engaging) == _LOOKED_AT:
        liked = [*store.engaging(kind, 2 * MENTIONS)]
    found = {m.id: m for m in [*liked, *store.newest(kind, 2 * MENTIONS)]}
    return _each_post([m for m in found.values() if m.intent != "advertisement"])


def _each_post(mentions: Iterable[Mention]) -> tuple[Mention, ...]:
    """The first of them, each post once, of however many topics it is a mention."""
    found: dict[tuple[str, str], Mention] = {}
    for mention in mentions:
        found.setdefault((mention.post.source, mention.post.id), mention)
    return tuple(found.values())[:MENTIONS]


def _both(asked: Sequence[T], wanted: Sequence[T]) -> tuple[T, ...]:
    return tuple(name for name in wanted if not asked or name in asked)


def _coverage(store: Answers, asked: Filter, period: Period) -> Coverage:
    """What was asked, failed, was capped, came late. Sources taken out of the configuration do not count."""
    inside = _within(asked, period)
    states = [
        s for s in store.states().values() if s.active and (not asked.sources or s.source in asked.sources)
    ]
    answered = [state for state in states if state.last_ok]
    return Coverage(
        sources=len(states),
        failing=_oldest_first(state for state in answered if state.failures),
        never_answered=_oldest_first(state for state in states if not state.last_ok),
        silent=_oldest_first(s for s in answered if not s.failures and _is_silent(s, period)),
        late=store.late(inside),
        doubtful=store.doubtful(inside),
        last_scan=store.last_scan(),
        unsent=store.unsent(),
        capped=_capped(states, store.capped(period)),
        cut=_cut(states, store.cuts(period)),
    )


def _capped(
    states: Sequence[SourceState], spent: Mapping[str, tuple[datetime, datetime]]
) -> tuple[Capped, ...]:
    """Those of the sources whose budget was spent, the first of them first."""
    told = [
        Capped(state=state, since=spent[state.key][0], until=spent[state.key][1])
        for state in states
        if state.key in spent
    ]
    return tuple(sorted(told, key=lambda one: (one.since, one.state.key)))


def _cut(states: Sequence[SourceState], cuts: Mapping[str, Cut]) -> tuple[SourceState, ...]:
    """Those of the sources of which something is missing, each with what, the earliest of it first."""
    told = [(cut.since, replace(state, cut=cut)) for state in states if (cut := cuts.get(state.key))]
    return tuple(state for _, state in sorted(told, key=lambda one: (one[0], one[1].key)))


def _is_silent(state: SourceState, period: Period) -> bool:
    """It answers, and used to bring posts, but brought none that is younger than two periods."""
    return state.newest is not None and state.newest < period.start - (period.end - period.start)


def _oldest_first(states: Iterable[SourceState]) -> tuple[SourceState, ...]:
    def since(state: SourceState) -> tuple[datetime, str]:
        return state.failing_since or state.newest or state.last_asked or datetime.max.replace(
            tzinfo=UTC
        ), state.key

    return tuple(sorted(states, key=since))
