"""A report on a million mentions: how long it takes, where the time goes, and what memory it needs.

    python benchmarks/report.py [--rows 1000000] [--small 10000] [--folder DIR]

An archive of invented mentions of two years (`archive.py`) is reported on: its last week, its last quarter, and all of
it. CPU seconds of one core and the peak of the process' memory; then what each question to the store takes. At the end
the same week in an archive that holds little else, and its figures beside going through all mentions for them.
"""

from __future__ import annotations

import argparse
import resource
import statistics
import sys
import time
from collections import Counter
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from archive import DAYS, TOPICS, fill
from mentionwatch.model import Filter, Period, Report, Topic
from mentionwatch.report import report
from mentionwatch.store import By, Store

NOW = datetime(2026, 11, 22, 10, tzinfo=UTC)
BREAKDOWNS: tuple[By, ...] = ("topic", "source", "site", "language")
WATCHED = tuple(
    Topic(name=name, query=name, group="all", kind="competitor" if place else "brand")
    for place, name in enumerate(TOPICS)
)


class Watched:
    """A store that remembers how long its answers took."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.spent = Counter[str]()

    def __getattr__(self, name: str) -> Callable[..., Any]:
        question = getattr(self.store, name)

        def asked(*given: Any, **named: Any) -> Any:
            start = time.process_time()
            answer = question(*given, **named)
            self.spent[name] += round((time.process_time() - start) * 1e6)
            return answer

        return asked


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--small", type=int, default=10_000)
    parser.add_argument("--folder", type=Path)
    options = parser.parse_args()
    with (
        TemporaryDirectory(dir=options.folder) as folder,
        Store.open(Path(folder, "archive.db"), now=NOW) as store,
        Store.open(Path(folder, "small.db"), now=NOW) as little,
    ):
        fill(store, options.rows, NOW)
        fill(little, options.small, NOW, days=DAYS * options.small / options.rows)
        for days in (7, 7, 91, DAYS):  # the first loads what is loaded once
            tell(store, days)
        compare(store, little)


def tell(store: Store, days: int) -> None:
    watched = Watched(store)
    start = time.process_time()
    made = reported(watched, days)
    spent = time.process_time() - start
    asking = sum(watched.spent.values()) / 1e6
    unit = 1 if sys.platform == "darwin" else 1024
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit / 2**20
    print(
        f"{days} days, {made.now.total:,} mentions: {spent:.2f} s, {asking:.2f} of it in the store; {peak:.0f} MiB"
    )
    print("   ", ", ".join(f"{name} {spent / 1e6:.2f}" for name, spent in watched.spent.most_common(8)))


def reported(store: Any, days: int) -> Report:
    period = Period(start=NOW - timedelta(days=days), end=NOW)
    return report(store, period=period, asked=Filter(), topics=WATCHED, now=NOW)


def compare(store: Store, little: Store) -> None:
    """What a week costs among many mentions, beside the same week among few, and beside a look at each mention."""
    week = Filter(since=NOW - timedelta(days=7), until=NOW)
    works: tuple[tuple[str, Callable[[Store], object]], ...] = (
        ("report", lambda one: reported(one, 7)),
        ("figures", lambda one: [one.days(week, UTC), *(one.counts(week, [by]) for by in BREAKDOWNS)]),
    )
    for name, work in works:
        many, few = alternately(lambda work=work: work(store), lambda work=work: work(little))  # type: ignore[misc]
        print(
            f"{name} of a week: {many * 1000:.1f} ms, {many / few:.2f} of that in an archive of little else"
        )
    scan, figures = alternately(lambda: scanned(store), lambda: works[1][1](store), times=3)
    print(f"figures of a week / going through all mentions for them: 1/{scan / figures:.0f}")


def alternately(
    one: Callable[[], object], other: Callable[[], object], times: int = 7
) -> tuple[float, float]:
    """The median of CPU seconds of each."""
    spent: tuple[list[float], list[float]] = ([], [])
    for _ in range(times):
        for work, taken in zip((one, other), spent, strict=True):
            start = time.process_time()
            work()
            taken.append(time.process_time() - start)
    return statistics.median(spent[0]), statistics.median(spent[1])


def scanned(store: Store) -> None:
    """The figures of a week without index or table of counts."""
    bounds = (round((NOW - timedelta(days=7)).timestamp()), round(NOW.timestamp()))
    for column in (*BREAKDOWNS, "at / 86400"):
        store._db.execute(
            f"SELECT {column}, count(*), sum(label = 1), sum(label = 0), sum(label = -1) FROM mentions NOT INDEXED"
            " WHERE at >= ? AND at < ? AND doubtful = 0 GROUP BY 1",
            bounds,
        ).fetchall()


if __name__ == "__main__":
    main()
