"""Train the quick model: three tables of hashed n-grams, by averaged stochastic gradient descent.

    python training/sentiment/train_ngrams.py CORPORA [--research] [--output FOLDER] [--hold-back]

CORPORA is the folder of labelled texts. Needs numpy and numba; takes about 3 minutes of one core. The
result is the same on every run: the order of the texts is seeded. ``--hold-back`` leaves one text in ten
out, which is how the figures of docs/sentiment.md that are called validation were made.
"""

from __future__ import annotations

import argparse
from array import array
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt
from authored import authored
from corpora import Example, class_weights, examples, group, held_back
from descent import descend

from mentionwatch.sentiment import _ngrams
from mentionwatch.sentiment._tokens import read

DATA = Path(_ngrams.__file__).parent / "data"


def main() -> None:
    options = _options()
    options.output.mkdir(parents=True, exist_ok=True)
    found = [*examples(options.corpora, research=options.research), *authored()]
    if options.hold_back:
        found = [example for example in found if not held_back(example.passage.text)]
    for name in _ngrams.GROUPS:
        chosen = [example for example in found if group(example.passage.language) == name]
        table, bias = train(chosen)
        save(options.output / f"ngrams-{name}.npz", table, bias)


def train(found: Sequence[Example]) -> tuple[npt.NDArray[np.float32], npt.NDArray[np.float32]]:
    """Weights (buckets by 3) and bias (3) that tell the labels of the examples."""
    buckets, starts = matrix(found)
    labels = np.array([example.label + 1 for example in found])
    return descend(buckets, starts, labels, class_weights(found))


def matrix(found: Sequence[Example]) -> tuple[npt.NDArray[np.uint32], npt.NDArray[np.int64]]:
    """The buckets of all examples in a row, and where each example begins."""
    buckets, starts = array("I"), [0]
    for example in found:
        buckets.extend(_ngrams.features(read(example.passage)))
        starts.append(len(buckets))
    return np.array(buckets, dtype=np.uint32), np.array(starts)


def save(path: Path, table: npt.NDArray[np.float32], bias: npt.NDArray[np.float32]) -> None:
    """Write the table in int8. Rare extremes are cut: they cost all others their precision."""
    scale = np.quantile(np.abs(table[table != 0]), 0.9995) / 127
    whole = np.clip(np.rint(table / scale), -127, 127).astype(np.int8)
    np.savez_compressed(path, table=whole, scale=np.float32(scale), bias=bias)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("corpora", type=Path)
    parser.add_argument("--research", action="store_true")
    parser.add_argument("--hold-back", action="store_true")
    parser.add_argument("--output", type=Path, default=DATA)
    return parser.parse_args()


if __name__ == "__main__":
    main()
