"""``audit``: how people are answered, by us and by others, on the threads that were followed."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from mentionwatch.cli.asked import Since, Topics, Until, asked, one_of
from mentionwatch.cli.context import Context, terminal_width
from mentionwatch.cli.emit import seen
from mentionwatch.errors import ConfigError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mentionwatch.conversation import Responses
    from mentionwatch.model import Period

FORMATS = ("table", "markdown", "html", "json")
_EXAMPLES = 10


def command(
    ctx: typer.Context,
    since: Since = None,
    until: Until = None,
    topic: Topics = None,
    account: Annotated[
        list[str] | None,
        typer.Option(metavar="ACCOUNT", help="Only replies by this handle, id or address; repeatable."),
    ] = None,
    format: Annotated[str, typer.Option(metavar="NAME", help="table, markdown, html or json.")] = "table",
    json: Annotated[bool, typer.Option("--json", help="JSON Lines: one object a topic.")] = False,
    output: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Write to this file (-: to stdout).")
    ] = None,
) -> None:
    """Measure how soon people are answered, how many are not, and with what; topics whose people wait most come first.

    Default: the last 7 days, every topic with own_accounts.
    """
    from mentionwatch.cli.report import period_of, write

    context: Context = ctx.obj
    one_of("--format", [format], FORMATS)
    period = period_of(context, since, until)
    found = _worst_first(_measured(context, period, topic, account))
    if not found:
        accounts = ", ".join(account or ())
        context.tell(context.say("audit-no-account" if account else "audit-nobody", account=accounts))
    text = _written(context, found, period, "json" if json else format)
    write(output, text)


def _measured(
    context: Context, period: Period, topics: Sequence[str] | None, accounts: Sequence[str] | None
) -> Sequence[Responses]:
    from mentionwatch import responses
    from mentionwatch.analysis.playbook import Playbook
    from mentionwatch.findings import spikes

    config = context.config()
    unknown = [name for name in topics or () if name not in {topic.name for topic in config.topics}]
    for name in unknown:
        known = ", ".join(topic.name for topic in config.topics)
        raise ConfigError("config-no-topic", file=str(config.file), name=name, known=known)
    playbook, which = Playbook(config.playbook, config.hours), asked(context.now(), topics=topics)
    with context.reading(config.database) as store:
        clock = responses.Clock(
            period=period,
            now=context.now(),
            hours=config.hours,
            playbook=playbook,
            spikes=spikes(store, which, period) if playbook.asks_for_spikes else (),
        )
        if accounts:
            return responses.by_account(store, which, config.topics, accounts, clock)
        return responses.responses(store, which, config.topics, clock)


def _worst_first(found: Sequence[Responses]) -> list[Responses]:
    """Most unanswered first, of as many the slowest; those of whom nothing can be said last."""

    def rank(one: Responses) -> tuple[float, float, str]:
        share = -1.0 if one.share_unanswered is None else one.share_unanswered
        wait = one.median if one.median is not None else timedelta.max if one.unanswered else timedelta()
        return (-share, -wait.total_seconds(), one.topic)

    return sorted(found, key=rank)


def _written(context: Context, found: Sequence[Responses], period: Period, form: str) -> str:
    if form == "json":
        return "".join(f"{seen(line(one))}\n" for one in found)
    if not found:
        return ""
    from mentionwatch.formats._figures import Figures

    figures = Figures(context.lang, context.zone)
    title = f"{context.say('audit-title')}, {figures.period(period)}"
    if form == "html":
        from mentionwatch.formats._answers_html import section
        from mentionwatch.formats.html import titled

        return titled(title, section(found, figures, _EXAMPLES), figures)
    from mentionwatch.formats._answers_text import markdown, terminal

    if form == "markdown":
        return f"# {title}\n\n{markdown(found, figures, _EXAMPLES)}\n"
    return f"{title}\n\n{terminal(found, figures, terminal_width(), _EXAMPLES)}"


def line(one: Responses) -> str:
    """What was measured of a topic as one JSON object."""
    from json import JSONEncoder

    from mentionwatch.formats._answer_shapes import responses_record

    return JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode(responses_record(one))
