"""New connections: names looked up, addresses judged, proxies passed, certificates checked."""

from __future__ import annotations

import socket
import ssl
from collections.abc import Callable
from functools import cache
from typing import Any

from mentionwatch.dataclass import dataclass
from mentionwatch.http.addresses import is_private
from mentionwatch.http.faults import PrivateAddress, ProxyTrouble
from mentionwatch.http.line import Line, Origin, left
from mentionwatch.http.tunnel import Proxy, dig

_TUNNEL_BYTES = 65_536


@dataclass(frozen=True, slots=True, kw_only=True)
class Dialler:
    """Makes connections, through ``proxy`` if there is one.

    ``context`` verifies certificates (default: `authorities`). ``resolve`` and ``private`` are for tests.
    """

    proxy: Proxy | None = None
    context: ssl.SSLContext | None = None
    resolve: Callable[..., list[Any]] = socket.getaddrinfo
    private: Callable[[str], bool] = is_private

    def dial(self, origin: Origin, deadline: float, *, public: bool) -> Line:
        """A connection to a server, with TLS where the scheme asks for it.

        ``deadline`` is on the monotonic clock; ``public`` refuses private addresses. Raises OSError,
        PrivateAddress, ProxyTrouble and HTTPException.
        """
        line = (
            self._direct(origin, deadline, public=public)
            if not self.proxy
            else self._proxied(origin, deadline)
        )
        if origin[0] == "https":
            with line.or_close():
                line.secure(self.context or authorities(), origin[1])
        return line

    def _direct(self, origin: Origin, deadline: float, *, public: bool) -> Line:
        connection, private = self._reached(origin[1], origin[2], deadline, public=public)
        line = Line(origin, connection, private=private)
        line.limit(deadline, _TUNNEL_BYTES)
        return line

    def _proxied(self, origin: Origin, deadline: float) -> Line:
        """A connection to the proxy, or through it where it is more than a relay of plain HTTP."""
        assert self.proxy
        scheme, host, port = origin
        try:
            connection, _ = self._reached(self.proxy.host, self.proxy.port, deadline, public=False)
        except OSError as error:
            raise ProxyTrouble(error.strerror or str(error)) from None
        line = Line(origin, connection, private=None)
        line.limit(deadline, _TUNNEL_BYTES)
        if scheme == "https" or self.proxy.kind != "http":
            with line.or_close():
                dig(line, self.proxy, host, port)
        return line

    def _reached(self, host: str, port: int, deadline: float, *, public: bool) -> tuple[socket.socket, bool]:
        """A connection to the first address of the host that takes one, and whether it is private.

        The address that was judged is the one connected to, so a name that changes its mind gains nothing.
        """
        failure = OSError(f"no address of {host}")
        found = self._addresses(host, port)
        for index, (family, kind, protocol, _, address) in enumerate(found):
            private = self.private(address[0])
            if public and private:
                raise PrivateAddress(address[0])
            share = left(deadline) / (len(found) - index)
            try:
                return _connected(family, kind, protocol, address, share), private
            except OSError as error:
                failure = error
        raise failure

    def _addresses(self, host: str, port: int) -> list[Any]:
        try:
            return self.resolve(host, port, type=socket.SOCK_STREAM)
        except UnicodeError as error:  # a label of the name is empty or too long
            raise socket.gaierror(socket.EAI_NONAME, str(error)) from None


@cache
def authorities() -> ssl.SSLContext:
    """Whom to believe: the system's authorities (or those in ``SSL_CERT_FILE``), else those of certifi."""
    context = ssl.create_default_context()
    if not context.cert_store_stats()["x509_ca"]:
        import certifi

        context.load_verify_locations(certifi.where())
    context.set_alpn_protocols(["http/1.1"])
    return context


def _connected(family: int, kind: int, protocol: int, address: Any, seconds: float) -> socket.socket:
    connection = socket.socket(family, kind, protocol)
    try:
        connection.settimeout(seconds)
        connection.connect(address)
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    except BaseException:
        connection.close()
        raise
    return connection
