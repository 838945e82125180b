"""What ``alerts`` and ``scan`` share: evaluate the rules, write messages, send what waits, say what failed."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cached_property
from typing import TYPE_CHECKING

from mentionwatch.cli.context import Context, talk

if TYPE_CHECKING:
    from datetime import datetime

    from mentionwatch.alerts import Delivery, Watch
    from mentionwatch.analysis.alerting import Overdue
    from mentionwatch.config import Config
    from mentionwatch.formats._alerts import Letter
    from mentionwatch.http import Network
    from mentionwatch.model import Alert, Message, Target
    from mentionwatch.store import Store

_CARDS = 1000
"""So many cards of each section are looked at for broken promises, the most urgent."""


def run(context: Context, config: Config, store: Store) -> tuple[list[Alert], Delivery]:
    """Tell people what is worth it now; what was told, and what came of sending it."""
    from mentionwatch.alerts import compose, deliver, evaluate

    now, letter = context.now(), letter_of(context, config)
    store.set_back(now)
    alerts = evaluate(store, watch_of(context, config), now)
    compose(store, config.alerts, lambda rule, told, known: letter.write(rule.name, told, known), now)
    with sending(context, config) as send:
        done = deliver(store, config.alerts, send, context.now, language=context.lang_with(config))
    return alerts, done


def watch_of(context: Context, config: Config) -> Watch:
    """What the configuration says about alerts."""
    from mentionwatch.alerts import Watch

    return Watch(
        rules=config.alerts,
        topics=[topic.name for topic in config.topics],
        zone=context.zone,
        waiting=lambda store, now: overdue(config, store, now),
    )


def overdue(config: Config, store: Store, now: datetime) -> Iterator[Overdue]:
    """The cards of our own topics whose answer was promised for a time before ``now``."""
    from mentionwatch.analysis.alerting import Overdue
    from mentionwatch.analysis.cards import Wanted
    from mentionwatch.analysis.playbook import Playbook
    from mentionwatch.desk import WINDOW, inbox
    from mentionwatch.model import Filter

    own = tuple(topic.name for topic in config.topics if topic.kind != "competitor")
    wanted = Wanted(asked=Filter(topics=own, since=now - WINDOW), limit=_CARDS)
    for card in inbox(store, wanted, config.topics, Playbook(config.playbook, config.hours), now).cards:
        if card.due and card.due <= now:
            yield Overdue(mention=card.lead, subject=f"promise:{card.ids[0]}", due=card.due)


def letter_of(context: Context, config: Config) -> Letter:
    """Writes messages in the language of the configuration."""
    from mentionwatch.formats._alerts import Letter
    from mentionwatch.formats._figures import Figures

    return Letter(Figures(context.lang_with(config), context.zone))


class Sender:
    """Hands messages over. The network that webhooks need is there from the first message on."""

    def __init__(self, context: Context, config: Config) -> None:
        self._context = context
        self._config = config

    @cached_property
    def _network(self) -> Network:
        from mentionwatch.cli.scan import network_of

        return network_of(self._context, self._config)

    def __call__(self, target: Target, message: Message) -> None:
        from mentionwatch.channels import send

        send(target, message, self._network, self._context.now(), self._context.lang_with(self._config))

    def close(self) -> None:
        """Close what was opened."""
        if "_network" in self.__dict__:
            self._network.close()


@contextmanager
def sending(context: Context, config: Config) -> Iterator[Sender]:
    """A sender that is closed afterwards."""
    sender = Sender(context, config)
    try:
        yield sender
    finally:
        sender.close()


def complain(context: Context, config: Config, done: Delivery) -> None:
    """Say on stderr which messages failed, and when they are tried again."""
    for message in done.failed:
        talk(f"  {failure(context, config, message)}")


def failure(context: Context, config: Config, message: Message) -> str:
    """Which message failed and why, and when it is tried again if it is."""
    values = {"rule": message.rule, "target": named(config, message.target), "why": message.error or ""}
    if message.state == "waiting":
        return context.say("alerts-waits", **values, again=context.stamp(message.next))
    return context.say("alerts-given-up", **values)


def named(config: Config, target: str) -> str:
    """What a person calls a target; its key where no rule sends there any more."""
    names = {one.key: one.name for rule in config.alerts for one in rule.to}
    return names.get(target, target)
