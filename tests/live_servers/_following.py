"""Looking again at what was found: what happened on the server since, and nothing that did not."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from live_servers._seeds import BY_KEY, DELETED, EDITED, REVISED, SEEDS, own
from mentionwatch.config import Config, load
from mentionwatch.follow import Round, follow
from mentionwatch.http import Network
from mentionwatch.model import Filter, Mention
from mentionwatch.store import Store

if TYPE_CHECKING:
    from live_servers._site import Case, Happening

_FIRST, _SECOND, _THIRD = timedelta(hours=4), timedelta(hours=25), timedelta(hours=73)
"""How far ahead of time the looks are, after the steps of 4 hours, a day, and three: the clock is turned."""


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """What is kept: mentions by number, how often each was edited, and which were found to be deleted."""

    mentions: Mapping[int, Mention]
    edits: Mapping[int, int]
    gone: frozenset[int]


def look_before(case: Case, folder: Path) -> Iterator[str]:
    """What is wrong with a look at what did not change: it may bring replies that no search told, and no more."""
    before = _state(folder)
    yield from _look(folder, _FIRST)
    after = _state(folder)
    known = {own(mention.post.text) for mention in before.mentions.values()}
    for number in sorted(after.mentions.keys() - before.mentions.keys()):
        text = own(after.mentions[number].post.text)
        if text in known or text not in _answers(case):
            yield f"looking again: a new mention where nothing happened: {text[:200]!r}"
    for number, mention in before.mentions.items():
        if number not in after.mentions or after.mentions[number].post.text != mention.post.text:
            yield f"looking again: what did not change is told otherwise: {mention.post.text[:200]!r}"
    yield from (f"looking again: deleted, though it was not: {_name(after, each)}" for each in after.gone)


def look_after(case: Case, folder: Path) -> tuple[frozenset[Happening], list[str]]:
    """What was noticed of all that happened, and what is wrong."""
    before = _state(folder)
    wrong = [*_look(folder, _SECOND), *_look(folder, _THIRD)]
    after = _state(folder)
    noticed = frozenset(_noticed(before, after))
    wrong += [f"looking again: not noticed: {each}" for each in sorted(case.notices - noticed)]
    gone = {_name(after, number) for number in after.gone}
    wrong += [f"looking again: deleted, though it was not: {key}" for key in sorted(gone - {*DELETED})]
    fresh = {_name(after, number) for number in after.mentions.keys() - before.mentions.keys()}
    wrong += [f"looking again: no such mention was written: {key}" for key in sorted(fresh - {"still"})]
    return noticed, [*wrong, *_ill_placed(after)]


def _noticed(before: State, after: State) -> Iterator[Happening]:
    found = {_name(after, number): number for number in after.mentions}
    if "still" in found:
        yield "reply"
    number = next((number for number in before.mentions if _name(before, number) == "luggage"), 0)
    if number and after.mentions[number].status == "answered":
        yield "answer"
    if (
        number
        and own(after.mentions[number].post.text) == REVISED
        and after.edits[number] > before.edits[number]
    ):
        yield "edit"
    if found.get("bank") in after.gone:
        yield "deletion"
    if found.get("antenna") in after.gone:
        yield "reply deleted"


def _ill_placed(state: State) -> Iterator[str]:
    """Whether the reply names what it answers as its parent, in the same thread where both tell one."""
    found = {_name(state, number): mention.post for number, mention in state.mentions.items()}
    reply, answered = found.get("still"), found.get("outage")
    if reply is None or answered is None:
        return
    threads = {reply.thread, answered.thread} - {None}
    if reply.kind != "comment" or reply.parent not in (answered.url, answered.thread) or len(threads) > 1:
        told = f"{reply.kind}, parent {reply.parent}, thread {reply.thread}"
        yield f"looking again: the reply is {told}, but it answers {answered.url} in {answered.thread}"


def _answers(case: Case) -> set[str]:
    """What a search did not tell, and a look at what it answers does."""
    return {
        seed.text
        for seed in SEEDS
        if seed.topic and seed.answers in case.finds and seed.key not in case.finds
    }


def _name(state: State, number: int) -> str:
    """The key of the seed that a mention is, or its text."""
    text = own(state.mentions[number].post.text)
    known = {seed.text: seed.key for seed in BY_KEY.values()} | {EDITED: "outage", REVISED: "luggage"}
    return known.get(text, text[:200])


def _look(folder: Path, ahead: timedelta) -> Iterator[str]:
    """Look again at all that is due by then; what failed is wrong."""

    def now() -> datetime:
        return datetime.now(UTC) + ahead

    config = _config(folder)
    network = Network(now=now)
    try:
        with Store.open(config.database, now=now()) as store, store.scanning(0):
            plan = Round(
                sources=config.sources,
                configured=config.sources,
                topics=config.topics,
                began=datetime.now(UTC),
            )
            told = follow(plan, store, network, now)
    finally:
        network.close()
    yield from (f"looking again: {failure.error}" for failure in told.failed)
    if told.unread or not told.looked:
        yield f"looking again: {told.looked} posts were looked at, {told.unread} could not be"


def _state(folder: Path) -> State:
    with Store.open(_config(folder).database, now=datetime.now(UTC), readonly=True) as store:
        mentions = {mention.id: mention for mention in store.mentions(Filter(doubtful=None))}
        threads = store.threads(Filter(doubtful=None))
        edits = {number: len(store.revisions(number)) for number in mentions}
    gone = {
        concern.mention
        for thread in threads
        for remark in thread.remarks
        if remark.gone
        for concern in remark.concerns.values()
    }
    return State(mentions=mentions, edits=edits, gone=frozenset(gone))


def _config(folder: Path) -> Config:
    return load(folder / "mentionwatch.toml", {})
