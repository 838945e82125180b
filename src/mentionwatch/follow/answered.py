"""Which open mentions an account of ours answered."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime

from mentionwatch.analysis.answers import answers
from mentionwatch.conversation import Remark, Thread
from mentionwatch.model import Topic
from mentionwatch.store.threads import account


def answered(threads: Sequence[Thread], topics: Sequence[Topic]) -> Mapping[int, datetime]:
    """When each open mention was answered by an account of its topic."""
    found: dict[int, datetime] = {}
    for topic in topics:
        own = frozenset(map(account, topic.own_accounts))
        for thread in threads if own else ():
            found |= _answered_in(thread, topic.name, own)
    return found


def _answered_in(thread: Thread, topic: str, own: frozenset[int]) -> Iterator[tuple[int, datetime]]:
    def is_ours(remark: Remark) -> bool:
        return not own.isdisjoint(remark.accounts)

    answered = answers(thread, is_ours)
    for remark in thread.remarks:
        concern = remark.concerns.get(topic)
        if concern and concern.status in ("new", "open") and remark.key in answered:
            yield concern.mention, answered[remark.key].at
