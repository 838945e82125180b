"""An httpx transport on ``http.client``: blocking sockets, kept alive, under a deadline and a byte cap.

httpx's own pool costs more than twice the processor time of ``http.client`` (benchmarks/fetch.py), and knows no
deadline for a whole answer. There is no HTTP/2: it pays for many requests to one host only.

Requests carry their limits as extensions: ``deadline`` (on the monotonic clock), ``connect`` (seconds),
``max_bytes`` (of the whole answer, as sent) and ``public`` (true: private addresses are refused).
The answer's extension ``private`` tells whether it came from a private address.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from http.client import HTTPException, HTTPResponse
from typing import TYPE_CHECKING, cast

import httpx

from mentionwatch.http.dial import Dialler
from mentionwatch.http.faults import CutShort
from mentionwatch.http.line import Line, Origin

if TYPE_CHECKING:
    import socket

_CHUNK = 1 << 16
_MOST_IDLE = 64
_PORTS = {"http": 80, "https": 443}


class Transport(httpx.BaseTransport):
    """Thread-safe. Raises OSError, HTTPException, and what `mentionwatch.http.faults` has."""

    def __init__(self, dialler: Dialler | None = None) -> None:
        self._dialler = dialler or Dialler()
        self._idle: list[Line] = []
        self._lock = threading.Lock()

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Send a request and read the head of its answer; the body is read by who iterates it."""
        url = request.url
        origin = (url.scheme, url.raw_host.decode("ascii"), url.port or _PORTS[url.scheme])
        line = self._kept(origin, public=request.extensions["public"])
        if line:
            try:
                return self._exchange(line, request)
            except ConnectionError:
                # The server closed the idle connection at the very moment we used it.
                if line.received or request.method != "GET":
                    raise
        limits = request.extensions
        deadline = min(limits["deadline"], time.monotonic() + limits["connect"])
        return self._exchange(self._dialler.dial(origin, deadline, public=limits["public"]), request)

    def close(self) -> None:
        """Close all idle connections."""
        with self._lock:
            idle, self._idle = self._idle, []
        for line in idle:
            line.close()

    def keep(self, line: Line) -> None:
        """Take back a connection whose answer was read to its end."""
        with self._lock:
            self._idle.append(line)
            surplus = self._idle.pop(0) if len(self._idle) > _MOST_IDLE else None
        if surplus:
            surplus.close()

    def _kept(self, origin: Origin, *, public: bool) -> Line | None:
        while line := self._taken(origin, public=public):
            if line.is_quiet():
                return line
            line.close()
        return None

    def _taken(self, origin: Origin, *, public: bool) -> Line | None:
        with self._lock:
            for index in range(len(self._idle) - 1, -1, -1):
                line = self._idle[index]
                if line.origin == origin and not (public and line.private):
                    return self._idle.pop(index)
        return None

    def _exchange(self, line: Line, request: httpx.Request) -> httpx.Response:
        line.limit(request.extensions["deadline"], request.extensions["max_bytes"])
        with line.or_close():
            line.send(self._serialised(request))
            answer = _head(line, request.method)
        fields = [(name.encode("latin-1"), value.encode("latin-1")) for name, value in answer.headers.items()]
        extensions = {} if line.private is None else {"private": line.private}
        body = _Body(self, line, answer)
        return httpx.Response(answer.status, headers=fields, stream=body, extensions=extensions)

    def _serialised(self, request: httpx.Request) -> bytes:
        target, extra = request.url.raw_path, b""
        proxy = self._dialler.proxy
        if proxy and proxy.kind == "http" and request.url.scheme == "http":
            target = str(request.url.copy_with(fragment=None)).encode("ascii")
            extra = b"".join(b"%b: %b\r\n" % (k.encode(), v.encode()) for k, v in proxy.authorization.items())
        fields = b"".join(b"%b: %b\r\n" % field for field in request.headers.raw)
        method = request.method.encode("ascii")
        return b"%b %b HTTP/1.1\r\n%b%b\r\n%b" % (method, target, fields, extra, request.content)


def _head(line: Line, method: str) -> HTTPResponse:
    """The head of the answer; informational ones (RFC 9110 §15.2) before it are passed over."""
    while True:
        answer = HTTPResponse(cast("socket.socket", line), method=method)
        try:
            answer.begin()
        except ValueError as error:  # http.client's own word for nonsense in lengths
            raise HTTPException(str(error)) from error
        if not 100 < answer.status < 200:
            return answer
        answer.fp = None  # type: ignore[assignment] # else it takes the line's buffer along as it goes


class _Body(httpx.SyncByteStream):
    def __init__(self, transport: Transport, line: Line, answer: HTTPResponse) -> None:
        self._transport = transport
        self._line: Line | None = line
        self._answer = answer

    def __iter__(self) -> Iterator[bytes]:
        try:
            while chunk := self._answer.read(_CHUNK):
                yield chunk
        except ValueError as error:  # a negative chunk size
            raise HTTPException(str(error)) from error
        if self._answer.length:
            raise CutShort
        if self._line and not self._answer.will_close:
            self._transport.keep(self._line)
            self._line = None

    def close(self) -> None:
        """Drop the connection, unless the whole answer was read."""
        if self._line:
            self._line.close()
            self._line = None
        self._answer.close()
