"""Grouping in the store: what ten thousand mentions cost, and a mention among ten thousand and among a million.

    python benchmarks/grouping.py [FOLDER] [--archive 10000 100000 1000000] [--profile]

FOLDER holds the texts of other benchmarks: tweets about banks and carriers, complaints, edited copies, news, in
Russian, English, Ukrainian and Polish. They are dealt over four weeks, kept as mentions and grouped: CPU seconds of
one core.

With ``--archive`` 1,000 of them are then grouped, a hundred at a time, in stores that hold 1,000 invented mentions and
so many.
"""

from __future__ import annotations

import argparse
import cProfile
import gzip
import json
import pstats
import random
import time
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory

from archive import fill
from mentionwatch.enrich import group
from mentionwatch.model import Author, Match, Post, Span
from mentionwatch.store import Batch, Store

DEFAULT = Path(__file__).parents[1] / "../shared/bench"
NOW = datetime(2026, 11, 22, 10, tzinfo=UTC)
SPAN = timedelta(days=28)
TEXTS = (
    "matching/sentirueval16_brand_tweets",
    "intent/complaints_en",
    "neardup/neardup_docs",
    "matching/bsnlp_docs",
    "matching/btc_spans",
)
LANGUAGES = ("ru", "en", "uk", "pl")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("folder", nargs="?", type=Path, default=DEFAULT)
    parser.add_argument("--mentions", type=int, default=10_000)
    parser.add_argument("--archive", type=int, nargs="+", default=())
    parser.add_argument("--profile", action="store_true")
    options = parser.parse_args()
    posts = list(dealt(texts(options.folder), options.mentions))
    with TemporaryDirectory() as folder:
        together(Path(folder, "together.db"), posts, profile=options.profile)
        if options.archive:
            among(Path(folder), posts[:1000], options.archive)


def texts(folder: Path) -> Iterator[str]:
    for name in TEXTS:
        with gzip.open(folder / f"{name}.jsonl.gz", "rt", encoding="utf-8") as lines:
            told = (json.loads(line) for line in lines)
            yield from (one["text"] for one in told if one.get("lang", "en") in LANGUAGES)


def dealt(told: Iterator[str], most: int) -> Iterator[Post]:
    """Posts in the order of their time, each text at a time drawn by lot."""
    dice = random.Random(7)
    chosen = list(islice(told, most))
    dice.shuffle(chosen)
    times = sorted(dice.random() for _ in chosen)
    for number, (text, place) in enumerate(zip(chosen, times, strict=True)):
        title, _, body = text.rpartition("\n\n")
        yield Post(
            source="rss",
            id=str(number),
            url=f"https://example.org/{number}",
            title=title[:200] or None,
            text=body,
            author=Author(name=f"author {dice.randrange(3000)}"),
            published=NOW - SPAN * (1 - place),
        )


def keep(store: Store, posts: Sequence[Post]) -> None:
    span = (Span(start=0, end=1, text="a", term="a"),)
    found = [(post, (Match(topic="Acme", spans=span, confidence=1.0),)) for post in posts]
    store.keep([Batch(key="feed", source="rss", asked=NOW, found=found, posts=len(found))], NOW)


def together(path: Path, posts: Sequence[Post], *, profile: bool) -> None:
    with Store.open(path, now=NOW) as store:
        keep(store, posts)
        watch = cProfile.Profile()
        if profile:
            watch.enable()
        start = time.process_time()
        group(store)
        spent = time.process_time() - start
        watch.disable()
        stories = store._db.execute("SELECT count(DISTINCT story) FROM mentions").fetchone()[0]
    letters = sum(len(post.whole) for post in posts) / len(posts)
    print(
        f"{len(posts):,} mentions of {letters:.0f} characters grouped into {stories:,} stories: {spent:.1f} s"
    )
    if profile:
        pstats.Stats(watch).sort_stats("cumtime").print_stats(50)


def among(folder: Path, posts: Sequence[Post], sizes: Sequence[int]) -> None:
    """The cost of a mention in large archives beside that in a small one, scan by scan."""
    first = 0.0
    for rows in (1000, *sizes):
        spent = 0.0
        with Store.open(folder / f"{rows}.db", now=NOW) as store:
            fill(store, rows, NOW, sketches=True)
            for place in range(0, len(posts), 100):
                keep(store, posts[place : place + 100])
                start = time.process_time()
                group(store)
                spent += time.process_time() - start
        cost = spent / len(posts) * 1e3
        first = first or cost
        print(f"a mention among {rows:,}: {cost:.2f} ms, {cost / first:.2f} x that among 1,000   goal <= 1.5")


if __name__ == "__main__":
    main()
