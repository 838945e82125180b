"""How often sentiments of little confidence are right: what UNSURE, the threshold of reports, rests on.

    python benchmarks/unsure.py FOLDER LABELLED.jsonl.gz [...]

FOLDER holds tables trained without the tenth of the texts that is held back (train_ngrams.py --hold-back), and only
that tenth is measured, which the shipped encoder did not read either. Labelled files are as for
benchmarks/sentiment.py.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from importlib import import_module
from itertools import pairwise
from pathlib import Path

from mentionwatch.model import UNSURE
from mentionwatch.sentiment import _judging, _ngrams, _rules
from mentionwatch.sentiment.embedded import Embedded
from sentiment import labelled

EDGES = (0.0, 0.45, 0.5, UNSURE, 0.6, 0.7, 1.01)
MOST = 1500  # texts of a collection, so that none drowns the others


def main() -> None:
    sys.path.append(str(Path(__file__).parent.parent / "training" / "sentiment"))
    held_back = import_module("corpora").held_back

    folder = Path(sys.argv[1])
    for module in (_judging, _rules):
        vars(module)["load"] = lambda group: _ngrams.load(group, folder)
    pooled: list[tuple[float, bool]] = []
    for name in sys.argv[2:]:
        cases = [case for case in labelled(Path(name)) if held_back(case.passage.text)][:MOST]
        told = Embedded().classify([case.passage for case in cases])
        pooled += [
            (said.confidence, said.label == case.label) for case, said in zip(cases, told, strict=True)
        ]
    for low, high in pairwise(EDGES):
        _band(f"{low:.2f} to {min(high, 1):.2f}", pooled, low, high)
    _band("unsure", pooled, 0, UNSURE)
    _band("sure", pooled, UNSURE, 1.01)


def _band(name: str, pooled: Sequence[tuple[float, bool]], low: float, high: float) -> None:
    right = [is_right for confidence, is_right in pooled if low <= confidence < high]
    share, rate = len(right) / len(pooled), sum(right) / max(1, len(right))
    print(f"{name:14} {share:6.1%} of {len(pooled)} texts, right {rate:.1%}")


if __name__ == "__main__":
    main()
