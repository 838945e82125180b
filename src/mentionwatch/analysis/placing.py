"""Placing texts that arrive: each beside its copies, and in the story of the event that it tells of.

    copies: text -> its wording -> the original, the earliest text of that wording
    stories: original -> its report -> the lead, the earliest report of that event

The rules are those of `sketches` and `stories`. Only originals are reports. What arrives late changes only what was
published within two weeks after a lead that came or went and shares two of its terms: that is placed anew, in the
order of publication, and nothing else is looked at. So the result is that of placing all in order, and a text costs
the same however much is kept.
"""

from __future__ import annotations

import math
from collections import Counter, OrderedDict, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from heapq import merge
from typing import Generic, Protocol, TypeAlias, TypeVar
from zlib import crc32

from mentionwatch.analysis.contradictions import contradict
from mentionwatch.analysis.stories import WINDOW, Link, Report, link
from mentionwatch.text.neardup import Wording, wording
from mentionwatch.text.sketches import Copy, Kept, copies, keys

SHARED = 2
"""So many terms must a report share with a lead: the name that everybody here writes about is one."""

_REMEMBERED = 10_000
_AGO = datetime.min.replace(tzinfo=UTC)

Order: TypeAlias = tuple[datetime, int]
T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A text to be placed, with the time it counts for and any key of its author."""

    id: int
    published: datetime
    title: str | None
    text: str
    author: str | None = None

    @property
    def order(self) -> Order:
        return self.published, self.id


@dataclass(frozen=True, slots=True, kw_only=True)
class Original:
    """A text that is no copy, in its place: ``lead`` is None until it has one. ``terms`` are hashes."""

    id: int
    published: datetime
    lead: int | None = None
    terms: frozenset[int] = frozenset()

    @property
    def order(self) -> Order:
        return self.published, self.id

    @property
    def leads(self) -> bool:
        return self.lead == self.id


class Shelf(Protocol):
    """What is remembered of the texts that were placed."""

    def texts(self, ids: Sequence[int]) -> Sequence[Told]:
        """Those texts of these ids that there still are."""

    def alike(self, keys: Sequence[int], newest: int, most: int) -> Sequence[tuple[int, int]]:
        """Ids and originals: of the ``newest`` latest texts of each key the ``most`` that share most keys."""

    def originals(self, ids: Sequence[int]) -> Sequence[Original]:
        """Originals by their ids."""

    def after(self, order: Order) -> Iterator[Original]:
        """All originals that have a lead and come after, in order; they may be placed anew meanwhile."""

    def leads(self, terms: Iterable[int], since: datetime, before: Order) -> Mapping[int, Sequence[int]]:
        """The leads under each term, the latest, of those that were published since then and come before."""

    def add_text(self, told: Told, keys: Sequence[int]) -> None:
        """Remember a text as an original without a lead."""

    def add_copy(self, id: int, original: int, copy: Copy) -> None:  # noqa: A002
        """A text turned out to be a copy, and with it all that were copies of it."""

    def place(self, original: Original, link: Link) -> None:
        """An original has a lead now, perhaps another than before."""

    def remove_lead(self, original: Original) -> None:
        """An original leads no longer."""


def place(fresh: Iterable[Told], shelf: Shelf) -> None:
    """Place texts that were not placed before, in whatever order they come."""
    placing = _Placing(shelf)
    for told in sorted(fresh, key=lambda told: told.order):
        placing.copy_or_original(told)
    placing.sweep()


@dataclass
class _Cache(Generic[T]):
    """The last ten thousand of what is made from texts."""

    make: Callable[[Told], T]
    made: OrderedDict[int, T] = field(default_factory=OrderedDict)

    def of(self, told: Told) -> T:
        if told.id not in self.made:
            self.made[told.id] = self.make(told)
            if len(self.made) > _REMEMBERED:
                self.made.popitem(last=False)
        return self.made[told.id]

    def of_ids(self, ids: Sequence[int], shelf: Shelf) -> dict[int, T]:
        missing = [number for number in ids if number not in self.made]
        fetched = {told.id: self.of(told) for told in (shelf.texts(missing) if missing else ())}
        known = {number: self.made[number] for number in ids if number in self.made}
        return known | fetched


@dataclass
class _Changed:
    """The leads that came or went, by term: what was placed near them may belong elsewhere now."""

    until: datetime = _AGO
    by_term: dict[int, list[Original]] = field(default_factory=lambda: defaultdict(list))

    def add(self, lead: Original) -> None:
        self.until = max(self.until, lead.published + WINDOW)
        for term in lead.terms:
            self.by_term[term].append(lead)

    def touches(self, original: Original) -> bool:
        since = original.published - WINDOW
        shared = Counter(
            lead.id
            for term in original.terms & self.by_term.keys()
            for lead in self.by_term[term]
            if lead.published >= since
        )
        return any(count >= SHARED for count in shared.values())


class _Placing:
    def __init__(self, shelf: Shelf) -> None:
        self.shelf = shelf
        self.reports = _Cache(_report)
        self.wordings = _Cache(_wording)
        self.arrived: dict[int, Original] = {}
        self.gone: dict[int, Original] = {}

    # Copies

    def copy_or_original(self, told: Told) -> None:
        sketch = keys(self.wordings.of(told))
        alike = copies(self.wordings.of(told), sketch, self)
        found = [copy for copy in alike if not self._contradicted(told, copy)]
        self.shelf.add_text(told, sketch)
        self.arrived[told.id] = Original(id=told.id, published=told.published)
        if found:
            self._join(told.id, found)

    def near(self, keys: Sequence[int], newest: int, most: int) -> Sequence[Kept]:
        """The texts that are worth comparing (`sketches.Sketches`)."""
        near = self.shelf.alike(keys, newest, most)
        words = self.wordings.of_ids([number for number, _ in near], self.shelf)
        return [
            Kept(id=number, group=group, wording=words[number]) for number, group in near if number in words
        ]

    def _contradicted(self, told: Told, copy: Copy) -> bool:
        if copy.likeness.how == "same":
            return False
        other = self.reports.of_ids([copy.id], self.shelf)[copy.id]
        return contradict(self.reports.of(told).facts, other.facts)

    def _join(self, number: int, found: Sequence[Copy]) -> None:
        """The earliest text of all that have one wording is their original."""
        of_group = {copy.group: copy for copy in found}
        originals = sorted(self.shelf.originals([number, *of_group]), key=lambda known: known.order)
        first = originals[0]
        for other in originals[1:]:
            like = of_group.get(first.id, found[0]) if other.id == number else None
            self.shelf.add_copy(other.id, first.id, like or replace(of_group[other.id], id=number))
            if self.arrived.pop(other.id, None) is None:
                self.gone[other.id] = other

    # Stories

    def sweep(self) -> None:
        """Place all that arrived, and anew what that changes, in the order of publication."""
        changed = _Changed()
        waiting = len(self.arrived) + len(self.gone)
        ours = sorted([*self.arrived.values(), *self.gone.values()], key=lambda known: known.order)
        if not ours:
            return
        known = (other for other in self.shelf.after(ours[0].order) if other.id not in self.arrived)
        for original in merge(ours, known, key=lambda known: known.order):
            if original.id in self.gone:
                waiting -= 1
                self._remove(original, changed)
            elif original.id in self.arrived:
                waiting -= 1
                self._place(original, changed)
            elif not waiting and original.published > changed.until:
                return
            elif changed.touches(original):
                self._place(original, changed)

    def _remove(self, original: Original, changed: _Changed) -> None:
        if original.leads:
            self.shelf.remove_lead(original)
            changed.add(original)

    def _place(self, original: Original, changed: _Changed) -> None:
        report = self.reports.of_ids([original.id], self.shelf)[original.id]
        found = link(report, _Earlier(self, report))
        if found.lead == original.lead:
            return
        placed = Original(
            id=report.id,
            published=report.published,
            lead=found.lead,
            terms=frozenset(map(term_hash, report.terms)),
        )
        if original.leads:
            self.shelf.remove_lead(original)
        if original.leads or placed.leads:
            changed.add(placed)
        self.shelf.place(placed, found)


@dataclass(frozen=True, slots=True)
class _Earlier:
    """The leads that come before a report."""

    placing: _Placing
    report: Report

    def near(self, terms: Mapping[str, float], since: datetime, most: int) -> Sequence[Report]:
        weights = {term_hash(term): weight for term, weight in terms.items()}
        leads = self.placing.shelf.leads(weights, since, self.report.order)
        shared: dict[int, list[float]] = defaultdict(list)
        for term, numbers in leads.items():
            weight = weights[term]
            for number in numbers:
                shared[number].append(weight)
        tell = {number: math.fsum(parts) for number, parts in shared.items() if len(parts) >= SHARED}
        ranked = sorted(tell, key=lambda number: (-tell[number], number))[:most]
        known = self.placing.reports.of_ids(ranked, self.placing.shelf)
        return [known[number] for number in ranked if number in known]


def term_hash(term: str) -> int:
    """32 bits of a term; two terms of one hash share leads that no comparison confirms."""
    return crc32(term.encode())


def _report(told: Told) -> Report:
    return Report(id=told.id, published=told.published, title=told.title, text=told.text)


def _wording(told: Told) -> Wording:
    return wording(f"{told.title}\n{told.text}" if told.title else told.text, told.author)
