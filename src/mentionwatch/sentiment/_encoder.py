"""The careful model: four layers of a transformer, in numpy.

The layers are the first ones of multilingual-e5-small (Wang et al. 2024, arXiv:2402.05672; MIT), trained
further to read the feeling toward the mark that stands for the target. Of the last layer only two answers
are wanted, those at the start of the text and at its marks; so only they are asked for. Weights are int8, a
scale a row; embeddings are 4 bits, a scale for 32 numbers, and are projected to the width of the layers.

Texts of a batch stand one after the other in one matrix, the shortest first, so that nothing is padded;
attention is computed for all texts of one length together.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import groupby
from math import sqrt
from pathlib import Path

import numpy as np
import numpy.typing as npt

from mentionwatch.model import Passage
from mentionwatch.sentiment._pieces import BEGIN, END, MARK, Pieces
from mentionwatch.sentiment._tokens import target_spans

LONGEST = 64
"""Pieces that are read of a text, from around the first mention of the target, here and in training."""

HEADS = 12
_LINK = re.compile(r"(?:https?://|www\.|pic\.twitter\.com/)\S*", re.IGNORECASE)
_HANDLE = re.compile(r"(?<!\w)@\w+")
_BATCH = 512  # pieces that are computed together: more do not fit the cache of a core
_BEFORE = 800  # characters before and after the first mention that may hold LONGEST pieces

Floats = npt.NDArray[np.float32]
Integers = npt.NDArray[np.intp]


@dataclass(frozen=True, slots=True)
class _Run:
    """Texts of one length in a batch: the first row, how many texts, how many pieces each."""

    row: int
    texts: int
    length: int


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
        self._last = sum(name.endswith("qkv.w.q") for name in arrays) - 1

    def logits(self, passages: Sequence[Passage]) -> npt.NDArray[np.float64]:
        """Log-odds of negative, neutral, positive, a row a passage."""
        ids = [self.identifiers(passage) for passage in passages]
        found = np.zeros((len(ids), 3))
        for chosen in _batches(ids):
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
                found += self._split(passage.text[done:start])
                at = len(found) if at is None else at
                found.append(MARK)
                done = end
        found += self._split(passage.text[done:high])
        begin = max(0, min((at or 0) - LONGEST // 2, len(found) - LONGEST + 2))
        return [BEGIN, *found[begin : begin + LONGEST - 2], END]

    def _split(self, text: str) -> list[int]:
        """The pieces of a text; of links and handles only that there is one."""
        return self.pieces.split(_HANDLE.sub(" @ ", _LINK.sub(" http ", text)))

    def _forward(self, texts: Sequence[Sequence[int]]) -> Floats:
        lengths = np.array([len(text) for text in texts])
        starts = np.cumsum(lengths) - lengths
        runs = list(_runs(lengths.tolist()))
        ids = np.concatenate([np.array(text) for text in texts])
        places = np.arange(len(ids)) - np.repeat(starts, lengths)
        x = self._normed(self._embedded(ids) + self._floats["positions"][places], "start")
        for layer in range(self._last):
            x = self._fed(x, self._attended(self._linear(x, f"{layer}.qkv"), runs), layer)
        everything = _means(x, lengths)
        asking = np.stack([x[starts], _marked(x, ids, starts)], axis=1)
        answers = self._answers(asking, x, runs).reshape(len(texts), -1)
        return self._linear(np.concatenate([answers, everything], axis=1), "head")

    def _embedded(self, ids: Integers) -> Floats:
        """4-bit blocks: two bytes of scale (float16), then 32 numbers, the low halves first."""
        blocks = self._blocks[ids].reshape(len(ids), -1, 18)
        scales = blocks[:, :, :2].copy().view(np.float16).astype(np.float32)
        halves = np.concatenate([blocks[:, :, 2:] & 15, blocks[:, :, 2:] >> 4], axis=2)
        numbers: Floats = (halves.astype(np.float32) - np.float32(8)) * scales
        projected: Floats = numbers.reshape(len(ids), -1) @ self._floats["project.w"]
        return projected

    def _attended(self, mixed: Floats, runs: Sequence[_Run]) -> Floats:
        """What the heads of a layer make of the queries, keys and values of all rows."""
        found = np.empty((len(mixed), mixed.shape[1] // 3), np.float32)
        for run in runs:
            rows = slice(run.row, run.row + run.texts * run.length)
            query, key, value = _heads(mixed[rows], run, 3)
            found[rows] = _mixed(query, key, value).reshape(found[rows].shape)
        return found

    def _answers(self, asking: Floats, x: Floats, runs: Sequence[_Run]) -> Floats:
        """The last layer, for the vectors that ask, some a text."""
        name, width = f"{self._last}.qkv", x.shape[1]
        weights, bias = self._floats[f"{name}.w"], self._floats[f"{name}.b"]
        query = (asking @ weights[:, :width] + bias[:width]).reshape(*asking.shape[:2], HEADS, -1)
        both = x @ weights[:, width:] + bias[width:]
        found, text = np.empty_like(asking), 0
        for run in runs:
            texts = slice(text, text + run.texts)
            key, value = _heads(both[run.row : run.row + run.texts * run.length], run, 2)
            found[texts] = _mixed(query[texts].swapaxes(1, 2), key, value).reshape(found[texts].shape)
            text += run.texts
        return self._fed(asking.reshape(-1, width), found.reshape(-1, width), self._last)

    def _fed(self, x: Floats, attended: Floats, layer: int) -> Floats:
        """The rest of a layer, after its attention."""
        x = self._normed(x + self._linear(attended, f"{layer}.out"), f"{layer}.one")
        wide = self._linear(x, f"{layer}.up")
        _gelu(wide)
        return self._normed(x + self._linear(wide, f"{layer}.down"), f"{layer}.two")

    def _linear(self, x: Floats, name: str) -> Floats:
        found = x @ self._floats[f"{name}.w"]
        found += self._floats[f"{name}.b"]
        return found

    def _normed(self, x: Floats, name: str) -> Floats:
        """Changes ``x``, which nobody else needs."""
        x -= x.mean(axis=1, keepdims=True)
        x *= 1 / np.sqrt(np.einsum("rw,rw->r", x, x)[:, None] / np.float32(x.shape[1]) + np.float32(1e-12))
        x *= self._floats[f"{name}.w"]
        x += self._floats[f"{name}.b"]
        return x


@cache
def load(folder: Path) -> Encoder:
    """The encoder of a folder of models, read once."""
    with (folder / "encoder.npz").open("rb") as file, np.load(file) as arrays:
        return Encoder(dict(arrays))


def _widened(arrays: dict[str, npt.NDArray[np.generic]], name: str) -> Floats:
    """An array in float32; a matrix turned, so that rows are multiplied with it from the left."""
    if not name.endswith(".q"):
        return arrays[name].astype(np.float32)
    scale = arrays[name.removesuffix("q") + "s"].astype(np.float32)
    turned: Floats = np.multiply(arrays[name].T, scale, dtype=np.float32, order="C")
    return turned


def _batches(ids: Sequence[Sequence[int]]) -> Iterator[list[int]]:
    """Which texts are computed together, the shortest first."""
    chosen: list[int] = []
    for i in sorted(range(len(ids)), key=lambda i: len(ids[i])):
        if chosen and (len(chosen) + 1) * len(ids[i]) > _BATCH:
            yield chosen
            chosen = []
        chosen.append(i)
    if chosen:
        yield chosen


def _runs(lengths: Sequence[int]) -> Iterator[_Run]:
    row = 0
    for length, same in groupby(lengths):
        count = sum(1 for _ in same)
        yield _Run(row, count, length)
        row += count * length


def _heads(rows: Floats, run: _Run, kinds: int) -> Floats:
    """Kinds (query, key, value) by texts by heads by pieces by the width of a head; a view."""
    return rows.reshape(run.texts, run.length, kinds, HEADS, -1).transpose(2, 0, 3, 1, 4)


def _mixed(query: Floats, key: Floats, value: Floats) -> Floats:
    """Attention, texts by pieces by heads by the width of a head."""
    odds = query @ key.swapaxes(2, 3)
    odds *= np.float32(1 / sqrt(query.shape[3]))
    odds -= odds.max(axis=3, keepdims=True)
    np.exp(odds, out=odds)
    odds /= odds.sum(axis=3, keepdims=True)
    mixed: Floats = np.matmul(odds, value, dtype=np.float32)
    return mixed.swapaxes(1, 2)


def _gelu(x: Floats) -> None:
    """In place: x times the normal distribution at x, in the approximation by tanh."""
    bent = x * x
    bent *= np.float32(0.7978845608 * 0.044715)
    bent += np.float32(0.7978845608)
    bent *= x
    np.tanh(bent, out=bent)
    bent += 1
    x *= np.float32(0.5)
    x *= bent


def _marked(x: Floats, ids: Integers, starts: Integers) -> Floats:
    """The mean over the marks of each text; the first vector of a text without a mark."""
    marks = np.flatnonzero(ids == MARK)
    counts = np.bincount(np.searchsorted(starts, marks, side="right") - 1, minlength=len(starts))
    places = np.sort(np.concatenate([marks, starts[counts == 0]]))
    return _means(x[places], np.maximum(counts, 1))


def _means(rows: Floats, counts: Integers) -> Floats:
    """The mean of the first ``counts[0]`` rows, of the next ``counts[1]``, and so on."""
    sums = np.add.reduceat(rows, np.cumsum(counts) - counts, axis=0)
    return (sums / counts[:, None]).astype(np.float32)
