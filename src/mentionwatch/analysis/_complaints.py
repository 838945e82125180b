"""How likely an English message is a complaint: a linear model over hashed pieces of words, manner and mood.

Trained on the tweets of Preoţiuc-Pietro et al. 2019 (https://aclanthology.org/P19-1495/), where a complaint
is a breach of expectation told to whoever caused it.
"""

from __future__ import annotations

import json
import re
from array import array
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import chain, pairwise
from math import log, sqrt
from pathlib import Path
from zlib import crc32

from mentionwatch.model import LABELS, Label

BUCKETS = 1 << 17
STEP = 1 / 16
"""What one unit of a stored weight counts."""

RARITY_STEP = 1 / 16
"""What one unit of a stored rarity counts. A rarity of 0 is a bucket that was met less than twice in training."""

_FOLDER = Path(__file__).parent / "data"
_WORD = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)*|\d+|[^\w\s]")
_SPACE = re.compile(r"\s+")
_PIECES = (2, 3, 4, 5)
_MANNERS = tuple(
    re.compile(expression)
    for expression in (
        r"^@", r"\?", r"!", r"https?:", r"\d", r"\b(?:i|my|me|i'm|i've)\b", r"\b(?:you|your|u|ur)\b",
        r"\b(?:we|our|us)\b", r"^rt\b", r"\b(?:not|no|never|still|again|why)\b|n't", r"\.\.\.",
    )
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Model:
    """Weights and rarities of buckets, and for what is no piece of text: mean, spread, weight; last the bias."""

    weights: array[int]
    rarities: array[int]
    means: Sequence[float]
    spreads: Sequence[float]
    slopes: Sequence[float]
    bias: float


def odds(text: str, label: Label | None, score: float, cues: Sequence[float]) -> float:
    """The log-odds that an English text is a complaint.

    ``label`` and ``score`` (-1..1) are the sentiment's, ``cues`` what those of each intent count together.
    """
    model = _load()
    plain = _plain(text)
    words, pieces = Counter(_words(plain)), Counter(_pieces(plain, _known_pieces_of))
    found = model.bias + _block(model, words) + _block(model, pieces)
    beside = manner(text, label, score, cues)
    for value, mean, spread, slope in zip(beside, model.means, model.spreads, model.slopes, strict=True):
        found += slope * (value - mean) / spread
    return found


def _block(model: _Model, buckets: Counter[int]) -> float:
    """The weights of known buckets, each by how often and how rare it is, over the length of all of them."""
    weights, rarities = model.weights, model.rarities
    total = length = 0.0
    for bucket, count in buckets.items():
        if rarity := rarities[bucket]:
            value = rarity * RARITY_STEP if count == 1 else (1 + log(count)) * rarity * RARITY_STEP
            total += value * weights[bucket] * STEP
            length += value * value
    return total / sqrt(length) if length else 0.0


def blocks(text: str) -> tuple[Counter[int], Counter[int]]:
    """Buckets of words, pairs and triples, and of pieces of words, with how often each is there."""
    plain = _plain(text)
    return Counter(_words(plain)), Counter(_pieces(plain, _pieces_of))


def _plain(text: str) -> str:
    return text.replace("’", "'").lower()


def _words(text: str) -> Iterator[int]:
    words = _WORD.findall(text)
    pairs = map(" ".join, pairwise(words))
    triples = map(" ".join, zip(words, words[1:], words[2:], strict=False))
    return map(_bucket, chain(words, pairs, triples))


def _pieces(text: str, pieces_of: Callable[[str], tuple[int, ...]]) -> Iterator[int]:
    return chain.from_iterable(map(pieces_of, _SPACE.split(text.strip())))


@lru_cache(maxsize=1 << 14)
def _known_pieces_of(word: str) -> tuple[int, ...]:
    """Those that the model has met. Most of a text are words that were met before."""
    rarities = _load().rarities
    return tuple(bucket for bucket in _pieces_of(word) if rarities[bucket])


def _pieces_of(word: str) -> tuple[int, ...]:
    fenced = f" {word} "
    return tuple(
        _bucket(f"~{fenced[start : start + size]}")
        for size in _PIECES
        for start in range(max(1, len(fenced) - size + 1))
    )


def _bucket(name: str) -> int:
    return crc32(name.encode("utf-8", "surrogatepass")) % BUCKETS


def manner(text: str, label: Label | None, score: float, cues: Sequence[float]) -> list[float]:
    """How a text is written, the mood it was found in, and the cues."""
    plain = _plain(text)
    signs = [float(bool(expression.search(plain))) for expression in _MANNERS]
    capitals = sum(letter.isupper() for letter in text) / max(1, len(text))
    sizes = [capitals, len(text) / 140, text.count("@") / 3, text.count("#") / 3]
    return [*signs, *sizes, *(float(label == one) for one in LABELS), score, *cues]


@cache
def _load() -> _Model:
    stored = (_FOLDER / "complaints-en.bin").read_bytes()
    beside = json.loads((_FOLDER / "complaints-en.json").read_text(encoding="utf-8"))
    return _Model(
        weights=array("b", stored[:BUCKETS]),
        rarities=array("B", stored[BUCKETS:]),
        means=beside["means"],
        spreads=beside["spreads"],
        slopes=beside["slopes"],
        bias=beside["bias"],
    )
