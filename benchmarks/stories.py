"""Stories: same event or not, on labelled pairs of news.

    python benchmarks/stories.py [FOLDER]

FOLDER holds ``tgnews_pairs.jsonl.gz`` (Russian and English, from a contest of 2020) and
``energy_news_articles.jsonl.gz`` with ``energy_news_pairs.json.gz`` (English). Printed for each: F1 of the module
as it is, and F1 of each half with the threshold that is best on the other half (halves by connected component).
"""

from __future__ import annotations

import argparse
import gzip
import json
import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any
from zlib import crc32

from mentionwatch.analysis.stories import Report, compare

DEFAULT = Path(__file__).parents[1] / "../shared/bench/stories"
LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class Pair:
    score: float
    same: bool
    half: int


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("folder", nargs="?", type=Path, default=DEFAULT)
    folder = parser.parse_args().folder
    tell("tgnews", tgnews(folder))
    tell("tgnews, Russian", tgnews(folder, "ru"))
    tell("energy", energy(folder, dated=False))
    tell("energy, with its dates", energy(folder, dated=True))


def tgnews(folder: Path, language: str = "") -> list[Pair]:
    rows = [row for row in read(folder / "tgnews_pairs.jsonl.gz") if language in ("", row["lang"])]
    return [
        pair(
            report(row["title1"], row["text1"]),
            report(row["title2"], row["text2"]),
            row["label"],
            row["url1"],
        )
        for row in rows
    ]


def energy(folder: Path, *, dated: bool) -> list[Pair]:
    articles = {row["url"]: row for row in read(folder / "energy_news_articles.jsonl.gz")}
    rows = json.loads(gzip.decompress((folder / "energy_news_pairs.json.gz").read_bytes()))
    part = components([(row["url1"], row["url2"]) for row in rows if row["label"]])
    reports = {
        url: report(row["title"], row["text"], row["date"] if dated else None)
        for url, row in articles.items()
    }
    return [
        pair(reports[row["url1"]], reports[row["url2"]], row["label"], part.get(row["url1"], row["url1"]))
        for row in rows
        if half(part.get(row["url1"], row["url1"])) == half(part.get(row["url2"], row["url2"]))
    ]


def read(path: Path) -> list[dict[str, Any]]:
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


@cache
def report(title: str, text: str, date: str | None = None) -> Report:
    published = datetime.fromisoformat(date).replace(tzinfo=UTC) if date else LONG_AGO
    return Report(id=crc32(f"{title}{text}".encode()), published=published, title=title, text=text)


def pair(one: Report, other: Report, label: int, part: str) -> Pair:
    score, against = compare(one, other)
    return Pair(0.0 if against else score, bool(label), half(part))


def half(part: str) -> int:
    return crc32(part.encode()) % 2


def components(pairs: Sequence[tuple[str, str]]) -> dict[str, str]:
    part: dict[str, str] = {}
    for one, other in pairs:
        old, new = part.setdefault(other, other), part.setdefault(one, one)
        part.update({url: new for url, known in part.items() if known == old})
    return part


def tell(name: str, pairs: Sequence[Pair]) -> None:
    halves = [[pair for pair in pairs if pair.half == number] for number in (0, 1)]
    crossed = [f1(halves[1 - number], best(halves[number])) for number in (0, 1)]
    found = [pair for pair in pairs if pair.score >= 1]
    precision = sum(pair.same for pair in found) / len(found)
    recall = sum(pair.same for pair in found) / sum(pair.same for pair in pairs)
    print(
        f"{name}: {len(pairs)} pairs, F1 {f1(pairs, 1):.3f} (precision {precision:.3f}, recall {recall:.3f}); "
        f"halves, threshold of the other: {crossed[0]:.3f} {crossed[1]:.3f}"
    )


def f1(pairs: Sequence[Pair], least: float) -> float:
    found = [pair for pair in pairs if pair.score >= least]
    return 2 * sum(pair.same for pair in found) / (len(found) + sum(pair.same for pair in pairs))


def best(pairs: Sequence[Pair]) -> float:
    return max((pair.score for pair in pairs if pair.score > 0), key=lambda least: f1(pairs, least))


if __name__ == "__main__":
    start = time.process_time()
    main()
    print(f"{time.process_time() - start:.1f} s")
