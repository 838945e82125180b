"""How answering fares: the store's threads put to the response clock, with the promises of the playbook.

store.threads -> whose remarks are ours -> analysis.responses, against what the playbook promised
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Protocol

from mentionwatch.analysis.hours import WorkingHours
from mentionwatch.conversation import Remark, Responses, Thread, Wait
from mentionwatch.model import Filter, Mention, Period, Spike, Topic
from mentionwatch.store.threads import account

if TYPE_CHECKING:
    from mentionwatch.analysis.playbook import Playbook


class Answers(Protocol):
    """What the clock asks of the store."""

    def threads(self, asked: Filter) -> Sequence[Thread]:
        """The threads of these mentions, and those in which anybody replied at the time."""

    def mention(self, id: int) -> Mention | None:  # noqa: A002 - what users call it
        """One mention; None where there is none of that number."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Clock:
    """What answering is measured against: as of when, in whose working hours, with which promises.

    ``spikes`` are those of the period, for rules that ask for one.
    """

    period: Period
    now: datetime
    hours: WorkingHours = WorkingHours()  # noqa: RUF009 - a frozen value
    playbook: Playbook | None = None
    spikes: Sequence[Spike] = ()


def responses(store: Answers, asked: Filter, topics: Sequence[Topic], clock: Clock) -> tuple[Responses, ...]:
    """How each topic that has own accounts answers, in the order given. Bounds of time in ``asked`` do not count."""
    measured = [topic for topic in topics if topic.own_accounts]
    threads = _threads(store, asked, measured, clock.period)
    return tuple(_measured(store, topic, topic.own_accounts, threads, clock) for topic in measured)


def by_account(
    store: Answers, asked: Filter, topics: Sequence[Topic], accounts: Sequence[str], clock: Clock
) -> tuple[Responses, ...]:
    """How these accounts answer in the threads of each topic in which one of them said anything in the period."""
    threads = _threads(store, asked, topics, clock.period)
    told = frozenset(map(account, accounts))
    found = [
        _measured(store, topic, accounts, _without(threads, topic.own_accounts, told), clock)
        for topic in topics
    ]
    return tuple(one for one in found if one.replies)


def _threads(store: Answers, asked: Filter, topics: Sequence[Topic], period: Period) -> Sequence[Thread]:
    if not topics:
        return ()
    names = [topic.name for topic in topics if not asked.topics or topic.name in asked.topics]
    return store.threads(replace(asked, topics=names, since=period.start, until=period.end)) if names else ()


def _without(threads: Sequence[Thread], others: Sequence[str], but: frozenset[int]) -> list[Thread]:
    """The threads without the remarks of further accounts of the same owner: they neither ask nor answer."""
    left_out = frozenset(map(account, others)) - but
    return [
        replace(
            thread,
            remarks=tuple(
                one for one in thread.remarks if left_out.isdisjoint(one.accounts) or but & one.accounts
            ),
        )
        for thread in threads
    ]


def _measured(
    store: Answers, topic: Topic, accounts: Sequence[str], threads: Sequence[Thread], clock: Clock
) -> Responses:
    from mentionwatch.analysis.responses import Measure
    from mentionwatch.analysis.responses import responses as measured

    own = frozenset(map(account, accounts))

    def is_ours(remark: Remark) -> bool:
        return not own.isdisjoint(remark.accounts)

    measure = Measure(
        period=clock.period,
        now=clock.now,
        is_ours=is_ours,
        hours=clock.hours,
        promise=_Promises(store, clock).within,
    )
    return measured(topic.name, accounts, threads, measure)


class _Promises:
    """What the playbook promised to those who wait, each mention looked at once."""

    def __init__(self, store: Answers, clock: Clock) -> None:
        self._store, self._clock = store, clock
        self._known: dict[int, timedelta | None] = {}
        rules = clock.playbook.rules if clock.playbook else ()
        self._promises = any(rule.within for rule in rules)

    def within(self, wait: Wait) -> timedelta | None:
        """How soon, in working time, somebody was promised an answer."""
        if self._promises and wait.mention not in self._known:
            self._known[wait.mention] = self._asked(wait.mention)
        return self._known.get(wait.mention)

    def _asked(self, number: int) -> timedelta | None:
        from mentionwatch.analysis.playbook import case_of

        mention = self._store.mention(number)
        if mention is None or self._clock.playbook is None:
            return None
        rule = self._clock.playbook.rule(case_of(mention, self._clock.spikes))
        return rule.within if rule else None
