"""The way out: one `Network` a scan, shared by all its workers."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from mentionwatch import __version__
from mentionwatch.http.masking import mask
from mentionwatch.http.pace import Pace
from mentionwatch.http.session import Http
from mentionwatch.http.trip import Trip

if TYPE_CHECKING:
    import httpx

    from mentionwatch.http.exchange import Carrier
    from mentionwatch.http.transport import Transport
    from mentionwatch.model import Validator


class Network:
    """Sends requests politely: few at a time to one host, none sooner than it likes, all within limits.

    - ``contact``: an address in the user agent, for the people whose servers are asked.
    - ``proxy``: ``http://[user:password@]host:port`` for everything. Without it ``environ`` (the process
      environment, where it is to be heeded) may name one: ``HTTPS_PROXY``, ``HTTP_PROXY``, ``ALL_PROXY``,
      ``NO_PROXY``.
    - ``connect_timeout``, ``timeout``: seconds for a connection, and for an answer with all its redirects.
      Looking up a name takes as long as the system's resolver takes.
    - ``max_bytes``: of an answer, with and without compression.
    - ``retries``: further tries after trouble that may pass. Where a service says how long to wait, up to
      ``patience`` seconds are waited.
    - ``per_host``: requests at a time, their starts ``pause`` seconds apart; private hosts get no pause.

    ``now`` gives aware times; ``sleep``, ``clock`` (monotonic) and ``transport`` (ours, or one made for httpx) are
    there for tests.
    Raises ConfigError for a proxy that cannot be used.
    """

    def __init__(
        self,
        *,
        contact: str | None = None,
        proxy: str | None = None,
        environ: Mapping[str, str] | None = None,
        connect_timeout: float = 20.0,
        timeout: float = 30.0,
        max_bytes: int = 20_000_000,
        max_redirects: int = 5,
        retries: int = 2,
        patience: float = 10.0,
        per_host: int = 2,
        pause: float = 0.25,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
        sleep: Callable[[float], None] = time.sleep,
        clock: Callable[[], float] = time.monotonic,
        transport: httpx.BaseTransport | Transport | None = None,
    ) -> None:
        from mentionwatch.http.routes import Routes
        from mentionwatch.http.wire import Wire

        self._routes = Routes(proxy=proxy, environ=environ or {}, transport=_carrier(transport))
        self._wire = Wire(
            routes=self._routes,
            pace=Pace(per_host=per_host, pause=pause, clock=clock, sleep=sleep),
            agent=user_agent(contact),
            connect_timeout=min(connect_timeout, timeout),
            timeout=timeout,
            max_bytes=max_bytes,
            max_redirects=max_redirects,
            retries=retries,
            patience=patience,
            now=now,
            sleep=sleep,
            clock=clock,
        )

    def session(
        self,
        known: Mapping[str, Validator] | None = None,
        *,
        secrets: Sequence[str] = (),
        private: bool | None = None,
    ) -> Http:
        """What one job asks with.

        ``known`` is what earlier jobs remembered (`Http.fresh`), by address. ``secrets`` are shown nowhere.
        ``private`` tells whether private addresses may be asked; by default they may if the first address
        asked is private itself, which is right where the user wrote it. Give ``False`` where it came from
        the network.
        """
        return Http(self._wire, known or {}, Trip(secrets=tuple(secrets), private=private))

    def close(self) -> None:
        """Close all connections."""
        self._routes.close()

    mask = staticmethod(mask)


def _carrier(transport: httpx.BaseTransport | Transport | None) -> Carrier | None:
    from mentionwatch.http.transport import Transport

    if transport is None or isinstance(transport, Transport):
        return transport
    from mentionwatch.http.library import Foreign

    return Foreign(transport)


def user_agent(contact: str | None) -> str:
    """``mentionwatch/VERSION (+contact)``; what a header cannot carry is left out of ``contact``."""
    name = f"mentionwatch/{__version__}"
    shown = "".join(c for c in contact or "" if c.isascii() and c.isprintable() and c not in "()").strip()
    return f"{name} (+{shown})" if shown else name
