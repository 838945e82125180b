"""What the response clock costs: threads read from the database and measured, beside the report they stand in.

python benchmarks/responses.py [--threads N] [--replies N]
"""

from __future__ import annotations

import argparse
import random
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter

from mentionwatch import responses
from mentionwatch.analysis.hours import WorkingHours
from mentionwatch.model import Author, Filter, Match, Period, Post, Span, Topic
from mentionwatch.report import report
from mentionwatch.store import Batch, Enriched, Look, Reply, Store
from mentionwatch.store.identity import fingerprint
from mentionwatch.store.threads import Shelf

NOW = datetime(2026, 11, 23, tzinfo=UTC)
WEEK = Period(start=NOW - timedelta(days=7), end=NOW)
TOPIC = Topic(name="Acme", query="Acme", own_accounts=("@acme",))
KEY = "discourse:forum"
LETTERS = "bcdfghklmnprstvz"
WORDS = [
    f"{a}{v}{b}{w}{c}" for a in LETTERS for v in "aeiou" for b in LETTERS[:6] for w in "aeo" for c in "nrst"
]


def said(dice: random.Random, thread: int, number: int, who: str, at: datetime) -> Post:
    url = f"https://forum.example/t/topic/{thread}"
    return Post(
        source="discourse", id=f"{thread}/{number}", url=f"{url}/{number}", thread=url,
        parent=f"{url}/{dice.randrange(1, number)}" if number > 1 else None,
        kind="comment" if number > 1 else "post", author=Author(name=who, handle=who, id=who), published=at,
        text=f"Acme {' '.join(dice.choices(WORDS, k=14))} {thread}", language="en", site="forum.example",
    )  # fmt: skip


def fill(store: Store, threads: int, replies: int) -> None:
    """Threads with a mention each, and replies by strangers and by us."""
    dice = random.Random(5)
    posts = [
        said(dice, n, 1, f"user{dice.randrange(threads)}", WEEK.start + dice.random() * timedelta(days=6))
        for n in range(1, threads + 1)
    ]
    match = Match(topic="Acme", spans=(Span(start=0, end=4, text="Acme", term="Acme"),), confidence=0.97)
    for start in range(0, threads, 1000):
        some = posts[start : start + 1000]
        store.keep(
            [Batch(key=KEY, source="discourse", asked=NOW, found=[(one, (match,)) for one in some])], NOW
        )
    while unread := store.unread(5000):
        store.enrich([Enriched(id=one.id, intent="complaint") for one in unread])
    store.adopt(NOW, lambda feed, source, at: at)
    while found := store.due(Shelf(key=KEY), NOW, 1000)[0]:
        looks = []
        for due in found:
            heard = [heard_of(dice, due.post, number) for number in range(2, replies + 2)]
            looks.append(
                Look(post=due.number, key=KEY, asked=NOW, next=None, replies=heard, whole=True, requests=1)
            )
        store.look(looks, NOW, lambda feed, source, at: at)


def heard_of(dice: random.Random, post: Post, number: int) -> Reply:
    ours = dice.random() < 0.2
    thread = int(post.id.partition("/")[0])
    at = (post.published or NOW) + number * timedelta(minutes=dice.randrange(1, 90))
    one = said(dice, thread, number, "acme" if ours else f"user{dice.randrange(10**6)}", at)
    return Reply(
        post=one, wording=fingerprint(one.text), ours=ours, intent=dice.choice(["question", "other"])
    )


def timed(work: object) -> float:
    began = perf_counter()
    work()  # type: ignore[operator]
    return perf_counter() - began


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--threads", type=int, default=5000)
    parser.add_argument("--replies", type=int, default=6)
    told = parser.parse_args(arguments)
    with TemporaryDirectory() as folder, Store.open(Path(folder) / "m.db", now=NOW) as store:
        filled = timed(lambda: fill(store, told.threads, told.replies))
        clock = responses.Clock(period=WEEK, now=NOW, hours=WorkingHours(zone="Europe/Berlin"))
        asked = Filter(topics=("Acme",))
        reading = timed(lambda: store.threads(Filter(since=WEEK.start, until=WEEK.end, topics=("Acme",))))
        measuring = timed(lambda: responses.responses(store, asked, [TOPIC], clock)) - reading
        without = timed(
            lambda: report(
                store, period=WEEK, asked=asked, topics=[Topic(name="Acme", query="Acme")], now=NOW
            )
        )
    remarks = told.threads * (told.replies + 1)
    print(f"{told.threads} threads, {remarks} remarks; kept and followed in {filled:.1f} s")
    print(f"read      {reading:6.2f} s  {remarks / reading:10,.0f} remarks a second")
    print(f"measured  {measuring:6.2f} s  {remarks / measuring:10,.0f} remarks a second")
    print(
        f"report without the clock {without:.2f} s; the clock adds {(reading + measuring) / without:.2f} of it"
    )


if __name__ == "__main__":
    main()
