"""The inbox: what waits for an answer, as cards, most urgent first.

    store.inbox -> gathering (threads, stories) -> urgency -> the most urgent of each section, with their texts
        -> those who ask the same -> playbook -> cards

All that waits is ranked, without its texts; texts are read of what is shown.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, cast

from mentionwatch.analysis.answers import waits
from mentionwatch.analysis.cards import Card, Inbox, Participant, Wanted
from mentionwatch.analysis.gathering import Heap, gather, joined_by, plight
from mentionwatch.analysis.playbook import Case, Playbook, Promise, is_spiking
from mentionwatch.analysis.urgency import SECTIONS, Section, urgency
from mentionwatch.conversation import Remark, Thread
from mentionwatch.findings import spikes
from mentionwatch.model import Filter, Mention, Period, Spike, Topic
from mentionwatch.store import Store
from mentionwatch.store.threads import account

if TYPE_CHECKING:
    from mentionwatch.store.inbox import Waiting

WINDOW = timedelta(days=30)
"""So far back the inbox looks unless it is told otherwise: later an answer helps nobody."""
_MEMBERS = 100
"""So many texts of one card are read."""
_PROMISED = 10
"""So many of those who wait longest are held against the playbook, and the lead."""
_CANDIDATES = 500
"""So many cards of a section are read where only some of them are asked for."""
_SPARE = 2
"""So many times the cards asked for are read, since those who ask the same become one."""
_SPIKES = timedelta(days=7)


def inbox(store: Store, wanted: Wanted, topics: Sequence[Topic], playbook: Playbook, now: datetime) -> Inbox:
    """The cards of what waits. ``topics`` tell which accounts are ours, and which words say nothing."""
    waiting = store.inbox(wanted.asked, wanted.stage, now)
    ranked = _ranked(gather(waiting), now)
    totals = {name: len(heaps) for name, heaps in ranked.items()}
    most = _SPARE * wanted.limit if wanted.assignee is None else _CANDIDATES
    heaps = [heap for some in ranked.values() for heap in some[:most]]
    maker = _Maker.of(store, heaps, wanted.asked, playbook, now)
    asking = _same_question(heaps, maker.mentions, topics)
    cards = [maker.card(heap) for heap in asking]
    if wanted.assignee is not None:
        cards = [card for card in cards if (card.assignee or "").casefold() == wanted.assignee.casefold()]
        totals = {name: sum(card.section == name for card in cards) for name in SECTIONS}
    cards = _most_urgent(cards, wanted.limit)
    return Inbox(
        made=now, cards=_with_others(store, cards, topics, now), totals=totals, mentions=len(waiting)
    )


def _ranked(heaps: Iterable[Heap], now: datetime) -> dict[Section, list[Heap]]:
    """The heaps of each section, most urgent first; of equals the one that waits longest."""
    found: dict[Section, list[Heap]] = {name: [] for name in SECTIONS}
    for heap in heaps:
        found[heap.section].append(heap)
    for some in found.values():
        some.sort(key=lambda heap: (-urgency(plight(heap, now)).total, heap.waiting[0].at))
    return found


def _most_urgent(cards: Iterable[Card], limit: int) -> list[Card]:
    ordered = sorted(cards, key=lambda card: (-card.urgency.total, card.since, card.lead.id))
    return [card for name in SECTIONS for card in [one for one in ordered if one.section == name][:limit]]


def _same_question(
    heaps: Sequence[Heap], mentions: Mapping[int, Mention], topics: Sequence[Topic]
) -> list[Heap]:
    """The heaps, those who ask the same in one."""
    asking = [heap for heap in heaps if heap.section == "questions" and heap.people == 1]
    if len(asking) < 2:  # one question is like no other
        return list(heaps)
    from mentionwatch.analysis.subjects import same_question  # loads dictionaries

    texts = [mentions[lead].post.whole if (lead := _rows(heap)[0].id) in mentions else "" for heap in asking]
    leads = same_question(texts, own=[topic.name for topic in topics])
    keys = {id(heap): lead for heap, lead in zip(asking, leads, strict=True)}
    return joined_by(heaps, [keys.get(id(heap)) for heap in heaps])


def _rows(heap: Heap) -> tuple[Waiting, ...]:
    return cast("tuple[Waiting, ...]", heap.waiting)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Maker:
    """Makes cards out of heaps whose texts were read."""

    mentions: Mapping[int, Mention]
    playbook: Playbook
    spikes: Sequence[Spike]
    now: datetime

    @classmethod
    def of(
        cls, store: Store, heaps: Sequence[Heap], asked: Filter, playbook: Playbook, now: datetime
    ) -> _Maker:
        """With all that has to be read for these heaps."""
        numbers = [row.id for heap in heaps for row in _read_of(heap, now)]
        found: Sequence[Spike] = ()
        if playbook.asks_for_spikes:
            found = spikes(store, Filter(topics=asked.topics), Period(start=now - _SPIKES, end=now))
        mentions = {mention.id: mention for mention in store.chosen(numbers)}
        return cls(mentions=mentions, playbook=playbook, spikes=found, now=now)

    def card(self, heap: Heap) -> Card:
        """The card of a heap."""
        rows = _rows(heap)
        lead = _lead(rows, self.now)
        promised = self._promise(rows, lead)
        rule = promised.rule if promised else None
        state = plight(heap, self.now)
        taken = [row.assignee for row in (lead, *rows) if row.assignee]
        put_off = [m.snoozed for row in rows if (m := self.mentions.get(row.id)) and m.snoozed]
        return Card(
            section=heap.section,
            bond=heap.bond,
            lead=self.mentions[lead.id],
            ids=tuple(row.id for row in rows),
            participants=self._participants(rows),
            others=(),
            plight=state,
            urgency=urgency(state),
            since=rows[0].at,
            status="open" if any(row.status == "open" for row in rows) else lead.status,
            assignee=taken[0] if taken else rule.assign if rule else None,
            snoozed=min((time for time in put_off if time > self.now), default=None),
            rule=rule,
            due=promised.due if promised else None,
            escalates=promised.escalates if promised else None,
        )

    def _promise(self, rows: Sequence[Waiting], lead: Waiting) -> Promise | None:
        """The promise that falls due first; of those that never do, the lead's."""
        made = [
            promise
            for row in (lead, *rows[:_PROMISED])
            if row.id in self.mentions and (promise := self.playbook.promise(self._case(row), row.at))
        ]
        due = [promise for promise in made if promise.due]
        if due:
            return min(due, key=lambda promise: (promise.due or self.now, promise.escalates or self.now))
        return made[0] if made else None

    def _case(self, row: Waiting) -> Case:
        mention = self.mentions[row.id]
        return Case(
            mention=mention, reach=row.reach, urgent=row.haste, spiking=is_spiking(mention, self.spikes)
        )

    def _participants(self, rows: Sequence[Waiting]) -> tuple[Participant, ...]:
        people: dict[int, list[Waiting]] = {}
        for row in rows:
            people.setdefault(row.person, []).append(row)
        return tuple(
            Participant(
                ids=tuple(row.id for row in some),
                since=some[0].at,
                mention=next((self.mentions[row.id] for row in some if row.id in self.mentions), None),
            )
            for some in people.values()
        )


def _lead(rows: Sequence[Waiting], now: datetime) -> Waiting:
    """The most urgent; of equals the one that waits longest."""
    return max(rows, key=lambda row: urgency(plight(Heap(waiting=(row,)), now)).total)


def _read_of(heap: Heap, now: datetime) -> Iterable[Waiting]:
    """What is read of a heap: all of it, or of a large one the first, and the lead."""
    rows = _rows(heap)
    return rows if len(rows) <= _MEMBERS else (*rows[:_MEMBERS], _lead(rows, now))


def _with_others(
    store: Store, cards: Sequence[Card], topics: Sequence[Topic], now: datetime
) -> tuple[Card, ...]:
    """The cards with those who joined their threads without a mention, and want an answer."""
    places = {card.lead.id: place for card in cards if (place := _place(card)) is not None}
    threads = {thread.place: thread for thread in store.conversations(places.values())}
    own = {topic.name: frozenset(map(account, topic.own_accounts)) for topic in topics}
    found = []
    for card in cards:
        thread = threads.get(places.get(card.lead.id, 0))
        others = _others(thread, card, own.get(card.lead.topic, frozenset()), now) if thread else ()
        found.append(_grown(card, others) if others else card)
    return tuple(_most_urgent(found, len(found)))


def _place(card: Card) -> int | None:
    from mentionwatch.store.threads import place

    address = card.lead.post.thread or card.lead.post.url
    return place(address) if address else None


def _others(thread: Thread, card: Card, own: frozenset[int], now: datetime) -> tuple[Remark, ...]:
    found = waits(thread, card.lead.topic, lambda remark: not own.isdisjoint(remark.accounts))
    return tuple(
        wait.asked
        for wait in found
        if wait.joined and wait.withdrawn is None and not (wait.answered and wait.answered <= now)
    )


def _grown(card: Card, others: tuple[Remark, ...]) -> Card:
    state = replace(card.plight, people=card.plight.people + len(others))
    return replace(card, others=others, plight=state, urgency=urgency(state))
