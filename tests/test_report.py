"""The report: its parts add up, whatever the store holds, and it says honestly how complete it is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta, timezone, tzinfo
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mentionwatch.conversation import Thread
from mentionwatch.findings import By
from mentionwatch.model import (
    LABELS,
    STATUSES,
    UNSURE,
    Author,
    Cut,
    Engagement,
    Filter,
    Loudest,
    Match,
    Mention,
    Period,
    Post,
    Report,
    Row,
    Sentiment,
    SourceState,
    Story,
    Tally,
    Topic,
)
from mentionwatch.report import report
from mentionwatch.store import Batch, Enriched, Store
from mentionwatch.store.beside import Beside
from mentionwatch.store.writers import Shared, Written

NOW = datetime(2026, 11, 23, 6, tzinfo=UTC)
WEEK = Period(start=NOW - timedelta(days=7), end=NOW)
TOPICS = (
    Topic(name="Старлинк", query="Старлинк", group="internet providers"),
    Topic(name="Дом.ру", query="Дом.ру", group="internet providers", kind="competitor"),
    Topic(name="alone", query="alone"),
)


WORDS = ("кошка", "телефон", "облако", "молоко", "звезда", "дорога", "книга")


@dataclass
class Shelf:
    """A store in memory: the same questions, answered by going through a list."""

    mentions: Sequence[Mention] = ()
    sources: Sequence[SourceState] = ()
    scanned: datetime | None = NOW
    cut: Mapping[str, Cut] = field(default_factory=dict)
    spent: Mapping[str, tuple[datetime, datetime]] = field(default_factory=dict)

    def counts(self, asked: Filter, by: Sequence[By]) -> list[tuple[tuple[str | None, ...], Tally]]:
        found: dict[tuple[str | None, ...], list[Mention]] = {}
        for mention in self.matching(asked):
            found.setdefault(tuple(value_of(mention, name) for name in by), []).append(mention)
        return [(key, tally_of(mentions)) for key, mentions in found.items()]

    def days(self, asked: Filter, zone: tzinfo) -> dict[date, Tally]:
        found: dict[date, list[Mention]] = {}
        for mention in self.matching(asked):
            found.setdefault(time_of(mention).astimezone(zone).date(), []).append(mention)
        return {day: tally_of(mentions) for day, mentions in found.items()}

    def loudest(self, asked: Filter, limit: int, zone: tzinfo) -> list[Loudest]:
        found: dict[tuple[str, str], list[Mention]] = {}
        for mention in self.matching(asked):
            if mention.post.author and mention.post.author.name:
                found.setdefault((mention.post.source, mention.post.author.name), []).append(mention)
        loud = [
            Loudest(author=Author(name=name), source=source, tally=tally_of(mentions), reach=None)
            for (source, name), mentions in found.items()
        ]
        return sorted(loud, key=lambda one: -one.tally.total)[:limit]

    def engaging(self, asked: Filter, limit: int) -> list[Mention]:
        liked = [mention for mention in self.matching(asked) if mention.post.engagement.likes]
        return sorted(liked, key=lambda mention: -(mention.post.engagement.likes or 0))[:limit]

    def negatives(self, asked: Filter, limit: int) -> list[Mention]:
        wanted = not asked.sentiments or "negative" in asked.sentiments
        return self.newest(replace(asked, sentiments=("negative",)), limit) if wanted else []

    def newest(self, asked: Filter, limit: int) -> list[Mention]:
        return sorted(self.matching(asked), key=time_of, reverse=True)[:limit]

    def threads(self, asked: Filter) -> list[Thread]:
        return []

    def mention(self, id: int) -> Mention | None:  # noqa: A002
        return next((mention for mention in self.mentions if mention.id == id), None)

    def waiting_negatives(self, asked: Filter) -> int:
        return sum(
            mention.status in ("new", "open")
            for mention in self.matching(asked)
            if mention.sentiment and mention.sentiment.label == "negative"
        )

    def late(self, asked: Filter) -> int:
        assert asked.since
        assert asked.until
        return sum(
            asked.since <= mention.first_seen < asked.until and time_of(mention) < asked.since
            for mention in self.matching(replace(asked, since=None, until=None))
        )

    def doubtful(self, asked: Filter) -> int:
        return len(self.matching(replace(asked, doubtful=True)))

    def hourly(self, asked: Filter, start: datetime) -> list[tuple[str, int, int, int]]:
        found: dict[tuple[str, int], list[Mention]] = {}
        for mention in self.matching(asked):
            hour = (time_of(mention) - start) // timedelta(hours=1)
            found.setdefault((mention.topic, hour), []).append(mention)
        return [(*key, len(mentions), tally_of(mentions).negative) for key, mentions in sorted(found.items())]

    def hourly_of_stories(
        self, asked: Filter, start: datetime, least: int
    ) -> list[tuple[str, int, int, int, int]]:
        return []  # nothing was grouped

    def stories(
        self, asked: Filter, *, least: int = 2, limit: int = 20, before: Period | None = None
    ) -> list[Story]:
        return []  # nothing was grouped

    def beside(self, asked: Filter, limit: int) -> Beside:
        some = self.newest(asked, limit)
        topics = Counter(one.topic for one in some)
        pairs = Counter(
            (one.topic, other.topic)
            for one in some
            for other in self.mentions
            if one.post == other.post and one.topic != other.topic and not other.doubtful
        )
        return Beside(
            posts=len({one.post.id for one in some}),
            topics=dict(topics),
            pairs={pair: (count, 0) for pair, count in pairs.items()},
        )

    def voices(self, asked: Filter, limit: int) -> list[tuple[int, str, str | None]]:
        return [(mention.id, mention.post.whole, None) for mention in self.newest(asked, limit)]

    def written(self, asked: Filter) -> list[Written]:
        return [
            Written(self.people.index(who), time_of(one), one.sentiment.label if one.sentiment else None,
                    one.post.source, one.post.site, None)
            for one in self.matching(asked)
            if (who := one.post.author)
        ]  # fmt: skip

    def reaches(self, asked: Filter) -> list[int]:
        return []  # nobody told

    def authors(self, numbers: Sequence[int]) -> dict[int, Author]:
        return {number: self.people[number] for number in numbers}

    def shared(self, asked: Filter, limit: int) -> list[Shared]:
        return []

    @property
    def people(self) -> list[Author]:
        return list(dict.fromkeys(one.post.author for one in self.mentions if one.post.author))

    def states(self) -> dict[str, SourceState]:
        return {source.key: source for source in self.sources}

    def capped(self, period: Period) -> Mapping[str, tuple[datetime, datetime]]:
        return self.spent

    def cuts(self, period: Period) -> Mapping[str, Cut]:
        return self.cut

    def unsent(self) -> int:
        return 0

    def last_scan(self) -> datetime | None:
        return self.scanned

    def matching(self, asked: Filter) -> list[Mention]:
        return [mention for mention in self.mentions if is_meant(mention, asked)]


def time_of(mention: Mention) -> datetime:
    return mention.post.published or mention.first_seen


def value_of(mention: Mention, name: str) -> str | None:
    return {
        "topic": mention.topic,
        "source": mention.post.source,
        "site": mention.post.site,
        "language": mention.post.language,
    }[name]


def tally_of(mentions: Sequence[Mention]) -> Tally:
    felt = [mention.sentiment for mention in mentions if mention.sentiment]
    labels = Counter(one.label for one in felt)
    unsure = Counter(one.label for one in felt if one.confidence < UNSURE)
    return Tally(
        total=len(mentions),
        positive=labels["positive"],
        neutral=labels["neutral"],
        negative=labels["negative"],
        unsure=unsure.total(),
        unsure_balance=unsure["positive"] - unsure["negative"],
    )


def is_meant(mention: Mention, asked: Filter) -> bool:
    label = mention.sentiment.label if mention.sentiment else None
    return (
        (asked.since is None or asked.since <= time_of(mention))
        and (asked.until is None or time_of(mention) < asked.until)
        and (not asked.topics or mention.topic in asked.topics)
        and (not asked.sources or mention.post.source in asked.sources)
        and (not asked.sentiments or label in asked.sentiments)
        and (not asked.languages or mention.post.language in asked.languages)
        and (not asked.statuses or mention.status in asked.statuses)
        and (asked.doubtful is None or asked.doubtful == mention.doubtful)
    )


TIMES = st.datetimes(datetime(2026, 11, 5), datetime(2026, 11, 25), timezones=st.just(UTC))
POSTS = st.builds(
    Post,
    source=st.sampled_from(["vk", "rss", "telegram"]),
    id=st.uuids().map(str),
    text=st.just("text"),
    author=st.none() | st.builds(Author, name=st.sampled_from(["a", "b", None])),
    published=st.none() | TIMES,
    site=st.sampled_from([None, "vk.com", "example.org"]),
    language=st.sampled_from([None, "ru", "en"]),
)
MENTIONS = st.builds(
    Mention,
    id=st.integers(1, 10_000),
    post=POSTS,
    topic=st.sampled_from(["Старлинк", "Дом.ру", "alone", "no longer configured"]),
    spans=st.just(()),
    confidence=st.just(1.0),
    doubtful=st.booleans(),
    first_seen=TIMES,
    sentiment=st.none()
    | st.builds(Sentiment, label=st.sampled_from(LABELS), score=st.just(0.5), by=st.just("x/1")),
    status=st.sampled_from(STATUSES),
)
PERIODS = st.builds(
    lambda start, minutes: Period(start=start, end=start + timedelta(minutes=minutes)),
    TIMES,
    st.integers(1, 20_000),
)
FILTERS = st.builds(
    Filter,
    topics=st.sampled_from([(), ("Старлинк",), ("alone", "Дом.ру")]),
    sources=st.sampled_from([(), ("vk",)]),
    sentiments=st.sampled_from([(), ("negative",), ("positive", "neutral")]),
    languages=st.sampled_from([(), ("ru",)]),
    statuses=st.sampled_from([(), ("open",), ("answered", "ignored")]),
    doubtful=st.none() | st.booleans(),
)


ANY = Filter()
ZONES = st.sampled_from([UTC, timezone(timedelta(hours=3)), timezone(-timedelta(hours=3, minutes=30))])


def composed(shelf: Shelf, asked: Filter = ANY, period: Period = WEEK, zone: tzinfo = UTC) -> Report:
    return report(shelf, period=period, asked=asked, topics=TOPICS, now=NOW, zone=zone)


def added(tallies: list[Tally]) -> tuple[int, ...]:
    return tuple(
        sum(getattr(tally, name) for tally in tallies)
        for name in ("total", "positive", "neutral", "negative", "unknown")
    )


@settings(deadline=None)  # the first example loads the dictionaries
@given(st.lists(MENTIONS, max_size=40), PERIODS, FILTERS, ZONES)
def test_parts_add_up(mentions: list[Mention], period: Period, asked: Filter, zone: tzinfo) -> None:
    made = composed(Shelf(mentions), asked, period, zone)
    assert made.now.total == len(
        Shelf(mentions).matching(replace(asked, since=period.start, until=period.end))
    )
    for rows in (made.topics, made.sources, made.sites, made.languages, made.days):
        assert added([row.now for row in rows]) == added([made.now])
        assert added([row.before for row in rows]) == added([made.before])


@given(st.lists(MENTIONS, max_size=40), PERIODS, FILTERS)
def test_shares_of_a_group_are_a_whole(mentions: list[Mention], period: Period, asked: Filter) -> None:
    made = composed(Shelf(mentions), asked, period)
    shares = [share.share for share in made.shares if share.share is not None]
    assert not shares or sum(shares) == pytest.approx(1)
    assert {share.share is None for share in made.shares} <= {
        sum(share.mentions for share in made.shares) == 0
    }


@given(st.lists(MENTIONS, max_size=40), PERIODS, FILTERS)
def test_lists_hold_mentions_of_the_period_only(
    mentions: list[Mention], period: Period, asked: Filter
) -> None:
    made = composed(Shelf(mentions), asked, period)
    listed = (*made.engaging, *made.negatives, *made.positives, *made.newest)
    assert all(is_meant(mention, replace(asked, since=period.start, until=period.end)) for mention in listed)
    assert made.waiting <= made.now.negative


@given(PERIODS)
def test_days_have_no_gap(period: Period) -> None:
    days = [datetime.fromisoformat(row.name) for row in composed(Shelf(), period=period).days]
    assert all(later - earlier == timedelta(days=1) for earlier, later in pairwise(days))
    assert days[0].date() == period.start.date()
    assert days[-1].date() == (period.end - timedelta(microseconds=1)).date()


def mention(
    number: int = 1, *, topic: str = "Старлинк", label: str | None = "negative", days: float = 1.0
) -> Mention:
    return Mention(
        id=number,
        post=Post(source="vk", id=str(number), text="text", published=NOW - timedelta(days=days)),
        topic=topic,
        spans=(),
        confidence=1.0,
        doubtful=False,
        first_seen=NOW - timedelta(days=days),
        sentiment=Sentiment(label=label, score=0.0, by="x/1") if label else None,  # type: ignore[arg-type]
    )


def test_the_week_is_set_beside_the_week_before() -> None:
    made = composed(
        Shelf([mention(1), mention(2, days=8), mention(3, days=9, label="positive"), mention(4, days=15)])
    )
    assert (made.now.total, made.before.total) == (1, 2)
    assert made.now.net_sentiment == -1
    assert made.before.net_sentiment == 0


def test_every_topic_asked_for_has_a_line() -> None:
    made = composed(Shelf([mention()]), Filter(topics=("Дом.ру", "Старлинк")))
    assert [row.name for row in made.topics] == ["Старлинк", "Дом.ру"]
    assert made.topics[1].now == Tally()


def test_largest_first() -> None:
    made = composed(Shelf([mention(1, topic="alone"), mention(2, topic="alone"), mention(3)]))
    assert [row.name for row in made.topics] == ["alone", "Старлинк", "Дом.ру"]


def test_a_share_is_of_the_whole_group_even_when_one_topic_is_asked_for() -> None:
    shelf = Shelf(
        [mention(1), mention(2, topic="Дом.ру"), mention(3, topic="Дом.ру"), mention(4, topic="alone")]
    )
    made = composed(shelf, Filter(topics=("Старлинк",)))
    assert [(share.topic, share.mentions) for share in made.shares] == [("Дом.ру", 2), ("Старлинк", 1)]
    assert made.shares[1].share == pytest.approx(1 / 3)
    assert made.shares[1].share_before is None
    assert made.now.total == 1


def test_waiting_are_negatives_that_nobody_dealt_with() -> None:
    mentions = [
        mention(1),
        replace(mention(2), status="open"),
        replace(mention(3), status="answered"),
        mention(4, label="positive"),
        mention(5, label=None),
    ]
    assert composed(Shelf(mentions)).waiting == 2
    assert composed(Shelf(mentions), Filter(statuses=("answered",))).waiting == 0
    assert composed(Shelf(mentions), Filter(sentiments=("positive",))).waiting == 0


def test_kind_words_are_positive() -> None:
    mentions = [mention(1), mention(2, label="positive")]
    assert [kind.id for kind in composed(Shelf(mentions)).positives] == [2]
    assert composed(Shelf(mentions), Filter(sentiments=("negative",))).positives == ()


def test_kind_words_that_nobody_reacted_to_follow_those_that_somebody_did() -> None:
    liked = mention(1, label="positive", days=3)
    liked = replace(liked, post=replace(liked.post, engagement=Engagement(likes=1)))
    mentions = [mention(2, label="positive", days=2), liked, mention(3, label="positive")]
    assert [kind.id for kind in composed(Shelf(mentions)).positives] == [1, 3, 2]


def test_nothing_at_all_is_a_report_too() -> None:
    made = report(Shelf(), period=WEEK, asked=Filter(), topics=(), now=NOW)
    assert made.now == made.before == Tally()
    assert not made.topics
    assert not made.shares
    assert len(made.days) == 8


def state(key: str, **told: object) -> SourceState:
    return replace(SourceState(key=key, source="rss", last_ok=NOW, last_asked=NOW), **told)  # type: ignore[arg-type]


def test_coverage_tells_each_trouble_once() -> None:
    sources = [
        state("fine", newest=NOW),
        state("failing", failures=3, failing_since=NOW - timedelta(days=2), newest=NOW - timedelta(days=90)),
        state("failing longer", failures=9, failing_since=NOW - timedelta(days=5)),
        state("never", last_ok=None, failures=1),
        state("not asked yet", last_ok=None, last_asked=None),
        state("silent", newest=NOW - timedelta(days=15)),
        state("quiet", newest=NOW - timedelta(days=13)),
        state("taken out", failures=9, active=False),
    ]
    told = composed(Shelf(sources=sources)).coverage
    assert told.sources == 7
    assert [one.key for one in told.failing] == ["failing longer", "failing"]
    assert [one.key for one in told.never_answered] == ["never", "not asked yet"]
    assert [one.key for one in told.silent] == ["silent"]
    assert told.last_scan == NOW


def test_coverage_of_one_source_is_its_own() -> None:
    sources = [state("a", failures=1), replace(state("b", failures=1), source="vk")]
    assert [
        one.key for one in composed(Shelf(sources=sources), Filter(sources=("vk",))).coverage.failing
    ] == ["b"]


def test_coverage_tells_whose_budget_was_spent() -> None:
    spent = {key: (NOW - timedelta(days=days), NOW) for days, key in enumerate(("a", "b", "vk", "taken out"))}
    sources = [state("a"), state("b"), state("c"), replace(state("vk"), source="vk")]
    shelf = Shelf(sources=[*sources, state("taken out", active=False)], spent=spent)
    assert [one.state.key for one in composed(shelf).coverage.capped] == ["vk", "b", "a"]
    (alone,) = composed(shelf, Filter(sources=("vk",))).coverage.capped
    assert (alone.since, alone.until) == spent["vk"]


def test_coverage_tells_of_which_sources_posts_are_missing() -> None:
    cut = {
        key: Cut(since=NOW - timedelta(days=days), until=NOW, read=500)
        for days, key in enumerate(("a", "vk", "taken out"))
    }
    sources = [state("a"), state("c"), replace(state("vk"), source="vk"), state("taken out", active=False)]
    told = composed(Shelf(sources=sources, cut=cut)).coverage.cut
    assert [(one.key, one.cut) for one in told] == [("vk", cut["vk"]), ("a", cut["a"])]


def test_late_and_doubtful_are_told_apart() -> None:
    late = replace(mention(1, days=10), first_seen=NOW - timedelta(days=1))
    doubtful = replace(mention(2), doubtful=True)
    made = composed(Shelf([late, doubtful]))
    assert (made.coverage.late, made.coverage.doubtful) == (1, 1)
    assert made.now.total == 0


def test_a_report_is_the_same_twice() -> None:
    shelf = Shelf([mention(number, days=number / 3) for number in range(1, 40)])
    assert composed(shelf) == composed(shelf)


def test_rows_are_rows() -> None:
    assert composed(Shelf([mention(1)])).sites == (Row(name="", now=tally_of([mention(1)]), before=Tally()),)


def filled(folder: Path) -> Store:
    """A real database with three weeks of posts, some of them doubtful, late or without a time."""
    store = Store.open(folder / "mentions.db", now=NOW)
    for number in range(60):
        published = NOW - timedelta(hours=8 * number) if number % 10 else None
        post = Post(
            source=("vk", "rss", "telegram")[number % 3],
            id=str(number),
            text=f"{WORDS[number % 7]} {WORDS[number % 5]} {number * 7919} {WORDS[number % 3]}",
            url=f"https://example.org/{number}",
            published=published,
            site=(None, "vk.com")[number % 2],
            language=(None, "ru", "en")[number % 3],
            author=Author(name=f"author {number % 4}", id=str(number % 4)),
            engagement=Engagement(likes=number % 6 or None),
        )
        match = Match(topic=TOPICS[number % 3].name, spans=(), confidence=0.9, doubtful=number % 11 == 0)
        seen = NOW - timedelta(hours=4 * number)
        batch = Batch(key="rss:x", source=post.source, asked=seen, found=[(post, (match,))], posts=1)
        for fresh in store.keep([batch], seen):
            felt = Sentiment(label=LABELS[number % 3], score=0.1, by="x/1") if number % 4 else None
            store.enrich([Enriched(id=fresh.id, sentiment=felt, intent=None, language=None)])
    return store


@pytest.mark.parametrize(
    "asked",
    [ANY, Filter(topics=("alone",)), Filter(sources=("vk",), doubtful=True), Filter(doubtful=None)],
)
def test_the_real_store_and_the_double_tell_the_same(tmp_path: Path, asked: Filter) -> None:
    with filled(tmp_path) as store:
        everything = list(store.mentions(Filter(doubtful=None)))
        assert len(everything) == 60
        told, expected = (
            report(shelf, period=WEEK, asked=asked, topics=TOPICS, now=NOW)
            for shelf in (store, Shelf(everything))
        )
    for name in (
        "now",
        "before",
        "topics",
        "shares",
        "sources",
        "sites",
        "languages",
        "days",
        "waiting",
        "spikes",
    ):
        assert getattr(told, name) == getattr(expected, name)
    assert [m.id for m in told.newest] == [m.id for m in expected.newest]
    assert {m.id for m in told.positives} == {m.id for m in expected.positives}
    assert (told.coverage.late, told.coverage.doubtful) == (
        expected.coverage.late,
        expected.coverage.doubtful,
    )
    assert told.authors or asked.doubtful
