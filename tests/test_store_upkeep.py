"""Backup, pruning, merging, checking."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from mentionwatch.errors import StoreError
from mentionwatch.model import Author, Filter, Post, Sentiment, Validator
from mentionwatch.store import Enriched, Store, merge
from store_samples import ANY, DAY, NOW, all_of, batch, dump, kept, opened, post, texts, with_topics


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with opened(tmp_path) as made:
        yield made


@pytest.fixture
def other(tmp_path: Path) -> Iterator[Store]:
    with opened(tmp_path, "other.db") as made:
        yield made


def aged(days: int, **fields: object) -> Post:
    """A post that is so many days old."""
    told: dict[str, object] = {
        "id": str(days),
        "url": f"https://news.example/{days}",
        "title": f"Acme did thing number {days} of very many",
        "text": f"Acme {days} is what we write about here.",
        "published": NOW - days * DAY,
        "author": Author(name=f"Author {days}"),
    }
    return post(**(told | fields))


def test_info_tells_what_there_is(store: Store) -> None:
    kept(store, batch(aged(1), aged(2)), batch(aged(1, id="guid")))
    told = store.info()
    assert (told["mentions"], told["posts"], told["places"], told["authors"], told["sources"]) == (
        2,
        2,
        1,
        2,
        1,
    )
    assert (told["first"], told["last"]) == ("2026-11-20T10:00:00Z", "2026-11-21T10:00:00Z")
    assert isinstance(told["bytes"], int)
    assert told["bytes"] > 4096


def test_a_backup_is_a_database(store: Store, tmp_path: Path) -> None:
    kept(store, batch(aged(1)))
    (tmp_path / "copy.db").write_text("an older file")
    store.backup(tmp_path / "copy.db")
    kept(store, batch(aged(2)))
    with opened(tmp_path, "copy.db", readonly=True) as copy:
        assert texts(all_of(copy)) == [aged(1).text]
        assert copy.check() == []
    assert not list(tmp_path.glob("*.part"))


def test_the_log_of_an_older_copy_does_not_get_into_the_new_one(store: Store, tmp_path: Path) -> None:
    kept(store, batch(aged(1)))
    store.backup(tmp_path / "copy.db")
    with opened(tmp_path, "copy.db") as older:
        kept(older, batch(aged(2), aged(3)))
        left = (tmp_path / "copy.db-wal").read_bytes()  # as a program that was killed leaves it
    (tmp_path / "copy.db-wal").write_bytes(left)
    kept(store, batch(aged(4)))
    store.backup(tmp_path / "copy.db")
    with opened(tmp_path, "copy.db") as copy:
        assert dump(copy) == dump(store)
        assert copy.check() == []


@pytest.mark.parametrize("content", [b"", b"no database" * 999, None])
def test_what_an_interrupted_backup_left_is_in_nobodys_way(
    store: Store, tmp_path: Path, content: bytes | None
) -> None:
    kept(store, batch(aged(1)))
    whole = (tmp_path / "mentions.db").read_bytes()
    (tmp_path / "copy.db.part").write_bytes(whole[:5000] if content is None else content)
    store.backup(tmp_path / "copy.db")
    with opened(tmp_path, "copy.db") as copy:
        assert dump(copy) == dump(store)
    assert not list(tmp_path.glob("*.part*"))


def test_two_backups_to_one_name_at_once_do_not_mix(store: Store, tmp_path: Path) -> None:
    kept(store, batch(aged(1)))
    with closing(sqlite3.connect(tmp_path / "copy.db.part", isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        other.execute("CREATE TABLE half (id)")
        with pytest.raises(StoreError) as caught:
            store.backup(tmp_path / "copy.db")
        assert caught.value.message == "store-locked"
        other.execute("COMMIT")
        assert (tmp_path / "copy.db.part").exists()
    assert not (tmp_path / "copy.db").exists()
    store.backup(tmp_path / "copy.db")
    with opened(tmp_path, "copy.db") as copy:
        assert dump(copy) == dump(store)


@pytest.mark.parametrize("target", ["mentions.db", "no/folder.db"])
def test_a_backup_that_cannot_be(store: Store, tmp_path: Path, target: str) -> None:
    with pytest.raises(StoreError):
        store.backup(tmp_path / target)
    assert store.check() == []


def test_what_was_pruned_does_not_come_back(store: Store) -> None:
    posts = [aged(days) for days in (1, 10, 100)]
    kept(store, batch(*posts))
    assert store.prune(NOW - 5 * DAY) == 2
    assert texts(all_of(store)) == [aged(1).text]
    again = [
        *posts,
        aged(10, id="changed"),
        aged(100, url="https://news.example/100?utm_source=x", id="z"),
        aged(10, id="g", url="https://news.google.com/articles/1"),
        aged(100, id="u", published=None),
    ]
    assert kept(store, *(batch(one) for one in again)) == []
    assert store.check() == []
    assert len(list(store.mentions(Filter(words="write")))) == 1
    assert (store.info()["posts"], store.info()["authors"]) == (1, 1)


def test_what_is_younger_than_all_that_was_pruned_is_no_ghost(store: Store) -> None:
    kept(store, batch(aged(100, url="https://news.example/changelog")))
    store.prune(NOW - 5 * DAY)
    assert len(kept(store, batch(aged(1, url="https://news.example/changelog")))) == 1


def test_numbers_are_never_used_again(store: Store) -> None:
    first = kept(store, batch(aged(100)))
    store.prune(NOW)
    second = kept(store, batch(aged(1)))
    assert [mention.id for mention in first + second] == [1, 2]
    assert kept(store, batch(aged(100))) == []


def test_pruning_gives_room_back(store: Store, tmp_path: Path) -> None:
    posts = [aged(days, text=f"Acme {days} " * 3000) for days in range(10, 60)]
    store.keep([batch(*posts)], NOW)
    store._db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    before = (tmp_path / "mentions.db").stat().st_size
    store.prune(NOW)
    store._db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    assert (tmp_path / "mentions.db").stat().st_size < before / 3


def feeling(store: Store) -> None:
    bad = Sentiment(label="negative", score=-0.5, by="embedded/1")
    store.enrich(
        [Enriched(id=mention.id, sentiment=bad, intent="complaint") for mention in store.unread(100)]
    )


def test_merging_keeps_each_post_once(store: Store, other: Store, tmp_path: Path) -> None:
    kept(store, batch(aged(1), aged(2)))
    kept(
        other,
        batch(aged(2), aged(3)),
        with_topics(aged(2, id="guid"), "Acme", "Rival", key="f2"),
        now=NOW - DAY,
    )
    feeling(other)
    assert store.merge(tmp_path / "other.db") == 2
    assert [(mention.topic, mention.post.id) for mention in store.mentions(ANY)] == [
        ("Acme", "1"), ("Rival", "2"), ("Acme", "2"), ("Acme", "3"),
    ]  # fmt: skip
    assert {mention.post.id: mention.sentiment is not None for mention in all_of(store)} == {
        "1": False, "2": True, "3": True,
    }  # fmt: skip
    assert {mention.post.id: mention.first_seen for mention in all_of(store)}["2"] == NOW - DAY
    assert store.merge(tmp_path / "other.db") == 0
    assert store.check() == []


def test_what_is_merged_is_what_was_there_when_it_began(
    store: Store, other: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept(other, *(batch(aged(days)) for days in range(1, 6)))
    taken = merge._take

    def busy(*args: Any) -> int:
        other.prune(NOW)
        return taken(*args)

    monkeypatch.setattr(merge, "_AT_ONCE", 2)
    monkeypatch.setattr(merge, "_take", busy)
    assert store.merge(tmp_path / "other.db") == 5
    assert all_of(other) == []
    assert store.check() == []


def test_merging_into_an_empty_database_is_a_copy(store: Store, other: Store, tmp_path: Path) -> None:
    kept(
        other,
        batch(aged(1), aged(2), marks={"": NOW}, validators={"a": Validator(etag="1")}),
        batch(aged(1, id="guid", text="Acme 1…"), key="f2"),
        batch(aged(2, text="Acme 2 was edited since.")),
        batch(*(aged(n, url="https://news.example/one", published=NOW) for n in (5, 6)), key="f3"),
        batch(aged(50)),
    )
    feeling(other)
    other.prune(NOW - 40 * DAY)
    assert store.merge(tmp_path / "other.db") == 4
    assert dump(store) == dump(other)
    assert list(map(str, store.mentions(ANY))) != []
    assert store.states().keys() == other.states().keys()
    feed = "https://news.example/feed"
    assert store.marks([feed]) == {(feed, ""): NOW}
    assert store.validators([feed], "") == {feed: {}}
    again = batch(aged(1), aged(50)), batch(aged(1, id="guid", text="Acme 1…"), key="f2")
    assert kept(store, *again) == kept(other, *again) == []
    assert dump(store) == dump(other)


def test_work_done_in_either_database_is_kept(store: Store, other: Store, tmp_path: Path) -> None:
    kept(store, batch(aged(1), aged(2)))
    kept(other, batch(aged(1), aged(2)))
    store._db.execute("UPDATE mentions SET status = 'ignored' WHERE id = 1")
    other._db.execute("UPDATE mentions SET status = 'answered', assignee = 'eve', answered = 5")
    store.merge(tmp_path / "other.db")
    assert [(mention.status, mention.assignee) for mention in all_of(store)] == [
        ("ignored", None), ("answered", "eve"),
    ]  # fmt: skip


def test_merging_with_itself_or_nothing(store: Store, tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="cannot be merged into itself"):
        store.merge(tmp_path / "mentions.db")
    with pytest.raises(StoreError, match="no database at"):
        store.merge(tmp_path / "nothing.db")


DAMAGE = {
    "DELETE FROM keys": "come back as new",
    "DELETE FROM mentions": "posts without a mention",
    "UPDATE mentions SET at = at + 1": "unlike their post",
    "UPDATE posts SET text = 'other words'": "the full text",
    "INSERT INTO united VALUES (1, 2)": "united with others",
    "UPDATE daily SET total = 2": "figures",
    "DELETE FROM hourly": "figures",
    "INSERT INTO sites SELECT span + 1, topic, site, doubtful, 1, 0, 0, 0, 0, 0 FROM sites": "figures",
    "PRAGMA foreign_keys = 0; DELETE FROM posts": "belong to nothing",
}


@pytest.mark.parametrize(("damage", "what"), DAMAGE.items(), ids=DAMAGE.values())
def test_check_finds_what_disagrees(store: Store, tmp_path: Path, damage: str, what: str) -> None:
    kept(store, batch(aged(1)))
    assert store.check() == []
    store._db.executescript(damage)
    with opened(tmp_path, readonly=True) as reader:
        assert list(map(str, reader.check())) == list(map(str, store.check()))
    problems = store.check()
    assert any(what in str(problem) for problem in problems)
    assert all(problem.say("ru") != problem.say("en") for problem in problems)


def test_check_finds_a_broken_index(store: Store, tmp_path: Path) -> None:
    kept(store, batch(aged(1)))
    store._db.executescript(
        "PRAGMA writable_schema = 1; DELETE FROM sqlite_master WHERE name = 'mentions_seen'; PRAGMA writable_schema = 0"
    )
    store.close()
    with sqlite3.connect(tmp_path / "mentions.db") as db:
        assert db.execute("PRAGMA integrity_check").fetchone() != ("ok",)
    db.close()
    with opened(tmp_path) as again:
        assert "damaged" in str(again.check()[0])


def test_a_post_is_pruned_for_when_it_counts(store: Store) -> None:
    undated = aged(1, published=None)
    kept(store, batch(undated), now=NOW)
    assert store.prune(NOW) == 0
    assert store.prune(NOW + timedelta(seconds=1)) == 1
    assert kept(store, batch(undated), now=NOW + DAY) == []
