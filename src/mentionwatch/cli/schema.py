"""``schema``: the JSON Schema of what the commands print as JSON (docs/reference/json.md)."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from mentionwatch.cli.asked import one_of
from mentionwatch.cli.context import Context

OF = ("mention", "card", "source", "report", "alert", "webhook", "try", "evaluate")


def command(
    ctx: typer.Context,
    of: Annotated[
        str,
        typer.Argument(
            metavar="[mention|card|source|report|alert|webhook|try|evaluate]", help="Of which output."
        ),
    ] = "mention",
) -> None:
    """Print the JSON Schema of a command's JSON: of a mention's line, unless another is named."""
    import json

    from mentionwatch.cli.shapes import schema_of

    context: Context = ctx.obj
    one_of("schema", [of], OF)
    sys.stdout.write(json.dumps(schema_of(of, context.lang), ensure_ascii=False, indent=2) + "\n")
