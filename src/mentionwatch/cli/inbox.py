"""``inbox``: what waits for an answer, most urgent first: a screen on a terminal, lines of JSON in a pipe."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Annotated, cast

import typer

from mentionwatch.cli.asked import Since, Topics, Until, asked, one_of, refuse_unknown
from mentionwatch.cli.context import Context, colored, has_screen, terminal_width
from mentionwatch.cli.emit import emit
from mentionwatch.model import STAGES, Stage

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from mentionwatch.analysis.cards import Card, Inbox
    from mentionwatch.analysis.playbook import Playbook
    from mentionwatch.model import Filter, Topic

_IN_A_PIPE = 500
_INDENT = " " * 14


def command(
    ctx: typer.Context,
    since: Since = None,
    until: Until = None,
    topic: Topics = None,
    assignee: Annotated[
        str | None, typer.Option(metavar="WHO", help="Only this person's work; an empty name: nobody's.")
    ] = None,
    status: Annotated[
        str | None,
        typer.Option(metavar="STATUS", help="new, open, snoozed, answered or ignored; else all that waits."),
    ] = None,
    limit: Annotated[
        int | None, typer.Option(min=1, metavar="N", help="At most so many cards of each section.")
    ] = None,
    json: Annotated[bool, typer.Option("--json", help="JSON Lines.")] = False,
) -> None:
    """Show what waits for an answer, most urgent first, as cards: one for a thread, a story, a question.

    On a terminal a screen opens (? explains its keys); with options a list is printed, in a pipe JSON Lines.
    Default: the last 30 days, without competitors.
    """
    context: Context = ctx.obj
    one_of("--status", [status] if status else [], STAGES)
    topics, playbook = plan(context)
    which = within(context, topics, since=since, until=until, names=topic)
    in_lines = json or not sys.stdout.isatty()
    from mentionwatch.analysis.cards import SHOWN, Wanted
    from mentionwatch.desk import inbox

    wanted = Wanted(
        asked=which,
        stage=cast(Stage, status or "waiting"),
        assignee=assignee,
        limit=limit or (_IN_A_PIPE if in_lines else SHOWN),
    )
    flags = (since, until, topic, assignee, status, limit)
    if not in_lines and all(flag is None for flag in flags) and has_screen():
        from mentionwatch.cli.screen import show

        show(context, wanted, topics, playbook)
        return
    with context.reading() as store:
        refuse_unknown(context, store, which)
        found = inbox(store, wanted, topics, playbook, context.now())
    if in_lines:
        _print_json(context, found)
    else:
        sys.stdout.writelines(_listed(context, found))


def plan(context: Context) -> tuple[Sequence[Topic], Playbook]:
    """The configured topics and playbook; none of both where there is a database and no configuration."""
    from mentionwatch.analysis.hours import WorkingHours
    from mentionwatch.analysis.playbook import Playbook

    config = context.config_if_any()
    if config is None:
        return (), Playbook((), WorkingHours())
    return config.topics, Playbook(config.playbook, config.hours)


def within(
    context: Context,
    topics: Sequence[Topic],
    *,
    since: str | None = None,
    until: str | None = None,
    names: Sequence[str] | None = None,
) -> Filter:
    """Which mentions the inbox is about: the last 30 days of our own topics, unless something else is said."""
    from dataclasses import replace

    from mentionwatch.desk import WINDOW

    now = context.now()
    which = asked(context.wall(), since=since, until=until, topics=names or own_topics(topics))
    return replace(which, since=which.since or (which.until or now) - WINDOW)


def own_topics(topics: Sequence[Topic]) -> Sequence[str]:
    """The names of topics that are no competitors'; none, for "all", where no topic is."""
    own = [topic.name for topic in topics if topic.kind != "competitor"]
    return own if len(own) < len(topics) else ()


def _print_json(context: Context, found: Inbox) -> None:
    from mentionwatch.cli.cards import line

    for card in found.cards:
        emit(line(card, found.made, context.say))


def _listed(context: Context, found: Inbox) -> Iterator[str]:
    """The cards of each section under its heading; what is not shown is counted."""
    from mentionwatch.analysis.urgency import SECTIONS

    if not found.cards:
        yield context.say("inbox-empty") + "\n"
    for name in SECTIONS:
        cards = [card for card in found.cards if card.section == name]
        if not cards:
            continue
        yield _heading(context.say("inbox-section", section=name, count=found.totals[name]))
        for card in cards:
            yield from _card(context, card, found)
        if found.totals[name] > len(cards):
            yield f"{_INDENT}{context.say('inbox-more', count=found.totals[name] - len(cards))}\n"


def _heading(text: str) -> str:
    return f"\x1b[1m{text}\x1b[0m\n" if colored() else f"{text}\n"


def _card(context: Context, card: Card, found: Inbox) -> Iterator[str]:
    from mentionwatch.cli.cards import head, reasons, title
    from mentionwatch.text.tables import fit, wrap

    width = terminal_width()
    yield fit(head(card, found.made, context.say), width) + "\n"
    yield wrap(title(card), width, indent=_INDENT, lines=2)
    yield wrap(" · ".join(reasons(card, context.say)), width, indent=_INDENT, lines=2)
