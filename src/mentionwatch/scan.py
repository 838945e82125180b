"""The main job: plan | fetch in threads | match | keep.

Workers fetch and match (``fetching``); the caller's thread keeps what they bring, all that has arrived in one
transaction. A source that fails keeps what it brought before it failed, and is told at the end.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Mapping, Sequence
from dataclasses import field, replace
from datetime import datetime, timedelta
from functools import reduce
from hashlib import blake2b
from operator import add

from mentionwatch.config import NamedSource
from mentionwatch.dataclass import dataclass
from mentionwatch.errors import AccessDenied, LayoutChanged, SourceError
from mentionwatch.fetching import Allowance, Turn, allowance, at_once, explained, rest, worded
from mentionwatch.http import Enough, Http, Network, NotModified
from mentionwatch.lessons import learned
from mentionwatch.matchers import LateMatcher
from mentionwatch.model import (
    Cut,
    Failure,
    Match,
    Mention,
    Post,
    ScanResult,
    Search,
    SourceState,
    Topic,
    Validator,
)
from mentionwatch.remarks import reply, spoken
from mentionwatch.store import Batch, Parcel, Reply, Store
from mentionwatch.text.accounts import OwnAccounts
from mentionwatch.text.fingerprint import fingerprint

OVERLAP = timedelta(days=1)
"""Searches look this much further back than the newest post kept: platforms index late."""

OLD_IN_A_ROW = 10
"""A source is not asked for a further page after this many posts in a row that are older than the search."""

Clock = Callable[[], datetime]
Progress = Callable[[int, int, str], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What one scan does. ``since`` overrides the marks; ``language`` is that of error sentences.

    ``configured`` are all sources there are (key to type), whichever are asked this time: others count no more.
    ``archive`` is how long every fetched post is kept, matched or not, ``retention`` how long mentions are.
    """

    sources: Sequence[NamedSource]
    topics: Sequence[Topic]
    first_look: timedelta
    since: datetime | None = None
    workers: int = 32
    language: str = "en"
    secrets: Sequence[str] = ()
    dry_run: bool = False
    configured: Mapping[str, str] | None = None
    archive: timedelta | None = None
    retention: timedelta | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Job:
    """One source, and all that a worker needs to ask it without touching the store.

    ``since`` tells of each term how far back to look, ``marks`` of those that go on where they ended how far that was.
    """

    named: NamedSource
    state: SourceState | None
    since: Mapping[str, datetime]
    marks: Mapping[str, datetime]
    known: Mapping[str, Validator]
    allowed: Allowance = field(default_factory=Allowance)


@dataclass(slots=True)
class _Harvest:
    """What a worker has gathered of one source so far; it survives the source's failure."""

    found: list[tuple[Post, tuple[Match, ...]]] = field(default_factory=list)
    marks: dict[str, datetime] = field(default_factory=dict)
    archive: list[Parcel] = field(default_factory=list)
    own: list[Reply] = field(default_factory=list)
    posts: int = 0
    old_in_a_row: int = 0
    newest: datetime | None = None
    terms: dict[str, datetime] = field(default_factory=dict)
    cuts: dict[str, Cut] = field(default_factory=dict)
    is_over: bool = False
    """Whether the present search came to its end; one that its budget cut short did not."""
    begun: int = 0
    """How many posts there were before the present search."""
    reached: datetime | None = None
    """How far back the present search came, where it left something out."""
    latest: deque[datetime] = field(default_factory=lambda: deque(maxlen=OLD_IN_A_ROW))
    """Of the last posts of the present search when they were published."""

    def begin(self) -> None:
        """A search begins."""
        self.old_in_a_row, self.newest, self.is_over = 0, None, False
        self.begun, self.reached = self.posts, None
        self.latest.clear()

    def count(self, post: Post, since: datetime) -> None:
        """Take note of a post's age."""
        self.posts += 1
        if post.published is None:
            return
        self.old_in_a_row = self.old_in_a_row + 1 if post.published < since else 0
        self.newest = max(self.newest or post.published, post.published)
        self.latest.append(post.published)

    def miss(self, term: str, since: datetime, until: datetime, told: int | None) -> None:
        """The present search leaves out posts from before ``until``. Of those from before ``since`` none are wanted."""
        self.reached = max(until, self.reached or until)
        read = self.posts - self.begun
        if self.reached > since:
            told = told if told and told > read else None
            self.cuts[term] = Cut(since=since, until=self.reached, read=read, told=told)

    def mark(self, term: str, since: datetime, asked: datetime) -> None:
        """A search came to its end: next time begin at its newest post, whatever the future it claims."""
        self.terms[term] = (self.reached or since) if self.posts > self.begun else asked
        if self.newest:
            self.marks[term] = min(self.newest, asked)


def scan(plan: Plan, store: Store, network: Network, now: Clock, progress: Progress) -> ScanResult:
    """Ask every source that is due, keep what matches, and return what is fresh and what failed.

    ``progress`` is called after each source with the number done, the number planned, and its name. In a dry
    run every source is asked whole and nothing is kept: mentions then have the id 0.
    """
    matcher = LateMatcher(store, plan.topics, learned(store, plan.topics))
    reader = _Reader(
        plan=plan,
        network=network,
        matcher=matcher,
        fingerprint=_fingerprint(plan),
        own=OwnAccounts(plan.topics),
        now=now,
    )
    if not plan.dry_run:
        _prepare(plan, store, now())
    jobs = _jobs(plan, store, reader.fingerprint, now())
    fresh: list[Mention] = []
    failed: list[Failure] = []
    cut: dict[str, Cut] = {}
    posts = done = 0
    for batches in at_once(jobs, reader.read, plan.workers):
        fresh += _unkept(batches, now()) if plan.dry_run else store.keep(_told(batches, store), now())
        for batch in batches:
            done += 1
            posts += batch.posts
            progress(done, len(jobs), batch.key)
            if batch.cuts:
                cut[batch.key] = reduce(add, batch.cuts.values())
            if batch.error:
                failed.append(Failure(key=batch.key, error=batch.error, again=batch.retry))
    matcher.keep_forms()
    resting = len(plan.sources) - len(jobs)
    return ScanResult(
        asked=len(jobs),
        resting=resting,
        posts=posts,
        fresh=tuple(fresh),
        failed=tuple(failed),
        cut=cut,
        lost=frozenset(
            job.named.key
            for job in jobs
            if job.named.key in cut and job.marks and not (job.state and job.state.cut)
        ),
    )


def _fingerprint(plan: Plan) -> str:
    """Changes whenever what was read before has to be read again.

    For other queries, for accounts that are no longer our own, for an archive to be filled.
    """
    told = [topic.own_accounts for topic in plan.topics], bool(plan.archive)
    return f"{fingerprint(plan.topics)}{blake2b(repr(told).encode(), digest_size=4).hexdigest()}"


def _prepare(plan: Plan, store: Store, now: datetime) -> None:
    """Let the store know what is configured, and forget what was archived or kept too long ago."""
    if plan.configured is not None:
        store.configured(plan.configured)
    store.trim(now - plan.archive if plan.archive else None)
    if plan.retention:
        store.prune(now - plan.retention)


def _jobs(plan: Plan, store: Store, read_with: str, now: datetime) -> list[_Job]:
    """The sources that are due, the longest unasked first, each with its marks and validators."""
    states = store.states()
    due = [named for named in plan.sources if _due(named, states.get(named.key), now)]
    due.sort(key=lambda named: _last_asked(states.get(named.key)))
    terms = _terms(plan.topics) if any(named.source.searches for named in due) else []
    keys = [named.key for named in due]
    marks = store.marks(keys)
    known = {} if plan.dry_run else store.validators(keys, read_with)

    def job(named: NamedSource) -> _Job:
        asked = terms if named.source.searches else [""]
        read = {term: mark for term in asked if (mark := marks.get((named.key, term)))}
        usual = {term: read[term] - OVERLAP if term in read else now - plan.first_look for term in asked}
        since = plan.since
        # An address that answers as it did then has nothing new, but who looks further back wants what is old.
        is_known = since is None or all(since >= time for time in usual.values())
        whole = _Job(
            named=named,
            state=states.get(named.key),
            since=dict.fromkeys(asked, since) if since else usual,
            marks={} if since else read,
            known=known.get(named.key, {}) if is_known else {},
        )
        return _budgeted(whole, store, now) if named.source.budget else whole

    return [job(named) for named in due]


def _budgeted(job: _Job, store: Store, now: datetime) -> _Job:
    """The job within its source's budget, which is spent on the terms that were not asked for the longest time."""
    asked = store.terms_asked(job.named.key)
    order = sorted(job.since, key=lambda term: asked[term].timestamp() if term in asked else 0)
    return replace(
        job, since={term: job.since[term] for term in order}, allowed=allowance(store, job.named, now)
    )


def _terms(topics: Sequence[Topic]) -> list[str]:
    """The phrases that search sources are asked for: every probe of every query, once."""
    from mentionwatch.text.query import Query  # feeds are not searched

    probes = (probe for topic in topics for probe in Query.read(topic.query).probes)
    return list({probe.casefold(): probe for probe in probes}.values())


def _due(named: NamedSource, state: SourceState | None, now: datetime) -> bool:
    if state is None:
        return True
    if state.next_ask and now < state.next_ask:
        return False
    every = named.source.every
    return not (every and state.last_asked and now < state.last_asked + every)


def _last_asked(state: SourceState | None) -> float:
    return state.last_asked.timestamp() if state and state.last_asked else 0


@dataclass(frozen=True, slots=True, kw_only=True)
class _Reader:
    """What workers share. It asks one source at a time and turns whatever happens into a batch."""

    plan: Plan
    network: Network
    matcher: LateMatcher
    fingerprint: str
    own: OwnAccounts
    now: Clock
    turn: Turn = field(default_factory=Turn)

    def read(self, job: _Job) -> Batch:
        """Ask one source for all its terms."""
        http = self.network.session(job.known, secrets=(*self.plan.secrets, *job.named.source.secrets))
        harvest, asked = _Harvest(), self.now()
        error: SourceError | None = None
        try:
            with self.turn.hold(http):
                for term, since in job.since.items():
                    if job.allowed.is_spent(http):
                        break
                    self._gather(job, Search(since=since, term=term or None), http, harvest)
                    if harvest.is_over:
                        harvest.mark(term, since, asked)
        except Exception as failure:  # noqa: BLE001 - a plug-in may raise anything; it must not end the scan
            error = explained(
                failure,
                job.named,
                network=self.network,
                secrets=self.plan.secrets,
            ).with_traceback(None)  # which leads back here, so that the answer would not be let go
        http.leave()
        refilled = job.allowed.refilled if job.allowed.is_spent(http) else None
        said, cause = self._worded(error) if error else (None, None)
        return Batch(
            key=job.named.key,
            source=job.named.type,
            name=job.named.source.name,
            asked=asked,
            found=harvest.found,
            posts=harvest.posts,
            archive=harvest.archive,
            own=harvest.own,
            marks=harvest.marks,
            validators=http.fresh if error is None else {},
            fingerprint=self.fingerprint,
            requests=http.requests,
            terms=harvest.terms,
            cuts=harvest.cuts,
            refilled=refilled,
            error=said,
            cause=cause,
            sample=http.sample() if isinstance(error, AccessDenied | LayoutChanged) else None,
            retry=rest(error, job.state, self.now()) if error else refilled,
        )

    def _worded(self, error: SourceError) -> tuple[str, str]:
        return worded(error, self.plan.language, network=self.network, secrets=self.plan.secrets)

    def _gather(self, job: _Job, search: Search, http: Http, harvest: _Harvest) -> None:
        """Walk one search of a source to its end, or until further pages would bring only old posts."""
        harvest.begin()
        self._listen(job, search, http, harvest)
        http.enough = lambda: harvest.old_in_a_row >= OLD_IN_A_ROW or job.allowed.is_spent(http)
        try:
            for post in job.named.source.fetch(http, search):
                harvest.count(post, search.since)
                if self.plan.archive and not self.plan.dry_run:
                    from mentionwatch.store.archive import pack  # most people keep no archive

                    harvest.archive.append(pack(post))
                if matches := self._matches(post):
                    harvest.found.append((post, matches))
                elif self.own.any_wrote(post):
                    harvest.own.append(reply(post, ours=True))
            harvest.is_over = True
        except NotModified:
            harvest.is_over = True
        except Enough:
            harvest.is_over = harvest.old_in_a_row >= OLD_IN_A_ROW

    def _listen(self, job: _Job, search: Search, http: Http, harvest: _Harvest) -> None:
        """Let a source tell what it leaves out. What lies before the mark, if there is one, was read before."""
        term = search.term or ""
        last = job.state.last_ok if job.state else None

        def missed() -> None:
            # A single old post is often pinned; were all of the latest old, the walk would be over.
            reached = max(harvest.latest, default=self.now())
            harvest.miss(term, job.marks.get(term, search.since), reached, http.total)

        def shown(oldest: datetime) -> None:
            if last:  # what was there then was shown then
                harvest.miss(term, last, oldest, None)

        http.total, http.missed, http.shown = None, missed, shown

    def _matches(self, post: Post) -> tuple[Match, ...]:
        return tuple(match for match in self.matcher.match(post) if not self.own.wrote(post, match.topic))


def _told(batches: Sequence[Batch], store: Store) -> list[Batch]:
    """The batches with the languages of their posts, but for those that are kept with theirs: most are, most days."""
    untold = [post for batch in batches for post, _ in batch.found if not post.language]
    known = store.spoken(untold) if untold else set()
    return [
        replace(
            batch,
            found=[
                (post if (post.source, post.id) in known else spoken(post), matches)
                for post, matches in batch.found
            ],
        )
        for batch in batches
    ]


def _unkept(batches: Sequence[Batch], now: datetime) -> list[Mention]:
    return [
        Mention(
            id=0,
            post=spoken(post),
            topic=match.topic,
            spans=match.spans,
            confidence=match.confidence,
            doubtful=match.doubtful,
            first_seen=now,
        )
        for batch in batches
        for post, matches in batch.found
        for match in matches
    ]
