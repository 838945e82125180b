"""Starting servers in process groups of their own, waiting until they answer, and ending them."""

from __future__ import annotations

import os
import secrets
import signal
import socket
import subprocess
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

HOST = "127.0.0.1"
_PATIENCE = 300.0
_PORTS = range(20_000, 32_000)


def free_port() -> int:
    """A port that nothing listens on, below those that the system gives to whoever asks for any."""
    while True:
        port = secrets.choice(_PORTS)
        with socket.socket() as listener:
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                listener.bind((HOST, port))
            except OSError:
                continue
            return port


@contextmanager
def running(
    command: Sequence[object],
    port: int,
    here: Path,
    *,
    env: Mapping[str, str] | None = None,
    cwd: Path | None = None,
) -> Iterator[None]:
    """A server, from when it listens on ``port`` until the body ends. What it says goes to a file in ``here``."""
    log = here / f"{_name(command)}-{port}.log"
    with log.open("wb") as out:
        process = subprocess.Popen(
            [str(word) for word in command],
            cwd=cwd or here,
            env={**os.environ, **(env or {})},
            stdin=subprocess.DEVNULL,
            stdout=out,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    try:
        _wait(process, port, log)
        yield
        if process.poll() is not None:
            raise RuntimeError(f"{log.stem} ended by itself with {process.returncode}: {_last_words(log)}")
    finally:
        _end(process)


def run(
    command: Sequence[object],
    *,
    cwd: Path | None = None,
    env: Mapping[str, str] | None = None,
    text: str | bytes | None = None,
) -> str:
    """Run a program to its end and return what it printed. Raises RuntimeError with its last words."""
    sent = text.encode() if isinstance(text, str) else text
    told = {**os.environ, **(env or {})}
    try:
        done = subprocess.run(
            [str(word) for word in command],
            cwd=cwd,
            env=told,
            input=sent or b"",
            capture_output=True,
            check=False,
            timeout=_PATIENCE,
        )
    except subprocess.TimeoutExpired:
        raise RuntimeError(f"{_name(command)} did not end in {_PATIENCE:.0f} seconds") from None
    if done.returncode:
        words = (done.stderr or done.stdout).decode(errors="replace").strip()
        raise RuntimeError(f"{_name(command)} ended with {done.returncode}: {words[-500:]}")
    return done.stdout.decode(errors="replace")


def _name(command: Sequence[object]) -> str:
    return Path(str(command[0])).name


def _wait(process: subprocess.Popen[bytes], port: int, log: Path) -> None:
    deadline = time.monotonic() + _PATIENCE
    while time.monotonic() < deadline:
        if process.poll() is not None:
            break
        try:
            socket.create_connection((HOST, port), 1).close()
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise RuntimeError(f"nothing answers on port {port}; the server said: {_last_words(log)}")


def _last_words(log: Path) -> str:
    return log.read_text(errors="replace")[-1000:]


def _end(process: subprocess.Popen[bytes]) -> None:
    """End the whole group: some servers have workers that outlive their parent."""
    for sign, patience in ((signal.SIGTERM, 15), (signal.SIGKILL, 5)):
        try:
            os.killpg(process.pid, sign)
            process.wait(patience)
        except ProcessLookupError:
            return
        except subprocess.TimeoutExpired:
            continue
