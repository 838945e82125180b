"""Our own webhook: JSON, signed as the Standard Webhooks specification has it, repeated under the same id.

    webhook+https://hooks.example/mentions?secret=KEY

The request carries ``webhook-id`` (and ``idempotency-key``, the same), ``webhook-timestamp`` (seconds since 1970) and
``webhook-signature``: ``v1,`` and the base64 of HMAC-SHA256 over ``ID.TIMESTAMP.BODY``. A key that begins with
``whsec_`` is base64 behind that, any other is taken as it is (UTF-8). https://www.standardwebhooks.com
"""

from __future__ import annotations

import base64
import binascii
import hmac
from datetime import datetime
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from mentionwatch.errors import ConfigError
from mentionwatch.http import Network
from mentionwatch.model import Message

_PREFIX = "webhook+"
_KEY = "whsec_"
_OPTION = "secret"


def send(url: str, message: Message, network: Network, now: datetime) -> None:
    """Post a message. Any answer from 200 to 299 means that it was taken. Raises SourceError."""
    address, secret = parts(url)
    body = (message.payload or "{}").encode()
    stamp = str(int(now.timestamp()))
    headers = {
        "content-type": "application/json",
        "webhook-id": message.key,
        "webhook-timestamp": stamp,
        "idempotency-key": message.key,
    }
    if secret:
        headers["webhook-signature"] = signature(secret, message.key, stamp, body)
    network.session(secrets=[secret] if secret else []).post(address, content=body, headers=headers)


def signature(secret: str, key: str, stamp: str, body: bytes) -> str:
    """``v1,`` and the signature of a request. Raises ConfigError for a secret that is no base64 behind whsec_."""
    signed = b".".join((key.encode(), stamp.encode(), body))
    return "v1," + base64.b64encode(hmac.digest(_bytes(secret), signed, "sha256")).decode()


def parts(url: str) -> tuple[str, str | None]:
    """The address to post to, and the secret, which does not stand in it any more."""
    split = urlsplit(url.removeprefix(_PREFIX))
    query = parse_qsl(split.query, keep_blank_values=True)
    secret = next((value for name, value in query if name == _OPTION), None)
    rest = urlencode([(name, value) for name, value in query if name != _OPTION])
    return urlunsplit(split._replace(query=rest)), secret


def check(url: str) -> None:
    """Whether the address can be posted to and its secret be used. Raises ConfigError."""
    try:
        address, secret = parts(url)
        host = urlsplit(address).hostname
    except ValueError:
        host = secret = None
    if not host:
        raise ConfigError("channel-webhook")
    if secret:
        _bytes(secret)


def _bytes(secret: str) -> bytes:
    if not secret.startswith(_KEY):
        return secret.encode()
    try:
        return base64.b64decode(secret.removeprefix(_KEY), validate=True)
    except binascii.Error:
        raise ConfigError("channel-key") from None
