"""What a period holds beside its counts: spikes, subjects, the roles of people, signs of coordination.

    store answers questions -> findings puts the answers to the analysis -> report and commands show what it says

Each loads what it needs of the analysis only where there is enough to find anything in.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, NamedTuple, Protocol

from mentionwatch.model import Author, Filter, Period, Ring, Role, Spike, Story, Subject, Tie, Topic

if TYPE_CHECKING:
    from mentionwatch.analysis.people import Person
    from mentionwatch.model import Label

HOUR = timedelta(hours=1)
PAST = timedelta(weeks=8)
"""So much of the past tells what is usual."""
LEAST = 5
"""Fewer mentions than these are no spike."""
VOICES = 2000
POSTS = 20_000
SUBJECTS = 5
"""So many subjects of a kind are told."""

_LINK = re.compile(r"https?://[^\s<>\"')\]]+")
_TAG = re.compile(r"#\w+")


class Appearance(Protocol):
    """A mention by an author whose number is known."""

    @property
    def author(self) -> int: ...
    @property
    def time(self) -> datetime: ...
    @property
    def label(self) -> Label | None: ...
    @property
    def source(self) -> str: ...
    @property
    def site(self) -> str | None: ...
    @property
    def reach(self) -> int | None: ...


class Posted(Protocol):
    """A post by an author: its group of copies, and its text where that may hold links or tags."""

    @property
    def author(self) -> int: ...
    @property
    def time(self) -> datetime: ...
    @property
    def copies(self) -> int | None: ...
    @property
    def text(self) -> str | None: ...


class Answers(Protocol):
    """What findings ask of the store."""

    def hourly(self, asked: Filter, start: datetime) -> Sequence[tuple[str, int, int, int]]:
        """Topic, hour counted from ``start``, mentions and negative mentions."""

    def stories(self, asked: Filter, *, least: int = 2, limit: int = 20) -> Sequence[Story]:
        """The largest stories."""

    def voices(self, asked: Filter, limit: int) -> Sequence[tuple[int, str, str | None]]:
        """Number, text and author's key of one mention of each story."""

    def written(self, asked: Filter) -> Sequence[Appearance]:
        """Every mention whose author is known."""

    def authors(self, numbers: Sequence[int]) -> Mapping[int, Author]:
        """Authors by their numbers."""

    def shared(self, asked: Filter, limit: int) -> Sequence[Posted]:
        """Posts that may have been shared together with others."""


class Somebody(NamedTuple):
    """An author, and what was found out about them."""

    author: Author
    person: Person


def spikes(store: Answers, asked: Filter, period: Period) -> tuple[Spike, ...]:
    """Bursts and climbs of each topic within the period, all mentions and negative ones apart, oldest first."""
    start = (period.start - PAST).astimezone(UTC).replace(hour=0, minute=0, second=0, microsecond=0)
    rows = store.hourly(replace(asked, since=start, until=period.end), start)
    first = (period.start - start) // HOUR
    totals: dict[str, int] = defaultdict(int)
    for topic, hour, total, _ in rows:
        totals[topic] += total * (hour >= first)
    found = [
        spike
        for topic, total in totals.items()
        if total >= LEAST
        for spike in _of_topic(topic, [row for row in rows if row[0] == topic], start, period)
    ]
    return tuple(_with_story(store, asked, spike) for spike in sorted(found, key=lambda spike: spike.time))


def _of_topic(
    topic: str, rows: Sequence[tuple[str, int, int, int]], start: datetime, period: Period
) -> Iterable[Spike]:
    from mentionwatch.analysis.bursts import Series, bursts  # loads numpy

    begun = min(row[1] for row in rows) // 24 * 24  # what was not watched yet is no silence
    hours = -(-(period.end - start) // HOUR)
    for is_negative in (False, True):
        counts = [0] * (hours - begun)
        for _, hour, total, negative in rows:
            counts[hour - begun] = negative if is_negative else total
        series = Series(start=start + begun * HOUR, step=HOUR, counts=counts)
        for burst in bursts(series, since=period.start):
            yield Spike(
                topic=topic, negative=is_negative, kind=burst.kind, time=burst.time, span=burst.span,
                observed=burst.observed, expected=burst.expected, once_in=burst.once_in, known=burst.known,
            )  # fmt: skip


def _with_story(store: Answers, asked: Filter, spike: Spike) -> Spike:
    """The story of at least a third of the mentions, from the spike's beginning to a day after it."""
    label: tuple[Label, ...] = ("negative",) if spike.negative else ()
    inside = replace(
        asked,
        topics=(spike.topic,),
        sentiments=label or asked.sentiments,
        since=spike.time - spike.span,
        until=spike.time,
    )
    largest = store.stories(inside, least=max(2, spike.observed // 3), limit=1)
    return replace(spike, story=largest[0]) if largest else spike


def subjects(store: Answers, inside: Filter, before: Filter, topics: Sequence[Topic]) -> tuple[Subject, ...]:
    """Questions, phrases and names that recur in the period, new ones first."""
    now = store.voices(inside, VOICES)
    if len(now) < LEAST:
        return ()
    from mentionwatch.analysis.subjects import Voice
    from mentionwatch.analysis.subjects import subjects as recurring

    then = store.voices(before, VOICES)
    own = [part for topic in topics for part in (topic.name, *_WORDS.findall(topic.query))]
    return tuple(
        recurring(
            [Voice(id=number, text=text, author=author) for number, text, author in now],
            [Voice(id=number, text=text, author=author) for number, text, author in then],
            own=own,
            most=SUBJECTS,
        )
    )


_WORDS = re.compile(r"[^\W\d_]{3,}")


def people(store: Answers, inside: Filter, most: int | None = None) -> list[Somebody]:
    """Everybody who wrote in the period, those who wrote most first."""
    from mentionwatch.analysis.people import Appearance as Seen
    from mentionwatch.analysis.people import people as known

    seen = [
        Seen(author=str(one.author), time=one.time, sentiment=one.label, reach=one.reach, source=one.source,
             site=one.site)
        for one in store.written(inside)
    ]  # fmt: skip
    found = known(seen)[:most]
    authors = store.authors([int(person.author) for person in found])
    return [Somebody(authors[int(person.author)], person) for person in found]


def roles(store: Answers, inside: Filter) -> dict[Author, tuple[Role, ...]]:
    """The roles of those who wrote most."""
    return {author: person.roles for author, person in people(store, inside, 100)}


def coordinated(store: Answers, inside: Filter) -> tuple[Ring, ...]:
    """Groups of accounts that shared the same things within the same minute, again and again, by their names."""
    posts = store.shared(inside, POSTS)
    if len(posts) < LEAST:
        return ()
    from mentionwatch.analysis.coordination import Share, objects_of, rings

    shares = [
        Share(account=str(post.author), object=thing, time=post.time)
        for post in posts
        for thing in objects_of(
            links=_links(post.text or ""), copies=post.copies, tags=_TAG.findall(post.text or "")
        )
    ]
    found = rings(shares)
    known = store.authors([int(account) for ring in found for account in ring.accounts])
    names = {str(number): author.name or author.handle or str(number) for number, author in known.items()}
    return tuple(_named(ring, names) for ring in found)


def _links(text: str) -> list[str]:
    from mentionwatch.text.urls import canonical

    return [address for link in _LINK.findall(text) if (address := canonical(link))]


def _named(ring: Ring, names: Mapping[str, str]) -> Ring:
    ties = tuple(replace(tie, accounts=_both(tie, names)) for tie in ring.ties)
    return Ring(accounts=tuple(names[account] for account in ring.accounts), ties=ties)


def _both(tie: Tie, names: Mapping[str, str]) -> tuple[str, str]:
    return names[tie.accounts[0]], names[tie.accounts[1]]
