"""``db``: the upkeep of the database."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from mentionwatch.cli.context import Context
from mentionwatch.cli.emit import emit
from mentionwatch.errors import ConfigError
from mentionwatch.text.safe import visible
from mentionwatch.text.spans import parse_time

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mentionwatch.store.forgetting import Somebody

app = typer.Typer(help="Look after the database: info, check, backup, prune, forget, merge.")


@app.command()
def info(
    ctx: typer.Context, json: Annotated[bool, typer.Option("--json", help="One JSON object.")] = False
) -> None:
    """Say how large the database is, what it holds, and since when."""
    context: Context = ctx.obj
    with context.reading() as store:
        facts = store.info()
    if json:
        import json as json_module

        emit(json_module.dumps(facts, ensure_ascii=False))
    else:
        named = {context.say(f"db-info-{name.replace('_', '-')}"): value for name, value in facts.items()}
        width = max(map(len, named)) + 2
        sys.stdout.write("".join(f"{name:<{width}}{visible(str(value))}\n" for name, value in named.items()))


@app.command()
def check(ctx: typer.Context) -> None:
    """Look for damage: the file, its indices, the full text, the figures. Leaves with 1 where there is any."""
    context: Context = ctx.obj
    with context.reading() as store:
        problems = store.check()
    for problem in problems:
        sys.stdout.write(f"{problem.say(context.lang)}\n")
    if problems:
        raise typer.Exit(1)
    context.tell(context.say("db-sound"))


@app.command()
def backup(
    ctx: typer.Context, file: Annotated[Path, typer.Argument(metavar="FILE", help="Where to.")]
) -> None:
    """Copy the database to FILE; scans may go on meanwhile."""
    context: Context = ctx.obj
    with context.reading() as store:
        store.backup(file)
    context.tell(context.say("db-copied", file=str(file)))


@app.command()
def prune(
    ctx: typer.Context,
    older: Annotated[str, typer.Option(metavar="TIME", help="Mentions older than this: 1y, 2025-01-01.")],
) -> None:
    """Remove old mentions. They stay known, so that an old feed does not bring them back."""
    context: Context = ctx.obj
    before = parse_time(older, context.wall())
    with context.writing(context.existing()) as store, store.scanning(60):
        count = store.prune(before)
    context.tell(context.say("db-pruned", count=count))


@app.command()
def forget(
    ctx: typer.Context,
    author: Annotated[str, typer.Argument(metavar="AUTHOR", help="A name, @handle, id or address.")],
    source: Annotated[
        str | None, typer.Option(metavar="TYPE", help="Only who this source showed: vk, rss.")
    ] = None,
    everywhere: Annotated[
        bool, typer.Option("--everywhere", help="All who are called so, whichever source showed them.")
    ] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only say who is meant.")] = False,
) -> None:
    """Remove a person and all they wrote: mentions, search index, archive. Copies of the database are yours to mend."""
    context: Context = ctx.obj
    with context.writing(context.existing()) as store, store.scanning(60):
        people = [one for one in store.called(author) if source in (None, one.source)]
        if dry_run or (len({one.source for one in people}) > 1 and not everywhere):
            _tell_who(context, author, people, dry_run=dry_run)
            return
        gone = store.forget(people, author, source)
        copies = sorted(path.name for path in store.path.parent.glob(f"{store.path.name}.*.v*"))
    if not (people or gone.archived or gone.replies):
        raise ConfigError("authors-unknown", name=author)
    context.tell(context.say("db-forgotten", mentions=gone.mentions, archived=gone.archived))
    if not gone.overwritten:
        context.tell(context.say("db-forgotten-log", file=f"{store.path.name}-wal"))
    if copies:
        context.tell(context.say("db-forgotten-copies", files=", ".join(copies)))


def _tell_who(context: Context, author: str, people: Sequence[Somebody], *, dry_run: bool) -> None:
    """Who is called so, a line each; an error where that is more than one person may have meant."""
    from mentionwatch.text.safe import plain

    for one in people:
        told = (one.author.name, one.author.handle, one.author.id, one.author.url)
        called = " · ".join(plain(text, 80) for text in told if text)
        sys.stdout.write(f"{one.source}  {called}  {context.say('db-forget-posts', count=one.posts)}\n")
    if not people and dry_run:
        raise ConfigError("authors-unknown", name=author)
    if not dry_run:
        raise ConfigError("db-forget-several", name=author)


@app.command()
def merge(
    ctx: typer.Context, file: Annotated[Path, typer.Argument(metavar="OTHER.db", help="What to add.")]
) -> None:
    """Add the mentions of another database to this one; what both hold is kept once."""
    context: Context = ctx.obj
    with context.writing() as store, store.scanning(60):
        count = store.merge(file)
    context.tell(context.say("db-merged", count=count, file=str(file)))
