"""Which transport takes a request: the direct one, or one through a proxy."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from mentionwatch.errors import ConfigError
from mentionwatch.http.dial import Dialler
from mentionwatch.http.masking import mask
from mentionwatch.http.transport import Transport
from mentionwatch.http.tunnel import Proxy, read_proxy

if TYPE_CHECKING:
    from mentionwatch.http.exchange import Carrier
    from mentionwatch.http.url import Url


class Routes:
    """Picks the transport for an address. ``proxy`` is for everything and wins over ``environ``."""

    def __init__(self, *, proxy: str | None, environ: Mapping[str, str], transport: Carrier | None) -> None:
        self._direct: Carrier = transport or Transport()
        proxies = {"http": proxy, "https": proxy} if proxy else _proxies(environ)
        self._bypassed = () if proxy else _names(_variable(environ, "no_proxy"))
        self._proxied: dict[str, Carrier] = {
            scheme: Transport(Dialler(proxy=_read(address))) for scheme, address in proxies.items()
        }

    def transport(self, url: Url) -> Carrier:
        """The transport that leads to the address."""
        if _is_bypassed(url.host, self._bypassed):
            return self._direct
        return self._proxied.get(url.scheme, self._direct)

    def close(self) -> None:
        """Close all connections."""
        for transport in (self._direct, *self._proxied.values()):
            transport.close()


def _read(proxy: str) -> Proxy:
    try:
        return read_proxy(proxy)
    except ValueError:
        raise ConfigError("http-proxy-unusable", proxy=mask(proxy)) from None


def _proxies(environ: Mapping[str, str]) -> dict[str, str]:
    every = _variable(environ, "all_proxy")
    found = {scheme: _variable(environ, f"{scheme}_proxy") or every for scheme in ("http", "https")}
    return {scheme: _with_scheme(address) for scheme, address in found.items() if address}


def _with_scheme(proxy: str) -> str:
    return proxy if "://" in proxy else f"http://{proxy}"


def _variable(environ: Mapping[str, str], name: str) -> str:
    """Lower case wins, as with curl."""
    return (environ.get(name) or environ.get(name.upper()) or "").strip()


def _names(no_proxy: str) -> tuple[str, ...]:
    return tuple(name.lower() for part in no_proxy.split(",") if (name := part.strip().lstrip(".")))


def _is_bypassed(host: str, names: tuple[str, ...]) -> bool:
    return any(name == "*" or host == name or host.endswith(f".{name}") for name in names)
