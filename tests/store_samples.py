"""Posts, matches and batches for the tests of the store."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest

from mentionwatch.model import Author, Filter, Match, Mention, Post, Span
from mentionwatch.store import Batch, Store

NOW = datetime(2026, 11, 22, 10, 0, tzinfo=UTC)
DAY = timedelta(days=1)
ANY = Filter(doubtful=None)
TOPIC = "Acme"


def post(**fields: Any) -> Post:
    """A post of the site ``news.example`` that was published an hour ago."""
    told: dict[str, Any] = {
        "source": "rss",
        "id": "1",
        "text": "Acme let its customers down again, and nobody answers the telephone.",
        "title": "Acme raises its prices for all tariffs",
        "url": "https://news.example/2026/acme-raises-prices",
        "published": NOW - timedelta(hours=1),
        "site": "news.example",
        "language": "en",
        "author": Author(name="Ann", handle="ann", followers=10),
    }
    return Post(**(told | fields))


def match(whole: str, topic: str = TOPIC, word: str = "Acme") -> Match:
    """The match of every place where the word stands."""
    spans = []
    start = whole.find(word)
    while start >= 0:
        spans.append(Span(start=start, end=start + len(word), text=word, term=word))
        start = whole.find(word, start + 1)
    return Match(topic=topic, spans=tuple(spans), confidence=0.97)


def batch(
    *posts: Post, key: str = "https://news.example/feed", asked: datetime = NOW, **fields: Any
) -> Batch:
    """What the source ``key`` brought: posts that all mention TOPIC."""
    found = [(one, (match(one.whole),)) for one in posts]
    told: dict[str, Any] = {"source": posts[0].source if posts else "rss", "posts": len(posts)}
    return Batch(key=key, asked=asked, found=found, **(told | fields))


def with_topics(one: Post, *topics: str, **fields: Any) -> Batch:
    """A batch of one post that several topics match."""
    found = [(one, tuple(match(one.whole, topic) for topic in topics))]
    return replace(batch(one, **fields), found=found)


def kept(store: Store, *batches: Batch, now: datetime = NOW) -> list[Mention]:
    """Keep each batch on its own; the fresh mentions of all."""
    return [mention for one in batches for mention in store.keep([one], now)]


def all_of(store: Store) -> list[Mention]:
    return list(store.mentions(ANY))


def opened(folder: Path, name: str = "mentions.db", *, readonly: bool = False) -> Store:
    return Store.open(folder / name, now=NOW, readonly=readonly)


def texts(mentions: Iterable[Mention]) -> list[str]:
    return [mention.post.text for mention in mentions]


def dump(store: Store) -> list[tuple[Any, ...]]:
    """What a store holds, without numbers and without when it was first seen."""
    return sorted(
        (
            mention.topic, mention.post.title or "", mention.post.text, str(mention.spans), mention.confidence,
            str(mention.sentiment), mention.intent or "", mention.status, str(mention.post.engagement),
            sorted((place.source, place.id, place.url or "") for place in store.places(mention.id)),
            [(revision.title, revision.text) for revision in store.revisions(mention.id)],
        )
        for mention in store.mentions(ANY)
    )  # fmt: skip


@cache
def _empty() -> bytes:
    """The bytes of a database without rows; making tables takes longer than copying them."""
    with TemporaryDirectory() as folder:
        opened(Path(folder)).close()
        return (Path(folder) / "mentions.db").read_bytes()


@contextmanager
def all_closed() -> Iterator[None]:
    """Within, each connection to a database is counted; at the end none may be left to the garbage collector."""
    made: list[sqlite3.Connection] = []
    connect = sqlite3.connect

    def counted(*args: Any, **options: Any) -> sqlite3.Connection:
        made.append(connect(*args, **options | {"check_same_thread": False}))
        return made[-1]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sqlite3, "connect", counted)
        yield
    for db in made:
        with pytest.raises(sqlite3.ProgrammingError, match="closed"):
            db.execute("SELECT 1")


@contextmanager
def scratch() -> Iterator[Store]:
    """A store that lives for one example of a property."""
    with TemporaryDirectory() as folder:
        (Path(folder) / "mentions.db").write_bytes(_empty())
        with opened(Path(folder)) as store:
            store._db.execute("PRAGMA synchronous = OFF")  # nothing here has to survive a power cut
            yield store
