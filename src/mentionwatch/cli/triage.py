"""``triage``: what people do with mentions. Every change is kept as history, and can be taken back."""

from __future__ import annotations

import getpass
import sys
from typing import TYPE_CHECKING, Annotated

import typer

from mentionwatch.cli.asked import one_of
from mentionwatch.cli.context import Context
from mentionwatch.errors import ConfigError
from mentionwatch.model import INTENTS, LABELS, STATUSES

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from mentionwatch.model import Event, EventKind
    from mentionwatch.store import Store

NAME = "triage"


def command(
    ctx: typer.Context,
    ids: Annotated[
        list[str],
        typer.Argument(metavar="ID...|-", help="The numbers that mentions prints first; - reads them."),
    ],
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
    changes = _changes(
        verdict=verdict, sentiment=sentiment, intent=intent, status=status, assignee=assign, note=note
    )
    if bool(changes) == undo:
        raise ConfigError("triage-either" if undo else "triage-nothing")
    who, numbers = by or _user(), _numbers(ids)
    with context.writing(context.existing()) as store:
        _check(store, numbers)
        if undo:
            changed = store.undo(numbers, who=who, now=context.now())
            _read_again(context, store, changed)
        else:
            changed = store.triage(numbers, changes, who=who, now=context.now())
        if json:
            _print(store, changed)
    context.tell(context.say("triage-done", count=len(changed)))


def _changes(**told: str | None) -> dict[EventKind, str | None]:
    """What was asked for. An assignee without a name is nobody."""
    return {
        kind: value or None  # type: ignore[misc]
        for kind, value in told.items()
        if value is not None and (value or kind == "assignee")
    }


def _user() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError):  # a container without a user of that number
        raise ConfigError("triage-who") from None


def _numbers(ids: Sequence[str]) -> list[int]:
    """The numbers given, each once; ``-`` stands for those on standard input, or in its lines of JSON."""
    told = [token for given in ids for token in (_typed() if given == "-" else [given])]
    return list(dict.fromkeys(_number(token) for token in told))


def _typed() -> Iterator[str]:
    for line in sys.stdin:
        yield from [_id_of(line)] if line.lstrip().startswith("{") else line.split()


def _id_of(line: str) -> str:
    import json

    try:
        return str(json.loads(line)["id"])
    except (ValueError, KeyError, RecursionError):
        raise ConfigError("cli-no-mention", id=line.strip()[:40]) from None


def _number(token: str) -> int:
    if not (token.isascii() and token.isdigit() and len(token) < 19):
        raise ConfigError("cli-no-mention", id=token[:40])
    return int(token)


def _check(store: Store, numbers: Sequence[int]) -> None:
    """All or none: a wrong number among many changes nothing."""
    for number in numbers:
        if store.mention(number) is None:
            raise ConfigError("cli-no-mention", id=str(number))


def _read_again(context: Context, store: Store, numbers: Sequence[int]) -> None:
    """Where a person's sentiment or intent was taken back, the classifier has its say again."""
    mentions = map(store.mention, numbers)
    if all(mention.sentiment and mention.intent for mention in mentions if mention):
        return
    config = context.config_if_any()
    if config:
        from mentionwatch.enrich import enrich

        enrich(store, config.classifier)


def _print(store: Store, numbers: Sequence[int]) -> None:
    from mentionwatch.store.lines import line

    for number in numbers:
        if mention := store.mention(number):
            sys.stdout.write(line(mention) + "\n")


def history(context: Context, events: Sequence[Event]) -> Iterator[str]:
    """What was done with a mention, a line each, for ``show``."""
    from mentionwatch.text.safe import plain

    taken_back = {event.undoes for event in events}
    for event in events:
        message = "undo" if event.undoes else "note" if event.kind == "note" else "change"
        nothing = context.say("triage-no-value")
        text = context.say(
            f"triage-event-{message}",
            kind=event.kind,
            value=plain(event.value, 2000) or nothing,
            before=plain(event.before, 2000) or nothing,
        )
        mark = f" {context.say('triage-taken-back')}" if event.id in taken_back else ""
        yield f"{event.at.astimezone():%Y-%m-%d %H:%M}  {plain(event.who, 60)}: {text}{mark}"
