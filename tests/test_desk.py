"""The inbox: which cards there are, in which order, whose they are, and until when."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from mentionwatch.analysis.cards import Card, Inbox, Wanted
from mentionwatch.analysis.hours import WorkingHours
from mentionwatch.analysis.playbook import Playbook
from mentionwatch.desk import inbox
from mentionwatch.enrich import group
from mentionwatch.model import Author, Engagement, Filter, Intent, Label, Post, Rule, Sentiment, Stage, Topic
from mentionwatch.store import Enriched, Store
from store_samples import NOW, TOPIC, batch, kept, opened, with_topics
from thread_samples import MINUTE, SHELF, look, reply, said, soon

HOUR = timedelta(hours=1)
DAY = timedelta(days=1)
ACME = Topic(name=TOPIC, query="Acme", own_accounts=("@acme_help",))
NO_RULES = Playbook((), WorkingHours())
SCORES: dict[Label, float] = {"positive": 0.8, "neutral": 0.0, "negative": -0.8}


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with opened(tmp_path) as made:
        yield made


def wrote(who: str, text: str, *, hours: float = 1, **fields: Any) -> Post:
    """A post of its own page, written so many hours ago."""
    page = f"https://{who}.example/{zlib.crc32(text.encode())}"
    told: dict[str, Any] = {
        "source": "rss", "id": page, "url": page, "text": text, "site": f"{who}.example", "kind": "post",
        "author": Author(name=who, handle=who), "published": NOW - hours * HOUR, "language": "en",
    }  # fmt: skip
    return Post(**(told | fields))


def arrive(
    store: Store, *posts: Post, intent: Intent = "complaint", label: Label = "negative", **told: Any
) -> list[int]:
    """Keep posts, and tell what they want; their numbers."""
    fresh = kept(store, *(batch(one, key=one.url or "") for one in posts))
    feeling = Sentiment(label=label, score=SCORES[label], by="test")
    store.enrich([Enriched(id=m.id, sentiment=feeling, intent=intent, **told) for m in fresh])
    return [mention.id for mention in fresh]


def opened_inbox(store: Store, playbook: Playbook = NO_RULES, **wanted: Any) -> Inbox:
    asked = wanted.pop("asked", Filter(since=NOW - 30 * DAY))
    return inbox(store, Wanted(asked=asked, **wanted), [ACME], playbook, NOW)


def cards(store: Store, playbook: Playbook = NO_RULES, **wanted: Any) -> tuple[Card, ...]:
    return opened_inbox(store, playbook, **wanted).cards


def test_the_most_urgent_of_each_section_comes_first(store: Store) -> None:
    (mild,) = arrive(store, wrote("ann", "Acme is a little slow"))
    (loud,) = arrive(store, wrote("bob", "Acme is down", author=Author(name="bob", followers=90_000)))
    (old,) = arrive(store, wrote("cid", "Acme never called me back", hours=50))
    (asks,) = arrive(store, wrote("dan", "Where is Acme's office?"), intent="question", label="neutral")
    (kind,) = arrive(store, wrote("eve", "I love Acme"), intent="praise", label="positive")
    (news,) = arrive(store, wrote("times", "Acme opens a shop"), intent="news", label="neutral")
    found = opened_inbox(store)
    assert [(card.section, card.ids) for card in found.cards] == [
        ("complaints", (loud,)), ("complaints", (old,)), ("complaints", (mild,)), ("questions", (asks,)),
        ("praise", (kind,)), ("rest", (news,)),
    ]  # fmt: skip
    assert found.totals == {"complaints": 3, "questions": 1, "praise": 1, "rest": 1}
    assert opened_inbox(store, limit=1).totals == found.totals
    assert [card.ids for card in cards(store, limit=1)] == [(loud,), (asks,), (kind,), (news,)]


def test_a_thread_is_one_card_of_all_who_still_wait(store: Store) -> None:
    posts = [
        said(n, who, at=NOW - (10 - n) * HOUR) for n, who in ((1, "ann"), (2, "bob"), (3, "ann"), (4, "cid"))
    ]
    first, second, third, fourth = arrive(store, *posts)
    store.triage([second], {"status": "answered"}, who="me", now=NOW)
    (card,) = cards(store)
    assert (card.bond, card.ids, card.plight.people) == ("thread", (first, third, fourth), 2)
    assert [(one.ids, one.author and one.author.name) for one in card.participants] == [
        ((first, third), "ann"), ((fourth,), "cid"),
    ]  # fmt: skip
    assert card.since == NOW - 9 * HOUR
    store.triage([first, third], {"status": "answered"}, who="me", now=NOW)
    assert [(one.ids, one.bond) for one in cards(store)] == [((fourth,), None)]


def test_those_who_joined_a_thread_without_naming_us_wait_as_well(store: Store) -> None:
    arrive(store, said(1, at=NOW - 5 * HOUR))
    store.adopt(NOW, soon)
    (due,) = store.due(SHELF, NOW, 10)[0]
    joined = reply(said(2, "bob", at=NOW - 2 * HOUR, text="same here, nothing works"), intent="complaint")
    chats = reply(said(3, "cid", at=NOW - HOUR, text="nice weather"))
    store.look([look(due.number, joined, chats)], NOW, soon)
    (card,) = cards(store)
    assert [one.url for one in card.others] == [joined.post.url]
    assert card.plight.people == 2
    alone = opened_inbox(store, asked=Filter(since=NOW - 30 * DAY)).cards[0]
    assert alone.urgency.growth > 1
    ours = reply(
        said(4, "acme", at=NOW - MINUTE, text="We are on it", author=Author(handle="@acme_help")), ours=True
    )
    store.look([look(due.number, joined, chats, ours)], NOW, soon)
    assert [card.others for card in cards(store)] == [()]


def test_what_was_deleted_waits_for_nothing(store: Store) -> None:
    arrive(store, said(1, at=NOW - 5 * HOUR))
    store.adopt(NOW, soon)
    (due,) = store.due(SHELF, NOW, 10)[0]
    for hours in (1, 2):
        store.look([look(due.number, asked=NOW + hours * HOUR, missing=True)], NOW + hours * HOUR, soon)
    assert cards(store) == ()


def test_a_story_is_one_card(store: Store) -> None:
    text = "Acme closes its last shop in the old town, two hundred people lose their work, says the mayor"
    ids = arrive(store, *(wrote(who, f"{text}. {who}") for who in ("ann", "bob", "cid")))
    (other,) = arrive(store, wrote("dan", "Acme's bill is wrong for the third month"))
    group(store)
    found = {card.ids: card.bond for card in cards(store)}
    assert found == {tuple(sorted(ids)): "story", (other,): None}


def test_those_who_ask_the_same_are_one_card(store: Store) -> None:
    same = arrive(
        store,
        wrote("ann", "When will the payment page of Acme work again?", hours=3),
        wrote("bob", "Hi! Does anybody know when the payment page of Acme works again?", hours=2),
        intent="question", label="neutral",
    )  # fmt: skip
    other = arrive(
        store, wrote("cid", "Which router does Acme recommend?"), intent="question", label="neutral"
    )
    found = {card.ids: (card.bond, card.plight.people) for card in cards(store)}
    assert found == {tuple(same): ("question", 2), tuple(other): (None, 1)}


class TestStages:
    def test_what_is_put_off_comes_back_by_itself(self, store: Store) -> None:
        (number,) = arrive(store, wrote("ann", "Acme is slow"))
        store.triage([number], {"snooze": "2026-11-22T12:00:00Z"}, who="me", now=NOW)
        assert cards(store) == ()
        (card,) = cards(store, stage="snoozed")
        assert card.snoozed == NOW + 2 * HOUR
        later = inbox(store, Wanted(asked=Filter()), [ACME], NO_RULES, NOW + 2 * HOUR)
        assert [card.ids for card in later.cards] == [(number,)]
        assert (
            inbox(store, Wanted(asked=Filter(), stage="snoozed"), [ACME], NO_RULES, NOW + 2 * HOUR).cards
            == ()
        )

    @pytest.mark.parametrize(
        ("stage", "expected"),
        [
            ("waiting", {1, 2}),
            ("new", {1}),
            ("open", {2}),
            ("answered", {3}),
            ("ignored", {4}),
            ("snoozed", set()),
        ],
    )
    def test_each_stage_shows_its_own(self, store: Store, stage: Stage, expected: set[int]) -> None:
        arrive(store, *(wrote(who, f"Acme and {who}") for who in ("ann", "bob", "cid", "dan", "eve")))
        for number, status in ((2, "open"), (3, "answered"), (4, "ignored")):
            store.triage([number], {"status": status}, who="me", now=NOW)
        store.triage([5], {"verdict": "not-a-mention"}, who="me", now=NOW)
        assert {number for card in cards(store, stage=stage) for number in card.ids} == expected

    def test_filters_of_topic_and_time(self, store: Store) -> None:
        kept(store, with_topics(wrote("ann", "Acme is slow"), TOPIC, "Other", key="a"))
        arrive(store, wrote("bob", "Acme was slow", hours=24 * 20))
        assert len(cards(store, asked=Filter(topics=("Other",)))) == 1
        assert [card.plight.people for card in cards(store, asked=Filter(since=NOW - 10 * DAY))] == [1]


class TestPlan:
    RULES = (
        Rule(name="loud", min_reach=1000, assign="head", within=HOUR, escalate_to="boss", hints=("Call them.",)),
        Rule(name="asks", intents=("question",), assign="desk", within=4 * HOUR),
        Rule(name="kind", intents=("praise",), assign="desk"),
    )  # fmt: skip
    PLAYBOOK = Playbook(RULES, WorkingHours())

    def test_a_card_bears_its_rule_and_what_that_promises(self, store: Store) -> None:
        arrive(store, wrote("ann", "Acme is down", hours=3, engagement=Engagement(views=5000)))
        (card,) = cards(store, self.PLAYBOOK)
        assert (card.rule, card.assignee) == (self.RULES[0], "head")
        assert card.due == card.escalates == NOW - 2 * HOUR

    def test_the_promise_that_falls_due_first_counts(self, store: Store) -> None:
        arrive(store, said(1, "ann", at=NOW - 9 * HOUR))
        arrive(store, said(2, "bob", at=NOW - HOUR), intent="question", label="neutral")
        (card,) = cards(store, self.PLAYBOOK)
        assert (card.rule and card.rule.name, card.due) == ("asks", NOW + 3 * HOUR)

    def test_who_took_it_counts_more_than_whom_the_rule_names(self, store: Store) -> None:
        (number,) = arrive(store, wrote("ann", "Where is Acme?"), intent="question", label="neutral")
        arrive(store, wrote("bob", "I like Acme"), intent="praise", label="positive")
        store.triage([number], {"assignee": "Вера"}, who="me", now=NOW)
        assert [card.assignee for card in cards(store, self.PLAYBOOK)] == ["Вера", "desk"]
        found = opened_inbox(store, self.PLAYBOOK, assignee="вера")
        assert [card.ids for card in found.cards] == [(number,)]
        assert found.totals == {"complaints": 0, "questions": 1, "praise": 0, "rest": 0}
        assert [card.section for card in cards(store, self.PLAYBOOK, assignee="desk")] == ["praise"]
        assert cards(store, self.PLAYBOOK, assignee="") == ()

    def test_a_rule_may_ask_for_a_spike(self, store: Store) -> None:
        playbook = Playbook((Rule(name="crisis", spike=True, assign="head"),), WorkingHours())
        (calm,) = arrive(store, wrote("ann", "Acme is slow", hours=24 * 6))
        arrive(
            store, *(wrote(f"p{n}", f"Acme fails for the {n}th time", hours=2 + n / 60) for n in range(40))
        )
        found = {card.ids: card.assignee for card in cards(store, playbook)}
        assert found.pop((calm,)) is None
        assert set(found.values()) == {"head"}

    def test_words_of_haste_are_known_to_rules(self, store: Store) -> None:
        playbook = Playbook((Rule(name="now", urgent=True, assign="head"),), WorkingHours())
        arrive(store, wrote("ann", "Acme, my lawyer will call"), urgent=("lawyer",))
        arrive(store, wrote("bob", "Acme is slow"))
        assert [card.assignee for card in cards(store, playbook)] == ["head", None]


def test_an_empty_inbox(store: Store) -> None:
    found = opened_inbox(store)
    assert (found.cards, found.mentions) == ((), 0)
    assert set(found.totals.values()) == {0}


def test_a_large_card_is_whole_in_its_numbers(store: Store) -> None:
    arrive(store, *(said(n, f"p{n}", at=NOW - (300 - n) * MINUTE) for n in range(1, 131)))
    (card,) = cards(store)
    assert (len(card.ids), card.plight.people, len(card.participants)) == (130, 130, 130)
    assert sum(one.mention is None for one in card.participants) < 31
