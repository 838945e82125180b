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
from itertools import pairwise
from math import sqrt
from pathlib import Path
from zlib import crc32

import numpy as np
import numpy.typing as npt

from mentionwatch.sentiment._tokens import AROUND, TARGET, Tokens

GROUPS = ("en", "ru", "other")
"""One table each: English, East Slavic languages, all others."""

BITS = 18
PARTS = ("text", "left", "right", "clause", "negated", "turned")
_SALTS = {part: 0x51ED270B * (number + 1) & 0xFFFFFFFF for number, part in enumerate(PARTS)}
_STEM = 5  # letters that stand for a word's stem: endings of Russian words are many
_GRAMS = (3, 4, 5)
_LONGEST_WORD = 24
_KEPT_WORDS = 100_000
_SPREAD = 8.0
_FOLDER = Path(__file__).parent / "data"

Floats = npt.NDArray[np.float64]
Summed = tuple[int, int, int, int]


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
        self._sums: dict[tuple[str, str], Summed] = {}

    def read(self, tokens: Tokens) -> Reading:
        """Three log-odds for a text, and the share that each of its words has in them."""
        words = tokens.words
        pairs = frame_places(tokens)
        buckets = sequence_features(words) + frame_features(words, pairs)
        rows = self._table[buckets].astype(np.int32) if buckets else np.zeros((0, 3), np.int32)
        pull = np.zeros(len(words))
        count, totals = len(buckets), rows.sum(axis=0).astype(float)
        negative = neutral = positive = 0
        for i, part in parts(tokens):
            n, a, b, c = self._summed(words[i], part)
            count += n
            negative += a
            neutral += b
            positive += c
            pull[i] += c - a
        totals += (negative, neutral, positive)
        _share_out(pull, (rows[:, 2] - rows[:, 0]).astype(float), pairs)
        spread = weight(count) * self._scale
        return Reading(self._bias + totals * spread, pull * spread)

    def _summed(self, word: str, part: str) -> Summed:
        """How many buckets a word fills in a part, and the sums of their three weights."""
        key = (word, part)
        if key not in self._sums:
            if len(self._sums) >= _KEPT_WORDS:
                self._sums.clear()
            buckets = part_features(word, part)
            sums = self._table[buckets].sum(axis=0, dtype=np.int64).tolist()
            self._sums[key] = (len(buckets), *sums)
        return self._sums[key]


@cache
def load(group: str, folder: Path = _FOLDER) -> Ngrams:
    """The table of a group (one of GROUPS), read once from the folder."""
    with np.load(folder / f"ngrams-{group}.npz") as file:
        return Ngrams(file["table"], float(file["scale"]), file["bias"].astype(float))


def weight(count: int) -> float:
    """What one of ``count`` buckets counts, so that long texts are no surer than short ones."""
    return _SPREAD / sqrt(max(count, 1))


def _share_out(pull: Floats, sequences: Floats, frames: Sequence[tuple[int, int]]) -> None:
    """Give each word its share of the pairs, triples and frames that it is in (in the order of features)."""
    if frames:
        for places in zip(*frames, strict=True):
            np.add.at(pull, list(places), sequences[-len(frames) :] / 2)
        sequences = sequences[: -len(frames)]
    pairs = max(len(pull) - 1, 0)
    both = (sequences[:pairs] + sequences[pairs : 2 * pairs]) / 2
    pull[:-1] += both
    pull[1:] += both
    third = sequences[2 * pairs :] / 3
    for shift in range(3):
        pull[shift : shift + len(third)] += third


def part_features(word: str, part: str) -> list[int]:
    """The buckets of one word in one part: the word and its stem, and for the text as a whole its n-grams."""
    word = word[:_LONGEST_WORD]
    salt = _SALTS[part]
    buckets = [_bucket(_hash(word) ^ salt)]
    if len(word) > _STEM:
        buckets.append(_bucket(_hash(word[:_STEM] + "*") ^ salt))
    if part == "text" and len(word) > 1:
        fenced = f"<{word}>"
        buckets += [_bucket(_hash(fenced[i : i + n])) for n in _GRAMS for i in range(len(fenced) - n + 1)]
    return buckets


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
    return ((value * 0x9E3779B1) & 0xFFFFFFFF) >> (32 - BITS)
