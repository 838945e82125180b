"""``rescan``: the present queries on what is kept, and on what was fetched lately."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Annotated, Any

import typer

from mentionwatch.cli.context import Context
from mentionwatch.cli.emit import emit

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mentionwatch.rescan import Rescanned


def command(
    ctx: typer.Context,
    topic: Annotated[
        list[str] | None, typer.Option(metavar="NAME", help="Only this topic; repeatable.")
    ] = None,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Say what would change, with examples; change nothing.")
    ] = False,
    json: Annotated[bool, typer.Option("--json", help="One JSON object.")] = False,
    wait: Annotated[float, typer.Option(metavar="SECONDS", help="How long to wait for a scan.")] = 0,
) -> None:
    """Apply changed queries to kept mentions and to the archive. What a person said stands."""
    from mentionwatch.cli.scan import chosen_topics
    from mentionwatch.rescan import rescan

    context: Context = ctx.obj
    config = context.config()
    topics = chosen_topics(config, topic)
    with context.reading(config.database):
        pass  # there must be one
    with context.writing(config.database) as store, store.scanning(wait):
        done = rescan(store, topics, dry_run=dry_run)
        if not dry_run:  # also what a rescan added that was cut short
            from mentionwatch.cli.classifying import classifier_of
            from mentionwatch.enrich import enrich

            with classifier_of(context, config, store) as classifier:
                enrich(store, classifier)
    if json:
        import json as json_module

        emit(json_module.dumps(_record(done), ensure_ascii=False))
    else:
        sys.stdout.write("".join(f"{text}\n" for text in _told(context, done, dry_run=dry_run)))


def _record(done: Rescanned) -> dict[str, Any]:
    import json

    from mentionwatch.store.lines import line

    names = ("posts", "archived", "added", "removed", "changed", "surer", "doubted", "left")
    examples = {
        name: [json.loads(line(mention)) for mention in some]
        for name, some in (("added", done.came), ("removed", done.went))
    }
    return {**{name: getattr(done, name) for name in names}, "examples": examples}


def _told(context: Context, done: Rescanned, *, dry_run: bool) -> Iterator[str]:
    from mentionwatch.cli.mentions import row

    yield context.say("rescan-looked", posts=done.posts, archived=done.archived)
    for sign, count, some in (("+", done.added, done.came), ("-", done.removed, done.went)):
        message = "rescan-added" if sign == "+" else "rescan-removed"
        yield context.say(message, count=count)
        if dry_run:
            yield from (f"  {sign} {row(mention, context).strip()}" for mention in some)
    yield context.say("rescan-changed", count=done.changed, surer=done.surer, doubted=done.doubted)
    if done.left:
        yield context.say("rescan-left", count=done.left)
    if dry_run:
        yield context.say("rescan-dry")
