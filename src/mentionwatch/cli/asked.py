"""The options by which a command is told which mentions are meant, and the Filter that they make."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING, Annotated

import typer

from mentionwatch.errors import ConfigError
from mentionwatch.model import INTENTS, LABELS, STATUSES, Filter
from mentionwatch.text.spans import parse_time

if TYPE_CHECKING:
    from mentionwatch.cli.context import Context
    from mentionwatch.store import Store

Since = Annotated[str | None, typer.Option(metavar="TIME", help="Not older: 24h, 7d, yesterday, 2026-11-20.")]
Until = Annotated[str | None, typer.Option(metavar="TIME", help="Older than this.")]
Topics = Annotated[
    list[str] | None, typer.Option("--topic", metavar="NAME", help="Only this topic; repeatable.")
]
Sources = Annotated[
    list[str] | None,
    typer.Option(
        "--source",
        metavar="NAME",
        help="Only this source, by its type (rss, vk ...) or its name; repeatable.",
    ),
]
Sentiments = Annotated[
    list[str] | None,
    typer.Option("--sentiment", metavar="LABEL", help="positive, neutral or negative; repeatable."),
]
Intents = Annotated[
    list[str] | None,
    typer.Option(
        "--intent", metavar="INTENT", help="complaint, question, praise, cancellation ...; repeatable."
    ),
]
Languages = Annotated[
    list[str] | None, typer.Option("--language", metavar="CODE", help="ISO 639-1: ru, en ...; repeatable.")
]
Statuses = Annotated[
    list[str] | None,
    typer.Option("--status", metavar="STATUS", help="new, open, answered, ignored; repeatable."),
]
Words = Annotated[
    str | None, typer.Option("--search", metavar="WORDS", help="All these words in title or text.")
]


def one_of(option: str, values: Sequence[str] | None, allowed: Sequence[str]) -> tuple[str, ...]:
    """The values, if each is allowed. Raises ConfigError."""
    for value in values or ():
        if value not in allowed:
            raise ConfigError("cli-choice", option=option, value=value, known=", ".join(allowed))
    return tuple(values or ())


def with_feeds(context: Context, store: Store, which: Filter) -> Filter:
    """The Filter with the configured sources that are called what its ``sources`` say, beside those of that type.

    A name that nothing is called by is a slip of the pen. Raises ConfigError.
    """
    if not which.sources:
        return which
    keys = {state.key: {state.name, state.key} for state in store.states().values()}
    kept = {name for (name,), _ in store.counts(Filter(sources=which.sources, doubtful=None), ("source",))}
    if set(which.sources) - kept.union(*keys.values()) and (config := context.config_if_any()):
        from mentionwatch.cli.scan import chosen

        renamed = chosen(config, [name for name in which.sources if name not in kept])
        keys |= {named.key: {named.name, named.key} for named in renamed}
    wanted = {*which.sources}
    return replace(which, feeds=tuple(sorted(key for key, names in keys.items() if names & wanted)))


def refuse_unknown(context: Context, store: Store, which: Filter) -> None:
    """A topic that is neither kept nor configured is a slip of the pen, not one of no mentions. Raises ConfigError."""
    if not which.topics:
        return
    kept = {name for (name,), _ in store.counts(Filter(topics=which.topics), ("topic",))}
    missing = [name for name in which.topics if name not in kept]
    config = context.config_if_any() if missing else None
    if config is None:
        return
    known = [topic.name for topic in config.topics]
    for name in missing:
        if name not in known:
            raise ConfigError("config-no-topic", file=str(config.file), name=name, known=", ".join(known))


def asked(
    now: datetime,
    *,
    since: str | None = None,
    until: str | None = None,
    topics: Sequence[str] | None = None,
    sources: Sequence[str] | None = None,
    sentiments: Sequence[str] | None = None,
    intents: Sequence[str] | None = None,
    languages: Sequence[str] | None = None,
    statuses: Sequence[str] | None = None,
    words: str | None = None,
    doubtful: bool = False,
) -> Filter:
    """The Filter that the options of a command line mean. Raises ConfigError."""
    one_of("--sentiment", sentiments, LABELS)
    one_of("--intent", intents, INTENTS)
    one_of("--status", statuses, STATUSES)
    begin = parse_time(since, now) if since else None
    end = parse_time(until, now) if until else None
    if begin and end and begin >= end:
        raise ConfigError("cli-period", since=f"{begin:%Y-%m-%d %H:%M}", until=f"{end:%Y-%m-%d %H:%M}")
    return Filter(
        since=begin,
        until=end,
        topics=tuple(topics or ()),
        sources=tuple(sources or ()),
        sentiments=tuple(label for label in LABELS if label in (sentiments or ())),
        intents=tuple(intent for intent in INTENTS if intent in (intents or ())),
        languages=tuple(languages or ()),
        statuses=tuple(status for status in STATUSES if status in (statuses or ())),
        words=words,
        doubtful=doubtful,
    )
