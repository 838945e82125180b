"""Averaged stochastic gradient descent for a softmax over sparse texts (Polyak and Juditsky 1992)."""

from __future__ import annotations

import numba
import numpy as np
import numpy.typing as npt

from mentionwatch.sentiment._ngrams import BITS, weight

EPOCHS = 6
RATE = 0.02
SEED = 1

Floats = npt.NDArray[np.float32]


def descend(
    buckets: npt.NDArray[np.uint32],
    starts: npt.NDArray[np.int64],
    labels: npt.NDArray[np.int64],
    weights: Floats,
) -> tuple[Floats, Floats]:
    """Weights (buckets by 3) and bias (3): the averages over all steps."""
    spread = np.array([weight(count) for count in np.diff(starts)], dtype=np.float32)
    rng = np.random.default_rng(SEED)
    order = np.concatenate([rng.permutation(len(labels)) for _ in range(EPOCHS)])
    table, bias = _steps(buckets, starts, labels, weights, spread, order, 1 << BITS, RATE)
    return table, bias


@numba.njit(fastmath=True, cache=True)  # type: ignore[untyped-decorator]
def _steps(buckets, starts, labels, weights, spread, order, size, rate):  # type: ignore[no-untyped-def]
    table = np.zeros((size, 3), np.float32)
    bias = np.zeros(3, np.float32)
    moved = np.zeros((size, 3), np.float64)  # each move times when it was made: the average, at the end
    bias_moved = np.zeros(3)
    for step in range(len(order)):
        text = order[step]
        x = spread[text]
        logits = bias.copy()
        for at in range(starts[text], starts[text + 1]):
            for k in range(3):
                logits[k] += table[buckets[at], k] * x
        wrong = np.exp(logits - logits.max())
        wrong /= wrong.sum()
        wrong[labels[text]] -= 1
        wrong *= rate * (1 - step / len(order)) * weights[text]
        for k in range(3):
            bias[k] -= wrong[k] * 0.1
            bias_moved[k] += wrong[k] * 0.1 * step
        for at in range(starts[text], starts[text + 1]):
            for k in range(3):
                move = wrong[k] * x
                table[buckets[at], k] -= move
                moved[buckets[at], k] += move * step
    return table + (moved / len(order)).astype(np.float32), bias + (bias_moved / len(order)).astype(
        np.float32
    )
