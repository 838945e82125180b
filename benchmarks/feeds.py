"""Feeds: the same posts as feedparser, and in how much less time.

    python benchmarks/feeds.py [FOLDER] [--differences]

Each file of FOLDER is a feed. feedparser runs as its users run it, with sanitising. Printed are, over the
posts of the feeds in which both find as many, the shares with the same identifier, address, title and date;
and the processor time of both in this one run, ours down to finished posts with plain texts.
"""

from __future__ import annotations

import argparse
import calendar
import time
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from feedparser.api import parse

from mentionwatch.errors import SourceError
from mentionwatch.text import feed_json, feed_xml
from mentionwatch.text.clean import to_text
from mentionwatch.text.encoding import decode
from mentionwatch.text.feed_posts import _headline
from mentionwatch.text.feeds import read
from mentionwatch.text.urls import absolute, identity

if TYPE_CHECKING:
    from mentionwatch.model import Post

DEFAULT = Path(__file__).parents[1] / "../shared/recorded/feeds"
URL = "http://feed.invalid/feed.xml"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", nargs="?", type=Path, default=DEFAULT)
    parser.add_argument("--differences", action="store_true", help="print each difference")
    options = parser.parse_args()
    bodies = {
        path.name: path.read_bytes()
        for path in sorted(options.folder.iterdir())
        if path.is_file() and not path.name.endswith(".http.json")
    }
    agreement(bodies, options.differences)
    speed(list(bodies.values()))


def agreement(bodies: dict[str, bytes], differences: bool) -> None:
    tally: Counter[str] = Counter()
    for name, body in bodies.items():
        theirs = feedparser(body).entries
        ours = posts(body)
        tally["feeds"] += 1
        tally["same count"] += len(ours or ()) == len(theirs)
        if len(ours or ()) != len(theirs):
            print(f"count: {name}: {'refused' if ours is None else len(ours)}, feedparser {len(theirs)}")
            continue
        for post, told in zip(ours or (), theirs, strict=True):
            compare(name, post, told, tally, differences)
    print(
        f"{tally['feeds']} feeds, the same number of posts in {tally['same count']}; {tally['posts']} posts"
    )
    for what in ("id", "link", "title", "date"):
        print(f"  {what:6} {tally[what] / tally['posts']:.2%}")


def compare(name: str, post: Post, told: Any, tally: Counter[str], differences: bool) -> None:
    told_id, told_link = told.get("id", ""), told.get("feedburner_origlink") or told.get("link", "")
    publisher = told.get("source", {}).get("title", "")
    moment = told.get("published_parsed") or told.get("updated_parsed") or told.get("created_parsed")
    pairs = {
        "id": (post.id, told_id or told_link),
        "link": (identity(post.url or ""), identity(absolute(told_link, URL) or "")),
        "title": (squeezed(post.title or ""), squeezed(_headline(to_text(told.get("title", "")), publisher))),
        "date": (post.published, moment and datetime.fromtimestamp(calendar.timegm(moment), UTC)),
    }
    tally["posts"] += 1
    for what, (ours, theirs) in pairs.items():
        same = ours == theirs or (
            what == "id" and (str(ours).endswith(f" {theirs}") or ours == post.url or not theirs)
        )
        tally[what] += bool(same)
        if differences and not same:
            print(f"{what}: {name}: {str(ours)[:90]!r}, feedparser {str(theirs)[:90]!r}")


def feedparser(body: bytes) -> Any:
    return parse(body)  # type: ignore[no-untyped-call]


def squeezed(text: str) -> str:
    return "".join(text.split())


def posts(body: bytes) -> list[Post] | None:
    try:
        return list(read(body, url=URL).posts)
    except SourceError:
        return None


def speed(bodies: list[bytes]) -> None:
    theirs = timed(lambda: [feedparser(body) for body in bodies], 1)
    whole = timed(lambda: [posts(body) for body in bodies], 5)
    raw = timed(lambda: [parsed(body) for body in bodies], 5)
    print(f"feedparser {theirs:.2f} s; parsing {raw:.3f} s, {theirs / raw:.0f} times less;", end=" ")
    print(f"parsing to finished posts {whole:.3f} s, {theirs / whole:.0f} times less")


def parsed(body: bytes) -> Any:
    text = decode(body)
    return feed_json.read(text) if text.lstrip().startswith("{") else feed_xml.read(text)


def timed(work: Any, times: int) -> float:
    """The best processor time of several rounds."""
    rounds = []
    for _ in range(times):
        start = time.process_time()
        work()
        rounds.append(time.process_time() - start)
    return min(rounds)


if __name__ == "__main__":
    main()
