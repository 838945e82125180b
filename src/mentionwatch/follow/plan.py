"""Which posts are looked at again, and through which source."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from mentionwatch.analysis.schedule import first_look
from mentionwatch.config import NamedSource
from mentionwatch.dataclass import dataclass
from mentionwatch.fetching import Allowance, allowance
from mentionwatch.model import Topic
from mentionwatch.plugins import Source
from mentionwatch.store import Store
from mentionwatch.store.threads import Due, Schedule, Shelf

if TYPE_CHECKING:
    from mentionwatch.model import SourceState

MOST = 200
"""Posts of one source that are looked at in one go."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Round:
    """What one round of looking again does.

    ``sources`` are those that may be asked: configured, and not failing in the scan that began at ``began``. Those
    that rest, or were not due by their own ``every``, are left out. ``configured`` are all: what none of them can
    tell of is not followed.
    """

    sources: Sequence[NamedSource]
    configured: Sequence[NamedSource]
    topics: Sequence[Topic]
    began: datetime
    workers: int = 32
    language: str = "en"
    secrets: Sequence[str] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """A source and the posts that it is to be asked about, the youngest first."""

    named: NamedSource
    posts: Sequence[Due]
    allowed: Allowance
    state: SourceState | None


def jobs_of(plan: Round, store: Store, now: datetime) -> tuple[list[Job], int]:
    """What to ask whom, and how many posts wait because there are too many."""
    able = [named for named in plan.sources if can_follow(named.source)]
    states = store.states() if able else {}
    able = [named for named in able if _may_be_asked(named, states.get(named.key), plan.began, now)]
    jobs: list[Job] = []
    waiting = 0
    for named, shelf in _shelves(able, plan.configured):
        posts, count = store.due(shelf, now, MOST)
        waiting += count - len(posts)
        if posts:
            allowed = allowance(store, named, now)
            jobs.append(Job(named=named, posts=posts, allowed=allowed, state=states.get(named.key)))
    return jobs, waiting


def _shelves(
    able: Sequence[NamedSource], configured: Sequence[NamedSource]
) -> Iterator[tuple[NamedSource, Shelf]]:
    """Each source with the posts it is asked about: its own, and the first of a type those that nobody here showed."""
    keys = tuple(named.key for named in configured if can_follow(named.source))
    types: set[str] = set()
    for named in able:
        is_first = named.type not in types
        types.add(named.type)
        yield named, Shelf(key=named.key, source=named.type if is_first else None, others=keys)


def _may_be_asked(named: NamedSource, state: SourceState | None, began: datetime, now: datetime) -> bool:
    """Whether a source does not rest, and was due by its own ``every`` in this scan."""
    if state and state.next_ask and now < state.next_ask:
        return False
    return not named.source.every or (
        state is not None
        and state.last_asked is not None
        and state.last_asked >= began.replace(microsecond=0)
    )


def schedule_of(configured: Sequence[NamedSource]) -> Schedule:
    """The first look at what any of the sources can tell of; none at the rest."""
    able = [named for named in configured if can_follow(named.source)]
    keys, types = {named.key for named in able}, {named.type for named in able}
    return lambda feed, source, at: first_look(at) if feed in keys or source in types else None


def can_follow(source: Source) -> bool:
    """Whether a source can tell what became of a post, and may be asked."""
    kind = type(source)
    return source.follow and (kind.thread is not Source.thread or kind.replies is not Source.replies)
