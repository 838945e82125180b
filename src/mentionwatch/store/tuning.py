"""The part of the store that topics are tuned with: people's verdicts and what they taught, the archive, rescans."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from mentionwatch.model import Match, Mention
from mentionwatch.store import forms, lessons
from mentionwatch.store.batch import Lesson
from mentionwatch.store.opened import Opened
from mentionwatch.store.transaction import transaction
from mentionwatch.store.trouble import explained

if TYPE_CHECKING:
    from mentionwatch.store.archive import Archived
    from mentionwatch.store.rematch import Changes, Held


class Tuning(Opened):
    """Every method may raise StoreError."""

    def verdicts(self, topic: str) -> list[Mention]:
        """The mentions of a topic that a person judged (``verdict``), newest first; 500 at most."""
        with explained(self.path):
            return lessons.verdicts(self._db, topic)

    def judged(self, topic: str) -> str | None:
        """What changes whenever a verdict on a mention of the topic does; None where nobody gave any."""
        with explained(self.path):
            return lessons.judged(self._db, topic)

    def lessons(self) -> dict[str, Lesson]:
        """What was learned about topics, by name."""
        with explained(self.path):
            return lessons.lessons(self._db)

    def teach(self, topic: str, lesson: Lesson) -> None:
        """Remember what was learned about a topic."""
        with self._changing():
            lessons.teach(self._db, topic, lesson)

    def forms(self) -> dict[str, str]:
        """The forms of query words that earlier runs found, by word."""
        with explained(self.path):
            return forms.forms(self._db)

    def keep_forms(self, found: Mapping[str, str], prefix: str) -> None:
        """Remember forms of query words, and forget those of words that do not begin with ``prefix``."""
        with self._changing():
            forms.keep(self._db, found, prefix)

    # The archive

    def trim(self, older_than: datetime | None) -> int:
        """Forget what was archived before a time, or all of it; how many posts that were."""
        from mentionwatch.store import archive

        with self._changing():
            return archive.trim(self._db, older_than)

    def archived(self, limit: int) -> Iterator[Archived]:
        """What was archived last, newest first."""
        from mentionwatch.store import archive

        with explained(self.path):
            yield from archive.newest(self._db, limit)

    # Other queries on what is kept

    def last_post(self) -> int:
        """The number of the post that was kept last; 0 where there is none."""
        from mentionwatch.store import rematch

        with explained(self.path):
            return rematch.last_post(self._db)

    def held(self, until: int) -> Iterator[list[Held]]:
        """All posts up to that number that topics hold, with their mentions, page by page."""
        from mentionwatch.store import rematch

        with explained(self.path):
            yield from rematch.held(self._db, until)

    def unkept(self) -> Iterator[list[Archived]]:
        """All archived posts that no topic holds and that were not pruned, page by page."""
        from mentionwatch.store import archive

        with explained(self.path):
            yield from archive.unkept(self._db)

    def rematch(self, changes: Changes, *, rehearsal: bool = False) -> list[Mention]:
        """Change what is kept, all or nothing; the mentions that are new. A ``rehearsal`` leaves all as it was."""
        from mentionwatch.store import rematch

        with explained(self.path):
            self._writable()
            with transaction(self._db, rehearsal=rehearsal):
                return rematch.rematch(self._db, changes)

    def admit(
        self, found: Sequence[tuple[Archived, Sequence[Match]]], *, rehearsal: bool = False
    ) -> list[Mention]:
        """Keep archived posts that match now, as of when they were seen; the mentions that are new."""
        from mentionwatch.store import rematch

        with explained(self.path):
            self._writable()
            with transaction(self._db, rehearsal=rehearsal):
                return rematch.admit(self._db, found)

    def tidy(self) -> None:
        """Let go of what belongs to nothing after a rescan."""
        from mentionwatch.store import rematch

        with self._changing():
            rematch.tidy(self._db)
