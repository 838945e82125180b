"""What the speed of matching depends on: every figure beside tokenising alone, in the same run.

Texts are made up: 200 characters of words of which few are common, as in a language; one in fifty holds a watched
name. Terms are made-up names too, so that the same texts hold the same matches however many terms there are.
"""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import Any

from matching_names import post_of
from mentionwatch.model import Post, Topic
from mentionwatch.text.match import Matcher
from mentionwatch.text.normal import WORDS, Text
from rivals import borrow

_ROUNDS = 7
_SYLLABLES = list(map("".join, zip("бвгджзклмнпрстфхчшлз", "аеоиуаеоиуаеоиуаеоюе", strict=True)))
_WATCHED = [f"Марка{letter}тор" for letter in "абвгдежзик"]


def report() -> None:
    """Prints posts a second for one query of ten terms, for up to 60,000 topics, and for flashtext."""
    posts = list(_posts(4000))
    texts = [post.text for post in posts]
    matchers = {"1 query of 10 terms": Matcher([Topic(name="all", query=", ".join(_WATCHED))])}
    for label, number in (("10 topics", 10), ("10,000 topics", 10_000), ("60,000 topics", 60_000)):
        kept: dict[str, str] = {}
        first = _seconds(partial(Matcher, _topics(number), cache=kept))
        started = time.process_time()
        matchers[label] = Matcher(_topics(number), cache=kept)
        again = time.process_time() - started
        size = sum(len(forms.encode()) for forms in kept.values()) / 1e6
        print(
            f"  {label} made ready in {first:.1f} s, with kept forms in {again:.1f} s ({size:.1f} MB of them)"
        )
    tasks: dict[str, Callable[[], object]] = {"tokenising alone": lambda: _each(WORDS.findall, texts)}
    for label, matcher in matchers.items():
        _each(matcher.match, posts)
        tasks[label] = lambda matcher=matcher: _each(matcher.match, posts)  # type: ignore[misc]
    for number in (10, 10_000, 60_000):
        tasks[f"flashtext, {number:,} exact words"] = _flashtext(number, texts)
    best = _turns(tasks, len(texts))
    ten = best["10 topics"]
    print(
        f"  10,000 / 10 topics {ten / best['10,000 topics']:.2f}, 60,000 / 10 {ten / best['60,000 topics']:.2f}"
    )
    for many in ("10", "10,000", "60,000"):
        ratio = best[f"flashtext, {many} exact words"] / best[f"{many} topics"]
        print(f"  {ratio:.1f} x flashtext with {many}")


def report_holding() -> None:
    """Prints posts a second where every post holds a name, for one query of ten terms."""
    number = 4000
    large, small = (list(_posts(number, every=1, small=small)) for small in (False, True))
    texts = [post.text for post in large]
    matcher = Matcher([Topic(name="all", query=", ".join(_WATCHED))])
    tasks: dict[str, Callable[[], object]] = {
        "tokenising alone": lambda: _each(WORDS.findall, texts),
        "every post taken apart": lambda: _each(Text, texts),
        "every post holds a name": lambda: _each(matcher.match, large),
        "the same, written small": lambda: _each(matcher.match, small),
    }
    _turns(tasks, number)


def _seconds(task: Callable[[], object]) -> float:
    """Seconds of processor time, which other programs do not lengthen."""
    started = time.process_time()
    task()
    return time.process_time() - started


def _turns(tasks: dict[str, Callable[[], object]], number: int) -> dict[str, float]:
    """Runs the tasks in turns, so that what else the machine does meets all alike; the fastest turn counts.

    Each runs twice in its turn, and the second time counts: the one before it was another one's.
    Gives the seconds of each.
    """
    best = dict.fromkeys(tasks, float("inf"))
    for _ in range(_ROUNDS):
        for label, task in tasks.items():
            task()
            best[label] = min(best[label], _seconds(task))
    alone = best["tokenising alone"]
    for label, spent in best.items():
        print(
            f"  {label:30} {number / spent:9,.0f} posts/s, {spent / alone:5.2f} x the time of tokenising alone"
        )
    return best


def _each(function: Callable[[Any], object], values: Sequence[Any]) -> None:
    for value in values:
        function(value)


def _topics(number: int) -> list[Topic]:
    watched = [Topic(name=name, query=name) for name in _WATCHED]
    return [Topic(name=str(at), query=_name(at)) for at in range(number - len(watched))] + watched


def _flashtext(number: int, texts: list[str]) -> Callable[[], object]:
    borrow("flashtext")
    from flashtext import KeywordProcessor  # type: ignore[import-not-found]

    processor = KeywordProcessor()
    for topic in _topics(number):
        processor.add_keyword(topic.query)
    return lambda: _each(processor.extract_keywords, texts)


def _name(number: int) -> str:
    picked = random.Random(number)
    return "".join(picked.choice(_SYLLABLES) for _ in range(5)).capitalize() + "м"


def _posts(number: int, *, every: int = 50, small: bool = False) -> Iterator[Post]:
    """Posts of which one in so many holds a name, with its capital or ``small`` as everything around."""
    picked = random.Random(5)
    vocabulary = ["".join(picked.choices(_SYLLABLES, k=picked.randint(1, 4))) for _ in range(20_000)]
    weights = [1 / (rank + 3) for rank in range(len(vocabulary))]
    for at in range(number):
        words = picked.choices(vocabulary, weights, k=32)
        if at % every == 0:
            words[picked.randrange(32)] = picked.choice(_WATCHED) + "а"
        text = " ".join(words)
        text = text.capitalize() if small else text[0].upper() + text[1:]
        yield post_of(text[:200] + ".")
