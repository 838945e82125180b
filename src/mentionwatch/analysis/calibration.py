"""What people's corrections say about a classifier on one topic: how far its answers are to be bent.

Vector scaling with a penalty for every step away from leaving things as they are (Guo et al. 2017,
https://arxiv.org/abs/1706.04599, section 4.2): log-odds are sharpened or blunted by one factor and shifted by one
bias a label. Four numbers can be learned from fifty corrections; a cross-validation tells whether they help.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from mentionwatch.model import LABELS, Label, Sentiment

FOLDS = 5
_STRENGTH = 4.0
"""Of the penalty, in examples: with a few more than this the data begin to outweigh it."""

_LEAST = 0.005  # no probability is less, so that a classifier that is never in doubt can be bent
_FEWEST = 0.36  # a label that is likelier than two others has more than a third
_SECOND = 0.95  # no other label comes nearer to it than this
_STEPS = 25
_ENOUGH = 1e-6
_SHARES = (1.0, 0.75, 0.5, 0.25)
_MARGIN = 0.3
"""What is gained must exceed this over the root of the number of examples: less may be chance."""

_UNTOUCHED = (1.0, 0.0, 0.0, 0.0)

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Example:
    """What a classifier said, what is right as probabilities of LABELS, and how much that counts."""

    said: Sentiment
    right: tuple[float, float, float]
    weight: float = 1.0


@dataclass(frozen=True, slots=True)
class Curve:
    """``sharpness`` multiplies log-probabilities, ``bias`` is added to those of each of LABELS."""

    sharpness: float
    bias: tuple[float, float, float]

    @classmethod
    def of(cls, numbers: Sequence[float]) -> Curve:
        """A curve of its four numbers."""
        sharpness, positive, neutral, negative = numbers
        return cls(sharpness, (positive, neutral, negative))

    @property
    def numbers(self) -> tuple[float, ...]:
        """Its four numbers, to be kept."""
        return (self.sharpness, *self.bias)

    def part(self, share: float) -> Curve:
        """So much (0..1) of the way from changing nothing to this curve."""
        one, two, three = (share * value for value in self.bias)
        return Curve(1 + share * (self.sharpness - 1), (one, two, three))

    def bend(self, said: Sentiment) -> Sentiment:
        """What the classifier would have said had it known the corrections; its words and name stay."""
        odds = self.sharpness * np.log(probabilities(said)) + np.array(self.bias)
        chances = np.exp(odds - odds.max())
        chances /= chances.sum()
        best = int(chances.argmax())
        return Sentiment(
            label=LABELS[best],
            score=round(float(chances[0] - chances[2]), 4),
            confidence=round(float(chances[best]), 4),
            by=said.by,
            words=said.words,
        )


def probabilities(said: Sentiment) -> tuple[float, float, float]:
    """The chances of LABELS (positive, neutral, negative) that an answer speaks of.

    The label has its confidence; score is the chance of positive minus that of negative; the rest follows, as far
    as a classifier that fills in its answers by other rules lets it.
    """
    sure = max(said.confidence, _FEWEST)
    rest = 1 - sure
    if said.label == "neutral":
        most = min(rest, 2 * _SECOND * sure - rest)
        lean = max(-most, min(most, said.score))
        chances = [(rest + lean) / 2, sure, (rest - lean) / 2]
    else:
        other = max(0.0, rest - _SECOND * sure, min(rest, _SECOND * sure, sure - abs(said.score)))
        chances = [sure, rest - other, other]
        chances = chances if said.label == "positive" else chances[::-1]
    positive, neutral, negative = (max(chance, _LEAST) for chance in chances)
    whole = positive + neutral + negative
    return positive / whole, neutral / whole, negative / whole


def one_hot(label: Label) -> tuple[float, float, float]:
    """A label that is certain."""
    return tuple(float(label == one) for one in LABELS)  # type: ignore[return-value]


def fit(examples: Sequence[Example]) -> Curve:
    """The curve that these examples ask for. None of them is the curve that changes nothing."""
    logs = np.array([np.log(probabilities(one.said)) for one in examples]).reshape(-1, 3)
    right = np.array([one.right for one in examples]).reshape(-1, 3)
    weights = np.array([one.weight for one in examples])
    slopes = np.concatenate([logs[:, :, None], np.broadcast_to(np.eye(3), (len(examples), 3, 3))], axis=2)
    at = np.array(_UNTOUCHED)
    for _ in range(_STEPS):
        step = _step(at, slopes, right, weights)
        at = at - step
        if np.abs(step).max() < _ENOUGH:
            break
    return Curve.of([round(float(value), 4) for value in at])


def _step(at: Floats, slopes: Floats, right: Floats, weights: Floats) -> Floats:
    """One step of Newton's method down the penalised cross-entropy, which is convex."""
    odds = slopes @ at
    chances = np.exp(odds - odds.max(axis=1, keepdims=True))
    chances /= chances.sum(axis=1, keepdims=True)
    gradient = np.einsum("n,nk,nkp->p", weights, chances - right, slopes) + _STRENGTH * (at - _UNTOUCHED)
    spread = np.einsum("nk,kl->nkl", chances, np.eye(3)) - chances[:, :, None] * chances[:, None, :]
    hessian = np.einsum("n,nkp,nkl,nlq->pq", weights, slopes, spread, slopes) + _STRENGTH * np.eye(4)
    return np.asarray(np.linalg.solve(hessian, gradient))


def best_share(examples: Sequence[Example]) -> float:
    """The part (0..1) of the curve that tells unseen examples best; 0 where none is surely better than nothing."""
    plain = merit([one.said for one in examples], examples)
    merits = {share: merit(unseen(examples, share), examples) for share in _SHARES}
    share = max(merits, key=lambda share: merits[share])
    least = _MARGIN / max(sum(one.weight for one in examples), _ENOUGH) ** 0.5
    return share if merits[share] - plain > least else 0.0


def unseen(examples: Sequence[Example], share: float) -> list[Sentiment]:
    """Each answer bent by the curve of the other folds: what a curve makes of examples that it did not see."""
    found: list[Sentiment] = [one.said for one in examples]
    for fold in range(FOLDS):
        curve = fit([one for at, one in enumerate(examples) if at % FOLDS != fold]).part(share)
        for at in range(fold, len(examples), FOLDS):
            found[at] = curve.bend(examples[at].said)
    return found


def merit(answers: Sequence[Sentiment], examples: Sequence[Example]) -> float:
    """Accuracy plus macro-F1 (0..2): the first alone would give up labels that are rare."""
    both = np.zeros((3, 3))  # right by told
    for said, one in zip(answers, examples, strict=True):
        both[:, LABELS.index(said.label)] += one.weight * np.array(one.right)
    agreed = both.diagonal()
    scores = 2 * agreed / np.maximum(both.sum(axis=0) + both.sum(axis=1), _ENOUGH)
    return float(agreed.sum() / max(both.sum(), _ENOUGH) + scores.mean())
