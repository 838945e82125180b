"""What rules would have told: the past played through them, hour by hour, without a trace in the store.

Mentions count for the time of their publication, whenever they were found. How sources fared and who waited is not
known of the past, so rules on that are left out.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from itertools import groupby

from mentionwatch.alerts.bursts import behind, counted, spikes_of
from mentionwatch.alerts.fresh import about, heard_of, news_of, time_of
from mentionwatch.alerts.rules import Watch
from mentionwatch.analysis import alerting
from mentionwatch.analysis.alert_spikes import of_spikes
from mentionwatch.analysis.digests import due
from mentionwatch.model import Alert, AlertRule, Filter, Mention, Period, Spike, Told
from mentionwatch.store import Store

STEP = timedelta(hours=1)
"""As if the rules had run so often."""

_LONGEST = timedelta(days=1)
"""The longest time that a spike counts: one that is told in the period may have begun so long before it."""


def replay(store: Store, watch: Watch, period: Period) -> list[Alert]:
    """What the rules would have told in the period, oldest first, had they been new at its beginning."""
    alerts = [alert for rule in watch.rules for alert in _replayed(rule, watch, store, period)]
    return sorted(alerts, key=lambda alert: alert.at)


def is_replayed(rule: AlertRule) -> bool:
    """Whether the past of what the rule is about is known."""
    return rule.when not in ("source fails", "promise broken")


def messages(alerts: Sequence[Alert], watch: Watch) -> int:
    """In how many messages (a target) alerts would have been sent, with their digests and quiet hours."""
    rules = {rule.name: rule for rule in watch.rules}
    return len({(alert.rule, due(alert.at, rules[alert.rule], watch.zone)) for alert in alerts})


def _replayed(rule: AlertRule, watch: Watch, store: Store, period: Period) -> Iterator[Alert]:
    topics = rule.about.topics or tuple(watch.topics)
    if not topics or not is_replayed(rule):
        return
    memory = _Memory(rule=rule, looks={topic: Told(since=period.start, at=period.start) for topic in topics})
    if rule.when in ("spike", "negative spike"):
        before = {topic: replace(look, since=look.since - _LONGEST) for topic, look in memory.looks.items()}
        yield from _spikes(replace(memory, looks=before), store, period)
    else:
        yield from _mentions(memory, store, period)


@dataclass(slots=True, kw_only=True)
class _Memory:
    """What a rule has told so far in the play, and when it began to look."""

    rule: AlertRule
    looks: Mapping[str, Told]
    told: dict[str, Told] = field(default_factory=dict)

    @property
    def topics(self) -> tuple[str, ...]:
        return tuple(self.looks)

    def take(self, news: alerting.News) -> list[Alert]:
        """Remember what was told, and tell it."""
        alerts, kept = news
        for subject, told in kept.items():
            if told is None:
                self.told.pop(subject, None)
            else:
                self.told[subject] = told
        return alerts

    def looked(self, now: datetime) -> dict[str, Told]:
        """The looks, had the last one been at ``now``."""
        return {topic: replace(look, at=max(look.at, now)) for topic, look in self.looks.items()}


def _mentions(memory: _Memory, store: Store, period: Period) -> Iterator[Alert]:
    asked = Filter(topics=memory.topics)
    inside = list(store.mentions(replace(asked, since=period.start, until=period.end)))[::-1]
    stories = {mention.story for mention in inside if mention.story is not None}
    before = store.book().sizes(stories, replace(asked, until=period.start))
    sizes = Counter({story: size for story, (size, _) in before.items()})
    begun = {story: begin for story, (_, begin) in before.items()}
    is_about = about(memory.rule)
    subjects: dict[int, str] = {}
    for step, several in groupby(inside, key=lambda mention: (time_of(mention) - period.start) // STEP):
        fresh = list(several)
        _count(fresh, sizes, begun)
        known = {s: (sizes[s], begun[s]) for mention in fresh if (s := mention.story) is not None}
        heard = heard_of(filter(is_about, fresh), subjects, known)
        now = period.start + (step + 1) * STEP
        yield from memory.take(news_of(memory.rule, list(heard), memory.told, memory.looks, now))


def _count(fresh: Sequence[Mention], sizes: Counter[int], begun: dict[int, datetime]) -> None:
    for mention in fresh:
        if mention.story is not None:
            sizes[mention.story] += 1
            begun.setdefault(mention.story, time_of(mention))


def _spikes(memory: _Memory, store: Store, period: Period) -> Iterator[Alert]:
    rule, asked = memory.rule, Filter(topics=memory.topics)
    found = spikes_of(rule, store, asked, period)
    hours = counted(rule, store, asked, period)
    for now in _steps(period):
        inside = [spike for spike in found if _told_by(spike, now)]
        looks = memory.looked(now - STEP)
        news = of_spikes(rule, inside, hours, memory.told, looks, now)
        yield from (replace(alert, mentions=behind(rule, store, alert)) for alert in memory.take(news))


def _told_by(spike: Spike, now: datetime) -> bool:
    """Whether a run at ``now``, and none before, sees the whole hour of a spike."""
    return now - STEP < spike.time <= now


def _steps(period: Period) -> Iterator[datetime]:
    """The ends of the hours of a period; the last is its end."""
    now = period.start
    while now < period.end:
        now = min(now + STEP, period.end)
        yield now
