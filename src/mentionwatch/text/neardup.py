"""Copies: the same wording again, as repost, syndicated report, quoted beginning or light edit.

Two texts are compared by the share of the shorter one's character 5-grams that the longer one holds (containment:
Broder, "On the resemblance and containment of documents", 1997), after folding: small letters, no links and signs,
look-alike letters of two scripts as one. What people want decides the rest:

* A text much shorter than the other must stand in it in one piece, else two reports of one event that share their
  names would be copies.
* Texts whose words agree and whose numbers do not ("the dollar at 92.5", "the dollar at 93.1") say different
  things: no copies.
* Of very short texts ("Thank you, Acme!") only equal ones are copies, and only where something else shows it: the
  same author, the same link, or a repost mark. Two people who say thanks are two mentions.

`sketches` finds the texts that are worth comparing.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

SAME = 0.80
"""The least share of the shorter text that the longer one holds."""
SAME_BRIEF = 0.90
"""The same for a shorter text of fewer than 100 characters: a headline is easily like another."""
SHORT = 24
"""A text of fewer letters and digits is short: equality alone does not make it a copy."""

_GRAM = 5
_TYPO_GRAM = 3
_TYPO_SAME = 0.75
_TYPO_LEAST = 0.50
_WORDS_LEAST = 0.3
_BRIEF = 100
_SLIP = 2
_SLIP_LEAST = 4
_FAR_LONGER = 2
_STRIDE = 16
_POSITIONS = 20
_SAMPLE = 400
_LONGEST = 20_000

_INVISIBLE = re.compile("[\u00ad\u0301\u200b-\u200f\u2060\ufeff]")
_LOOK_ALIKE = str.maketrans("авекмнорстухіјѕԁԛԝһё", "abekmhopctyxijsdqwhe")
_LINK = re.compile(r"(?:https?://|www\.)[^\s<>\"]*")
_REPOST = re.compile(r"\s*(?:rt|via)\s+@\w+\s*:?", re.IGNORECASE)
_DIGIT = re.compile(r"\d")
_WORD = re.compile(r"[^\W_]+")

How = Literal["same", "cut", "edited"]


@dataclass(frozen=True, kw_only=True)
class Wording:
    """What of a text is compared: its words in small letters, look-alike letters of two scripts as one.

    ``author`` is any key that tells authors apart, ``links`` the addresses in the text.
    """

    folded: str
    author: str | None = None
    links: frozenset[str] = frozenset()
    repost: bool = False

    @cached_property
    def pieces(self) -> frozenset[str]:
        return frozenset(grams(self.folded, _GRAM))

    @cached_property
    def words(self) -> frozenset[str]:
        return frozenset(self.folded.split())

    @cached_property
    def short(self) -> bool:
        return len(self.folded) - self.folded.count(" ") < SHORT


@dataclass(frozen=True, slots=True, kw_only=True)
class Likeness:
    """Two texts are copies: ``share`` (0..1) of the shorter one stands in the longer one."""

    how: How
    share: float


def wording(text: str, author: str | None = None) -> Wording:
    """The wording of a text as people see it (title included). Beyond 20,000 characters nothing is read."""
    plain = _plain(text[:_LONGEST])
    bare = _REPOST.sub(" ", plain, count=1) if _REPOST.match(plain) else plain
    has_links = "://" in plain or "www." in plain
    words = " ".join(_WORD.findall(_LINK.sub(" ", bare) if has_links else bare))
    return Wording(
        folded=words if words.isascii() else words.translate(_LOOK_ALIKE),
        author=author,
        links=frozenset(_LINK.findall(plain) if has_links else ()),
        repost=bare is not plain,
    )


def _plain(text: str) -> str:
    if text.isascii():
        return text.lower()
    return _INVISIBLE.sub("", unicodedata.normalize("NFKC", text)).casefold()[:_LONGEST]


def likeness(one: Wording, other: Wording) -> Likeness | None:
    """How two texts are copies of each other, or None. The order of the two does not matter."""
    shorter, longer = _by_length(one, other)
    if not shorter.folded:
        return None
    if shorter.short:
        return Likeness(how="same", share=1.0) if _same_short(shorter, longer) else None
    if shorter.folded == longer.folded:
        return Likeness(how="same", share=1.0)
    share = _share(shorter, longer)
    if share < SAME or _other_numbers(shorter.folded, longer.folded):
        return None
    return Likeness(how="cut" if _far_longer(longer, shorter) else "edited", share=share)


def _by_length(one: Wording, other: Wording) -> tuple[Wording, Wording]:
    apart = len(one.folded) - len(other.folded)
    return (other, one) if apart > 0 or (not apart and other.folded < one.folded) else (one, other)


def grams(text: str, size: int) -> list[str]:
    """The runs of ``size`` characters of a text; the text itself where it is shorter."""
    return [text[start : start + size] for start in range(max(1, len(text) - size + 1))]


def _same_short(one: Wording, other: Wording) -> bool:
    if one.folded != other.folded:
        return False
    same_author = one.author is not None and one.author == other.author
    return same_author or one.repost or other.repost or bool(one.links & other.links)


def _far_longer(longer: Wording, shorter: Wording) -> bool:
    return len(longer.folded) > _FAR_LONGER * len(shorter.folded)


def _share(shorter: Wording, longer: Wording) -> float:
    """The share of the shorter text in the longer: of its 5-grams or, slips of the pen allowed, its words."""
    if len(shorter.words & longer.words) < _WORDS_LEAST * min(len(shorter.words), len(longer.words)):
        return 0.0  # a cheap test: three quarters of what the sketches propose ends here
    if shorter.folded in longer.folded:
        return 1.0
    share = len(shorter.pieces & longer.pieces) / len(shorter.pieces)
    if share < _TYPO_LEAST:
        return share
    if far := _far_longer(longer, shorter):
        share = _share_in_one_piece(shorter, longer)
    if share >= _same(shorter):
        return share
    if len(shorter.folded) < _BRIEF:
        typed = 0.0 if far or _lacks_words(shorter, longer) else _share_of_words(shorter, longer)
        return typed if typed >= SAME_BRIEF else 0.0
    if len(shorter.folded) > _SAMPLE:
        return share
    typed = _share_in_place(shorter.folded, longer.folded, _TYPO_GRAM)
    return SAME if typed >= _TYPO_SAME else share


def _same(shorter: Wording) -> float:
    return SAME_BRIEF if len(shorter.folded) < _BRIEF else SAME


def _share_in_one_piece(shorter: Wording, longer: Wording) -> float:
    """The share of the shorter text's 5-grams that stand in the longer at one distance; what is too little is rough."""
    sample = grams(shorter.folded[:_SAMPLE], _GRAM)
    anywhere = sum(map(longer.pieces.__contains__, sample)) / len(sample)
    if anywhere < _same(shorter):
        return anywhere
    return min(anywhere, _share_in_place(shorter.folded, longer.folded, _GRAM))


def _share_in_place(shorter: str, longer: str, size: int) -> float:
    """The share of the shorter text's n-grams that stand in the longer at one distance, give or take 16.

    Its first 400 characters speak for it.
    """
    sample = grams(shorter[:_SAMPLE], size)
    places: dict[str, list[int]] = {gram: [] for gram in sample}
    for place, gram in enumerate(grams(longer, size)):
        if gram in places:
            places[gram].append(place)
    at: dict[int, int] = {}
    for place, gram in enumerate(sample):
        for stride in {(other - place) // _STRIDE for other in places[gram][:_POSITIONS]}:
            at[stride] = at.get(stride, 0) + 1
    best = max((count + at.get(stride + 1, 0) for stride, count in at.items()), default=0)
    return min(1.0, best / len(sample))


def _lacks_words(shorter: Wording, longer: Wording) -> bool:
    """Whether the longer text has too few of the shorter one's words, in whatever order: a test at little cost."""
    words = shorter.folded.split()
    left = (1 - SAME_BRIEF) * sum(map(len, words)) + 1e-6
    for word in words:
        if word not in longer.words and not any(_same_word(word, other) for other in longer.words):
            left -= len(word)
            if left < 0:
                return True
    return False


def _share_of_words(shorter: Wording, longer: Wording) -> float:
    """The share, by letters, of the shorter text's words that the longer has in the same order.

    This is the longest common subsequence, in which words that differ by a slip of the pen are equal.
    """
    words, others = shorter.folded.split(), longer.folded.split()
    row = [0] * (len(others) + 1)
    for word in words:
        above, row = row, [0]
        for column, other in enumerate(others):
            best = max(above[column + 1], row[column])
            with_pair = above[column] + len(word)
            row.append(with_pair if with_pair > best and _same_word(word, other) else best)
    return row[-1] / sum(map(len, words))


def _same_word(one: str, other: str) -> bool:
    if one == other:
        return True
    if min(len(one), len(other)) < _SLIP_LEAST or abs(len(one) - len(other)) > _SLIP:
        return False
    if len(set(one) ^ set(other)) > _SLIP:
        return False  # tells nearly all pairs apart
    here, there = Counter(one), Counter(other)
    return (here - there).total() + (there - here).total() <= _SLIP


def _other_numbers(shorter: str, longer: str) -> bool:
    """The numbers differ: in a brief text at all, in another where all words agree.

    A number that a typing error broke is one change of many there. A cut text's last word may be half a word.
    """
    if not (_DIGIT.search(shorter) and _DIGIT.search(longer)):
        return False
    words, others_words = shorter.split(), longer.split()
    if len(words) < len(others_words):
        words.pop()
    if len(shorter) >= _BRIEF and not all(map(_DIGIT.search, set(words).difference(others_words))):
        return False
    here, there = Counter(words), Counter(others_words)
    missing, extra = here - there, there - here
    if len(shorter) >= _BRIEF and not all(map(_DIGIT.search, missing)):
        return False
    numbers, others = ({_digits(word) for word in words} - {""} for words in (missing, extra))
    return bool(numbers - others and others - numbers)


def _digits(word: str) -> str:
    return "".join(filter(str.isdigit, word))
