"""Reading what was kept: filters, lines, figures, states of sources."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path

import pytest

from mentionwatch.model import Author, Engagement, Filter, Mention, Post, Sentiment, Tally, Validator
from mentionwatch.store import By, Enriched, Store
from mentionwatch.store.lines import line, stamp
from store_samples import ANY, DAY, NOW, TOPIC, all_of, batch, kept, match, opened, post, texts, with_topics

HOUR = timedelta(hours=1)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with opened(tmp_path) as made:
        yield made


def distinct(number: int, **fields: object) -> Post:
    """Post ``number``, that many hours old."""
    told: dict[str, object] = {
        "id": str(number),
        "url": f"https://news.example/{number}",
        "title": None,
        "text": f"Acme {number}",
        "published": NOW - number * HOUR,
    }
    return post(**(told | fields))


def feel(store: Store, *labels: str) -> None:
    """Enrich the oldest unread mentions, one label each."""
    store.enrich(
        [
            Enriched(id=mention.id, sentiment=Sentiment(label=label, score=0.25, by="embedded/1"))  # type: ignore[arg-type]
            for mention, label in zip(store.unread(len(labels)), labels, strict=True)
        ]
    )


def test_a_mention_comes_back_as_it_was_kept(store: Store) -> None:
    told = post(
        kind="review", rating=1.0, thread="https://news.example/thread", parent="https://news.example/parent",
        engagement=Engagement(likes=3, comments=1), author=Author(name="Ёж", handle="hog", id="7", followers=120),
        published=datetime(2026, 11, 20, 13, 0, 0, 5, timezone(timedelta(hours=3))),
    )  # fmt: skip
    (fresh,) = kept(store, batch(told))
    assert fresh == Mention(
        id=1,
        post=replace(told, published=datetime(2026, 11, 20, 10, tzinfo=UTC)),
        topic=TOPIC,
        spans=match(told.whole).spans,
        confidence=0.97,
        doubtful=False,
        first_seen=NOW,
    )
    assert store.mention(1) == fresh
    assert store.mention(2) is None


def test_the_line_is_the_public_contract(store: Store) -> None:
    told = post(
        id="x", title=None, text="Плохо с Acme…", author=None, engagement=Engagement(likes=3, comments=1)
    )
    kept(store, batch(told))
    store.enrich(
        [
            Enriched(
                id=1, sentiment=Sentiment(label="negative", score=-0.81, by="embedded/1"), intent="complaint"
            )
        ]
    )
    expected = (
        '{"id":1,"topic":"Acme","kind":"article","source":"rss","site":"news.example",'
        '"url":"https://news.example/2026/acme-raises-prices","title":null,"text":"Плохо с Acme…",'
        '"matches":[{"start":8,"end":12,"text":"Acme","term":"Acme"}],"confidence":0.97,"author":null,'
        '"published":"2026-11-22T09:00:00Z","first_seen":"2026-11-22T10:00:00Z","language":"en",'
        '"sentiment":{"label":"negative","score":-0.81,"by":"embedded/1","confidence":1.0},"intent":"complaint",'
        '"urgent":null,"inappropriate":null,'
        '"engagement":{"likes":3,"comments":1,"shares":null,"views":null},"story":null,"thread":null,'
        '"parent":null,"status":"new","assignee":null,"answered":null,"snoozed":null}'
    )
    assert list(store.mentions_json(ANY)) == [expected]
    assert [line(mention) for mention in all_of(store)] == [expected]


def test_a_text_that_repeats_a_name_keeps_a_bounded_number_of_places(store: Store) -> None:
    (mention,) = kept(store, batch(distinct(1, text="Acme " * 5000)))
    assert len(mention.spans) == 100


def test_newest_first_and_streamed(store: Store) -> None:
    store.keep([batch(*(distinct(n) for n in (3, 1, 2)), distinct(9, published=NOW - HOUR))], NOW)
    assert texts(all_of(store)) == ["Acme 9", "Acme 1", "Acme 2", "Acme 3"]
    assert texts(store.mentions(ANY, limit=2)) == ["Acme 9", "Acme 1"]
    assert texts(store.mentions(ANY, limit=0)) == []


def test_a_reader_in_the_middle_does_not_stand_in_the_way(store: Store, tmp_path: Path) -> None:
    store.keep([batch(*map(distinct, range(3)))], NOW)
    with opened(tmp_path, readonly=True) as reader:
        several = reader.mentions(ANY)
        next(several)
        assert len(store.keep([batch(distinct(10))], NOW)) == 1
        assert len(list(several)) == 2
        assert len(all_of(reader)) == 4


SEARCHES = {
    "елк": 1,
    "ЁЛКА": 1,
    "ёлк праздн": 1,
    "праздник ёлка": 1,
    "ёлка -праздник": 1,
    'NEAR("ёлка" OR': 0,
    "лка": 0,
    '"ёлка': 1,
    "title:ёлка": 0,
    "wi-fi": 1,
    "wi_fi": 1,
    "cafe": 1,
    "CAFÉ*": 1,
    "…!": 0,
    "": 2,
    "  ": 2,
    "acme": 2,
}


@pytest.mark.parametrize(("typed", "count"), SEARCHES.items())
def test_search_takes_words_as_they_are_typed(store: Store, typed: str, count: int) -> None:
    told = distinct(1, title="Елка у Acme", text="Праздник с Wi-Fi в café, ёлки зелёные")
    kept(store, batch(told, distinct(2)))
    assert len(list(store.mentions(Filter(words=typed)))) == count


@pytest.fixture
def full(store: Store) -> Store:
    store.keep(
        [
            with_topics(distinct(1), "Acme", "Rival"),
            batch(distinct(2, source="vk", site="vk.com", language="ru"), key="vk"),
            batch(distinct(30, author=Author(name="Bob", id="b"), engagement=Engagement(likes=5)), key="k"),
            batch(
                distinct(31, author=None, language=None, site=None, engagement=Engagement(shares=9)), key="k"
            ),
        ],
        NOW,
    )
    feel(store, "positive", "neutral", "negative", "negative")
    one = distinct(40)
    found = replace(match(one.whole), doubtful=True)
    store.keep([replace(batch(one, key="k"), found=[(one, (found,))])], NOW)
    return store


FILTERS: dict[str, tuple[Filter, int]] = {
    "nothing asked": (Filter(), 5),
    "doubtful too": (Filter(doubtful=None), 6),
    "doubtful only": (Filter(doubtful=True), 1),
    "doubtful only, of a topic": (Filter(doubtful=True, topics=["Rival"]), 0),
    "since": (Filter(since=NOW - 2 * HOUR), 3),
    "just after": (Filter(since=NOW - 2 * HOUR + timedelta(microseconds=1)), 2),
    "until": (Filter(until=NOW - 2 * HOUR), 2),
    "topic": (Filter(topics=["Rival"]), 1),
    "unknown topic": (Filter(topics=["Nobody"]), 0),
    "source": (Filter(sources=["vk"]), 1),
    "languages": (Filter(languages=["ru", "fr"]), 1),
    "sentiment": (Filter(sentiments=["negative"]), 2),
    "two sentiments": (Filter(sentiments=["negative", "positive"]), 3),
    "status": (Filter(statuses=["new"]), 5),
    "another status": (Filter(statuses=["open", "ignored"]), 0),
    "words and topic": (Filter(words="acme 1", topics=["Rival"]), 1),
}


@pytest.mark.parametrize(("asked", "count"), FILTERS.values(), ids=FILTERS)
def test_filters(full: Store, asked: Filter, count: int) -> None:
    assert len(list(full.mentions(asked))) == count
    assert len(list(full.mentions_json(asked))) == count
    assert sum(tally.total for _, tally in full.counts(asked, ["source"])) == count


def test_counts(full: Store) -> None:
    assert full.counts(Filter(), []) == [((), Tally(total=5, positive=1, neutral=1, negative=2))]
    assert full.counts(Filter(), ["topic"]) == [
        (("Acme",), Tally(total=4, positive=1, negative=2)),
        (("Rival",), Tally(total=1, neutral=1)),
    ]
    assert dict(full.counts(Filter(), ["topic", "source"])) == {
        ("Acme", "rss"): Tally(total=3, positive=1, negative=1),
        ("Acme", "vk"): Tally(total=1, negative=1),
        ("Rival", "rss"): Tally(total=1, neutral=1),
    }
    assert full.days(Filter(), UTC) == {
        date(2026, 11, 22): Tally(total=3, positive=1, neutral=1, negative=1),
        date(2026, 11, 21): Tally(total=2, negative=1),
    }
    assert {name: tally.total for (name,), tally in full.counts(Filter(), ["sentiment"])} == {
        "positive": 1, "neutral": 1, "negative": 2, None: 1,
    }  # fmt: skip
    assert (None,) in dict(full.counts(Filter(), ["site"]))
    assert full.doubtful(Filter()) == 1
    assert full.doubtful(Filter(topics=["Rival"])) == 0


@pytest.mark.parametrize("by", ["topic", "source", "site", "language", "sentiment"])
def test_figures_come_from_an_index_alone(full: Store, by: By) -> None:
    asked: list[str] = []
    full._db.set_trace_callback(asked.append)
    full.counts(Filter(since=NOW - DAY, until=NOW, sources=["rss"]), [by])
    full._db.set_trace_callback(None)
    plan = [row[3] for row in full._db.execute(f"EXPLAIN QUERY PLAN {asked[0]}")]
    assert "SEARCH m USING COVERING INDEX mentions_figures (at>? AND at<?)" in plan


def test_loudest_engaging_and_negative(full: Store) -> None:
    loud = full.loudest(Filter(), 2, UTC)
    assert [(one.author.name, one.tally.total, one.reach, one.source) for one in loud] == [
        ("Ann", 2, 10, "rss"),
        ("Ann", 1, 10, "vk"),
    ]
    assert texts(full.engaging(Filter(), 5)) == ["Acme 31", "Acme 30"]
    assert texts(full.negatives(Filter(), 1)) == ["Acme 2"]
    assert full.negatives(Filter(sentiments=["positive"]), 5) == []
    assert texts(full.newest(Filter(), 1)) == ["Acme 1"]


def test_late_posts_are_counted(store: Store) -> None:
    kept(store, batch(distinct(24 * 9)), now=NOW)
    week = Filter(since=NOW - 7 * DAY, until=NOW + HOUR)
    assert store.late(week) == 1
    assert store.late(replace(week, topics=["Rival"])) == 0
    assert store.late(replace(week, since=NOW - 10 * DAY)) == 0
    assert store.late(replace(week, since=NOW + DAY, until=NOW + 2 * DAY)) == 0


def test_undated_and_future_posts_count_for_when_they_were_seen(store: Store) -> None:
    undated, future, soon = distinct(1, published=None), distinct(2, published=NOW + 99 * DAY), distinct(-3)
    kept(store, batch(undated, future, soon))
    asked = Filter(since=NOW, until=NOW + HOUR)
    assert set(texts(store.mentions(asked))) == {"Acme 1", "Acme 2"}
    assert texts(store.mentions(Filter(since=NOW + HOUR))) == ["Acme -3"]


def test_enriching_fills_only_what_is_missing(store: Store) -> None:
    kept(store, batch(distinct(1, language=None)))
    good, bad = (Sentiment(label=label, score=0.5, by=f"{label}/1") for label in ("positive", "negative"))
    assert len(store.unread(5)) == 1
    store.enrich([Enriched(id=1, sentiment=good)])
    assert store.unread(5) == []
    store.enrich([Enriched(id=1, sentiment=bad, intent="question", language="ru")])
    (mention,) = all_of(store)
    assert (mention.sentiment, mention.intent, mention.post.language) == (good, "question", "ru")
    store.enrich([Enriched(id=1, sentiment=bad, intent="praise", language="en")], replace=True)
    (mention,) = all_of(store)
    assert (mention.sentiment, mention.intent, mention.post.language) == (bad, "praise", "en")
    store.enrich([Enriched(id=99, sentiment=bad)])
    assert store.check() == []


def test_deciding_words_come_back(store: Store) -> None:
    kept(store, batch(post()))
    feeling = Sentiment(
        label="negative", score=-0.8, by="x/1", confidence=0.75, words=(("плохо", -1.5), ("but", 0.5))
    )
    store.enrich([Enriched(id=1, sentiment=feeling)])
    assert all_of(store)[0].sentiment == feeling


def test_states_tell_how_sources_fare(store: Store) -> None:
    assert store.last_scan() is None
    store.keep([batch(distinct(1), distinct(2), posts=40, marks={"": NOW - HOUR})], NOW)
    for day in (1, 2):
        asked = NOW + day * DAY
        store.keep(
            [batch(asked=asked, key="https://news.example/feed", error="it broke", retry=asked + HOUR)], asked
        )
    state = store.states()["https://news.example/feed"]
    assert (state.posts, state.mentions, state.failures, state.error) == (40, 2, 2, "it broke")
    assert (state.last_ok, state.last_asked, state.newest) == (NOW, NOW + 2 * DAY, NOW - HOUR)
    assert (state.failing_since, state.next_ask) == (NOW + DAY, NOW + 2 * DAY + HOUR)
    store.keep([batch(asked=NOW + 3 * DAY)], NOW)
    well = store.states()["https://news.example/feed"]
    assert (well.failures, well.failing_since, well.error, well.next_ask) == (0, None, None, None)
    assert store.last_scan() == NOW + 3 * DAY


def test_the_same_batch_again_counts_nothing_twice(store: Store) -> None:
    one = batch(distinct(1), posts=7, error="broke")
    kept(store, one, one)
    state = store.states()[one.key]
    assert (state.posts, state.mentions, state.failures) == (7, 1, 1)


def test_a_source_has_the_name_it_was_last_asked_by(store: Store) -> None:
    for name in ("The News", "News"):
        kept(store, batch(post(), key="k", name=name, asked=NOW))
        assert store.states()["k"].name == "The News"  # the same batch again changes nothing
    kept(store, batch(post(), key="k", name="News", asked=NOW + HOUR))
    assert store.states()["k"].name == "News"


def test_sources_that_are_no_longer_configured_become_inactive(store: Store) -> None:
    kept(store, batch(distinct(1), key="old"))
    store.configured({"new": "rss"})
    assert {key: state.active for key, state in store.states().items()} == {"new": True, "old": False}
    assert store.states()["new"].last_asked is None


def test_marks_only_move_forward(store: Store) -> None:
    for time in (NOW, NOW - DAY):
        store.keep([batch(key="vk", source="vk", marks={"Acme": time})], NOW)
    assert store.marks(["hn", "vk"]) == {("vk", "Acme"): NOW}
    assert store.marks(["hn"]) == {}


def test_validators_count_only_for_their_queries(store: Store) -> None:
    told = {
        "https://a.example/": Validator(etag='W/"1"', digest="d"),
        "https://b.example/": Validator(moved="x"),
    }
    store.keep([batch(key="k", source="rss", validators=told, fingerprint="f1")], NOW)
    assert store.validators(["k", "other"], "f1") == {"k": told, "other": {}}
    assert store.validators(["k"], "f2") == {"k": {}}
    later = NOW + 61 * DAY
    store.keep(
        [batch(key="k", source="rss", asked=later, fingerprint="f1", validators={"c": Validator()})], later
    )
    assert store.validators(["k"], "f1") == {"k": {"c": Validator()}}


def test_stamps_are_in_utc() -> None:
    assert (
        stamp(datetime(2026, 11, 20, 13, 0, 0, 999999, timezone(timedelta(hours=3))))
        == "2026-11-20T10:00:00Z"
    )
    assert stamp(None) is None


def test_reading_imports_only_the_standard_library(tmp_path: Path) -> None:
    opened(tmp_path).close()
    code = f"""
import sys
from datetime import datetime, UTC
from pathlib import Path
from mentionwatch.store import Store
from mentionwatch.model import Filter
with Store.open(Path({str(tmp_path / "mentions.db")!r}), now=datetime.now(UTC), readonly=True) as store:
    list(store.mentions_json(Filter()))
    store.counts(Filter(), ["topic"]), store.states(), store.loudest(Filter(), 3, UTC)
print({{name.partition(".")[0] for name in sys.modules}} - set(sys.stdlib_module_names))
"""
    answer = subprocess.run([sys.executable, "-S", "-c", f"import sys; sys.path[:] = {sys.path!r}\n{code}"],
                            capture_output=True, text=True, check=True)  # fmt: skip
    assert set(eval(answer.stdout)) <= {"mentionwatch", "__main__"}
