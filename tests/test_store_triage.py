"""What people do with mentions: verdicts, work and sentiments survive whatever becomes of the posts."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import replace
from datetime import UTC, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from mentionwatch.model import LABELS, STATUSES, UNSURE, EventKind, Filter, Mention, Sentiment, Tally
from mentionwatch.store import Enriched, Store
from mentionwatch.store.lines import stamp
from store_samples import ANY, DAY, NOW, all_of, batch, kept, match, opened, post, scratch

BAD = Sentiment(label="negative", score=-0.5, by="embedded/1")
HOUR = timedelta(hours=1)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with opened(tmp_path) as made:
        yield made


@pytest.fixture
def other(tmp_path: Path) -> Iterator[Store]:
    with opened(tmp_path, "other.db") as made:
        yield made


def work(store: Store, number: int = 1, hour: int = 0, who: str = "ann", **changes: Any) -> list[int]:
    told: dict[EventKind, str | None] = changes  # type: ignore[assignment]
    return store.triage([number], told, who=who, now=NOW + hour * HOUR)


def undo(store: Store, number: int = 1, hour: int = 9) -> list[int]:
    return store.undo([number], who="bob", now=NOW + hour * HOUR)


def one(store: Store, number: int = 1) -> Mention:
    mention = store.mention(number)
    assert mention is not None
    return mention


def read(store: Store) -> None:
    store.enrich([Enriched(id=mention.id, sentiment=BAD) for mention in store.unread(100)])


def test_events_tell_who_did_what_when(store: Store) -> None:
    kept(store, batch(post()))
    work(store, status="open", assignee="eve")
    work(store, hour=1, who="eve", status="answered")
    assert [(e.who, e.at, e.kind, e.before, e.value) for e in store.events(1)] == [
        ("ann", NOW, "status", "new", "open"),
        ("ann", NOW, "assignee", None, "eve"),
        ("eve", NOW + HOUR, "status", "open", "answered"),
    ]
    assert (one(store).status, one(store).assignee, one(store).answered) == ("answered", "eve", NOW + HOUR)
    assert work(store, hour=2, status="answered") == []
    assert one(store).answered == NOW + HOUR


def test_undo_takes_back_one_after_the_other(store: Store) -> None:
    kept(store, batch(post()))
    work(store, status="answered")
    work(store, hour=1, status="open")
    assert undo(store, hour=2) == [1]
    assert (one(store).status, one(store).answered) == ("answered", NOW)
    assert undo(store, hour=3) == [1]
    assert (one(store).status, one(store).answered) == ("new", None)
    assert undo(store, hour=4) == []
    assert [event.undoes for event in store.events(1)] == [None, None, 2, 1]


def test_verdicts_move_a_mention_between_the_lists(store: Store) -> None:
    kept(store, batch(post()))
    work(store, verdict="not-a-mention")
    assert (all_of(store), list(store.mentions(Filter(doubtful=True)))) == ([], [])
    assert (store.counts(ANY, []), store.loudest(ANY, 3, UTC)) == ([((), Tally())], [])
    assert (one(store).verdict, one(store).doubtful) == (False, False)
    undo(store)
    assert (len(all_of(store)), one(store).verdict) == (1, None)


def test_a_verdict_outlives_what_the_matcher_thinks(store: Store) -> None:
    told = post()
    kept(store, batch(told))
    work(store, verdict="mention")
    doubts = replace(match(told.whole), confidence=0.1, doubtful=True)
    store.keep([replace(batch(told), found=[(told, (doubts,))])], NOW)
    assert (one(store).confidence, one(store).doubtful) == (0.1, False)
    undo(store)
    assert one(store).doubtful


def test_no_edit_nor_copy_brings_back_what_is_no_mention(store: Store) -> None:
    kept(store, batch(post()))
    work(store, verdict="not-a-mention")
    edited = post(text="Acme let its customers down again, and answers the telephone at last.")
    copy = post(id="guid", url="https://www.news.example/2026/acme-raises-prices?utm_source=x")
    assert kept(store, batch(edited), batch(copy, key="other")) == []
    assert all_of(store) == []


@pytest.mark.parametrize("again", [False, True])
def test_a_persons_sentiment_survives_reading_and_edits(store: Store, again: bool) -> None:
    kept(store, batch(post()))
    read(store)
    work(store, sentiment="positive")
    store.enrich([Enriched(id=1, sentiment=BAD, intent="complaint")], replace=again)
    kept(store, batch(post(text="Acme let its customers down again and again; nobody answers.")))
    (unread,) = store.unread(9)
    read(store)
    feeling = one(store).sentiment
    assert feeling == Sentiment(label="positive", score=1.0, by="person")
    assert unread.intent is None
    assert store.counts(Filter(sentiments=["positive"]), ["topic"])[0][1].positive == 1
    undo(store)
    assert one(store).sentiment is None
    read(store)
    assert one(store).sentiment == BAD


def test_a_person_may_agree_with_the_classifier(store: Store) -> None:
    kept(store, batch(post()))
    read(store)
    assert work(store, sentiment="negative") == [1]
    assert work(store, sentiment="negative") == []
    feeling = one(store).sentiment
    assert feeling is not None
    assert feeling.by == "person"


def test_all_or_none(store: Store) -> None:
    kept(store, batch(post()))
    with pytest.raises(TypeError):
        store.triage([1, 2], {"status": "open"}, who="ann", now=NOW)
    assert (one(store).status, store.events(1)) == ("new", [])


def test_united_posts_have_one_history(store: Store) -> None:
    """Two posts that turn out to be one: work on either is work on what is left."""
    google = post(
        id="CBM1", url="https://news.google.com/rss/articles/CBM1", title=f"{post().title} - The News",
        text="Acme raises its prices for all tariffs The News",
    )  # fmt: skip
    undated = post(published=None)
    kept(store, batch(google, key="google"), batch(undated))
    assert len(all_of(store)) == 2
    work(store, 1, 0, status="open", note="look")
    work(store, 2, 1, verdict="not-a-mention")
    kept(store, batch(post()))
    assert [len(all_of(store)), store.info()["posts"]] == [0, 1]
    assert [event.kind for event in store.events(1)] == ["status", "note", "verdict"]
    assert (one(store).status, one(store).verdict) == ("open", False)
    assert store.check() == []


def test_merging_puts_histories_together(store: Store, other: Store, tmp_path: Path) -> None:
    for each in (store, other):
        kept(
            each,
            batch(post(), post(id="2", url="https://news.example/2", title="Acme opens", text="Acme 2.")),
        )
    work(store, 1, 0, status="open")
    work(other, 1, 1, sentiment="negative", status="answered")
    undo(other, 1, 2)
    work(other, 1, 3, note="later", who="eve")
    work(other, 2, 0, verdict="not-a-mention")
    for _ in range(2):
        store.merge(tmp_path / "other.db")
        assert (one(store).status, one(store).answered) == ("open", None)
        assert (one(store).sentiment and one(store).sentiment.label) == "negative"  # type: ignore[union-attr]
        kinds = [event.kind for event in store.events(1)]
        assert kinds == ["status", "sentiment", "status", "status", "note"]
        assert [mention.id for mention in all_of(store)] == [1]
    kept(store, batch(post(id="2", url="https://news.example/2", title="Acme opens", text="Acme 2.")))
    assert [mention.id for mention in all_of(store)] == [1]


def test_what_is_pruned_takes_its_history_along(store: Store) -> None:
    kept(store, batch(post()))
    work(store, verdict="not-a-mention")
    undo(store)
    store.prune(NOW + DAY)
    assert store.info()["events"] == 0
    assert store.check() == []


class Triage(RuleBasedStateMachine):
    """Triage and undo, in any order, against a list of changes."""

    def __init__(self) -> None:
        super().__init__()
        self.stack = ExitStack()
        self.done: list[tuple[str, str | None, int]] = []
        self.hour = 0

    @initialize()
    def start(self) -> None:
        self.store = self.stack.enter_context(scratch())
        kept(self.store, batch(post()))

    def teardown(self) -> None:
        self.stack.close()

    def now(self, kind: str) -> str | None:
        return next((value for name, value, _ in reversed(self.done) if name == kind), None)

    @rule(
        change=st.sampled_from(
            [("status", status) for status in STATUSES]
            + [("sentiment", label) for label in LABELS]
            + [("assignee", None), ("assignee", "eve"), ("verdict", "mention"), ("verdict", "not-a-mention")]
            + [("snooze", None), ("snooze", "2026-12-01T09:00:00Z"), ("snooze", "2026-12-02T09:00:00Z")]
            + [("note", "look"), ("note", "посмотреть")]
        )
    )
    def change(self, change: tuple[EventKind, str | None]) -> None:
        kind, value = change
        self.hour += 1
        before = self.now(kind) or ("new" if kind == "status" else None)
        assert bool(work(self.store, 1, self.hour, "ann", **{kind: value})) == (value != before)
        if value != before:
            self.done.append((kind, value, self.hour))

    @rule()
    def undo(self) -> None:
        self.hour += 1
        assert bool(undo(self.store, 1, self.hour)) == bool(self.done)
        self.done = self.done[:-1]

    @rule(read_first=st.booleans())
    def scan(self, read_first: bool) -> None:
        if read_first:
            read(self.store)
            self.store.enrich([Enriched(id=1, sentiment=BAD)], replace=True)
        kept(self.store, batch(post()))

    @invariant()
    def agrees(self) -> None:
        if not hasattr(self, "store"):
            return
        mention = one(self.store)
        assert mention.status == (self.now("status") or "new")
        assert mention.assignee == self.now("assignee")
        assert stamp(mention.snoozed) == self.now("snooze")
        events = self.store.events(1)
        taken_back = {event.undoes for event in events}
        standing = [(e.kind, e.value) for e in events if e.undoes is None and e.id not in taken_back]
        assert standing == [(kind, value) for kind, value, _ in self.done]
        assert mention.verdict == {None: None, "mention": True, "not-a-mention": False}[self.now("verdict")]
        assert len(all_of(self.store)) == (mention.verdict is not False)
        label = self.now("sentiment")
        assert (mention.sentiment is not None and mention.sentiment.by == "person") == (label is not None)
        answered = [hour for kind, _, hour in self.done if kind == "status"]
        assert mention.answered == (NOW + answered[-1] * HOUR if mention.status == "answered" else None)


TestTriage = Triage.TestCase
TestTriage.settings = settings(max_examples=30, stateful_step_count=15, deadline=None)


def test_unsure_sentiments_are_counted_apart(store: Store) -> None:
    kept(store, batch(post()))
    (mention,) = store.mentions(ANY)
    doubt = Sentiment(label="positive", score=0.2, confidence=UNSURE - 0.01, by="model")
    store.enrich([Enriched(id=mention.id, sentiment=doubt)], replace=True)
    (((), tally),) = store.counts(ANY, [])
    assert (tally.unsure, tally.unsure_balance) == (1, 1)
    assert (tally.net_sentiment, tally.net_sentiment_sure) == (1.0, None)
    work(store, sentiment="negative")
    (((), tally),) = store.counts(ANY, [])
    assert (tally.unsure, tally.unsure_balance, tally.net_sentiment_sure) == (0, 0, -1.0)
