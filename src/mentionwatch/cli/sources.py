"""``sources``: how the configured sources fare; with a name, what that source is and needs."""

from __future__ import annotations

import sys
from inspect import cleandoc
from typing import TYPE_CHECKING, Annotated

import typer

from mentionwatch.cli.context import Context, terminal_width

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mentionwatch.model import SourceState
    from mentionwatch.plugins import Source

NAME = "sources"


def command(
    ctx: typer.Context,
    name: Annotated[
        str | None, typer.Argument(metavar="[NAME]", help="What this source finds and needs.")
    ] = None,
    json: Annotated[bool, typer.Option("--json", help="JSON Lines.")] = False,
) -> None:
    """Tell how each configured source fares, or what one kind of source finds, needs, and takes as options."""
    context: Context = ctx.obj
    if name:
        from mentionwatch.plugins import Source, find

        sys.stdout.write("".join(f"{text}\n" for text in described(context, name, find(Source, name))))
        return
    states = _states(context)
    if json:
        from mentionwatch.store.lines import state_line

        sys.stdout.write("".join(f"{state_line(state)}\n" for state in states))
    else:
        sys.stdout.write(_table(context, states))


def _states(context: Context) -> list[SourceState]:
    """Every configured source with its state and name; the failing first."""
    from dataclasses import replace

    from mentionwatch.model import SourceState

    config = context.config()
    known: dict[str, SourceState] = {}
    if config.database.exists():
        with context.reading(config.database) as store:
            known = store.states()
    states = [
        replace(known.get(named.key, SourceState(key=named.key, source=named.type)), name=named.name)
        for named in config.sources
    ]
    return sorted(states, key=lambda state: (not state.failures, state.key))


def _table(context: Context, states: list[SourceState]) -> str:
    from mentionwatch.text.safe import plain
    from mentionwatch.text.tables import table

    rows = [
        [
            plain(state.name, 200),
            _time(state.last_ok),
            str(state.posts),
            str(state.mentions),
            _trouble(context, state),
        ]
        for state in states
    ]
    header = [context.say(f"sources-{column}") for column in ("source", "ok", "posts", "mentions", "state")]
    return table(rows, header=header, width=terminal_width(), right={2, 3}, rigid={1})


def _trouble(context: Context, state: SourceState) -> str:
    from mentionwatch.text.safe import plain

    if state.failures and state.failing_since:
        since = f"{state.failing_since.astimezone():%Y-%m-%d}"
        return context.say("sources-failing", since=since, why=plain(state.error, 200))
    if state.next_ask and state.next_ask > context.now():
        return context.say("sources-resting", until=f"{state.next_ask.astimezone():%m-%d %H:%M}")
    return context.say("sources-well" if state.last_ok else "sources-unasked")


def _time(time: object) -> str:
    return f"{time.astimezone():%m-%d %H:%M}" if time else "-"  # type: ignore[attr-defined]


def described(context: Context, name: str, kind: type[Source]) -> Iterator[str]:
    """What a source finds, needs, and takes as options, for a terminal."""
    yield name
    yield ""
    yield cleandoc(kind.__doc__ or "")
    yield ""
    yield f"{context.say('sources-needs')}: {kind.needs}"
    if kind.limits:
        yield f"{context.say('sources-limits')}: {kind.limits}"
    yield ""
    yield f"{context.say('sources-options')}:"
    for option, field in kind.model_fields.items():
        default = "" if field.is_required() or field.default is None else f" [{field.default}]"
        required = f" ({context.say('sources-required')})" if field.is_required() else ""
        yield f"  {option:<14}{field.description or ''}{default}{required}"
    if kind.example:
        yield ""
        yield cleandoc(kind.example)
