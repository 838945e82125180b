"""How well and how fast the language of a text is told, beside py3langid alone, in one run.

    python benchmarks/language.py SHARED [--each 500]

SHARED holds ``sentiment/`` (gzipped JSON Lines with ``text`` and ``lang``, most of them short posts) and ``recorded/``
(feeds). Of each language so many texts, drawn by a fixed seed, are told by us and by py3langid, which reads 2,000
characters. Printed: for how many each gives the data's own word, English texts told without the model, texts of other
languages taken for English without it; over long posts of feeds, how many answers differ from those of the model, and
CPU a text.
"""

from __future__ import annotations

import argparse
import gzip
import json
import random
from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path

from py3langid.langid import classify

from cleaning import timed
from mentionwatch.errors import SourceError
from mentionwatch.text import language
from mentionwatch.text.feeds import read

LONG = 600
SHORTEST = 10  # letters


def main() -> None:
    """Measure short texts with known languages, then long ones of feeds."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("shared", type=Path)
    parser.add_argument("--each", type=int, default=500)
    options = parser.parse_args()
    classify("load the model")  # type: ignore[no-untyped-call]
    _short(options.shared / "sentiment", options.each)
    _long(options.shared / "recorded")


def _short(folder: Path, each: int) -> None:
    texts: dict[str, list[str]] = defaultdict(list)
    for file in sorted(folder.rglob("*.jsonl.gz")):
        with gzip.open(file, "rt", encoding="utf-8") as lines:
            for row in map(json.loads, lines):
                if row.get("lang") and len(row["text"]) > SHORTEST:
                    texts[row["lang"]].append(row["text"])
    dice = random.Random(1)
    drawn = {code: dice.sample(found, min(each, len(found))) for code, found in sorted(texts.items())}
    print(f"{sum(map(len, drawn.values()))} short texts in {len(drawn)} languages")
    print(f"{'':12}{'ours':>8}{'py3langid':>11}{'without model':>15}")
    taken = others = 0
    for code, some in drawn.items():
        own = [language.detect(text) == code for text in some]
        model = [_model(text) == code for text in some]
        quick = [language._is_english(_sample(text)) for text in some]
        if code in ("en", "ru", "bg", "mk", "de", "fr", "es"):
            print(f"{code:12}{_share(own):8.3f}{_share(model):11.3f}{_share(quick):15.3f}")
        if code not in ("en", "pcm"):  # Nigerian Pidgin is written in the words of English
            taken, others = taken + sum(quick), others + len(quick)
    print(f"taken for English without the model: {taken} of {others} in other languages")


def _long(folder: Path) -> None:
    posts = sorted({text for text in _posts(folder) if len(text) > LONG})
    asked = [text for text in posts if language.detect(text) and not _is_told_by_letters(text)]
    different = sum(language.detect(text) != _model(text) for text in asked)
    print(f"\n{len(asked)} posts of feeds longer than {LONG} characters, not told by their letters")
    print(f"another answer than py3langid's: {different}")
    ours, theirs = timed(language.detect, asked), timed(_model, asked)
    print(f"CPU a text: ours {ours * 1000:.2f} ms, py3langid {theirs * 1000:.2f} ms ({theirs / ours:.1f} x)")


def _posts(folder: Path) -> Iterator[str]:
    for file in sorted(path for path in folder.rglob("*") if path.is_file()):
        body = file.read_bytes()
        if any(mark in body[:600] for mark in (b"<rss", b"<feed", b"<rdf")):
            with suppress(SourceError):  # a recording that holds a feed is none
                for post in read(body, url="https://site.example/", charset=None).posts:
                    yield post.whole


def _sample(text: str) -> str:
    return language._NOISE.sub(" ", text[: language._LONGEST])[: language._ENOUGH]


def _is_told_by_letters(text: str) -> bool:
    return language._script(_sample(text))[0] != "Latn"


def _model(text: str) -> str:
    written = language._NOISE.sub(" ", text[: language._LONGEST])
    found: tuple[str, float] = classify(" ".join(written.split()))  # type: ignore[no-untyped-call]
    return found[0]


def _share(right: Sequence[bool]) -> float:
    return sum(right) / len(right)


if __name__ == "__main__":
    main()
