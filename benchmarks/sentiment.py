"""How well the sentiment toward a target is told.

    python benchmarks/sentiment.py [LABELLED.jsonl.gz ...]
    python benchmarks/sentiment.py --validation CORPORA MODELS

Without arguments: sentences written by hand for this benchmark, each toward one or two named targets. Each
labelled file holds rows of text, target (or null), label (-1, 0, 1, null is left out) and lang; offsets
start and end are used where they stand. F1 is over three classes, PN over positive and negative alone, R
is macro recall, ECE the expected calibration error in ten bins (Guo et al. 2017); speed is texts a second
of processor time: run it with OPENBLAS_NUM_THREADS=1.

With ``--validation``: the texts of a folder of collections that were held back from the training of the
models in another folder; lexicon, n-grams, encoder and both, a set a line (training/sentiment/validation.py).
Needs scipy.
"""

from __future__ import annotations

import gzip
import json
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path

from mentionwatch.model import LABELS, Label, Passage, Sentiment
from mentionwatch.plugins import Classifier
from mentionwatch.sentiment._ngrams import GROUPS, load
from mentionwatch.sentiment.embedded import Embedded
from mentionwatch.sentiment.lexicon import Lexicon

AUTHORED = Path(__file__).parent / "authored_sentiment.jsonl"
_CLASSIFIERS: dict[str, Classifier] = {
    "lexicon": Lexicon(),
    "n-grams": Embedded(quick=True),
    "both": Embedded(),
}
_NAMED: dict[int, Label] = {-1: "negative", 0: "neutral", 1: "positive"}


@dataclass(frozen=True, slots=True)
class Case:
    """A passage, its label, and the line of figures that it counts in."""

    passage: Passage
    label: Label
    group: str


def main() -> None:
    if sys.argv[1:2] == ["--validation"]:
        _validate(Path(sys.argv[2]), Path(sys.argv[3]))
        return
    start = time.process_time()
    for group in GROUPS:
        load(group)
    print(f"tables of n-grams: loaded in {time.process_time() - start:.3f} s of a core")
    for name, classifier in _CLASSIFIERS.items():
        start = time.process_time()
        classifier.classify([Passage(text=text, target="", language=text) for text in ("en", "ru", "de")])
        print(
            f"{name}: ready, imports and lists of rules included, in {time.process_time() - start:.3f} s of a core"
        )
    for name in sys.argv[1:]:
        _compared(Path(name).name.removesuffix(".jsonl.gz"), labelled(Path(name)))
    cases = authored()
    for language in ("en", "ru"):
        mine = [case for case in cases if case.passage.language == language]
        _compared(f"authored {language}", mine)
        for kind in sorted({case.group for case in mine}):
            _table(f"  {kind}", [case for case in mine if case.group == kind], Embedded())


def _compared(name: str, cases: Sequence[Case]) -> None:
    for kind, classifier in _CLASSIFIERS.items():
        _table(f"{name}, {kind}", cases, classifier)


def _validate(corpora: Path, models: Path) -> None:
    sys.path.insert(0, str(Path(__file__).parent.parent / "training" / "sentiment"))
    for line in import_module("validation").figures(corpora, models):
        print(line)


def authored() -> list[Case]:
    """One case for each target of each sentence."""
    rows = [json.loads(line) for line in AUTHORED.read_text(encoding="utf-8").splitlines()]
    return [
        Case(Passage(text=row["text"], target=target, language=row["language"]), label, row["kind"])
        for row in rows
        for target, label in row["targets"].items()
    ]


def labelled(path: Path) -> list[Case]:
    """The rows of a labelled file that have a polarity."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    return [
        Case(
            Passage(
                text=row["text"],
                target=row.get("target") or "",
                spans=((row["start"], row["end"]),) if row.get("start") is not None else (),
                language=row["lang"],
            ),
            _NAMED[row["label"]],
            path.name,
        )
        for row in rows
        if row["label"] is not None
    ]


def calibration_error(told: Sequence[tuple[Case, Sentiment]]) -> float:
    """How far confidence and share of right labels lie apart, on average over ten bins of confidence."""
    total = 0.0
    for step in range(10):
        mine = [(c, s) for c, s in told if step / 10 < s.confidence <= (step + 1) / 10]
        if mine:
            right = sum(c.label == s.label for c, s in mine) / len(mine)
            sure = sum(s.confidence for _, s in mine) / len(mine)
            total += abs(right - sure) * len(mine) / len(told)
    return total


def _table(name: str, cases: Sequence[Case], classifier: Classifier) -> None:
    start = time.process_time()
    told = list(zip(cases, classifier.classify([case.passage for case in cases]), strict=True))
    speed = len(cases) / (time.process_time() - start)
    f1, recall = {}, {}
    for label in LABELS:
        wanted = sum(c.label == label for c, _ in told)
        given = sum(s.label == label for _, s in told)
        right = sum(c.label == s.label == label for c, s in told)
        f1[label] = 2 * right / max(wanted + given, 1)
        recall[label] = right / max(wanted, 1)
    present = [label for label in LABELS if any(c.label == label for c, _ in told)]
    print(
        f"{name:36} n {len(cases):5}  F1 {sum(f1[k] for k in present) / len(present):.3f}"
        f"  PN {(f1['positive'] + f1['negative']) / 2:.3f}"
        f"  R {sum(recall[k] for k in present) / len(present):.3f}"
        f"  A {sum(c.label == s.label for c, s in told) / len(told):.3f}"
        f"  ECE {calibration_error(told):.3f}  {speed:.0f}/s"
    )


if __name__ == "__main__":
    main()
