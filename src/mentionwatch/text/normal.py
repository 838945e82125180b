"""Texts as matching sees them: folded words in every reading, each with its place in the original.

A text is cut into *atoms*, the smallest words that can be matched: ordinary words, the sides of a hyphen or
an apostrophe, and the parts of a #tag or @handle at case changes, ``_``, digits and changes of script. An
*edge* reads one or more atoms as one folded word (``Кофе-Хаус`` has the edges ``кофе``, ``хаус`` and
``кофехаус``), so that joined, hyphenated and separate spellings meet. Offsets are code points of the original
text: only single words are folded, so no map between two texts is needed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cached_property, lru_cache, partial
from itertools import accumulate
from operator import add, itemgetter
from typing import Literal, NamedTuple, TypeAlias

from mentionwatch.text.letters import PLAIN, fold, script, skeletons

Reading: TypeAlias = Literal["word", "joined", "part", "tag", "lookalike"]
Casing: TypeAlias = Literal["lower", "upper", "title", "proper", "unclear"]

# Combining accents, soft hyphen and zero-width characters: inside a word, they are nothing.
_INVISIBLE = (
    "\u0300-\u036f\u0483-\u0487\u00ad\u034f\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufe00-\ufe0f\ufeff"
)
_JOINERS = "-'’ʼ`´‘\u2010\u2011"
_RUN = rf"\w+(?:[{_INVISIBLE}]+\w*|[{_JOINERS}][{_INVISIBLE}]*\w+)*"
WORDS = re.compile(_RUN)
"""Raw words: the quick look of the matcher. Cheaper than ``Text``, and misses nothing that ``Text`` finds."""

_ADDRESS = r"(?:https?|ftp)://[^\s<>\"»]+|www\.[^\s<>\"»]+|(?<![\w.-])(?:[\w-]+\.)+[a-z]{2,18}/[^\s<>\"»]*"
_TAG = rf"\w+(?:[{_INVISIBLE}]+\w*)*"
_ACCOUNT = rf"\w+(?:[{_INVISIBLE}]+\w*|[.-]\w+)*"
TAGS = re.compile(rf"\#{_TAG}|[@＠]{_ACCOUNT}")
"""#tags and @handles with their signs: the other half of the quick look."""
_SIGNED = rf"[#@＠](?<![\w/].)(?:(?<=\#)(?P<hash>{_TAG})|(?<!\#)(?P<handle>{_ACCOUNT}))"
_MARKED_WORDS = re.compile(rf"(?P<address>(?<!\w)(?:{_ADDRESS}))|{_SIGNED}")
_SIGNED_WORDS = re.compile(_SIGNED)
_MARKED = re.compile("[#@＠]")
_PIECES = re.compile(rf"[^\W_ʼ]+(?:[{_INVISIBLE}]+[^\W_ʼ]*)*")
_GLUED = re.compile("([A-Za-z]{3,}|[А-Яа-яЁё]{3,})([0-9]{3,}|(?<=[A-Za-z])[А-Яа-яЁё]{3,})")
_UNSPACED = re.compile("[\u0e01-\u0e3a\u0e40-\u0e4e\u3041-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_HOST = re.compile(r"(?<![\w.-])(?:[\w-]{1,63}\.){1,8}[^\W\d_](?:[\w-]{0,22}\w)(?![\w-])")
_MOST_PIECES = 8
_LONGEST_KEPT = 60  # letters of a piece of a text that is remembered
_WIDEST_GAP = 12
_LONGER = 3  # letters that words in the middle of sentences have more of, to be judged by
_TITLE = 3  # capitals in the middle of sentences, at least
_MOST_JOINED = 40  # a run of more pieces is no name, but somebody's attempt to keep us busy


class Edge(NamedTuple):
    """``length`` atoms read as one folded word."""

    length: int
    key: str
    reading: Reading


class Word(NamedTuple):
    """A raw word taken apart: the bounds of its atoms within it, and the edges that begin at each atom."""

    bounds: tuple[tuple[int, int], ...]
    edges: tuple[tuple[Edge, ...], ...]


class Piece(NamedTuple):
    """What stands between two blanks: its length and the blank's, and the atoms in it, each with its edges.

    Nearly all hold one atom, from ``first`` to ``last``, with the edges ``only``; others say so by ``last`` = 0.
    """

    width: int
    first: int
    last: int
    only: tuple[Edge, ...]
    atoms: tuple[tuple[int, int, tuple[Edge, ...]], ...]


_WIDTH, _FIRST, _LAST, _ONLY = map(itemgetter, range(4))


@lru_cache(1 << 15)
def word_of(raw: str) -> Word:
    """An ordinary word, or one with hyphens and apostrophes: its sides, and all that stand together joined.

    A number or a word of another script that is glued to a word is taken off: ``мтс252``, ``mtsонлайн``.
    """
    if glued := _GLUED.fullmatch(raw):
        bounds = [glued.span(1), glued.span(2)]
        return Word(tuple(bounds), _edges(raw, bounds, "part"))
    if PLAIN.fullmatch(key := raw.lower()):
        return Word(((0, len(raw)),), ((Edge(1, key, "word"),),))
    bounds = []
    for piece in _PIECES.finditer(raw):
        bounds += _letters(piece) if _UNSPACED.search(piece[0]) else [piece.span()]
    return Word(tuple(bounds), _edges(raw, bounds, "joined"))


def _letters(piece: re.Match[str]) -> Iterator[tuple[int, int]]:
    """Every letter of a script that is written without spaces is an atom; what stands between them is one too."""
    last = piece.start()
    for letter in _UNSPACED.finditer(piece.string, piece.start(), piece.end()):
        if last < letter.start():
            yield last, letter.start()
        yield letter.span()
        last = letter.end()
    if last < piece.end():
        yield last, piece.end()


def piece_of(raw: str) -> Piece:
    """A piece of a text without blanks, taken apart into the words in it."""
    atoms = []
    for run in WORDS.finditer(raw):
        word, at = word_of(run[0]), run.start()
        atoms += [
            (at + first, at + last, edges)
            for (first, last), edges in zip(word.bounds, word.edges, strict=True)
        ]
    first, last, only = atoms[0] if len(atoms) == 1 else (0, 0, ())
    return Piece(len(raw) + 1, first, last, only, tuple(atoms))


_kept_piece_of = lru_cache(1 << 15)(piece_of)


@lru_cache(1 << 14)
def tag_of(raw: str, sign: str) -> Word:
    """A #tag or @handle without its sign: whole, and in parts at case changes, ``_``, digits and scripts."""
    bounds = [bound for piece in _PIECES.finditer(raw) for bound in _parts(raw, *piece.span())]
    edges = _edges(raw, bounds, "part")
    if not edges:
        return Word((), ())
    whole = Edge(len(bounds), sign + fold(raw), "tag")
    return Word(tuple(bounds), ((*edges[0], whole), *edges[1:]))


def _parts(raw: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    last = start
    for at in range(start + 1, end):
        if _breaks(raw, at, end):
            yield last, at
            last = at
    yield last, end


def _breaks(raw: str, at: int, end: int) -> bool:
    """Whether a part of a tag begins at that letter: ``МТС|Help``, ``Mega|Fon``, ``мтс|252``, ``МТС|internet``."""
    before, here = raw[at - 1], raw[at]
    if not here.isalnum() or not before.isalnum():
        return False
    if before.isdigit() != here.isdigit():
        return True
    if script(before) != script(here):
        return True
    if here.isupper():
        return before.islower() or (at + 1 < end and raw[at + 1].islower())
    # After a run of capitals, the last may belong to either side: МТ|С|интернет, and runs are read joined.
    return before.isupper() and at > 1 and raw[at - 2].isupper() and script(raw[at - 2]) == script(before)


def _edges(raw: str, bounds: list[tuple[int, int]], longer: Reading) -> tuple[tuple[Edge, ...], ...]:
    keys = [fold(raw[start:end]) for start, end in bounds]
    single: Reading = "part" if longer == "part" and len(bounds) > 1 else "word"
    found = []
    for first, (start, end) in enumerate(bounds):
        edges = [Edge(1, keys[first], single)]
        edges += [Edge(1, key, "lookalike") for key in skeletons(raw[start:end])]
        if len(bounds) <= _MOST_JOINED:
            edges += _runs(raw, bounds, keys, first, longer)
        found.append(tuple(edges))
    return tuple(found)


def _runs(
    raw: str, bounds: list[tuple[int, int]], keys: list[str], first: int, reading: Reading
) -> Iterator[Edge]:
    last = min(len(bounds), first + _MOST_PIECES)
    for end in range(first + 2, last + 1):
        whole = raw[bounds[first][0] : bounds[end - 1][1]]
        if _UNSPACED.search(whole):
            return
        yield Edge(end - first, "".join(keys[first:end]), reading if end - first < len(bounds) else "joined")
        for key in skeletons("".join(_PIECES.findall(whole))):
            yield Edge(end - first, key, "lookalike")


def _marked(whole: str) -> Iterable[re.Match[str]]:
    """The addresses, #tags and @handles of a text."""
    if "/" in whole or "www" in whole:
        return _MARKED_WORDS.finditer(whole)
    return _SIGNED_WORDS.finditer(whole) if _MARKED.search(whole) else ()


class Text:
    """A text taken apart.

    Atom i stands from ``starts[i]`` to ``ends[i]``; ``edges[i]`` are the words that begin with it. ``break_at`` is
    the offset where the title ends: nothing is matched across it.
    """

    def __init__(self, whole: str, break_at: int = -1) -> None:
        self.whole = whole
        self.break_at = break_at
        self.starts: list[int] = []
        self.ends: list[int] = []
        self.edges: list[tuple[Edge, ...]] = []
        self.tags: set[int] = set()
        self.language: str | None = None
        """What ``function_words.language_of`` found; None until it was asked."""
        after = 0
        for token in _marked(whole):
            self._add_plain(whole[after : token.start()], after)
            self._add_marked(token)
            after = token.end()
        self._add_plain(whole[after:], after)

    def _add_plain(self, part: str, start: int) -> None:
        """Ordinary words from an offset on. Where each piece is one atom no line here is run once a word."""
        raw = part.split(" ")
        pieces = [*map(_kept_piece_of if max(map(len, raw)) <= _LONGEST_KEPT else piece_of, raw)]
        places = [*accumulate(map(_WIDTH, pieces), initial=start)]
        if all(map(_LAST, pieces)):
            self.starts += map(add, places, map(_FIRST, pieces))
            self.ends += map(add, places, map(_LAST, pieces))
            self.edges += map(_ONLY, pieces)
            return
        for at, piece in zip(places, pieces, strict=False):
            for first, last, edges in piece.atoms:
                self.starts.append(at + first)
                self.ends.append(at + last)
                self.edges.append(edges)

    def _add_marked(self, token: re.Match[str]) -> None:
        group = token.lastgroup
        assert group is not None
        if group == "address":
            self.starts.append(token.start())
            self.ends.append(token.end())
            self.edges.append(())
        else:
            word, start = tag_of(token[group], "#" if group == "hash" else "@"), token.start(group)
            self.tags.update(range(len(self.edges), len(self.edges) + len(word.edges)))
            self._add_bounds(word, start)
            self.edges += word.edges

    def _add_bounds(self, word: Word, at: int) -> None:
        for first, last in word.bounds:
            self.starts.append(at + first)
            self.ends.append(at + last)

    def slice(self, first: int, end: int) -> str:
        """What stands in the original from atom ``first`` up to, not including, atom ``end``."""
        return self.whole[self.starts[first] : self.ends[end - 1]]

    def gap(self, atom: int) -> str:
        """What stands between the atom before and this one."""
        return self.whole[self.ends[atom - 1] : self.starts[atom]] if atom else self.whole[: self.starts[0]]

    def adjacent(self, atom: int) -> bool:
        """Whether this atom goes on in the phrase of the one before: no sentence, bracket or title ends between.

        Quotes, dashes and spaces part words within a phrase; so does a single sign without spaces
        (``Яндекс.Маркет``), and the dot of an abbreviation (``St. Petersburg``).
        """
        if not 0 < atom < len(self.edges):
            return False
        gap = self.gap(atom)
        if self.ends[atom - 1] <= self.break_at <= self.starts[atom]:
            return False
        if len(gap) > _WIDEST_GAP:
            return False
        if _ADJACENT.fullmatch(gap):
            return True
        return gap in (". ", ".\u00a0") and self.ends[atom - 1] - self.starts[atom - 1] <= 3

    def starts_sentence(self, atom: int) -> bool:
        """Whether a capital here may be that of a sentence, a line or a quotation, and so tells nothing."""
        return (
            atom == 0 or self.starts[atom] == self.break_at + 1 or bool(_SENTENCE_END.search(self.gap(atom)))
        )

    @cached_property
    def keys(self) -> frozenset[str]:
        """All its folded words, in every reading."""
        return frozenset([edge.key for edges in self.edges for edge in edges])

    @cached_property
    def casing(self) -> Casing:
        """How the text uses capitals. ``proper``: in the middle of a sentence, for names."""
        return _casing(self)

    @cached_property
    def is_cyrillic(self) -> bool:
        """Whether more of its words are written in Cyrillic letters than in others."""
        scripts = [script(edges[0].key[0]) for edges in self.edges if edges and edges[0].key]
        return 2 * scripts.count("CYRILLIC") > len(scripts) - scripts.count("")

    @cached_property
    def hosts(self) -> tuple[tuple[int, int, str], ...]:
        """The domains in text and links: start, end, folded name with punycode decoded."""
        return tuple((*host.span(), domain(host[0])) for host in _HOST.finditer(self.whole))


_SPACES = r"[^\S\n]*"
_MARKS = "[\"'«»„“”‘’‹›]*"
_ADJACENT = re.compile(
    rf"{_SPACES}\n?{_SPACES}"
    rf"|{_SPACES}{_MARKS}{_SPACES}[-–—‑‐−]?{_SPACES}{_MARKS}{_SPACES}"
    r"|[./&+_:*·•|’'-]{1,2}"
    rf"|{_SPACES}&{_SPACES}"
)
_SENTENCE_END = re.compile(r"[.!?…:;\n•*|>\"«“„(\[]|^\s*[-–—]|[\U0001f300-\U0001faff\u2600-\u27bf]")


def _casing(text: Text) -> Casing:
    whole = text.whole
    if whole.lower() == whole:
        return "lower"
    bounds = zip(text.starts, text.ends, strict=True)
    cased = [atom for atom, (start, end) in enumerate(bounds) if not whole[start:end].islower()]
    cased = [atom for atom in cased if _is_word(text, atom)]
    capitals = sum(sum(map(str.isupper, text.slice(atom, atom + 1))) for atom in cased)
    if not capitals:
        return "lower"
    words = filter(partial(_is_word, text), range(len(text.edges)))
    if all(2 * lowers < capitals for lowers in accumulate(_lowers(text, atom) for atom in words)):
        return "upper"
    inner = sum(word[0].isupper() and word[1].islower() for word in _inner(text, cased))
    if inner >= _TITLE:
        words = filter(partial(_is_word, text), range(len(text.edges)))
        if inner > 2 * sum(word[0].islower() for word in _inner(text, words)):
            return "title"
    return "proper" if inner else "unclear"


def _is_word(text: Text, atom: int) -> bool:
    return bool(text.edges[atom]) and atom not in text.tags and text.whole[text.starts[atom]].isalpha()


def _lowers(text: Text, atom: int) -> int:
    return sum(map(str.islower, text.slice(atom, atom + 1)))


def _inner(text: Text, atoms: Iterable[int]) -> Iterator[str]:
    """The longer words in the middle of sentences."""
    for atom in atoms:
        if text.ends[atom] - text.starts[atom] > _LONGER and not text.starts_sentence(atom):
            yield text.slice(atom, atom + 1)


@lru_cache(4096)
def domain(host: str) -> str:
    """A host name, folded, with punycode decoded and without ``www.``: ``xn--80a1acny.xn--p1ai`` is ``почта.рф``."""
    labels = [_label(label) for label in host.lower().rstrip(".").split(".")]
    return ".".join(labels[1:] if labels[0] == "www" and len(labels) > 2 else labels)


def _label(label: str) -> str:
    if not label.startswith("xn--"):
        return label
    try:
        return label[4:].encode("ascii").decode("punycode")
    except UnicodeError:
        return label
