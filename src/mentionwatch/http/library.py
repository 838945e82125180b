"""All that httpx does for us: addresses that are not plain, cookies of redirects, transports made for it.

Loading it takes longer than asking a hundred feeds, and most scans need none of this: so this module is imported
where it is needed, within functions.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from mentionwatch.http.exchange import Answer, Question
from mentionwatch.http.faults import Abroad
from mentionwatch.http.url import Url

# httpx imports its own command line, with rich, click and pygments, and expects that it may fail (its extra ``cli`` is
# optional). Blocking that one name for the moment of the import saves more than half of its time.
if "httpx" not in sys.modules:
    sys.modules["httpx._main"] = None  # type: ignore[assignment]
try:
    import httpx
finally:
    if sys.modules.get("httpx._main", sys) is None:
        del sys.modules["httpx._main"]

_SCHEMES = ("http", "https")


def parsed(address: str) -> tuple[Url, bytes] | None:
    """An address and its user information (``user:password``, percent-encoded); None where it cannot be asked."""
    try:
        return _taken_apart(httpx.URL(address))
    except (httpx.InvalidURL, ValueError):
        return None


def extended(address: str, params: Mapping[str, Any]) -> str | None:
    """The address with parameters added; None where they cannot be sent: half a character, say."""
    try:
        return str(httpx.URL(address).copy_merge_params(params))
    except (httpx.InvalidURL, ValueError):
        return None


def joined(address: str, location: str) -> str:
    """Where a redirect leads to; what makes no address is returned as it came."""
    try:
        return str(httpx.URL(address).join(location))
    except (httpx.InvalidURL, ValueError):
        return location


def without_fragment(address: str) -> str:
    """The address up to its ``#``."""
    return str(httpx.URL(address).copy_with(fragment=None))


def _taken_apart(url: httpx.URL) -> tuple[Url, bytes] | None:
    if url.scheme not in _SCHEMES or not url.host:
        return None
    bare = url.copy_with(userinfo=b"") if url.userinfo else url
    found = Url(
        text=str(bare),
        scheme=bare.scheme,
        host=bare.host,
        raw_host=bare.raw_host.decode("ascii"),
        port=bare.port,
        target=bare.raw_path.decode("ascii"),
    )
    return found, url.userinfo


class Cookies:
    """What servers set on the way of a redirect, for as long as the walk lasts."""

    def __init__(self) -> None:
        self._jar = httpx.Cookies()

    def __bool__(self) -> bool:
        return bool(self._jar)

    def take(self, method: str, url: Url, answer: Answer) -> None:
        """Take over what an answer sets."""
        request = httpx.Request(method, url.text)
        fields = [(name.encode(), value.encode()) for name, value in answer.fields if name == "set-cookie"]
        self._jar.extract_cookies(httpx.Response(answer.status, headers=fields, request=request))

    def header(self, method: str, url: Url) -> str | None:
        """The ``Cookie`` header for a request, if there is anything to send."""
        request = httpx.Request(method, url.text)
        self._jar.set_cookie_header(request)
        cookie: str | None = request.headers.get("cookie")
        return cookie


class Foreign:
    """A transport made for httpx in the place of ours: `httpx.MockTransport` in tests."""

    def __init__(self, transport: httpx.BaseTransport) -> None:
        self._transport = transport

    def send(self, question: Question) -> Answer:
        """Send a question, and read the head of its answer. Raises Abroad for what httpx calls a TransportError."""
        ask = question.ask
        request = httpx.Request(
            ask.method,
            ask.url.text,
            headers=[(name.encode(), value.encode()) for name, value in question.headers.items()],
            content=ask.content or None,
        )
        with _explained():
            response = self._transport.handle_request(request)
        return Answer(
            status=response.status_code,
            fields=[(name.lower(), value) for name, value in response.headers.multi_items()],
            chunks=_chunks(response),
            close=response.close,
        )

    def close(self) -> None:
        """Close what it holds."""
        self._transport.close()


def _chunks(response: httpx.Response) -> Iterator[bytes]:
    assert isinstance(response.stream, httpx.SyncByteStream)
    with _explained():
        yield from response.stream


@contextmanager
def _explained() -> Iterator[None]:
    try:
        yield
    except httpx.TransportError as error:
        raise Abroad(str(error)) from error
