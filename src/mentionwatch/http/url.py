"""The address of a request, taken apart.

Nearly all addresses are plain: they are read here, in a tenth of the time that httpx takes, and httpx is not even
loaded for them. All others are left to it (``library``); both read a plain one alike.
"""

from __future__ import annotations

import re

from mentionwatch.dataclass import dataclass

_DEFAULTS = {"http": 80, "https": 443}
_OCTET = r"(?:25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])"
_LABEL = r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?"
_PLAIN = re.compile(
    rf"(https?)://({_OCTET}(?:\.{_OCTET}){{3}}|(?:{_LABEL}\.){{0,20}}[a-z][a-z0-9]{{0,62}})(?::([1-9][0-9]{{0,3}}|[1-6][0-9]{{4}}))?"
    r"((?:/(?!\.)[A-Za-z0-9_.~!$&()*+,;=:@-]*)+(?:\?[A-Za-z0-9_.~!$&()*+,;=:@/-]+)?)"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Url:
    """An address of a web server, without a user name and password. ``host`` is what people read, ``raw_host`` ASCII.

    ``port`` is None where it is the scheme's own; ``target`` is what is asked there: path and query.
    """

    text: str
    scheme: str
    host: str
    raw_host: str
    port: int | None
    target: str

    def __str__(self) -> str:
        return self.text

    @property
    def server(self) -> str:
        """What tells servers apart: host and port, as in a ``Host`` header."""
        host = f"[{self.raw_host}]" if ":" in self.raw_host else self.raw_host
        return host if self.port is None else f"{host}:{self.port}"

    @property
    def origin(self) -> tuple[str, str, int]:
        """Scheme, host and port: what connections are made to."""
        return self.scheme, self.raw_host, self.port or _DEFAULTS[self.scheme]


def plain(address: str) -> Url | None:
    """The address where it is written in the one way that needs no thought; None for all others, good or bad."""
    found = _PLAIN.fullmatch(address)
    if not found:
        return None
    scheme, host, port, target = found.groups()
    number = int(port) if port else None
    if number == _DEFAULTS[scheme] or "xn--" in host:
        return None
    return Url(text=address, scheme=scheme, host=host, raw_host=host, port=number, target=target)
