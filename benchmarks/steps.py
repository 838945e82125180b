"""Where a scan's time goes, a step a row: what each takes for a feed of 20 posts of 1,800 characters.

    python benchmarks/steps.py [--feeds 50]

The feeds are those of ``peers.py``: invented words, as frequent as in a language, and one post in twenty that concerns
the topic. Milliseconds of processor time of one thread, medians over the feeds; where they are done together, as
sentiments and stories are, the time of all divided by how many they are. Each text is read for the first time, but for
the row that says otherwise. Asking is measured by ``fetch.py``.
"""

from __future__ import annotations

import argparse
import os
import statistics
import time
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TypeAlias, TypeVar

from lxml import etree

from mentionwatch import config
from mentionwatch.analysis.intent import read as intent
from mentionwatch.enrich import group
from mentionwatch.model import Match, Passage, Post, Topic
from mentionwatch.plugins import Classifier, find
from mentionwatch.store import Batch, Store
from mentionwatch.text.clean import to_text
from mentionwatch.text.feed_xml import read as drafts
from mentionwatch.text.feeds import read
from mentionwatch.text.language import detect
from mentionwatch.text.match import Matcher
from peers import POSTS, body

T = TypeVar("T")
Found: TypeAlias = Sequence[tuple[Post, tuple[Match, ...]]]
NOW = datetime(2026, 11, 22, 10, tzinfo=UTC)
TOPIC = Topic(name="Northwind", query="Northwind")


def main() -> None:
    """Measure every step and print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--feeds", type=int, default=50)
    feeds = parser.parse_args().feeds
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # as the command line does, before numpy is loaded
    with TemporaryDirectory() as folder:
        for step, milliseconds in _steps(Path(folder), [f"site{number}" for number in range(feeds)]):
            print(f"{step:<48}{milliseconds:>8.3f}", flush=True)


def _steps(folder: Path, sites: Sequence[str]) -> Iterator[tuple[str, float]]:
    yield "its configuration, one table of many", _configuration(folder / "c.toml", sites)
    bodies = [body("a", site, POSTS) for site in sites]
    yield from _reading(sites, bodies)
    feeds = [read(one, url="https://site.example/feed").posts for one in bodies]
    yield from _matching(feeds)
    named = [post for posts in feeds for post in posts if _is_named(post)]
    detect(named[0].whole)  # loads the model
    yield "its language", _median(lambda post: detect(post.whole), named)
    yield from _meaning(named)
    yield from _keeping(folder / "m.db", named)


def _configuration(file: Path, sites: Sequence[str]) -> float:
    tables = [f'[[sources]]\ntype = "rss"\nurl = "https://{site}.example/feed"\n' for site in sites]
    file.write_text(
        '[[topics]]\nname = "Northwind"\nquery = "Northwind"\n' + "".join(tables), encoding="utf-8"
    )
    assert config.load(file, {}).sources  # the first time loads the source and what it needs
    return _median(lambda _: config.load(file, {}).sources, range(20)) / len(sites)


def _reading(sites: Sequence[str], bodies: Sequence[bytes]) -> Iterator[tuple[str, float]]:
    address = "https://site.example/feed"
    yield f"reading the feed, {POSTS} posts", _median(lambda one: read(one, url=address), bodies)
    yield "  of it lxml", _median(etree.fromstring, bodies)
    told = [channel.drafts for one in bodies if (channel := drafts(one.decode()))]
    yield "  of it HTML to text", _median(lambda each: [to_text(one.body) for one in each], told)
    grown = [
        (body("a+", site, POSTS), read(one, url=address).seen)
        for site, one in zip(sites, bodies, strict=True)
    ]
    yield (
        "  one new post, the others read before",
        _median(lambda two: read(two[0], url=address, seen=two[1]), grown),
    )


def _matching(feeds: Sequence[Sequence[Post]]) -> Iterator[tuple[str, float]]:
    """A scan's matcher is one for all feeds: the first of them bring new words, the last hardly any."""
    ordinary = [[post for post in posts if not _is_named(post)] for posts in feeds]
    fresh = [(Matcher([TOPIC]), posts) for posts in ordinary]
    yield "matching 19 posts without a mention, new words", _median(lambda two: _matched(*two), fresh)
    matcher = Matcher([TOPIC])
    in_turn = _median(lambda posts: _matched(matcher, posts), ordinary)
    yield "  words met as the feeds come", in_turn
    yield "  known words", _median(lambda posts: _matched(matcher, posts), ordinary)
    yield (
        "  of it cutting into words",
        _median(lambda posts: [post.whole.split() for post in posts], ordinary),
    )
    named = [post for posts in feeds for post in posts if _is_named(post)]
    yield "matching one with a mention", _median(matcher.match, named)


def _is_named(post: Post) -> bool:
    return TOPIC.name in post.whole


def _matched(matcher: Matcher, posts: Sequence[Post]) -> list[list[Match]]:
    return [matcher.match(post) for post in posts]


def _meaning(named: Sequence[Post]) -> Iterator[tuple[str, float]]:
    """Sentiment and intent of mentions; a first text loads the models."""
    passages = [
        Passage(text=post.whole, target="Northwind", spans=((0, 9),), language="en") for post in named
    ]
    for step, quick in (("its sentiment", False), ("  quick = true", True)):
        classifier = find(Classifier, "embedded").model_validate({"quick": quick})
        classifier.classify(passages[:1])
        yield step, _median(classifier.classify, [passages]) / len(passages)
    for step, language in (("its intent, in Russian", "ru"), ("  in English", "en")):
        ask = partial(intent, language=language, sentiment_label="negative", score=-0.9)
        ask(named[0].whole)
        yield step, _median(ask, [post.whole for post in named])


def _keeping(file: Path, named: Sequence[Post]) -> Iterator[tuple[str, float]]:
    """What is noted of feeds without news, mentions, and their stories: each in one transaction for all."""
    matcher = Matcher([TOPIC])
    found = [[(post, tuple(matcher.match(post)))] for post in named]
    with Store.open(file, now=NOW) as store:
        store.keep([_batch(0, found[0])], NOW)
        group(store)  # loads the dictionaries
        nothing = [_batch(number, []) for number in range(len(named))]
        store.keep(nothing, NOW)
        yield (
            "noting a feed without news",
            _median(lambda _: store.keep(nothing, NOW), range(5)) / len(nothing),
        )
        rest = [_batch(number, each) for number, each in enumerate(found[1:])]
        yield "keeping it", _median(lambda _: store.keep(rest, NOW), [0]) / len(rest)
        yield "its story", _median(lambda _: group(store), [0]) / len(rest)


def _batch(number: int, found: Found) -> Batch:
    return Batch(key=f"feed {number}", source="rss", asked=NOW, found=found, posts=POSTS)


def _median(work: Callable[[T], object], things: Sequence[T]) -> float:
    """Milliseconds of processor time that the work takes for one of the things, each taken once."""
    taken = []
    for thing in things:
        start = time.thread_time()
        work(thing)
        taken.append(time.thread_time() - start)
    return statistics.median(taken) * 1000


if __name__ == "__main__":
    main()
