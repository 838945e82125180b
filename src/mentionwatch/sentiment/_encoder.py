"""The careful model: three layers of a transformer, in numpy.

The layers are the first ones of multilingual-e5-small (Wang et al. 2024, arXiv:2402.05672; MIT), trained
further to read the feeling toward the mark that stands for the target. Weights are int8, a scale a row;
embeddings are 4 bits, a scale for 32 numbers.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from math import sqrt
from pathlib import Path

import numpy as np
import numpy.typing as npt

from mentionwatch.model import Passage
from mentionwatch.sentiment._pieces import BEGIN, END, MARK, Pieces
from mentionwatch.sentiment._tokens import target_spans

LONGEST = 96
"""Pieces that are read of a text, from around the first mention of the target."""

HEADS = 12
_FILE = Path(__file__).parent / "data" / "encoder.npz"
SHIPPED = _FILE.exists()
_BATCH = 32
_BEFORE = 2000  # characters that are looked at before and after the first mention

Floats = npt.NDArray[np.float32]
Integers = npt.NDArray[np.intp]


class Encoder:
    """The weights, in float32: ``arrays`` as encoder.npz has them."""

    def __init__(self, arrays: dict[str, npt.NDArray[np.generic]]) -> None:
        self.pieces = Pieces(str(arrays["pieces"]).split("\n"), arrays["scores"].tolist())
        self._blocks = arrays["embeddings"].astype(np.uint8, copy=False)
        self._floats = {
            name.removesuffix(".q"): _widened(arrays, name)
            for name in arrays
            if name not in ("pieces", "scores", "embeddings") and not name.endswith(".s")
        }
        self._layers = sum(name.endswith("qkv.w.q") for name in arrays)

    def logits(self, passages: Sequence[Passage]) -> npt.NDArray[np.float64]:
        """Log-odds of negative, neutral, positive, a row a passage."""
        ids = [self.identifiers(passage) for passage in passages]
        order = sorted(range(len(ids)), key=lambda i: len(ids[i]))
        found = np.zeros((len(ids), 3))
        for start in range(0, len(order), _BATCH):
            chosen = order[start : start + _BATCH]
            found[chosen] = self._forward([ids[i] for i in chosen])
        return found

    def identifiers(self, passage: Passage) -> list[int]:
        """The pieces of a passage with a mark in place of each mention of the target."""
        spans = target_spans(passage)
        first = spans[0][0] if spans else 0
        low, high = max(0, first - _BEFORE), first + _BEFORE
        found, done, at = [], low, None
        for start, end in spans:
            if start >= done and end <= high:
                found += self.pieces.split(passage.text[done:start])
                at = len(found) if at is None else at
                found.append(MARK)
                done = end
        found += self.pieces.split(passage.text[done:high])
        begin = max(0, min((at or 0) - LONGEST // 2, len(found) - LONGEST + 2))
        return [BEGIN, *found[begin : begin + LONGEST - 2], END]

    def _forward(self, ids: Sequence[Sequence[int]]) -> Floats:
        length = max(map(len, ids))
        padded = np.array([[*row, *[END] * (length - len(row))] for row in ids])
        there = np.arange(length) < np.array([[len(row)] for row in ids])
        x = self._embedded(padded) + self._floats["positions"][:length]
        x = self._normed(x, "start")
        for layer in range(self._layers):
            x = self._normed(x + self._attention(x, there, f"{layer}."), f"{layer}.one")
            x = self._normed(x + self._feed(x, f"{layer}."), f"{layer}.two")
        marked = (padded == MARK) & there
        marked[:, 0] |= ~marked.any(axis=1)
        both = np.concatenate([_mean(x, there), _mean(x, marked)], axis=1)
        return self._linear(both, "head")

    def _embedded(self, ids: Integers) -> Floats:
        """4-bit blocks: two bytes of scale (float16), then 32 numbers, the low halves first."""
        blocks = self._blocks[ids.ravel()].reshape(ids.size, -1, 18)
        scales = blocks[:, :, :2].copy().view(np.float16).astype(np.float32)
        halves = np.concatenate([blocks[:, :, 2:] & 15, blocks[:, :, 2:] >> 4], axis=2)
        numbers = (halves.astype(np.float32) - 8) * scales
        return numbers.reshape(*ids.shape, -1)

    def _attention(self, x: Floats, there: npt.NDArray[np.bool_], layer: str) -> Floats:
        rows, length, width = x.shape
        mixed = self._linear(x, f"{layer}qkv").reshape(rows, length, 3, HEADS, -1)
        query, key, value = mixed.transpose(2, 0, 3, 1, 4)
        odds = query @ key.swapaxes(2, 3) / np.float32(sqrt(width / HEADS))
        odds += np.where(there, 0, -1e4).astype(np.float32)[:, None, None, :]
        odds = np.exp(odds - odds.max(axis=-1, keepdims=True))
        odds /= odds.sum(axis=-1, keepdims=True)
        return self._linear((odds @ value).swapaxes(1, 2).reshape(rows, length, width), f"{layer}out")

    def _feed(self, x: Floats, layer: str) -> Floats:
        wide = self._linear(x, f"{layer}up")
        wide *= 0.5 * (1 + np.tanh(0.7978845608 * (wide + 0.044715 * wide * wide * wide)))  # GELU
        return self._linear(wide, f"{layer}down")

    def _linear(self, x: Floats, name: str) -> Floats:
        return x @ self._floats[f"{name}.w"].T + self._floats[f"{name}.b"]

    def _normed(self, x: Floats, name: str) -> Floats:
        x = x - x.mean(axis=-1, keepdims=True)
        x /= np.sqrt((x * x).mean(axis=-1, keepdims=True) + np.float32(1e-12))
        return x * self._floats[f"{name}.w"] + self._floats[f"{name}.b"]


@cache
def load(file: Path = _FILE) -> Encoder:
    """The shipped encoder, read once."""
    with np.load(file) as arrays:
        return Encoder(dict(arrays))


def _widened(arrays: dict[str, npt.NDArray[np.generic]], name: str) -> Floats:
    numbers = arrays[name].astype(np.float32)
    if not name.endswith(".q"):
        return numbers
    return numbers * arrays[name.removesuffix("q") + "s"].astype(np.float32)[:, None]


def _mean(x: Floats, mask: npt.NDArray[np.bool_]) -> Floats:
    share = mask / mask.sum(axis=1, keepdims=True)
    mean: Floats = np.einsum("rlw,rl->rw", x, share.astype(np.float32), optimize=True)
    return mean
