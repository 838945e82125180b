"""Giving kept mentions their stories: whatever the order of arrival, once or twice, and quickly."""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mentionwatch.analysis import stories
from mentionwatch.analysis.placing import place
from mentionwatch.enrich import group
from mentionwatch.model import Post
from mentionwatch.store import Store
from store_samples import NOW, all_of, batch, kept, opened, post, scratch, with_topics

EVENTS = (
    ("Acme recalls toasters", "Acme recalls forty thousand toasters after a fire in a kitchen in Leeds."),
    ("Toasters of Acme go back", "After a kitchen fire in Leeds forty thousand toasters go back to Acme."),
    (
        "Acme recalls its toasters",
        "The toasters of Acme go back after a fire in Leeds, forty thousand of them.",
    ),
    ("Acme hires a new director", "Mary Jones joins Acme as director of finance from a bank in Oslo."),
    ("Mary Jones joins Acme", "The new director of finance at Acme, Mary Jones, worked for a bank in Oslo."),
    ("Acme is down", "Nothing works: Acme is down since the morning, in all of the north."),
    ("No service", "We have no internet at home. Is it Acme again?"),
    ("Acme opens a shop", "A new shop of Acme opens in Bergen on Friday, with coffee for everybody."),
    (None, "I like the coffee in the new shop of Acme in Bergen."),
)


def told(number: int, hours: float) -> Post:
    title, text = EVENTS[number % len(EVENTS)]
    return post(
        id=str(number), title=title, text=f"{text} {number // len(EVENTS) or ''}".strip(),
        url=f"https://news.example/{number}", published=NOW - timedelta(hours=hours), author=None,
    )  # fmt: skip


def groups_of(store: Store) -> set[frozenset[str]]:
    found: dict[int | None, set[str]] = defaultdict(set)
    for mention in all_of(store):
        found[mention.story].add(mention.post.id)
    assert None not in found
    return {frozenset(ids) for ids in found.values()}


def grouped(store: Store, scans: Iterable[Sequence[Post]]) -> set[frozenset[str]]:
    for scan in scans:
        kept(store, batch(*scan))
        group(store)
    return groups_of(store)


@pytest.fixture
def store(tmp_path: Path) -> Iterable[Store]:
    with opened(tmp_path) as made:
        yield made


HOURS = {number: (number * 37) % 400 for number in range(len(EVENTS))}
HISTORY = [told(number, hours) for number, hours in HOURS.items()]


def test_reports_of_one_event_are_one_story(store: Store) -> None:
    close = [told(number, number) for number in range(len(EVENTS))]
    assert {"0", "1", "2"} in [set(ids) for ids in grouped(store, [close])]
    assert {"5", "6"} in [set(ids) for ids in groups_of(store)]


def test_copies_are_of_the_story_of_their_original(store: Store) -> None:
    again = post(id="copy", title=None, text=EVENTS[0][1], url="https://copy.example/1", site="copy.example",
                 published=NOW - timedelta(hours=2), author=None)  # fmt: skip
    found = grouped(store, [[told(0, 5)], [told(7, 4)], [again]])
    assert found == {frozenset({"0", "copy"}), frozenset({"7"})}


def test_a_number_that_differs_parts_copies(store: Store) -> None:
    text = "Acme will pay {} million euros to its customers in Leeds, the court said on Monday morning."
    one = post(id="1", title="Acme will pay 3 million euros", text=text.format(3), url="https://a.example/1")
    other = post(
        id="2", title="Acme will pay 8 million euros", text=text.format(8), url="https://b.example/2"
    )
    assert len(grouped(store, [[one, other]])) == 2


@settings(deadline=None, max_examples=10)
@given(st.permutations(HISTORY), st.integers(1, len(HISTORY)))
def test_the_order_of_arrival_does_not_matter(posts: list[Post], at_once: int) -> None:
    scans = [posts[start : start + at_once] for start in range(0, len(posts), at_once)]
    with scratch() as one, scratch() as other:
        assert grouped(one, scans) == grouped(other, [sorted(HISTORY, key=lambda post: post.id)])


@settings(deadline=None, max_examples=6)
@given(st.integers(0, 10_000))
def test_many_with_copies_in_any_order_are_placed_as_in_order(seed: int) -> None:
    chance = random.Random(seed)
    posts = [told(number, chance.uniform(0, 700)) for number in range(36)]
    with scratch() as one, scratch() as other:
        assert grouped(one, [chance.sample(posts[part::4], 9) for part in range(4)]) == grouped(
            other, [posts]
        )


def test_the_stories_are_those_of_the_analysis(store: Store) -> None:
    """Which places everything anew for each report."""
    found = grouped(store, [[told] for told in HISTORY])
    reports = [
        stories.Report(id=int(post.id), published=NOW - timedelta(hours=HOURS[int(post.id)]), title=post.title,
                       text=post.text)
        for post in HISTORY
    ]  # fmt: skip
    expected: dict[int, set[str]] = defaultdict(set)
    for number, link in stories.group(reports).items():
        expected[link.lead].add(str(number))
    assert found == {frozenset(ids) for ids in expected.values()}


def test_grouping_again_changes_nothing(store: Store) -> None:
    grouped(store, [HISTORY])
    before = [(mention.id, mention.story) for mention in all_of(store)]
    group(store)
    assert [(mention.id, mention.story) for mention in all_of(store)] == before


def test_a_story_keeps_its_number_when_an_earlier_report_turns_up(store: Store) -> None:
    grouped(store, [[told(1, 5), told(2, 4)]])
    (story,) = {mention.story for mention in all_of(store)}
    grouped(store, [[told(0, 9)]])
    assert {mention.story for mention in all_of(store)} == {story}


def test_a_second_topic_of_a_post_gets_the_same_story(store: Store) -> None:
    grouped(store, [[told(0, 5)]])
    kept(store, with_topics(told(0, 5), "Acme", "Toasters"))
    group(store)
    assert len({mention.story for mention in all_of(store)}) == 1
    assert len(all_of(store)) == 2


def _fail_at_the_end(store: Store) -> None:
    with store.grouping(3) as shelf:
        place(shelf.fresh, shelf)
        raise ZeroDivisionError


def test_what_an_error_left_is_finished_later(store: Store) -> None:
    kept(store, batch(*HISTORY))
    with pytest.raises(ZeroDivisionError):
        _fail_at_the_end(store)
    assert store.ungrouped()
    group(store)
    assert not store.ungrouped()
    with scratch() as whole:
        assert groups_of(store) == grouped(whole, [HISTORY])


def test_pruning_leaves_nothing_behind(store: Store) -> None:
    grouped(store, [HISTORY])
    store.prune(NOW + timedelta(days=1))
    for table in ("grouped", "sketches", "leads", "stories"):
        assert store._db.execute(f"SELECT count(*) FROM {table}").fetchone() == (0,)
    assert store.check() == []
