"""``mentions --follow``: every mention as a line of JSON once it is kept and enriched, until the reader goes away.

The database is asked only when another process changed it. It may be locked, gone for a while, or replaced by another
file (a rotation, a restored copy): then the new one is followed.
"""

from __future__ import annotations

import select
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from signal import SIGINT, signal
from typing import TYPE_CHECKING

from mentionwatch.cli.emit import emit
from mentionwatch.errors import StoreError

if TYPE_CHECKING:
    from mentionwatch.model import Filter
    from mentionwatch.store import Store

PAUSE = 1.0
"""Seconds between two looks."""
_PAGE = 2000
PATIENCE = 60.0
"""Seconds that a mention waits to be enriched; then it is told as it is."""


@dataclass(slots=True, kw_only=True)
class Stream:
    """New mentions of a database, as they come. ``mark`` is the last one that was looked at."""

    path: Path
    opened: Callable[[], Store]
    asked: Filter
    mark: int = 0
    clock: Callable[[], float] = time.monotonic
    _store: Store | None = None
    _file: tuple[int, int] | None = None
    _version: int = -1
    _first: tuple[int, datetime] | None = None
    _waiting: tuple[int, float] = field(default=(0, 0.0))

    def lines(self) -> Iterator[str]:
        """What came since the last call; nothing where the database cannot be read just now."""
        with suppress(StoreError):
            store = self._followed()
            if store is not None and self._has_changed(store):
                yield from self._told(store, self._readable(store))

    def _told(self, store: Store, until: int) -> Iterator[str]:
        """What was kept after the mark, a page at a time: what was told once is not told again after an error."""
        while self.mark < until:
            page = min(self.mark + _PAGE, until)
            lines = list(store.json_between(self.asked, self.mark, page))
            self.mark = page
            yield from lines

    def close(self) -> None:
        """Let go of the database."""
        if self._store:
            self._store.close()
            self._store = None

    def _followed(self) -> Store | None:
        """The open database; another one where the file is another; None while there is none."""
        try:
            stat = self.path.stat()
        except FileNotFoundError:
            self.close()
            return None
        if self._store is None or self._file != (stat.st_dev, stat.st_ino):
            self.close()
            self._store, self._version = self.opened(), -1
            self._file = (stat.st_dev, stat.st_ino)
            self._begin(self._store)
        return self._store

    def _begin(self, store: Store) -> None:
        """Where to go on: in a restored copy at its end at most, in a database of its own at the beginning."""
        first = store.first_mention()
        if self._first not in (None, first):
            self.mark = 0
        self._first, self.mark = first, min(self.mark, store.last_mention())

    def _has_changed(self, store: Store) -> bool:
        """Whether there may be something new; while a mention waits to be enriched, there may."""
        before, self._version = self._version, store.version()
        return before != self._version or self._waiting[0] > self.mark

    def _readable(self, store: Store) -> int:
        """The last mention that can be told: all before it are enriched, or waited for that too long."""
        last, unread = store.last_mention(), store.unread_after(self.mark)
        if unread is None:
            return last
        if self._waiting[0] != unread:
            self._waiting = (unread, self.clock())
        return last if self.clock() - self._waiting[1] >= PATIENCE else unread - 1


def follow(stream: Stream, limit: int | None) -> None:
    """Print what comes until the reader goes away, is interrupted, or has ``limit`` lines."""
    try:
        with _interrupts() as had_enough:
            _follow(stream, limit, had_enough)
    except KeyboardInterrupt:
        return
    finally:
        stream.close()


def _follow(stream: Stream, left: int | None, had_enough: Callable[[], bool]) -> None:
    while (left is None or left > 0) and not had_enough():
        for line in stream.lines():
            emit(line)
            left = None if left is None else left - 1
            if left == 0 or had_enough():
                break
        sys.stdout.flush()
        if left == 0 or not _is_read():
            return
        time.sleep(PAUSE)


@contextmanager
def _interrupts() -> Iterator[Callable[[], bool]]:
    """Whether the reader pressed Ctrl+C meanwhile: told by a flag, which is not lost where an exception may be."""
    pressed: list[int] = []
    before = signal(SIGINT, lambda number, _: pressed.append(number))
    try:
        yield lambda: bool(pressed)
    finally:
        signal(SIGINT, before)


def _is_read() -> bool:
    """Whether anybody still reads what we print; where the system cannot tell, the next line will."""
    if not hasattr(select, "poll"):
        return True
    try:
        known = select.poll()
        known.register(sys.stdout.fileno(), 0)
    except (OSError, ValueError):
        return True
    return not any(event & (select.POLLERR | select.POLLHUP | select.POLLNVAL) for _, event in known.poll(0))
