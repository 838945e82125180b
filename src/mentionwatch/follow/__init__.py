"""Looking again at mentions: new replies, edits, reactions, deletion; who was answered.

    plan (store.due) -> looking (thread() of the source that showed the post) -> store.look
        -> answered (analysis.answers) -> store.answer

It asks as scan does (``fetching``): within budgets, one worker a host, errors without secrets. A look that fails or
ends early tells nothing, so nothing is taken for deleted by it; what a whole look misses must be missed twice.
"""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from mentionwatch.fetching import at_once, rest, worded
from mentionwatch.follow.plan import Round, can_follow, jobs_of, schedule_of
from mentionwatch.http import Network
from mentionwatch.model import Failure, Followed, Mention
from mentionwatch.store import Batch, Look, Store
from mentionwatch.text.accounts import OwnAccounts

if TYPE_CHECKING:
    from mentionwatch.follow.looking import Clock, Reader, Yield

__all__ = ["Round", "can_follow", "follow"]


def follow(plan: Round, store: Store, network: Network, now: Clock) -> Followed:
    """Look again at the mentions whose time has come, and mark those answered that an own account answered."""
    schedule = schedule_of(plan.configured)
    store.adopt(now(), schedule)
    jobs, waiting = jobs_of(plan, store, now())
    fresh: list[Mention] = []
    failed: list[Failure] = []
    looks: list[Look] = []
    if jobs:
        reader = _reader(plan, store, network, now)
        for results in at_once(jobs, reader.read, plan.workers):
            fresh += store.look([look for one in results for look in one.looks], now(), schedule)
            for one in results:
                looks += one.looks
                waiting += one.left
                failed += _failure(one, plan, store, network, now())
    return Followed(
        looked=sum(not look.failed for look in looks),
        unread=sum(look.failed for look in looks),
        waiting=waiting,
        fresh=tuple(fresh),
        answered=tuple(_answered(plan, store)),
        failed=tuple(failed),
    )


def _answered(plan: Round, store: Store) -> list[int]:
    """The mentions that turn out to be answered by an account of their topic."""
    threads = store.waiting()
    if not threads:
        return []
    from mentionwatch.follow.answered import answered  # most days no thread waits

    return store.answer(answered(threads, plan.topics))


def _reader(plan: Round, store: Store, network: Network, now: Clock) -> Reader:
    from mentionwatch.follow.looking import Reader  # and no mention's time has come
    from mentionwatch.lessons import learned
    from mentionwatch.matchers import ready

    matcher = ready(store, plan.topics, learned(store, plan.topics))
    return Reader(plan=plan, network=network, matcher=matcher, own=OwnAccounts(plan.topics), now=now)


def _failure(one: Yield, plan: Round, store: Store, network: Network, now: datetime) -> list[Failure]:
    """What failed, told and remembered as when a scan fails."""
    if one.error is None:
        return []
    named, again = one.job.named, rest(one.error, one.job.state, now)
    error, cause = worded(one.error, plan.language, network=network, secrets=plan.secrets)
    store.keep([Batch(key=named.key, source=named.type, name=named.source.name, asked=now, found=[], error=error,
                      cause=cause, retry=again)], now)  # fmt: skip
    return [Failure(key=named.key, error=error, again=again)]
