"""How likely an English message is a complaint: a linear model over hashed pieces of words.

Trained on the tweets of Preoţiuc-Pietro et al. 2019 (https://aclanthology.org/P19-1495/), where a complaint
is a breach of expectation told to whoever caused it.
"""

from __future__ import annotations

import re
from array import array
from functools import cache
from itertools import pairwise
from math import sqrt
from pathlib import Path
from zlib import crc32

from mentionwatch.model import LABELS, Label

BUCKETS = 1 << 15
_FILE = Path(__file__).parent / "data" / "complaints-en.bin"
_STEP = 1 / 16  # what one unit of a stored weight counts
_WORD = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)*|\d+|[^\w\s]")


def odds(text: str, label: Label | None) -> float:
    """The log-odds that an English text in lower case is a complaint, given its sentiment."""
    weights = _weights()
    found = features(text, label)
    return sum(weights[bucket] for bucket in found) * _STEP / sqrt(len(found))


def features(text: str, label: Label | None) -> list[int]:
    """The buckets of a text: words, pairs and triples of words, pieces of words, the label; the bias last."""
    words = ["0" if word[0].isdigit() else word for word in _WORD.findall(text)]
    named = [
        *words,
        *map(" ".join, pairwise(words)),
        *map(" ".join, zip(words, words[1:], words[2:], strict=False)),
    ]
    for word in words:
        fenced = f"<{word}>"
        named += [f"~{fenced[i : i + n]}" for n in (3, 4, 5) for i in range(len(fenced) - n + 1)]
    shared = [crc32(name.encode("utf-8", "surrogatepass")) % (BUCKETS - 4) for name in named]
    return [*dict.fromkeys(shared), BUCKETS - 4 + (LABELS.index(label) if label else 3)]


@cache
def _weights() -> array[int]:
    return array("b", _FILE.read_bytes())
