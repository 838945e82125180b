"""Channels: how a message reaches people. Webhooks of our own kind, mail, and whatever Apprise speaks.

Every way of sending raises DeliveryError, which says what went wrong and holds no secret. Nothing a stranger wrote is
markup by then (``text.safe.chat``), nothing is attached, and nothing is fetched.
"""

from __future__ import annotations

import re
import threading
from collections.abc import Callable
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

from mentionwatch.errors import DeliveryError, MentionwatchError
from mentionwatch.http.masking import mask

if TYPE_CHECKING:
    from datetime import datetime

    from mentionwatch.http import Network
    from mentionwatch.model import Message, Target

LIMIT = 60.0
"""Seconds that sending one message may take, whatever the other side does."""

_WEBHOOK = ("webhook+https://", "webhook+http://")
_MAIL = ("mailto://", "mailtos://")
_PIECES = re.compile(r"[^/?#&=:@,;\s]{4,}")
_HOSTED = re.compile(
    r"(?:webhook\+http|mailto|ntfy|json|xml|form|matrix|mmost|rocket|gotify)s?://", re.IGNORECASE
)
"""Addresses in which the host is a host; elsewhere it may be a token."""


def send(target: Target, message: Message, network: Network, now: datetime, language: str = "en") -> None:
    """Hand a message over. Raises DeliveryError, also where it takes longer than LIMIT seconds.

    What it says is in that ``language`` already, as far as we know it.
    """
    url = target.url

    def act() -> None:
        if url.startswith(_WEBHOOK):
            from mentionwatch.channels import webhook

            webhook.send(url, message, network, now)
        else:
            from mentionwatch.channels import mail, services

            service = services.service(url)
            if url.startswith(_MAIL) and mail.speaks(service):
                mail.send(service, message)
            else:
                services.send(service, message)

    within(LIMIT, lambda: _guarded(act, url, language))


def check(target: Target) -> None:
    """Whether messages can be sent there, as far as the address tells; nothing is sent. Raises ConfigError."""
    if target.url.startswith(_WEBHOOK):
        from mentionwatch.channels import webhook

        webhook.check(target.url)
    else:
        from mentionwatch.channels import services

        services.service(target.url)


def _guarded(act: Callable[[], None], url: str, language: str) -> None:
    """Whatever goes wrong becomes a DeliveryError without a piece of the address in it."""
    try:
        act()
    except MentionwatchError as error:
        raise DeliveryError("channel-failed", why=hidden(error.say(language), url)) from None
    except Exception as failure:  # noqa: BLE001 - a service may raise anything; the other messages are still to be sent
        why = f"{type(failure).__name__}: {failure}"
        raise DeliveryError("channel-failed", why=hidden(why, url)) from None


def hidden(text: str, url: str) -> str:
    """A reason without any piece of the address that could be a secret."""
    rest = url.partition("://")[2]
    pieces = {*_PIECES.findall(rest), *map(unquote, _PIECES.findall(rest))}
    if _HOSTED.match(url):
        pieces.discard(urlsplit(url).hostname or "")
    return mask(" ".join(text.split()), pieces)[:300]


def within(seconds: float, act: Callable[[], None]) -> None:
    """Do something, but wait no longer than that. What takes longer goes on in the dark and may still succeed."""
    failures: list[BaseException] = []

    def run() -> None:
        try:
            act()
        except BaseException as failure:  # noqa: BLE001 - raised again in the thread that waits
            failures.append(failure)

    thread = threading.Thread(target=run, daemon=True, name="channel")
    thread.start()
    thread.join(seconds)
    if thread.is_alive():
        raise DeliveryError("channel-slow", seconds=int(seconds))
    if failures:
        raise failures[0]
