"""The way through a proxy: HTTP CONNECT (RFC 9110 §9.3.6) and SOCKS 5 (RFC 1928, RFC 1929).

The proxy looks up names, so an address cannot be judged here before it is asked: private ones are told by their
looks alone.
"""

from __future__ import annotations

import base64
from http.client import HTTPResponse
from typing import TYPE_CHECKING, cast
from urllib.parse import unquote, urlsplit

from mentionwatch.dataclass import dataclass
from mentionwatch.http.faults import CutShort, ProxyTrouble

if TYPE_CHECKING:
    import socket

    from mentionwatch.http.line import Line

_PORTS = {"http": 8080, "socks5": 1080, "socks5h": 1080}
_SOCKS = 5
_NO_LOGIN, _LOGIN = 0, 2
_CONNECT, _BY_NAME = 1, 3
_SIZES = {1: 4, 4: 16}
_REFUSALS = {
    1: "general failure", 2: "not allowed", 3: "network unreachable", 4: "host unreachable",
    5: "connection refused", 6: "expired", 7: "not supported", 8: "address not supported",
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Proxy:
    """A proxy: ``kind`` is ``http``, ``socks5`` or ``socks5h``; the last two mean the same here."""

    kind: str
    host: str
    port: int
    user: str = ""
    password: str = ""

    @property
    def authorization(self) -> dict[str, str]:
        """The header that opens an HTTP proxy, if it needs one."""
        if not self.user:
            return {}
        pair = base64.b64encode(f"{self.user}:{self.password}".encode()).decode()
        return {"proxy-authorization": f"Basic {pair}"}


def read_proxy(address: str) -> Proxy:
    """``http://[user:password@]host:port``, or ``socks5://...``. Raises ValueError for anything else."""
    parts = urlsplit(address)
    if parts.scheme not in _PORTS or not parts.hostname:
        raise ValueError(address)
    return Proxy(
        kind=parts.scheme,
        host=parts.hostname,
        port=parts.port or _PORTS[parts.scheme],
        user=unquote(parts.username or ""),
        password=unquote(parts.password or ""),
    )


def dig(line: Line, proxy: Proxy, host: str, port: int) -> None:
    """Make a connection to a proxy one to ``host`` behind it. Raises ProxyTrouble, OSError, HTTPException."""
    if proxy.kind == "http":
        _connect(line, proxy, host, port)
    else:
        _socks(line, proxy, host, port)


def _connect(line: Line, proxy: Proxy, host: str, port: int) -> None:
    place = f"[{host}]:{port}" if ":" in host else f"{host}:{port}"
    fields = "".join(f"{name}: {value}\r\n" for name, value in {"host": place, **proxy.authorization}.items())
    line.send(f"CONNECT {place} HTTP/1.1\r\n{fields}\r\n".encode("ascii"))
    answer = HTTPResponse(cast("socket.socket", line), method="CONNECT")
    try:
        answer.begin()
    finally:
        answer.fp = None  # type: ignore[assignment] # as in the transport
    if not 200 <= answer.status < 300:
        raise ProxyTrouble(f"{answer.status} {answer.reason}")


def _socks(line: Line, proxy: Proxy, host: str, port: int) -> None:
    methods = [_NO_LOGIN, _LOGIN] if proxy.user else [_NO_LOGIN]
    line.send(bytes([_SOCKS, len(methods), *methods]))
    version, method = _exactly(line, 2)
    if version != _SOCKS or method not in methods:
        raise ProxyTrouble("it is no SOCKS 5 proxy, or wants another login")
    if method == _LOGIN:
        _log_in(line, proxy)
    line.send(bytes([_SOCKS, _CONNECT, 0, _BY_NAME]) + _counted(host) + port.to_bytes(2, "big"))
    _, verdict, _, kind = _exactly(line, 4)
    if verdict:
        raise ProxyTrouble(_REFUSALS.get(verdict, f"code {verdict}"))
    _exactly(line, 2 + (_SIZES[kind] if kind in _SIZES else _exactly(line, 1)[0]))


def _log_in(line: Line, proxy: Proxy) -> None:
    line.send(b"\1" + _counted(proxy.user) + _counted(proxy.password))
    if _exactly(line, 2)[1]:
        raise ProxyTrouble("it does not accept the user name and password")


def _counted(text: str) -> bytes:
    """Bytes after their number; no name or password is longer than 255 bytes."""
    return bytes([min(len(text.encode()), 255)]) + text.encode()[:255]


def _exactly(line: Line, count: int) -> bytes:
    buffer = bytearray()
    while len(buffer) < count:
        piece = bytearray(count - len(buffer))
        try:
            received = line.receive(piece)
        except (ConnectionError, CutShort):
            received = 0
        if not received:
            raise ProxyTrouble("it broke off the connection")
        buffer += piece[:received]
    return bytes(buffer)
