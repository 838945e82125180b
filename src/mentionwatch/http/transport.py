"""Our transport, on ``http.client``: blocking sockets, kept alive, under a deadline and a byte cap.

httpx costs several times the processor time of ``http.client`` (benchmarks/fetch.py), and knows no deadline for a
whole answer. There is no HTTP/2: it pays for many requests to one host only.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from http.client import HTTPException

from mentionwatch.http.dial import Dialler
from mentionwatch.http.exchange import Answer, Question
from mentionwatch.http.faults import CutShort
from mentionwatch.http.head import Head
from mentionwatch.http.line import Line, Origin

_CHUNK = 1 << 16
_MOST_IDLE = 64


class Transport:
    """Thread-safe. Raises OSError, HTTPException, and what `mentionwatch.http.faults` has."""

    def __init__(self, dialler: Dialler | None = None) -> None:
        self._dialler = dialler or Dialler()
        self._idle: list[Line] = []
        self._lock = threading.Lock()

    def send(self, question: Question) -> Answer:
        """Send a question and read the head of its answer; the body is read by who iterates it."""
        ask = question.ask
        line = self._kept(ask.url.origin, public=question.public)
        if line:
            try:
                return self._exchange(line, question)
            except ConnectionError:
                # The server closed the idle connection at the very moment we used it.
                if line.received or ask.method != "GET":
                    raise
        deadline = min(question.deadline, time.monotonic() + question.connect)
        return self._exchange(self._dialler.dial(ask.url.origin, deadline, public=question.public), question)

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

    def _exchange(self, line: Line, question: Question) -> Answer:
        line.limit(question.deadline, question.max_bytes)
        with line.or_close():
            line.send(self._serialised(question))
            answer = _head(line, question.ask.method)
        body = _Body(self, line, answer)
        return Answer(
            status=answer.status, fields=_fields(answer), chunks=body, close=body.close, private=line.private
        )

    def _serialised(self, question: Question) -> bytes:
        ask, headers = question.ask, question.headers
        target, proxy = ask.url.target, self._dialler.proxy
        lines = [] if "host" in headers else [f"Host: {ask.url.server}"]
        if (ask.content or ask.method == "POST") and "content-length" not in headers:
            lines.append(f"Content-Length: {len(ask.content)}")
        lines += [f"{name}: {value}" for name, value in headers.items()]
        if proxy and proxy.kind == "http" and ask.url.scheme == "http":
            target = ask.url.text.partition("#")[0]
            lines += [f"{name}: {value}" for name, value in proxy.authorization.items()]
        head = "\r\n".join([f"{ask.method} {target} HTTP/1.1", *lines, "\r\n"])
        return head.encode() + ask.content


def _fields(answer: Head) -> list[tuple[str, str]]:
    """The headers as UTF-8 where all of them are, else as Latin-1, which they are read as."""
    fields = answer.fields
    if all(value.isascii() for _, value in fields):
        return fields
    try:
        return [(name, value.encode("latin-1").decode()) for name, value in fields]
    except UnicodeDecodeError:
        return fields


def _head(line: Line, method: str) -> Head:
    """The head of the answer; informational ones (RFC 9110 §15.2) before it are passed over.

    Every other one lets go of the line's buffer: it would close the buffer as it goes, or, where that went first,
    Python 3.14 would complain of it on stderr.
    """
    while True:
        answer = Head(line, method)
        try:
            answer.begin()
        except BaseException as error:
            answer.fp = None  # type: ignore[assignment]
            if isinstance(error, ValueError):  # http.client's own word for nonsense in lengths
                raise HTTPException(str(error)) from error
            raise
        if not 100 <= answer.status < 200:
            return answer
        answer.fp = None  # type: ignore[assignment]


class _Body:
    def __init__(self, transport: Transport, line: Line, answer: Head) -> None:
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
            self._line.rest()
            self._transport.keep(self._line)
            self._line = None

    def close(self) -> None:
        """Drop the connection, unless the whole answer was read."""
        if self._line:
            self._line.close()
            self._line = None
        self._answer.close()
