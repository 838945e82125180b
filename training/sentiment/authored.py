"""Texts toward a named target that were written for this program: sentences, and templates of sentences.

Public collections hardly hold what brand watching lives on: two brands in one text with opposite feelings,
irony, a negation that praises, a complaint told by nothing but what happened. sentences-LANGUAGE.txt holds
such texts, each brand in them marked with the label toward it (``{+name}``, ``{0name}``, ``{-name}``);
a template of templates-LANGUAGE.txt tells the labels toward its brands and is filled many times.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from pathlib import Path

from corpora import Example, held_back

from mentionwatch.model import Passage

TEMPLATES = ("en", "ru")
SEED = 11
EACH = 90  # sentences made of one template
WEIGHT = 0.5
_FOLDER = Path(__file__).parent
_CHOICE = re.compile(r"\(([^()]*\|[^()]*)\)")
_SLOT = re.compile(r"<(\w+)>")
_NAME = re.compile(r"\{([AB])(?::(\w+))?\}")
_MARKED = re.compile(r"\{([-+0])([^{}]+)\}")
_UNBENT = frozenset({"en", "de", "es", "fr", "it", "nl", "pt"})
_STEM = 4  # letters by which one brand is known in its cases
_LABELS = {"+": 1, "0": 0, "-": -1}
_ENDINGS = {
    "consonant": {"gen": "а", "dat": "у", "acc": "", "ins": "ом", "pre": "е"},
    "а": {"gen": "ы", "dat": "е", "acc": "у", "ins": "ой", "pre": "е"},
    "ка": {"gen": "ки", "dat": "ке", "acc": "ку", "ins": "кой", "pre": "ке"},
}


def authored() -> Iterator[Example]:
    """All of them, once for each brand in them. The same on every run."""
    for language in written():
        yield from sentences(language)
    for language in TEMPLATES:
        sections = _sections(_FOLDER / f"templates-{language}.txt")
        rng = random.Random(f"{SEED}{language}")  # noqa: S311 - it only has to repeat
        for line in sections["templates"]:
            labels, template = line.split("\t")
            for _ in range(EACH):
                yield from _made(template, labels.split("/"), sections, rng, language)


def written() -> list[str]:
    """The languages that there are sentences in."""
    return sorted(path.stem.removeprefix("sentences-") for path in _FOLDER.glob("sentences-*.txt"))


def sentences(language: str) -> Iterator[Example]:
    """Each sentence as written and, unless it is held back, once more: with other names where names have no cases, at
    times in lower case.
    """
    lines = (_FOLDER / f"sentences-{language}.txt").read_text(encoding="utf-8").splitlines()
    names = sorted({found[2] for line in lines for found in _MARKED.finditer(line)})
    rng = random.Random(f"{SEED}{language}")  # noqa: S311 - it only has to repeat
    for line in lines:
        yield from _marked(line, language)
        varied = _renamed(line, names, rng) if language in _UNBENT else line
        if not (_held_back(line) or _held_back(varied)):
            yield from _marked(varied if rng.random() < 1 / 2 else varied.lower(), language)


def _held_back(line: str) -> bool:
    return held_back(_MARKED.sub(r"\2", line))


def _renamed(line: str, names: list[str], rng: random.Random) -> str:
    """The line with other brands: each name by another, the same each time."""
    others: dict[str, str] = {}
    return _MARKED.sub(lambda m: f"{{{m[1]}{others.setdefault(m[2].lower(), rng.choice(names))}}}", line)


def _marked(line: str, language: str) -> Iterator[Example]:
    text, done = "", 0
    places: dict[tuple[str, str], list[tuple[int, int]]] = {}
    for found in _MARKED.finditer(line):
        text += line[done : found.start()]
        brand = found[1], found[2].lstrip("#@").casefold()[:_STEM]
        places.setdefault(brand, []).append((len(text), len(text) + len(found[2])))
        text, done = text + found[2], found.end()
    text += line[done:]
    for (label, _), spans in places.items():
        target = text[slice(*spans[0])]
        passage = Passage(text=text, target=target, spans=tuple(spans), language=language)
        yield Example(passage, _LABELS[label], f"sentences_{language}")


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
