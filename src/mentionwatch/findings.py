"""What a period holds beside its counts: spikes, subjects, the roles of people, signs of coordination.

    store answers questions -> findings puts the answers to the analysis -> report and commands show what it says

Each loads what it needs of the analysis only where there is enough to find anything in.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, tzinfo
from typing import TYPE_CHECKING, Literal, NamedTuple, Protocol, TypeAlias

from mentionwatch.model import (
    Author,
    Companion,
    Filter,
    Hour,
    Indicator,
    Loudest,
    Period,
    Relation,
    Ring,
    Role,
    Spike,
    Story,
    Subject,
    Tally,
    Tie,
    Topic,
)

if TYPE_CHECKING:
    from mentionwatch.analysis.bursts import Burst
    from mentionwatch.analysis.lags import Lagged
    from mentionwatch.analysis.people import Person
    from mentionwatch.analysis.subjects import Voice
    from mentionwatch.model import Label

By: TypeAlias = Literal["topic", "source", "site", "language"]

HOUR = timedelta(hours=1)
PAST = timedelta(weeks=8)
"""So much of the past tells what is usual."""
SOURCES = 6
"""Spikes are looked for in so many sources, the largest, ..."""
NARROW = timedelta(days=35)
"""... and in periods of up to so long: of a year nobody asks what stood out in one source alone."""
LEAST = 5
"""Fewer mentions than these are no spike."""
LEAST_IN_DAY = 10
"""Nor are fewer more than usual in a story's day."""
VOICES = 2000
POSTS = 20_000
MOST = timedelta(days=730)
REACH = timedelta(days=14)
SUBJECTS = 5
"""So many subjects of a kind are told."""

_TOGETHER = timedelta(days=1)
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


class Beside(Protocol):
    """Of the ``posts`` looked at: how many mention each topic, and both of each pair, with an example's mention."""

    @property
    def posts(self) -> int: ...
    @property
    def topics(self) -> Mapping[str, int]: ...
    @property
    def pairs(self) -> Mapping[tuple[str, str], tuple[int, int]]: ...


class Answers(Protocol):
    """What findings ask of the store."""

    def hourly(self, asked: Filter, start: datetime) -> Sequence[tuple[str, int, int, int]]:
        """Topic, hour counted from ``start``, mentions and negative mentions."""

    def hourly_of_stories(
        self, asked: Filter, start: datetime, least: int
    ) -> Sequence[tuple[str, int, int, int, int]]:
        """Topic, story, hour counted from ``start``, mentions and negative ones, of stories of at least ``least``."""

    def stories(
        self, asked: Filter, *, least: int = 2, limit: int = 20, before: Period | None = None
    ) -> Sequence[Story]:
        """The largest stories, beside another period or the one before."""

    def beside(self, asked: Filter, limit: int) -> Beside:
        """Which topics share posts, of the newest mentions."""

    def counts(self, asked: Filter, by: Sequence[By]) -> Sequence[tuple[tuple[str | None, ...], Tally]]:
        """Tallies for every combination of names that there is."""

    def days(self, asked: Filter, zone: tzinfo) -> Mapping[date, Tally]:
        """Tallies by the day that it was in a time zone."""

    def voices(self, asked: Filter, limit: int) -> Sequence[tuple[int, str, str | None]]:
        """Number, text and author's key of one mention of each story."""

    def written(self, asked: Filter) -> Sequence[Appearance]:
        """Every mention whose author is known."""

    def reaches(self, asked: Filter) -> Sequence[int]:
        """How many followers each author has of whom that is known."""

    def authors(self, numbers: Sequence[int]) -> Mapping[int, Author]:
        """Authors by their numbers."""

    def shared(self, asked: Filter, limit: int) -> Sequence[Posted]:
        """Posts that may have been shared together with others."""


class Somebody(NamedTuple):
    """An author, and what was found out about them."""

    author: Author
    person: Person


class Hourly(NamedTuple):
    """Mentions and negative ones of each topic by the hour, counted from ``start``."""

    start: datetime
    rows: Sequence[tuple[str, int, int, int]]


def hourly(store: Answers, asked: Filter, period: Period) -> Hourly:
    """Those of a period and of the time before it that tells what is usual."""
    start = (period.start - PAST).astimezone(UTC).replace(hour=0, minute=0, second=0, microsecond=0)
    return Hourly(start, store.hourly(replace(asked, since=start, until=period.end), start))


def spikes(store: Answers, asked: Filter, period: Period, counted: Hourly | None = None) -> tuple[Spike, ...]:
    """Bursts and climbs of each topic within the period, all mentions and negative ones apart, oldest first.

    ``counted`` is what ``hourly`` says, where that was asked for already.
    """
    found = _of_topics(counted or hourly(store, asked, period), period)
    return tuple(_with_story(store, asked, spike) for spike in found)


def spikes_of_sources(
    store: Answers, asked: Filter, period: Period, known: Sequence[Spike]
) -> tuple[Spike, ...]:
    """Where a topic stands out in one source only: what no spike of the whole topic (``known``) explains."""
    if period.end - period.start > NARROW:
        return ()
    tallies = store.counts(replace(asked, since=period.start, until=period.end), ("source",))
    sources = [name for (name,), tally in tallies if name and tally.total >= LEAST][:SOURCES]
    found = [
        replace(_with_story(store, inside, spike), source=source)
        for source in (sources if len(tallies) > 1 else ())
        for inside in (replace(asked, sources=(source,)),)
        for spike in _of_topics(hourly(store, inside, period), period)
        if not any(_together(spike, other) for other in known)
    ]
    return tuple(sorted(found, key=lambda spike: spike.time))


def spikes_of_stories(
    store: Answers, asked: Filter, period: Period, known: Sequence[Spike], counted: Hourly | None = None
) -> tuple[Spike, ...]:
    """Where a story is louder than the loudest of its topic usually is, and no other spike (``known``) explains it.

    ``counted`` is as for ``spikes``.
    """
    inside = replace(asked, since=period.start, until=period.end)
    if period.end - period.start > NARROW or not store.stories(inside, least=LEAST, limit=1):
        return ()
    start, rows = counted or hourly(store, asked, period)
    of_stories = store.hourly_of_stories(replace(asked, since=start, until=period.end), start, LEAST)
    told: list[Spike] = []
    for topic in dict.fromkeys(row[0] for row in of_stories):
        begun = min(row[1] for row in rows if row[0] == topic) // 24 * 24
        here = [(story, hour - begun, *both) for name, story, hour, *both in of_stories if name == topic]
        for spike in _of_stories(topic, here, start + begun * HOUR, period):
            if not any(_together(spike, other) for other in (*known, *told)):
                told.append(replace(_with_story(store, asked, spike), of_story=True))
    return tuple(sorted((spike for spike in told if spike.story), key=lambda spike: spike.time))


def _of_stories(
    topic: str, rows: Sequence[tuple[int, ...]], start: datetime, period: Period
) -> Iterable[Spike]:
    """Of rows of story, hour, mentions and negative ones: hours first, then days that no such hour explains."""
    from mentionwatch.analysis.bursts import Series, bursts  # loads numpy
    from mentionwatch.analysis.loudness import loudest

    hours = -(-(period.end - start) // HOUR)
    for is_negative in (False, True):
        loud = loudest(((row[0], row[1], row[2 + is_negative]) for row in rows), hours)
        in_hour = Series(start=start, step=HOUR, counts=loud.hour, window=HOUR)
        in_day = Series(start=start, step=HOUR, counts=loud.day, window=timedelta(days=1))
        for burst in bursts(in_hour, since=period.start):
            yield _spike(topic, burst, is_negative=is_negative)
        for burst in bursts(in_day, since=period.start):
            if burst.observed - burst.expected >= LEAST_IN_DAY:
                yield replace(_spike(topic, burst, is_negative=is_negative), kind="climb")


def _together(spike: Spike, other: Spike) -> bool:
    is_same = spike.topic == other.topic and spike.negative == other.negative
    return is_same and abs(spike.time - other.time) <= max(spike.span, other.span, _TOGETHER)


def _of_topics(counted: Hourly, period: Period) -> list[Spike]:
    start, rows = counted
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
    return sorted(found, key=lambda spike: spike.time)


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
            yield _spike(topic, burst, is_negative=is_negative)


def _spike(topic: str, burst: Burst, *, is_negative: bool) -> Spike:
    return Spike(
        topic=topic, negative=is_negative, kind=burst.kind, time=burst.time, span=burst.span,
        observed=burst.observed, expected=burst.expected, once_in=burst.once_in, known=burst.known,
    )  # fmt: skip


def _with_story(store: Answers, asked: Filter, spike: Spike) -> Spike:
    """The spike with the story that at least a third of its mentions belong to, if there is one."""
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
    return tuple(
        recurring(
            [Voice(id=number, text=text, author=author) for number, text, author in now],
            [Voice(id=number, text=text, author=author) for number, text, author in then],
            own=_own(topics),
            most=SUBJECTS,
        )
    )


_WORDS = re.compile(r"[^\W\d_]{3,}")


def companions(
    store: Answers, asked: Filter, period: Period, topics: Sequence[Topic]
) -> tuple[Companion, ...]:
    """The other topics and the names that occur with each topic asked for, but for competitors."""
    inside = replace(asked, since=period.start, until=period.end)
    found: list[Companion] = []
    for topic in topics:
        if topic.kind != "competitor" and (not asked.topics or topic.name in asked.topics):
            found += _named_with(store, topic, replace(inside, topics=()), period, topics)
    return (
        *_topics_together(store, replace(inside, topics=()), topics, asked),
        *found,
    )


def _topics_together(
    store: Answers, inside: Filter, topics: Sequence[Topic], asked: Filter
) -> Iterable[Companion]:
    """Topics that share posts, each two of them once, what is no competitor first.

    All that is kept mentions some topic, so that chance is overrated: "less often" would be no finding.
    """
    beside = store.beside(inside, POSTS)
    rank = {topic.name: (topic.kind == "competitor", place) for place, topic in enumerate(topics)}
    pairs = sorted(beside.pairs.items(), key=lambda pair: (-pair[1][0], pair[0]))
    for (topic, other), (count, example) in pairs:
        if topic not in rank or other not in rank:
            continue  # no longer configured
        if topic in asked.topics or (not asked.topics and rank[topic] < rank[other]):
            chance = beside.topics[topic] * beside.topics.get(other, 0) / beside.posts
            yield Companion(
                topic=topic, name=other, kind="topic", count=count, of=beside.topics[topic],
                expected=chance if 0 < chance < count else None, examples=(example,),
            )  # fmt: skip


def _named_with(
    store: Answers, topic: Topic, inside: Filter, period: Period, topics: Sequence[Topic]
) -> Iterable[Companion]:
    told = _voices(store, replace(inside, topics=(topic.name,)))
    if len(told) < LEAST:
        return ()
    from mentionwatch.analysis.companions import COMPARED
    from mentionwatch.analysis.companions import companions as named

    rest = tuple(other.name for other in topics if other.name != topic.name)
    others = _voices(store, replace(inside, topics=rest)) if rest else []
    if len(others) < COMPARED:
        earlier = replace(inside, topics=(topic.name,), since=period.before.start, until=period.before.end)
        others = _voices(store, earlier)
    return named(topic.name, told, others, own=_own(topics))


def _voices(store: Answers, inside: Filter) -> list[Voice]:
    from mentionwatch.analysis.subjects import Voice

    return [
        Voice(id=number, text=text, author=author) for number, text, author in store.voices(inside, VOICES)
    ]


def _own(topics: Sequence[Topic]) -> list[str]:
    return [part for topic in topics for part in (topic.name, *_WORDS.findall(topic.query))]


def hours(counted: Hourly, period: Period, zone: tzinfo) -> tuple[Hour, ...]:
    """The hours of the week that have mentions in the period, in a time zone; its first hour may be cut."""
    first = (period.start - counted.start) // HOUR
    mentions, negative = Counter[int](), Counter[int]()
    for _, hour, total, bad in counted.rows:
        if hour >= first:
            mentions[hour] += total
            negative[hour] += bad
    of_week: dict[tuple[int, int], list[int]] = defaultdict(list)
    for hour in mentions:
        local = (counted.start + hour * HOUR).astimezone(zone)
        of_week[local.weekday(), local.hour].append(hour)
    return tuple(
        Hour(
            weekday=weekday,
            hour=hour,
            mentions=sum(mentions[one] for one in some),
            negative=sum(negative[one] for one in some),
        )
        for (weekday, hour), some in sorted(of_week.items())
    )


def related(
    store: Answers, asked: Filter, period: Period, indicators: Sequence[Indicator], zone: tzinfo
) -> tuple[Indicator, ...]:
    """The user's figures of the period, and whether they moved with mentions and net sentiment.

    Days are those of ``zone``. The relation is looked for in all days that the figures and the store have, two
    years at most.
    """
    if not indicators:
        return ()
    first = min(date.fromisoformat(one.days[0][0]) for one in indicators)
    since = max(datetime(first.year, first.month, first.day, tzinfo=UTC), period.end - MOST) - REACH
    tallies = store.days(replace(asked, since=since, until=period.end), zone)
    return tuple(_related(one, tallies, period, zone) for one in indicators)


def _related(indicator: Indicator, tallies: Mapping[date, Tally], period: Period, zone: tzinfo) -> Indicator:
    told = {date.fromisoformat(day): value for day, value in indicator.days}
    inside = dates(period, zone)
    return replace(
        indicator,
        days=tuple((day.isoformat(), told.get(day)) for day in inside),
        mean=_mean([told.get(day) for day in inside]),
        mean_before=_mean([told.get(day) for day in dates(period.before, zone)]),
        relations=_relations(
            {day: value for day, value in told.items() if value is not None},
            tallies,
            period.end.astimezone(zone).date(),
        ),
    )


def _relations(told: Mapping[date, float], tallies: Mapping[date, Tally], last: date) -> tuple[Relation, ...]:
    """What was not watched yet is no silence: mentions count from the first on, to the day before the last."""
    if not tallies:
        return ()
    from mentionwatch.analysis.lags import lagged

    first = min(tallies)
    watched = [first + timedelta(days=place) for place in range((last - first).days)]
    mentions = {day: float(tallies[day].total) if day in tallies else 0.0 for day in watched}
    net = {
        day: tally.net_sentiment
        for day in watched
        if (tally := tallies.get(day)) and tally.net_sentiment is not None and tally.total >= LEAST
    }
    series: tuple[tuple[Literal["mentions", "net"], Mapping[date, float]], ...] = (
        ("mentions", mentions),
        ("net", net),
    )
    return tuple(_relation(to, lagged(cause, told), len(cause.keys() & told.keys())) for to, cause in series)


def _relation(to: Literal["mentions", "net"], found: Lagged | None, days: int) -> Relation:
    if found is None:
        return Relation(to=to, days=days, effective=float(days), lag=0, rho=0.0, chance=None)
    return Relation(
        to=to, days=found.days, effective=found.effective, lag=found.lag, rho=found.rho, chance=found.chance
    )


def _mean(values: Iterable[float | None]) -> float | None:
    told = [value for value in values if value is not None]
    return sum(told) / len(told) if told else None


def dates(period: Period, zone: tzinfo) -> list[date]:
    """The days of a time zone that the period touches."""
    first = period.start.astimezone(zone).date()
    last = (period.end - timedelta(microseconds=1)).astimezone(zone).date()
    return [first + timedelta(days=place) for place in range((last - first).days + 1)]


def people(store: Answers, inside: Filter, zone: tzinfo, most: int | None = None) -> list[Somebody]:
    """Everybody who wrote in the period, those who wrote most first. Days are those of ``zone``."""
    from mentionwatch.analysis.people import Appearance as Seen
    from mentionwatch.analysis.people import people as known

    seen = [
        Seen(author=str(one.author), time=one.time, sentiment=one.label, reach=one.reach, source=one.source,
             site=one.site)
        for one in store.written(inside)
    ]  # fmt: skip
    found = known(seen, zone, most)
    authors = store.authors([int(person.author) for person in found])
    return [Somebody(authors[int(person.author)], person) for person in found]


def roles(store: Answers, inside: Filter, loudest: Sequence[Loudest]) -> list[tuple[Role, ...]]:
    """The roles of each of those who wrote most. What all others reach tells who is an opinion leader."""
    from mentionwatch.analysis.people import loud, roles_of

    least = loud(store.reaches(inside))
    return [
        roles_of(one.tally, complained_on=one.complained_on, reach=one.reach, loud=least) for one in loudest
    ]


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
