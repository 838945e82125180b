"""From log-odds to a label, a score and a probability that the label is right."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from math import exp
from pathlib import Path
from typing import TypedDict

import numpy as np
import numpy.typing as npt

from mentionwatch.model import Label

_FILE = Path(__file__).parent / "data" / "stack.json"
_CLASSES: tuple[Label, Label, Label] = ("negative", "neutral", "positive")

OUTCOME = 5.0
"""What winning in a comparison adds to the log-odds of positive over negative, and losing takes away."""
_OUTCOMES = {
    1: np.array([0, OUTCOME / 3, OUTCOME]),
    0: np.array([0, OUTCOME / 2, 0]),
    -1: np.array([OUTCOME, OUTCOME / 3, 0]),
}

_LEAD = 1.0  # how much of a lead over the other brand counts
_WIDEST = 3.0

MODES = ("quick", "full")
"""Settings for the n-grams alone, and for both models."""

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Verdict:
    """A label with its score (-1..1) and the probability that it is right (0..1)."""

    label: Label
    score: float
    confidence: float


def decide(
    opinions: Sequence[Floats], group: str, *, targeted: bool, outcome: int | None = None, lead: float = 0.0
) -> Verdict:
    """The verdict on the log-odds (negative, neutral, positive) that one or two models give a text.

    Whether the target stands in the text matters: without it, its feeling is only guessed from the whole.
    ``outcome`` is the part that the target plays in a comparison: 1 it wins, -1 it loses, 0 it is asked about;
    ``lead`` is by how much the n-grams like what is said of the target more than what is said of another brand.
    """
    settings = _settings()[MODES[len(opinions) - 1]][key(group, targeted=targeted)]
    odds = np.array(settings["bias"])
    for sharpness, logits in zip(settings["sharpness"], opinions, strict=True):
        odds = odds + sharpness * logits
    if outcome is not None:
        odds = odds + _OUTCOMES[outcome]
    if lead:
        odds = odds + _LEAD * max(-_WIDEST, min(_WIDEST, lead)) * np.array([-0.5, 0, 0.5])
    probabilities = np.exp(odds - odds.max())
    probabilities /= probabilities.sum()
    best = int(probabilities.argmax())
    steep, shift = settings["trust"][best]
    margin = float(np.log(probabilities[best] / np.delete(probabilities, best).max()))
    return Verdict(
        _CLASSES[best], float(probabilities[2] - probabilities[0]), 1 / (1 + exp(-(steep * margin + shift)))
    )


def key(group: str, *, targeted: bool) -> str:
    """Which settings a text falls under. Targets in other languages are too few to be told apart."""
    if group == "other":
        return group
    return f"{group}-{'target' if targeted else 'whole'}"


class Settings(TypedDict):
    """How log-odds are read: what is added, how much each model counts, and the trust in each label."""

    bias: list[float]
    sharpness: list[float]
    trust: list[list[float]]


@cache
def _settings() -> dict[str, dict[str, Settings]]:
    found: dict[str, dict[str, Settings]] = json.loads(_FILE.read_text(encoding="utf-8"))
    return found
