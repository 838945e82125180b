"""Where leaves stand in a text: words in order, capitals as asked for, and the spelling that was met."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, NamedTuple, TypeAlias

from mentionwatch.text.capitals import Lacking, has_capitals, is_longer_abbreviation, refusal
from mentionwatch.text.forms import is_common
from mentionwatch.text.forms_cyrillic import is_known
from mentionwatch.text.function_words import is_marked_word, language_of
from mentionwatch.text.index import Index, Lead
from mentionwatch.text.leaves import Kind, Leaf, Slot
from mentionwatch.text.letters import fold
from mentionwatch.text.normal import Edge, Reading, Text

Refusal: TypeAlias = Lacking | Literal["rest", "letters", "language"]

_INSIDE_SHORTEST = 3
_INSIDE_SURE = 6
_INSIDE_LONGEST = 40
_INITIALS = 2
_PAIR = 2
_COUNTRIES = frozenset(["ru", "rus", "russia", "ua", "kz", "by", "uk", "us", "usa", "eu", "de", "pl", "cz"])
_AND = frozenset(["and", "и", "та", "und", "et", "y", "i"])
_EVERYWHERE = ("", "en", "ru", "uk", "bg")


class Occurrence(NamedTuple):
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
        """All occurrences: in plain text, in the order of the text; then inside tags, then in addresses."""
        found: list[Occurrence] = []
        leads, get = self._index.leads, self._index.get
        if self._index.prefixes:
            begun = [(atom, edge) for atom, edges in enumerate(text.edges) for edge in edges if get(edge.key)]
        else:
            begun = [
                (atom, edge) for atom, edges in enumerate(text.edges) for edge in edges if edge[1] in leads
            ]
        for atom, edge in begun:
            for lead in get(edge.key):
                self._try(text, atom, edge, lead, found, refused)
        for atom in text.tags:
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
                refused.append(Refused(lead.leaf, (text.starts[atom], text.ends[atom]), "rest"))
            return
        outcome = _check(text, atom, end, edge, lead)
        if isinstance(outcome, Occurrence):
            found.append(outcome)
        elif refused is not None:
            bounds = text.starts[atom], text.ends[end - 1]
            refused.append(Refused(lead.leaf, bounds, outcome))

    def _inside(self, text: Text, atom: int, found: list[Occurrence]) -> None:
        """Names that begin or end a part of a tag: ``#люблюмтс``. The remainder has to be a word."""
        start, end = text.starts[atom], text.ends[atom]
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
    first = bisect_right(text.ends, start)
    return first, max(first, bisect_left(text.starts, end))


def _end(text: Text, atom: int, edge: Edge, lead: Lead) -> int | None:
    """Where the leaf ends, if all its words follow each other from here."""
    after = atom + edge.length
    return _follow(text, after, lead.leaf.slots, 1) if lead.rest else after


def _follow(text: Text, atom: int, slots: tuple[Slot, ...], number: int) -> int | None:
    if number == len(slots):
        return atom
    if 0 < atom < len(text.edges) and _says_and(text, atom, slots[number]):
        after = _after_and(text, atom, slots, number)
        if after is not None:
            return after
    if _lacks_and(text, atom, slots, number):
        return None
    if not text.adjacent(atom) and not (
        0 < atom < len(text.edges) and slots[number].gap and text.gap(atom).strip() == slots[number].gap
    ):
        return None
    return _met(text, atom, slots, number)


def _met(text: Text, atom: int, slots: tuple[Slot, ...], number: int) -> int | None:
    """Where the leaf ends if a word of it begins at the atom, and the others follow."""
    for edge in text.edges[atom]:
        if slots[number].form(edge.key):
            end = _follow(text, atom + edge.length, slots, number + 1)
            if end is not None:
                return end
    return None


def _says_and(text: Text, atom: int, slot: Slot) -> bool:
    return slot.gap == "&" or (slot.text in _AND and text.gap(atom).strip() == "&")


def _lacks_and(text: Text, atom: int, slots: tuple[Slot, ...], number: int) -> bool:
    """Whether letters that & holds together stand apart: ``at T`` is not AT&T."""
    if slots[number].gap != "&" or min(len(slots[number - 1].text), len(slots[number].text)) > _INITIALS:
        return False
    return 0 < atom < len(text.edges) and text.gap(atom).isspace()


def _after_and(text: Text, atom: int, slots: tuple[Slot, ...], number: int) -> int | None:
    """Where the leaf ends if the text has a word for the query's &, or the sign for its word."""
    if slots[number].gap != "&":
        return _follow(text, atom, slots, number + 1)
    if text.edges[atom] and text.edges[atom][0].key in _AND and text.adjacent(atom):
        return _met(text, atom + 1, slots, number) if text.adjacent(atom + 1) else None
    return None


def _check(text: Text, atom: int, end: int, edge: Edge, lead: Lead) -> Occurrence | Refusal:
    leaf = lead.leaf
    if (
        lead.kind == "joined" and len(leaf.slots) == 1 and edge.length > 1
    ):  # the parts are found by themselves
        return "rest"
    bounds = text.starts[atom], text.ends[end - 1]
    if leaf.tail:
        if not text.whole.startswith(leaf.tail, bounds[1]):
            return "rest"
        bounds = bounds[0], bounds[1] + len(leaf.tail)
    if lead.kind == "tag":  # with its sign
        return Occurrence(leaf, atom, end, (bounds[0] - 1, bounds[1]), "tag", "tag")
    if leaf.head:
        if not text.whole.endswith(leaf.head, 0, bounds[0]):
            return "rest"
        bounds = bounds[0] - len(leaf.head), bounds[1]
    written = text.whole[slice(*bounds)]
    if leaf.letters is not None:
        return (
            "letters"
            if written != leaf.letters
            else Occurrence(leaf, atom, end, bounds, "exact", edge.reading)
        )
    if _is_foreign(edge.key, lead, text):
        return "language"
    if is_longer_abbreviation(text, leaf, written) or _is_small_pair(lead.kind, written):
        return "upper"
    if lead.kind == "lookalike" and written.islower() and not written.isalpha():  # x5 is five times
        return "upper"
    if is_marked_word(written) and written.lower() != leaf.slots[0].text.lower():
        return "letters"
    capital = atom in text.tags or edge.reading == "part" or has_capitals(leaf, written)
    lacks = None if capital else refusal(text, leaf, lead.kind, edge.key)
    return Occurrence(leaf, atom, end, bounds, lead.kind, edge.reading, lacks)


def _is_small_pair(kind: Kind, written: str) -> bool:
    """Whether two letters joined are not in capitals: ``HM`` is H&M, ``hm`` is a sigh."""
    return kind == "joined" and len(written) == _PAIR and not written.isupper()


def _is_foreign(key: str, lead: Lead, text: Text) -> bool:
    """Whether a form has a foreign ending in Latin letters in an English text, where it is most likely another word."""
    if lead.language in _EVERYWHERE or lead.leaf.languages or not key.isascii():
        return False
    return language_of(text) == "en"
