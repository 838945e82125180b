"""Rules over a store: silent at first, then each thing once, whatever is run twice, late or rehearsed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from alert_samples import rule
from mentionwatch.alerts import Watch, evaluate
from mentionwatch.analysis.alerting import Overdue
from mentionwatch.enrich import group
from mentionwatch.model import Alert, AlertRule, Author, Filter, Mention, Post, Rule, Sentiment
from mentionwatch.store import Enriched, Store
from store_samples import NOW, TOPIC, all_of, batch, opened, post, with_topics

DAY, HOUR, MINUTE = timedelta(days=1), timedelta(hours=1), timedelta(minutes=1)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with opened(tmp_path) as made:
        yield made


def watch(*rules: AlertRule, topics: Sequence[str] = (TOPIC,)) -> Watch:
    return Watch(rules=rules, topics=topics)


def said(number: int, text: str, *, at: datetime = NOW, followers: int = 10) -> Post:
    """A post of its own, by its own author."""
    return post(
        id=str(number), title=None, text=text, url=f"https://news.example/{number}", published=at,
        author=Author(name=f"Author {number}", handle=f"author{number}", followers=followers),
    )  # fmt: skip


WORDS = "kettle router tariff office invoice courier battery display window carpet engine garden"
WORD = WORDS.split()


def unlike(number: int) -> str:
    """A text that is no copy and of no event of the others."""
    one, two = WORD[number % len(WORD)], WORD[number // len(WORD) % len(WORD)]
    return f"Acme {one} {two} number {number * 7919} broke on me, {two * 2} again"


def keep(
    store: Store, *posts: Post, now: datetime = NOW, label: str = "negative", key: str = "feed"
) -> list[Mention]:
    """Keep posts, classify them, and give them their stories, as a scan does."""
    fresh = store.keep([batch(*posts, key=key, asked=now)], now)
    sentiment = Sentiment(label=label, score=-0.8 if label == "negative" else 0.0, by="test/1")  # type: ignore[arg-type]
    store.enrich([Enriched(id=one.id, sentiment=sentiment, intent="complaint") for one in fresh])
    group(store)
    return fresh


def told(alerts: Sequence[Alert]) -> list[tuple[str | None, int | None, int]]:
    return [(alert.topic, alert.before, alert.count) for alert in alerts]


def test_a_first_look_tells_nothing_of_six_hundred_posts(store: Store) -> None:
    keep(store, *(said(n, unlike(n)) for n in range(606)))
    everything = watch(
        rule("mention"), rule("spike", at_least=5), rule("negative spike", at_least=5),
        rule("story grows", at_least=2), rule("loud author", about=Rule(name="loud", min_reach=5)),
    )  # fmt: skip
    assert evaluate(store, everything, NOW) == []
    assert evaluate(store, everything, NOW + MINUTE) == []


def test_what_is_fresh_is_told_once(store: Store) -> None:
    rules = watch(rule("mention"))
    keep(store, said(1, unlike(1)))
    assert evaluate(store, rules, NOW) == []
    fresh = keep(store, said(2, unlike(2)), said(3, unlike(3)), now=NOW + HOUR)
    alerts = evaluate(store, rules, NOW + HOUR)
    assert told(alerts) == [(TOPIC, None, 2)]
    assert set(alerts[0].mentions) == {mention.id for mention in fresh}
    assert evaluate(store, rules, NOW + HOUR) == []


def test_a_new_topic_does_not_flood_a_rule_that_watches_all(store: Store) -> None:
    keep(store, said(1, unlike(1)))
    evaluate(store, watch(rule("mention")), NOW)
    store.keep([with_topics(said(n, unlike(n)), TOPIC, "Bolt", key=str(n)) for n in range(10, 40)], NOW)
    store.enrich([Enriched(id=m.id, sentiment=Sentiment(label="neutral", score=0, by="t/1"), intent="other")
                  for m in store.unread(500)])  # fmt: skip
    group(store)
    alerts = evaluate(store, watch(rule("mention"), topics=(TOPIC, "Bolt")), NOW + HOUR)
    assert told(alerts) == [(TOPIC, None, 30)]


def test_a_rehearsal_leaves_all_as_it_was(store: Store) -> None:
    rules = watch(rule("mention"))
    evaluate(store, rules, NOW)
    keep(store, said(1, unlike(1)), now=NOW + HOUR)
    before = evaluate(store, rules, NOW + HOUR, rehearsal=True)
    assert told(before) == [(TOPIC, None, 1)]
    assert evaluate(store, rules, NOW + HOUR) == before
    assert store.alerts(NOW) == before


def test_backdated_posts_are_no_news(store: Store) -> None:
    rules = watch(rule("mention"))
    evaluate(store, rules, NOW)
    keep(store, said(1, unlike(1), at=NOW - 4 * DAY), said(2, unlike(2), at=NOW - 2 * DAY), now=NOW + HOUR)
    assert told(evaluate(store, rules, NOW + HOUR)) == [(TOPIC, None, 1)]


def test_what_is_not_classified_yet_waits(store: Store) -> None:
    rules = watch(rule("mention", about=Rule(name="bad", sentiments=("negative",))))
    evaluate(store, rules, NOW)
    store.keep([batch(said(1, unlike(1)))], NOW)
    assert evaluate(store, rules, NOW + HOUR) == []
    unread = store.unread(10)
    bad = Sentiment(label="negative", score=-1, by="test/1")
    store.enrich([Enriched(id=one.id, sentiment=bad, intent="complaint") for one in unread])
    assert told(evaluate(store, rules, NOW + 2 * HOUR)) == [(TOPIC, None, 1)]


def test_what_somebody_has_answered_already_is_not_told(store: Store) -> None:
    rules = watch(rule("mention"))
    evaluate(store, rules, NOW)
    fresh = keep(store, said(1, unlike(1)), said(2, unlike(2)))
    store.triage([fresh[0].id], {"status": "answered"}, who="me", now=NOW)
    assert [alert.mentions for alert in evaluate(store, rules, NOW + HOUR)] == [(fresh[1].id,)]


@pytest.mark.parametrize(
    ("about", "number"),
    [
        (Rule(name="q", query="kettle"), 1),
        (Rule(name="q", sentiments=("positive",)), 0),
        (Rule(name="q", intents=("complaint",)), 2),
        (Rule(name="q", min_reach=500), 1),
        (Rule(name="q", topics=("Bolt",)), 0),
        (Rule(name="q", authors=("@author1",)), 1),
        (Rule(name="q", sources=("news.example",)), 2),
    ],
)
def test_a_rule_concerns_the_mentions_that_it_is_about(store: Store, about: Rule, number: int) -> None:
    rules = watch(rule("mention", about=about))
    evaluate(store, rules, NOW)
    keep(store, said(1, "Acme router broke", followers=900), said(2, "The kettle of Acme leaks"))
    assert sum(alert.count for alert in evaluate(store, rules, NOW + HOUR)) == number


STORY = (
    "Acme recalls forty thousand toasters after a fire in a kitchen in Leeds.",
    "After a kitchen fire in Leeds forty thousand toasters go back to Acme.",
)


def test_a_story_that_gets_another_number_is_still_told(store: Store) -> None:
    rules = watch(rule("mention"))
    evaluate(store, rules, NOW)
    keep(store, said(1, STORY[0]), now=NOW + HOUR)
    assert len(evaluate(store, rules, NOW + HOUR)) == 1
    story = all_of(store)[0].story
    store._db.execute("UPDATE mentions SET story = 99")
    keep(store, said(2, STORY[0]), now=NOW + 2 * HOUR)
    store._db.execute("UPDATE mentions SET story = 99")
    assert story != 99
    assert evaluate(store, rules, NOW + 2 * HOUR) == []


def test_a_story_grows_from_ten_to_sixty(store: Store) -> None:
    rules = watch(rule("story grows", at_least=10))
    evaluate(store, rules, NOW)
    news = []
    for run, size in enumerate((4, 10, 20, 60, 61), 1):
        have = len(all_of(store))
        now = NOW + run * HOUR
        keep(store, *(said(n, STORY[0], at=now) for n in range(have, size)), now=now, key=f"feed{run}")
        news += told(evaluate(store, rules, now))
    assert {mention.story for mention in all_of(store)} == {all_of(store)[0].story}
    assert news == [(TOPIC, None, 10), (TOPIC, 10, 60)]


def calm_weeks(store: Store) -> None:
    """Two mentions a day for four weeks."""
    posts = [said(1000 + n, unlike(1000 + n), at=NOW - n * 12 * HOUR) for n in range(1, 56)]
    keep(store, *posts, now=NOW)


def test_a_spike_is_told_once_with_its_significance_and_again_when_it_grows(store: Store) -> None:
    calm_weeks(store)
    rules = watch(rule("negative spike", at_least=5, once_in=7 * DAY))
    assert evaluate(store, rules, NOW) == []
    for run, many in ((2, 15), (3, 4), (4, 60)):
        now = NOW + run * HOUR
        keep(
            store,
            *(said(run * 100 + n, unlike(run * 100 + n), at=now - MINUTE) for n in range(many)),
            now=now,
        )
        alerts = evaluate(store, rules, now)
        if run == 2:
            assert told(alerts) == [(TOPIC, None, 15)]
            assert alerts[0].spike
            assert alerts[0].spike.once_in > 7 * DAY
            assert len(alerts[0].mentions) == 10
        else:
            assert told(alerts) == ([] if run == 3 else [(TOPIC, 15, 60)])
        assert evaluate(store, rules, now) == []


def test_a_story_that_stands_out_in_a_busy_topic_is_told_with_its_mentions(store: Store) -> None:
    """The topic has as many mentions as ever; a dozen of them tell of one thing, where all others are alone."""
    for day in range(1, 15):
        at = NOW - day * DAY
        keep(store, *(said(day * 100 + n, unlike(day * 100 + n), at=at + n * MINUTE) for n in range(40)))
    rules = watch(
        rule("negative spike", at_least=5, once_in=7 * DAY), rule("spike", at_least=5, once_in=7 * DAY)
    )
    assert evaluate(store, rules, NOW) == []
    others = [said(n, unlike(n), at=NOW + n * MINUTE) for n in range(28)]
    outage = [
        said(5000 + n, f"Acme internet is down again, no connection in {place}", at=NOW + n * MINUTE)
        for n, place in enumerate(WORD)
    ]
    keep(store, *others, *outage, now=NOW + HOUR)
    alerts = evaluate(store, rules, NOW + HOUR)
    assert [alert.when for alert in alerts] == ["negative spike", "spike"]
    for alert in alerts:
        assert alert.spike
        assert alert.spike.of_story
        assert alert.spike.story
        told = [mention for mention in store.mentions(Filter()) if mention.story == alert.spike.story.id]
        assert alert.count == len(told) > 5
        assert set(alert.mentions) <= {mention.id for mention in told}
    assert evaluate(store, rules, NOW + 2 * HOUR) == []


def test_backdated_posts_make_no_spike_of_the_past(store: Store) -> None:
    calm_weeks(store)
    rules = watch(rule("spike", at_least=5, once_in=DAY))
    evaluate(store, rules, NOW)
    keep(store, *(said(n, unlike(n), at=NOW - 5 * DAY) for n in range(40)), now=NOW + HOUR)
    assert evaluate(store, rules, NOW + HOUR) == []


def test_three_after_none_is_no_spike(store: Store) -> None:
    calm_weeks(store)
    rules = watch(rule("spike", at_least=1, once_in=timedelta(0)))
    evaluate(store, rules, NOW)
    keep(store, *(said(n, unlike(n), at=NOW + HOUR) for n in range(4)), now=NOW + HOUR)
    assert evaluate(store, rules, NOW + HOUR) == []


def test_a_source_that_fails_and_recovers(store: Store) -> None:
    rules = watch(rule("source fails", at_least=3))
    news = []
    for run in range(8):
        now = NOW + run * HOUR
        broken = "it says no" if run < 6 else None
        store.keep([batch(key="feed", asked=now, error=broken)], now)
        news += [(run, alert.recovered, alert.count) for alert in evaluate(store, rules, now)]
    assert news == [(2, False, 3), (6, True, 0)]


def test_broken_promises_come_from_whoever_knows_them(store: Store) -> None:
    fresh = keep(store, said(1, unlike(1)))
    overdue = [Overdue(mention=fresh[0], subject=f"promise:{fresh[0].id}", due=NOW - HOUR)]
    rules = Watch(rules=[rule("promise broken")], topics=[TOPIC], waiting=lambda store, now: overdue)
    assert [alert.mentions for alert in evaluate(store, rules, NOW)] == [(fresh[0].id,)]
    assert evaluate(store, rules, NOW + HOUR) == []
