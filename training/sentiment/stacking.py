"""How the log-odds of one or two models are put together, fitted on texts that were held back."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
from corpora import Example
from opinions import Floats
from scipy.optimize import minimize

from mentionwatch.sentiment._stack import Settings, combined, margins

EVEN = 0.7  # how far the classes of a source are evened out
RIDGE = 1e-3  # how hard the matrices are drawn to the plain mean of the models
NEWTON = 20  # steps
DRAWN = 1.0  # texts' worth of pull toward a chance that is the margin's own

Integers = npt.NDArray[np.int64]


def fitted(opinions: Sequence[Floats], found: Sequence[Example]) -> Settings:
    """Bias and matrices for texts whose classes are evened out a source, trust for texts as they come."""
    labels = np.array([e.label + 1 for e in found])
    bias, weights = _softmax(opinions, labels, _even(found, labels))
    settings: Settings = {"bias": bias.round(4).tolist(), "weights": weights.round(4).tolist(), "trust": []}
    odds = combined(settings, opinions)
    best, margin = odds.argmax(axis=1), margins(odds)
    counted = np.array([e.weight for e in found])
    settings["trust"] = [
        _logistic(margin[best == k], (labels == k)[best == k], counted[best == k]) for k in range(3)
    ]
    return settings


def _even(found: Sequence[Example], labels: Integers) -> Floats:
    sources = np.array([e.source for e in found])
    weights = np.array([e.weight for e in found])
    for source in np.unique(sources):
        mine = sources == source
        counts = np.bincount(labels[mine], minlength=3)
        weights[mine] *= (mine.sum() / np.maximum(counts, 1))[labels[mine]] ** EVEN / mine.sum() ** 0.5
    return weights / weights.mean()


def _softmax(opinions: Sequence[Floats], labels: Integers, weights: Floats) -> tuple[Floats, Floats]:
    """Bias and a matrix a model, of least weighted cross-entropy plus ridge."""
    wanted, count = np.eye(3)[labels], len(opinions)
    texts = np.hstack([np.ones((len(labels), 1)), *opinions])
    plain = np.vstack([np.zeros((1, 3)), *[np.eye(3) / count] * count])

    def lost(flat: Floats) -> tuple[float, Floats]:
        matrix = flat.reshape(plain.shape)
        odds = texts @ matrix
        odds -= odds.max(axis=1, keepdims=True)
        odds -= np.log(np.exp(odds).sum(axis=1, keepdims=True))
        away = RIDGE * np.vstack([np.zeros((1, 3)), (matrix - plain)[1:]])
        slope = texts.T @ ((np.exp(odds) - wanted) * weights[:, None]) / len(labels) + 2 * away
        loss = -(weights * odds[np.arange(len(labels)), labels]).mean() + ((matrix - plain) * away).sum()
        return float(loss), slope.ravel()

    best = minimize(lost, plain.ravel(), jac=True, method="L-BFGS-B").x.reshape(plain.shape)
    return best[0] - best[0].mean(), best[1:].reshape(count, 3, 3)


def _logistic(margin: Floats, right: npt.NDArray[np.bool_], weights: Floats) -> list[float]:
    """Slope and shift of the chance that a margin is right, by Newton's method."""
    inputs = np.stack([margin, np.ones(len(margin))], axis=1)
    found = np.array([1.0, 0.0])
    for _ in range(NEWTON):
        chance = 1 / (1 + np.exp(-(inputs @ found)))
        slope = inputs.T @ ((chance - right) * weights) + DRAWN * (found - [1, 0])
        bend = (inputs * (chance * (1 - chance) * weights)[:, None]).T @ inputs + DRAWN * np.eye(2)
        found -= np.linalg.solve(bend, slope)
    return found.round(4).tolist()
