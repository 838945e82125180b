"""``topics``: what is watched."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from mentionwatch.cli.context import Context, terminal_width

NAME = "topics"


def command(
    ctx: typer.Context,
    json: Annotated[bool, typer.Option("--json", help="JSON Lines.")] = False,
) -> None:
    """List the topics with their queries and how many mentions each has."""
    from mentionwatch.model import Filter

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
            topic.kind,
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
        sys.stdout.write(json.dumps({**asdict(topic), "mentions": mentions}, ensure_ascii=False) + "\n")  # type: ignore[call-overload]
