"""Spikes as rules on them see them: found in the store, with the mentions that they are made of."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from mentionwatch.analysis import alert_spikes, alerting
from mentionwatch.analysis.alerting import News
from mentionwatch.findings import HOUR, hourly, spikes, spikes_of_sources, spikes_of_stories
from mentionwatch.model import Alert, AlertRule, Filter, Period, Spike, Told
from mentionwatch.store import Store

_AROUND = timedelta(days=2)
_SHOWN = 10
_GROWING = timedelta(days=5)


def of_spikes(
    rule: AlertRule, store: Store, told: Mapping[str, Told], looks: Mapping[str, Told], now: datetime
) -> News:
    """What a rule on spikes tells of those since its last look."""
    asked = Filter(topics=tuple(looks))
    start = min((look.at for look in looks.values()), default=now) - _AROUND
    found = spikes_of(rule, store, asked, Period(start=start, end=now))
    hours = counted(rule, store, asked, Period(start=now - _GROWING, end=now))
    alerts, kept = alert_spikes.of_spikes(rule, found, hours, told, looks, now)
    return [replace(alert, mentions=behind(rule, store, alert)) for alert in alerts], kept


def spikes_of(rule: AlertRule, store: Store, asked: Filter, period: Period) -> list[Spike]:
    """The spikes of a period that are of the rule's kind, oldest first."""
    is_negative = rule.when == "negative spike"
    by_hour = hourly(store, asked, period)
    found = spikes(store, asked, period, by_hour)
    narrow = spikes_of_sources(store, asked, period, found)
    single = spikes_of_stories(store, asked, period, (*found, *narrow), by_hour)
    every = sorted((*found, *narrow, *single), key=lambda spike: spike.time)
    return [spike for spike in every if spike.negative == is_negative]


def counted(
    rule: AlertRule, store: Store, asked: Filter, period: Period
) -> dict[str, list[tuple[datetime, int]]]:
    """What each topic counted in a period, by the beginning of the hour; the first begins before the period."""
    start = period.start.astimezone(UTC).replace(minute=0, second=0, microsecond=0)
    counts: dict[str, list[tuple[datetime, int]]] = {topic: [] for topic in asked.topics}
    for topic, hour, total, negative in store.hourly(replace(asked, since=start, until=period.end), start):
        number = negative if rule.when == "negative spike" else total
        counts[topic].append((start + hour * HOUR, number))
    return counts


def behind(rule: AlertRule, store: Store, alert: Alert) -> tuple[int, ...]:
    """The mentions that a spike is made of, the most telling first."""
    spike = alert.spike
    inside = Filter(
        topics=(alert.topic,) if alert.topic else (),
        sources=(spike.source,) if spike and spike.source else (),
        stories=(spike.story.id,) if spike and spike.of_story and spike.story else (),
        sentiments=("negative",) if rule.when == "negative spike" else (),
        since=alert.since,
        until=alert.at + timedelta(seconds=1),
    )
    found = {one.id: one for one in [*store.engaging(inside, _SHOWN), *store.newest(inside, _SHOWN)]}
    return tuple(mention.id for mention in alerting.telling(found.values())[:_SHOWN])
