"""The response clock: how soon people are answered, how many are not, and with what."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from mentionwatch.analysis.answers import IsOurs, joined, waits
from mentionwatch.analysis.hours import WorkingHours
from mentionwatch.analysis.sameness import template, templates
from mentionwatch.analysis.survival import quantile
from mentionwatch.conversation import Neglected, Remark, Responses, Slot, Template, Thread, Wait
from mentionwatch.model import Period

HALF = 0.5
MOST = 0.9
THREADS = 10
"""So many threads, templates and examples are told."""

Promise = Callable[[Wait], timedelta | None]
"""How soon, in working hours, somebody who waits was promised an answer."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """How answering is measured.

    Who asked in ``period`` counts; what became of it is told as of ``now``. ``is_ours`` knows the accounts that
    answer, ``hours`` when they work and in which time zone hours and weekdays are, ``promise`` what was promised.
    """

    period: Period
    now: datetime
    is_ours: IsOurs
    hours: WorkingHours
    promise: Promise

    def due(self, wait: Wait) -> datetime | None:
        """When an answer is due by what was promised; None where nothing was."""
        promised = self.promise(wait)
        return self.hours.after(wait.asked.at, promised) if promised is not None else None

    def holds(self, time: datetime | None) -> bool:
        """Whether a time is in the period."""
        return time is not None and self.period.start <= time < self.period.end


def responses(topic: str, accounts: Sequence[str], threads: Sequence[Thread], measure: Measure) -> Responses:
    """How those are answered who asked about a topic, by ``accounts``, the names that a person knows them by."""
    found = [
        wait
        for thread in threads
        for wait in waits(thread, topic, measure.is_ours)
        if measure.holds(wait.asked.at)
    ]
    open_ = [wait for wait in found if _state(wait, measure) == "unanswered"]
    states = Counter(_state(wait, measure) for wait in found)
    timed = [wait for wait in found if wait.watched is not None]
    return Responses(
        topic=topic,
        accounts=tuple(accounts),
        asked=len(found),
        answered=states["answered"],
        late=sum(_is_late(wait, measure) for wait in found),
        pending=states["pending"],
        unanswered=states["unanswered"],
        withdrawn=states["withdrawn"],
        unseen=states["unseen"],
        median=quantile(_spans(timed, measure), HALF),
        percentile=quantile(_spans(timed, measure), MOST),
        working_median=quantile(_spans(timed, measure, measure.hours), HALF),
        working_percentile=quantile(_spans(timed, measure, measure.hours), MOST),
        oldest=min((wait.asked.at for wait in open_), default=None),
        hours=_slots(timed, measure, 24, lambda time: time.hour),
        weekdays=_slots(timed, measure, 7, lambda time: time.weekday()),
        joined=_joined(topic, threads, measure),
        joined_asked=sum(wait.joined for wait in found),
        ignored=sum(wait.joined for wait in open_),
        languages=_languages(found),
        neglected=_neglected(open_),
        **_said(topic, threads, measure),  # type: ignore[arg-type]
    )


def _state(wait: Wait, measure: Measure) -> str:
    if wait.answered is not None and wait.answered <= measure.now:
        return "answered"
    if wait.withdrawn is not None:
        return "withdrawn"
    if wait.watched is None:
        return "unseen"
    due = measure.due(wait)
    return "pending" if due is not None and measure.now < due else "unanswered"


def _is_late(wait: Wait, measure: Measure) -> bool:
    due = measure.due(wait)
    return due is not None and wait.answered is not None and due < wait.answered <= measure.now


def _end(wait: Wait, measure: Measure) -> datetime:
    """The answer, or else the last moment of which it is known that there was none."""
    if wait.answered is not None and wait.answered <= measure.now:
        return wait.answered
    ends = [time for time in (wait.withdrawn, wait.watched, measure.now) if time is not None]
    return max(wait.asked.at, min(ends))


def _spans(
    waits: Iterable[Wait], measure: Measure, hours: WorkingHours | None = None
) -> list[tuple[timedelta, bool]]:
    """How long each waited, in working hours where they are given, and whether they were answered."""
    spans = []
    for wait in waits:
        end = _end(wait, measure)
        span = hours.between(wait.asked.at, end) if hours else end - wait.asked.at
        spans.append((span, wait.answered is not None and wait.answered <= measure.now))
    return spans


def _slots(
    waits: Sequence[Wait], measure: Measure, size: int, number: Callable[[datetime], int]
) -> tuple[Slot, ...]:
    """Those who asked, by the hour or weekday of their asking where the desk is."""
    zone = ZoneInfo(measure.hours.zone)
    by_number: dict[int, list[Wait]] = defaultdict(list)
    for wait in waits:
        by_number[number(wait.asked.at.astimezone(zone))].append(wait)
    return tuple(_slot(place, by_number[place], measure) for place in range(size))


def _slot(number: int, waits: Sequence[Wait], measure: Measure) -> Slot:
    spans = _spans(waits, measure)
    answered = sum(is_answered for _, is_answered in spans)
    return Slot(number=number, asked=len(spans), answered=answered, median=quantile(spans, HALF))


def _joined(topic: str, threads: Sequence[Thread], measure: Measure) -> int:
    return sum(
        measure.holds(remark.at) for thread in threads for remark in joined(thread, topic, measure.is_ours)
    )


def _languages(waits: Iterable[Wait]) -> tuple[tuple[str, str, int], ...]:
    """The languages asked and answered in, where both are known, the commonest pair first."""
    pairs = Counter(
        (wait.asked.language, wait.answer.language)
        for wait in waits
        if wait.answer and wait.answer.language and wait.asked.language
    )
    told = sorted(pairs.items(), key=lambda one: (-one[1], one[0]))
    return tuple((asked, answered, count) for (asked, answered), count in told)


def _neglected(waits: Sequence[Wait]) -> tuple[Neglected, ...]:
    """The threads in which most people wait, of as many the longest first."""
    threads: dict[int, list[Wait]] = defaultdict(list)
    for wait in waits:
        threads[wait.place].append(wait)
    found = [
        Neglected(url=some[0].thread, mention=some[0].mention, people=len(some), since=some[0].asked.at)
        for some in (sorted(each, key=lambda one: (one.asked.at, one.asked.key)) for each in threads.values())
    ]
    found.sort(key=lambda one: (-one.people, one.since, one.mention))
    return tuple(found[:THREADS])


def _said(topic: str, threads: Sequence[Thread], measure: Measure) -> dict[str, object]:
    """What the replies in the threads of a topic are like, and what of the threads was deleted."""
    remarks = [remark for thread in threads if _concerns(thread, topic) for remark in thread.remarks]
    ours = [one for one in remarks if measure.is_ours(one) and measure.holds(one.at)]
    referring = sorted((one for one in ours if one.refers), key=lambda one: (one.at, one.key))
    repeated = templates(ours)
    return {
        "replies": len(ours),
        "identical": sum(one.count - 1 for one in repeated),
        "templates": tuple(repeated[:THREADS]),
        "referred": len(referring),
        "referrals": _examples(referring),
        "gone_theirs": _gone(remarks, measure, ours=False),
        "gone_ours": _gone(remarks, measure, ours=True),
    }


def _examples(replies: Sequence[Remark]) -> tuple[Template, ...]:
    """One template of each wording, those of most replies first."""
    alike: dict[int, list[Remark]] = defaultdict(list)
    for one in replies:
        alike[one.key if one.wording is None else one.wording].append(one)
    found = sorted(alike.values(), key=lambda some: (-len(some), some[0].at, some[0].key))
    return tuple(template(some) for some in found[:THREADS])


def _concerns(thread: Thread, topic: str) -> bool:
    return any(topic in remark.concerns for remark in thread.remarks)


def _gone(remarks: Iterable[Remark], measure: Measure, *, ours: bool) -> int:
    return sum(measure.holds(one.gone) for one in remarks if measure.is_ours(one) == ours)
