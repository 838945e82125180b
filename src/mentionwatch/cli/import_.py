"""``import``: posts from files into the same pipe as a scan."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from mentionwatch.cli.context import Context, talk
from mentionwatch.errors import ConfigError

if TYPE_CHECKING:
    from mentionwatch.config import Config


def command(
    ctx: typer.Context,
    file: Annotated[
        str, typer.Argument(metavar="FILE|-", help="JSON Lines, CSV, a feed, an mbox; - is stdin.")
    ],
    source: Annotated[
        str | None, typer.Option(metavar="NAME", help="What these posts' source is called.")
    ] = None,
) -> None:
    """Read posts from a file and keep those that a topic's query matches, as a scan does."""
    from mentionwatch.cli import scan
    from mentionwatch.config import NamedSource
    from mentionwatch.sources.file import File

    context: Context = ctx.obj
    if file != "-" and not Path(file).exists():
        raise ConfigError("cli-input", file=file, why=context.say("cli-missing"))
    config = context.config()
    given = File(path=file, source=source or "import", given=sys.stdin.buffer.read() if file == "-" else None)
    named = NamedSource(key=f"import:{source or file}", type="file", source=given)
    plan = scan.planned(context, config, [named], None, None)
    result = scan.run(context, config, plan, wait=60)
    _set_aside(context, config)
    if result.failed and not result.posts:
        raise ConfigError("import-failed", why=result.failed[0].error)
    context.tell(context.say("import-done", posts=result.posts, fresh=len(result.fresh)))
    for failure in result.failed:
        talk(failure.error)
        raise typer.Exit(3)


def _set_aside(context: Context, config: Config) -> None:
    """A file that was read once is no source that could fail tomorrow: reports count the configured ones alone."""
    with context.writing(config.database) as store:
        known = store.states()
        store.configured({named.key: named.type for named in config.sources if named.key in known})
