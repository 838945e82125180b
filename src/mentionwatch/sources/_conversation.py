"""Conversations in protocols other than HTTP, under the same caps on time and size."""

from __future__ import annotations

import ssl
import time
from contextlib import contextmanager
from functools import cache
from http.client import HTTPException
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from mentionwatch.http import Enough
from mentionwatch.http.addresses import is_private_name
from mentionwatch.http.dial import Dialler
from mentionwatch.http.faults import CutShort, Fault, Passing, TooLarge, told

if TYPE_CHECKING:
    from collections.abc import Iterator
    from io import BufferedReader

    from mentionwatch.errors import SourceError
    from mentionwatch.http import Http

SECONDS = 30.0
"""How long one exchange may take, from the question to the end of the answer."""

LARGEST = 20_000_000
"""Bytes of one answer."""

_LONGEST_LINE = 1_000_000


class Conversation:
    """A connection to ``url``, whose scheme ends in ``s`` where it is encrypted; ``port`` where it names none.

    What goes wrong is a SourceError, as with HTTP. Like HTTP it lets other sources work while it waits, and
    asks no more where the caller has enough. A proxy of the configuration is for HTTP only.
    """

    def __init__(self, http: Http, url: str, port: int) -> None:
        parts = urlsplit(url)
        self._http, self._url, self._host = http, url, parts.hostname or ""
        secure = parts.scheme.endswith("s")
        origin = ("https" if secure else "http", self._host, parts.port or port)
        with self.exchange():
            self._line = Dialler(context=_context()).dial(origin, time.monotonic() + SECONDS, public=False)
            self._stream: BufferedReader = self._line.makefile("rb")

    @contextmanager
    def exchange(self) -> Iterator[None]:
        """One question and its answer: within, faults become SourceErrors."""
        if self._http.enough():
            raise Enough
        try:
            with self._http.waiting():
                if hasattr(self, "_line"):
                    self._line.limit(time.monotonic() + SECONDS, LARGEST)
                yield
        except (OSError, Fault, HTTPException) as fault:
            raise self._explained(fault) from fault

    def send(self, message: bytes) -> None:
        """Send all of it."""
        self._line.send(message)

    def readline(self) -> bytes:
        """A line with its end. Raises CutShort where the other end has gone."""
        line = self._stream.readline(_LONGEST_LINE)
        if not line:
            raise CutShort
        if not line.endswith(b"\n"):
            raise TooLarge if len(line) == _LONGEST_LINE else CutShort
        return line

    def read(self, size: int) -> bytes:
        """So many bytes."""
        if size > LARGEST:
            raise TooLarge
        found = self._stream.read(size)
        if len(found) < size:
            raise CutShort
        return found

    def close(self) -> None:
        """Hang up. What was said together counts as one request."""
        if hasattr(self, "_line"):
            self._line.close()
            del self._line
            self._http.count()

    def _explained(self, fault: BaseException) -> SourceError:
        trouble = told(
            fault, self._http.masked(self._url), (), host=self._host, seconds=SECONDS, limit=LARGEST
        )
        return trouble.error if isinstance(trouble, Passing) else trouble


def is_open(url: str) -> bool:
    """Whether a password sent there could be read on its way: no encryption, and not this network."""
    parts = urlsplit(url)
    return not parts.scheme.endswith("s") and not is_private_name(parts.hostname or "")


@cache
def _context() -> ssl.SSLContext:
    context = ssl.create_default_context()
    if not context.cert_store_stats()["x509_ca"]:
        import certifi

        context.load_verify_locations(certifi.where())
    return context
