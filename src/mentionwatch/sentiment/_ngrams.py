"""The quick model: a linear classifier over hashed n-grams.

What a word adds to the three log-odds does not depend on the text it stands in, only on the part it plays
there (beside the target, in its clause, negated ...); so it is summed once for each word and part, and
kept. A text then costs one look-up a word and a part, and one pass over its pairs and triples of words.

Hashing: Weinberger et al. 2009, https://arxiv.org/abs/0902.2206. Feature set after the systems of
SemEval-2013 task 2 (Mohammad et al., https://aclanthology.org/S13-2053/), target parts added.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import chain, pairwise
from math import sqrt
from pathlib import Path
from typing import Any
from zlib import crc32

import numpy as np
import numpy.typing as npt

from mentionwatch.sentiment._tokens import AROUND, TARGET, Tokens

GROUPS = ("en", "ru", "other")
"""One table each: English, East Slavic languages, all others."""

BITS = 18
PARTS = ("text", "left", "right", "clause", "negated", "turned")
_SALTS = {part: 0x51ED270B * (number + 1) & 0xFFFFFFFF for number, part in enumerate(PARTS)}
_SPREADING = 0x9E3779B1
_STEM = 5  # letters that stand for a word's stem: endings of Russian words are many
_GRAMS = (3, 4, 5)
_LONGEST_WORD = 24
_KEPT_WORDS = 100_000
_SPREAD = 8.0
_FOLDER = Path(__file__).parent / "data"

Floats = npt.NDArray[np.float64]
Integers = npt.NDArray[np.intp]
Hashes = npt.NDArray[np.uint32]


@dataclass(frozen=True, slots=True)
class Reading:
    """``logits`` of negative, neutral, positive; ``pull`` is what each word adds to positive over negative."""

    logits: Floats
    pull: Floats


class Ngrams:
    """The table of one group of languages: int8 weights, three to a bucket."""

    def __init__(self, table: npt.NDArray[np.int8], scale: float, bias: Floats) -> None:
        self._table = table
        self._scale = scale
        self._bias = bias
        self._sums = {part: _Sums(table, part) for part in PARTS}

    def read(self, texts: Sequence[Tokens]) -> list[Reading]:
        """Three log-odds for each text, and the share that each of its words has in them."""
        words = [word for tokens in texts for word in tokens.words]
        lengths = np.array([len(tokens.words) for tokens in texts], dtype=np.intp)
        firsts = np.cumsum(lengths) - lengths
        found = _Found(np.repeat(np.arange(len(texts)), lengths), len(texts))
        for members, hashes in _sequences(words, found.owners):
            found.add(members, self._table[_buckets(hashes)])
        for part, places in _played(texts, firsts.tolist()).items():
            if places:
                sums = self._sums[part].of([words[i] for i in places])
                found.add([np.array(places)], sums[:, :3], sums[:, 3])
        frames = zip(firsts.tolist(), map(frame_places, texts), strict=True)
        pairs = [(a + first, b + first) for first, places in frames for a, b in places]
        if pairs:
            found.add(list(np.array(pairs).T), self._table[frame_features(words, pairs)])
        spread = _SPREAD * self._scale / np.sqrt(np.maximum(found.counts, 1))
        logits = self._bias + found.totals * spread[:, None]
        pulls = np.split(found.pull * spread[found.owners], firsts[1:])
        return [Reading(*each) for each in zip(logits, pulls, strict=True)]


class _Found:
    """What was found in texts whose words stand in a row: ``owners`` tells which text a word is of."""

    def __init__(self, owners: Integers, texts: int) -> None:
        self.owners = owners
        self.counts = np.zeros(texts)
        self.totals = np.zeros((texts, 3))
        self.pull = np.zeros(len(owners))

    def add(
        self, members: Sequence[Integers], rows: npt.NDArray[Any], counts: npt.NDArray[Any] | None = None
    ) -> None:
        """Count rows of weights, each for the words at its members, which share the pull of it."""
        texts = self.owners[members[0]]
        self.counts += np.bincount(texts, counts, len(self.counts))
        for k in range(3):
            self.totals[:, k] += np.bincount(texts, rows[:, k], len(self.counts))
        lean = (rows[:, 2].astype(float) - rows[:, 0]) / len(members)
        for places in members:
            self.pull += np.bincount(places, lean, len(self.pull))


class _Sums:
    """What words add in one part: the sums of three weights, and of how many; kept for words seen before."""

    def __init__(self, table: npt.NDArray[np.int8], part: str) -> None:
        self._table = table
        self._part = part
        self._known: dict[str, int] = {}
        self._sums = np.empty((_KEPT_WORDS, 4), np.int32)

    def of(self, words: Sequence[str]) -> npt.NDArray[np.int32]:
        """A row a word."""
        new = set(words).difference(self._known)
        if len(self._known) + len(new) > len(self._sums):
            new = set(words)
            self._known.clear()
            self._sums = np.empty((max(_KEPT_WORDS, len(new)), 4), np.int32)
        if new:
            self._learn(list(new))
        return self._sums[[self._known[word] for word in words]]

    def _learn(self, words: Sequence[str]) -> None:
        hashes = [_part_hashes(word, self._part) for word in words]
        counts = np.array([len(each) for each in hashes])
        rows = self._table[_buckets(np.array(list(chain.from_iterable(hashes)), dtype=np.uint32))]
        place = len(self._known)
        learnt = self._sums[place : place + len(words)]
        learnt[:, :3] = np.add.reduceat(rows, np.cumsum(counts) - counts, axis=0, dtype=np.int32)
        learnt[:, 3] = counts
        self._known.update(zip(words, range(place, place + len(words)), strict=True))


@cache
def load(group: str, folder: Path = _FOLDER) -> Ngrams:
    """The table of a group (one of GROUPS), read once from the folder."""
    with np.load(folder / f"ngrams-{group}.npz") as file:
        return Ngrams(file["table"], float(file["scale"]), file["bias"].astype(float))


def weight(count: int) -> float:
    """What one of ``count`` buckets counts, so that long texts are no surer than short ones."""
    return _SPREAD / sqrt(max(count, 1))


def _sequences(words: Sequence[str], owners: Integers) -> Iterator[tuple[list[Integers], Hashes]]:
    """The pairs and triples of words, and the pairs of stems, of each text: where they stand, their hashes."""
    hashes = np.array([_hash(word) for word in words], dtype=np.uint32)
    stems = np.array([_hash(word[:_STEM]) for word in words], dtype=np.uint32)
    pairs, triples = (np.flatnonzero(owners[n:] == owners[: len(owners) - n]) for n in (1, 2))
    yield [pairs, pairs + 1], hashes[pairs] * np.uint32(31) + hashes[pairs + 1] * np.uint32(17)
    yield [pairs, pairs + 1], stems[pairs] * np.uint32(37) + stems[pairs + 1] * np.uint32(19) + np.uint32(5)
    first, second, third = (hashes[triples + n] for n in range(3))
    mixed = first * np.uint32(41) + second * np.uint32(23) + third * np.uint32(11)
    yield [triples, triples + 1, triples + 2], mixed


def _played(texts: Sequence[Tokens], firsts: Sequence[int]) -> dict[str, list[int]]:
    """The places of all words that play each part."""
    found: dict[str, list[int]] = {part: [] for part in PARTS}
    for first, tokens in zip(firsts, texts, strict=True):
        for i, part in parts(tokens):
            found[part].append(first + i)
    return found


def part_features(word: str, part: str) -> list[int]:
    """The buckets of one word in one part: the word and its stem, and for the text as a whole its n-grams."""
    return [_bucket(value) for value in _part_hashes(word, part)]


def _part_hashes(word: str, part: str) -> list[int]:
    word = word[:_LONGEST_WORD]
    salt = _SALTS[part]
    hashes = [_hash(word) ^ salt]
    if len(word) > _STEM:
        hashes.append(_hash(word[:_STEM] + "*") ^ salt)
    if part == "text" and len(word) > 1:
        fenced = f"<{word}>"
        grams = [fenced[i : i + n] for n in _GRAMS for i in range(len(fenced) - n + 1)]
        hashes += [crc32(gram.encode("utf-8", "surrogatepass")) for gram in grams]
    return hashes


def sequence_features(words: Sequence[str]) -> list[int]:
    """The buckets of pairs and triples of words, and of pairs of stems."""
    hashes = [_hash(word) for word in words]
    stems = [_hash(word[:_STEM]) for word in words]
    pairs = [_bucket(a * 31 + b * 17) for a, b in pairwise(hashes)]
    pairs += [_bucket(a * 37 + b * 19 + 5) for a, b in pairwise(stems)]
    triples = [
        _bucket(a * 41 + b * 23 + c * 11) for a, b, c in zip(hashes, hashes[1:], hashes[2:], strict=False)
    ]
    return pairs + triples


def frame_places(tokens: Tokens) -> list[tuple[int, int]]:
    """Pairs of places around the target: the word next to it with each other one beside it.

    They tell "left X for TARGET" from "left TARGET for X", whoever X is.
    """
    places = []
    last = len(tokens.words) - 1
    for at, word in enumerate(tokens.words):
        if word == TARGET:
            places += [(i, at - 1) for i in range(max(0, at - AROUND), at - 1)]
            places += [(at + 1, i) for i in range(at + 2, min(last, at + AROUND) + 1)]
            if 0 < at < last:
                places.append((at - 1, at + 1))
    return places


def frame_features(words: Sequence[str], places: Sequence[tuple[int, int]]) -> list[int]:
    """The buckets of the pairs around the target."""
    return [_bucket(_hash(words[i]) * 43 + _hash(words[j]) * 29 + 7) for i, j in places]


def parts(tokens: Tokens) -> Iterator[tuple[int, str]]:
    """Each place with each part that its word plays."""
    for i in range(len(tokens.words)):
        if tokens.words[i] != TARGET:
            yield i, "text"
    for part in ("left", "right", "clause"):
        for i in getattr(tokens, part):
            yield i, part
    for i in tokens.negated:
        yield i, "negated"
    for i in tokens.turned:
        yield i, "turned"


def features(tokens: Tokens) -> list[int]:
    """All buckets of a text, repetitions included: what the model is trained on."""
    found = sequence_features(tokens.words) + frame_features(tokens.words, frame_places(tokens))
    for i, part in parts(tokens):
        found += part_features(tokens.words[i], part)
    return found


@lru_cache(maxsize=_KEPT_WORDS)
def _hash(text: str) -> int:
    return crc32(text.encode("utf-8", "surrogatepass"))


def _bucket(value: int) -> int:
    return ((value * _SPREADING) & 0xFFFFFFFF) >> (32 - BITS)


def _buckets(values: Hashes) -> Hashes:
    return (values * np.uint32(_SPREADING)) >> np.uint32(32 - BITS)
