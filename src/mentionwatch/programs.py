"""Programs of the user's own: started without a shell, given what they read, stopped where they go too far."""

from __future__ import annotations

import os
import signal
import subprocess
import tempfile
from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import timedelta
from pathlib import PurePath
from threading import Timer
from typing import IO

from mentionwatch.errors import SourceError
from mentionwatch.text.clean import tidy

_LARGEST = 20_000_000  # bytes of output
_COMPLAINT = 4000  # bytes of complaints, from their end


def name_of(command: Sequence[str]) -> str:
    """What a program is called, without its folder and its arguments, which may be secret."""
    return PurePath(command[0]).name


def output_of(
    command: Sequence[str],
    *,
    folder: str | None,
    timeout: timedelta,
    masked: Callable[[str], str],
    given: bytes = b"",
) -> tuple[bytes, SourceError | None]:
    """What a program prints when it is ``given`` that on its standard input, and what went wrong, if anything.

    ``masked`` takes secrets out of what the program complains about.
    """
    with tempfile.TemporaryFile() as complaints, tempfile.TemporaryFile() as told:
        told.write(given)
        told.seek(0)
        try:
            process = subprocess.Popen(  # noqa: S603 - the user's own program, without a shell
                list(command),
                cwd=folder,
                stdin=told if given else subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=complaints,
                start_new_session=True,
            )
        except (OSError, ValueError) as error:
            why = tidy(getattr(error, "strerror", None) or str(error))
            return b"", SourceError("forums-command-start", program=name_of(command), why=why)
        output, trouble = _watched(process, name_of(command), timeout)
        if trouble is None and process.returncode:
            why = tidy(masked(_end(complaints)))[-300:] or "—"
            code = process.returncode
            trouble = SourceError("forums-command-failed", program=name_of(command), code=code, why=why)
        return output, trouble


def _watched(
    process: subprocess.Popen[bytes], program: str, timeout: timedelta
) -> tuple[bytes, SourceError | None]:
    """The output of a program, that is stopped where it takes too long or says too much."""
    assert process.stdout
    seconds = timeout.total_seconds()
    late = Timer(seconds, _stop, [process])
    late.start()
    try:
        output = process.stdout.read(_LARGEST + 1)
        if len(output) > _LARGEST:
            megabytes = _LARGEST // 1_000_000
            return output[:_LARGEST], SourceError(
                "forums-command-large", program=program, megabytes=megabytes
            )
        process.wait()
        if late.is_alive():
            return output, None
        return output, SourceError("forums-command-slow", program=program, seconds=round(seconds))
    finally:
        late.cancel()
        if process.poll() is None:
            _stop(process)
        process.stdout.close()
        process.wait()


def _stop(process: subprocess.Popen[bytes]) -> None:
    """End a program and what it started."""
    with suppress(OSError):
        if hasattr(os, "killpg"):
            os.killpg(process.pid, signal.SIGKILL)
        else:
            process.kill()


def _end(complaints: IO[bytes]) -> str:
    size = complaints.seek(0, os.SEEK_END)
    complaints.seek(max(0, size - _COMPLAINT))
    return complaints.read().decode(errors="replace")
