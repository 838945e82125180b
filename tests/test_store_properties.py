"""Properties of keeping: twice is once, order does not matter, and the store agrees with a dictionary."""

from __future__ import annotations

import json
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from mentionwatch.model import Author, Engagement, Filter, Match, Post, PostKind, Sentiment, Span
from mentionwatch.store import Batch, Enriched, Store
from mentionwatch.store.arrivals import moved
from mentionwatch.store.lines import line
from store_samples import ANY, DAY, NOW, all_of, batch, dump, match, post, scratch

QUICK = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])

TITLES = [
    "Acme raises its prices for all tariffs",
    "Acme: курс акций на сегодня, обзор",
    "What Acme told its shareholders yesterday",
]


@dataclass(frozen=True)
class World:
    """Posts as they are, and the ways in which each reaches us: the first of these always does."""

    ways: tuple[tuple[Batch, ...], ...]

    def truth(self) -> set[frozenset[tuple[str, str]]]:
        return {frozenset((one.source, one.id) for way in ways for one, _ in way.found) for ways in self.ways}


def way(number: int, kind: str, headline: str) -> Batch:
    """One way in which post ``number`` reaches us."""
    url = f"https://news.example/2026/{number}"
    title, guid = headline, f"https://news.example/?p={number}"
    text = f"Acme {number}: " + " ".join(f"word{number}{n}" for n in range(12))
    day = NOW - number * DAY
    told: dict[str, Any] = {"id": guid, "url": url, "title": title, "text": text, "published": day}
    changes: dict[str, dict[str, Any]] = {
        "itself": {},
        "tracked": {"url": f"{url}?utm_medium=feed&yclid={number}"},
        "other guid": {"id": f"guid-{number}", "url": url.replace("https://", "http://www.")},
        "edited": {"title": f"{headline} ({number})", "text": f"{text} Updated."},
        "summary": {"id": f"short-{number}", "text": text[:40] + "…"},
        "undated": {"id": f"undated-{number}", "published": None},
        "google": {
            "id": f"CBM{number}", "url": f"https://news.google.com/rss/articles/CBM{number}",
            "title": f"{headline} - The News", "text": f"{headline} The News",
        },
    }  # fmt: skip
    return batch(post(**told | changes[kind]), key=kind)


@st.composite
def worlds(draw: st.DrawFn) -> World:
    """Up to four posts. Headlines may recur on other days, but then no aggregator tells them."""
    headlines = draw(st.lists(st.sampled_from(TITLES), min_size=1, max_size=4))
    kinds = ["tracked", "other guid", "edited", "summary", "undated"]
    ways = []
    for number, headline in enumerate(headlines):
        possible = kinds if headlines.count(headline) > 1 else [*kinds, "google"]
        more = draw(st.lists(st.sampled_from(possible), unique=True, max_size=4))
        ways.append(tuple(way(number, kind, headline) for kind in ["itself", *more]))
    return World(tuple(ways))


def partition(store: Store) -> set[frozenset[tuple[str, str]]]:
    return {
        frozenset((place.source, place.id) for place in store.places(mention.id)) for mention in all_of(store)
    }


@QUICK
@given(worlds(), st.randoms(use_true_random=False), st.booleans())
def test_the_order_of_batches_does_not_matter(world: World, random: Any, together: bool) -> None:
    batches = [one for ways in world.ways for one in ways]
    random.shuffle(batches)
    with scratch() as store:
        for group in [batches] if together else [[one] for one in batches]:
            fresh = store.keep(group, NOW)
            assert fresh == [store.mention(mention.id) for mention in fresh]
        assert partition(store) == world.truth()
        assert store.keep(batches, NOW) == []
        assert partition(store) == world.truth()
        assert store.check() == []


def _far(time: datetime) -> datetime:
    """The first and the last moment there is, where the clocks are not those of UTC."""
    return time.replace(tzinfo=timezone(timedelta(hours=5 if time == datetime.min else -5)))


texts = st.text(st.characters(codec=None), max_size=60)
few = st.sampled_from(
    ["a", "b", "https://x.example/1", "https://x.example/", "https://y.example/2?utm_source=z"]
)
zones = st.just(UTC) | st.integers(-23, 23).map(lambda hours: timezone(timedelta(hours=hours)))
times = st.none() | st.datetimes(timezones=zones) | st.sampled_from([datetime.min, datetime.max]).map(_far)
numbers = st.none() | st.integers(-(2**70), 2**70)


@st.composite
def posts(draw: st.DrawFn) -> Post:
    """Anything at all that a source may hand over."""
    return Post(
        source=draw(st.sampled_from(["rss", "vk"])),
        id=draw(few),
        text=draw(texts),
        url=draw(st.none() | few | texts),
        title=draw(st.none() | texts),
        author=draw(st.none() | st.builds(Author, name=texts, handle=st.none() | texts, followers=numbers)),
        published=draw(times),
        kind=draw(st.sampled_from(list[PostKind](["article", "comment", "review"]))),
        site=draw(st.none() | st.sampled_from(["x.example", "y.example", ""])),
        language=draw(st.none() | st.sampled_from(["en", "ru"])),
        thread=draw(st.none() | few),
        rating=draw(st.none() | st.floats()),
        engagement=draw(st.builds(Engagement, likes=numbers, views=numbers)),
    )


@st.composite
def batches(draw: st.DrawFn) -> Batch:
    found = []
    for one in draw(st.lists(posts(), min_size=1, max_size=5)):
        topics = draw(st.lists(st.sampled_from(["Acme", "Rival"]), unique=True, min_size=1))
        end = draw(st.integers(0, len(one.whole)))
        span = Span(start=0, end=end, text=one.whole[:end], term=draw(texts))
        found.append(
            (one, tuple(Match(topic=t, spans=(span,), confidence=draw(st.floats(0, 1))) for t in topics))
        )
    return Batch(key=draw(st.sampled_from(["k1", "k2"])), source="rss", asked=NOW, found=found)


@QUICK
@given(st.lists(batches(), min_size=1, max_size=4))
def test_whatever_comes_keeping_twice_is_keeping_once(some: Sequence[Batch]) -> None:
    with scratch() as store:
        fresh = store.keep(some, NOW)
        assert fresh == [store.mention(mention.id) for mention in fresh]
        assert store.keep(some, NOW) == []
        once = len(all_of(store))
        assert store.keep(some, NOW + DAY) == []
        assert len(all_of(store)) == once
        assert store.check() == []


@QUICK
@given(batches())
def test_lines_are_what_python_would_write(one: Batch) -> None:
    with scratch() as store:
        fresh = store.keep([one], NOW)
        feeling = Sentiment(label="positive", score=1 / 3, by="embedded/1", confidence=0.5)
        store.enrich([Enriched(id=fresh[0].id, sentiment=feeling, intent="praise", language="ru")])
        made = list(store.mentions_json(ANY))
        assert made == [line(mention) for mention in store.mentions(ANY)]
        assert all("\n" not in text and json.loads(text) for text in made)


@given(st.text("Acme x", max_size=20), st.text("Acme x", max_size=20))
def test_moved_places_hold_the_same_words(whole: str, to: str) -> None:
    spans = match(whole).spans
    found = moved(spans, whole, to)
    assert all(to[span.start : span.end] == span.text for span in found)
    assert bool(found) == ("Acme" in to and bool(spans))


class Keeping(RuleBasedStateMachine):
    """Keep, edit, enrich, prune and reopen, against a dictionary from the number of a post to what it says."""

    def __init__(self) -> None:
        super().__init__()
        self.stack = ExitStack()
        self.model: dict[int, str] = {}
        self.said: dict[int, set[str]] = {}
        self.read: set[int] = set()
        self.pruned: set[int] = set()

    @initialize()
    def start(self) -> None:
        self.store = self.stack.enter_context(scratch())

    def teardown(self) -> None:
        self.stack.close()

    def told(self, number: int, text: str, guid: str = "", feed: str = "feed") -> Batch:
        """A post that is as many hours old as its number."""
        return batch(
            post(
                id=guid or str(number), url=f"https://news.example/{number}", title=None, text=f"Acme {number} {text}",
                published=NOW - timedelta(hours=number),
            ),
            key=feed,
        )  # fmt: skip

    @rule(number=st.integers(0, 6), version=st.integers(0, 3))
    def keep(self, number: int, version: int) -> None:
        text = f"Acme {number} version{version}"
        fresh = self.store.keep([self.told(number, f"version{version}")], NOW)
        assert len(fresh) == (number not in self.model and number not in self.pruned)
        if number in self.pruned or text in self.said.setdefault(number, set()):
            return
        self.said[number].add(text)
        self.model[number] = text
        self.read.discard(number)

    @rule(number=st.integers(0, 6))
    def see_elsewhere(self, number: int) -> None:
        """Another feed with another guid shows the current version."""
        if number in self.model:
            text = self.model[number].removeprefix(f"Acme {number} ")
            assert self.store.keep([self.told(number, text, guid=f"guid{number}", feed="other")], NOW) == []

    @rule()
    def enrich(self) -> None:
        unread = self.store.unread(100)
        assert {self.number(mention.post.text) for mention in unread} == set(self.model) - self.read
        neutral = Sentiment(label="neutral", score=0, by="embedded/1")
        self.store.enrich([Enriched(id=mention.id, sentiment=neutral) for mention in unread])
        self.read = set(self.model)

    @rule(hours=st.integers(0, 6))
    def prune(self, hours: int) -> None:
        old = {number for number in self.model if number > hours}
        assert self.store.prune(NOW - timedelta(hours=hours)) == len(old)
        self.pruned |= old
        for number in old:
            del self.model[number]
        self.read -= old

    @precondition(lambda self: self.model)
    @rule()
    def count(self) -> None:
        (((topic,), tally),) = self.store.counts(Filter(), ["topic"])
        assert (topic, tally.total, tally.neutral) == ("Acme", len(self.model), len(self.read))

    @invariant()
    def agrees(self) -> None:
        if not hasattr(self, "store"):
            return
        kept = {self.number(mention.post.text): mention.post.text for mention in all_of(self.store)}
        assert kept == self.model
        assert list(kept) == sorted(kept)  # newest first

    def number(self, text: str) -> int:
        return int(text.split()[1])


TestKeeping = Keeping.TestCase
TestKeeping.settings = settings(max_examples=40, stateful_step_count=20, deadline=None)


def test_dumps_tell_stores_apart() -> None:
    with scratch() as one, scratch() as other:
        one.keep([batch(post())], NOW)
        other.keep([batch(post())], datetime(2027, 1, 1, tzinfo=UTC))
        assert dump(one) == dump(other) != []
