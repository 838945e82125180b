"""``report``: the weekly summary."""

from __future__ import annotations

import sys
from dataclasses import replace
from datetime import UTC, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from mentionwatch.cli.asked import Since, Topics, Until, asked, refuse_unknown
from mentionwatch.cli.context import Context, colored, terminal_width
from mentionwatch.errors import OF_THE_DISK, ConfigError, SystemTrouble, of_system
from mentionwatch.model import Period
from mentionwatch.text.spans import parse_comparison, parse_time

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mentionwatch.config import Config
    from mentionwatch.model import Filter, Indicator, Report
    from mentionwatch.plugins import Format


def command(
    ctx: typer.Context,
    since: Since = None,
    until: Until = None,
    topic: Topics = None,
    format: Annotated[
        str, typer.Option(metavar="NAME", help="table, markdown, html, json, csv, feed ...")
    ] = "table",
    compare: Annotated[
        str | None,
        typer.Option(
            metavar="PERIOD", help="Compare with another period: previous, last-year, 2026-10-01..2026-10-07."
        ),
    ] = None,
    kpi: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE",
            help="Figures of your own by day (CSV: the day, then a column each) beside mentions.",
        ),
    ] = None,
    output: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Write to this file (-: to stdout).")
    ] = None,
) -> None:
    """Sum up a period beside the one before it: by default the last 7 days. Add --lang ru for Russian."""
    from mentionwatch.plugins import Format, find

    context: Context = ctx.obj
    config = context.config_if_any()
    language = context.lang_with(config) if config else context.lang
    writer = writer_of(find(Format, format), language)
    which = asked(context.now(), topics=topic)
    period = period_of(context, since, until, compare)
    indicators = _indicators(kpi) if kpi else ()
    made = composed(context, config, period, which, indicators)
    text = writer.render(made)
    write(output, text)


def composed(
    context: Context,
    config: Config | None,
    period: Period,
    which: Filter,
    indicators: Sequence[Indicator] = (),
) -> Report:
    """The report on what the database holds, with what the configuration says of topics, promises and hours."""
    from mentionwatch.analysis.playbook import Playbook
    from mentionwatch.report import report

    with context.reading(config.database if config else None) as store:
        refuse_unknown(context, store, which)
        return report(
            store,
            period=period,
            asked=which,
            topics=config.topics if config else (),
            now=context.now(),
            playbook=Playbook(config.playbook, config.hours) if config else None,
            zone=context.zone,
            indicators=indicators,
        )


def writer_of(kind: type[Format], language: str) -> Format:
    """The format with what the command line knows: the language, and for a terminal its width and colours."""
    options: dict[str, object] = {"lang": language}
    if "width" in kind.model_fields:
        options["width"] = terminal_width()
    if "color" in kind.model_fields:
        options["color"] = colored()
    return kind.model_validate(options)


def write(output: Path | None, text: str) -> None:
    """Write to the file of ``--output``; to stdout where there is none, or ``-``."""
    if output in (None, Path("-")):
        sys.stdout.write(text)
    else:
        save(output, text)


def save(file: Path, text: str) -> None:
    """Write the whole file or nothing: a reader never sees half a report. Devices and pipes are written to."""
    is_replaced = file.is_file() or not file.exists()
    if is_replaced and file.is_symlink():
        file = file.resolve()  # the link stays, and what it leads to is new
    beside = file.with_name(f".{file.name}.part") if is_replaced else file
    try:
        beside.write_text(text, encoding="utf-8", newline="")
        if is_replaced:
            beside.replace(file)
    except OSError as error:
        if is_replaced:
            beside.unlink(missing_ok=True)
        if error.errno in OF_THE_DISK:
            raise SystemTrouble.of(error) from None
        raise ConfigError("cli-output", file=str(file), why=of_system(error)) from None


def period_of(context: Context, since: str | None, until: str | None, compare: str | None = None) -> Period:
    now = context.wall()
    end = parse_time(until, now) if until else now.astimezone(UTC)
    start = parse_time(since, now) if since else end - timedelta(days=7)
    if start >= end:
        raise ConfigError("cli-period", since=f"{start:%Y-%m-%d %H:%M}", until=f"{end:%Y-%m-%d %H:%M}")
    period = Period(start=start, end=end)
    return replace(period, against=parse_comparison(compare, period, now)) if compare else period


def _indicators(file: Path) -> Sequence[Indicator]:
    from mentionwatch.text.encoding import decode
    from mentionwatch.text.indicators import indicators

    try:
        return indicators(decode(file.read_bytes()), file.name)
    except OSError as error:
        raise ConfigError("cli-input", file=str(file), why=of_system(error)) from None
