"""A database that an older version made is brought up to date with all that it holds."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from sqlite_utils import Database

from mentionwatch.model import Filter
from mentionwatch.store import Store
from mentionwatch.store.schema import APPLICATION, MIGRATIONS, NEWEST
from store_samples import all_of, batch, kept, opened, post

_ROWS = """
INSERT INTO names(id, name) VALUES (1, 'rss'), (2, 'feed'), (3, 'article'), (4, 'Acme'), (5, 'embedded/1');
INSERT INTO posts(id, at, published, first_seen, source, feed, kind, said, code, title, text) VALUES
    (1, 1795340000, 1795340000, 1795340100, 1, 2, 3, 7, '1', 'Acme falls', 'Acme let its customers down.'),
    (2, 1795340000, 1795340000, 1795340100, 1, 2, 3, 8, '2', NULL, 'Perhaps acme of something.');
INSERT INTO mentions(post, topic, at, source, doubtful, first_seen, confidence, spans, label, score, "by", unread)
VALUES (1, 4, 1795340000, 1, 0, 1795340100, 0.97, '[]', -1, -0.5, 5, 0),
    (2, 4, 1795340000, 1, 1, 1795340100, 0.2, '[]', NULL, NULL, NULL, 1);
INSERT INTO sources(key, source, last_ok, last_asked) VALUES ('rss:feed', 'rss', 1795340100, 1795340100);
INSERT INTO words(rowid, title, text) SELECT id, title, text FROM said;
"""


@pytest.fixture(params=range(1, NEWEST))
def store(tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Store]:
    """A database of the first version, with two mentions, brought up to each later one in two steps."""
    with closing(sqlite3.connect(tmp_path / "mentions.db")) as old:
        MIGRATIONS[0](Database(old))
        old.executescript(_ROWS)
        for migration in MIGRATIONS[1 : request.param]:
            migration(Database(old))
        old.execute(f"PRAGMA user_version = {request.param}")
        old.execute(f"PRAGMA application_id = {APPLICATION}")
        old.commit()
    with opened(tmp_path) as made:
        yield made


def test_what_an_older_version_kept_is_there(store: Store) -> None:
    assert store.info()["version"] == NEWEST
    sure, doubtful = all_of(store)[::-1]
    assert (sure.post.title, sure.doubtful, doubtful.doubtful) == ("Acme falls", False, True)
    assert sure.sentiment is not None
    assert sure.sentiment.label == "negative"
    assert [mention.id for mention in store.mentions(Filter(words="customers"))] == [sure.id]
    assert (sure.urgent, sure.inappropriate) == (None, None)
    state = store.states()["rss:feed"]
    assert (state.name, state.active, state.last_ok) == (None, True, state.last_asked)


def test_an_older_database_goes_on(store: Store) -> None:
    kept(store, batch(post(), name="The News"))
    assert len(all_of(store)) == 3
    assert store.states()["https://news.example/feed"].name == "The News"
