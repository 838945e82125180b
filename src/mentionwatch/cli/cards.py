"""Cards of the inbox as they are shown: a line of JSON, a few lines of text, and why each is where it is."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from datetime import datetime, timedelta
from json import JSONEncoder
from typing import TYPE_CHECKING, Any

from mentionwatch.store.lines import rounded, stamp
from mentionwatch.text.safe import link, plain

if TYPE_CHECKING:
    from mentionwatch.analysis.cards import Card, Participant
    from mentionwatch.cli.context import Say

_encode = JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
_TOLD = 1.005
"""A factor below it makes no difference worth a word."""
_MINUTE, _HOUR, _DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
_GRAVE = -0.5


def line(card: Card, now: datetime, say: Say) -> str:
    """A card as one JSON object, without line break; keys in the order of the contract (``cli/shapes.py``)."""
    lead, factors = card.lead, card.urgency
    return _encode(
        {
            "id": lead.id,
            "ids": list(card.ids),
            "section": card.section,
            "bond": card.bond,
            "topic": lead.topic,
            "people": card.plight.people,
            "urgency": rounded(factors.total),
            "factors": {name: rounded(value) for name, value in asdict(factors).items()},
            "why": reasons(card, say),
            "status": card.status,
            "assignee": card.assignee,
            "since": stamp(card.since),
            "rule": card.rule.name if card.rule else None,
            "hints": list(card.rule.hints) if card.rule else [],
            "due": stamp(card.due),
            "overdue": card.due is not None and card.due < now,
            "escalates": stamp(card.escalates),
            "escalate_to": card.rule.escalate_to if card.rule else None,
            "snoozed": stamp(card.snoozed),
            "participants": [_participant(one) for one in card.participants],
            "others": [{"url": one.url, "since": stamp(one.at)} for one in card.others],
            **_lead(card),
        }
    )


def _lead(card: Card) -> dict[str, Any]:
    """The most urgent mention, as far as a card tells it."""
    post = card.lead.post
    return {
        "source": post.source,
        "site": post.site,
        "url": post.url,
        "thread": post.thread,
        "published": stamp(post.published),
        "title": post.title,
        "text": post.text,
    }


def _participant(one: Participant) -> dict[str, Any]:
    return {
        "ids": list(one.ids),
        "author": asdict(one.author) if one.author else None,
        "url": one.mention.post.url if one.mention else None,
        "since": stamp(one.since),
    }


def reasons(card: Card, say: Say) -> list[str]:
    """Why a card is as urgent as it is, a factor each, in words; factors that change nothing are left out."""
    state, factors = card.plight, card.urgency
    told = [
        (factors.complaint, say("inbox-why-intent", intent=state.intent or "other", haste=_yes(state.haste))),
        (factors.reach, say("inbox-why-reach", people=state.reach)),
        (factors.negativity, say("inbox-why-feeling", feeling=_feeling(state.score or 0.0))),
        (factors.growth, say("inbox-why-people", people=state.people, joined=state.joined)),
        (factors.waiting, say("inbox-why-waiting", span=span(state.waited, say))),
    ]
    return [f"{text} ×{value:.2g}" for value, text in told if not 1 / _TOLD < value < _TOLD]


def _yes(value: object) -> str:
    return "yes" if value else "no"


def _feeling(score: float) -> str:
    return "grave" if score <= _GRAVE else "bad" if score < 0 else "good"


def span(time: timedelta, say: Say) -> str:
    """A length of time in its largest unit: 5 min, 26 h, 3 d."""
    if time >= 2 * _DAY:
        return say("inbox-days", count=time // _DAY)
    if time >= 2 * _HOUR:
        return say("inbox-hours", count=time // _HOUR)
    return say("inbox-minutes", count=max(time, timedelta()) // _MINUTE)


def deadline(card: Card, now: datetime, say: Say) -> str:
    """When the answer is due, or for how long it has been, or until when the card is put off; or nothing.

    ``now`` is in the time zone of whoever reads.
    """
    if card.snoozed:
        return say("inbox-snoozed", time=f"{card.snoozed.astimezone(now.tzinfo):%m-%d %H:%M}")
    if card.due is None:
        return ""
    if card.due < now:
        return say("inbox-overdue", span=span(now - card.due, say))
    return say("inbox-due", span=span(card.due - now, say))


def names(card: Card) -> str:
    """Who waits: the first of them by name."""
    author = card.lead.post.author
    return plain((author.name or author.handle) if author else None, 60)


def title(card: Card) -> str:
    """What it is about, on one line."""
    post = card.lead.post
    return plain(f"{post.title} — {post.text}" if post.title else post.text, 400)


def head(card: Card, now: datetime, say: Say) -> str:
    """The first line of a card in a list: urgency, number, until when, whose, how many, since when, where, who."""
    post = card.lead.post
    parts = [
        deadline(card, now, say),
        plain(card.assignee, 40),
        say("inbox-people", count=card.plight.people) if card.plight.people > 1 else "",
        span(now - card.since, say),
        plain(post.site or post.source, 40),
        names(card),
    ]
    return f"{card.urgency.total:>5.1f} {card.lead.id:>6}  {' · '.join(part for part in parts if part)}"


def addresses(card: Card) -> Iterator[tuple[str, str]]:
    """The web address of each participant who has one, with their names; the lead's first, none twice."""
    posts = [card.lead.post, *(one.mention.post for one in card.participants if one.mention)]
    seen: set[str] = set()
    for post in posts:
        address = link(post.url) or link(post.thread)
        if address and address not in seen:
            seen.add(address)
            yield plain((post.author.name or post.author.handle) if post.author else None, 60), address
