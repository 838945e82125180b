"""Spikes as rules on them see them: found in the store, with the mentions that they are made of."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from mentionwatch.analysis import alerting
from mentionwatch.analysis.alerting import News
from mentionwatch.findings import HOUR, spikes
from mentionwatch.model import Alert, AlertRule, Filter, Period, Spike, Told
from mentionwatch.store import Store

_AROUND = timedelta(days=2)
_SHOWN = 10
_DAY = timedelta(days=1)


def of_spikes(
    rule: AlertRule, store: Store, told: Mapping[str, Told], looks: Mapping[str, Told], now: datetime
) -> News:
    asked = Filter(topics=tuple(looks))
    start = min((look.at for look in looks.values()), default=now) - _AROUND
    found = _spikes(rule, store, asked, Period(start=start, end=now))
    hours = _hours(rule, store, asked, now)
    alerts, kept = alerting.of_spikes(rule, found, hours, told, looks, now)
    return [replace(alert, mentions=_behind(rule, store, alert)) for alert in alerts], kept


def _spikes(rule: AlertRule, store: Store, asked: Filter, period: Period) -> list[Spike]:
    is_negative = rule.when == "negative spike"
    return [spike for spike in spikes(store, asked, period) if spike.negative == is_negative]


def _hours(
    rule: AlertRule, store: Store, asked: Filter, now: datetime
) -> dict[str, list[tuple[datetime, int]]]:
    """What each topic counted in the last days, by the beginning of the hour."""
    start = (now - 5 * _DAY).astimezone(UTC).replace(minute=0, second=0, microsecond=0)
    counts: dict[str, list[tuple[datetime, int]]] = {topic: [] for topic in asked.topics}
    for topic, hour, total, negative in store.hourly(replace(asked, since=start, until=now), start):
        number = negative if rule.when == "negative spike" else total
        counts[topic].append((start + hour * HOUR, number))
    return counts


def _behind(rule: AlertRule, store: Store, alert: Alert) -> tuple[int, ...]:
    """The mentions that a spike is made of, the most telling first."""
    inside = Filter(
        topics=(alert.topic,) if alert.topic else (),
        sentiments=("negative",) if rule.when == "negative spike" else (),
        since=alert.since,
        until=alert.at + timedelta(seconds=1),
    )
    found = {one.id: one for one in [*store.engaging(inside, _SHOWN), *store.newest(inside, _SHOWN)]}
    return tuple(mention.id for mention in alerting.telling(found.values())[:_SHOWN])
