"""A report on a million mentions: how long it takes, where the time goes, and what memory it needs.

    python benchmarks/report.py [--rows 1000000] [--folder DIR]

An archive of invented mentions of two years (`archive.py`) is reported on: its last week, its last quarter, and all of
it. CPU seconds of one core and the peak of the process' memory; then what each question to the store takes.
"""

from __future__ import annotations

import argparse
import resource
import sys
import time
from collections import Counter
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from archive import DAYS, TOPICS, fill
from mentionwatch.model import Filter, Period, Topic
from mentionwatch.report import report
from mentionwatch.store import Store

NOW = datetime(2026, 11, 22, 10, tzinfo=UTC)
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
    parser.add_argument("--folder", type=Path)
    options = parser.parse_args()
    with (
        TemporaryDirectory(dir=options.folder) as folder,
        Store.open(Path(folder, "archive.db"), now=NOW) as store,
    ):
        fill(store, options.rows, NOW)
        for days in (7, 7, 91, DAYS):  # the first loads what is loaded once
            tell(store, days)


def tell(store: Store, days: int) -> None:
    watched = Watched(store)
    start = time.process_time()
    period = Period(start=NOW - timedelta(days=days), end=NOW)
    made = report(watched, period=period, asked=Filter(), topics=WATCHED, now=NOW)
    spent = time.process_time() - start
    asking = sum(watched.spent.values()) / 1e6
    unit = 1 if sys.platform == "darwin" else 1024
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit / 2**20
    print(
        f"{days} days, {made.now.total:,} mentions: {spent:.2f} s, {asking:.2f} of it in the store; {peak:.0f} MiB"
    )
    print("   ", ", ".join(f"{name} {spent / 1e6:.2f}" for name, spent in watched.spent.most_common(8)))


if __name__ == "__main__":
    main()
