"""The playbook tried on the past: which mentions each rule would have caught, and which none."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from mentionwatch.analysis.playbook import Playbook, case_of
from mentionwatch.findings import spikes
from mentionwatch.model import Filter, Mention, Period, Rule
from mentionwatch.store import Store

PAST = timedelta(days=30)
MOST = 5_000
"""So many mentions are tried, the latest ones."""
EXAMPLES = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Catch:
    """What a rule caught, None standing for no rule: how many mentions, and the latest of them."""

    rule: Rule | None
    count: int
    examples: tuple[Mention, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rehearsal:
    """The catch of every rule, in their order, then what none caught. Each of the ``tried`` mentions counts once."""

    tried: int
    catches: tuple[Catch, ...]


def rehearse(store: Store, playbook: Playbook, topics: Sequence[str], now: datetime) -> Rehearsal:
    """The mentions of the last 30 days of these topics (empty: of all), held against the playbook."""
    period = Period(start=now - PAST, end=now)
    asked = Filter(since=period.start, topics=topics)
    found = spikes(store, asked, period) if playbook.asks_for_spikes else ()
    caught: dict[str | None, list[Mention]] = {rule.name: [] for rule in playbook.rules} | {None: []}
    for mention in store.mentions(asked, limit=MOST):
        rule = playbook.rule(case_of(mention, found))
        caught[rule.name if rule else None].append(mention)
    return Rehearsal(
        tried=sum(map(len, caught.values())),
        catches=tuple(
            Catch(
                rule=rule,
                count=len(caught[rule.name if rule else None]),
                examples=tuple(caught[rule.name if rule else None][:EXAMPLES]),
            )
            for rule in (*playbook.rules, None)
        ),
    )
