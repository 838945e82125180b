"""Looking again at mentions: new replies, edits, reactions, deletion; who was answered.

    store.due -> thread() of the source that showed the post -> store.look -> analysis.answers -> store.answer

It asks as scan does (``fetching``): within budgets, one worker a host, errors without secrets. A look that fails or
ends early tells nothing, so nothing is taken for deleted by it; what a whole look misses must be missed twice.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import TYPE_CHECKING

from mentionwatch.analysis.answers import answers, below
from mentionwatch.analysis.schedule import CONFIRM, first_look, next_look, retry
from mentionwatch.config import NamedSource
from mentionwatch.conversation import Followed, Remark, Thread
from mentionwatch.errors import Gone, RateLimited, SourceError
from mentionwatch.fetching import Allowance, Turn, allowance, at_once, explained, rest
from mentionwatch.http import Enough, Http, Network
from mentionwatch.lessons import learned
from mentionwatch.matchers import ready
from mentionwatch.model import Failure, Mention, Post, Topic
from mentionwatch.plugins import Source
from mentionwatch.remarks import reply, spoken
from mentionwatch.store import Batch, Look, Store
from mentionwatch.store.threads import Due, Schedule, Shelf, account, place
from mentionwatch.text.accounts import OwnAccounts

if TYPE_CHECKING:
    from mentionwatch.model import Match, SourceState
    from mentionwatch.text.match import Matcher

MOST = 200
"""Posts of one source that are looked at in one go."""
LONGEST = 2000
"""Replies read of one thread; a longer one is not whole."""

_FAILURES = 3
"""A source is asked no more after so many looks in a row that failed."""

Clock = Callable[[], datetime]


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
class _Job:
    """A source and the posts that it is to be asked about, the youngest first."""

    named: NamedSource
    posts: Sequence[Due]
    allowed: Allowance
    state: SourceState | None


@dataclass(slots=True, kw_only=True)
class _Yield:
    """What came of one source. ``left`` are posts that were not come to."""

    job: _Job
    looks: list[Look] = field(default_factory=list)
    left: int = 0
    error: SourceError | None = None


def follow(plan: Round, store: Store, network: Network, now: Clock) -> Followed:
    """Look again at the mentions whose time has come, and mark those answered that an own account answered."""
    schedule = _schedule(plan.configured)
    store.adopt(now(), schedule)
    jobs, waiting = _jobs(plan, store, now())
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
                failed += _failure(one, store, plan.language, now())
    return Followed(
        looked=sum(not look.failed for look in looks),
        unread=sum(look.failed for look in looks),
        waiting=waiting,
        fresh=tuple(fresh),
        answered=tuple(store.answer(_answered(store.waiting(), plan.topics))),
        failed=tuple(failed),
    )


def _schedule(configured: Sequence[NamedSource]) -> Schedule:
    """The first look at what any of the sources can tell of; none at the rest."""
    able = [named for named in configured if can_follow(named.source)]
    keys, types = {named.key for named in able}, {named.type for named in able}
    return lambda feed, source, at: first_look(at) if feed in keys or source in types else None


def can_follow(source: Source) -> bool:
    """Whether a source can tell what became of a post, and may be asked."""
    kind = type(source)
    return source.follow and (kind.thread is not Source.thread or kind.replies is not Source.replies)


def _reader(plan: Round, store: Store, network: Network, now: Clock) -> _Reader:
    matcher = ready(store, plan.topics, learned(store, plan.topics))
    return _Reader(plan=plan, network=network, matcher=matcher, own=OwnAccounts(plan.topics), now=now)


def _jobs(plan: Round, store: Store, now: datetime) -> tuple[list[_Job], int]:
    """What to ask whom, and how many posts wait because there are too many."""
    states = store.states()
    able = [
        named
        for named in plan.sources
        if can_follow(named.source) and _may_be_asked(named, states.get(named.key), plan.began, now)
    ]
    jobs: list[_Job] = []
    waiting = 0
    for named, shelf in _shelves(able, plan.configured):
        posts, count = store.due(shelf, now, MOST)
        waiting += count - len(posts)
        if posts:
            allowed = allowance(store, named, now)
            jobs.append(_Job(named=named, posts=posts, allowed=allowed, state=states.get(named.key)))
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


@dataclass(frozen=True, slots=True, kw_only=True)
class _Reader:
    """What workers share: it asks one source about its posts and turns whatever happens into looks."""

    plan: Round
    network: Network
    matcher: Matcher
    own: OwnAccounts
    now: Clock
    turn: Turn = field(default_factory=Turn)

    def read(self, job: _Job) -> _Yield:
        """Ask a source about its posts, until its budget is spent or it fails."""
        http = self.network.session({}, secrets=self.plan.secrets)
        http.enough = lambda: job.allowed.is_spent(http)
        found, failures = _Yield(job=job), 0
        with self.turn.hold(http):
            for number, due in enumerate(job.posts):
                look, error = self._look(job, due, http)
                found.looks += [look] if look else []
                failures = failures + 1 if look and look.failed else 0
                if look is None or failures == _FAILURES:
                    found.left, found.error = len(job.posts) - number - (look is not None), error
                    break
        return found

    def _look(self, job: _Job, due: Due, http: Http) -> tuple[Look | None, SourceError | None]:
        """One look and its error; no look where the source may not be asked on."""
        before, asked = http.requests, self.now()
        look = Look(post=due.number, key=job.named.key, asked=asked, next=None)
        error: SourceError | None = None
        try:
            told = list(_first(job.named.source.thread(http, due.post), LONGEST))
            # A source that asked nobody does not know such posts.
            is_told = http.requests > before
            look = self._heard(look, job, due, told) if is_told else replace(look, failed=True)
        except Enough:
            return None, None
        except Gone:
            look = replace(look, missing=True, next=asked + CONFIRM)
        except Exception as failure:  # noqa: BLE001 - a plug-in may raise anything; it must not end the scan
            error = self._explained(failure, job)
            if isinstance(error, RateLimited):
                return None, error
            look = replace(look, failed=True, next=retry(due.tries + 1, asked))
        return replace(look, requests=http.requests - before), error

    def _heard(self, look: Look, job: _Job, due: Due, told: Sequence[Post]) -> Look:
        """The look with what was told: the post itself, its replies, and those of them that are mentions."""
        again = next(
            (post for post in told if (post.source, post.id) == (due.post.source, due.post.id)), None
        )
        replies = _concerned(due.post, [post for post in told if post is not again], self.own)
        found = [(spoken(post), self._matches(post)) for post in replies if not self.own.any_wrote(post)]
        return replace(
            look,
            next=next_look(_active(due, told, look.asked), look.asked),
            again=(again, self._matches(again)) if again else None,
            replies=[reply(post, ours=self.own.any_wrote(post)) for post in replies],
            found=[(post, matches) for post, matches in found if matches],
            whole=_is_whole(job.named.source, told, again),
        )

    def _explained(self, failure: Exception, job: _Job) -> SourceError:
        plan = self.plan
        return explained(
            failure, job.named, network=self.network, secrets=plan.secrets, language=plan.language
        )

    def _matches(self, post: Post) -> tuple[Match, ...]:
        return tuple(match for match in self.matcher.match(post) if not self.own.wrote(post, match.topic))


def _first(posts: Iterator[Post], most: int) -> Iterator[Post]:
    """So many posts, and one more that shows that there are more."""
    for number, post in enumerate(posts):
        yield post
        if number == most:
            return


def _concerned(post: Post, replies: Sequence[Post], own: OwnAccounts) -> list[Post]:
    """The replies in the thread of an opening post; of a comment those below it, and our own: they may be answers."""
    if post.kind != "comment" and post.parent is None:
        return list(replies)
    places = [(_place(each.url), _place(each.parent)) for each in replies]
    return [
        each
        for each, is_below in zip(replies, below(_place(post.url), places), strict=True)
        if is_below or own.any_wrote(each)
    ]


def _place(url: str | None) -> int | None:
    return place(url) if url else None


def _active(due: Due, told: Sequence[Post], now: datetime) -> datetime:
    """When anybody said something last."""
    times = [post.published for post in told if post.published and post.published <= now]
    return max([due.at, *([due.active] if due.active else []), *times])


def _is_whole(source: Source, told: Sequence[Post], again: Post | None) -> bool:
    """Whether a thread was told with all its replies: the post, too, and as many as it says that it has."""
    if again is None or not source.whole_threads:
        return False
    return (again.engagement.comments or 0) < len(told) <= LONGEST


def _failure(one: _Yield, store: Store, language: str, now: datetime) -> list[Failure]:
    """What failed, told and remembered as when a scan fails."""
    if one.error is None:
        return []
    named, again = one.job.named, rest(one.error, one.job.state, now)
    error = one.error.say(language)
    store.keep([Batch(key=named.key, source=named.type, name=named.source.name, asked=now, found=[], error=error,
                      retry=again)], now)  # fmt: skip
    return [Failure(key=named.key, error=error, again=again)]


def _answered(threads: Sequence[Thread], topics: Sequence[Topic]) -> Mapping[int, datetime]:
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
