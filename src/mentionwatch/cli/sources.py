"""``sources``: how the configured sources fare; with a name, what that source is and needs."""

from __future__ import annotations

import sys
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Annotated

import typer

from mentionwatch.cli.context import Context, terminal_width
from mentionwatch.cli.emit import emit_all
from mentionwatch.messages import retell
from mentionwatch.text.safe import plain

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mentionwatch.cli.described import Described, Option
    from mentionwatch.config import Config
    from mentionwatch.model import Cut, SourceState

_LONGEST = 100_000
_SILENT = timedelta(days=14)
_WIDEST = 100
_NAMES = 16  # characters of an option's name and what parts it from its meaning


def command(
    ctx: typer.Context,
    name: Annotated[
        str | None, typer.Argument(metavar="[NAME]", help="What this source finds and needs.")
    ] = None,
    sample: Annotated[
        str | None, typer.Option(metavar="NAME", help="Print the answer at which this source failed.")
    ] = None,
    json: Annotated[bool, typer.Option("--json", help="JSON Lines.")] = False,
) -> None:
    """Tell how each configured source fares, or what one kind of source finds, needs, and takes as options."""
    context: Context = ctx.obj
    if name:
        from mentionwatch.cli.described import described
        from mentionwatch.plugins import Source, find

        told = described(name, find(Source, name), context.lang)
        sys.stdout.write("".join(f"{text}\n" for text in _lines(context, told)))
        return
    if sample:
        sys.stdout.write(_sample(context, sample))
        return
    states = _states(context, context.config())
    if json:
        from mentionwatch.store.lines import state_line

        emit_all(map(state_line, states))
    else:
        sys.stdout.write(_table(context, states))
        _tell_of_samples(context, states)


def _sample(context: Context, name: str) -> str:
    """The answer at which a configured source failed last. Raises ConfigError where there is none."""
    from mentionwatch.cli.scan import chosen
    from mentionwatch.errors import ConfigError
    from mentionwatch.text.safe import paragraphs

    config = context.config()
    keys = [named.key for named in chosen(config, [name])]
    with context.reading(config.database) as store:
        found = [told for key in keys if (told := store.sample(key))]
    if not found:
        raise ConfigError("sources-no-sample", name=name)
    return "\n\n".join(
        f"{context.stamp(told.at)} {told.status} {plain(told.url, 2000)}\n"
        f"{paragraphs(told.head)}\n\n{paragraphs(told.body, _LONGEST)}\n"
        for told in found
    )


def _states(context: Context, config: Config) -> list[SourceState]:
    """Every configured source with its state and name; the failing first."""
    from dataclasses import replace

    from mentionwatch.model import SourceState

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
    from mentionwatch.text.tables import table

    rows = [
        [
            plain(state.name, 200),
            context.short(state.last_ok).strip() if state.last_ok else "-",
            str(state.posts),
            str(state.mentions),
            _trouble(context, state),
        ]
        for state in states
    ]
    header = [context.say(f"sources-{column}") for column in ("source", "ok", "posts", "mentions", "state")]
    shown = table(rows, header=header, width=terminal_width(), right={2, 3}, rigid={1, 4})
    return shown + "".join(_failures(context, states))


def _failures(context: Context, states: list[SourceState]) -> Iterator[str]:
    """Under the table, where there is room for it: what each failing source complains of, what the cut left out."""
    from mentionwatch.text.tables import wrap

    for state in states:
        if state.failures and state.failing_since:
            yield "\n" + wrap(_failure(context, state), terminal_width(), lines=8)
    for state in states:
        if state.cut and not state.failures:
            yield "\n" + wrap(left_out(context, state.name, state.cut), terminal_width(), lines=8)


def _tell_of_samples(context: Context, states: list[SourceState]) -> None:
    """Where to see what a failing source answered."""
    failing = {state.key: state.name or state.key for state in states if state.failures}
    if failing:
        with context.reading(context.config().database) as store:
            kept = sorted(store.sampled() & failing.keys())
        for key in kept[:1]:
            context.tell(context.say("sources-sampled", name=failing[key]))


def is_silent(state: SourceState, now: datetime) -> bool:
    """It answers, and used to bring posts, but none that is younger than the two weeks that a report looks at."""
    return not state.failures and state.newest is not None and state.newest < now - _SILENT


def _is_capped(state: SourceState, now: datetime) -> bool:
    """Its budget is spent: nothing else keeps a source that answers from being asked."""
    return not state.failures and state.next_ask is not None and state.next_ask > now


def unwell(context: Context, config: Config) -> Iterator[str]:
    """What is known of each configured source that fails, left out posts, is silent or spent its budget."""
    for state in _states(context, config):
        if state.failures and state.failing_since:
            yield _failure(context, state)
        elif state.cut:
            yield left_out(context, state.name, state.cut)
        elif is_silent(state, context.now()) or _is_capped(state, context.now()):
            yield f"{plain(state.name, 200)}: {_trouble(context, state)}"


def _failure(context: Context, state: SourceState) -> str:
    told = retell(context.lang, state.cause, state.error or "")
    since = context.stamp(state.failing_since) or "?"
    why = context.say("sources-failing", since=since, why=plain(told, 400))
    return f"{plain(state.name, 200)}: {why}"


def left_out(context: Context, name: str | None, cut: Cut) -> str:
    """What was left out when the source of that name was asked last, and what helps."""
    since, until = map(context.stamp, (cut.since, cut.until))
    return context.say(
        "sources-left-out", name=plain(name, 200), read=cut.read, told=cut.told or 0, since=since, until=until
    )


def _trouble(context: Context, state: SourceState) -> str:
    if state.failures and state.failing_since:
        return context.say("sources-fails")
    if state.cut:
        return context.say("sources-cut")
    if state.newest and is_silent(state, context.now()):
        return context.say("sources-silent", since=f"{state.newest.astimezone(context.zone):%Y-%m-%d}")
    if state.next_ask and _is_capped(state, context.now()):
        return context.say("sources-resting", until=context.short(state.next_ask))
    return context.say("sources-well" if state.last_ok else "sources-unasked")


def _lines(context: Context, told: Described) -> Iterator[str]:
    """What a source finds, needs, and takes as options, for a terminal."""
    from textwrap import fill

    width = min(terminal_width(), _WIDEST)
    yield told.name
    yield ""
    yield fill(" ".join(told.about.replace("``", "").split()), width)
    yield ""
    yield fill(f"{context.say('sources-needs')}: {told.needs}", width, break_on_hyphens=False)
    if told.limits:
        yield fill(f"{context.say('sources-limits')}: {told.limits}", width, break_on_hyphens=False)
    yield ""
    yield f"{context.say('sources-options')}:"
    indent = " " * (_NAMES + 2)
    for option in told.options:
        text = f"  {option.name:<{_NAMES - 1}} {_meaning(context, option)}"
        yield fill(text, width, subsequent_indent=indent, break_on_hyphens=False, break_long_words=False)
    if told.example:
        yield ""
        yield told.example


def _meaning(context: Context, option: Option) -> str:
    if option.is_required:
        return f"{option.meaning} ({context.say('sources-required')})"
    return f"{option.meaning} [{option.default}]" if option.default else option.meaning
