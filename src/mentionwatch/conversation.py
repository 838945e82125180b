"""The nouns of answering: what was said in a thread, who waits in it for an answer, and how answering fares.

Like those of ``model.py`` they are frozen, their times are aware and in UTC, and ``None`` means "not told".
"""

from __future__ import annotations

from dataclasses import field
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from mentionwatch.dataclass import dataclass

if TYPE_CHECKING:
    from collections.abc import Mapping

    from mentionwatch.model import Intent, PostKind, Status

FOLLOWER = "mentionwatch"
"""Who it is that marks a mention answered when a reply by one of our accounts was seen."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Concern:
    """A topic's mention in a remark, as far as answering depends on it."""

    mention: int
    status: Status
    answered: datetime | None = None
    doubtful: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Remark:
    """What somebody said in a thread, without the words of strangers.

    ``key`` tells it from all others, ``place`` and ``parent`` are hashes of its own address and of the one that it
    answers. ``writer`` tells the people of a thread apart, ``accounts`` are hashes of all that the writer goes by
    (``text.accounts``). ``wording`` is a hash of the folded words, ``text`` the words themselves where an account of
    ours wrote them. ``refers``: it sends the reader elsewhere ("please call us"). ``edits`` counts changed words,
    ``gone`` is when it was found to be deleted. ``concerns`` are its mentions by topic.
    """

    key: int
    at: datetime
    source: str
    kind: PostKind
    writer: int | None = None
    accounts: frozenset[int] = frozenset()
    place: int | None = None
    parent: int | None = None
    url: str | None = None
    language: str | None = None
    intent: Intent | None = None
    wording: int | None = None
    text: str | None = None
    refers: bool = False
    edits: int = 0
    gone: datetime | None = None
    concerns: Mapping[str, Concern] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Thread:
    """The remarks of a thread, oldest first; of equal times the smaller key first.

    ``place`` is the hash of its address, ``looked`` when its replies were last read, None where they never were.
    """

    place: int
    url: str | None
    looked: datetime | None
    remarks: tuple[Remark, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Wait:
    """Somebody who wants an answer in a thread, from their first remark on: one for each person and thread.

    ``mention`` is the mention that they wrote, or else the one whose thread they ``joined``. ``answer`` is the first
    reply by an account of ours, ``answered`` its time or, where somebody answered elsewhere, the time that was noted.
    ``withdrawn`` is when all that they said was found to be deleted. Nothing is known of the time after ``watched``;
    it is None where replies cannot be read.
    """

    thread: str | None
    place: int
    mention: int
    asked: Remark
    joined: bool
    answer: Remark | None = None
    answered: datetime | None = None
    withdrawn: datetime | None = None
    watched: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Slot:
    """Those who asked at an hour (0 to 23) or on a weekday (0 is Monday), and how soon half of them had an answer."""

    number: int
    asked: int
    answered: int
    median: timedelta | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Template:
    """Replies of the same wording: the first of them, None where its words are not kept, and where they stand."""

    text: str | None
    count: int
    urls: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Neglected:
    """A thread in which people wait for longer than was promised: how many, and the first of them since when."""

    url: str | None
    mention: int
    people: int
    since: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Responses:
    """How those are answered who asked about a topic in a period.

    ``asked`` is the sum of ``answered``, ``pending`` (no answer yet, but still in the time that was promised),
    ``unanswered``, ``withdrawn`` and ``unseen`` (in places whose replies cannot be read). ``late`` are answers after
    the promised time. ``median`` and ``percentile`` (the 90th) are times to the first answer in which those without
    one count as still waiting, None where too few were answered to tell; the other two are in working hours.
    ``joined`` counts people who came to a thread after its mention, ``joined_asked`` those of them who want an answer,
    ``ignored`` those of these who got none in time. ``replies`` are ours, ``identical`` those that repeat an earlier
    one, ``referred`` those that send people elsewhere. ``languages`` are triples of the language asked in, the one
    answered in, and how often. ``gone_theirs`` and ``gone_ours`` are remarks that were found to be deleted.
    """

    topic: str
    accounts: tuple[str, ...]
    asked: int = 0
    answered: int = 0
    late: int = 0
    pending: int = 0
    unanswered: int = 0
    withdrawn: int = 0
    unseen: int = 0
    median: timedelta | None = None
    percentile: timedelta | None = None
    working_median: timedelta | None = None
    working_percentile: timedelta | None = None
    oldest: datetime | None = None
    hours: tuple[Slot, ...] = ()
    weekdays: tuple[Slot, ...] = ()
    joined: int = 0
    joined_asked: int = 0
    ignored: int = 0
    replies: int = 0
    identical: int = 0
    templates: tuple[Template, ...] = ()
    referred: int = 0
    referrals: tuple[Template, ...] = ()
    languages: tuple[tuple[str, str, int], ...] = ()
    gone_theirs: int = 0
    gone_ours: int = 0
    neglected: tuple[Neglected, ...] = ()

    @property
    def share_unanswered(self) -> float | None:
        """Unanswered over answered and unanswered, 0..1: of those whose time is up; None of nobody."""
        over = self.answered + self.unanswered
        return self.unanswered / over if over else None
