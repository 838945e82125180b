"""The part of the store that people answer with: what waits, what they did with it, and what is new."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from mentionwatch.model import Event, EventKind, Filter, Mention, Stage
from mentionwatch.store.opened import Opened
from mentionwatch.store.trouble import explained

if TYPE_CHECKING:
    from mentionwatch.conversation import Thread
    from mentionwatch.store.inbox import Waiting


class Answering(Opened):
    """Every method may raise StoreError."""

    def inbox(self, asked: Filter, stage: Stage, now: datetime) -> list[Waiting]:
        """The mentions of a stage of work, without their texts, oldest first; the filter's statuses do not count."""
        from mentionwatch.store import inbox

        with explained(self.path):
            return inbox.waiting(self._db, asked, stage, now)

    def chosen(self, ids: Sequence[int]) -> list[Mention]:
        """Mentions by their numbers, in that order; those that are gone are left out."""
        from mentionwatch.store import read

        with explained(self.path):
            return read.chosen(self._db, ids)

    def conversations(self, places: Collection[int]) -> list[Thread]:
        """The threads at these places, as far as anything is known of them."""
        from mentionwatch.store import conversations

        with explained(self.path):
            return conversations.at(self._db, sorted(places))

    def triage(
        self, ids: Sequence[int], changes: Mapping[EventKind, str | None], *, who: str, now: datetime
    ) -> list[int]:
        """Change mentions, all or none; the numbers of those that were otherwise before. Each change is an event.

        A value is one of STATUSES, of LABELS, ``mention`` or ``not-a-mention``, a name (None is nobody), a note, a time
        as in JSON until which to snooze (None wakes).
        """
        from mentionwatch.store.triage import Signed, triage

        with self._changing():
            return triage(self._db, ids, changes, Signed(who=who, at=now))

    def undo(self, ids: Sequence[int], *, who: str, now: datetime) -> list[int]:
        """Take back the last event of each mention; the numbers of those that had one."""
        from mentionwatch.store.triage import Signed, undo

        with self._changing():
            return undo(self._db, ids, Signed(who=who, at=now))

    def events(self, id: int) -> list[Event]:  # noqa: A002 - what users call it
        """All that was done with a mention, oldest first."""
        from mentionwatch.store import triage

        with explained(self.path):
            return triage.events(self._db, id)

    # What is new

    def version(self) -> int:
        """Changes whenever another connection changed the database."""
        with explained(self.path):
            return int(self._db.execute("PRAGMA data_version").fetchone()[0])

    def first_mention(self) -> tuple[int, datetime] | None:
        """Number and first seeing of the oldest mention that is kept: what tells a database from another."""
        from mentionwatch.store import read

        with explained(self.path):
            return read.first(self._db)

    def last_mention(self) -> int:
        """The number of the mention that was kept last; 0 where there is none."""
        from mentionwatch.store import read

        with explained(self.path):
            return read.last(self._db)

    def unread_after(self, number: int) -> int | None:
        """The first mention after that number that was not enriched yet."""
        from mentionwatch.store import read

        with explained(self.path):
            return read.unread_after(self._db, number)

    def json_between(self, asked: Filter, after: int, until: int) -> Iterator[str]:
        """The mentions kept after one number and up to another, as lines of JSON, in the order in which they were."""
        from mentionwatch.store import read

        with explained(self.path):
            yield from read.lines_between(self._db, asked, after, until)
