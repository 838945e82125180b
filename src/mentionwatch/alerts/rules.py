"""Rules over what is fresh: what is worth an alert now."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, tzinfo
from typing import TYPE_CHECKING, TypeAlias

from mentionwatch.alerts.bursts import of_spikes
from mentionwatch.alerts.fresh import Fresh, about
from mentionwatch.analysis import alerting
from mentionwatch.analysis.alerting import News, Overdue
from mentionwatch.analysis.digests import due
from mentionwatch.model import Alert, AlertRule, Told
from mentionwatch.store import Store

if TYPE_CHECKING:
    from mentionwatch.store.book import Book

Waiting: TypeAlias = Callable[[Store, datetime], Iterable[Overdue]]


def nobody(store: Store, now: datetime) -> Iterable[Overdue]:
    """Nobody was promised an answer."""
    return ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Watch:
    """What alerts are evaluated with: rules, names of all topics, the time zone of wall clocks.

    ``waiting`` finds the mentions whose answer is overdue.
    """

    rules: Sequence[AlertRule]
    topics: Sequence[str]
    zone: tzinfo = UTC
    waiting: Waiting = nobody


def evaluate(store: Store, watch: Watch, now: datetime, *, rehearsal: bool = False) -> list[Alert]:
    """What the rules tell at ``now`` that they did not tell before; it is remembered unless this is a ``rehearsal``.

    A rule's first look at a topic tells nothing: all that is there already counts as known.
    """
    with store.alerting(rehearsal=rehearsal) as book:
        alerts = [alert for rule in watch.rules for alert in _evaluated(rule, watch, store, book, now)]
        rules = {rule.name: rule for rule in watch.rules}
        for alert in alerts:
            book.add(alert, due(now, rules[alert.rule], watch.zone))
        book.forget(now)
    return alerts


def _evaluated(rule: AlertRule, watch: Watch, store: Store, book: Book, now: datetime) -> Sequence[Alert]:
    told = book.told(rule.name)
    looks = _looks(rule.about.topics or watch.topics, told, book.last_mention(), now)
    alerts, kept = _news(rule, watch, store, book, told, looks, now)
    book.remember(rule.name, kept)
    return alerts


def _looks(topics: Iterable[str], told: Mapping[str, Told], last: int, now: datetime) -> dict[str, Told]:
    """The rule's last look at each topic; its first is now."""
    first = Told(since=now, at=now, mention=last)
    return {topic: told.get(f"topic:{topic}", first) for topic in topics}


def _news(
    rule: AlertRule, watch: Watch, store: Store, book: Book, told: Mapping[str, Told], looks: dict[str, Told],
    now: datetime,
) -> News:  # fmt: skip
    if rule.when == "source fails":
        return alerting.of_sources(rule, list(store.states().values()), told, now)
    if rule.when == "promise broken":
        is_about = about(rule)
        overdue = [
            one for one in watch.waiting(store, now) if one.mention.topic in looks and is_about(one.mention)
        ]
        return alerting.of_promises(rule, overdue, told, now)
    if rule.when in ("spike", "negative spike"):
        alerts, kept = of_spikes(rule, store, told, looks, now)
        return alerts, kept | _looked(looks, now)
    fresh = Fresh.read(rule, book, looks)
    alerts, kept = fresh.news(rule, told, looks, now)
    return alerts, kept | _looked(looks, now, fresh.upto)


def _looked(looks: Mapping[str, Told], now: datetime, upto: int | None = None) -> dict[str, Told | None]:
    return {
        f"topic:{topic}": replace(look, at=max(now, look.at), mention=max(upto or 0, look.mention or 0))
        for topic, look in looks.items()
    }
