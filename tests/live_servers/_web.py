"""Talking to a server's own interface, to write the seeds there."""

from __future__ import annotations

import json
import time
from base64 import b64encode
from collections.abc import Mapping
from typing import Any
from urllib.error import HTTPError, URLError
from urllib.parse import urlencode
from urllib.request import Request, urlopen

_PATIENCE = 60.0


def ask(
    url: str,
    *,
    form: Mapping[str, str] | None = None,
    json_body: Any = None,
    token: str | None = None,
    login: tuple[str, str] | None = None,
    method: str | None = None,
) -> str:
    """What a server answers, posted to where there is something to send. Raises RuntimeError with its words."""
    body = urlencode(form).encode() if form is not None else None
    headers = {"Authorization": f"Bearer {token}"} if token else {}
    if login:
        headers["Authorization"] = basic(*login)
    if json_body is not None:
        body, headers["Content-Type"] = json.dumps(json_body).encode(), "application/json"
    try:
        with urlopen(Request(url, data=body, headers=headers, method=method), timeout=_PATIENCE) as answer:
            told: bytes = answer.read()
    except HTTPError as error:
        raise RuntimeError(f"{url}: {error.code} {error.read()[:300]!r}") from None
    return told.decode()


def basic(user: str, password: str) -> str:
    """The header by which somebody says with each request who they are."""
    return f"Basic {b64encode(f'{user}:{password}'.encode()).decode()}"


def ask_json(url: str, **asked: Any) -> Any:
    """The answer as JSON."""
    return json.loads(ask(url, **asked))


def answers(url: str) -> None:
    """Wait until a server answers this address well: some listen long before they can."""
    deadline = time.monotonic() + _PATIENCE
    while True:
        try:
            ask(url)
        except (RuntimeError, URLError, ConnectionError, TimeoutError) as error:
            if time.monotonic() > deadline:
                raise RuntimeError(f"{url} does not answer: {error}") from None
            time.sleep(0.2)
        else:
            return
