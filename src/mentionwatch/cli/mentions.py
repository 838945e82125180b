"""``mentions``: lists and searches what is kept, newest first; streamed, so that a million is no problem."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Annotated

import typer

from mentionwatch.cli.asked import (
    Intents,
    Languages,
    Sentiments,
    Since,
    Sources,
    Statuses,
    Topics,
    Until,
    Words,
    asked,
    refuse_unknown,
    with_feeds,
)
from mentionwatch.cli.context import Context, terminal_width
from mentionwatch.cli.emit import emit_all
from mentionwatch.errors import ConfigError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from mentionwatch.model import Filter, Mention

ON_A_TERMINAL = 50
_SIGNS = {"positive": "+", "neutral": "·", "negative": "-", None: " "}


def command(
    ctx: typer.Context,
    since: Since = None,
    until: Until = None,
    topic: Topics = None,
    source: Sources = None,
    sentiment: Sentiments = None,
    intent: Intents = None,
    language: Languages = None,
    status: Statuses = None,
    search: Words = None,
    limit: Annotated[int | None, typer.Option(min=1, metavar="N", help="At most so many.")] = None,
    doubtful: Annotated[
        bool, typer.Option("--doubtful", help="Only those that are kept apart as doubtful.")
    ] = False,
    follow: Annotated[
        bool,
        typer.Option(
            "--follow", help="JSON Lines of new ones as they come, with --since of older ones first."
        ),
    ] = False,
    json: Annotated[bool, typer.Option("--json", help="JSON Lines.")] = False,
    csv: Annotated[bool, typer.Option("--csv", help="CSV for a spreadsheet.")] = False,
) -> None:
    """List and search kept mentions, newest first: all of them in a pipe, the newest 50 on a terminal."""
    context: Context = ctx.obj
    if json and csv:
        raise ConfigError("cli-either", one="--json", other="--csv")
    for other, is_given in (("--csv", csv), ("--until", until)):
        if follow and is_given:
            raise ConfigError("cli-either", one="--follow", other=other)
    which = asked(
        context.wall(), since=since, until=until, topics=topic, sources=source, sentiments=sentiment, intents=intent,
        languages=language, statuses=status, words=search, doubtful=doubtful,
    )  # fmt: skip
    if follow:
        _follow(context, which, limit)
        return
    if limit is None and sys.stdout.isatty() and not (json or csv):
        limit = ON_A_TERMINAL
    with context.reading() as store:
        refuse_unknown(context, store, which)
        which = with_feeds(context, store, which)
        if json:
            emit_all(store.mentions_json(which, limit=limit))
        elif csv:
            _write_csv(store.mentions(which, limit=limit))
        elif not _write(row(mention, context) for mention in store.mentions(which, limit=limit)):
            context.tell(context.say("mentions-none"))


def _follow(context: Context, which: Filter, limit: int | None) -> None:
    from mentionwatch.cli.streaming import Stream
    from mentionwatch.cli.streaming import follow as print_as_they_come

    path = context.existing()
    with context.reading(path) as store:
        refuse_unknown(context, store, which)
        which = with_feeds(context, store, which)
        mark = 0 if which.since else store.last_mention()
    stream = Stream(path=path, opened=lambda: context.reading(path), asked=which, mark=mark)
    print_as_they_come(stream, limit)


def _write(lines: Iterable[str]) -> int:
    """Print them; how many they were."""
    write, count = sys.stdout.write, 0
    for count, line in enumerate(lines, 1):  # noqa: B007 - the last number is the count
        write(line)
    return count


def row(mention: Mention, context: Context) -> str:
    """One line a mention: number, time, site, topic, sign of its sentiment, text. Cut to a terminal's width."""
    from mentionwatch.text.safe import plain
    from mentionwatch.text.tables import fit, pad

    post = mention.post
    time = context.short(post.published or mention.first_seen)
    sign = _SIGNS[mention.sentiment.label if mention.sentiment else None]
    site, topic = pad(plain(post.site or post.source, 40), 16), pad(plain(mention.topic, 40), 10)
    head = f"{mention.id:>6}  {time}  {site}  {topic} {sign} "
    whole = head + plain(post.whole, 2000)
    return (fit(whole, terminal_width()) if sys.stdout.isatty() else whole) + "\n"


def _write_csv(mentions: Iterable[Mention]) -> None:
    import csv

    from mentionwatch.text import safe

    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow(
        ["id", "topic", "published", "first_seen", "source", "site", "author", "language", "sentiment", "score",
         "intent", "confidence", "status", "url", "title", "text"]
    )  # fmt: skip
    for mention in mentions:
        post, feeling = mention.post, mention.sentiment
        cells = [
            mention.topic, _time(post.published), _time(mention.first_seen), post.source, post.site,
            (post.author.name or post.author.handle) if post.author else None, post.language,
            feeling.label if feeling else None, f"{feeling.score:.2f}" if feeling else None,
            mention.intent, f"{mention.confidence:.2f}", mention.status, safe.link(post.url), post.title,
        ]  # fmt: skip
        writer.writerow([mention.id, *(_cell(cell) for cell in cells), safe.csv(post.text, 30_000)])


def _cell(value: str | None) -> str:
    """A cell that no spreadsheet takes for a formula; a plain negative number stays a number."""
    from mentionwatch.text.safe import csv

    if value and value.lstrip("-").replace(".", "", 1).isdigit():
        return value
    return csv(value) if value else ""


def _time(time: object) -> str | None:
    from mentionwatch.store.lines import stamp

    return stamp(time)  # type: ignore[arg-type]
