"""Forgetting a person leaves nothing of theirs in the file, and does not let it come back."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from alert_samples import rule
from mentionwatch.alerts import Watch, compose, evaluate
from mentionwatch.formats._alerts import Letter
from mentionwatch.formats._figures import Figures
from mentionwatch.model import Author, Filter, Post, Rule, Sentiment
from mentionwatch.store import Enriched, Store
from mentionwatch.store.archive import pack
from store_samples import NOW, all_of, batch, kept, opened, post

VERA = Author(name="Вера Тайнова", handle="vera_secret", id="77", url="https://vk.example/vera")
NEUTRAL = Sentiment(label="neutral", score=0.0, by="test/1")
PLANTED = ("Тайнова", "vera_secret", "сокровенное", "zaveduyushchaya")


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with opened(tmp_path) as made:
        yield made


def hers(**fields: object) -> Post:
    told: dict[str, object] = {
        "id": "v1",
        "source": "vk",
        "site": "vk.example",
        "title": None,
        "url": "https://vk.example/wall1",
        "text": "Acme, это сокровенное zaveduyushchaya",
        "author": VERA,
    }
    return post(**(told | fields))


def theirs() -> Post:
    return post(id="other", url="https://news.example/other", title="Acme and the rest of the world today")


def bytes_of(folder: Path) -> bytes:
    return b"".join(path.read_bytes() for path in sorted(folder.glob("mentions.db*")))


def forget(store: Store, name: str) -> tuple[int, int, int]:
    gone = store.forget(store.called(name), name)
    return gone.mentions, gone.posts, gone.archived


@pytest.mark.parametrize(
    "name", ["Вера Тайнова", "vera_secret", "@vera_secret", "77", "https://vk.example/vera"]
)
def test_nothing_of_a_person_can_be_read_from_the_file(store: Store, tmp_path: Path, name: str) -> None:
    silent = hers(id="v2", url="https://vk.example/wall2", text="сокровенное без имени")
    kept(
        store,
        batch(hers(), archive=[pack(hers()), pack(silent), pack(theirs())]),
        batch(hers(text="Acme, это сокровенное, но иначе")),
        batch(theirs()),
    )
    planted = [word.encode() for word in PLANTED]
    assert all(word in bytes_of(tmp_path) for word in planted)
    assert forget(store, name) == (1, 1, 2)
    store.close()
    assert [word for word in planted if word in bytes_of(tmp_path)] == []
    with opened(tmp_path) as again:
        assert [mention.post.id for mention in all_of(again)] == ["other"]
        assert list(again.mentions(Filter(words="сокровенное"))) == []
        assert [one.post.id for one in again.archived(9)] == ["other"]
        assert again.check() == []


def test_what_was_forgotten_does_not_come_back(store: Store) -> None:
    silent = hers(id="v2", url="https://vk.example/wall2", text="сокровенное без имени")
    kept(store, batch(hers(), archive=[pack(silent)]))
    forget(store, "vera_secret")
    seen_elsewhere = hers(id="feed", source="rss", url="https://vk.example/wall1?utm_source=x")
    assert kept(store, batch(hers()), batch(seen_elsewhere), batch(archive=[pack(silent)])) == []
    assert list(store.archived(9)) == []


def test_what_a_person_publishes_later_is_kept_like_anybodys(store: Store) -> None:
    kept(store, batch(hers()))
    forget(store, "vera_secret")
    assert len(kept(store, batch(hers(id="v3", url="https://vk.example/wall3")))) == 1


def test_people_of_one_name_are_told_apart(store: Store) -> None:
    namesake = hers(
        id="r1", source="reddit", site=None, url="https://r.example/1", author=Author(name=VERA.name)
    )
    kept(store, batch(hers(), archive=[pack(hers()), pack(namesake)]), batch(namesake))
    people = store.called("Вера Тайнова")
    assert [(one.source, one.posts) for one in people] == [("vk", 1), ("reddit", 1)]
    gone = store.forget([one for one in people if one.source == "vk"], "Вера Тайнова", "vk")
    assert (gone.posts, gone.archived) == (1, 1)
    assert [mention.post.source for mention in all_of(store)] == ["reddit"]


def test_messages_that_wait_do_not_tell_of_a_person(store: Store, tmp_path: Path) -> None:
    kept(store, batch(hers()), batch(theirs()))
    for number, body in enumerate(("vera_secret: сокровенное", "https://vk.example/wall1", "somebody else")):
        store._db.execute(
            "INSERT INTO outbox(key, rule, target, made, next, title, body, payload)"
            " VALUES (?, 'r', 't', 0, 0, 'Acme', ?, ?)",
            (str(number), body, None if number else '{"text": "zaveduyushchaya"}'),
        )
    forget(store, "vera_secret")
    assert [message.body for message in store.messages(["waiting"])] == ["somebody else"]
    store.close()
    assert not any(word.encode() in bytes_of(tmp_path) for word in PLANTED)


def test_a_reader_that_holds_the_log_is_told_of(store: Store, tmp_path: Path) -> None:
    kept(store, batch(hers()))
    store._db.execute("PRAGMA busy_timeout = 50")
    with opened(tmp_path, readonly=True) as reader:
        reader._db.execute("BEGIN")
        reader._db.execute("SELECT count(*) FROM posts").fetchone()
        assert not store.forget(store.called("vera_secret"), "vera_secret").overwritten
        reader._db.execute("ROLLBACK")
    kept(store, batch(hers(id="v9", url="https://vk.example/wall9")))
    assert store.forget(store.called("vera_secret"), "vera_secret").overwritten
    store.close()
    assert not any(word.encode() in bytes_of(tmp_path) for word in PLANTED)


def test_nobody(store: Store) -> None:
    kept(store, batch(theirs()))
    assert forget(store, "nobody") == (0, 0, 0)
    assert len(all_of(store)) == 1
    assert all_of(store)[0].first_seen == NOW


def test_nothing_of_theirs_waits_to_be_sent(store: Store) -> None:
    rules = [rule("mention"), rule("loud author", about=Rule(name="loud", min_reach=1))]
    watch = Watch(rules=rules, topics=("Acme",))
    evaluate(store, watch, NOW)
    fresh = hers(author=replace(VERA, followers=9000))
    kept(store, batch(fresh), now=NOW)
    store.enrich([Enriched(id=one.id, sentiment=NEUTRAL, intent="other") for one in store.unread(9)])
    evaluate(store, watch, NOW)
    compose(store, rules, lambda r, told, known: Letter(Figures("ru")).write(r.name, told, known), NOW)
    assert len(store.messages(["waiting"])) == 2
    forget(store, "vera_secret")
    assert store.messages(["waiting"]) == []
    assert not any(subject.startswith("author:") for subject in store.book().told("loud author"))
