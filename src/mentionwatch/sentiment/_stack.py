"""From log-odds to a label, a score and a probability that the label is right."""

from __future__ import annotations

import json
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

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Verdict:
    """A label with its score (-1..1) and the probability that it is right (0..1)."""

    label: Label
    score: float
    confidence: float


def decide(logits: Floats, group: str, *, targeted: bool) -> Verdict:
    """The verdict on three log-odds (negative, neutral, positive) of a group of languages.

    Whether the target stands in the text matters: without it, its feeling is only guessed from the whole.
    """
    settings = _settings()[key(group, targeted=targeted)]
    odds = (logits + settings["bias"]) * settings["sharpness"]
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
    """How log-odds are read: what is added, what they are multiplied by, and the trust in each label."""

    bias: list[float]
    sharpness: float
    trust: list[list[float]]


@cache
def _settings() -> dict[str, Settings]:
    found: dict[str, Settings] = json.loads(_FILE.read_text(encoding="utf-8"))
    return found
