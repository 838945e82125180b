"""Train the model of English complaints that intent.py asks.

    python training/sentiment/train_complaints.py complaints_en.jsonl.gz

Prints macro-F1 of ten-fold cross-validation, then writes the weights. Needs numpy, scipy, scikit-learn.
"""

from __future__ import annotations

import gzip
import json
import sys
from pathlib import Path

import numpy as np
from scipy.sparse import csr_matrix, diags
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import f1_score
from sklearn.model_selection import StratifiedKFold, cross_val_predict

from mentionwatch.analysis import _complaints
from mentionwatch.model import Passage
from mentionwatch.sentiment.embedded import Embedded

LABEL_WEIGHT = 4.0  # the sentiment is one feature among hundreds


def main(path: Path) -> None:
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    labels = np.array([row["label"] for row in rows])
    texts = _matrix([row["text"] for row in rows])
    rarity = np.log(len(rows) / (1 + np.bincount(texts.indices, minlength=_complaints.BUCKETS))) ** float(sys.argv[3])
    texts = texts @ diags(rarity)
    model = LogisticRegression(C=float(sys.argv[2]) if len(sys.argv) > 2 else 1.0, max_iter=3000, class_weight="balanced", fit_intercept=False)
    folds = StratifiedKFold(10, shuffle=True, random_state=1)
    print("macro-F1", f1_score(labels, cross_val_predict(model, texts, labels, cv=folds), average="macro"))
    weights = model.fit(texts, labels).coef_[0] * rarity
    whole = np.clip(np.rint(weights / _complaints._STEP), -127, 127).astype(np.int8)
    print("cut", (np.abs(weights / _complaints._STEP) > 127).mean(), "nonzero", (whole != 0).mean())
    _complaints._FILE.parent.mkdir(exist_ok=True)
    _complaints._FILE.write_bytes(whole.tobytes())


def _matrix(texts: list[str]) -> csr_matrix:
    moods = Embedded().classify([Passage(text=text, target="", language="en") for text in texts])
    rows = [_complaints.features(text.replace("’", "'").lower(), mood.label) for text, mood in zip(texts, moods, strict=True)]
    starts = np.cumsum([0] + [len(row) for row in rows])
    spread = np.repeat([1 / np.sqrt(len(row)) for row in rows], [len(row) for row in rows])
    return csr_matrix((spread, np.concatenate(rows), starts), shape=(len(rows), _complaints.BUCKETS))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
