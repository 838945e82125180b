"""One connection: bytes in and out, under a deadline and a cap."""

from __future__ import annotations

import io
import os
import select
import socket
import ssl
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from errno import ECONNRESET
from typing import Any

from mentionwatch.http.faults import CutShort, TooLarge, TooSlow

Origin = tuple[str, str, int]
"""Scheme, host and port."""

_FRAMING = 1 << 20  # heads and chunk sizes


class Line:
    """One connection. `HTTPResponse` reads from it as from a socket, under a deadline and a byte cap."""

    def __init__(self, origin: Origin, connection: socket.socket, *, private: bool | None) -> None:
        self.origin = origin
        self.private = private
        self.received = 0
        self._connection = connection
        self._deadline = 0.0
        self._cap = 0
        self._file: io.BufferedReader | None = None

    def limit(self, deadline: float, cap: int) -> None:
        """Set the limits of the next exchange; ``cap`` is in bytes of body."""
        self._deadline, self._cap, self.received = deadline, cap + _FRAMING, 0
        self._file = None

    def send(self, message: bytes) -> None:
        """Send all of it."""
        self._connection.settimeout(left(self._deadline))
        self._connection.sendall(message)

    def secure(self, context: ssl.SSLContext, host: str) -> None:
        """Begin TLS, and make sure that the other end is ``host``."""
        self._connection.settimeout(left(self._deadline))
        self._connection = context.wrap_socket(self._connection, server_hostname=host)

    def makefile(self, _mode: str) -> io.BufferedReader:
        """What `HTTPResponse` reads from, one for each exchange; closing it leaves the connection open."""
        self._file = self._file or io.BufferedReader(_Incoming(self))
        return self._file

    @contextmanager
    def or_close(self) -> Iterator[None]:
        """Close the connection if the body fails."""
        try:
            yield
        except BaseException:
            self.close()
            raise

    def receive(self, buffer: bytearray) -> int:
        """Receive some bytes, if there is time left and room; 0 where the answer ends.

        Whoever hangs up with our words unread resets the connection, else ends it: a matter of milliseconds. So both
        are told alike, before an answer as ConnectionResetError, within it as CutShort.
        """
        try:
            self._connection.settimeout(left(self._deadline))
            count = self._connection.recv_into(buffer)
        except TimeoutError:
            if self.received:
                raise TooSlow from None
            raise
        except ConnectionError:
            if self.received:
                raise CutShort from None
            raise
        if not count and not self.received:
            raise ConnectionResetError(ECONNRESET, os.strerror(ECONNRESET))
        self.received += count
        if self.received > self._cap:
            raise TooLarge
        return count

    def is_quiet(self) -> bool:
        """Whether the idle connection is still usable: nothing to read, neither an end nor stray bytes."""
        if sys.platform == "win32":
            return not select.select([self._connection], [], [], 0)[0]
        watch = select.poll()  # unlike select(), it takes descriptors above 1,023
        watch.register(self._connection, select.POLLIN)
        return not watch.poll(0)

    def rest(self) -> None:
        """The exchange is over; what read it points back here, and would not be let go otherwise."""
        self._file = None

    def close(self) -> None:
        """Close the connection."""
        self.rest()
        self._connection.close()


class _Incoming(io.RawIOBase):
    def __init__(self, line: Line) -> None:
        self._line = line

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        return self._line.receive(buffer)


def left(deadline: float) -> float:
    """Seconds until the deadline (on the monotonic clock). Raises TimeoutError where none are left."""
    seconds = deadline - time.monotonic()
    if seconds <= 0:
        raise TimeoutError
    return seconds
