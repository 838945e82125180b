"""Servers on loopback for tests: answers by callable, counted requests, latency, broken answers by byte."""

from __future__ import annotations

import json
import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import formatdate
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Any, Self, TypeAlias
from urllib.parse import parse_qsl, urlsplit

import pytest

from mentionwatch.errors import MentionwatchError
from mentionwatch.http import Network


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """What a server was asked. ``headers`` have lower-case names; ``target`` is path and query as sent."""

    method: str
    target: str
    headers: Mapping[str, str]
    body: bytes = b""

    @property
    def path(self) -> str:
        return urlsplit(self.target).path

    @property
    def query(self) -> dict[str, str]:
        return dict(parse_qsl(urlsplit(self.target).query, keep_blank_values=True))


@dataclass(frozen=True, slots=True)
class Answer:
    """A proper answer. A ``body`` that is neither bytes nor text is sent as JSON."""

    body: Any = b""
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Raw:
    """An improper answer: bytes as they are, or what a function does with the socket; then the end."""

    act: bytes | Callable[[socket.socket], None]


Outcome: TypeAlias = Answer | Raw | bytes | str | dict[str, Any] | list[Any]
Route: TypeAlias = Outcome | Callable[[Request], Outcome]


Failed: type[BaseException] = pytest.fail.Exception


class Server:
    """A threaded HTTP server on loopback, to be used with ``with``.

    ``routes`` maps paths to outcomes, or to functions that make them of a request; ``"*"`` is any other
    path. ``requests`` is what was asked, in order; ``connections`` how many connections were opened;
    ``latency`` the seconds before every answer; ``context`` makes it speak TLS.
    """

    def __init__(
        self,
        routes: Mapping[str, Route],
        *,
        host: str = "127.0.0.1",
        port: int = 0,
        latency: float = 0.0,
        context: ssl.SSLContext | None = None,
    ) -> None:
        self.routes = routes
        self.latency = latency
        self.requests: list[Request] = []
        self.connections = 0
        self._http = _Listener((host, port), _Handler)
        self._http.owner = self
        self._http.context = context
        self._scheme = "https" if context else "http"
        self._thread = threading.Thread(target=self._http.serve_forever, args=(0.01,), daemon=True)

    @property
    def port(self) -> int:
        return int(self._http.server_address[1])

    @property
    def url(self) -> str:
        """The base address, without a slash at its end."""
        return f"{self._scheme}://{self._http.server_address[0]!s}:{self.port}"

    @property
    def open_connections(self) -> int:
        """How many connections are open now."""
        return self._http.open_connections

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._http.shutdown()
        self._thread.join()
        self._http.close_all()
        self._http.server_close()

    def outcome(self, request: Request) -> Outcome:
        """What a request gets; 404 where no route knows the path."""
        self.requests.append(request)
        if self.latency:
            time.sleep(self.latency)
        route = self.routes.get(request.path, self.routes.get("*", Answer(b"not here", 404)))
        return route(request) if callable(route) else route


class _Listener(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 256
    owner: Server
    context: ssl.SSLContext | None

    def server_bind(self) -> None:
        # HTTPServer looks up the name of the host here, which can take seconds.
        self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        self.socket.bind(self.server_address)
        self.server_address = self.socket.getsockname()
        self._open: set[socket.socket] = set()
        self._lock = threading.Lock()

    def process_request(self, request: Any, client_address: Any) -> None:
        with self._lock:
            self._open.add(request)
            self.owner.connections += 1
        super().process_request(request, client_address)

    def finish_request(self, request: Any, client_address: Any) -> None:
        if self.context:
            request = self.context.wrap_socket(request, server_side=True)
        try:
            super().finish_request(request, client_address)
        finally:
            if self.context:
                request.close()

    def shutdown_request(self, request: Any) -> None:
        with self._lock:
            self._open.discard(request)
        super().shutdown_request(request)

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that goes away in the middle is what many tests are about."""

    @property
    def open_connections(self) -> int:
        with self._lock:
            return len(self._open)

    def close_all(self) -> None:
        """End connections that clients keep alive, so that no thread waits for ever."""
        with self._lock:
            still = list(self._open)
        for connection in still:
            with suppress(OSError):
                connection.shutdown(socket.SHUT_RDWR)


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    server: _Listener

    def handle_any(self) -> None:
        length = int(self.headers.get("content-length") or 0)
        headers = {name.lower(): value for name, value in self.headers.items()}
        body = self.rfile.read(length)
        request = Request(method=self.command, target=self.path, headers=headers, body=body)
        outcome = self.server.owner.outcome(request)
        if isinstance(outcome, Raw):
            self.close_connection = True
            self._act(outcome)
        else:
            self._answer(outcome if isinstance(outcome, Answer) else Answer(outcome))

    do_GET = do_POST = do_CONNECT = handle_any  # noqa: N815 - http.server's names

    def _act(self, raw: Raw) -> None:
        if callable(raw.act):
            raw.act(self.connection)
        else:
            self.connection.sendall(raw.act)

    def _answer(self, answer: Answer) -> None:
        body = _bytes(answer.body)
        headers = {"date": formatdate(usegmt=True), **{k.lower(): v for k, v in answer.headers.items()}}
        if answer.status not in (204, 304):
            headers.setdefault("content-length", str(len(body)))
        if not isinstance(answer.body, bytes | str):
            headers.setdefault("content-type", "application/json")
        lines = [f"HTTP/1.1 {answer.status} {HTTPStatus(answer.status).phrase}"]
        lines += [f"{name}: {value}" for name, value in headers.items()]
        self.connection.sendall("\r\n".join([*lines, "", ""]).encode() + body)

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - http.server's name
        """Tests look at `Server.requests`, not at a log."""


def _bytes(body: Any) -> bytes:
    if isinstance(body, bytes):
        return body
    return body.encode() if isinstance(body, str) else json.dumps(body).encode()


NOW = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)


@contextmanager
def networked(**options: Any) -> Iterator[Network]:
    """A Network whose clock stands at ``NOW`` and that never really sleeps."""
    network = Network(**{"now": lambda: NOW, "sleep": lambda seconds: None, "timeout": 10.0, **options})
    try:
        yield network
    finally:
        network.close()


def at_leisure(check: Callable[[float], None], seconds: float = 0.2) -> None:
    """A check whose outcome depends on time, given so many seconds; on a busy machine 5, then 25 times as many.

    What is wrong at every pace fails.
    """
    for pace in (1, 5):
        with suppress(AssertionError, MentionwatchError, Failed):
            return check(seconds * pace)
    return check(seconds * 25)


def silent(connection: socket.socket) -> None:
    """Say nothing until the client hangs up."""
    connection.recv(1)


def drip(piece: bytes, *, head: bytes = b"") -> Raw:
    """An answer that sends ``head``, then ``piece`` fifty times a second until the client hangs up."""

    def act(connection: socket.socket) -> None:
        connection.sendall(head)
        while True:
            time.sleep(0.02)
            connection.sendall(piece)

    return Raw(act)


def endless(piece: bytes, *, head: bytes) -> Raw:
    """An answer that never ends while the client listens."""

    def act(connection: socket.socket) -> None:
        connection.sendall(head)
        while True:
            connection.sendall(piece)

    return Raw(act)


def resolver(names: dict[str, list[str]]) -> Any:
    """A ``getaddrinfo`` that knows these names only."""

    def resolve(host: str, port: int, **_: Any) -> list[Any]:
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, port)) for address in names[host]]

    return resolve
