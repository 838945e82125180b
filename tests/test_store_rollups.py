"""Figures of long periods come from tables of counts: at any moment they are what counting the mentions finds."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta, tzinfo
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from mentionwatch.analysis.placing import place
from mentionwatch.model import (
    LABELS,
    STATUSES,
    UNSURE,
    Author,
    Engagement,
    Filter,
    Match,
    Post,
    Sentiment,
    Tally,
)
from mentionwatch.store import Batch, By, Enriched, Store, figures, rollups, stories
from mentionwatch.store.rematch import Changes
from mentionwatch.store.where import LABEL
from store_samples import DAY, NOW, all_of, batch, match, post, scratch

HOUR = timedelta(hours=1)
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
TOPICS = ("Acme", "Rival")
BREAKDOWNS: tuple[By, ...] = ("topic", "source", "site", "language", "sentiment")
# Days that begin with an hour of UTC, at half past or a quarter to one, and with clocks that are set meanwhile.
ZONES = (
    UTC,
    *map(ZoneInfo, ("Europe/Moscow", "Asia/Kolkata", "Asia/Kathmandu", "America/St_Johns", "Europe/Berlin")),
)

# Where hours, days and four weeks begin and end, and anywhere else: 22 November 2026 is the 26425th such day.
EDGES = st.sampled_from([NOW, datetime(2026, 11, 20, tzinfo=UTC), datetime(2026, 10, 24, tzinfo=UTC)])
STEPS = st.sampled_from(
    [timedelta(), timedelta(seconds=1), -timedelta(seconds=1), timedelta(minutes=30), HOUR, DAY]
)
MOMENTS = st.builds(lambda edge, step, times: edge + times * step, EDGES, STEPS, st.integers(-40, 40))


@dataclass(frozen=True, kw_only=True)
class Row:
    """What counts of a mention, as it stands in the tables."""

    time: datetime
    topic: str
    source: str
    site: str | None
    language: str | None
    author: int | None
    story: int | None
    label: str | None
    certainty: float | None
    doubtful: int
    status: str
    reactions: int

    def value(self, by: By) -> str | None:
        return self.label if by == "sentiment" else getattr(self, by)


_ROWS = """
SELECT m.at, t.name, s.name, h.name, l.name, m.author, m.story, m.label, m.certainty, m.doubtful, m.status,
    coalesce(p.likes, 0) + coalesce(p.comments, 0) + coalesce(p.shares, 0)
FROM mentions m JOIN posts p ON p.id = m.post JOIN names t ON t.id = m.topic JOIN names s ON s.id = m.source
    LEFT JOIN names h ON h.id = m.site LEFT JOIN names l ON l.id = m.language"""


def rows(store: Store) -> list[Row]:
    return [
        Row(time=EPOCH + timedelta(seconds=at), topic=topic, source=source, site=site, language=language,
            author=author, story=story, label=None if label is None else LABEL[label], certainty=certainty,
            doubtful=doubtful, status=status, reactions=reactions)
        for at, topic, source, site, language, author, story, label, certainty, doubtful, status, reactions
        in store._db.execute(_ROWS)
    ]  # fmt: skip


def passing(found: Iterable[Row], asked: Filter) -> list[Row]:
    return [
        row
        for row in found
        if (asked.since is None or row.time >= asked.since)
        and (asked.until is None or row.time < asked.until)
        and (not asked.topics or row.topic in asked.topics)
        and (not asked.sources or row.source in asked.sources)
        and (not asked.languages or row.language in asked.languages)
        and (not asked.sentiments or row.label in asked.sentiments)
        and (not asked.statuses or row.status in asked.statuses)
        and (row.doubtful < 2 if asked.doubtful is None else row.doubtful == asked.doubtful)
    ]


def tally(found: Sequence[Row]) -> Tally:
    unsure = [row for row in found if row.certainty is not None and row.certainty < UNSURE]
    by = Counter(row.label for row in found)
    of_unsure = Counter(row.label for row in unsure)
    return Tally(
        total=len(found), positive=by["positive"], neutral=by["neutral"], negative=by["negative"],
        unsure=len(unsure), unsure_balance=of_unsure["positive"] - of_unsure["negative"],
    )  # fmt: skip


def filters(times: st.SearchStrategy[datetime] = MOMENTS) -> st.SearchStrategy[Filter]:
    def few(values: Iterable[str]) -> st.SearchStrategy[list[Any]]:
        return st.just([]) | st.lists(st.sampled_from(list(values)), max_size=2, unique=True)

    return st.builds(
        Filter,
        since=st.none() | times,
        until=st.none() | times,
        topics=few(TOPICS),
        sources=few(["rss", "vk", "never seen"]),
        languages=few(["en", "ru"]),
        sentiments=few(LABELS),
        statuses=few(STATUSES),
        doubtful=st.sampled_from([False, False, True, None]),
    )


@st.composite
def arrivals(draw: st.DrawFn) -> Batch:
    """One of a few posts: under one of several identifiers and addresses, so that it is seen again, edited, united."""
    number = draw(st.integers(0, 5))
    direct = f"https://news.example/{number}"
    one = post(
        id=draw(st.sampled_from([f"guid{number}", f"other{number}"])),
        source=draw(st.sampled_from(["rss", "vk"])),
        url=draw(st.sampled_from([direct, f"https://news.google.com/rss/articles/CBM{number}", None])),
        title=f"Acme raises its prices for tariff {number}",
        text=f"Acme let customer {number} down {'again ' * draw(st.integers(1, 3))}and nobody answers.",
        published=draw(st.none() | MOMENTS),
        site=draw(st.sampled_from(["a.example", "b.example", None])),
        language=draw(st.sampled_from(["en", "ru", None])),
        author=draw(
            st.none() | st.sampled_from(["ann", "bob"]).map(lambda name: Author(name=name, handle=name))
        ),
        engagement=Engagement(likes=draw(st.sampled_from([None, 0, 3, 49, 50, 60, 70]))),
    )
    found = [
        (one, tuple(replace(match(one.whole, topic), doubtful=draw(st.booleans()))
                    for topic in draw(st.lists(st.sampled_from(TOPICS), min_size=1, unique=True))))
    ]  # fmt: skip
    return replace(batch(one, key=draw(st.sampled_from(["one", "two"]))), found=found)


SENTIMENTS = st.builds(
    Sentiment,
    label=st.sampled_from(LABELS),
    score=st.just(0.5),
    by=st.just("embedded/1"),
    confidence=st.sampled_from([0.2, UNSURE, 0.9]),
)
CHANGES: st.SearchStrategy[dict[Any, str | None]] = st.one_of(
    st.sampled_from(STATUSES).map(lambda value: {"status": value}),
    st.builds(
        lambda label, value: {"sentiment": label, "status": value},
        st.sampled_from(LABELS),
        st.sampled_from(STATUSES),
    ),
    st.sampled_from(["mention", "not-a-mention"]).map(lambda value: {"verdict": value}),
)


class Counting(RuleBasedStateMachine):
    """Everything that adds, changes or removes mentions, and after each the tables beside the mentions."""

    def __init__(self) -> None:
        super().__init__()
        self.stack = ExitStack()

    @initialize(some=st.lists(arrivals(), min_size=1, max_size=4))
    def start(self, some: list[Batch]) -> None:
        self.store = self.stack.enter_context(scratch())
        self.store.keep(some, NOW)

    def teardown(self) -> None:
        self.stack.close()

    def numbers(self) -> list[int]:
        return [mention.id for mention in all_of(self.store)]

    @rule(some=st.lists(arrivals(), min_size=1, max_size=4), hours=st.integers(-1, 50))
    def keep(self, some: list[Batch], hours: int) -> None:
        self.store.keep(some, NOW + hours * HOUR)

    @rule(some=st.lists(arrivals(), min_size=1, max_size=3), feeling=SENTIMENTS)
    def merge(self, some: list[Batch], feeling: Sentiment) -> None:
        with scratch() as other:
            other.keep(some, NOW)
            other.enrich([Enriched(id=mention.id, sentiment=feeling) for mention in other.unread(2)])
            self.store.merge(other.path)

    @rule(
        feeling=SENTIMENTS,
        language=st.none() | st.sampled_from(["en", "ru"]),
        again=st.booleans(),
        data=st.data(),
    )
    def enrich(self, feeling: Sentiment, language: str | None, again: bool, data: st.DataObject) -> None:
        chosen = data.draw(st.sets(st.sampled_from(self.numbers() or [0])))
        told = [Enriched(id=number, sentiment=feeling, language=language) for number in chosen]
        self.store.enrich(told, replace=again)

    @rule(change=CHANGES, undone=st.booleans(), data=st.data())
    def triage(self, change: dict[Any, str | None], undone: bool, data: st.DataObject) -> None:
        if ids := self.numbers():
            chosen = [data.draw(st.sampled_from(ids))]
            self.store.triage(chosen, change, who="ann", now=NOW)
            if undone:
                self.store.undo(chosen, who="bob", now=NOW)

    @rule(rehearsal=st.booleans(), data=st.data())
    def rematch(self, rehearsal: bool, data: st.DataObject) -> None:
        held = [one for page in self.store.held(self.store.last_post()) for one in page]
        if not held:
            return
        one = data.draw(st.sampled_from(held))
        new = [topic for topic in TOPICS if topic not in one.ties]
        old = data.draw(st.sampled_from(sorted(one.ties)))
        changed = replace(match(one.post.whole, old), doubtful=data.draw(st.booleans()))
        gone = [one.ties[old].mention.id] if data.draw(st.booleans()) else []
        changes = Changes(
            add=[(one.number, Match(topic=topic, spans=(), confidence=0.5)) for topic in new],
            change=[(one.ties[old].mention.id, changed)],
            remove=gone,
        )
        self.store.rematch(changes, rehearsal=rehearsal)
        self.store.tidy()

    @rule(before=MOMENTS)
    def prune(self, before: datetime) -> None:
        self.store.prune(before)

    @rule(name=st.sampled_from(["ann", "bob"]))
    def forget(self, name: str) -> None:
        self.store.forget(self.store.called(name), name)

    @rule()
    def group(self) -> None:
        with self.store.grouping(100) as shelf:
            place(shelf.fresh, shelf)

    @rule(now=MOMENTS)
    def set_back(self, now: datetime) -> None:
        self.store.set_back(now)

    @rule(asked=filters(), by=st.lists(st.sampled_from(BREAKDOWNS), max_size=2, unique=True))
    def count(self, asked: Filter, by: list[By]) -> None:
        found = passing(rows(self.store), asked)
        expected: dict[tuple[str | None, ...], list[Row]] = {} if by else {(): []}
        for row in found:
            expected.setdefault(tuple(row.value(name) for name in by), []).append(row)
        assert dict(self.store.counts(asked, by)) == {key: tally(some) for key, some in expected.items()}

    @rule(asked=filters(), zone=st.sampled_from(ZONES))
    def count_days(self, asked: Filter, zone: tzinfo) -> None:
        expected: dict[date, list[Row]] = {}
        for row in passing(rows(self.store), asked):
            expected.setdefault(row.time.astimezone(zone).date(), []).append(row)
        assert self.store.days(asked, zone) == {day: tally(some) for day, some in expected.items()}

    @rule(asked=filters())
    def tell_the_rest(self, asked: Filter) -> None:
        everything = rows(self.store)
        found = passing(everything, asked)
        waiting = [row for row in found if row.label == "negative" and row.status in ("new", "open")]
        assert self.store.waiting_negatives(asked) == len(waiting)
        assert self.store.doubtful(asked) == len(passing(everything, replace(asked, doubtful=True)))
        hours = Counter((row.topic, (row.time - NOW) // HOUR) for row in found)
        bad = Counter((row.topic, (row.time - NOW) // HOUR) for row in found if row.label == "negative")
        assert sorted(self.store.hourly(asked, NOW)) == sorted(
            (*key, many, bad[key]) for key, many in hours.items()
        )

    @rule(asked=filters(), limit=st.integers(1, 3), zone=st.sampled_from(ZONES))
    def tell_who_and_what(self, asked: Filter, limit: int, zone: tzinfo) -> None:
        found = passing(rows(self.store), asked)
        of_author: dict[int, list[Row]] = {}
        of_story: dict[int, list[Row]] = {}
        for row in found:
            if row.author is not None:
                of_author.setdefault(row.author, []).append(row)
            if row.story is not None:
                of_story.setdefault(row.story, []).append(row)
        told = self.store.loudest(asked, limit, zone)
        assert [one.tally.total for one in told] == sorted(map(len, of_author.values()), reverse=True)[:limit]
        names = {number: author.name for number, author in self.store.authors(list(of_author)).items()}
        for one in told:
            some = [rows for number, rows in of_author.items() if names[number] == one.author.name]
            days = [
                len({row.time.astimezone(zone).date() for row in rows if row.label == "negative"})
                for rows in some
            ]
            assert (one.tally, one.complained_on) in list(zip(map(tally, some), days, strict=True))
        stories = self.store.stories(asked, least=1, limit=limit)
        assert [story.tally.total for story in stories] == sorted(map(len, of_story.values()), reverse=True)[
            :limit
        ]
        assert all(
            story.tally == replace(tally(of_story[story.id]), unsure=0, unsure_balance=0) for story in stories
        )
        by_hour = Counter(
            (row.topic, row.story, (row.time - EPOCH) // HOUR) for row in found if row.story is not None
        )
        loud = Counter((row.topic, row.story) for row in found)
        assert {row[:3]: row[3] for row in self.store.hourly_of_stories(asked, EPOCH, limit)} == {
            key: many for key, many in by_hour.items() if loud[key[:2]] >= limit
        }
        liked = sorted((row.reactions for row in found if row.reactions), reverse=True)[:limit]
        assert [_reactions(one.post) for one in self.store.engaging(asked, limit)] == liked

    @invariant()
    def agrees(self) -> None:
        if hasattr(self, "store"):
            assert rollups.unlike(self.store._db) == 0


def _reactions(one: Post) -> int:
    told = one.engagement
    return sum(number or 0 for number in (told.likes, told.comments, told.shares))


TestCounting = Counting.TestCase
TestCounting.settings = settings(max_examples=30, stateful_step_count=30, deadline=None)


def filled(store: Store) -> None:
    """Two mentions a day over a hundred days, by three authors, in pairs of equal reactions."""
    some = [
        post(
            id=str(number), url=f"https://news.example/{number}", title=f"Acme, day {number}", text=f"Acme {number}",
            published=NOW - number * DAY / 2, author=Author(name=f"writer {number % 3}", followers=number % 3),
            engagement=Engagement(likes=number // 2 * 2),
        )
        for number in range(200)
    ]  # fmt: skip
    store.keep([batch(*some)], NOW)


@pytest.mark.parametrize("looked_at", [1, 3, 40, 5000])
@pytest.mark.parametrize("days", [1, 30, 99])
def test_the_most_engaging_are_found_however_few_are_looked_at(
    monkeypatch: pytest.MonkeyPatch, looked_at: int, days: int
) -> None:
    monkeypatch.setattr(figures, "_LOOKED_AT", looked_at)
    with scratch() as store:
        filled(store)
        asked = Filter(since=NOW - days * DAY)
        liked = sorted((row.reactions for row in passing(rows(store), asked) if row.reactions), reverse=True)
        for limit in (1, 5, 300):
            assert [_reactions(one.post) for one in store.engaging(asked, limit)] == liked[:limit]


def test_long_periods_are_not_counted_from_the_mentions() -> None:
    with scratch() as store:
        filled(store)
        asked: list[str] = []
        store._db.set_trace_callback(asked.append)
        store.days(Filter(topics=["Acme"]), UTC)
        store.counts(Filter(), ["site"])
        store.hourly(Filter(), NOW)
        store.waiting_negatives(Filter(sources=["rss"]))
        store._db.set_trace_callback(None)
        assert not [question for question in asked if "FROM mentions" in question]


def test_wide_periods_are_gone_through_by_author_and_story() -> None:
    with scratch() as store:
        filled(store)
        asked: list[str] = []
        store._db.set_trace_callback(asked.append)
        store.loudest(Filter(since=NOW - 60 * DAY), 3, UTC)
        store.stories(Filter(since=NOW - 60 * DAY), limit=3)
        store.loudest(Filter(since=NOW - 6 * DAY), 3, UTC)
        store._db.set_trace_callback(None)
        indexed = [
            question.split("INDEXED BY ")[1].split()[0] for question in asked if "INDEXED BY" in question
        ]
        wide, narrow = ["mentions_author"] * 3, ["mentions_author"] * 2
        assert indexed == [*wide, "mentions_story", *narrow]


@pytest.mark.parametrize("tried", [1, 2, 500])
@pytest.mark.parametrize("days", [40, 60, 99])
def test_the_largest_stories_are_found_however_few_are_tried(
    monkeypatch: pytest.MonkeyPatch, tried: int, days: int
) -> None:
    monkeypatch.setattr(stories, "_TRIED", tried)
    with scratch() as store:
        filled(store)
        store._db.execute(
            "UPDATE mentions SET story = CASE WHEN id <= 120 THEN id / 9 ELSE 100 + id / 20 END"
        )
        store._db.execute("INSERT OR IGNORE INTO stories(id, lead) SELECT story, id FROM mentions")
        asked = Filter(since=NOW - days * DAY)
        sizes = Counter(row.story for row in passing(rows(store), asked))
        for limit, least in ((1, 2), (3, 2), (50, 2), (50, 9)):
            found = store.stories(asked, least=least, limit=limit)
            expected = sorted((size for size in sizes.values() if size >= least), reverse=True)[:limit]
            assert [story.tally.total for story in found] == expected
            assert all(sizes[story.id] == story.tally.total for story in found)


@given(
    zone=st.sampled_from([*ZONES, ZoneInfo("Pacific/Apia"), ZoneInfo("Africa/Monrovia")]),
    time=st.datetimes(datetime(1900, 1, 1), datetime(2199, 12, 31), timezones=st.just(UTC))
    | MOMENTS
    | st.datetimes(
        datetime(2011, 12, 28), datetime(2012, 1, 2), timezones=st.just(UTC)
    ),  # Apia left out a day
)
def test_the_day_of_a_quarter_of_an_hour_is_what_the_zone_says(zone: tzinfo, time: datetime) -> None:
    quarter = (int((time - EPOCH).total_seconds()) + rollups.EPOCH) // rollups.QUARTER
    begins = rollups.moment(quarter * rollups.QUARTER).astimezone(zone)
    assert figures._clock(zone)(quarter) == begins.toordinal() - 1
