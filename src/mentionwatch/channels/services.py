"""The services that Apprise speaks: chats, telephones, push. The only place that imports it.

Its HTTP is its own (requests): LIMIT of ``channels`` bounds the time, and nothing of an answer is kept or shown.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from mentionwatch.errors import ConfigError, DeliveryError
from mentionwatch.model import Message


def service(url: str) -> Any:
    """What Apprise makes of an address. Raises ConfigError where it makes nothing of it."""
    from apprise import Apprise, AppriseAsset

    asset = AppriseAsset(
        app_id="mentionwatch",
        app_desc="mentionwatch",
        app_url="",
        image_url_mask="",  # no picture is fetched, not even Apprise's own
        image_url_logo="",
        async_mode=False,
        interpret_emojis=False,
        interpret_escapes=False,
    )
    with _heard():
        found = Apprise.instantiate(url, asset=asset, suppress_exceptions=True)
    if found is None:
        raise ConfigError("channel-unknown")
    return found


def send(service: Any, message: Message) -> None:
    """Send a message as plain text. Raises DeliveryError with what Apprise had to say."""
    from apprise import Apprise, NotifyFormat

    sender = Apprise(asset=service.asset)
    sender.add(service)
    headers = getattr(service, "headers", None)
    if isinstance(headers, dict):
        headers["X-Idempotency-Key"] = message.key
    with _heard() as said:
        is_sent = sender.notify(body=message.body, title=message.title, body_format=NotifyFormat.TEXT)
    if not is_sent:
        raise DeliveryError("channel-refused", why=" ".join(said) or type(service).__name__)


class _Listener(logging.Handler):
    """Keeps what is said instead of printing it."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.said: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.said.append(record.getMessage())


@contextmanager
def _heard() -> Iterator[list[str]]:
    """What Apprise says meanwhile. It names addresses, so nobody else hears it."""
    logger, listener = logging.getLogger("apprise"), _Listener()
    spread, logger.propagate = logger.propagate, False
    logger.addHandler(listener)
    try:
        yield listener.said
    finally:
        logger.removeHandler(listener)
        logger.propagate = spread
