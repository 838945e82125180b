"""``topics``: what is watched, and what it may be missing."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Annotated

import typer

from mentionwatch.cli.context import Context, terminal_width
from mentionwatch.cli.emit import emit
from mentionwatch.errors import ConfigError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mentionwatch.analysis.suggest import Seen, Standing, Suggestion
    from mentionwatch.config import Config
    from mentionwatch.model import Mention
    from mentionwatch.store import Store

app = typer.Typer()

_MENTIONS = 3000
_ARCHIVED = 50_000
"""How many of the newest are looked at for a suggestion."""


@app.callback(invoke_without_command=True)
def command(
    ctx: typer.Context,
    json: Annotated[bool, typer.Option("--json", help="JSON Lines.")] = False,
) -> None:
    """List the topics with their queries and how many mentions each has."""
    from mentionwatch.model import Filter

    if ctx.invoked_subcommand:
        return
    context: Context = ctx.obj
    config = context.config()
    counted: dict[str | None, int] = {}
    if config.database.exists():
        with context.reading(config.database) as store:
            counted = {name: tally.total for (name,), tally in store.counts(Filter(), ("topic",))}
    if json:
        _print_json([(topic, counted.get(topic.name, 0)) for topic in config.topics])
        return
    from mentionwatch.text.safe import plain
    from mentionwatch.text.tables import table

    rows = [
        [
            plain(topic.name),
            context.word(topic.kind),
            topic.group or "",
            str(counted.get(topic.name, 0)),
            plain(topic.query),
        ]
        for topic in config.topics
    ]
    header = [context.say(f"topics-{column}") for column in ("name", "kind", "group", "mentions", "query")]
    sys.stdout.write(table(rows, header=header, width=terminal_width(), right={3}))


def _print_json(counted: list[tuple[object, int]]) -> None:
    import json
    from dataclasses import asdict

    for topic, mentions in counted:
        emit(json.dumps({**asdict(topic), "mentions": mentions}, ensure_ascii=False))  # type: ignore[call-overload]


@app.command()
def suggest(
    ctx: typer.Context,
    name: Annotated[str | None, typer.Argument(metavar="[NAME]", help="Only this topic.")] = None,
    json: Annotated[bool, typer.Option("--json", help="JSON Lines.")] = False,
) -> None:
    """Propose spellings, exclusions and context words, each with what it would add and remove."""
    from mentionwatch.analysis.suggest import suggest as proposals
    from mentionwatch.cli.scan import chosen_topics
    from mentionwatch.lessons import learned

    context: Context = ctx.obj
    config = context.config()
    topics = chosen_topics(config, [name] if name else None)
    found: list[Suggestion] = []
    with context.reading(config.database) as store:
        weights = learned(store, topics)
        for topic in topics:
            found += proposals(topic, lambda topic=topic: _seen(store, topic.name), weights.get(topic.name))  # type: ignore[misc]
    if json:
        _print_suggestions(found)
    elif found:
        sys.stdout.write("".join(f"{text}\n" for text in _told(context, found)))
    else:
        context.tell(context.say("suggest-nothing"))


@app.command()
def rename(
    ctx: typer.Context,
    old: Annotated[str, typer.Argument(metavar="OLD", help="What it was called.")],
    new: Annotated[str, typer.Argument(metavar="NEW", help="What the configuration calls it now.")],
) -> None:
    """Give the mentions of a topic that the configuration calls otherwise now to its new name, with their history."""
    from mentionwatch.cli.scan import chosen_topics

    context: Context = ctx.obj
    config = context.config()
    chosen_topics(config, [new])
    if old in {topic.name for topic in config.topics}:
        raise ConfigError("topics-still-there", name=old, file=str(config.file))
    context.existing()
    with context.writing(config.database) as store, store.scanning(60):
        former = former_topics(store, config)
        if old not in former:
            raise ConfigError("topics-unknown", name=old, known=", ".join(former) or "–")
        count = store.rename_topic(old, new)
    context.tell(context.say("topics-renamed", count=count, name=new))


def former_topics(store: Store, config: Config) -> dict[str, int]:
    """How many mentions are kept of topics that the configuration does not have: what was renamed, or taken out."""
    from mentionwatch.model import Filter

    names = {topic.name for topic in config.topics}
    counted = store.counts(Filter(doubtful=None), ("topic",))
    return {name: tally.total for (name,), tally in counted if name and name not in names}


def _seen(store: Store, topic: str) -> Iterator[Seen]:
    """Everything that is kept and archived, each post once, with what it is to the topic."""
    from mentionwatch.analysis.suggest import Seen
    from mentionwatch.model import Filter

    known: set[tuple[str, str]] = set()
    refused = [mention for mention in store.verdicts(topic) if mention.verdict is False]
    ours = store.mentions(Filter(topics=(topic,), doubtful=None), limit=_MENTIONS)
    for mention in (*refused, *ours, *store.mentions(Filter(doubtful=None), limit=_MENTIONS)):
        key = (mention.post.source, mention.post.id)
        if key not in known:
            known.add(key)
            yield Seen(post=mention.post, standing=_standing(mention, topic))
    for one in store.archived(_ARCHIVED):
        if (one.post.source, one.post.id) not in known:
            yield Seen(post=one.post, standing="archived")


def _standing(mention: Mention, topic: str) -> Standing:
    if mention.topic != topic:
        return "elsewhere"
    if mention.verdict is False:
        return "refused"
    return "doubtful" if mention.doubtful else "sure"


def _print_suggestions(found: list[Suggestion]) -> None:
    import json
    from dataclasses import asdict

    for one in found:
        emit(json.dumps(asdict(one), ensure_ascii=False))


def _told(context: Context, found: list[Suggestion]) -> Iterator[str]:
    from mentionwatch.text.safe import plain

    for one in found:
        effect = context.say(
            "suggest-effect",
            adds=one.adds,
            archived=one.adds_archived,
            removes=one.removes,
            sure=one.removes_sure,
        )
        change = context.say(f"suggest-{one.kind.replace('_', '-')}", text=plain(one.text, 100))
        yield f"{plain(one.topic, 60)}: {change}  ({effect})"
        yield from (f"    {plain(example, 110)}" for example in one.examples)
