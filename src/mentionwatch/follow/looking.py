"""Looks: a source is asked what became of a post, and whatever happens is turned into what the store keeps."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import TYPE_CHECKING

from mentionwatch.analysis.answers import below
from mentionwatch.analysis.schedule import CONFIRM, next_look, retry
from mentionwatch.errors import Gone, RateLimited, SourceError
from mentionwatch.fetching import Turn, explained
from mentionwatch.follow.plan import Job, Round
from mentionwatch.http import Enough, Http, Network
from mentionwatch.model import Post
from mentionwatch.plugins import Source
from mentionwatch.remarks import reply, spoken
from mentionwatch.store import Look
from mentionwatch.store.threads import Due, own_place, place
from mentionwatch.text.accounts import OwnAccounts

if TYPE_CHECKING:
    from mentionwatch.model import Match
    from mentionwatch.text.match import Matcher

LONGEST = 2000
"""Replies read of one thread; a longer one is not whole."""

_FAILURES = 3
"""A source is asked no more after so many looks in a row that failed."""

Clock = Callable[[], datetime]


@dataclass(slots=True, kw_only=True)
class Yield:
    """What came of one source. ``left`` are posts that were not come to."""

    job: Job
    looks: list[Look] = field(default_factory=list)
    left: int = 0
    error: SourceError | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Reader:
    """What workers share: it asks one source about its posts and turns whatever happens into looks."""

    plan: Round
    network: Network
    matcher: Matcher
    own: OwnAccounts
    now: Clock
    turn: Turn = field(default_factory=Turn)

    def read(self, job: Job) -> Yield:
        """Ask a source about its posts, until its budget is spent or it fails."""
        http = self.network.session({}, secrets=self.plan.secrets)
        http.enough = lambda: job.allowed.is_spent(http)
        found, failures = Yield(job=job), 0
        with self.turn.hold(http):
            for number, due in enumerate(job.posts):
                look, error = self._look(job, due, http)
                found.looks += [look] if look else []
                failures = failures + 1 if look and look.failed else 0
                if look is None or failures == _FAILURES:
                    found.left, found.error = len(job.posts) - number - (look is not None), error
                    break
        return found

    def _look(self, job: Job, due: Due, http: Http) -> tuple[Look | None, SourceError | None]:
        """One look and its error; no look where the source may not be asked on."""
        before, asked = http.requests, self.now()
        look = Look(post=due.number, key=job.named.key, asked=asked, next=None)
        error: SourceError | None = None
        is_short = False

        def missed() -> None:
            nonlocal is_short
            is_short = True

        http.missed = missed
        try:
            told = list(_first(job.named.source.thread(http, due.post), LONGEST))
            # A source that asked nobody does not know such posts.
            is_told = http.requests > before
            look = self._heard(look, job, due, told) if is_told else replace(look, failed=True)
            look = replace(look, whole=look.whole and not is_short)
        except Enough:
            return None, None
        except Gone:
            look = replace(look, missing=True, next=asked + CONFIRM)
        except Exception as failure:  # noqa: BLE001 - a plug-in may raise anything; it must not end the scan
            error = explained(failure, job.named, network=self.network, secrets=self.plan.secrets)
            if isinstance(error, RateLimited):
                return None, error
            look = replace(look, failed=True, next=retry(due.tries + 1, asked))
        return replace(look, requests=http.requests - before), error

    def _heard(self, look: Look, job: Job, due: Due, told: Sequence[Post]) -> Look:
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
    places = [(_own_place(each), place(each.parent) if each.parent else None) for each in replies]
    return [
        each
        for each, is_below in zip(replies, below(_own_place(post), places), strict=True)
        if is_below or own.any_wrote(each)
    ]


def _own_place(post: Post) -> int | None:
    return own_place(post.id, post.url, post.thread)


def _active(due: Due, told: Sequence[Post], now: datetime) -> datetime:
    """When anybody said something last."""
    times = [post.published for post in told if post.published and post.published <= now]
    return max([due.at, *([due.active] if due.active else []), *times])


def _is_whole(source: Source, told: Sequence[Post], again: Post | None) -> bool:
    """Whether a thread was told with all its replies: the post, too, and as many as it says that it has."""
    if again is None or not source.whole_threads:
        return False
    return (again.engagement.comments or 0) < len(told) <= LONGEST
