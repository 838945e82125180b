"""``scan``: the cron job. Silent when all is well and nobody looks on."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING, Annotated

import typer

from mentionwatch.cli.context import Context, talk
from mentionwatch.cli.emit import emit
from mentionwatch.errors import ConfigError
from mentionwatch.model import Mention, ScanResult
from mentionwatch.text.spans import parse_time

if TYPE_CHECKING:
    from datetime import datetime

    from mentionwatch.config import Config, NamedSource
    from mentionwatch.http import Network
    from mentionwatch.model import Topic
    from mentionwatch.scan import Plan
    from mentionwatch.store import Store


def command(
    ctx: typer.Context,
    source: Annotated[
        list[str] | None, typer.Option(metavar="NAME", help="Only this source; repeatable.")
    ] = None,
    topic: Annotated[
        list[str] | None, typer.Option(metavar="NAME", help="Only this topic; repeatable.")
    ] = None,
    since: Annotated[
        str | None, typer.Option(metavar="TIME", help="Look back to this time: 30d, 2026-11-01.")
    ] = None,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Show what would be kept, keep nothing.")
    ] = False,
    json: Annotated[bool, typer.Option("--json", help="Print fresh mentions as JSON Lines.")] = False,
    wait: Annotated[float, typer.Option(metavar="SECONDS", help="How long to wait for another scan.")] = 0,
) -> None:
    """Ask all sources for what is new, keep what concerns a topic, tag it. This is the cron job."""
    context: Context = ctx.obj
    config = context.config()
    plan = replace(
        planned(context, config, chosen(config, source), topic, since),
        dry_run=dry_run,
        configured={named.key: named.type for named in config.sources},
    )
    rules = config.alerts  # a mistake in them is told before anything is asked
    began = time.monotonic()
    result = run(context, config, plan, wait, json=json, follows=config.settings.follow)
    _summarise(context, result, time.monotonic() - began, config.sources)
    is_told = dry_run or not rules or _told(context, config)
    if result.failed or not is_told:
        raise typer.Exit(3)


def _told(context: Context, config: Config) -> bool:
    """Tell people what the rules find worth it; whether every message that was tried was taken."""
    from mentionwatch.cli.telling import complain
    from mentionwatch.cli.telling import run as tell

    with context.writing(config.database) as store:
        alerts, done = tell(context, config, store)
    complain(context, config, done)
    if (context.verbose or context.watched) and (alerts or done.sent):
        context.tell(context.say("alerts-done", alerts=len(alerts), sent=done.sent, waiting=len(done.failed)))
    return not done.failed


def planned(
    context: Context,
    config: Config,
    sources: Sequence[NamedSource],
    topics: Sequence[str] | None,
    since: str | None,
) -> Plan:
    """The plan of a scan of these sources. Raises ConfigError where there is nothing to look for."""
    from mentionwatch.scan import Plan

    return Plan(
        sources=sources,
        topics=chosen_topics(config, topics),
        first_look=config.settings.first_scan,
        since=parse_time(since, context.wall()) if since else None,
        workers=config.settings.workers,
        language=context.lang_with(config),
        secrets=config.secrets,
        archive=config.settings.archive,
        retention=config.settings.retention,
    )


def chosen_topics(config: Config, names: Sequence[str] | None) -> list[Topic]:
    """The topics of these names; all where no name is given. Raises ConfigError."""
    if not config.topics:
        raise ConfigError("config-no-topics", file=str(config.file))
    known = {topic.name: topic for topic in config.topics}
    for name in names or ():
        if name not in known:
            raise ConfigError("config-no-topic", file=str(config.file), name=name, known=", ".join(known))
    return [known[name] for name in names or known]


def chosen(config: Config, names: Sequence[str] | None) -> list[NamedSource]:
    """The configured sources of these names, keys or types; all where no name is given. Raises ConfigError."""
    if not config.sources:
        raise ConfigError("config-no-sources", file=str(config.file))
    if not names:
        return list(config.sources)
    known = {name for named in config.sources for name in (named.name, named.key, named.type)}
    for name in names:
        if name not in known:
            shown = ", ".join(sorted({told for named in config.sources for told in (named.name, named.type)}))
            raise ConfigError("config-no-source", file=str(config.file), name=name, known=shown)
    return [named for named in config.sources if {named.name, named.key, named.type} & set(names)]


def network_of(context: Context, config: Config, timeout: float | None = None) -> Network:
    """What the configuration says about fetching; ``timeout`` is in seconds."""
    from mentionwatch.http import Network

    settings = config.settings
    return Network(
        contact=settings.contact,
        proxy=settings.proxy,
        environ=os.environ,
        timeout=timeout or settings.timeout,
        max_bytes=settings.max_megabytes * 1_000_000,
        now=context.now,
        sleep=time.sleep,
    )


def run(
    context: Context, config: Config, plan: Plan, wait: float, *, json: bool = False, follows: bool = False
) -> ScanResult:
    """Scan and enrich under the scan lock, printing fresh mentions as lines where ``json`` is set.

    With ``follows`` the sources are also asked what became of older mentions.
    """
    from mentionwatch.cli.classifying import classifier_of
    from mentionwatch.enrich import enrich
    from mentionwatch.scan import scan

    network = network_of(context, config)
    try:
        with context.writing(config.database) as store, store.scanning(wait), _progress(context) as progress:
            began = context.now()
            if not plan.dry_run and store.set_back(began):
                context.tell(context.say("scan-clock", now=f"{began:%Y-%m-%d %H:%M}"))
            result = scan(plan, store, network, context.now, progress)
            if not plan.dry_run:
                result = _followed(context, config, plan, store, network, result, began if follows else None)
                with classifier_of(context, config, store) as classifier:
                    enrich(store, classifier)
            if json:
                _print_lines(result, None if plan.dry_run else store.mention)
    finally:
        network.close()
    return result


def _followed(
    context: Context,
    config: Config,
    plan: Plan,
    store: Store,
    network: Network,
    result: ScanResult,
    began: datetime | None,
) -> ScanResult:
    """The result with that of looking again; of the sources only those are asked that were well in this scan."""
    from mentionwatch.follow import Round, follow

    failing = {failure.key for failure in result.failed}
    followed = follow(
        Round(
            sources=[named for named in plan.sources if began and named.key not in failing],
            configured=config.sources,
            topics=config.topics,
            began=began or context.now(),
            workers=plan.workers,
            language=plan.language,
            secrets=plan.secrets,
        ),
        store,
        network,
        context.now,
    )
    return replace(
        result,
        fresh=(*result.fresh, *followed.fresh),
        failed=(*result.failed, *followed.failed),
        followed=followed,
    )


def _print_lines(result: ScanResult, look_up: Callable[[int], Mention | None] | None) -> None:
    from mentionwatch.store.lines import line

    for mention in result.fresh:
        whole = (look_up(mention.id) or mention) if look_up else mention
        emit(line(whole))


@contextmanager
def _progress(context: Context) -> Iterator[Callable[[int, int, str], None]]:
    """A progress bar where a person looks on; nothing elsewhere."""
    if not context.watched:
        yield lambda done, total, name: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

    from mentionwatch.text.safe import plain

    columns = (BarColumn(), MofNCompleteColumn(), TextColumn("{task.description}", markup=False))
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("", total=None)
        yield lambda done, total, name: bar.update(
            task, completed=done, total=total, description=plain(name, 60)
        )


def _tell_of_cuts(context: Context, result: ScanResult, sources: Sequence[NamedSource]) -> None:
    """What was left out. Under cron only that it began: what a scan before would have brought."""
    is_heard = context.verbose or context.watched
    if not result.cut:
        return
    from mentionwatch.cli.sources import left_out

    for named in sources:
        if named.key in (result.cut if is_heard else result.lost):
            context.tell(left_out(context, named.name, result.cut[named.key]))


def _summarise(context: Context, result: ScanResult, seconds: float, sources: Sequence[NamedSource]) -> None:
    """A summary on stderr: for a person who looks on, with -v, or when something failed or began to get lost."""
    called = {named.key: f"{named.source.name}: " for named in sources if named.source.name}
    if result.failed:
        talk(context.say("scan-failed", failed=len(result.failed), asked=result.asked))
    for failure in result.failed:
        when = context.stamp(failure.again)
        again = f" ({context.say('scan-again', again=when)})" if when else ""
        talk(f"  {called.get(failure.key, '')}{failure.error}{again}")
    _tell_of_cuts(context, result, sources)
    if not (context.verbose or context.watched):
        return
    doubtful = sum(mention.doubtful for mention in result.fresh)
    fresh = len(result.fresh)
    context.tell(
        context.say("scan-done", asked=result.asked, posts=result.posts, fresh=fresh, seconds=seconds)
    )
    if result.followed and (result.followed.looked or result.followed.waiting or result.followed.answered):
        told = result.followed
        counts = {
            "looked": told.looked,
            "answered": len(told.answered),
            "unread": told.unread,
            "waiting": told.waiting,
        }
        context.tell(context.say("scan-followed", **counts))
    if doubtful:
        context.tell(context.say("scan-doubtful", doubtful=doubtful))
    if result.resting:
        context.tell(context.say("scan-resting", resting=result.resting))
