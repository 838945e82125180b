"""The part of the store that holds what was said about mentions by servers, programs and people."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from mentionwatch.model import Mention, Sentiment
from mentionwatch.store import answers, corrections, read, spending
from mentionwatch.store.batch import Calibration
from mentionwatch.store.opened import Opened
from mentionwatch.store.trouble import explained


class Opinions(Opened):
    """Every method may raise StoreError."""

    def remembered(self, keys: Iterable[str]) -> dict[str, Sentiment]:
        """What was answered before about passages, by their keys; without deciding words."""
        with explained(self.path):
            return answers.answered(self._db, keys)

    def remember(self, told: Mapping[str, Sentiment], *, asker: str, requests: int, now: datetime) -> None:
        """Remember answers by key, and what they cost an ``asker``: a classifier with its budget."""
        with self._changing():
            answers.answer(self._db, told, now)
            spending.spend(self._db, asker, now, requests)

    def corrected(self) -> dict[str, list[tuple[int, int]]]:
        """Number and label (1, 0, -1) of the mentions whose sentiment a person told, newest first, by topic.

        At most 500 of each topic.
        """
        with explained(self.path):
            return corrections.corrected(self._db)

    def meant(self) -> list[Mention]:
        """The mentions whose intent a person told, newest first; at most 500."""
        with explained(self.path):
            return corrections.meant(self._db)

    def chosen(self, ids: Sequence[int]) -> list[Mention]:
        """Mentions by their numbers, in that order; those that are gone are left out."""
        with explained(self.path):
            return read.chosen(self._db, ids)

    def calibrations(self) -> dict[str, Calibration]:
        """What corrections taught about topics, by name."""
        with explained(self.path):
            return corrections.calibrations(self._db)

    def calibrate(self, topic: str, learned: Calibration) -> None:
        """Remember what corrections taught about a topic."""
        with self._changing():
            corrections.calibrate(self._db, topic, learned)
