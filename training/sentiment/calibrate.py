"""Fit what turns log-odds into labels and trust: biases, sharpness, and how often a margin is right.

    python training/sentiment/calibrate.py CORPORA TABLES [--research]

TABLES is a folder of tables that were trained with ``--hold-back``; the texts held back are read here.
Writes stack.json beside the shipped tables. Needs numpy alone.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt
from corpora import Example, examples, group, held_back

from mentionwatch.sentiment import _ngrams
from mentionwatch.sentiment._stack import Settings, key
from mentionwatch.sentiment._tokens import TARGET, read

DATA = Path(_ngrams.__file__).parent / "data"
STEPS = 400
RATE = 0.5

Floats = npt.NDArray[np.float64]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("corpora", type=Path)
    parser.add_argument("tables", type=Path)
    parser.add_argument("--research", action="store_true")
    options = parser.parse_args()
    found = [e for e in examples(options.corpora, research=options.research) if held_back(e.passage.text)]
    settings = {}
    for name in _ngrams.GROUPS:
        model = _ngrams.load(name, options.tables)
        chosen = [e for e in found if group(e.passage.language) == name]
        tokens = [read(e.passage) for e in chosen]
        logits = np.array([model.read(t).logits for t in tokens])
        keys = np.array([key(name, targeted=TARGET in t.words) for t in tokens])
        for each in np.unique(keys):
            mine = [e for e, k in zip(chosen, keys, strict=True) if k == each]
            settings[str(each)] = fitted(logits[keys == each], mine)
    (DATA / "stack.json").write_text(json.dumps(settings, indent=1) + "\n", encoding="utf-8")


def fitted(logits: Floats, found: Sequence[Example]) -> Settings:
    """Bias and sharpness for texts whose classes are evened out a source, trust for texts as they come."""
    labels = np.array([e.label + 1 for e in found])
    bias, sharpness = _softmax(logits, labels, _even(found, labels))
    odds = (logits + bias) * sharpness
    best = odds.argmax(axis=1)
    margin = -np.diff(np.sort(odds, axis=1)[:, ::-1], axis=1)[:, 0]
    counted = np.array([e.weight for e in found])
    trust = [_logistic(margin[best == k], (labels == k)[best == k], counted[best == k]) for k in range(3)]
    return {"bias": bias.round(4).tolist(), "sharpness": round(float(sharpness), 4), "trust": trust}


def _even(found: Sequence[Example], labels: npt.NDArray[np.int64]) -> Floats:
    sources = np.array([e.source for e in found])
    weights = np.array([e.weight for e in found])
    for source in np.unique(sources):
        mine = sources == source
        counts = np.bincount(labels[mine], minlength=3)
        weights[mine] *= (mine.sum() / np.maximum(counts, 1))[labels[mine]] ** 0.7 / mine.sum() ** 0.5
    return weights / weights.mean()


def _softmax(logits: Floats, labels: npt.NDArray[np.int64], weights: Floats) -> tuple[Floats, float]:
    """Bias and sharpness of least weighted cross-entropy, by gradient descent."""
    bias, sharpness = np.zeros(3), 1.0
    wanted = np.eye(3)[labels]
    for _ in range(STEPS):
        odds = (logits + bias) * sharpness
        chances = np.exp(odds - odds.max(axis=1, keepdims=True))
        wrong = (chances / chances.sum(axis=1, keepdims=True) - wanted) * weights[:, None]
        bias -= RATE * wrong.mean(axis=0)
        sharpness -= RATE * 0.2 * float((wrong * (logits + bias)).sum(axis=1).mean())
    return bias - bias.mean(), sharpness


def _logistic(margin: Floats, right: npt.NDArray[np.bool_], weights: Floats) -> list[float]:
    """Slope and shift of the chance that a margin is right."""
    slope, shift = 1.0, 0.0
    for _ in range(STEPS * 5):
        wrong = (1 / (1 + np.exp(-(slope * margin + shift))) - right) * weights / weights.mean()
        slope -= RATE * float((wrong * margin).mean())
        shift -= RATE * float(wrong.mean())
    return [round(slope, 4), round(shift, 4)]


if __name__ == "__main__":
    main()
