"""Politeness: how many requests one host gets at a time, and how soon after one another."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import field
from datetime import datetime
from math import inf
from queue import SimpleQueue

from mentionwatch.dataclass import dataclass


@dataclass(slots=True)
class _Host:
    places: SimpleQueue[None]
    last: float = -inf
    held: float = -inf
    pause: float = 0.0
    resting: datetime | None = None


@dataclass(slots=True, kw_only=True)
class Pace:
    """``per_host`` requests at a time to one host, their starts at least ``pause`` seconds apart.

    ``clock`` is a monotonic clock in seconds.
    """

    per_host: int
    pause: float
    clock: Callable[[], float]
    sleep: Callable[[float], None]
    _hosts: dict[str, _Host] = field(default_factory=dict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    @contextmanager
    def turn(self, host: str, *, pause: bool = True) -> Iterator[float]:
        """Hold one of the host's places while the body runs; waits for its turn first, and tells how long."""
        place = self._place(host)
        asked = self.clock()
        place.places.get()
        try:
            if pause and (wait := self._wait(place)) > 0:
                self.sleep(wait)
            yield self.clock() - asked
        finally:
            place.places.put(None)

    def rest(self, host: str, until: datetime) -> None:
        """The host asked to be left alone."""
        self._place(host).resting = until

    def hold(self, host: str, seconds: float) -> None:
        """The host asked for so long a pause, which its next requests wait for."""
        place = self._place(host)
        place.held = max(place.held, self.clock() + seconds)

    def slow(self, host: str, pause: float) -> None:
        """The host's rules allow a request only every ``pause`` seconds."""
        self._place(host).pause = pause

    def resting(self, host: str, now: datetime) -> datetime | None:
        """Until when the host is to be left alone, if it is."""
        until = self._place(host).resting
        return until if until and now < until else None

    def _place(self, host: str) -> _Host:
        place = self._hosts.get(host)
        if place is None:
            with self._lock:
                place = self._hosts.setdefault(host, self._fresh())
        return place

    def _fresh(self) -> _Host:
        """A host with all its places free. A queue of them costs a tenth of a semaphore, of which there are many."""
        places: SimpleQueue[None] = SimpleQueue()
        for _ in range(self.per_host):
            places.put(None)
        return _Host(places)

    def _wait(self, place: _Host) -> float:
        with self._lock:
            now = self.clock()
            place.last = max(now, place.held, place.last + max(self.pause, place.pause))
            return place.last - now
