"""The sentiment toward a brand by word lists alone: nothing learned, every figure open to the eye."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from math import sqrt
from pathlib import Path
from typing import ClassVar

from mentionwatch.model import Label, Passage, Sentiment
from mentionwatch.plugins import Classifier
from mentionwatch.sentiment._tokens import TARGET, Tokens, read

_BY = "lexicon/1"
_FOLDER = Path(__file__).parent / "data"
_TURNED = -0.74  # what a negation makes of a word; this and the next three as in VADER
_BOOST = 1.3
_BEFORE_TURN, _AFTER_TURN = 0.5, 1.5
_NEAR = 1.5  # words that share a clause with the target, or stand beside it
_SMOOTHING = 15
_NEUTRAL = 0.2  # scores nearer to zero are neutral
_MOST_WORDS = 5
_SHORTEST_STEM = 3
_BOOSTERS = frozenset(
    """
    very really so extremely absolutely totally too most
    очень самый самая самое самые совсем просто абсолютно полный полная полное крайне такой
    """.split()  # noqa: SIM905 - a list of words is read more easily as words
)


class Lexicon(Classifier):
    """Counts words of praise and blame, turned by negations, weighed by how near to the target they stand.

    English (the VADER lexicon) and Russian. Far less right than ``embedded``: a yardstick, and a way to see.
    """

    limits: ClassVar[str] = "English and Russian words; no irony, no comparisons."
    example: ClassVar[str] = 'sentiment = { type = "lexicon" }'

    def classify(self, passages: Sequence[Passage]) -> Sequence[Sentiment]:
        """One Sentiment a passage; a text without known words is neutral."""
        return [_sentiment(read(passage)) for passage in passages]


def _sentiment(tokens: Tokens) -> Sentiment:
    weights = _weights(tokens)
    total = sum(weights.values())
    score = total / sqrt(total * total + _SMOOTHING)
    label: Label = "neutral" if abs(score) < _NEUTRAL else "positive" if score > 0 else "negative"
    strongest = sorted(weights.items(), key=lambda pair: -abs(pair[1]))[:_MOST_WORDS]
    return Sentiment(
        label=label,
        score=round(score, 3),
        by=_BY,
        confidence=round(1 - abs(score) if label == "neutral" else abs(score), 3),
        words=tuple((word, round(weight, 2)) for word, weight in strongest),
    )


def _weights(tokens: Tokens) -> dict[str, float]:
    """What each known word adds; a negated word stands with its negation."""
    found: dict[str, float] = {}
    for at, word in enumerate(tokens.words):
        if word != TARGET and (valence := _valence(word)):
            first = tokens.negated.get(at, at)
            phrase = " ".join(w for w in tokens.words[first : at + 1] if w != TARGET)
            found[phrase] = found.get(phrase, 0) + valence * _factor(tokens, at)
    return found


def _factor(tokens: Tokens, at: int) -> float:
    factor = _TURNED if at in tokens.negated else 1.0
    if at and tokens.words[at - 1] in _BOOSTERS:
        factor *= _BOOST
    if tokens.turned:
        factor *= _AFTER_TURN if at in tokens.turned else _BEFORE_TURN
    near = at in tokens.clause or at in tokens.left or at in tokens.right
    return factor * _NEAR if near else factor


def _valence(word: str) -> float:
    whole, stems = _lists()
    if word in whole:
        return whole[word]
    for end in range(len(word), _SHORTEST_STEM - 1, -1):
        if word[:end] in stems:
            return stems[word[:end]]
    return 0.0


@cache
def _lists() -> tuple[dict[str, float], dict[str, float]]:
    """Whole words and stems with their valence."""
    whole: dict[str, float] = {}
    stems: dict[str, float] = {}
    for line in _lines("lexicon-en.txt"):
        word, valence = line.split("\t")
        whole[word] = float(valence)
    for line in _lines("lexicon-ru.txt"):
        number, words = line.split("\t")
        for word in words.split():
            (stems if word.endswith("*") else whole)[word.rstrip("*")] = float(number)
    return whole, stems


def _lines(name: str) -> list[str]:
    text = (_FOLDER / name).read_text(encoding="utf-8")
    return [line for line in text.splitlines() if not line.startswith("#")]
