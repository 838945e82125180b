"""The part of the store that topics are tuned with: people's verdicts and what they taught."""

from __future__ import annotations

from mentionwatch.model import Mention
from mentionwatch.store import lessons
from mentionwatch.store.batch import Lesson
from mentionwatch.store.opened import Opened
from mentionwatch.store.trouble import explained


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
