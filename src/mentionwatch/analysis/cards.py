"""The nouns of the inbox: cards, who waits on them, and which of them are wanted."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from mentionwatch.analysis.gathering import Bond
from mentionwatch.analysis.urgency import Plight, Section, Urgency
from mentionwatch.conversation import Remark
from mentionwatch.model import Author, Filter, Mention, Rule, Stage, Status

SHOWN = 50
"""So many cards of each section are shown."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Participant:
    """Somebody who waits: the first mention that they wrote (None where they wrote too far down to be read), when."""

    ids: tuple[int, ...]
    since: datetime
    mention: Mention | None

    @property
    def author(self) -> Author | None:
        """Who it is, as far as the platform tells."""
        return self.mention.post.author if self.mention else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """One matter to deal with. ``lead`` is the most urgent mention, ``ids`` are all of them, oldest first.

    ``others`` joined the thread without a mention and want an answer, too. ``since`` is when the first began to wait,
    ``due`` when the first answer is, by ``rule``; all times are UTC. Where nobody took it, ``assignee`` is whom the
    rule names.
    """

    section: Section
    bond: Bond | None
    lead: Mention
    ids: tuple[int, ...]
    participants: tuple[Participant, ...]
    others: tuple[Remark, ...]
    plight: Plight
    urgency: Urgency
    since: datetime
    status: Status
    assignee: str | None
    snoozed: datetime | None
    rule: Rule | None = None
    due: datetime | None = None
    escalates: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Inbox:
    """Cards, by section and urgency, and how many there are of each section, those not shown counted in."""

    made: datetime
    cards: tuple[Card, ...]
    totals: Mapping[Section, int]
    mentions: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Which cards are wanted: of which mentions, at which stage, whose (empty: nobody's), how many a section."""

    asked: Filter
    stage: Stage = "waiting"
    assignee: str | None = None
    limit: int = SHOWN
