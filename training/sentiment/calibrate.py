"""Fit what turns log-odds into labels and trust: biases, sharpness, and how often a margin is right.

    python training/sentiment/calibrate.py CORPORA MODELS [--research]

MODELS is a folder of tables, and maybe encoder.npz, that were trained with ``--hold-back``; the texts held
back are read here. Writes stack.json beside the shipped models. Needs numpy alone.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt
from corpora import Example, examples, group, held_back

from mentionwatch.sentiment import _encoder, _ngrams
from mentionwatch.sentiment._stack import Settings, key
from mentionwatch.sentiment._tokens import TARGET, read

DATA = Path(_ngrams.__file__).parent / "data"
STEPS = 400
RATE = 0.5

Floats = npt.NDArray[np.float64]
Strings = npt.NDArray[np.str_]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("corpora", type=Path)
    parser.add_argument("models", type=Path)
    parser.add_argument("--research", action="store_true")
    options = parser.parse_args()
    found = [e for e in examples(options.corpora, research=options.research) if held_back(e.passage.text)]
    keys, quick = _quick_opinions(found, options.models)
    settings = {"quick": _fitted([quick], found, keys)}
    if (options.models / "encoder.npz").exists():
        full = _encoder.load(options.models / "encoder.npz").logits([e.passage for e in found])
        settings["full"] = _fitted([quick, full], found, keys)
    (DATA / "stack.json").write_text(json.dumps(settings, indent=1) + "\n", encoding="utf-8")


def _quick_opinions(found: Sequence[Example], models: Path) -> tuple[Strings, Floats]:
    """Under which settings each example falls, and what the n-grams say of it."""
    keys, opinions = [], []
    for example in found:
        name, tokens = group(example.passage.language), read(example.passage)
        keys.append(key(name, targeted=TARGET in tokens.words))
        opinions.append(_ngrams.load(name, models).read(tokens).logits)
    return np.array(keys), np.array(opinions)


def _fitted(opinions: Sequence[Floats], found: Sequence[Example], keys: Strings) -> dict[str, Settings]:
    settings = {}
    for each in np.unique(keys):
        mine = [e for e, k in zip(found, keys, strict=True) if k == each]
        settings[str(each)] = fitted([opinion[keys == each] for opinion in opinions], mine)
    return settings


def fitted(opinions: Sequence[Floats], found: Sequence[Example]) -> Settings:
    """Bias and sharpness for texts whose classes are evened out a source, trust for texts as they come."""
    labels = np.array([e.label + 1 for e in found])
    bias, sharpness = _softmax(opinions, labels, _even(found, labels))
    odds = bias + sum(s * opinion for s, opinion in zip(sharpness, opinions, strict=True))
    best = odds.argmax(axis=1)
    margin = -np.diff(np.sort(odds, axis=1)[:, ::-1], axis=1)[:, 0]
    counted = np.array([e.weight for e in found])
    trust = [_logistic(margin[best == k], (labels == k)[best == k], counted[best == k]) for k in range(3)]
    return {"bias": bias.round(4).tolist(), "sharpness": sharpness.round(4).tolist(), "trust": trust}


def _even(found: Sequence[Example], labels: npt.NDArray[np.int64]) -> Floats:
    sources = np.array([e.source for e in found])
    weights = np.array([e.weight for e in found])
    for source in np.unique(sources):
        mine = sources == source
        counts = np.bincount(labels[mine], minlength=3)
        weights[mine] *= (mine.sum() / np.maximum(counts, 1))[labels[mine]] ** 0.7 / mine.sum() ** 0.5
    return weights / weights.mean()


def _softmax(
    opinions: Sequence[Floats], labels: npt.NDArray[np.int64], weights: Floats
) -> tuple[Floats, Floats]:
    """Bias and a sharpness a model, of least weighted cross-entropy, by gradient descent."""
    bias, sharpness = np.zeros(3), np.full(len(opinions), 1 / len(opinions))
    wanted = np.eye(3)[labels]
    for _ in range(STEPS):
        odds = bias + sum(s * opinion for s, opinion in zip(sharpness, opinions, strict=True))
        chances = np.exp(odds - odds.max(axis=1, keepdims=True))
        wrong = (chances / chances.sum(axis=1, keepdims=True) - wanted) * weights[:, None]
        bias -= RATE * wrong.mean(axis=0)
        sharpness -= [RATE * 0.2 * float((wrong * opinion).sum(axis=1).mean()) for opinion in opinions]
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
