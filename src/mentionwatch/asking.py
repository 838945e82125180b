"""Asks a remote classifier: nothing twice, no more than its budget allows, and ``embedded`` for whatever is left.

    passages -> answered before? -> asked, in batches -> embedded

Who does not answer is not asked again in the same run. Trouble is told once; it loses nothing.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from mentionwatch.errors import MentionwatchError, SourceError
from mentionwatch.http import Http
from mentionwatch.model import Passage, Sentiment
from mentionwatch.plugins import RemoteClassifier
from mentionwatch.store import Store
from mentionwatch.text.budgets import Budget

MOST_SENSELESS = 2
"""After so many batches in a row without one answer that makes sense, no more money is spent."""


@dataclass(slots=True, kw_only=True)
class Asking:
    """A remote classifier with its memory, its purse and what it falls back to.

    ``tell`` is called at most once for each kind of trouble. ``now`` gives aware times.
    """

    remote: RemoteClassifier
    store: Store
    http: Http
    now: Callable[[], datetime]
    tell: Callable[[MentionwatchError], None]
    _told: set[str] = field(default_factory=set)
    _senseless: int = 0
    _is_over: bool = False

    @property
    def version(self) -> str:
        """What answers depend on beside the passage."""
        return self.remote.version

    def classify(self, passages: Sequence[Passage]) -> Sequence[Sentiment]:
        """One Sentiment for each passage, in the same order. Raises StoreError."""
        keys = [_key(self.remote.version, passage) for passage in passages]
        known = self.store.remembered(set(keys))
        wanted = {key: passage for key, passage in zip(keys, passages, strict=True) if key not in known}
        for batch in _batches(wanted, self.remote.together):
            if not self._may_ask():
                break
            known |= self._answers(batch)
        self._own_up(len(wanted.keys() - known.keys()))
        return self._filled(passages, keys, known)

    def _may_ask(self) -> bool:
        if self._is_over or self.remote.budget is None:
            return not self._is_over
        budget = Budget.read(self.remote.budget)
        begin, end = budget.window(self.now())
        if self.store.spent(self._purse, begin) < budget.requests:
            return True
        again = f"{end.astimezone(self.now().tzinfo):%Y-%m-%d %H:%M}"
        self._stop(MentionwatchError("asking-budget", budget=self.remote.budget, again=again))
        return False

    def _answers(self, batch: Mapping[str, Passage]) -> dict[str, Sentiment]:
        """What makes sense of the answers to a batch; it is remembered, and so is what it cost."""
        before, told = self.http.requests, dict[str, Sentiment]()
        try:
            answers = self.remote.ask(self.http, list(batch.values()))
            if len(answers) == len(batch):
                told = {key: one for key, one in zip(batch, answers, strict=True) if one}
            self._weigh(is_senseless=not told)
        except SourceError as error:
            self._stop(error)
        cost = max(1, self.http.requests - before)
        self.store.remember(told, asker=self._purse, requests=cost, now=self.now())
        return told

    def _weigh(self, *, is_senseless: bool) -> None:
        self._senseless = self._senseless + 1 if is_senseless else 0
        self._is_over = self._senseless >= MOST_SENSELESS

    def _stop(self, trouble: MentionwatchError) -> None:
        self._is_over = True
        self._say(MentionwatchError("asking-trouble", why=trouble))

    def _own_up(self, count: int) -> None:
        """Say once that answers made no sense, unless it was said already why there are none."""
        if count and not self._told:
            self._say(MentionwatchError("asking-senseless", count=count))

    def _say(self, trouble: MentionwatchError) -> None:
        if trouble.message not in self._told:
            self._told.add(trouble.message)
            self.tell(trouble)

    def _filled(
        self, passages: Sequence[Passage], keys: Sequence[str], known: Mapping[str, Sentiment]
    ) -> list[Sentiment]:
        rest = [passage for key, passage in zip(keys, passages, strict=True) if key not in known]
        others = iter(self.remote.classify(rest) if rest else ())
        return [known[key] if key in known else next(others) for key in keys]

    @property
    def _purse(self) -> str:
        """What its requests are counted under."""
        return f"sentiment:{type(self.remote).__name__.lower()}"


def _key(version: str, passage: Passage) -> str:
    """A hash of all that an answer depends on."""
    parts = (version, passage.target, passage.text, passage.spans, passage.language)
    return hashlib.sha256(json.dumps(parts).encode()).hexdigest()[:40]


def _batches(wanted: Mapping[str, Passage], most: int) -> Iterator[dict[str, Passage]]:
    keys = list(wanted)
    for start in range(0, len(keys), most):
        yield {key: wanted[key] for key in keys[start : start + most]}
