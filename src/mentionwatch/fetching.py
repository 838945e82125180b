"""Asking many sources at once, for scan and follow: politely, one worker a host, within budgets; faults explained.

Sources are grouped by host, and one worker walks a host's queue, so no host is asked twice at a time. Whatever a
source raises is an error of that source only, without secrets.
"""

from __future__ import annotations

import json
import queue
from collections import defaultdict, deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import field
from datetime import datetime, timedelta
from itertools import count
from threading import Event, Lock, Thread
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

from mentionwatch.dataclass import dataclass
from mentionwatch.errors import OF_THE_DISK, Gone, MentionwatchError, RateLimited, SourceError
from mentionwatch.text.budgets import Budget

if TYPE_CHECKING:
    from mentionwatch.config import NamedSource
    from mentionwatch.http import Http, Network
    from mentionwatch.model import SourceState
    from mentionwatch.store import Store

_FIRST_REST = timedelta(minutes=30)
_LONGEST_REST = timedelta(days=1)
_FAILURES_BEFORE_REST = 3
_REST_OF_THE_GONE = timedelta(days=30)
_GATHERED = 0.05
"""Seconds in which further results are waited for, so that they are kept together."""


class Job(Protocol):
    """Something to ask a source for."""

    @property
    def named(self) -> NamedSource: ...


J = TypeVar("J", bound=Job)
R = TypeVar("R")


@dataclass(frozen=True, slots=True, kw_only=True)
class Allowance:
    """How many requests a source's budget still allows, None for any number, and when there are more again."""

    left: int | None = None
    refilled: datetime | None = None

    def is_spent(self, http: Http) -> bool:
        """Whether a session used it up."""
        return self.left is not None and http.requests >= self.left


def allowance(store: Store, named: NamedSource, now: datetime) -> Allowance:
    """What a source's budget allows now."""
    if not named.source.budget:
        return Allowance()
    allowed = Budget.read(named.source.budget)
    begin, end = allowed.window(now)
    left = max(0, allowed.requests - store.spent(named.key, begin))
    return Allowance(left=left, refilled=end)


def at_once(jobs: Sequence[J], ask: Callable[[J], R], workers: int) -> Iterator[list[R]]:
    """What ``ask`` makes of each job, in worker threads: all that has arrived whenever the caller wants more.

    Whoever keeps it in a transaction each time has fewer of them by waiting a moment for what comes next; a crash in
    that moment costs nothing but asking again.
    """
    if not jobs:
        return
    waiting = deque(_by_host(jobs))
    arrived: queue.SimpleQueue[R | _Broken] = queue.SimpleQueue()
    over = Event()

    def walk() -> None:
        try:
            while host := _taken(waiting):
                for job in host:
                    arrived.put(ask(job))
        except BaseException as broken:  # noqa: BLE001 - the caller, who waits, must hear of it
            arrived.put(_Broken(broken))

    def work() -> None:
        walk()
        if next(ended) == len(threads):
            over.set()

    ended = count(1)
    threads = [
        Thread(target=work, name=f"scan-{number}") for number in range(max(1, min(workers, len(waiting))))
    ]
    try:
        for thread in threads:
            thread.start()
        left = len(jobs)
        while left:
            results = [arrived.get()]
            over.wait(_GATHERED)
            while not arrived.empty():
                results.append(arrived.get())
            left -= len(results)
            yield [_sound(result) for result in results]
    finally:
        waiting.clear()


def _taken(waiting: deque[list[J]]) -> list[J] | None:
    """The jobs of the next host; None where no host is left."""
    try:
        return waiting.popleft()
    except IndexError:  # another worker took the last
        return None


def _by_host(jobs: Sequence[J]) -> list[list[J]]:
    """The jobs of each host, in their order."""
    hosts: dict[str, list[J]] = defaultdict(list)
    for job in jobs:
        hosts[job.named.source.host or job.named.key].append(job)
    return list(hosts.values())


@dataclass(frozen=True, slots=True)
class _Broken:
    """What broke a worker."""

    error: BaseException


def _sound(result: R | _Broken) -> R:
    if isinstance(result, _Broken):
        raise result.error
    return result


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """The right to read and match, held by one worker at a time.

    Many wait for answers at once, but threads that all want the interpreter cost half as much again in switching.
    """

    lock: Lock = field(default_factory=Lock)

    @contextmanager
    def hold(self, http: Http) -> Iterator[None]:
        """Work, and let another worker have its turn while this one waits for an answer."""
        http.waiting = self._aside
        with self.lock:
            yield

    @contextmanager
    def _aside(self) -> Iterator[None]:
        self.lock.release()
        try:
            yield
        finally:
            self.lock.acquire()


def explained(
    failure: Exception, named: NamedSource, *, network: Network, secrets: Sequence[str]
) -> SourceError:
    """Whatever a source raised, as an error of this source, without secrets.

    A disk that is full under a temporary file is no source's error: it is raised on, and ends the scan.
    """
    if isinstance(failure, OSError) and failure.errno in OF_THE_DISK:
        raise failure
    if isinstance(failure, SourceError):
        return failure
    if isinstance(failure, MentionwatchError):
        return SourceError("scan-source", name=named.name, why=failure)
    why = network.mask(f"{type(failure).__name__}: {failure}", secrets)
    return SourceError("scan-plugin", name=named.name, type=named.type, why=why[:300])


def worded(error: SourceError, language: str, *, network: Network, secrets: Sequence[str]) -> tuple[str, str]:
    """An error as it is kept, without secrets: in words, and as JSON to be put into words of any language."""

    def masked(packed: Any) -> Any:
        if isinstance(packed, dict):
            return {name: masked(value) for name, value in packed.items()}
        return network.mask(packed, secrets) if isinstance(packed, str) else packed

    said = network.mask(error.say(language), secrets)
    return said, json.dumps(masked(error.packed()), ensure_ascii=False)


def rest(error: SourceError, state: SourceState | None, now: datetime) -> datetime | None:
    """When to ask a failing source again: at once for passing trouble, ever later for lasting trouble."""
    if isinstance(error, RateLimited):
        return error.until
    if isinstance(error, Gone):
        return now + _REST_OF_THE_GONE
    failures = (state.failures if state else 0) + 1
    if failures < _FAILURES_BEFORE_REST:
        return None
    return now + min(_FIRST_REST * (1 << min(failures - _FAILURES_BEFORE_REST, 10)), _LONGEST_REST)
