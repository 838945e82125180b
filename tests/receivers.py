"""Who gets alerts in tests: a mail server and a webhook on loopback, which can be down, slow or forgetful."""

from __future__ import annotations

import email
import json
import socket
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from email.message import EmailMessage
from email.policy import default
from typing import Any

from aiosmtpd.controller import Controller

from servers import Answer, Request


def free_port() -> int:
    """A port on loopback that nobody listens on."""
    with socket.socket() as made:
        made.bind(("127.0.0.1", 0))
        return int(made.getsockname()[1])


@dataclass  # without slots: until Python 3.11.3 they leave a name behind over which aiosmtpd stumbles
class Mailbox:
    """What a mail server took; ``refuses`` is what it says instead."""

    refuses: str | None = None
    mails: list[EmailMessage] = field(default_factory=list)
    recipients: list[list[str]] = field(default_factory=list)

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802 - aiosmtpd's name
        if self.refuses:
            return self.refuses
        mail = email.message_from_bytes(envelope.content, policy=default)
        assert isinstance(mail, EmailMessage)
        self.mails.append(mail)
        self.recipients.append(envelope.rcpt_tos)
        return "250 OK"


@contextmanager
def mail_server(mailbox: Mailbox, port: int = 0) -> Iterator[int]:
    """A real SMTP server on loopback; its port."""
    port = port or free_port()
    controller = Controller(mailbox, hostname="127.0.0.1", port=port)
    controller.start()
    try:
        yield port
    finally:
        controller.stop()


@dataclass(slots=True)
class Hook:
    """A webhook that takes each id once, as receivers should, and counts how often it was asked."""

    asked: int = 0
    taken: dict[str, Request] = field(default_factory=dict)

    def __call__(self, request: Request) -> Answer:
        self.asked += 1
        self.taken.setdefault(request.headers["webhook-id"], request)
        return Answer(b"", 204)

    @property
    def bodies(self) -> list[Mapping[str, Any]]:
        return [json.loads(request.body) for request in self.taken.values()]
