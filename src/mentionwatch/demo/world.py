"""The posts of the sample, dated back from the moment of the demo."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

_SAMPLE = Path(__file__).with_name("sample.tsv")
_HOSTS = {
    "forum": "forum.severgorod.example",
    "news": "vesti.severgorod.example",
    "mirror": "vesti.severgorod.example",  # the copying site links to the newspaper
    "reviews": "otzyvy.example",
    "blog": "whitfield.example",
    "hn": "news.ycombinator.com",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """One post of the sample: where, when (aware), by whom, how many liked it, and what it says."""

    number: int
    place: str
    time: datetime
    author: str
    likes: int
    title: str
    text: str

    @property
    def url(self) -> str:
        """Where the post stands in the sample's world."""
        return f"https://{_HOSTS[self.place]}/{self.number}"


def posts(now: datetime) -> list[Told]:
    """All posts, the newest first, as if the last of them had been written shortly before ``now`` (aware)."""
    with _SAMPLE.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    told = [
        Told(
            number=1000 + number,
            place=row["place"],
            time=(now - timedelta(hours=float(row["hours"]))).replace(microsecond=0),
            author=row["author"],
            likes=int(row["likes"]),
            title=row["title"],
            text=row["text"],
        )
        for number, row in enumerate(rows)
    ]
    return sorted(told, key=lambda post: post.time, reverse=True)
