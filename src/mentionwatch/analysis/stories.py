"""Stories: different texts about one event, in one language or two.

A text becomes two vectors of its lemmas, names and numbers, weighted by rarity (TF-IDF over a fixed table, so that
a comparison never depends on what else was read): one of its beginning, where the title counts four times, and one
of the whole. A report joins the story whose first report, its *lead*, is most like it: 0.7 of the one cosine and 0.3
of the other, at least 0.35; after two days a week halves it. Where one text is Cyrillic and the other Latin, shared
names (by sound), amounts and directions of the verb decide. Texts of one day that say of one name that it is down
are of one outage, whatever their words (`outages`). However alike, contradictory facts keep texts apart
(`contradictions`).

Reports are compared with leads only, in the order of publication: stories do not grow into one another by chains,
and the result depends on what was published when, not on the order in which it arrived.
"""

from __future__ import annotations

import math
import re
from bisect import bisect_left, insort
from collections import defaultdict
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cached_property, lru_cache
from itertools import islice
from typing import TYPE_CHECKING, Literal, Protocol

from mentionwatch.analysis.contradictions import Contradiction, contradict, contradictions
from mentionwatch.analysis.facts import Facts, facts_of
from mentionwatch.analysis.lemmas import CYRILLIC, WORD, lemma
from mentionwatch.analysis.outages import outage
from mentionwatch.analysis.words import RAREST, RARITY

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

ALIKE = 0.35
"""The least likeness of a report and the lead of its story."""
ALIKE_SHORT = 0.42
"""The same where one of them says little: fewer than ten words that mean something."""
ALIKE_ACROSS = 2.5
"""The least evidence across scripts: a shared name or amount counts one, a shared direction a half."""
FRESH = timedelta(hours=48)
"""How long after the lead a report is as good as simultaneous."""

OUTAGE = timedelta(hours=24)
"""So long after the first report of an outage others are of the same."""

_HALVED = timedelta(days=7)
WINDOW = timedelta(days=14)
"""How long after its lead a story takes in reports."""
_TITLE_WEIGHT = 4
_HEAD = 600
_WHOLE = 4000
_WHOLE_WEIGHT = 0.3
_BEGINS_ALIKE = 0.75
_NAME_WEIGHT = 1.5
_NUMBER_WEIGHT = 0.3
_SHORT = 10
_MEANS = 3.0
_TERMS = 12
_LEADS = 20
_NAME_TELLS = 0.2
_OUTAGE_TELLS = 1.0
_COMPARED = 10
"""Facts are compared with so many of the leads that are alike; where all of these contradict, the rest will, too."""
_TOLD = 5
_REMEMBERED = 100_000
_WITHOUT_BEST = 0.4
_WITHOUT_BEST_SHORT = 0.6
_NOISE = re.compile(r"(?:https?://|www\.)\S*|(?<!\w)rt\s+@\w+:?|@\w+", re.IGNORECASE)

Evidence = Literal["words", "names", "numbers", "direction", "outage"]


@dataclass(frozen=True, kw_only=True)
class Report:
    """A text with the time it counts for; what it says is worked out once, when first needed."""

    id: int
    published: datetime
    text: str
    title: str | None = None

    @property
    def order(self) -> tuple[datetime, int]:
        return self.published, self.id

    @cached_property
    def facts(self) -> Facts:
        return facts_of(self.title, self.text)

    @cached_property
    def vector(self) -> dict[str, float]:
        return self._vector(_HEAD)

    @cached_property
    def whole(self) -> dict[str, float]:
        return self.vector if len(self.text) <= _HEAD else self._vector(_WHOLE)

    def _vector(self, size: int) -> dict[str, float]:
        headline = self.facts.headline
        body = self.text if self.title else self.text[len(headline) :]
        return _vector(((headline, _TITLE_WEIGHT), (body[:size], 1)))

    @cached_property
    def terms(self) -> dict[str, float]:
        """The weightiest terms, of which texts about one event nearly always share one, and what each tells."""
        weighty = sorted(sorted(self.vector), key=self.vector.__getitem__, reverse=True)[:_TERMS]
        names = {f"@{name}": _NAME_TELLS for name in sorted(self.facts.names) if len(name) > 1}
        return {term: self.vector[term] for term in weighty} | names | self._outage_terms()

    def _outage_terms(self) -> dict[str, float]:
        """Two terms that reports of one outage share, and with most others neither."""
        if self.outage is None:
            return {}
        places = (f"!outage @{name}" for name in sorted(self.facts.mentioned)[:_TERMS])
        return {"!outage": 0.0} | dict.fromkeys(places, _OUTAGE_TELLS)

    @cached_property
    def outage(self) -> str | None:
        """The words by which it says that something is down."""
        return outage(f"{self.title}\n{self.text}" if self.title else self.text)

    @cached_property
    def cyrillic(self) -> bool:
        headline = self.facts.headline.lower()
        return 2 * len(CYRILLIC.findall(headline)) > sum(map(str.isalpha, headline))

    @cached_property
    def means(self) -> int:
        """How many of its words mean something by themselves."""
        return sum(RARITY.get(term, RAREST) >= _MEANS for term in self.vector)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """What two texts share, most telling first."""

    kind: Evidence
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """Why a report belongs to the story of ``lead``. ``score`` is 1 at the threshold; a lead gives no reasons."""

    lead: int
    score: float
    why: tuple[Reason, ...] = ()


class Leads(Protocol):
    """The leads of stories so far."""

    def near(self, terms: Mapping[str, float], since: datetime, most: int) -> Sequence[Report]:
        """The ``most`` leads published since then whose shared terms tell most."""
        ...


def link(report: Report, leads: Leads) -> Link:
    """The story that a report belongs to, which may be its own. All leads are earlier than the report."""
    since = report.published - WINDOW
    scored = ((_score(report, lead), lead) for lead in leads.near(report.terms, since, _LEADS))
    alike = sorted((pair for pair in scored if pair[0] >= 1), key=lambda pair: (-pair[0], pair[1].id))
    for score, lead in alike[:_COMPARED]:
        if not contradict(report.facts, lead.facts):
            return Link(lead=lead.id, score=score, why=tuple(_reasons(report, lead)))
    return Link(lead=report.id, score=math.inf)


def compare(one: Report, other: Report) -> tuple[float, list[Contradiction]]:
    """How alike two reports are, 1 at the threshold, and what they contradict each other in."""
    return _likeness(one, other) * _freshness(one, other), contradictions(one.facts, other.facts)


@dataclass
class Stories:
    """The stories of a set of reports, kept right while more arrive, in whatever order."""

    links: dict[int, Link] = field(default_factory=dict)
    _reports: list[Report] = field(default_factory=list)
    _leads: MemoryLeads = field(default_factory=lambda: MemoryLeads())

    def add(self, report: Report) -> None:
        """Place a report; one that comes late has everything published after it placed anew."""
        place = bisect_left(self._reports, report.order, key=lambda known: known.order)
        insort(self._reports, report, key=lambda known: known.order)
        later = self._reports[place:]
        for known in later[1:]:
            self._leads.remove(known)
        for known in later:
            self.links[known.id] = link(known, self._leads)
            if self.links[known.id].lead == known.id:
                self._leads.add(known)

    def groups(self) -> dict[int, list[int]]:
        """The reports of each story, by its lead, in the order of publication."""
        found: dict[int, list[int]] = defaultdict(list)
        for report in self._reports:
            found[self.links[report.id].lead].append(report.id)
        return dict(found)


@dataclass
class MemoryLeads:
    """Leads kept in memory."""

    _by_term: dict[str, dict[int, Report]] = field(default_factory=lambda: defaultdict(dict))

    def near(self, terms: Mapping[str, float], since: datetime, most: int) -> Sequence[Report]:
        tell: dict[int, float] = defaultdict(float)
        known: dict[int, Report] = {}
        for term, weight in terms.items():
            known |= self._by_term.get(term, {})
            for number in self._by_term.get(term, ()):
                tell[number] += weight
        fresh = (known[number] for number in sorted(known, key=lambda number: (-tell[number], number)))
        return list(islice((lead for lead in fresh if lead.published >= since), most))

    def add(self, lead: Report) -> None:
        for term in lead.terms:
            self._by_term[term][lead.id] = lead

    def remove(self, lead: Report) -> None:
        """Forget a lead; nothing happens where it was none."""
        for term in lead.terms:
            self._by_term[term].pop(lead.id, None)


def group(reports: Iterable[Report]) -> dict[int, Link]:
    """The story of each report."""
    stories = Stories()
    for report in sorted(reports, key=lambda report: report.order):
        stories.add(report)
    return stories.links


def _score(report: Report, lead: Report) -> float:
    """How alike a report and a lead are, 1 at the threshold."""
    score = _likeness(report, lead)
    score *= _freshness(report, lead) if score else 1.0
    return 1.0 if score < 1 and _of_one_outage(report, lead) else score


def _of_one_outage(one: Report, other: Report) -> bool:
    if one.outage is None or other.outage is None or abs(one.published - other.published) > OUTAGE:
        return False
    return any(len(name) > 2 for name in one.facts.mentioned & other.facts.mentioned)


def _freshness(one: Report, other: Report) -> float:
    apart = abs(one.published - other.published) - FRESH
    return 1.0 if apart <= timedelta(0) else float(0.5 ** (apart / _HALVED))


def _likeness(one: Report, other: Report) -> float:
    if one.cyrillic != other.cyrillic:
        return _across(one, other)
    short = min(one.means, other.means) < _SHORT
    least, without_best = (ALIKE_SHORT, _WITHOUT_BEST_SHORT) if short else (ALIKE, _WITHOUT_BEST)
    beginning = _products(one.vector, other.vector)
    alike = math.fsum(beginning)
    if alike - max(beginning, default=0.0) < without_best * least:
        return 0.0  # only one word in common: the name that everybody here writes about
    if alike < _BEGINS_ALIKE * least:
        return 0.0  # the rest of a long text would not make up for it, and costs most
    whole = math.fsum(_products(one.whole, other.whole))
    likeness = (1 - _WHOLE_WEIGHT) * alike + _WHOLE_WEIGHT * whole
    return likeness / least


def _products(one: dict[str, float], other: dict[str, float]) -> list[float]:
    """Those of the weights of each term that both have, in no order."""
    fewer, more = (one, other) if len(one) < len(other) else (other, one)
    return [weight * more[term] for term, weight in fewer.items() if term in more]


def _across(one: Report, other: Report) -> float:
    names, numbers = _shared_names(one, other), _shared_numbers(one, other)
    if not names:
        return 0.0
    return (len(names) + len(numbers) + len(_shared_directions(one, other)) / 2) / ALIKE_ACROSS


def _shared_names(one: Report, other: Report) -> list[str]:
    """Names of either headline that the other text mentions; short sounds agree too easily."""
    shared = {
        name: facts.names[name]
        for facts, mentioned in ((one.facts, other.facts.mentioned), (other.facts, one.facts.mentioned))
        for name in facts.names
        if name in mentioned and len(name) > 2
    }
    return [shared[name] for name in sorted(shared)]


def _shared_numbers(one: Report, other: Report) -> list[str]:
    """Amounts of either headline that the other text has; small counts agree too easily."""
    shared = {
        amount.value: amount.text
        for facts, figures in ((one.facts, other.facts.figures), (other.facts, one.facts.figures))
        for amount in facts.amounts
        if amount.value in figures and (amount.value > 12 or not amount.value.is_integer())
    }
    return [shared[value] for value in sorted(shared)]


def _shared_directions(one: Report, other: Report) -> list[str]:
    mine, theirs = one.facts.directions, other.facts.directions
    return [
        word for subject, (side, word) in mine.items() if subject in theirs and theirs[subject][0] == side
    ]


def _reasons(one: Report, other: Report) -> Iterator[Reason]:
    products = {
        term: weight * other.vector[term] for term, weight in one.vector.items() if term in other.vector
    }
    words = [
        term for term in products
        if not any(map(str.isdigit, term)) and RARITY.get(term, RAREST) >= _MEANS
    ]  # fmt: skip
    telling = tuple(sorted(words, key=lambda term: (-products[term], term))[:_TOLD])
    evidence: tuple[tuple[Evidence, Sequence[str]], ...] = (
        ("outage", [one.outage, other.outage] if one.outage and other.outage else []),
        ("names", _shared_names(one, other)),
        ("numbers", _shared_numbers(one, other)),
        ("direction", _shared_directions(one, other)),
        ("words", telling),
    )
    return (Reason(kind=kind, words=tuple(shared)) for kind, shared in evidence if shared)


def _vector(parts: Iterable[tuple[str, float]]) -> dict[str, float]:
    counts: dict[str, float] = defaultdict(float)
    for text, weight in parts:
        words = WORD.findall(_NOISE.sub(" ", text) if _may_be_noisy(text) else text)
        for word in words[:1]:
            term, weighs = _term(word)
            counts[term] += weight * min(1.0, weighs)  # tall whatever it is
        for term, weighs in map(_term, words[1:]):
            counts[term] += weight * weighs
    weights = {term: math.log1p(count) * RARITY.get(term, RAREST) for term, count in counts.items()}
    length = math.sqrt(math.fsum(weight * weight for weight in weights.values())) or 1.0
    return {term: weight / length for term, weight in weights.items()}


def _may_be_noisy(text: str) -> bool:
    """A cheap test: most texts hold neither a name with @ nor an address."""
    return "@" in text or "://" in text or "www." in text.lower()


@lru_cache(_REMEMBERED)
def _term(word: str) -> tuple[str, float]:
    """What a word counts as, and how much."""
    if not word.isalpha() and any(map(str.isdigit, word)):
        return lemma(word), _NUMBER_WEIGHT
    return lemma(word), _NAME_WEIGHT if word[0].isupper() else 1.0
