"""The part of the store that answers are measured with: threads, their replies, and when to look again."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from mentionwatch.model import Filter, Mention
from mentionwatch.store.opened import Opened
from mentionwatch.store.trouble import explained

if TYPE_CHECKING:
    from mentionwatch.conversation import Thread
    from mentionwatch.store.batch import Look
    from mentionwatch.store.growth import Grown
    from mentionwatch.store.threads import Due, Schedule, Shelf


class Following(Opened):
    """Every method may raise StoreError."""

    def adopt(self, now: datetime, schedule: Schedule) -> None:
        """Give posts that were kept since the last time their place in a thread, and the time of a first look."""
        from mentionwatch.store import threads

        with self._changing():
            threads.adopt(self._db, now, schedule)

    def due(self, shelf: Shelf, now: datetime, limit: int) -> tuple[list[Due], int]:
        """At most so many posts whose time to be looked at again has come, youngest first, and how many there are."""
        from mentionwatch.store import threads

        with explained(self.path):
            return threads.due(self._db, shelf, now, limit)

    def look(self, looks: Sequence[Look], now: datetime, schedule: Schedule) -> list[Mention]:
        """Keep what came of looking again, all or nothing; the mentions that are new by it."""
        from mentionwatch.store import looks as kept
        from mentionwatch.store import read

        with self._changing():
            return read.chosen(self._db, kept.take(self._db, looks, now, schedule))

    def threads(self, asked: Filter) -> list[Thread]:
        """The threads of these mentions, and those of the topics asked for in which anybody replied at the time."""
        from mentionwatch.store import conversations

        with explained(self.path):
            return conversations.threads(self._db, asked)

    def waiting(self) -> list[Thread]:
        """The threads in which a mention is new or open and one of our accounts said something."""
        from mentionwatch.store import threads

        with explained(self.path):
            if not (places := threads.waiting(self._db)):
                return []
            from mentionwatch.store import conversations  # most days no thread waits

            return conversations.at(self._db, places)

    def answer(self, times: Mapping[int, datetime]) -> list[int]:
        """Mark mentions answered by replies of these times, each once; the numbers of those that were not before."""
        from mentionwatch.store import looks

        with self._changing():
            return [number for number, at in times.items() if looks.answer(self._db, number, at)]

    def growth(self, id: int) -> list[Grown]:  # noqa: A002 - what users call it
        """How the reactions to the post of a mention grew, oldest first; nothing where they never changed."""
        from mentionwatch.store import growth

        with explained(self.path):
            return growth.growth(self._db, id)
