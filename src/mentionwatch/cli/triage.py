"""``triage``: what people do with mentions. Every change is kept as history, and can be taken back."""

from __future__ import annotations

import getpass
from typing import TYPE_CHECKING, Annotated

import typer

from mentionwatch.cli.asked import one_of
from mentionwatch.cli.context import Context, Say
from mentionwatch.cli.emit import emit
from mentionwatch.cli.numbers import Numbers, numbers
from mentionwatch.errors import ConfigError
from mentionwatch.model import INTENTS, LABELS, STATUSES

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import datetime, tzinfo

    from mentionwatch.model import Event, EventKind
    from mentionwatch.store import Store


def command(
    ctx: typer.Context,
    ids: Numbers,
    not_a_mention: Annotated[
        bool, typer.Option("--not-a-mention", help="It means something else: no list or figure has it again.")
    ] = False,
    is_a_mention: Annotated[
        bool, typer.Option("--is-a-mention", help="It is one: a doubtful mention becomes a sure one.")
    ] = False,
    status: Annotated[
        str | None, typer.Option(metavar="STATUS", help="new, open, answered or ignored.")
    ] = None,
    assign: Annotated[
        str | None, typer.Option(metavar="WHO", help="Whose work it is; an empty name: nobody's.")
    ] = None,
    take: Annotated[bool, typer.Option("--take", help="It is your work: --assign to yourself.")] = False,
    snooze: Annotated[
        str | None,
        typer.Option(metavar="TIME", help="Put it off: 3d, 2026-12-01; it comes back by itself. Empty: now."),
    ] = None,
    note: Annotated[
        str | None, typer.Option(metavar="TEXT", help="A remark for those who look next.")
    ] = None,
    sentiment: Annotated[
        str | None, typer.Option(metavar="LABEL", help="positive, neutral or negative, for good.")
    ] = None,
    intent: Annotated[
        str | None, typer.Option(metavar="INTENT", help="complaint, question, praise ..., for good.")
    ] = None,
    undo: Annotated[
        bool, typer.Option("--undo", help="Take back the last change; again: the one before it.")
    ] = False,
    by: Annotated[str | None, typer.Option(metavar="WHO", help="Who says so; else the user's name.")] = None,
    json: Annotated[bool, typer.Option("--json", help="Print the changed mentions as JSON Lines.")] = False,
) -> None:
    """Say what became of mentions. Verdicts teach the topic; every change is kept and can be taken back."""
    context: Context = ctx.obj
    if not_a_mention and is_a_mention:
        raise ConfigError("cli-either", one="--not-a-mention", other="--is-a-mention")
    verdict = "not-a-mention" if not_a_mention else "mention" if is_a_mention else None
    one_of("--status", [status] if status else [], STATUSES)
    one_of("--sentiment", [sentiment] if sentiment else [], LABELS)
    one_of("--intent", [intent] if intent else [], INTENTS)
    if take and assign is not None:
        raise ConfigError("cli-either", one="--take", other="--assign")
    who = by or user()
    changes = _changes(
        verdict=verdict, sentiment=sentiment, intent=intent, status=status, assignee=who if take else assign,
        snooze=until(snooze, context.wall()), note=note,
    )  # fmt: skip
    if bool(changes) == undo:
        raise ConfigError("triage-either" if undo else "triage-nothing")
    meant = numbers(ids)
    with context.writing(context.existing()) as store:
        _check(store, meant)
        if undo:
            changed = store.undo(meant, who=who, now=context.now())
            _read_again(context, store, changed)
        else:
            changed = store.triage(meant, changes, who=who, now=context.now())
        if json:
            _print(store, changed)
    context.tell(context.say("triage-done", count=len(changed)))


def _changes(**told: str | None) -> dict[EventKind, str | None]:
    """What was asked for. An assignee without a name is nobody, a snooze without a time is over."""
    return {
        kind: value or None  # type: ignore[misc]
        for kind, value in told.items()
        if value is not None and (value or kind in ("assignee", "snooze"))
    }


def until(snooze: str | None, now: datetime) -> str | None:
    """Until when to put off, as it is kept; empty for not at all."""
    if not snooze:
        return snooze
    from mentionwatch.store.lines import stamp
    from mentionwatch.text.spans import parse_future

    return stamp(parse_future(snooze, now))


def user() -> str:
    """The name of whoever runs this. Raises ConfigError where it has none."""
    try:
        return getpass.getuser()
    except (OSError, KeyError):  # a container without a user of that number
        raise ConfigError("triage-who") from None


def _check(store: Store, meant: Sequence[int]) -> None:
    """All or none: a wrong number among many changes nothing."""
    for number in meant:
        if store.mention(number) is None:
            raise ConfigError("cli-no-mention", id=str(number))


def _read_again(context: Context, store: Store, changed: Sequence[int]) -> None:
    """Where a person's sentiment or intent was taken back, the classifier has its say again."""
    mentions = map(store.mention, changed)
    if all(mention.sentiment and mention.intent for mention in mentions if mention):
        return
    config = context.config_if_any()
    if config:
        from mentionwatch.cli.classifying import classifier_of
        from mentionwatch.enrich import enrich

        with classifier_of(context, config, store) as classifier:
            enrich(store, classifier)


def _print(store: Store, changed: Sequence[int]) -> None:
    from mentionwatch.store.lines import line

    for number in changed:
        if mention := store.mention(number):
            emit(line(mention))


def history(events: Sequence[Event], zone: tzinfo, say: Say) -> Iterator[str]:
    """What was done with a mention, a line each."""
    from mentionwatch.text.safe import plain

    taken_back = {event.undoes for event in events}
    for event in events:
        message = "undo" if event.undoes else "note" if event.kind == "note" else "change"
        nothing = say("triage-no-value")
        text = say(
            f"triage-event-{message}",
            kind=event.kind,
            value=plain(event.value, 2000) or nothing,
            before=plain(event.before, 2000) or nothing,
        )
        mark = f" {say('triage-taken-back')}" if event.id in taken_back else ""
        yield f"{event.at.astimezone(zone):%Y-%m-%d %H:%M}  {plain(event.who, 60)}: {text}{mark}"
