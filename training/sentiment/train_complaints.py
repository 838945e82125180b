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
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import f1_score
from sklearn.model_selection import StratifiedKFold, cross_val_predict

from mentionwatch.analysis import _complaints
from mentionwatch.model import Passage
from mentionwatch.sentiment.embedded import Embedded

SLACK = 10.0  # the inverse of the strength of regularisation


def main(path: Path) -> None:
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    labels = np.array([row["label"] for row in rows])
    texts = _matrix([row["text"] for row in rows])
    model = LogisticRegression(C=SLACK, max_iter=3000, class_weight="balanced", fit_intercept=False)
    folds = StratifiedKFold(10, shuffle=True, random_state=1)
    print("macro-F1", f1_score(labels, cross_val_predict(model, texts, labels, cv=folds), average="macro"))  # noqa: T201 - the figures are what it is run for
    weights = model.fit(texts, labels).coef_[0]
    whole = np.clip(np.rint(weights / _complaints._STEP), -127, 127).astype(np.int8)
    _complaints._FILE.parent.mkdir(exist_ok=True)
    _complaints._FILE.write_bytes(whole.tobytes())


def _matrix(texts: list[str]) -> csr_matrix:
    moods = Embedded().classify([Passage(text=text, target="", language="en") for text in texts])
    plain = [text.replace("’", "'").lower() for text in texts]
    rows = [_complaints.features(text, mood.label) for text, mood in zip(plain, moods, strict=True)]
    starts = np.cumsum([0] + [len(row) for row in rows])
    spread = np.repeat([1 / np.sqrt(len(row)) for row in rows], [len(row) for row in rows])
    return csr_matrix((spread, np.concatenate(rows), starts), shape=(len(rows), _complaints.BUCKETS))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
