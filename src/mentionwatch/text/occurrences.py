"""Where leaves stand in a text: words in order, capitals as asked for, and the spelling that was met."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, TypeAlias

from mentionwatch.text.forms import is_common, key_of
from mentionwatch.text.forms_cyrillic import is_known
from mentionwatch.text.forms_endings import everyday_words
from mentionwatch.text.function_words import language_of
from mentionwatch.text.index import Index, Lead
from mentionwatch.text.leaves import Kind, Leaf, Slot
from mentionwatch.text.letters import fold
from mentionwatch.text.normal import Edge, Reading, Text

Refusal: TypeAlias = Literal["rest", "capital", "upper", "letters", "language"]

_INSIDE_SHORTEST = 3
_INSIDE_SURE = 6
_INSIDE_LONGEST = 40
_READ_AS_WORD = 4
_SHORTEST_SMALL = 3
_ADJECTIVE_NAME = re.compile("(?:[scz]k|ск)[aoeiyаои]$")
_ADJECTIVE_END = re.compile("(?:[oe]v|uv|sk|ов|ск)(?!i$)\\w+")
_VOWELS = frozenset("aeiouyаеиоуыэюяіїєъ")
_COUNTRIES = frozenset(["ru", "rus", "russia", "ua", "kz", "by", "uk", "us", "usa", "eu", "de", "pl", "cz"])
_CYRILLIC = ("ru", "uk", "bg")
_EVERYWHERE = ("", "en", "ru", "uk", "bg")


@dataclass(frozen=True, slots=True)
class Occurrence:
    """A leaf at atoms ``first`` up to, not including, ``end``; ``bounds`` are its code points in the text."""

    leaf: Leaf
    first: int
    end: int
    bounds: tuple[int, int]
    kind: Kind
    reading: Reading
    lacks: Refusal | None = None
    """What speaks against it already: small letters where the query and the text have capitals for names."""


@dataclass(frozen=True, slots=True)
class Refused:
    """A leaf that was looked at and is not there, with what spoke against it."""

    leaf: Leaf
    bounds: tuple[int, int]
    why: Refusal


class Finder:
    """Finds the leaves of an index in texts. ``refused``, where given, is told what nearly matched."""

    def __init__(self, index: Index) -> None:
        self._index = index

    def find(self, text: Text, refused: list[Refused] | None = None) -> list[Occurrence]:
        """All occurrences, in the order of the text."""
        found: list[Occurrence] = []
        get = self._index.get
        for atom, edges in enumerate(text.edges):
            for edge in edges:
                for lead in get(edge.key):
                    self._try(text, atom, edge, lead, found, refused)
            if atom in text.tags:
                self._inside(text, atom, found)
        if self._index.hosts and "." in text.whole:
            found += self._hosts(text)
        return found

    def _hosts(self, text: Text) -> Iterator[Occurrence]:
        for start, end, host in text.hosts:
            for above in domains_above(host):
                for leaf in self._index.hosts.get(above, ()):
                    yield Occurrence(leaf, *atoms_at(text, start, end), (start, end), "domain", "word")

    def _try(
        self,
        text: Text,
        atom: int,
        edge: Edge,
        lead: Lead,
        found: list[Occurrence],
        refused: list[Refused] | None,
    ) -> None:
        end = _end(text, atom, edge, lead)
        if end is None:
            if refused is not None:
                refused.append(Refused(lead.leaf, text.bounds[atom], "rest"))
            return
        outcome = _check(text, atom, end, edge, lead)
        if isinstance(outcome, Occurrence):
            found.append(outcome)
        elif refused is not None:
            bounds = (text.bounds[atom][0], text.bounds[end - 1][1])
            refused.append(Refused(lead.leaf, bounds, outcome))

    def _inside(self, text: Text, atom: int, found: list[Occurrence]) -> None:
        """Names that begin or end a part of a tag: ``#люблюмтс``. The remainder has to be a word."""
        start, end = text.bounds[atom]
        key = fold(text.whole[start:end])
        for name, remainder, bounds in _halves(key, start, end):
            for lead in self._index.leads.get(name, ()):
                if lead.rest or lead.kind not in ("exact", "joined") or lead.leaf.letters:
                    continue
                if _is_compound(name, remainder, lead.leaf.coined):
                    found.append(Occurrence(lead.leaf, atom, atom + 1, bounds, "inside", "part"))


def _is_compound(name: str, remainder: str, coined: bool) -> bool:
    """Whether a part of a tag is a name and a word: a long coined name is one whatever follows."""
    if not coined:
        return len(name) >= _INSIDE_SURE and (is_common(remainder) or is_known(remainder))
    return len(name) >= _INSIDE_SURE or is_common(remainder) or remainder in _COUNTRIES


def halves(key: str) -> Iterator[str]:
    """The beginnings and ends of a word of a tag that may be names."""
    for length in range(_INSIDE_SHORTEST, len(key) - 1 if len(key) <= _INSIDE_LONGEST else 0):
        yield key[:length]
        yield key[-length:]


def _halves(key: str, start: int, end: int) -> Iterator[tuple[str, str, tuple[int, int]]]:
    for length in range(_INSIDE_SHORTEST, len(key) - 1 if len(key) <= _INSIDE_LONGEST else 0):
        yield key[:length], key[length:], (start, start + length)
        yield key[-length:], key[:-length], (end - length, end)


def domains_above(host: str) -> list[str]:
    """A host and the domains that it belongs to: a domain is meant with all below it."""
    labels = host.split(".")
    return [".".join(labels[at:]) for at in range(len(labels) - 1)]


def atoms_at(text: Text, start: int, end: int) -> tuple[int, int]:
    """The atoms that a range of code points touches: the first, and the one after the last."""
    first = bisect_right(text.bounds, start, key=lambda bound: bound[1])
    return first, max(first, bisect_left(text.bounds, end, key=lambda bound: bound[0]))


def _end(text: Text, atom: int, edge: Edge, lead: Lead) -> int | None:
    """Where the leaf ends, if all its words follow each other from here."""
    after = atom + edge.length
    return _follow(text, after, lead.leaf.slots, 1) if lead.rest else after


def _follow(text: Text, atom: int, slots: tuple[Slot, ...], number: int) -> int | None:
    if number == len(slots):
        return atom
    if not text.adjacent(atom) and not (
        0 < atom < len(text.bounds) and slots[number].gap and text.gap(atom).strip() == slots[number].gap
    ):
        return None
    for edge in text.edges[atom]:
        if slots[number].form(edge.key):
            end = _follow(text, atom + edge.length, slots, number + 1)
            if end is not None:
                return end
    return None


def _check(text: Text, atom: int, end: int, edge: Edge, lead: Lead) -> Occurrence | Refusal:
    leaf = lead.leaf
    if (
        lead.kind == "joined" and len(leaf.slots) == 1 and edge.length > 1
    ):  # the parts are found by themselves
        return "rest"
    bounds = text.bounds[atom][0], text.bounds[end - 1][1]
    if lead.kind == "tag":  # with its sign
        return Occurrence(leaf, atom, end, (bounds[0] - 1, bounds[1]), "tag", "tag")
    written = text.whole[slice(*bounds)]
    if leaf.letters is not None:
        return (
            "letters"
            if written != leaf.letters
            else Occurrence(leaf, atom, end, bounds, "exact", edge.reading)
        )
    if _is_foreign(edge.key, lead, text):
        return "language"
    if _is_longer_abbreviation(text, leaf, written):
        return "upper"
    capital = edge.reading == "part" or _capitals(leaf, written)
    coined = leaf.coined or (lead.kind == "joined" and not is_common(edge.key))
    lacks = None if capital else _needed(text, leaf, edge.key, coined)
    return Occurrence(leaf, atom, end, bounds, lead.kind, edge.reading, lacks)


def _is_foreign(key: str, lead: Lead, text: Text) -> bool:
    """Whether a form has a foreign ending in Latin letters in an English text, where it is most likely another word."""
    if lead.language in _EVERYWHERE or lead.leaf.languages or not key.isascii():
        return False
    return language_of(text) == "en"


def _is_longer_abbreviation(text: Text, leaf: Leaf, written: str) -> bool:
    """Whether a short name in capitals goes on in capitals: FBI is no form of FB, where not all is in capitals."""
    if len(leaf.slots) > 1 or not written.isupper() or text.casing == "upper":
        return False
    slot = leaf.slots[0]
    if slot.shape == "any" or slot.pattern or len(slot.text) > _READ_AS_WORD or not written.isalpha():
        return False
    return len(fold(written)) > len(key_of(slot.text))


def _capitals(leaf: Leaf, written: str) -> bool:
    """Whether what is written has the capitals that the leaf asks for."""
    shapes = {slot.shape for slot in leaf.slots}
    if "upper" in shapes:
        if len(leaf.slots) == 1 and written.isupper() and key_of(written) not in _declined(leaf.slots[0]):
            return False
        return all(_has_upper(slot.text, written) for slot in leaf.slots if slot.shape == "upper")
    return "capital" not in shapes or any(map(str.isupper, written))


def _declined(slot: Slot) -> set[str]:
    """An abbreviation and its likeness in other letters: what may be all in capitals. PE is no form of PO."""
    key = key_of(slot.text)
    return {form.key for form in slot.forms.values() if form.kind != "form" or form.key.startswith(key)}


def _has_upper(name: str, written: str) -> bool:
    """Whether the abbreviation is written as such, with a small ending at most: ``IT``, not ``Italy`` nor ``ITU``.

    A longer one is read as a word in many languages, and declined with one capital: NATO, ``Nata``.
    """
    letters = [letter for letter in written if letter.isalpha()]
    shapes = [letter.isupper() for letter in name if letter.isalpha()]
    if len(shapes) >= _READ_AS_WORD and letters[0].isupper():
        return True
    size = len(shapes)
    return any(
        (
            shapes == [letter.isupper() for letter in letters[at : at + size]]
            and not any(map(str.isupper, letters[at + size :]))
        )
        or (all(map(str.isupper, letters)) and len(letters) == size)
        for at in range(len(letters) - size + 1)
    )


def _needed(text: Text, leaf: Leaf, key: str, coined: bool) -> Refusal | None:
    """Why small letters will not do here: the text has capitals for names, and the words are ordinary ones."""
    short = any(slot.shape == "upper" for slot in leaf.slots)
    if text.casing == "lower" or (text.casing == "unclear" and not short):
        return None
    known = has_dictionary(text, leaf)
    if (
        ((coined or is_abroad(text, leaf)) and known)
        or len(leaf.slots) > (2 if known else 1)
        or _unspeakable(leaf, key)
    ):
        return None
    if short and (len(key) < _SHORTEST_SMALL or is_common(key) or key != key_of(leaf.slots[0].text)):
        return "upper"
    if not known and not (_is_adjective(leaf, key) or is_everyday(text, leaf)):
        return None
    return "upper" if short else "capital"


def _unspeakable(leaf: Leaf, key: str) -> bool:
    """Whether the name, and not a form of it, is no word in any language, for want of a vowel: ``mts``, ``čtk``."""
    return key == key_of(leaf.slots[0].text) and not _VOWELS & {*key}


def _is_adjective(leaf: Leaf, key: str) -> bool:
    """Whether a form written small may be an adjective, in languages that write those small: ``škotska``."""
    name = key_of(leaf.slots[0].text)
    return bool(_ADJECTIVE_NAME.search(name) or _ADJECTIVE_END.fullmatch(key.removeprefix(name[:-1])[1:]))


def is_everyday(text: Text, leaf: Leaf) -> bool:
    """Whether some form of the leaf's first word is one that texts of its language write small, or may be."""
    for language in leaf.languages or (language_of(text),):
        words = everyday_words(language)
        if not words or not words.isdisjoint(leaf.slots[0].forms):
            return True
    return False


def is_abroad(text: Text, leaf: Leaf) -> bool:
    """Whether Latin letters stand in a text of a language that is written in others: no ordinary words then."""
    return leaf.slots[0].text.isascii() and language_of(text) in _CYRILLIC


def has_dictionary(text: Text, leaf: Leaf) -> bool:
    """Whether we would know it if the leaf's words were ordinary ones: only in Russian, Ukrainian and English."""
    languages = leaf.languages or (language_of(text),)
    return any(language in ("ru", "uk", "en", "") for language in languages)
