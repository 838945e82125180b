"""``stories``: mentions grouped by the event that they tell of."""

from __future__ import annotations

import sys
from datetime import timedelta
from typing import TYPE_CHECKING, Annotated

import typer

from mentionwatch.cli.asked import Since, Topics, Until, asked, refuse_unknown
from mentionwatch.cli.context import Context, terminal_width
from mentionwatch.cli.emit import emit_all

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from mentionwatch.formats._figures import Figures
    from mentionwatch.model import Filter, Spike, Story
    from mentionwatch.store import Store

_SHOWN = 20
_MOST = 10_000


def command(
    ctx: typer.Context,
    since: Since = None,
    until: Until = None,
    topic: Topics = None,
    least: Annotated[int, typer.Option(min=1, metavar="N", help="Stories of at least so many mentions.")] = 2,
    limit: Annotated[int | None, typer.Option(min=1, metavar="N", help="At most so many.")] = None,
    json: Annotated[bool, typer.Option("--json", help="JSON Lines.")] = False,
) -> None:
    """List stories, mentions grouped by event, largest first, beside the time before. Default: the last 7 days."""
    context: Context = ctx.obj
    which = period_of(context, since, until, topic)
    with context.reading() as store:
        refuse_unknown(context, store, which)
        found = store.stories(which, least=least, limit=limit or (_MOST if json else _SHOWN))
        loud = [] if json else _spikes(store, which, {story.id for story in found})
    if json:
        emit_all(map(line, found))
    elif found:
        sys.stdout.write(_table(context, found) + _said(context, loud))
    else:
        context.tell(context.say("stories-none", least=least))


def period_of(context: Context, since: str | None, until: str | None, topics: Sequence[str] | None) -> Filter:
    """The mentions of a period that has both ends: by default the seven days until now. Raises ConfigError."""
    from dataclasses import replace

    now = context.now()
    which = asked(context.wall(), since=since, until=until, topics=topics)
    end = which.until or now
    return replace(which, since=which.since or end - timedelta(days=7), until=end)


def _spikes(store: Store, which: Filter, shown: Collection[int]) -> list[Spike]:
    """What stood out in the period, as far as it was one of the stories shown."""
    from mentionwatch import findings
    from mentionwatch.model import Period

    if not (shown and which.since and which.until):
        return []
    period = Period(start=which.since, end=which.until)
    counted = findings.hourly(store, which, period)
    whole = findings.spikes(store, which, period, counted)
    single = findings.spikes_of_stories(store, which, period, whole, counted)
    return [spike for spike in (*whole, *single) if spike.story and spike.story.id in shown]


def _said(context: Context, spikes: Sequence[Spike]) -> str:
    """A sentence or two on each spike, behind the number of its story."""
    from textwrap import fill

    from mentionwatch.formats._figures import Figures
    from mentionwatch.formats._findings import spike_says

    figures = Figures(context.lang, context.zone, context.now())
    said = [f"▲ {spike.story.id}  {spike_says(spike, figures)}" for spike in spikes if spike.story]
    lines = [fill(one, terminal_width(), subsequent_indent="    ") for one in said]
    return "\n".join(["", *lines, ""]) if lines else ""


def line(story: Story) -> str:
    """A story as one JSON object."""
    from json import JSONEncoder

    from mentionwatch.formats._records import story_record

    return JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode(story_record(story))


def _table(context: Context, stories: Sequence[Story]) -> str:
    from mentionwatch.formats._bars import bar
    from mentionwatch.formats._figures import Figures
    from mentionwatch.text.tables import table

    figures = Figures(context.lang, context.zone, context.now())
    most = max(story.tally.total for story in stories)
    reach = "reach" if any(story.reach for story in stories) else ""
    labels = ("", "mentions-short", "change", "", "sites-column", reach, "first-column", "story")
    header = [figures.say(label) if label else "" for label in labels]
    rows = [
        _row(story, context.short(story.first).strip(), figures, bar(story.tally, most, 8))
        for story in stories
    ]
    return table(rows, header=header, width=terminal_width(), right=(0, 1, 2, 4, 5), rigid=(3, 6))


def _row(story: Story, first: str, figures: Figures, mix: str) -> list[str]:
    from mentionwatch.formats._findings import growth, story_title

    return [
        str(story.id),
        figures.number(story.tally.total),
        growth(story, figures),
        mix,
        figures.number(story.sites),
        figures.number(story.reach) if story.reach else "",
        first,
        story_title(story),
    ]
