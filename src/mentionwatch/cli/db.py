"""``db``: the upkeep of the database."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from mentionwatch.cli.context import Context
from mentionwatch.text.spans import parse_time

app = typer.Typer(help="Look after the database: info, check, backup, prune, merge.")


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

        sys.stdout.write(json_module.dumps(facts, ensure_ascii=False) + "\n")
    else:
        sys.stdout.write("".join(f"{name:<16}{value}\n" for name, value in facts.items()))


@app.command()
def check(ctx: typer.Context) -> None:
    """Look for damage: the file, its indices, the full text, the figures. Leaves with 1 where there is any."""
    context: Context = ctx.obj
    with context.reading() as store:
        problems = store.check()
    for problem in problems:
        sys.stdout.write(f"{problem}\n")
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
    before = parse_time(older, context.now())
    with context.writing() as store, store.scanning(60):
        count = store.prune(before)
    context.tell(context.say("db-pruned", count=count))


@app.command()
def merge(
    ctx: typer.Context, file: Annotated[Path, typer.Argument(metavar="OTHER.db", help="What to add.")]
) -> None:
    """Add the mentions of another database to this one; what both hold is kept once."""
    context: Context = ctx.obj
    with context.writing() as store, store.scanning(60):
        count = store.merge(file)
    context.tell(context.say("db-merged", count=count, file=str(file)))
