"""A program of the user's own that prints posts."""

from __future__ import annotations

import os
import signal
import subprocess
import tempfile
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from hashlib import blake2b
from pathlib import PurePath
from threading import Timer
from typing import IO, TYPE_CHECKING, ClassVar

from pydantic import Field

from mentionwatch.errors import SourceError
from mentionwatch.plugins import Source, Span
from mentionwatch.sources.file import read
from mentionwatch.text.clean import tidy

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mentionwatch.http import Http
    from mentionwatch.model import Post, Search

_TERM, _SINCE = "{term}", "{since}"
_LARGEST = 20_000_000  # bytes of output
_COMPLAINT = 4000  # bytes of complaints, from their end


class Command(Source):
    """Reads posts that a program of yours prints: JSON Lines as `mentionwatch mentions --json` writes them, of
    which only ``text`` is required; CSV, feeds and mailboxes, too.
    """

    needs: ClassVar[str] = "a program; it is started without a shell, so each argument stands by itself"
    limits: ClassVar[str] = (
        "20 MB of output. {since} in an argument becomes the time from which posts are wanted (2026-11-20T10:00:00Z), "
        "{term} a phrase: then it is started for each phrase of the queries. It must end with status 0."
    )
    example: ClassVar[str] = (
        '[[sources]]\ntype = "command"\nname = "support mail"\n'
        'command = ["python3", "tickets.py", "--since", "{since}"]'
    )

    command: tuple[str, ...] = Field(min_length=1, repr=False, description="program and arguments")
    folder: str | None = Field(default=None, description="folder in which it is started")
    timeout: Span = Field(default=timedelta(minutes=1), description="it is stopped after this long")
    source: str = Field(default="command", description="what the source of these posts is called")

    @property
    def searches(self) -> bool:  # type: ignore[override]
        """Whether an argument holds {term}."""
        return any(_TERM in argument for argument in self.command)

    @property
    def key(self) -> str:
        """The program, and a mark of its arguments: keys are shown, and arguments may be secret."""
        return f"{self._program} {blake2b(chr(0).join(self.command).encode(), digest_size=4).hexdigest()}"

    @property
    def host(self) -> str:
        """Programs do not wait for each other."""
        return ""

    @property
    def _program(self) -> str:
        return PurePath(self.command[0]).name

    def fetch(self, http: Http, search: Search) -> Iterator[Post]:
        """What it prints, newest first; then what went wrong."""
        told = {_TERM: search.term or "", _SINCE: f"{search.since.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"}
        with http.waiting():
            output, trouble = self._output(http, [_filled(argument, told) for argument in self.command])
        posts: list[Post] = []
        try:
            posts.extend(read(output, self._program, self.source) if output.strip() else ())
        except SourceError as error:  # it comes after the posts that could be read
            trouble = trouble or error
        yield from sorted(posts, key=_newness, reverse=True)
        if trouble:
            raise trouble

    def _output(self, http: Http, command: list[str]) -> tuple[bytes, SourceError | None]:
        with tempfile.TemporaryFile() as complaints:
            try:
                process = subprocess.Popen(  # noqa: S603 - the user's own program, without a shell
                    command,
                    cwd=self.folder,
                    stdin=subprocess.DEVNULL,
                    stdout=subprocess.PIPE,
                    stderr=complaints,
                    start_new_session=True,
                )
            except (OSError, ValueError) as error:
                why = tidy(getattr(error, "strerror", None) or str(error))
                return b"", SourceError("forums-command-start", program=self._program, why=why)
            output, trouble = self._watched(process)
            if trouble is None and process.returncode:
                why = tidy(http.masked(_end(complaints)))[-300:] or "—"
                trouble = SourceError(
                    "forums-command-failed", program=self._program, code=process.returncode, why=why
                )
            return output, trouble

    def _watched(self, process: subprocess.Popen[bytes]) -> tuple[bytes, SourceError | None]:
        """The output of a program, that is stopped where it takes too long or says too much."""
        assert process.stdout
        seconds = self.timeout.total_seconds()
        late = Timer(seconds, _stop, [process])
        late.start()
        try:
            output = process.stdout.read(_LARGEST + 1)
            if len(output) > _LARGEST:
                megabytes = _LARGEST // 1_000_000
                return output[:_LARGEST], SourceError(
                    "forums-command-large", program=self._program, megabytes=megabytes
                )
            process.wait()
            if late.is_alive():
                return output, None
            return output, SourceError("forums-command-slow", program=self._program, seconds=round(seconds))
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


def _filled(argument: str, told: dict[str, str]) -> str:
    for name, value in told.items():
        argument = argument.replace(name, value)
    return argument


def _end(complaints: IO[bytes]) -> str:
    size = complaints.seek(0, os.SEEK_END)
    complaints.seek(max(0, size - _COMPLAINT))
    return complaints.read().decode(errors="replace")


def _newness(post: Post) -> datetime:
    return post.published or datetime.max.replace(tzinfo=UTC)
