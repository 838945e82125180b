"""The head of an answer: `http.client`'s, read without its parser of e-mails (a fifth of a 304) where it is plain.

A head is plain where each line is one header, as nearly all are. Any other goes to `http.client`, which knows what to
make of folded lines, of lines without a colon, and of a CR inside of a line.
"""

from __future__ import annotations

import re
from http.client import HTTPException, HTTPMessage, HTTPResponse, LineTooLong, UnknownProtocol, parse_headers
from io import BytesIO
from typing import TYPE_CHECKING, cast

if TYPE_CHECKING:
    import socket
    from collections.abc import Iterator
    from io import BufferedReader

    from mentionwatch.http.line import Line

_LONGEST_LINE = 65_536
_MOST_LINES = 100
_ENDS = (b"\r\n", b"\n", b"")
_EMPTY = {204, 304}
_OLD = ("HTTP/1.0", "HTTP/0.9")
_PLAIN = re.compile(rb"([!-9;-~]+):[ \t]*([^\r\n]*)\r?\n")


class Head(HTTPResponse):
    """An answer as far as its head was read; `read` gives the body. Its ``fields`` have lower-case names."""

    fields: list[tuple[str, str]]

    def __init__(self, line: Line, method: str) -> None:
        super().__init__(cast("socket.socket", line), method=method)

    def begin(self) -> None:
        """Read the head. Raises HTTPException, ConnectionError and ValueError for what is none."""
        version, self.status, reason = self._read_status()  # type: ignore[attr-defined]
        is_old = version in _OLD
        if not is_old and not version.startswith("HTTP/1."):
            raise UnknownProtocol(version)
        self.code, self.reason = self.status, reason.strip()
        self.version = 10 if is_old else 11
        self.fields = read(self.fp)
        first = dict(reversed(self.fields))  # of several of one name, http.client goes by the first
        self.headers = self.msg = cast("HTTPMessage", first)
        self.chunked = first.get("transfer-encoding", "").lower() == "chunked"
        self.chunk_left = None
        self.length = self._told_length(first.get("content-length"))
        is_open = self.chunked or self.length is not None
        self.will_close = self._check_close() or not is_open  # type: ignore[attr-defined]

    def _told_length(self, told: str | None) -> int | None:
        """How long the body is; None where only its end tells."""
        if self.status in _EMPTY or self.status < 200 or self._method == "HEAD":  # type: ignore[attr-defined]
            return 0
        if told is None or self.chunked:
            return None
        try:
            return int(told) if int(told) >= 0 else None
        except ValueError:
            return None


def read(file: BufferedReader) -> list[tuple[str, str]]:
    """The headers that a file goes on with, to the empty line: as Latin-1, their names in lower case.

    Raises HTTPException where they are too many or too long.
    """
    lines = list(_lines(file))
    fields: list[tuple[str, str]] = []
    for line in lines[:-1]:
        if not (found := _PLAIN.fullmatch(line)):
            message = parse_headers(BytesIO(b"".join(lines)))
            return [(name.lower(), value) for name, value in message.items()]
        fields.append((found[1].decode("latin-1").lower(), found[2].decode("latin-1")))
    return fields


def _lines(file: BufferedReader) -> Iterator[bytes]:
    for _ in range(_MOST_LINES):
        line = file.readline(_LONGEST_LINE + 1)
        if len(line) > _LONGEST_LINE:
            raise LineTooLong("header line")
        yield line
        if line in _ENDS:
            return
    raise HTTPException(f"got more than {_MOST_LINES} headers")
