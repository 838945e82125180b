"""Train the model of English complaints that intent.py asks.

    python training/sentiment/train_complaints.py complaints_en.jsonl.gz

Prints macro-F1 of ten-fold cross-validation for four draws of the folds, then writes the weights. Needs numpy, scipy
and scikit-learn. Rarity is the smoothed inverse document frequency of scikit-learn, sqrt-length normalised a block.
"""

from __future__ import annotations

import gzip
import json
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from scipy.sparse import csr_matrix, diags, hstack
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import f1_score
from sklearn.model_selection import StratifiedKFold
from sklearn.preprocessing import normalize

from mentionwatch.analysis import _complaints, intent
from mentionwatch.model import Passage
from mentionwatch.sentiment.embedded import Embedded

SLACK = 20.0  # the inverse of the strength of regularisation
BESIDE = 0.1  # how much what is no piece of text is scaled down, so that it is regularised more
LEAST = 2  # texts of the training part that a bucket must be met in
SEEDS = (1, 2, 3, 4)


@dataclass
class Fitted:
    """A model as it is learned, before it is rounded."""

    rarity: np.ndarray
    weights: np.ndarray
    means: np.ndarray
    spreads: np.ndarray
    slopes: np.ndarray
    bias: float


def main(path: Path) -> None:
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    labels = np.array([row["label"] for row in rows])
    blocks, beside = _read([row["text"] for row in rows])
    for seed in SEEDS:
        told = np.zeros(len(rows))
        for train, test in StratifiedKFold(10, shuffle=True, random_state=seed).split(labels, labels):
            model = fit([block[train] for block in blocks], beside[train], labels[train])
            told[test] = odds(model, [block[test] for block in blocks], beside[test])
        score = f1_score(labels, told > 0, average="macro")
        print(f"seed {seed}: macro-F1 {score:.4f}")  # noqa: T201 - the figures are what it is run for
    write(fit(blocks, beside, labels))


def _read(texts: list[str]) -> tuple[list[csr_matrix], np.ndarray]:
    """How often each bucket is in each text, block by block; and what is no piece of text."""
    moods = Embedded().classify([Passage(text=text, target="", language="en") for text in texts])
    read = [_complaints.blocks(text) for text in texts]
    beside = [
        _complaints.manner(text, mood.label, mood.score, intent.cue_counts(text, "en"))
        for text, mood in zip(texts, moods, strict=True)
    ]
    return [_matrix([row[at] for row in read]) for at in (0, 1)], np.array(beside)


def _matrix(rows: Sequence[dict[int, int]]) -> csr_matrix:
    starts = np.cumsum([0] + [len(row) for row in rows])
    places = [bucket for row in rows for bucket in row]
    counts = np.array([count for row in rows for count in row.values()], float)
    return csr_matrix((1 + np.log(counts), places, starts), shape=(len(rows), _complaints.BUCKETS))


def fit(blocks: list[csr_matrix], beside: np.ndarray, labels: np.ndarray) -> Fitted:
    met = sum(np.asarray((block > 0).sum(axis=0)).ravel() for block in blocks)
    rarity = np.log((1 + len(labels)) / (1 + met)) + 1
    rarity[met < LEAST] = 0
    rarity = np.clip(np.rint(rarity / _complaints.RARITY_STEP), 0, 255) * _complaints.RARITY_STEP
    means, spreads = beside.mean(axis=0), beside.std(axis=0)
    spreads[spreads == 0] = 1
    scaled = csr_matrix((beside - means) / spreads * BESIDE)
    # The two blocks share one table: a text is the sum of both.
    texts = sum(normalize(block @ diags(rarity)) for block in blocks)
    model = LogisticRegression(C=SLACK, max_iter=3000, class_weight="balanced")
    model.fit(hstack([texts, scaled]).tocsr(), labels)
    weights = model.coef_[0]
    return Fitted(
        rarity, weights[: _complaints.BUCKETS], means, spreads, weights[_complaints.BUCKETS :] * BESIDE,
        float(model.intercept_[0]),
    )  # fmt: skip


def odds(model: Fitted, blocks: list[csr_matrix], beside: np.ndarray) -> np.ndarray:
    texts = sum(normalize(block @ diags(model.rarity)) for block in blocks)
    return texts @ model.weights + (beside - model.means) / model.spreads @ model.slopes + model.bias


def write(model: Fitted) -> None:
    weights = np.clip(np.rint(model.weights / _complaints.STEP), -127, 127).astype(np.int8)
    rarity = np.rint(model.rarity / _complaints.RARITY_STEP).astype(np.uint8)
    folder = _complaints._FOLDER
    (folder / "complaints-en.bin").write_bytes(weights.tobytes() + rarity.tobytes())
    numbers = {
        "means": [round(float(value), 5) for value in model.means],
        "spreads": [round(float(value), 5) for value in model.spreads],
        "slopes": [round(float(value), 5) for value in model.slopes],
        "bias": round(model.bias, 5),
    }
    (folder / "complaints-en.json").write_text(json.dumps(numbers) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
