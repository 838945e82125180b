"""Tables, and how older databases come to have them: migrations in order, each a function with its reason.

The version of a database is how many migrations it has seen (``PRAGMA user_version``). To change the tables,
add a function at the end of MIGRATIONS; never change one that was released. A migration runs within one
transaction together with all that follow it, after a backup copy.

Rows are kept narrow. Names that repeat (topics, sources, sites, languages, kinds) are numbers of ``names``;
texts come last, so that counting does not read them. ``keys`` outlives the posts: see ``identity.py``.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from mentionwatch.store.cuts import cuts
from mentionwatch.store.migrations_alerts import alerts
from mentionwatch.store.migrations_desk import desk
from mentionwatch.store.migrations_figures import figures
from mentionwatch.store.migrations_forms import forms
from mentionwatch.store.migrations_privacy import privacy
from mentionwatch.store.migrations_sentiment import answers, calibrations, certainty, flags
from mentionwatch.store.migrations_sources import seen
from mentionwatch.store.migrations_stories import stories
from mentionwatch.store.migrations_threads import threads
from mentionwatch.store.samples import samples
from mentionwatch.store.spending import caps, spending
from mentionwatch.store.states import causes

if TYPE_CHECKING:
    from sqlite_utils import Database

TOKENS = "unicode61 remove_diacritics 2"
"""What a word is to full text; without places (detail=none), as words are searched in any order."""

APPLICATION = 0x6D776368
"""``PRAGMA application_id`` of our databases: "mwch"."""


def _first(db: Database) -> None:
    """Posts, the mentions of topics in them, and how sources fare."""
    for table in _TABLES.split("\n\n"):
        db.conn.execute(table)
    db.table("places").create_index(["post"], "places_post")
    db.table("revisions").create_index(["post"], "revisions_post")
    db.table("mentions").create_index(_FIGURES, "mentions_figures")
    db.table("mentions").create_index(["first_seen", "at"], "mentions_seen")
    db.conn.execute("CREATE INDEX mentions_unread ON mentions(id) WHERE unread")
    _first_words(db)


def _first_words(db: Database) -> None:
    """Full text over texts in which ё is е; ``words.py`` fills it, once a batch."""
    folded = "replace(replace({0}, 'ё', 'е'), 'Ё', 'Е') AS {0}"
    db.create_view("said", f"SELECT id, {folded.format('title')}, {folded.format('text')} FROM posts")  # noqa: S608
    db.conn.execute(
        "CREATE VIRTUAL TABLE words USING fts5(title, text, content='said', content_rowid='id', columnsize=0,"
        f" detail=none, tokenize='{TOKENS}')"
    )


def _names_of_sources(db: Database) -> None:
    """Reports call a source what its owner calls it, and not by its address."""
    db.conn.execute("ALTER TABLE sources ADD COLUMN name TEXT")


def _work(db: Database) -> None:
    """What people do with mentions is history. doubted: what the matcher thinks; doubtful: what counts."""
    db.conn.execute(_EVENTS)
    db.table("events").create_index(["mention"], "events_mention")
    db.conn.execute("ALTER TABLE mentions ADD COLUMN verdict INTEGER")
    db.conn.execute("ALTER TABLE mentions ADD COLUMN doubted INTEGER NOT NULL DEFAULT 0")
    db.conn.execute("UPDATE mentions SET doubted = doubtful WHERE doubtful")
    db.conn.execute("CREATE INDEX mentions_judged ON mentions(topic, id, verdict) WHERE verdict IS NOT NULL")


def _lessons(db: Database) -> None:
    """What verdicts taught about topics is not learned again at every scan."""
    db.conn.execute(
        "CREATE TABLE lessons (topic TEXT PRIMARY KEY, digest TEXT NOT NULL, weights TEXT NOT NULL)"
    )


def _archive(db: Database) -> None:
    """What was fetched is kept for a while, so that a better query finds what the old one missed."""
    db.conn.execute(_ARCHIVE)
    db.table("archive").create_index(["seen"], "archive_seen")


# What figures are counted from, without looking at the table.
_FIGURES = ("at", "topic", "label", "doubtful", "source", "site", "language", "author")

_TABLES = """\
CREATE TABLE names (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE)

CREATE TABLE authors (
    id INTEGER PRIMARY KEY, key INTEGER NOT NULL UNIQUE, source INTEGER NOT NULL REFERENCES names(id),
    followers INTEGER, reach INTEGER, name TEXT, handle TEXT, code TEXT, url TEXT
)

-- at: when the post counts for. feed, said: which configured source brought it first, and a hash of what that
-- source last said. address: key of its own address, NULL while only an aggregator's is known.
CREATE TABLE posts (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    at INTEGER NOT NULL, published INTEGER, first_seen INTEGER NOT NULL,
    source INTEGER NOT NULL REFERENCES names(id), feed INTEGER NOT NULL REFERENCES names(id),
    kind INTEGER NOT NULL REFERENCES names(id), site INTEGER REFERENCES names(id),
    language INTEGER REFERENCES names(id), author INTEGER REFERENCES authors(id),
    likes INTEGER, comments INTEGER, shares INTEGER, views INTEGER, rating REAL,
    address INTEGER, said INTEGER NOT NULL,
    code TEXT NOT NULL, url TEXT, thread TEXT, parent TEXT, title TEXT, text TEXT NOT NULL
)

-- Where else a post was seen. Its first place is in its own row.
CREATE TABLE places (
    id INTEGER PRIMARY KEY, post INTEGER NOT NULL REFERENCES posts(id) ON DELETE CASCADE,
    source INTEGER NOT NULL REFERENCES names(id), feed INTEGER NOT NULL REFERENCES names(id),
    seen INTEGER NOT NULL, said INTEGER NOT NULL, code TEXT NOT NULL, url TEXT
)

CREATE TABLE revisions (
    id INTEGER PRIMARY KEY, post INTEGER NOT NULL REFERENCES posts(id) ON DELETE CASCADE,
    seen INTEGER NOT NULL, title TEXT, text TEXT NOT NULL
)

-- Hashes of what identifies a post. They stay when the post goes, so that it does not come back.
CREATE TABLE keys (key INTEGER PRIMARY KEY, post INTEGER NOT NULL)

-- Posts that turned out to be another one.
CREATE TABLE united (gone INTEGER PRIMARY KEY, post INTEGER NOT NULL)

-- at, source, site, language, author repeat the post's, for the index that figures are counted from.
-- label: 1 positive, 0 neutral, -1 negative. unread: 1 until enriched. spans, words: JSON.
CREATE TABLE mentions (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    post INTEGER NOT NULL REFERENCES posts(id) ON DELETE CASCADE, topic INTEGER NOT NULL REFERENCES names(id),
    at INTEGER NOT NULL, source INTEGER NOT NULL, site INTEGER, language INTEGER, author INTEGER,
    label INTEGER, doubtful INTEGER NOT NULL, unread INTEGER NOT NULL DEFAULT 1,
    first_seen INTEGER NOT NULL, confidence REAL NOT NULL, score REAL, certainty REAL,
    "by" INTEGER REFERENCES names(id), intent INTEGER REFERENCES names(id), story INTEGER,
    status TEXT NOT NULL DEFAULT 'new', assignee TEXT, answered INTEGER, spans TEXT NOT NULL, words TEXT,
    UNIQUE (post, topic)
)

CREATE TABLE sources (
    key TEXT PRIMARY KEY, source TEXT NOT NULL, last_ok INTEGER, last_asked INTEGER, newest INTEGER,
    failures INTEGER NOT NULL DEFAULT 0, failing_since INTEGER, next_ask INTEGER, error TEXT,
    posts INTEGER NOT NULL DEFAULT 0, mentions INTEGER NOT NULL DEFAULT 0, active INTEGER NOT NULL DEFAULT 1
)

CREATE TABLE marks (key TEXT NOT NULL, term TEXT NOT NULL, newest INTEGER NOT NULL, PRIMARY KEY (key, term))

CREATE TABLE validators (
    key TEXT NOT NULL, address TEXT NOT NULL, fingerprint TEXT NOT NULL, asked INTEGER NOT NULL,
    etag TEXT, last_modified TEXT, digest TEXT, moved TEXT, PRIMARY KEY (key, address)
)

-- pruned: posts that count for a time before it may be gone.
CREATE TABLE facts (name TEXT PRIMARY KEY, value INTEGER NOT NULL)"""

# undoes: the event that this one takes back. value, before: in words, as people are told.
_EVENTS = """
CREATE TABLE events (
    id INTEGER PRIMARY KEY AUTOINCREMENT, mention INTEGER NOT NULL REFERENCES mentions(id) ON DELETE CASCADE,
    at INTEGER NOT NULL, undoes INTEGER REFERENCES events(id) ON DELETE CASCADE,
    kind TEXT NOT NULL, who TEXT NOT NULL, value TEXT, before TEXT
)"""

# key, said: as those of posts. body: see archive.py.
_ARCHIVE = """
CREATE TABLE archive (
    id INTEGER PRIMARY KEY, key INTEGER NOT NULL UNIQUE, seen INTEGER NOT NULL, said INTEGER NOT NULL,
    feed INTEGER NOT NULL REFERENCES names(id), body BLOB NOT NULL
)"""

MIGRATIONS: tuple[Callable[[Database], None], ...] = (
    _first,
    _names_of_sources,
    _work,
    _lessons,
    _archive,
    stories,
    spending,
    privacy,
    flags,
    alerts,
    threads,
    desk,
    answers,
    certainty,
    forms,
    samples,
    calibrations,
    caps,
    cuts,
    figures,
    causes,
    seen,
)
NEWEST = len(MIGRATIONS)


def migrate(db: Database, version: int) -> None:
    """Bring a database from ``version`` to NEWEST; the caller holds the transaction."""
    for migration in MIGRATIONS[version:]:
        migration(db)
    db.conn.execute(f"PRAGMA user_version = {NEWEST:d}")
    db.conn.execute(f"PRAGMA application_id = {APPLICATION:d}")
