"""Readings of Russian and Ukrainian words, the same as pymorphy3's, in a third of the time.

pymorphy3 keeps its words in an automaton (a DAWG of the dawgdic format: a double array of 32-bit units; bits 10 to 30
of a unit are the offset of its children, bits 0 to 7 and 31 its label, bit 8 says that a word ends there, bit 9 that
the offset counts in 256s), walks it by a call a letter, and makes objects of every reading. Here it is walked in one
loop, the values behind an ending are unpacked once, and only the likeliest reading is made. Words that the dictionary
lacks are guessed by pymorphy3's own rules, on this automaton.
"""

from __future__ import annotations

import re
import struct
from array import array
from binascii import a2b_base64
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple, TypeAlias

_LABEL = 0x800000FF
_ENDS = 0x100
_NUMBER = 0x7FFFFFFF
_SEPARATOR = b"\x01"
_PLAIN = re.compile("[а-яёіїєґ]+")
_PREFIX_MOST = 5
_WORD_LEAST = 3
_MILLION = 1_000_000

Others: TypeAlias = Mapping[bytes, Sequence[tuple[bytes, str]]]
"""The letters that a letter may stand for (``ё`` for ``е``), each in UTF-8 and as it is."""
Value: TypeAlias = tuple[int, ...]


class Reading(NamedTuple):
    """The dictionary form of a word, and its grammemes (``NOUN,inan,masc sing,nomn``)."""

    normal_form: str
    tag: str


class _Form(NamedTuple):
    """A place in a paradigm: what makes a word there its dictionary form."""

    off_begin: int
    off_end: int
    begin: str
    end: str
    tag: str
    productive: bool


class Automaton:
    """A file of the dawgdic format, whose words have values of the ``struct`` format ``value``.

    ``letters`` are those that may stand for others.
    """

    def __init__(self, path: Path, value: str, letters: str) -> None:
        self._value = struct.Struct(value)
        self._pieces = re.compile(f"[{letters}]|[^{letters}]+")
        self._units, self._guide = array("I"), array("B")
        with path.open("rb") as file:
            self._units.fromfile(file, int.from_bytes(file.read(4), "little"))
            self._guide.fromfile(file, 2 * int.from_bytes(file.read(4), "little"))
        self._unpacked: dict[int, list[Value]] = {}

    def follow(self, letters: bytes, index: int = 0) -> int:
        """Where letters lead from a place; 0 where they lead nowhere."""
        units = self._units
        for letter in letters:
            unit = units[index]
            index ^= (unit >> 10 << ((unit & 0x200) >> 6)) ^ letter
            if units[index] & _LABEL != letter:
                return 0
        return index

    def number(self, index: int) -> int:
        """The number of the word that ends at a place, 0 where none does."""
        return self._units[self._below(index)] & _NUMBER if self._units[index] & _ENDS else 0

    def similar_items(self, word: str, others: Others) -> list[tuple[str, list[Value]]]:
        """The spellings of a word that there are, as it is written first, and the values of each."""
        found: list[tuple[str, list[Value]]] = []
        pending = [(self._pieces.findall(word), 0, 0)]
        while pending:
            pieces, place, index = pending.pop()
            variants = []
            for piece in pieces[place:]:
                place += 1
                letters = piece.encode()
                for other, spelled in others.get(letters, ()):
                    if there := self.follow(other, index):
                        variants.append(([*pieces[: place - 1], spelled, *pieces[place:]], place, there))
                if not (index := self.follow(letters, index)):
                    break
            else:
                if values := self._values(index):
                    found.append(("".join(pieces), values))
            pending += reversed(variants)
        return found

    def similar_item_values(self, word: str, others: Others) -> list[list[Value]]:
        """The same without the spellings."""
        return [values for _, values in self.similar_items(word, others)]

    def _values(self, index: int) -> list[Value]:
        """The values of the word that ends at a place. Words of one ending share them."""
        start = self.follow(_SEPARATOR, index)
        if not start:
            return []
        shared = self._below(start)
        if shared not in self._unpacked:
            self._unpacked[shared] = [self._value.unpack(a2b_base64(key)) for key in self._keys(start)]
        return self._unpacked[shared]

    def _keys(self, index: int) -> Iterator[bytes]:
        """All that can follow a place, in the order of the file."""
        pending = [(index, b"")]
        while pending:
            index, key = pending.pop()
            if self._units[index] & _ENDS:
                yield key
            below, children = self._below(index), []
            label = self._guide[2 * index]
            while label:
                children.append((below ^ label, key + bytes([label])))
                label = self._guide[2 * (below ^ label) + 1]
            pending += reversed(children)

    def _below(self, index: int) -> int:
        unit = self._units[index]
        return index ^ (unit >> 10 << ((unit & 0x200) >> 6))


class _Chances:
    """How often a word of the corpus has a tag, as pymorphy3 asks for it."""

    def __init__(self, numbers: Automaton) -> None:
        self._numbers = numbers

    def prob(self, word: str, tag: object) -> float:
        numbers = self._numbers
        start = numbers.follow(f"{word}:".encode())
        return numbers.number(numbers.follow(str(tag).encode(), start)) / _MILLION if start else 0.0


class Dictionary:
    """The dictionary of a language, ``ru`` or ``uk``."""

    def __init__(self, language: str) -> None:
        from pymorphy3 import lang
        from pymorphy3.units.by_analogy import KnownSuffixAnalyzer

        self._analyzer = _guesser(language)
        self._book = self._analyzer.dictionary
        folder = Path(self._book.path)
        self._others: Others = self._analyzer.char_substitutes
        letters = b"".join(self._others).decode()
        self._words = Automaton(folder / "words.dawg", ">HH", letters)
        self._book.words = self._words
        self._book.prediction_suffixes_dawgs = [
            Automaton(folder / f"prediction-suffixes-{number}.dawg", ">IHH", letters)
            for number in range(len(self._book.paradigm_prefixes))
        ]
        chances = folder / "p_t_given_w.intdawg"
        self._chances = Automaton(chances, "", letters) if self._analyzer.prob_estimator else None
        if self._chances:
            self._analyzer.prob_estimator.p_t_given_w = _Chances(self._chances)
        self._prefixes = tuple(getattr(lang, language).KNOWN_PREFIXES)
        self._ends: Any = next(
            unit for unit, _ in self._analyzer._units if isinstance(unit, KnownSuffixAnalyzer)
        )
        self._forms: dict[Value, _Form] = {}

    def read(self, word: str) -> Reading:
        """The likeliest reading of a word in small letters, a guess where the dictionary lacks it."""
        if known := self._known(word):
            return _reading(*(self._likeliest(word, known) if len(known) > 1 else known[0]))
        if self._is_plain(word) and (guess := self._as_if_prefixed(word) or self._by_its_end(word)):
            return guess
        parse = self._analyzer.parse(word)[0]
        return Reading(parse.normal_form, str(parse.tag))

    def _known(self, word: str) -> list[tuple[str, _Form]]:
        return [
            (spelling, self._form(value))
            for spelling, values in self._words.similar_items(word, self._others)
            for value in values
        ]

    def _is_plain(self, word: str) -> bool:
        """Whether pymorphy3 guesses by the beginning and the end of a word alone, as it does with most."""
        return bool(_PLAIN.fullmatch(word)) and not word.startswith(self._prefixes) and not self._common(word)

    def _as_if_prefixed(self, word: str) -> Reading | None:
        """The first guess that pymorphy3 makes of a plain word: a known word of three letters or more behind a few."""
        for size in range(1, 1 + min(_PREFIX_MOST, len(word) - _WORD_LEAST)):
            for spelling, form in self._known(word[size:]):
                if form.productive:
                    reading = _reading(spelling, form)
                    return reading._replace(normal_form=word[:size] + reading.normal_form)
        return None

    def _by_its_end(self, word: str) -> Reading | None:
        """Its next guess: as words of that end are read most."""
        parses = self._ends.parse(word, word, set())
        return Reading(parses[0][2], str(parses[0][1])) if parses else None

    def _likeliest(self, word: str, known: Sequence[tuple[str, _Form]]) -> tuple[str, _Form]:
        """The reading that is commonest in the corpus, the first where that tells none."""
        chances, start = self._chances, self._common(word)
        if not (chances and start):
            return known[0]
        return max(known, key=lambda pair: chances.number(chances.follow(pair[1].tag.encode(), start)))

    def _common(self, word: str) -> int:
        """Where the chances of the readings of a word begin, 0 where the corpus tells none."""
        return self._chances.follow(f"{word}:".encode()) if self._chances else 0

    def _form(self, value: Value) -> _Form:
        if value not in self._forms:
            paradigm, place = value
            numbers = self._book.paradigms[paradigm]
            size = len(numbers) // 3
            suffixes, prefixes = self._book.suffixes, self._book.paradigm_prefixes
            tag = self._book.gramtab[numbers[size + place]]
            self._forms[value] = _Form(
                off_begin=len(prefixes[numbers[2 * size + place]]),
                off_end=len(suffixes[numbers[place]]),
                begin=prefixes[numbers[2 * size]],
                end=suffixes[numbers[0]],
                tag=str(tag),
                productive=tag.is_productive(),
            )
        return self._forms[value]


def _guesser(language: str) -> Any:
    """pymorphy3's analyzer, whose automata are exchanged: nothing that a type could tell."""
    from pymorphy3.analyzer import MorphAnalyzer  # takes a while

    return MorphAnalyzer(lang=language)  # type: ignore[no-untyped-call]


def _reading(spelling: str, form: _Form) -> Reading:
    stem = spelling[form.off_begin : len(spelling) - form.off_end]
    return Reading(f"{form.begin}{stem}{form.end}", form.tag)


@cache
def dictionary(language: str) -> Dictionary:
    """The dictionary of ``ru`` or ``uk``, read once."""
    return Dictionary(language)
