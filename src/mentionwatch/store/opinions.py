"""The part of the store that holds what was said about mentions by servers, programs and people."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime

from mentionwatch.model import Sentiment
from mentionwatch.store import answers, spending
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
