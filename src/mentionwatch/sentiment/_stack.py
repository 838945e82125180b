"""From log-odds to a label, a score and a probability that the label is right."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TypedDict

import numpy as np
import numpy.typing as npt

from mentionwatch.model import Label

Floats = npt.NDArray[np.float64]

_CLASSES: tuple[Label, Label, Label] = ("negative", "neutral", "positive")

_OUTCOMES: dict[int | None, Floats] = {
    None: np.zeros(3),
    1: np.array([0, 1 / 3, 1]),
    0: np.array([0, 1 / 2, 0]),
    -1: np.array([1, 1 / 3, 0]),
}
_WIDEST = 3.0
_LEANING = np.array([-0.5, 0, 0.5])


@dataclass(frozen=True, slots=True)
class Weights:
    """What rules count. ``outcome``: what winning in a comparison adds to the log-odds of positive over negative,
    and losing takes away; ``lead``: how much of a lead over the other brand counts.
    """

    outcome: float
    lead: float


RULES = Weights(outcome=4.0, lead=1.0)
"""Of what is equally good on held-back sentences (training/sentiment/weigh_rules.py), what is best on comparisons."""

MODES = ("quick", "full")
"""Settings for the n-grams alone, and for both models."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """A label with its score (-1..1) and the probability that it is right (0..1)."""

    label: Label
    score: float
    confidence: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Circumstances:
    """What counts beside the log-odds of the models.

    ``key`` names the settings. ``outcome`` is the part that the target plays in a comparison: 1 it wins, -1 it
    loses, 0 it is asked about; ``lead`` is by how much the n-grams like what is said of the target more than
    what is said of another brand.
    """

    key: str
    outcome: int | None = None
    lead: float = 0.0


def decide(
    opinions: Sequence[Floats], around: Sequence[Circumstances], settings: dict[str, Settings]
) -> list[Verdict]:
    """The verdicts on the log-odds (negative, neutral, positive; a row a text) that one or two models give.

    ``settings`` by the keys of ``around``: what ``load`` reads for the models that there are.
    """
    keys = np.array([each.key for each in around])
    odds = np.array([beside(each) for each in around]).reshape(-1, 3)
    trust = np.zeros((len(around), 3, 2))
    for key in np.unique(keys):
        mine = keys == key
        odds[mine] += combined(settings[key], [opinion[mine] for opinion in opinions])
        trust[mine] = settings[key]["trust"]
    best = odds.argmax(axis=1)
    chances = np.exp(odds - odds.max(axis=1, keepdims=True))
    scores = (chances[:, 2] - chances[:, 0]) / chances.sum(axis=1)
    slope, shift = trust[np.arange(len(best)), best].T
    sure = 1 / (1 + np.exp(-(slope * margins(odds) + shift)))
    told = zip(best.tolist(), scores.tolist(), sure.tolist(), strict=True)
    return [Verdict(_CLASSES[label], score, confidence) for label, score, confidence in told]


def combined(settings: Settings, opinions: Sequence[Floats]) -> Floats:
    """The log-odds of all models together, a row a text."""
    found = np.array(settings["bias"])
    for weights, logits in zip(settings["weights"], opinions, strict=True):
        found = found + logits @ np.array(weights)
    return found


def margins(odds: Floats) -> Floats:
    """By how much the best class of each row is ahead of the next one."""
    ranked = np.sort(odds, axis=1)
    margin: Floats = ranked[:, 2] - ranked[:, 1]
    return margin


def key(group: str, *, targeted: bool) -> str:
    """Which settings a text falls under; its target may stand in it, or its feeling is guessed from the whole.

    Targets in languages other than English and Russian are too few to be told apart.
    """
    if group == "other":
        return group
    return f"{group}-{'target' if targeted else 'whole'}"


class Settings(TypedDict):
    """How log-odds are read: what is added, a matrix a model, and the trust in each label."""

    bias: list[float]
    weights: list[list[list[float]]]
    trust: list[list[float]]


def beside(around: Circumstances, weights: Weights = RULES) -> Floats:
    """What rules add to the log-odds of the models."""
    lead = max(-_WIDEST, min(_WIDEST, around.lead))
    return weights.outcome * _OUTCOMES[around.outcome] + weights.lead * lead * _LEANING


@cache
def load(folder: Path, models: int) -> dict[str, Settings]:
    """The settings for one model or two, by key, from stack.json of the folder of the models."""
    found: dict[str, dict[str, Settings]] = json.loads((folder / "stack.json").read_text(encoding="utf-8"))
    return found[MODES[models - 1]]
