"""``authors``: the people behind the mentions, and whether some act together."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Annotated, Any

import typer

from mentionwatch.cli.asked import Since, Topics, Until, refuse_unknown
from mentionwatch.cli.context import Context, terminal_width
from mentionwatch.cli.emit import emit, emit_all
from mentionwatch.cli.stories import period_of
from mentionwatch.errors import ConfigError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mentionwatch.findings import Somebody
    from mentionwatch.formats._figures import Figures
    from mentionwatch.model import Filter, Ring, Tally
    from mentionwatch.store import Store

_SHOWN = 20


def command(
    ctx: typer.Context,
    name: Annotated[
        str | None, typer.Argument(metavar="[NAME]", help="Show everything that this author said.")
    ] = None,
    since: Since = None,
    until: Until = None,
    topic: Topics = None,
    limit: Annotated[int | None, typer.Option(min=1, metavar="N", help="At most so many.")] = None,
    coordination: Annotated[
        bool, typer.Option("--coordination", help="Only the signs that some act together.")
    ] = False,
    json: Annotated[bool, typer.Option("--json", help="JSON Lines.")] = False,
) -> None:
    """Tell who writes, how, to how many and in what role; with a name, all they said. Default: the last 7 days."""
    context: Context = ctx.obj
    if name and coordination:
        raise ConfigError("cli-either", one="NAME", other="--coordination")
    which = period_of(context, since, until, topic)
    with context.reading() as store:
        refuse_unknown(context, store, which)
        if name:
            _one(context, store, name, which if since or until else _always(which), limit, json=json)
        elif coordination:
            _together(context, store, which, limit, json=json)
        else:
            _everybody(context, store, which, limit, json=json)


def _always(which: Filter) -> Filter:
    from dataclasses import replace

    return replace(which, since=None, until=None)


def _everybody(context: Context, store: Store, which: Filter, limit: int | None, *, json: bool) -> None:
    from mentionwatch.findings import coordinated, people

    found = people(store, which, context.zone, limit or (None if json else _SHOWN))
    if json:
        emit_all(_line(_record(one)) for one in found)
        return
    if not found:
        context.tell(context.say("authors-none"))
        return
    figures = _figures(context)
    sys.stdout.write(_table(found, figures))
    if rings := coordinated(store, which):
        sys.stdout.write(f"\n{figures.say('section-coordinated')}\n{_said(rings, figures)}")


def _together(context: Context, store: Store, which: Filter, limit: int | None, *, json: bool) -> None:
    from mentionwatch.findings import coordinated
    from mentionwatch.formats._records import ring_record

    rings = coordinated(store, which)[:limit]
    if json:
        emit_all(_line(ring_record(ring)) for ring in rings)
    else:
        figures = _figures(context)
        sys.stdout.write(_said(rings, figures) if rings else f"{figures.say('ring-none')}\n")


def _said(rings: Sequence[Ring], figures: Figures) -> str:
    from mentionwatch.formats._findings import ring_says
    from mentionwatch.text.tables import wrap

    told = [ring_says(ring, figures) for ring in rings] + [figures.say("ring-note")]
    return "".join(wrap(f"- {text}", terminal_width(), lines=8) for text in told)


def _one(context: Context, store: Store, name: str, which: Filter, limit: int | None, *, json: bool) -> None:
    from mentionwatch.cli.mentions import row
    from mentionwatch.store.lines import line

    mentions = store.by_author(name, which)
    if not mentions:
        raise ConfigError("authors-unknown", name=name)
    if not json:
        from mentionwatch.formats._portrait import portrait

        sys.stdout.write(portrait(mentions, _figures(context), terminal_width()))
    for mention in mentions[:limit]:
        if json:
            emit(line(mention))
        else:
            sys.stdout.write(row(mention, context))


def _figures(context: Context) -> Figures:
    from mentionwatch.formats._figures import Figures

    return Figures(context.lang, context.zone, context.now())


def _line(record: object) -> str:
    from json import JSONEncoder

    return JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode(record)


def _record(one: Somebody) -> dict[str, Any]:
    from mentionwatch.formats._records import author_record, mood_record, role_record
    from mentionwatch.store.lines import stamp

    person = one.person
    return {
        "author": author_record(one.author),
        "mentions": person.mentions,
        "positive": person.positive,
        "neutral": person.neutral,
        "negative": person.negative,
        "days": [{"day": day.isoformat(), **mood_record(tally)} for day, tally in person.days.items()],
        "reach": person.reach,
        "sources": list(person.sources),
        "sites": list(person.sites),
        "roles": [role_record(role) for role in person.roles],
        "first": stamp(person.first),
        "last": stamp(person.last),
    }


def _table(found: Sequence[Somebody], figures: Figures) -> str:
    from mentionwatch.text.tables import table

    reach = "reach" if any(one.person.reach is not None for one in found) else ""
    labels = ("author", "mentions-short", "", reach, "site", "roles")
    rows = [_row(one, figures) for one in found]
    header = [figures.say(label) if label else "" for label in labels]
    text = table(rows, header=header, width=terminal_width(), right=(1, 3), rigid=(2,), wraps=(5,))
    return f"{text}\n{figures.say('authors-days')}\n"


def _row(one: Somebody, figures: Figures) -> list[str]:
    from mentionwatch.formats import _findings as findings
    from mentionwatch.formats import _quotes as quotes
    from mentionwatch.text.safe import plain

    person = one.person
    return [
        quotes.author_name(one.author, figures),
        figures.number(person.mentions),
        "".join(_sign(tally) for tally in list(person.days.values())[-10:]),
        "" if person.reach is None else figures.number(person.reach),
        plain(", ".join(person.sites or person.sources), 24),
        findings.role_reasons(person.roles, figures),
    ]


def _sign(tally: Tally) -> str:
    """How an author felt on one day."""
    if tally.unknown == tally.total:
        return "?"
    net = tally.net_sentiment or 0
    return "+" if net > 0 else "−" if net < 0 else "·"
