"""Which spikes are worth an alert, and when one has grown enough to be news."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import TypeAlias

from mentionwatch.analysis.alerting import Known, News, is_news
from mentionwatch.model import Alert, AlertRule, Spike, Told

Hours: TypeAlias = Sequence[tuple[datetime, int]]
"""Counts of a topic by the beginning of the hour."""

_DAY = timedelta(days=1)
_HOUR = timedelta(hours=1)
_ONGOING = timedelta(days=3)
"""So long after it was told of a spike may still grow."""


def of_spikes(
    rule: AlertRule,
    spikes: Sequence[Spike],
    hours: Mapping[str, Hours],
    known: Known,
    looks: Known,
    now: datetime,
) -> News:
    """An alert for each spike that is rare enough, and for each that grew since it was told.

    ``hours`` are by topic. A spike that was on when the rule was new (``looks``, by topic) counts as told; so does
    one that late posts made in a time that was looked at.
    """
    kept: dict[str, Told | None] = {}
    alerts: list[Alert] = []
    for spike in spikes:
        if not _is_worth_it(rule, spike, {**known, **_there(kept)}, looks):
            continue
        alert = _first(rule, spike, now)
        kept[alert.subject] = Told(since=spike.time - spike.span, at=spike.time, count=spike.observed)
        if spike.time - spike.span >= looks[spike.topic].since:
            alerts.append(alert)
    for grown, last in _growing(rule, hours, {s: t for s, t in known.items() if s not in kept}, now):
        alerts.append(grown)
        kept[grown.subject] = replace(last, count=grown.count)
    return alerts, kept


def _there(kept: Mapping[str, Told | None]) -> dict[str, Told]:
    return {subject: told for subject, told in kept.items() if told}


def _is_worth_it(rule: AlertRule, spike: Spike, known: Known, looks: Known) -> bool:
    """Whether a spike is rare, large and new enough, and not the one that was told of."""
    last = known.get(_subject(spike)) or known.get(f"spike:{spike.topic}")
    is_old = spike.time <= looks[spike.topic].at - _DAY or (last and spike.time - last.at < _DAY)
    return not is_old and spike.observed >= rule.at_least and spike.once_in >= rule.once_in


def _subject(spike: Spike) -> str:
    """What a spike is known by: of one source or story alone it is another than the topic's."""
    if spike.of_story and spike.story:
        return f"spike:{spike.topic}:#{spike.story.id}"
    return f"spike:{spike.topic}:{spike.source}" if spike.source else f"spike:{spike.topic}"


def _first(rule: AlertRule, spike: Spike, now: datetime) -> Alert:
    return Alert(
        rule=rule.name, when=rule.when, subject=_subject(spike), at=min(now, spike.time), topic=spike.topic,
        count=spike.observed, spike=spike, since=spike.time - spike.span, span=spike.span,
    )  # fmt: skip


def _growing(
    rule: AlertRule, hours: Mapping[str, Hours], known: Known, now: datetime
) -> Iterator[tuple[Alert, Told]]:
    """Where, since a spike was told of, as long a time held so much more than it did then; with what was told."""
    for topic, counts in hours.items():
        last = known.get(f"spike:{topic}")
        if last is None or now - last.at >= _ONGOING:
            continue
        count = _most(counts, last, now)
        if is_news(count, last.count):
            alert = Alert(
                rule=rule.name, when=rule.when, subject=f"spike:{topic}", at=now, topic=topic, count=count,
                before=last.count, since=last.since, span=last.at - last.since,
            )  # fmt: skip
            yield alert, last


def _most(hours: Hours, last: Told, now: datetime) -> int:
    """The highest count of a time as long as the one that was told of, ending after it."""
    span = last.at - last.since
    ends = [hour + _HOUR for hour, _ in hours if last.at < hour + _HOUR < now + _HOUR]
    return max((_within(hours, end - span, end) for end in ends), default=0)


def _within(hours: Hours, start: datetime, end: datetime) -> int:
    return sum(number for hour, number in hours if start <= hour < end)
