"""Queries made ready for looking up: a *leaf* is one term of a query, words in order, each a *slot* with its forms."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal, TypeAlias

from mentionwatch.model import Topic
from mentionwatch.text.forms import Cache, expand, is_common, key_of, languages_by_letters
from mentionwatch.text.forms_kinds import Form
from mentionwatch.text.forms_kinds import Kind as FormKind
from mentionwatch.text.letters import fold, script
from mentionwatch.text.normal import domain, word_of
from mentionwatch.text.patterns import wildcard
from mentionwatch.text.query import (
    And,
    Domain,
    Field,
    Handle,
    Hashtag,
    Near,
    Node,
    Not,
    Or,
    Pattern,
    Phrase,
    Term,
)

Kind: TypeAlias = FormKind | Literal["inside", "tag", "domain", "pattern"]
Shape: TypeAlias = Literal["any", "capital", "upper"]

_SHORT_CAPITALS = 5
_NUMBERED = re.compile(r"[^\W\d]{3,}[-‐‑]\d+")
_HEAD = re.compile(r"\A\.+(?=[A-Z])")
_TAIL = re.compile(r"(?<=\w)[+#]+\Z")
_WORDS = re.compile(r"[^\s/&+.,:;()\"«»–—]+")


@dataclass(frozen=True, slots=True)
class Slot:
    """One word of a leaf: its text, its forms by key, and what capitals it must meet."""

    text: str
    forms: dict[str, Form]
    shape: Shape = "any"
    common: bool = False
    pattern: re.Pattern[str] | None = None
    gap: str = ""
    """The punctuation before the word in the query, which the text may have too: ``Karma, Inc``."""

    def form(self, key: str) -> Form | None:
        """The form of this word that a folded word is, if any."""
        if self.pattern is not None:
            return Form(key, "form") if self.pattern.fullmatch(key) else None
        return self.forms.get(key)


@dataclass(frozen=True, slots=True, eq=False)
class Leaf:
    """One term of one topic's query. ``anchor``: without a leaf like it the query cannot match."""

    topic: int
    node: Node
    term: str
    slots: tuple[Slot, ...] = ()
    letters: str | None = None
    host: str | None = None
    anchor: bool = True
    coined: bool = True
    """No word of it is in a dictionary, so that it is a name in any case of letters."""
    languages: tuple[str, ...] = ()
    tail: str = ""
    """Signs that belong to the name and must follow it: ``Disney+``, ``C#``."""
    head: str = ""
    """Signs that belong to the name and must stand before it: ``.NET``."""
    shape: Shape = field(init=False)
    """The most that one of its words asks for."""

    def __post_init__(self) -> None:
        shapes = {slot.shape for slot in self.slots}
        most: Shape = "upper" if "upper" in shapes else "capital" if "capital" in shapes else "any"
        object.__setattr__(self, "shape", most)


def leaves_of(topic: Topic, number: int, query: Node, cache: Cache | None) -> dict[int, Leaf]:
    """The leaves of a parsed query, by the identity of their nodes."""
    terms = list(_terms(query))
    needed = _anchors(query)
    anchors = {id(node) for node in (terms if needed is None else needed)}
    likely = languages_by_letters(topic.query)
    making = _Making(topic=topic, number=number, cache=cache, anchors=anchors, likely=likely)
    return {id(node): making.leaf(node) for node in terms}


def is_bounded(query: Node) -> bool:
    """Whether some word must be in the text for the query to match."""
    return _anchors(query) is not None


def _terms(node: Node) -> Iterator[Node]:
    match node:
        case Term() | Phrase() | Pattern() | Hashtag() | Handle() | Domain():
            yield node
        case And(nodes=nodes) | Or(nodes=nodes):
            for inner in nodes:
                yield from _terms(inner)
        case Near(left=left, right=right):
            yield from _terms(left)
            yield from _terms(right)
        case Not(node=inner):
            yield from _terms(inner)
        case Field(name="title" | "text", value=value):
            assert not isinstance(value, str | float)
            yield from _terms(value)
        case _:
            return


def _anchors(node: Node) -> list[Node] | None:
    """Terms of which any matching text holds at least one; None where there are no such terms."""
    match node:
        case Term() | Phrase() | Pattern() | Hashtag() | Handle() | Domain():
            return [node]
        case And(nodes=nodes):
            return min(filter(None, map(_anchors, nodes)), key=_rarity, default=None)
        case Near(left=left, right=right):
            return min(filter(None, map(_anchors, (left, right))), key=_rarity, default=None)
        case Or(nodes=nodes):
            found = [_anchors(inner) for inner in nodes]
            return None if None in found else [term for some in found for term in some or ()]
        case Field(name="title" | "text", value=value):
            assert not isinstance(value, str | float)
            return _anchors(value)
        case _:
            return None


def _rarity(terms: list[Node]) -> tuple[int, int]:
    """Smaller for terms that few texts hold: names rather than words, long ones rather than short."""
    common = sum(
        isinstance(term, Pattern) or (isinstance(term, Term) and is_common(term.text)) for term in terms
    )
    return common, len(terms)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Making:
    topic: Topic
    number: int
    cache: Cache | None
    anchors: set[int]
    likely: tuple[str, ...]

    def leaf(self, node: Node) -> Leaf:
        anchor = id(node) in self.anchors
        match node:
            case Hashtag(text=text) | Handle(text=text):
                sign = "#" if isinstance(node, Hashtag) else "@"
                return Leaf(self.number, node, sign + text, anchor=anchor)
            case Domain(text=text):
                return Leaf(self.number, node, text, host=domain(text), anchor=anchor)
            case Term(text=text, exact="letters"):
                slots = tuple(exact_slot(word) for word in _words(text))
                return Leaf(self.number, node, text, slots, letters=text, anchor=anchor, tail=_tail_of(text))
            case Phrase(words=words):
                return self._words_of(node, words, anchor)
            case Term() | Pattern():
                return self._words_of(node, (node,), anchor)
        raise TypeError(node)

    def _words_of(self, node: Node, words: Sequence[Term | Pattern], anchor: bool) -> Leaf:
        slots = tuple(self._placed(words))
        term = " ".join(word.text for word in words)
        head, tail = _head_of(term), _tail_of(term)
        coined = bool(head or tail) or not all(slot.common for slot in slots)
        languages = self.topic.languages
        return Leaf(
            self.number,
            node,
            term,
            slots,
            anchor=anchor,
            coined=coined,
            languages=languages,
            tail=tail,
            head=head,
        )

    def _placed(self, words: Sequence[Term | Pattern]) -> Iterator[Slot]:
        end = 0
        for word in words:
            first, *others = self._slots(word)
            gap = self.topic.query[end : word.column - 1].strip() if 0 < end < word.column else ""
            yield replace(first, gap=gap) if gap else first
            yield from (replace(other, gap="&") for other in others) if "&" in word.text else others
            end = word.column - 1 + len(word.text)

    def _slots(self, word: Term | Pattern) -> Iterator[Slot]:
        if isinstance(word, Pattern):
            folded = fold(word.text)
            yield Slot(word.text, {}, shape_of(word.text), pattern=wildcard(folded))
            return
        for part in _words(word.text):
            if word.exact:
                yield exact_slot(part)
                continue
            forms = expand(
                part,
                self.topic.languages,
                likely=self.likely,
                layout=self.topic.wrong_layout,
                cache=self.cache,
            )
            shape = shape_of(part)
            languages = (*self.topic.languages, *self.likely)
            yield Slot(part, forms, shape, common=is_common(part, languages))


def _head_of(term: str) -> str:
    found = _HEAD.search(term)
    return found[0] if found else ""


def _tail_of(term: str) -> str:
    found = _TAIL.search(term)
    return found[0] if found else ""


def exact_slot(word: str) -> Slot:
    """A word that has no other form."""
    key = key_of(word)
    return Slot(word, {key: Form(key, "exact")})


def _words(text: str) -> list[str]:
    """The words of a term: ``М.Видео`` has two; scripts without spaces have one a letter; a sign alone has none.

    A number after a hyphen is a word, so that what comes before it declines: ``Северного потока-2``.
    """
    words = []
    for part in _WORDS.findall(text):
        bounds = word_of(part).bounds
        if len(bounds) > 1 and not _joins(part):
            words += [part[start:end] for start, end in bounds]
        elif bounds:
            words.append(part[bounds[0][0] : bounds[-1][1]])
    return words


def _joins(part: str) -> bool:
    """Whether a text has the part as one word too: letters with hyphens or apostrophes between."""
    return len(word_of(part).edges[0]) > 1 and not _NUMBERED.fullmatch(part)


def shape_of(word: str) -> Shape:
    """What capitals a query word asks for: those of an abbreviation, one, or any."""
    letters = [letter for letter in word if letter.isalpha()]
    if not letters or not word[0].isupper() or script(letters[0]) not in ("LATIN", "CYRILLIC", "GREEK"):
        return "any"
    capitals = sum(map(str.isupper, letters))
    if 2 <= len(letters) <= _SHORT_CAPITALS and capitals in (len(letters), len(letters) - 1) and capitals > 1:
        return "upper"
    return "capital"
