"""Text to pieces of words: a unigram model over a pruned vocabulary (Kudo 2018, arXiv:1804.10959)."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence

BEGIN, END, UNKNOWN, MARK = 0, 1, 2, 3
"""Identifiers that every vocabulary begins with; MARK stands for the target."""

_SPACE = "\u2581"
_LONGEST = 16  # characters of a piece
_KEPT_WORDS = 100_000


class Pieces:
    """A vocabulary: its pieces, the most frequent having the highest scores (log-probabilities)."""

    def __init__(self, pieces: Sequence[str], scores: Sequence[float]) -> None:
        self._known: Mapping[str, tuple[int, float]] = {
            piece: (i, score) for i, (piece, score) in enumerate(zip(pieces, scores, strict=True)) if i > MARK
        }
        self._floor = min(scores) - 10
        self._words: dict[str, list[int]] = {}

    def split(self, text: str) -> list[int]:
        """The identifiers of a text, without those of begin and end."""
        found: list[int] = []
        for word in unicodedata.normalize("NFKC", text).split():
            found += self._word(word)
        return found

    def _word(self, word: str) -> list[int]:
        if word not in self._words:
            if len(self._words) >= _KEPT_WORDS:
                self._words.clear()
            self._words[word] = self._best(_SPACE + word[:64])
        return self._words[word]

    def _best(self, word: str) -> list[int]:
        """The likeliest way to cut a word (Viterbi)."""
        best = [0.0] + [-1e9] * len(word)
        steps = [(0, UNKNOWN)] * (len(word) + 1)
        for start in range(len(word)):
            for end in range(start + 1, min(len(word), start + _LONGEST) + 1):
                piece, score = self._known.get(word[start:end], (UNKNOWN, self._floor))
                if (piece != UNKNOWN or end == start + 1) and best[start] + score > best[end]:
                    best[end], steps[end] = best[start] + score, (start, piece)
        found, at = [], len(word)
        while at:
            at, piece = steps[at]
            found.append(piece)
        return found[::-1]
