"""Who in a thread was answered by whom, and who waits.

Where a platform shows which remark a reply answers, only its writer is answered by it. A reply that answers the
opening post, or that does not say what it answers, speaks to everybody who waits in the thread, as long as nobody
there answered a single remark: then the opening post is its writer's, like any other. A reply to a reply of ours
carries on with that one.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from mentionwatch.conversation import Remark, Thread, Wait
from mentionwatch.model import Intent

IsOurs = Callable[[Remark], bool]
"""Whether an account of ours wrote a remark."""

NO_ANSWER: frozenset[Intent] = frozenset({"news", "advertisement", "job"})
"""Mentions that nobody expects an answer to."""
ASKING: frozenset[Intent] = frozenset({"complaint", "question", "cancellation"})
"""What somebody who joins a thread wants if they want an answer; others chat."""


def waits(thread: Thread, topic: str, is_ours: IsOurs) -> list[Wait]:
    """Everybody who wants an answer from the owner of a topic in a thread, in the order in which they began to."""
    return list(_Conversation(thread, topic, is_ours).waits())


def joined(thread: Thread, topic: str, is_ours: IsOurs) -> list[Remark]:
    """The first remark of everybody who came to the thread of a mention without mentioning the topic."""
    return list(_Conversation(thread, topic, is_ours).joined())


def answers(thread: Thread, is_ours: IsOurs) -> dict[int, Remark]:
    """By the key of each remark that was answered, the first reply of ours that answers it."""
    crowd = _Crowd(thread, is_ours)
    found: dict[int, Remark] = {}
    waiting: list[Remark] = []
    for remark in sorted(thread.remarks, key=lambda one: (one.at, is_ours(one), one.key)):
        if not is_ours(remark):
            waiting.append(remark)
            continue
        is_meant = crowd.addressees(remark)
        found |= {one.key: remark for one in waiting if is_meant(one)}
        waiting = [one for one in waiting if one.key not in found]
    return found


def below(place: int | None, replies: Iterable[tuple[int | None, int | None]]) -> list[bool]:
    """Which of some replies (their place and that of what they answer) stand below the remark at a place."""
    told = list(replies)
    answering: dict[int, list[int]] = defaultdict(list)
    for own, parent in told:
        if own is not None and parent is not None:
            answering[parent].append(own)
    under: set[int] = set()
    waiting = [] if place is None else [place]
    while waiting:
        own = waiting.pop()
        if own not in under:
            under.add(own)
            waiting += answering[own]
    return [parent is not None and parent in under for _, parent in told]


@dataclass(frozen=True)
class _Crowd:
    """The people of a thread, and whom a reply of ours addresses."""

    thread: Thread
    is_ours: IsOurs

    @cached_property
    def by_place(self) -> dict[int, Remark]:
        return {remark.place: remark for remark in self.thread.remarks if remark.place is not None}

    @cached_property
    def opening(self) -> Remark | None:
        """The remark that the thread began with, where it is known."""
        own = self.by_place.get(self.thread.place)
        first = (one for one in self.thread.remarks if one.parent is None and one.kind != "comment")
        return own or next(first, None)

    @cached_property
    def tops(self) -> frozenset[int | None]:
        """What is answered by a reply that answers nobody in particular."""
        return frozenset({self.thread.place, self.opening.place if self.opening else None, None})

    @cached_property
    def is_tree(self) -> bool:
        """Whether anybody answered a single remark here."""
        return any(remark.parent not in self.tops for remark in self.thread.remarks)

    def addressees(self, reply: Remark) -> Callable[[Remark], bool]:
        """Tells of each remark before a reply of ours whether that reply is meant for its writer."""
        target = self._target(reply)
        if target is None or (target in self.tops and not self.is_tree):
            return lambda remark: True
        meant = self.opening if target in self.tops else self.by_place.get(target)
        if meant is None:  # a remark that we do not know
            return lambda remark: False
        return lambda remark: _same_person(remark, meant)

    def _target(self, reply: Remark) -> int | None:
        """The place of what a reply answers, past replies of ours."""
        seen: set[int] = set()
        target = reply.parent
        while target is not None and target not in seen and target in self.by_place:
            seen.add(target)
            if not self.is_ours(self.by_place[target]):
                return target
            target = self.by_place[target].parent
        return target


def _same_person(one: Remark, other: Remark) -> bool:
    return one.key == other.key or (one.writer is not None and one.writer == other.writer)


class _Conversation:
    """A thread as far as it concerns one topic."""

    def __init__(self, thread: Thread, topic: str, is_ours: IsOurs) -> None:
        self.thread, self.topic = thread, topic
        self.is_ours = is_ours
        self.crowd = _Crowd(thread, is_ours)
        self._above: dict[int, Remark | None] = {}

    def waits(self) -> Iterator[Wait]:
        answered = answers(self.thread, self.is_ours)
        for remarks in self._people():
            wanting = [remark for remark in remarks if self._wants(remark)]
            if wanting:
                yield self._wait(wanting, answered)

    def joined(self) -> Iterator[Remark]:
        for remarks in self._people():
            if not any(self._is_mention(remark) for remark in remarks):
                yield remarks[0]

    def _people(self) -> list[list[Remark]]:
        """What each person said that concerns the topic, oldest first."""
        people: dict[tuple[str, int], list[Remark]] = defaultdict(list)
        for remark in self.thread.remarks:
            if not self.is_ours(remark) and self._mention_above(remark) is not None:
                person = ("key", remark.key) if remark.writer is None else ("writer", remark.writer)
                people[person].append(remark)
        return list(people.values())

    def _wait(self, wanting: Sequence[Remark], answered: dict[int, Remark]) -> Wait:
        first = wanting[0]
        mention = next((one for one in wanting if self._is_mention(one)), None)
        above = mention or self._mention_above(first) or first
        reply = min(
            (answered[one.key] for one in wanting if one.key in answered),
            key=lambda one: (one.at, one.key),
            default=None,
        )
        noted = [time for one in wanting if (time := self._noted(one))]
        return Wait(
            thread=self.thread.url,
            place=self.thread.place,
            mention=above.concerns[self.topic].mention,
            asked=first,
            joined=mention is None,
            answer=reply,
            answered=reply.at if reply else min(noted, default=None),
            withdrawn=_withdrawn(wanting),
            watched=self.thread.looked,
        )

    def _noted(self, remark: Remark) -> datetime | None:
        """When somebody said that they answered, in this thread or elsewhere."""
        concern = remark.concerns.get(self.topic)
        return max(concern.answered, remark.at) if concern and concern.answered else None

    def _is_mention(self, remark: Remark) -> bool:
        concern = remark.concerns.get(self.topic)
        return concern is not None and not concern.doubtful and concern.status != "ignored"

    def _wants(self, remark: Remark) -> bool:
        if self._is_mention(remark):
            return remark.kind != "article" and remark.intent not in NO_ANSWER
        return remark.intent in ASKING

    def _mention_above(self, remark: Remark) -> Remark | None:
        """The mention that a remark is, that it stands below, or that began the thread in which it stands."""
        passed: dict[int, None] = {}
        one: Remark | None = remark
        while one is not None and one.key not in passed and one.key not in self._above:
            if not self.is_ours(one) and self._is_mention(one):
                self._above[one.key] = one
                break
            passed[one.key] = None
            one = self._parent(one)
        found = self._above.get(one.key) if one else None
        self._above |= dict.fromkeys(passed, found)
        return found

    def _parent(self, remark: Remark) -> Remark | None:
        if remark.parent is not None and remark.parent in self.crowd.by_place:
            return self.crowd.by_place[remark.parent]
        return self.crowd.opening if remark.parent in self.crowd.tops else None


def _withdrawn(remarks: Sequence[Remark]) -> datetime | None:
    gone = [remark.gone for remark in remarks]
    return max(time for time in gone if time) if all(gone) else None
