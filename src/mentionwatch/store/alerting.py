"""The part of the store that alerts need: the book of what was told, and the outbox."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from mentionwatch.model import Alert, Message, MessageState
from mentionwatch.store.opened import Opened
from mentionwatch.store.trouble import explained

if TYPE_CHECKING:
    from mentionwatch.store.book import Book


class Alerting(Opened):
    """Every method may raise StoreError."""

    @contextmanager
    def alerting(self, *, rehearsal: bool = False) -> Iterator[Book]:
        """The book of alerts, open to be written: all or nothing. A ``rehearsal`` leaves it as it was."""
        from mentionwatch.store.book import Book
        from mentionwatch.store.transaction import transaction

        with explained(self.path):
            self._writable()
            with transaction(self._db, rehearsal=rehearsal):
                yield Book(self._db)

    def book(self) -> Book:
        """The book of alerts, to read in."""
        from mentionwatch.store.book import Book

        return Book(self._db)

    def claim(
        self, now: datetime, lease: timedelta, mine: str, resting: Collection[str] = ()
    ) -> Message | None:
        """Take one message that is to be sent; nobody else gets it within the lease. None where there is none."""
        from mentionwatch.store import outbox

        with self._changing():
            return outbox.claim(self._db, now, lease, mine, resting)

    def settle(
        self,
        message: int,
        mine: str,
        state: MessageState,
        *,
        at: datetime,
        again: datetime | None = None,
        error: str | None = None,
    ) -> bool:
        """Tell what came of a message that was claimed; whether the claim still stood."""
        from mentionwatch.store import outbox

        with self._changing():
            return outbox.settle(self._db, message, mine, state, at=at, again=again, error=error)

    def messages(self, states: Collection[MessageState]) -> list[Message]:
        """Messages of the outbox in these states, oldest first."""
        from mentionwatch.store import outbox

        with explained(self.path):
            return outbox.messages(self._db, states)

    def unsent(self) -> int:
        """How many messages were tried and not taken so far, or given up."""
        from mentionwatch.store import outbox

        with explained(self.path):
            return outbox.unsent(self._db)

    def retry(self, now: datetime) -> int:
        """Let all that waits or was given up be tried again at once; how many messages that are."""
        from mentionwatch.store import outbox

        with self._changing():
            return outbox.retry(self._db, now)

    def alerts(self, since: datetime) -> list[Alert]:
        """What was told, or is to be told, since then, oldest first."""
        from mentionwatch.store import outbox

        with explained(self.path):
            return outbox.alerts(self._db, since)
