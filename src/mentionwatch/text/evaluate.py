"""What labels and verdicts have in common: accuracy, precision, recall, F1."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class LabelScore:
    """One label: how often it was meant (``n``), and how well it was told, each 0..1.

    What was never said has a precision of 0, what was never meant a recall of 0.
    """

    n: int
    precision: float
    recall: float
    f1: float


@dataclass(frozen=True, slots=True)
class Score:
    """All labels: by name, and their unweighted means over the labels that were meant at least once."""

    n: int
    accuracy: float
    macro_f1: float
    macro_recall: float
    labels: dict[str, LabelScore]


def score(pairs: Sequence[tuple[str, str]]) -> Score:
    """Compares pairs of (label meant, label said). No pairs give zeros."""
    both = Counter(pairs)
    meant, said = Counter(gold for gold, _ in pairs), Counter(told for _, told in pairs)
    labels = {
        label: _label(both[label, label], meant[label], said[label])
        for label in sorted(meant.keys() | said.keys())
    }
    counted = [labels[label] for label in sorted(meant)]
    return Score(
        n=len(pairs),
        accuracy=_ratio(sum(count for (gold, told), count in both.items() if gold == told), len(pairs)),
        macro_f1=_ratio(sum(one.f1 for one in counted), len(counted)),
        macro_recall=_ratio(sum(one.recall for one in counted), len(counted)),
        labels=labels,
    )


def _label(right: int, meant: int, said: int) -> LabelScore:
    return LabelScore(meant, _ratio(right, said), _ratio(right, meant), _ratio(2 * right, meant + said))


def _ratio(part: float, whole: int) -> float:
    return part / whole if whole else 0.0
