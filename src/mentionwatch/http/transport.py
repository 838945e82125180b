"""An httpx transport on ``http.client``: blocking sockets, kept alive, under a deadline and a byte cap.

httpx's own pool costs two to three times the processor time of ``http.client`` (docs/design.md). This one has
no proxies and no HTTP/2; `mentionwatch.http.network` takes httpx's where a proxy is configured.

Requests carry their limits as extensions: ``deadline`` (on the monotonic clock), ``connect`` (seconds),
``max_bytes`` (of the whole answer, as sent) and ``public`` (true: private addresses are refused).
The answer's extension ``private`` tells whether it came from a private address.
"""

from __future__ import annotations

import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterator
from functools import cache
from http.client import HTTPException, HTTPResponse
from typing import Any, cast

import httpx

from mentionwatch.http.addresses import is_private
from mentionwatch.http.faults import CutShort, PrivateAddress
from mentionwatch.http.line import Line, Origin, left

_CHUNK = 1 << 16
_MOST_IDLE = 64
_PORTS = {"http": 80, "https": 443}


class Transport(httpx.BaseTransport):
    """Thread-safe. Raises OSError, HTTPException, and what `mentionwatch.http.faults` has."""

    def __init__(
        self,
        *,
        context: ssl.SSLContext | None = None,
        resolve: Callable[..., list[Any]] = socket.getaddrinfo,
        private: Callable[[str], bool] = is_private,
    ) -> None:
        """``context`` verifies certificates (default: the system's authorities); the others are for tests."""
        self._context = context
        self._resolve = resolve
        self._private = private
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
        return self._exchange(self._connected(origin, request), request)

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
        try:
            line.send(_serialised(request))
            answer = HTTPResponse(cast("socket.socket", line), method=request.method)
            answer.begin()
        except ValueError as error:  # http.client's own word for nonsense in lengths
            line.close()
            raise HTTPException(str(error)) from error
        except BaseException:
            line.close()
            raise
        return httpx.Response(
            answer.status,
            headers=[
                (name.encode("latin-1"), value.encode("latin-1")) for name, value in answer.headers.items()
            ],
            stream=_Body(self, line, answer),
            extensions={"private": line.private},
        )

    def _connected(self, origin: Origin, request: httpx.Request) -> Line:
        scheme, host, port = origin
        deadline = min(request.extensions["deadline"], time.monotonic() + request.extensions["connect"])
        raw, private = self._reached(host, port, deadline, public=request.extensions["public"])
        if scheme == "http":
            return Line(origin, raw, private=private)
        try:
            raw.settimeout(left(deadline))
            context = self._context or authorities()
            return Line(origin, context.wrap_socket(raw, server_hostname=host), private=private)
        except BaseException:
            raw.close()
            raise

    def _reached(self, host: str, port: int, deadline: float, *, public: bool) -> tuple[socket.socket, bool]:
        """A connection to the first address of the host that takes one, and whether it is private.

        The address that was judged is the one connected to, so a name that changes its mind gains nothing.
        """
        try:
            found = self._resolve(host, port, type=socket.SOCK_STREAM)
        except UnicodeError as error:  # a label of the name is empty or too long
            raise socket.gaierror(socket.EAI_NONAME, str(error)) from None
        failure: OSError | None = None
        for index, (family, kind, protocol, _, address) in enumerate(found):
            private = self._private(address[0])
            if public and private:
                raise PrivateAddress(address[0])
            share = left(deadline) / (len(found) - index)
            try:
                return _dialled(family, kind, protocol, address, share), private
            except OSError as error:
                failure = error
        raise failure or OSError(f"no address of {host}")


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


@cache
def authorities() -> ssl.SSLContext:
    """Whom to believe: the system's authorities (``SSL_CERT_FILE`` adds to them), else those of certifi."""
    context = ssl.create_default_context()
    if not context.cert_store_stats()["x509_ca"]:
        import certifi

        context.load_verify_locations(certifi.where())
    context.set_alpn_protocols(["http/1.1"])
    return context


def _serialised(request: httpx.Request) -> bytes:
    head = b"%b %b HTTP/1.1\r\n" % (request.method.encode("ascii"), request.url.raw_path)
    fields = b"".join(b"%b: %b\r\n" % field for field in request.headers.raw)
    return b"%b%b\r\n%b" % (head, fields, request.content)


def _dialled(family: int, kind: int, protocol: int, address: Any, seconds: float) -> socket.socket:
    connection = socket.socket(family, kind, protocol)
    try:
        connection.settimeout(seconds)
        connection.connect(address)
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    except BaseException:
        connection.close()
        raise
    return connection
