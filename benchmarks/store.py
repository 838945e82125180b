"""How fast and how small the store is, as ratios inside one run.

    python benchmarks/store.py [--rows 200000] [--small 10000] [--folder DIR]

Prints: rows a second of keeping against sqlite-utils' ``insert_all`` of the same posts into tables of the same
shape; bytes a mention against its payload; a weekly report's figures at a small and a large archive with the same
week; JSON lines made in SQL against ``SELECT`` and ``json.dumps``.
"""

from __future__ import annotations

import argparse
import json
import random
import statistics
import time
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime, timedelta
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import sqlite_utils

from mentionwatch.model import Author, Engagement, Filter, Match, Period, Post, Sentiment, Span
from mentionwatch.store import Batch, Enriched, Store
from mentionwatch.store.arrivals import arrivals_of
from mentionwatch.store.keep import receive
from mentionwatch.store.known import Known
from mentionwatch.store.lines import line
from mentionwatch.store.transaction import transaction
from mentionwatch.store.write import write

NOW = datetime(2026, 11, 22, 10, tzinfo=UTC)
WEEK = Period(start=NOW - timedelta(days=7), end=NOW)
IN_WEEK = 5000
TOPICS = ["МегаФон", "Билайн", "МТС", "Tele2", "Yota"]
LABELS = ["positive", "neutral", "negative"]
SYLLABLES = [
    "ка",
    "ро",
    "сти",
    "не",
    "во",
    "ла",
    "ми",
    "та",
    "при",
    "де",
    "ло",
    "ва",
    "ни",
    "тар",
    "иф",
    "св",
    "язь",
    "ин",
    "тер",
    "нет",
    "the",
    "ing",
    "er",
    "on",
    "re",
    "ti",
    "ve",
    "com",
]


def words(dice: random.Random, vocabulary: Sequence[str], letters: int) -> str:
    text = " ".join(dice.choices(vocabulary, k=letters // 6))
    return text[:letters]


def vocabulary(dice: random.Random) -> list[str]:
    """Words as frequent as words are: the n-th has a weight of 1/n, by being listed so often."""
    made = ["".join(dice.choices(SYLLABLES, k=dice.randint(1, 4))) for _ in range(20_000)]
    return [word for rank, word in enumerate(made, 1) for _ in range(max(1, 2000 // rank))]


def found(rows: int) -> Iterator[tuple[Post, tuple[Match, ...]]]:
    """Posts as the field sees them: 250 letters, half Russian; IN_WEEK of them in the last week, the rest older."""
    dice = random.Random(7)
    listed = vocabulary(dice)
    for number in range(rows):
        seconds = (
            dice.randrange(7 * 86_400) if number < IN_WEEK else 7 * 86_400 + dice.randrange(700 * 86_400)
        )
        topic = dice.choice(TOPICS)
        site = f"site{min(int(dice.paretovariate(0.5)), 3000)}.example"
        title = words(dice, listed, 60)
        text = f"{words(dice, listed, 120)} {topic} {words(dice, listed, 125)}"
        start = len(title) + 1 + text.index(topic)
        yield (
            Post(
                source=dice.choice(["rss", "vk", "telegram", "hackernews"]),
                id=f"https://{site}/?p={number}",
                text=text,
                title=title,
                url=f"https://{site}/2026/11/{number}/some-words-of-the-title",
                author=Author(name=f"Author {dice.randrange(50_000)}"),
                published=NOW - timedelta(seconds=seconds + 1),
                site=site,
                language=dice.choice(["ru", "en"]),
                engagement=Engagement(likes=dice.randrange(50)),
            ),
            (
                Match(
                    topic=topic,
                    spans=(Span(start=start, end=start + len(topic), text=topic, term=topic),),
                    confidence=0.9,
                ),
            ),
        )


def payload(post: Post, matches: Sequence[Match]) -> int:
    """Bytes of what is told: UTF-8 of the texts, eight a number."""
    author = post.author
    texts = [post.source, post.id, post.text, post.title, post.url, post.site, post.language, post.kind]
    texts += [author.name if author else None]
    texts += [text for m in matches for s in m.spans for text in (m.topic, s.text, s.term)]
    return sum(len(text.encode()) for text in texts if text) + 8 * 7


def timed(work: Callable[[], Any], times: int = 1) -> float:
    """The median of CPU seconds."""
    taken = []
    for _ in range(times):
        start = time.process_time()
        work()
        taken.append(time.process_time() - start)
    return statistics.median(taken)


def batches(rows: int, size: int = 1000) -> Iterator[Batch]:
    arriving = found(rows)
    while some := list(islice(arriving, size)):
        yield Batch(key="feed", source="rss", asked=NOW, found=some, posts=size)


def filled(path: Path, rows: int) -> tuple[Store, float, int]:
    """A store with so many mentions, CPU seconds of keeping, and bytes of payload."""
    store = Store.open(path, now=NOW)
    seconds, size = 0.0, 0
    for batch in batches(rows):
        size += sum(payload(*one) for one in batch.found)
        seconds += timed(lambda batch=batch: store.keep([batch], NOW))  # type: ignore[misc]
    return store, seconds, size


def written(path: Path, rows: int) -> float:
    """CPU seconds of the database's part of keeping: what was recognised before is written and committed."""
    seconds = 0.0
    with Store.open(path, now=NOW) as store:
        for batch in batches(rows):
            arrivals = arrivals_of(batch, NOW)
            with transaction(store._db):
                known = Known.load(store._db, arrivals)
                for arrival in arrivals:
                    receive(arrival, known)
                start = time.process_time()
                write(known)
            seconds += time.process_time() - start
    return seconds


def read_all(store: Store) -> None:
    """Give every mention a sentiment."""
    dice = random.Random(3)
    while mentions := store.unread(5000):
        store.enrich(
            [
                Enriched(id=m.id, sentiment=Sentiment(label=dice.choice(LABELS), score=0.5, by="embedded/1"))  # type: ignore[arg-type]
                for m in mentions
            ]
        )


def rows_of(
    some: Sequence[tuple[Post, tuple[Match, ...]]],
) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """The same posts and mentions as rows of two flat tables."""
    posts, mentions = [], []
    for post, matches in some:
        posts.append(
            {
                "url": post.url, "source": post.source, "guid": post.id, "site": post.site, "title": post.title,
                "text": post.text, "author": post.author.name if post.author else None, "language": post.language,
                "published": post.published.timestamp() if post.published else None, "kind": post.kind,
                "likes": post.engagement.likes,
            }
        )  # fmt: skip
        for match in matches:
            spans = json.dumps([[s.start, s.end, s.text, s.term] for s in match.spans], ensure_ascii=False)
            mentions.append(
                {"url": post.url, "topic": match.topic, "spans": spans, "confidence": match.confidence,
                 "published": post.published.timestamp() if post.published else None}
            )  # fmt: skip
    return posts, mentions


def by_sqlite_utils(path: Path, rows: int) -> float:
    """CPU seconds of sqlite-utils for the same posts and mentions, with full text and the same questions indexed."""
    db = sqlite_utils.Database(path)
    db.enable_wal()
    db.execute("PRAGMA synchronous = NORMAL")
    seconds = 0.0
    for number, batch in enumerate(batches(rows)):
        seconds += timed(lambda batch=batch, number=number: _insert(db, batch, number))  # type: ignore[misc]
    db.close()
    return seconds


def _insert(db: Any, batch: Batch, number: int) -> None:
    posts, mentions = rows_of(batch.found)
    db["posts"].insert_all(posts, ignore=True, pk="url")
    db["mentions"].insert_all(mentions, ignore=True, pk=("url", "topic"))
    if number == 0:
        db["posts"].create_index(["source", "guid"], unique=True)
        db["mentions"].create_index(["published", "topic"])
        db["posts"].enable_fts(["title", "text"], create_triggers=True)


def weekly(store: Store) -> None:
    """What a weekly report asks."""
    for period in (WEEK, WEEK.before):
        asked = Filter(since=period.start, until=period.end)
        for by in ("topic", "source", "site", "language"):
            store.counts(asked, [by])
    asked = Filter(since=WEEK.start, until=WEEK.end)
    store.loudest(asked, 10, UTC)
    store.engaging(asked, 10)
    store.negatives(asked, 10)
    store.late(asked)
    store.doubtful(asked)


def figures_only(store: Store) -> None:
    asked = Filter(since=WEEK.start, until=WEEK.end)
    for by in ("topic", "source", "site", "language"):
        store.counts(asked, [by])


def selected(store: Store, limit: int) -> None:
    """Lines as one would write them first: SELECT, a dictionary a row, json.dumps."""
    names = [
        "id",
        "topic",
        "kind",
        "source",
        "site",
        "url",
        "title",
        "text",
        "matches",
        "confidence",
        "author",
        "published",
        "first_seen",
        "language",
        "label",
        "score",
        "by",
        "intent",
        "likes",
        "comments",
        "shares",
        "views",
        "story",
        "thread",
        "parent",
        "status",
        "assignee",
        "answered",
    ]
    rows = store._db.execute(
        "SELECT m.id, t.name, k.name, s.name, h.name, p.url, p.title, p.text, m.spans,"
        " m.confidence, a.name, p.published,"
        " m.first_seen, l.name, m.label, m.score, b.name, m.intent, p.likes, p.comments, p.shares, p.views, m.story,"
        " p.thread, p.parent, m.status, m.assignee, m.answered"
        " FROM mentions m JOIN posts p ON p.id = m.post JOIN names t ON t.id = m.topic JOIN names s ON s.id = p.source"
        " JOIN names k ON k.id = p.kind LEFT JOIN names h ON h.id = p.site LEFT JOIN names l ON l.id = p.language"
        ' LEFT JOIN names b ON b.id = m."by" LEFT JOIN authors a ON a.id = p.author'
        " ORDER BY m.at DESC, m.id DESC LIMIT ?",
        (limit,),
    )
    for row in rows:
        one = dict(zip(names, row, strict=True))
        one["matches"] = json.loads(one["matches"])
        for time_name in ("published", "first_seen"):
            one[time_name] = datetime.fromtimestamp(one[time_name], UTC).isoformat()
        json.dumps(one, ensure_ascii=False)


def through_mentions(store: Store, limit: int) -> None:
    for mention in store.mentions(Filter(), limit=limit):
        line(mention)


def report(name: str, value: float, goal: str) -> None:
    print(f"{name:<66}{value:>12,.2f}   {goal}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0] if __doc__ else None)
    parser.add_argument("--rows", type=int, default=200_000)
    parser.add_argument("--small", type=int, default=10_000)
    parser.add_argument("--folder", type=Path)
    given = parser.parse_args()
    with TemporaryDirectory(dir=given.folder) as folder:
        measure(Path(folder), given.rows, given.small)


def measure(folder: Path, rows: int, small: int) -> None:
    compared = min(rows, 50_000)
    store, seconds, size = filled(folder / "compared.db", compared)
    theirs = by_sqlite_utils(folder / "theirs.db", compared)
    report(f"keep, mentions a second ({compared:,} rows)", compared / seconds, "")
    report("sqlite-utils insert_all with FTS triggers, mentions a second", compared / theirs, "")
    report("keep / sqlite-utils", theirs / seconds, "goal >= 3")
    alone = written(folder / "written.db", compared)
    report("the writing of it alone / sqlite-utils", theirs / alone, "")
    again = timed(lambda: [store.keep([batch], NOW) for batch in batches(20_000)])
    report("keeping what is known already, mentions a second", 20_000 / again, "")
    store.close()

    little, _, _ = filled(folder / "small.db", small)
    large, seconds, size = filled(folder / "large.db", rows)
    report(f"keep, mentions a second ({rows:,} rows)", rows / seconds, "")
    for one in (little, large):
        read_all(one)
        one._db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    told = large.info()
    report("payload, bytes a mention", size / rows, "")
    report("database, bytes a mention / payload", int(told["bytes"] or 0) / size, "goal <= 1.6")

    for name, work in (("weekly report", weekly), ("figures of a week", figures_only)):
        before, after = (timed(lambda one=one, work=work: work(one), 9) for one in (little, large))  # type: ignore[misc]
        report(f"{name}: ms with {small:,} rows", before * 1000, "")
        report(f"{name}: ms with {rows:,} rows", after * 1000, "")
        report(f"{name}: large / small", after / before, "goal <= 1.5")

    limit = min(rows, 50_000)
    lines = timed(lambda: sum(1 for _ in large.mentions_json(Filter(), limit=limit)), 3)
    by_hand = timed(lambda: selected(large, limit), 3)
    values = timed(lambda: through_mentions(large, limit), 3)
    report("mentions_json, lines a second", limit / lines, "")
    report("mentions_json / SELECT and json.dumps", by_hand / lines, "goal >= 2")
    report("mentions_json / Mention objects and line()", values / lines, "")
    search = timed(lambda: list(large.mentions(Filter(words="мегафон"), limit=50)), 5)
    report("newest 50 that hold a frequent word, ms", search * 1000, "")
    little.close()
    large.close()


if __name__ == "__main__":
    main()
