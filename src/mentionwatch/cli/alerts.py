"""``alerts``: tells people what is worth it, now; or says what would have been told, or what waits to be sent."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Annotated

import typer

from mentionwatch.cli.asked import Since, Until
from mentionwatch.cli.context import Context, talk, terminal_width
from mentionwatch.cli.emit import emit_all

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from mentionwatch.config import Config
    from mentionwatch.model import Alert, AlertRule, Mention, Message, Period


def command(
    ctx: typer.Context,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Show what would be told, tell nothing.")
    ] = False,
    at: Annotated[
        str | None,
        typer.Option("--at", metavar="TIME", help="What would have been told in the day before then."),
    ] = None,
    since: Since = None,
    until: Until = None,
    test: Annotated[bool, typer.Option("--test", help="Send a test message to each target.")] = False,
    outbox: Annotated[
        bool, typer.Option("--outbox", help="List the messages that wait or were given up, and why.")
    ] = False,
    retry: Annotated[
        bool, typer.Option("--retry", help="Send what waits or was given up again, now.")
    ] = False,
    json: Annotated[bool, typer.Option("--json", help="JSON Lines.")] = False,
) -> None:
    """Tell people what the [[alerts]] rules find, as each scan does; or say what they would have told in the past."""
    context: Context = ctx.obj
    config = context.config()
    if not config.alerts:
        context.tell(context.say("alerts-none", file=str(config.file)))
    elif at or since or until:
        _replay(context, config, _span(context, at, since, until), json=json)
    elif outbox:
        _list(context, config, json=json)
    elif test:
        _test(context, config)
    elif dry_run:
        _rehearse(context, config, json=json)
    else:
        _tell(context, config, is_retry=retry, json=json)


def _tell(context: Context, config: Config, *, is_retry: bool, json: bool) -> None:
    from mentionwatch.cli.telling import complain, run

    with context.writing(config.database) as store:
        if is_retry:
            store.retry(context.now())
        alerts, done = run(context, config, store)
        waiting = len(store.messages(["waiting"]))
    if json:
        _print_lines(alerts)
    complain(context, config, done)
    if context.verbose or context.watched:
        context.tell(context.say("alerts-done", alerts=len(alerts), sent=done.sent, waiting=waiting))
    if done.failed:
        raise typer.Exit(3)


def _rehearse(context: Context, config: Config, *, json: bool) -> None:
    """Print the messages that would be written now."""
    from mentionwatch.alerts import evaluate
    from mentionwatch.cli.telling import letter_of, watch_of

    with context.writing(config.database) as store:
        alerts = evaluate(store, watch_of(context, config), context.now(), rehearsal=True)
        if json:
            _print_lines(alerts)
            return
        letter = letter_of(context, config)
        for rule, told in _by_rule(config.alerts, alerts):
            title, body, _ = letter.write(rule.name, told, _known(store.book().mentions, told))
            sys.stdout.write(f"{title}\n{'-' * min(len(title), 79)}\n{body}\n\n")
    if not alerts:
        context.tell(context.say("alerts-nothing"))


def _by_rule(rules: Iterable[AlertRule], alerts: Sequence[Alert]) -> Iterable[tuple[AlertRule, list[Alert]]]:
    told = [(rule, [alert for alert in alerts if alert.rule == rule.name]) for rule in rules]
    return [(rule, several) for rule, several in told if several]


def _known(look_up: Callable[[Sequence[int]], list[Mention]], alerts: Sequence[Alert]) -> list[Mention]:
    """The mentions of alerts, each once."""
    return look_up(list(dict.fromkeys(number for alert in alerts for number in alert.mentions)))


def _print_lines(alerts: Iterable[Alert]) -> None:
    from json import JSONEncoder

    from mentionwatch.formats._alert_records import alert_record

    encode = JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
    emit_all(encode(alert_record(alert)) for alert in alerts)


# The past


def _span(context: Context, at: str | None, since: str | None, until: str | None) -> Period:
    """The day before ``at``, or the time from ``since`` (30 days back) to ``until`` (now). Raises ConfigError."""
    from datetime import timedelta

    from mentionwatch.errors import ConfigError
    from mentionwatch.model import Period
    from mentionwatch.text.spans import parse_time

    now = context.wall()
    if at and (since or until):
        raise ConfigError("cli-either", one="--at", other="--since" if since else "--until")
    ends = at or until
    end = parse_time(ends, now) if ends else context.now()
    start = parse_time(since, now) if since else end - timedelta(days=1 if at else 30)
    if start >= end:
        raise ConfigError("cli-period", since=f"{start:%Y-%m-%d %H:%M}", until=f"{end:%Y-%m-%d %H:%M}")
    return Period(start=start, end=end)


def _replay(context: Context, config: Config, period: Period, *, json: bool) -> None:
    """Print what the rules would have told, a line each, and how much that is."""
    from datetime import timedelta

    from mentionwatch.alerts.replay import is_replayed, messages, replay
    from mentionwatch.cli.telling import letter_of, watch_of
    from mentionwatch.text.tables import fit

    watch = watch_of(context, config)
    with context.reading(config.database) as store:
        alerts = replay(store, watch, period)
        known = {one.id: one for one in _known(store.book().mentions, alerts)}
    if json:
        _print_lines(alerts)
    else:
        letter = letter_of(context, config)
        for alert in alerts:
            told = f"{context.stamp(alert.at)}  {letter.headline(alert, known)}"
            sys.stdout.write(f"{fit(told, terminal_width()) if sys.stdout.isatty() else told}\n")
    days = max(1, round((period.end - period.start) / timedelta(days=1)))
    context.tell(
        context.say("alerts-replayed", alerts=len(alerts), messages=messages(alerts, watch), days=days)
    )
    for rule in config.alerts:
        if not is_replayed(rule):
            context.tell(context.say("alerts-not-replayed", rule=rule.name))


# Messages


def _list(context: Context, config: Config, *, json: bool) -> None:
    """Print the messages that are not sent."""
    with context.reading(config.database) as store:
        messages = store.messages(["waiting", "failed"])
    if json:
        from json import dumps

        lines = (dumps(_record(config, message), ensure_ascii=False) for message in messages)
        sys.stdout.write("".join(f"{line}\n" for line in lines))
    elif messages:
        sys.stdout.write("".join(_listed(context, config, message) for message in messages))
    else:
        context.tell(context.say("alerts-outbox-empty"))


def _record(config: Config, message: Message) -> dict[str, object]:
    from mentionwatch.cli.telling import named
    from mentionwatch.store.lines import stamp

    return {
        "key": message.key,
        "rule": message.rule,
        "target": named(config, message.target),
        "state": message.state,
        "made": stamp(message.made),
        "tries": message.tries,
        "next": stamp(message.next) if message.state == "waiting" else None,
        "error": message.error,
        "title": message.title,
    }


def _listed(context: Context, config: Config, message: Message) -> str:
    """One message on a few lines: when it was made, where it goes, when again, what it says, why it is not sent."""
    from mentionwatch.cli.context import terminal_width
    from mentionwatch.cli.telling import named
    from mentionwatch.text.safe import plain
    from mentionwatch.text.tables import fit, wrap

    width, is_over = terminal_width(), message.state == "failed"
    head = context.say(
        "alerts-outbox-failed" if is_over else "alerts-outbox-waits",
        made=context.stamp(message.made),
        target=named(config, message.target),
        tries=message.tries,
        again=None if is_over else context.stamp(message.next),
    )
    texts = [plain(text, 300) for text in (message.title, message.error) if text]
    return fit(head, width) + "\n" + "".join(wrap(text, width, indent="  ", lines=2) for text in texts)


def _test(context: Context, config: Config) -> None:
    """Send one message to every target of every rule, past the outbox."""
    from mentionwatch.cli.telling import letter_of, sending
    from mentionwatch.errors import DeliveryError

    letter, is_well = letter_of(context, config), True
    with sending(context, config) as send:
        for rule in config.alerts:
            message = _trial(context, rule, *letter.test(rule.name))
            for target in rule.to:
                try:
                    send(target, message)
                except DeliveryError as error:
                    is_well = False
                    why = error.say(context.lang_with(config))
                    values = {"rule": rule.name, "target": target.name}
                    talk(context.say("alerts-test-failed", **values, why=why))
                else:
                    context.tell(context.say("alerts-tested", rule=rule.name, target=target.name))
    if not is_well:
        raise typer.Exit(3)


def _trial(context: Context, rule: AlertRule, title: str, body: str, payload: str) -> Message:
    from secrets import token_hex

    from mentionwatch.model import Message

    return Message(
        id=0,
        key=token_hex(16),
        rule=rule.name,
        target="",
        title=title,
        body=body,
        payload=payload,
        made=context.now(),
    )
