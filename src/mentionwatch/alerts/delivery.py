"""From alerts to messages, and from the outbox to their targets."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from hashlib import sha256
from itertools import groupby
from typing import TYPE_CHECKING, TypeAlias

from mentionwatch.errors import DeliveryError
from mentionwatch.model import Alert, AlertRule, Mention, Message, MessageState, Target
from mentionwatch.store import Store

if TYPE_CHECKING:
    from mentionwatch.store.book import Book

GIVE_UP = timedelta(days=7)
"""A message that nobody took for so long is given up."""
LEASE = timedelta(minutes=10)
"""A message belongs to the process that sends it for so long; sending takes a minute at most."""
PATIENCE = timedelta(minutes=2)
"""One run spends so long on sending; the rest goes with the next."""

_PAUSES = (timedelta(minutes=1), timedelta(minutes=5), timedelta(minutes=15), timedelta(hours=1))

Clock: TypeAlias = Callable[[], datetime]
Send: TypeAlias = Callable[[Target, Message], None]
"""Hands a message over. Raises DeliveryError."""
Write: TypeAlias = Callable[[AlertRule, Sequence[Alert], Sequence[Mention]], tuple[str, str, str]]
"""Makes title, text and JSON of alerts and their mentions."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery:
    """What a run of the outbox did: messages taken, and those that failed with the reason, given up or not yet."""

    sent: int
    failed: tuple[Message, ...] = ()


def compose(store: Store, rules: Sequence[AlertRule], write: Write, now: datetime) -> list[Message]:
    """Put what is due by now into messages, one a rule and target. What no rule tells any more is left out."""
    known = {rule.name: rule for rule in rules}
    with store.alerting() as book:
        composed: list[Message] = []
        for name, several in groupby(
            sorted(book.due(now), key=lambda one: one[1].rule), lambda one: one[1].rule
        ):
            pairs = list(several)
            numbers = [number for number, _ in pairs]
            rule = known.get(name)
            messages = _messages(rule, pairs, book, write, now) if rule else []
            book.compose(numbers, messages)
            composed += messages
    return composed


def _messages(
    rule: AlertRule, pairs: Sequence[tuple[int, Alert]], book: Book, write: Write, now: datetime
) -> list[Message]:
    alerts = [alert for _, alert in pairs]
    wanted = [number for alert in alerts for number in alert.mentions]
    title, body, payload = write(rule, alerts, book.mentions(list(dict.fromkeys(wanted))))
    parts = [rule.name, *(f"{number} {alert.at.isoformat()}" for number, alert in pairs)]
    return [
        Message(
            id=0, key=_key(*parts, target.key), rule=rule.name, target=target.key, made=now, title=title, body=body,
            payload=payload,
        )
        for target in rule.to
    ]  # fmt: skip


def _key(*parts: str) -> str:
    """The same for the same alerts to the same target, and no other."""
    return sha256("\n".join(parts).encode()).hexdigest()[:32]


def deliver(
    store: Store, rules: Sequence[AlertRule], send: Send, now: Clock, *, language: str = "en"
) -> Delivery:
    """Send what waits in the outbox, and note what came of it, in words of that ``language``.

    A target that fails is left alone for the rest of the run. What is not taken is tried again after a minute, later
    every hour, for a week.
    """
    targets = {(rule.name, target.key): target for rule in rules for target in rule.to}
    run = _Run(store=store, send=send, now=now, language=language)
    until = now() + PATIENCE
    while now() < until and (message := store.claim(now(), LEASE, run.mine, run.resting)):
        run.handle(message, targets.get((message.rule, message.target)))
    return Delivery(sent=run.sent, failed=tuple(run.failed))


@dataclass(slots=True, kw_only=True)
class _Run:
    """One run of the outbox. ``mine`` tells its claims from those of other processes."""

    store: Store
    send: Send
    now: Clock
    language: str
    mine: str = field(default_factory=lambda: secrets.token_hex(8))
    resting: set[str] = field(default_factory=set)
    sent: int = 0
    failed: list[Message] = field(default_factory=list)

    def handle(self, message: Message, target: Target | None) -> None:
        """Send one message that is claimed."""
        if target is None:
            self._fail(message, DeliveryError("alerts-no-target"), is_over=True)
            return
        try:
            self.send(target, message)
        except DeliveryError as error:
            self.resting.add(message.target)
            self._fail(message, error, is_over=self.now() - message.made >= GIVE_UP)
        else:
            self.store.settle(message.id, self.mine, "sent", at=self.now())
            self.sent += 1

    def _fail(self, message: Message, error: DeliveryError, *, is_over: bool) -> None:
        at = self.now()
        again = None if is_over else at + _PAUSES[min(message.tries, len(_PAUSES)) - 1]
        state: MessageState = "failed" if is_over else "waiting"
        why = error.say(self.language)
        self.store.settle(message.id, self.mine, state, at=at, again=again, error=why)
        self.failed.append(replace(message, state=state, error=why, next=again))
