"""Matchers whose forms are kept in the database between runs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from mentionwatch.matchers import ready
from mentionwatch.model import Post, Topic
from mentionwatch.store import Store
from mentionwatch.text.forms_version import VERSION

NOW = datetime(2026, 11, 20, 10, tzinfo=UTC)
TOPICS = [
    Topic(name="a", query="Старлинк, Starlink"),
    Topic(name="b", query='"Нова пошта"', languages=("uk",)),
]
POST = Post(source="test", id="1", text="без Старлинка і Нової пошти")


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.open(tmp_path / "mentions.db", now=NOW) as opened:
        yield opened


def test_forms_are_found_once(store: Store) -> None:
    first = ready(store, TOPICS, {})
    kept = store.forms()
    assert len(kept) == 4
    assert all(word.startswith(VERSION) for word in kept)
    again = ready(store, TOPICS, {})
    assert store.forms() == kept
    assert [again.expansion(topic) for topic in TOPICS] == [first.expansion(topic) for topic in TOPICS]
    assert [match.topic for match in again.match(POST)] == ["a", "b"]


def test_what_is_kept_is_used(store: Store) -> None:
    ready(store, TOPICS[:1], {})
    store.keep_forms(dict.fromkeys(store.forms(), "exact:\tстарлинк\t"), VERSION)
    assert ready(store, TOPICS[:1], {}).match(replace(POST, text="без Старлинка")) == []


def test_forms_of_other_tables_and_damaged_ones_are_made_anew(store: Store) -> None:
    ready(store, TOPICS, {})
    damaged = dict.fromkeys(store.forms(), "\0\t\t")
    store.keep_forms({**damaged, "0-old|Старлинк||0": "exact:\tx\t"}, VERSION)
    matcher = ready(store, [*TOPICS, Topic(name="c", query="Билайн")], {})
    assert [match.topic for match in matcher.match(POST)] == ["a", "b"]
    assert all(word.startswith(VERSION) for word in store.forms())
    assert "\0\t\t" not in store.forms().values()


def test_a_store_that_is_only_read_is_left_alone(store: Store, tmp_path: Path) -> None:
    with Store.open(tmp_path / "mentions.db", now=NOW, readonly=True) as read:
        assert ready(read, TOPICS, {}).match(POST)
    assert store.forms() == {}
