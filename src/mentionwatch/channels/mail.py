"""Mail, to the addresses that Apprise reads out of ``mailto://``: plain text under a Message-ID that stays the same.

Apprise could send it, but makes a new Message-ID at every try, so that no server could tell a repetition, and keeps
to itself what the server said.
"""

from __future__ import annotations

import smtplib
import ssl
from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import format_datetime
from typing import Any

from mentionwatch.errors import DeliveryError
from mentionwatch.model import Message
from mentionwatch.text.safe import plain

TIMEOUT = 15.0
"""Seconds that the server may take for an answer."""

_NO_PGP = (None, "no", "none")
_PORTS = {"insecure": 25, "starttls": 587, "ssl": 465}


def speaks(service: Any) -> bool:
    """Whether the mail can be sent from here: what is to be encrypted or signed is Apprise's."""
    is_plain = getattr(service, "pgp_mode", None) in _NO_PGP and not getattr(service, "use_pgp", False)
    return is_plain and getattr(service, "secure_mode", None) in _PORTS


def send(service: Any, message: Message) -> None:
    """Send a message to everybody whom Apprise's mail service names.

    Raises DeliveryError where the server refused all of them, OSError and SMTPException for other trouble.
    """
    mail = written(service, message)
    recipients = [address for _, address in service.targets] + _bare(service.cc) + _bare(service.bcc)
    with _connected(service) as server:
        try:
            server.send_message(mail, service.from_addr[1], recipients)
        except smtplib.SMTPRecipientsRefused as refused:
            code, why = next(iter(refused.recipients.values()))
            raise DeliveryError("channel-refused", why=f"{code} {why.decode(errors='replace')}") from None


def written(service: Any, message: Message) -> EmailMessage:
    """The mail as it is sent. Header values are single lines, whatever the message holds."""
    mail = EmailMessage()
    mail["Subject"] = plain(message.title, 200)
    mail["From"] = _address(*service.from_addr)
    mail["To"] = [_address(*target) for target in service.targets]
    for name, several in (("Cc", service.cc), ("Reply-To", service.reply_to)):
        if several:
            mail[name] = ", ".join(sorted(several))
    mail["Date"] = format_datetime(message.made)
    mail["Message-ID"] = f"<{message.key}@{service.from_addr[1].rpartition('@')[2]}>"
    mail["Auto-Submitted"] = "auto-generated"  # RFC 3834: no answering machine answers
    mail["X-Idempotency-Key"] = message.key
    for name, value in service.headers.items():  # +Name=value in the address
        mail[name] = plain(value, 500)
    mail.set_content(message.body)
    return mail


def _address(name: Any, address: str) -> Address:
    return Address(display_name=plain(name, 80) if isinstance(name, str) else "", addr_spec=address)


def _bare(addresses: Any) -> list[str]:
    return sorted(addresses)


def _connected(service: Any) -> smtplib.SMTP:
    """A connection to the server, secured and signed in as the address says. Raises OSError, SMTPException."""
    context = ssl.create_default_context()
    if not service.verify_certificate:
        context.check_hostname = False
        context.verify_mode = ssl.CERT_NONE
    mode = service.secure_mode
    where = (service.smtp_host or service.host, service.port or _PORTS[mode])
    server = (
        smtplib.SMTP_SSL(*where, timeout=TIMEOUT, context=context)
        if mode == "ssl"
        else smtplib.SMTP(*where, timeout=TIMEOUT)
    )
    try:
        if mode == "starttls":
            server.starttls(context=context)
        if service.user and service.password:
            server.login(service.user, service.password)
    except BaseException:
        server.close()
        raise
    return server
