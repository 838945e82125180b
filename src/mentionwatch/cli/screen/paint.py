"""Cards as text on the screen. Strangers' words are content, never markup: no style or link in them is obeyed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime

from textual.content import Content

from mentionwatch.analysis.cards import Card, Participant
from mentionwatch.cli.cards import addresses, deadline, names, reasons, span, title
from mentionwatch.cli.context import Say
from mentionwatch.text.safe import link, paragraphs, plain

_MOST_PEOPLE = 30
_SHORT, _LONG = 400, 4000
_HOT, _WARM = 40, 15


def row(card: Card, who: str, now: datetime, say: Say) -> Content:
    """One line of the list: urgency, marks, how many wait, for how long, and what it is about."""
    total = card.urgency.total
    heat = "bold $error" if total >= _HOT else "$warning" if total >= _WARM else "dim"
    count = card.plight.people
    return Content.assemble(
        (f"{total:4.0f}", heat),
        " ",
        _mark(card, who, now),
        (f" {f'{count}×' if count > 1 else '':>4} ", "bold"),
        (f"{span(now - card.since, say):>6} ", "dim"),
        f" {title(card)}",
    )


def _mark(card: Card, who: str, now: datetime) -> Content:
    """``!`` for overdue, then ``●`` for one's own work or ``○`` for somebody else's."""
    late = Content.styled("!", "bold $error") if card.due and card.due < now else Content(" ")
    owner = "●" if card.assignee == who else "○" if card.assignee else " "
    return late + Content.styled(owner, "$accent")


def heading(text: str) -> Content:
    """The heading of a section in the list."""
    return Content.styled(f" {text}", "bold $primary")


def whole(card: Card, events: Sequence[str], now: datetime, say: Say) -> Content:
    """All that is known of a card."""
    return Content("\n").join([*_matter(card, now, say), *_plan(card, now, say), *_people(card, now, say),
                               *_history(events, say)])  # fmt: skip


def _matter(card: Card, now: datetime, say: Say) -> Iterator[Content]:
    post = card.lead.post
    if post.title:
        yield Content.styled(plain(post.title, _SHORT), "bold")
    yield Content(paragraphs(post.text, _LONG))
    yield Content("")
    where = (
        names(card),
        plain(post.site or post.source, 60),
        plain(card.lead.topic, 60),
        span(now - card.since, say),
    )
    yield Content.styled(" · ".join(part for part in where if part), "$accent")
    if address := link(post.url):
        yield Content.styled(address, "dim")
    yield Content.styled(f"{card.urgency.total:.1f} = {' · '.join(reasons(card, say))}", "dim")


def _plan(card: Card, now: datetime, say: Say) -> Iterator[Content]:
    """Whose work it is, until when, and what the playbook says about it."""
    state = [say("screen-status", status=card.status), deadline(card, now, say)]
    if card.assignee:
        state.append(say("screen-assignee", who=plain(card.assignee, 60)))
    if card.rule:
        state.append(say("screen-rule", name=plain(card.rule.name, 60)))
    late = "bold $error" if card.due and card.due < now else "bold"
    yield Content("")
    yield Content.styled(" · ".join(part for part in state if part), late)
    if card.escalates and card.rule and card.rule.escalate_to:
        who, time = plain(card.rule.escalate_to, 60), f"{card.escalates.astimezone(now.tzinfo):%m-%d %H:%M}"
        yield Content(say("screen-escalates", who=who, time=time))
    for hint in card.rule.hints if card.rule else ():
        yield Content.styled(f"→ {plain(hint, _SHORT)}", "$success")


def _people(card: Card, now: datetime, say: Say) -> Iterator[Content]:
    """Everybody who waits, with their words; the digits are the keys that open them."""
    if len(card.participants) + len(card.others) < 2:
        return
    digits = {address: number for number, (_, address) in enumerate(addresses(card), 1)}
    yield Content("")
    yield Content.styled(say("screen-people", count=card.plight.people), "bold")
    for one in card.participants[:_MOST_PEOPLE]:
        yield _person(one, digits, now, say)
    left = len(card.participants) - _MOST_PEOPLE
    if left > 0:
        yield Content.styled(say("screen-more-people", count=left), "dim")
    if card.others:
        yield Content.styled(say("screen-others", count=len(card.others)), "dim")


def _person(one: Participant, digits: dict[str, int], now: datetime, say: Say) -> Content:
    post = one.mention.post if one.mention else None
    author = one.author
    name = plain((author.name or author.handle) if author else None, 60) or "–"
    number = digits.get((link(post.url) or link(post.thread) or "") if post else "", 0)
    key = f"{number} " if 0 < number < 10 else "  "
    return Content.assemble(
        (key, "bold $accent"), (name, "bold"), (f" {span(now - one.since, say)}  ", "dim"),
        plain(post.whole if post else None, _SHORT),
    )  # fmt: skip


def _history(events: Sequence[str], say: Say) -> Iterator[Content]:
    if events:
        yield Content("")
        yield Content.styled(say("show-history"), "bold")
        yield from (Content.styled(event, "dim") for event in events)
