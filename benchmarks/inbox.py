"""How long the inbox takes to open, by how much waits: all of it is ranked, texts are read of what is shown.

    python benchmarks/inbox.py [--rows 100000] [--folder DIR]

Makes a database in which nothing was ever answered, and prints for a tenth of it and for all of it the CPU seconds of
reading what is ranked, of the whole inbox, of one triage, and the ratio of both sizes. A third of the posts stand in
threads, a tenth in stories.
"""

from __future__ import annotations

import argparse
import random
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory

from mentionwatch.analysis.cards import Wanted
from mentionwatch.analysis.hours import WorkingHours
from mentionwatch.analysis.playbook import Playbook
from mentionwatch.desk import inbox
from mentionwatch.model import Author, Filter, Intent, Label, Match, Post, Rule, Sentiment, Span, Topic
from mentionwatch.store import Batch, Enriched, Store

NOW = datetime(2026, 11, 22, 10, tzinfo=UTC)
WINDOW = timedelta(days=30)
TOPIC = Topic(name="Acme", query="Acme")
RULES = (
    Rule(name="outage", query='outage, авария, "no internet"', assign="duty", within=timedelta(hours=1)),
    Rule(name="questions", intents=("question",), assign="desk", within=timedelta(hours=4)),
)
INTENTS: tuple[Intent, ...] = ("complaint", "question", "praise", "news", "other", "other")
LABELS: tuple[tuple[Label, float], ...] = (("negative", -0.7), ("neutral", 0.0), ("positive", 0.7))
WORDS = (
    "router",
    "line",
    "price",
    "call",
    "bill",
    "office",
    "speed",
    "night",
    "street",
    "сеть",
    "тариф",
    "ждать",
)


def posts(rows: int) -> Iterator[Post]:
    """Comments of 20 words by 20,000 people, a third of them in threads of about ten."""
    dice = random.Random(6)
    for number in range(rows):
        thread = f"https://forum.example/t/{dice.randrange(rows // 30 or 1)}" if number % 3 == 0 else None
        said = [*dice.choices(WORDS, k=20), *["outage"] * (number % 10 == 0)]
        who = f"author{dice.randrange(20_000)}"
        yield Post(
            source="forum", id=str(number), url=f"https://forum.example/p/{number}", thread=thread, kind="comment",
            text=f"Acme {' '.join(said)} {number}", site="forum.example", language="en",
            author=Author(name=who, handle=who, followers=int(dice.paretovariate(0.7))),
            published=NOW - timedelta(seconds=dice.randrange(int(WINDOW.total_seconds()))),
        )  # fmt: skip


def fill(store: Store, rows: int) -> None:
    """Keep the posts, and say how they feel and what they want."""
    dice = random.Random(7)
    made = posts(rows)
    for number in range(-(-rows // 5000)):
        match = Match(topic="Acme", spans=(Span(start=0, end=4, text="Acme", term="Acme"),), confidence=0.9)
        found = [(post, (match,)) for post in islice(made, 5000)]
        batch = Batch(key=f"forum{number}", source="forum", asked=NOW, posts=len(found), found=found)
        told = []
        for mention in store.keep([batch], NOW):
            label, score = dice.choice(LABELS)
            feeling = Sentiment(label=label, score=score, by="benchmark")
            told.append(Enriched(id=mention.id, sentiment=feeling, intent=dice.choice(INTENTS), urgent=()))
        store.enrich(told)
    with store._changing():
        store._db.execute("UPDATE mentions SET story = CASE WHEN id % 10 = 0 THEN id / 100 ELSE NULL END")
    store.adopt(NOW, lambda feed, source, published: None)


def measure(path: Path, rows: int) -> tuple[float, float, float]:
    """CPU seconds of ranking, of the inbox, of one triage; the best of three."""
    playbook = Playbook(RULES, WorkingHours())
    with Store.open(path, now=NOW) as store:
        fill(store, rows)
        asked = Filter(since=NOW - WINDOW)
        ranking = best(lambda: store.inbox(asked, "waiting", NOW))
        whole = best(lambda: inbox(store, Wanted(asked=asked), [TOPIC], playbook, NOW))
        change = best(lambda: store.triage([1], {"note": str(time.perf_counter())}, who="me", now=NOW))
    return ranking, whole, change


def best(work: Callable[[], object]) -> float:
    """CPU seconds, the best of three."""
    taken = []
    for _ in range(3):
        start = time.process_time()
        work()
        taken.append(time.process_time() - start)
    return min(taken)


def main() -> None:
    """Measure both sizes, and print."""
    reader = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    reader.add_argument("--rows", type=int, default=100_000)
    reader.add_argument("--folder", type=Path)
    told = reader.parse_args()
    with TemporaryDirectory(dir=told.folder) as folder:
        small = measure(Path(folder) / "small.db", told.rows // 10)
        large = measure(Path(folder) / "large.db", told.rows)
    print(f"{'waiting mentions':24} {told.rows // 10:>10,} {told.rows:>10,}  ratio")
    for name, one, other in zip(
        ("read what is ranked", "open the inbox", "one triage"), small, large, strict=True
    ):
        print(f"{name:24} {one:>9.3f}s {other:>9.3f}s  {other / one:5.1f}")


if __name__ == "__main__":
    main()
