"""A large archive, written straight into the tables: what keeping, reading and grouping would have left there.

Five topics, 50,000 authors and 3,000 sites of which few say most, two years, three sentiments; four in ten mentions
belong to a story of several. ``sketches`` adds what copies and stories are found by, which takes ten times as long.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import datetime
from itertools import accumulate, islice
from typing import Any

from mentionwatch.analysis.placing import term_hash
from mentionwatch.store import Store
from mentionwatch.store.times import seconds
from mentionwatch.store.transaction import transaction
from mentionwatch.text.neardup import wording
from mentionwatch.text.sketches import keys

TOPICS = ("Acme", "Bravo", "Билайн", "МегаФон", "Yota")
SOURCES = ("rss", "vk", "telegram", "hackernews")
LANGUAGES = ("ru", "en")
AUTHORS = 50_000
SITES = 3000
DAYS = 730
_CHUNK = 20_000
_SYLLABLES = (
    "ка",
    "ро",
    "сти",
    "не",
    "ла",
    "ми",
    "при",
    "ни",
    "тар",
    "связь",
    "нет",
    "the",
    "ing",
    "er",
    "ti",
    "com",
)

_NAME = "INSERT OR IGNORE INTO names(name) VALUES (?)"
_AUTHOR = "INSERT INTO authors(id, key, source, followers, reach, name) VALUES (?, ?, ?, ?, ?, ?)"
_POST = """
INSERT INTO posts(id, at, published, first_seen, source, feed, kind, site, language, author, likes, comments, shares,
    address, said, code, url, text) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0, ?, ?, ?)"""
_MENTION = """
INSERT INTO mentions(post, topic, at, source, site, language, author, label, doubtful, unread, first_seen, confidence,
    score, story, spans) VALUES (?, ?, ?, ?, ?, ?, ?, ?, 0, 0, ?, 0.9, 0.5, ?, ?)"""
_STORY = "INSERT OR IGNORE INTO stories(id, lead) VALUES (?, ?)"
_GROUPED = "INSERT INTO grouped(post, at, original, lead, story, terms) VALUES (?, ?, ?, ?, ?, ?)"


def fill(store: Store, rows: int, now: datetime, *, days: float = DAYS, sketches: bool = False) -> None:
    """Put so many mentions of the last ``days`` into an empty store, the newest at ``now``."""
    db = store._db
    dice = random.Random(7)
    with transaction(db):
        db.executemany(_NAME, [(name,) for name in (*TOPICS, *SOURCES, *LANGUAGES, "post", *_sites())])
        names = dict(db.execute("SELECT name, id FROM names"))
        db.executemany(_AUTHOR, _authors(dice, names))
    made = _rows(dice, rows, seconds(now), int(days * 86_400), names)
    while chunk := list(islice(made, _CHUNK)):
        with transaction(db):
            db.executemany(_POST, [post for post, _ in chunk])
            db.executemany(_MENTION, [mention for _, mention in chunk])
            db.executemany(_STORY, [(mention[9], mention[0]) for _, mention in chunk])
            if sketches:
                _group(store, chunk)
    db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    db.execute("ANALYZE")


def _sites() -> list[str]:
    return [f"site{number}.example" for number in range(SITES)]


def _authors(dice: random.Random, names: dict[str, int]) -> Iterator[tuple[Any, ...]]:
    for number in range(1, AUTHORS + 1):
        reach = int(dice.paretovariate(0.8) * 30)
        yield number, number, names[dice.choice(SOURCES)], reach, reach, f"Author {number}"


def _rows(
    dice: random.Random, rows: int, newest: int, length: int, names: dict[str, int]
) -> Iterator[tuple[tuple[Any, ...], tuple[Any, ...]]]:
    """A post and its mention, oldest first."""
    words = _vocabulary(dice)
    for number in range(1, rows + 1):
        at = newest - 1 - (rows - number) * length // rows - dice.randrange(60)
        topic = dice.choice(TOPICS)
        source, language = names[dice.choice(SOURCES)], names[dice.choice(LANGUAGES)]
        site = names[f"site{min(int(dice.paretovariate(0.5)), SITES) - 1}.example"]
        author = min(int(dice.paretovariate(0.3)), AUTHORS)
        text = " ".join([topic, *dice.choices(words[0], cum_weights=words[1], k=dice.randint(8, 24))])
        reactions = (int(dice.paretovariate(1)) - 1, dice.randrange(3), dice.randrange(2))
        story = number if dice.random() < 0.6 else max(1, number - int(dice.paretovariate(0.7)))
        span = f'[{{"start":0,"end":{len(topic)},"text":"{topic}","term":"{topic}"}}]'
        yield (
            (number, at, at, at, source, source, names["post"], site, language, author, *reactions, number,
             str(number), f"https://example.org/{number}", text),
            (number, names[topic], at, source, site, language, author, dice.choice((1, 0, 0, -1)), at, story, span),
        )  # fmt: skip


def _vocabulary(dice: random.Random) -> tuple[list[str], list[float]]:
    """Words as frequent as words are: the n-th has a weight of 1/n."""
    words = ["".join(dice.choices(_SYLLABLES, k=dice.randint(1, 4))) for _ in range(20_000)]
    return words, list(accumulate(1 / (rank + 2) for rank in range(len(words))))


def _group(store: Store, chunk: list[tuple[tuple[Any, ...], tuple[Any, ...]]]) -> None:
    """Each post an original, and the lead of a story of its own."""
    sketches, leads, grouped = [], [], []
    for post, mention in chunk:
        number, at, text = post[0], post[1], post[-1]
        terms = sorted({term_hash(word) for word in text.split()[:16]})
        sketches += [(key, number) for key in keys(wording(text))]
        leads += [(term, at, number) for term in terms]
        grouped.append((number, at, number, number, mention[9], b""))
    store._db.executemany("INSERT OR IGNORE INTO sketches(key, post) VALUES (?, ?)", sketches)
    store._db.executemany("INSERT OR IGNORE INTO leads(term, at, post) VALUES (?, ?, ?)", leads)
    store._db.executemany(_GROUPED, grouped)
