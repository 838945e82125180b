"""Held-back sentences as the models tell them, to be read by eye: those told right, and those told wrong.

    python training/sentiment/by_eye.py MODELS

MODELS holds tables that were trained with ``--hold-back``, encoder.npz and the stack.json of both. The sentences are
those of sentences-en.txt and sentences-ru.txt that were held back, in the order of a hash, the target between two
stars on either side.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from hashlib import md5
from pathlib import Path

from authored import sentences
from corpora import Example, held_back

from mentionwatch.model import Label, Sentiment
from mentionwatch.sentiment.neural import Neural

SHOWN = 50
_NAMED: dict[int, Label] = {-1: "negative", 0: "neutral", 1: "positive"}


def main() -> None:
    models = Neural(models=Path(sys.argv[1]))
    for language in ("en", "ru"):
        for line in _told(language, models):
            print(line)  # noqa: T201 - the sentences are what it is run for


def _told(language: str, models: Neural) -> Iterator[str]:
    found = sorted((e for e in sentences(language) if held_back(e.passage.text)), key=_order)
    told = list(zip(found, models.classify([e.passage for e in found]), strict=True))
    for name, wanted in (("right", True), ("wrong", False)):
        some = [each for each in told if (each[1].label == _NAMED[each[0].label]) == wanted]
        yield f"## {language}, {name}: {len(some)} of {len(told)}"
        yield from (_line(*each) for each in some[:SHOWN])


def _order(example: Example) -> str:
    return md5(example.passage.text.encode(), usedforsecurity=False).hexdigest()


def _line(example: Example, told: Sentiment) -> str:
    text, ((start, end), *_) = example.passage.text, example.passage.spans
    shown = f"{text[:start]}**{text[start:end]}**{text[end:]}: {told.label}"
    is_right = told.label == _NAMED[example.label]
    return shown if is_right else f"{shown} (is {_NAMED[example.label]})"


if __name__ == "__main__":
    main()
