"""Work that gets killed, in processes forked from one that has loaded what the work needs: a kill costs the work alone.

A module of tests whose work is killed is a script, too, that ends in ``serve(...)``. MENTIONWATCH_KILLS in the
environment sets how often its long form kills. How many processes were killed in the midst of their work is counted in
KILLED and told at the end of the tests; those that had ended before are none of them.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import TracebackType
from typing import Any, Self, TypeAlias

import pytest

KILLED: Counter[str] = Counter()
"""Killed processes by what they did."""

forks = pytest.mark.skipif(not hasattr(os, "fork"), reason="this system cannot fork")

Task: TypeAlias = Callable[..., Any]
"""Gets the arguments that were asked for, which JSON can hold, as does what it returns."""


def asked(short: int) -> int:
    """How often to kill: ``short`` where nobody asked for more."""
    return int(os.environ.get("MENTIONWATCH_KILLS", short))


@dataclass(frozen=True, slots=True, kw_only=True)
class Done:
    """How a process ended: after so many seconds, killed or not, and with what its task returned."""

    seconds: float
    killed: bool
    told: Any = None


class Workshop:
    """A process that forks others, to be used with ``with``; ``script`` is the module of tests that serves."""

    def __init__(self, script: str) -> None:
        self.script = script

    def __enter__(self) -> Self:
        self._process = subprocess.Popen(
            [sys.executable, self.script], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._process.communicate()

    def do(self, name: str, *args: str, kill_after: float | None = None) -> Done:
        """Let a process do a task; ``kill -9`` it after some seconds, unless it has ended by then.

        A process that fails otherwise than by a kill fails the test.
        """
        assert self._process.stdin
        assert self._process.stdout
        self._process.stdin.write(json.dumps([name, args, kill_after]) + "\n")
        self._process.stdin.flush()
        code, seconds, told = json.loads(self._process.stdout.readline())
        killed = code == -signal.SIGKILL
        assert code == 0 or killed, f"{name} ended with {code}"
        KILLED[name] += killed
        return Done(seconds=seconds, killed=killed, told=told)


def serve(tasks: Mapping[str, Task], load: Callable[[str], object]) -> None:
    """Do the task that the command line names; where it names none, fork a process for each that is asked for.

    ``load`` does before the first fork for a task, which it is told, what each process would do again.
    """
    if sys.argv[1:]:
        tasks[sys.argv[1]](*sys.argv[2:])
        return
    answers = os.fdopen(os.dup(1), "w")
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)  # what tasks print is for nobody
    loaded = set()
    for line in sys.stdin:
        name, args, kill_after = json.loads(line)
        if name not in loaded:
            load(name)
            loaded.add(name)
        answers.write(json.dumps(_forked(tasks[name], args, kill_after)) + "\n")
        answers.flush()


def _forked(task: Task, args: list[str], kill_after: float | None) -> tuple[int, float, Any]:
    """The exit code (negative: the signal) of a process that does the task, its seconds, and what the task returned."""
    came, goes = os.pipe()
    began = time.perf_counter()
    pid = os.fork()
    if not pid:
        code = 1
        try:
            told = json.dumps(task(*args)).encode()
            os.write(goes, told)
            code = 0
        finally:
            if code:
                sys.excepthook(*sys.exc_info())
            os._exit(code)
    os.close(goes)
    if kill_after is not None:
        time.sleep(kill_after)
        os.kill(pid, signal.SIGKILL)  # nobody has waited for it: the number is still its own
    _, status = os.waitpid(pid, 0)
    seconds = time.perf_counter() - began
    with os.fdopen(came, "rb") as pipe:
        told = pipe.read()
    return os.waitstatus_to_exitcode(status), seconds, json.loads(told) if told else None


def summary() -> str:
    """How many processes were killed, in one line; empty where none was."""
    each = ", ".join(f"{name} {count}" for name, count in sorted(KILLED.items()) if count)
    return f"{KILLED.total()} processes killed: {each}" if each else ""
