"""What the screen does with cards: it loads them, changes what they stand for, and takes changes back."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, tzinfo
from typing import TYPE_CHECKING

from mentionwatch.analysis.cards import Card, Inbox, Wanted
from mentionwatch.desk import inbox
from mentionwatch.model import Event, EventKind, Stage, Topic
from mentionwatch.store import Store

if TYPE_CHECKING:
    from mentionwatch.analysis.playbook import Playbook


@dataclass(frozen=True, slots=True, kw_only=True)
class Done:
    """One thing that was done: the card, and the mentions that each event changed, in order."""

    card: Card
    changed: tuple[Sequence[int], ...]


@dataclass(slots=True, kw_only=True)
class Work:
    """Somebody at work on the inbox. Every method may raise StoreError; nothing is half done then."""

    store: Store
    wanted: Wanted
    topics: Sequence[Topic]
    playbook: Playbook
    who: str
    now: Callable[[], datetime]
    zone: tzinfo
    done: list[Done] = field(default_factory=list)
    _version: int = -1

    def load(self, stage: Stage, *, mine: bool) -> Inbox:
        """The cards of a stage, as they are now."""
        self._version = self.store.version()
        wanted = replace(self.wanted, stage=stage, assignee=self.who if mine else None)
        return inbox(self.store, wanted, self.topics, self.playbook, self.now())

    def has_news(self) -> bool:
        """Whether somebody else, a scan most often, changed the database since it was loaded."""
        return self.store.version() != self._version

    def change(self, card: Card, changes: Mapping[EventKind, str | None]) -> int:
        """Change all that a card stands for; how many mentions were otherwise before."""
        changed = [
            self.store.triage(card.ids, {kind: value}, who=self.who, now=self.now())
            for kind, value in changes.items()
        ]
        if any(changed):
            self.done.append(Done(card=card, changed=tuple(changed)))
        return max(map(len, changed), default=0)

    def undo(self) -> Card | None:
        """Take back what was done last here; the card, or None where nothing was."""
        if not self.done:
            return None
        last = self.done[-1]
        for ids in reversed(last.changed):
            self.store.undo(ids, who=self.who, now=self.now())
        self.done.pop()
        return last.card

    def events(self, card: Card) -> list[Event]:
        """What was done with the most urgent mention of a card."""
        return self.store.events(card.lead.id)
