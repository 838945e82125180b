"""Sentences toward a named target, made from the templates beside this file.

Public collections hardly hold what brand watching lives on: two brands in one sentence with opposite
feelings, irony, a negation that praises. Each template tells the label toward each of its brands.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from pathlib import Path

from corpora import Example

from mentionwatch.model import Passage

SEED = 11
EACH = 90  # sentences made of one template
WEIGHT = 0.5
_FOLDER = Path(__file__).parent
_CHOICE = re.compile(r"\(([^()]*\|[^()]*)\)")
_SLOT = re.compile(r"<(\w+)>")
_NAME = re.compile(r"\{([AB])(?::(\w+))?\}")
_LABELS = {"+": 1, "0": 0, "-": -1}
_ENDINGS = {
    "consonant": {"gen": "а", "dat": "у", "acc": "", "ins": "ом", "pre": "е"},
    "а": {"gen": "ы", "dat": "е", "acc": "у", "ins": "ой", "pre": "е"},
    "ка": {"gen": "ки", "dat": "ке", "acc": "ку", "ins": "кой", "pre": "ке"},
}


def authored() -> Iterator[Example]:
    """All made sentences, once for each brand in them. The same on every run."""
    for language in ("en", "ru"):
        sections = _sections(_FOLDER / f"templates-{language}.txt")
        rng = random.Random(f"{SEED}{language}")  # noqa: S311 - it only has to repeat
        for line in sections["templates"]:
            labels, template = line.split("\t")
            for _ in range(EACH):
                yield from _made(template, labels.split("/"), sections, rng, language)


def _made(
    template: str, labels: list[str], sections: dict[str, list[str]], rng: random.Random, language: str
) -> Iterator[Example]:
    names = rng.sample(sections["brand"], 2)
    text, spans = _named(_filled(template, sections, rng), dict(zip("AB", names, strict=True)), rng)
    for letter, name, label in zip("AB", names, labels, strict=False):
        passage = Passage(text=text, target=name, spans=tuple(spans[letter]), language=language)
        yield Example(passage, _LABELS[label], f"authored_{language}", WEIGHT)


def _filled(text: str, sections: dict[str, list[str]], rng: random.Random) -> str:
    while _SLOT.search(text):
        text = _SLOT.sub(lambda found: rng.choice(sections[found[1]]), text, count=1)
    while _CHOICE.search(text):
        text = _CHOICE.sub(lambda found: rng.choice(found[1].split("|")), text, count=1)
    ending = rng.choice(["", "", ".", "!", "!!", " :(", "..."]) if text[-1].isalnum() else ""
    return text + ending if ending != " :(" else text


def _named(
    text: str, names: dict[str, str], rng: random.Random
) -> tuple[str, dict[str, list[tuple[int, int]]]]:
    """The text with the brands in it, and where they stand. One time in three all in lower case."""
    made, done = "", 0
    spans: dict[str, list[tuple[int, int]]] = {"A": [], "B": []}
    for found in _NAME.finditer(text):
        made += text[done : found.start()]
        name = _inflected(names[found[1]], found[2])
        spans[found[1]].append((len(made), len(made) + len(name)))
        made, done = made + name, found.end()
    made += text[done:]
    return (made.lower() if rng.random() < 1 / 3 else made), spans


def _inflected(name: str, case: str | None) -> str:
    if case is None or not re.search(r"[а-я]$", name):
        return name
    if name.endswith("ка"):
        return name[:-2] + _ENDINGS["ка"][case]
    if name.endswith("а"):
        return name[:-1] + _ENDINGS["а"][case]
    return name if name[-1] in "еиоуыэюяй" else name + _ENDINGS["consonant"][case]


def _sections(path: Path) -> dict[str, list[str]]:
    sections: dict[str, list[str]] = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith("["):
            current = sections.setdefault(line[1:-1], [])
        elif line and not line.startswith("#"):
            current += [line] if "\t" in line else line.split("|")
    return sections
