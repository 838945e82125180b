"""A program of the user's own that tells sentiments."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Sequence
from typing import ClassVar

from pydantic import Field

from mentionwatch.http import Http
from mentionwatch.model import Passage, Sentiment
from mentionwatch.plugins import RemoteClassifier
from mentionwatch.programs import name_of, output_of
from mentionwatch.sentiment._answers import believed, record


class Command(RemoteClassifier):
    """Starts a program, without a shell, for each batch: it reads passages as JSON Lines, ``{"id", "target",
    "language", "spans", "text"}``, and prints answers as JSON Lines, ``{"id", "label", "score", "confidence",
    "words"}``, of which only ``label`` is required if there is one line for each passage, in their order. What it
    answered is kept; what it does not answer, or in another form, is left to ``embedded``.
    """

    needs: ClassVar[str] = "a program; each argument stands by itself"
    limits: ClassVar[str] = "It must end with status 0. Change ``version_of`` when it learned something new."
    example: ClassVar[str] = '[sentiment]\ntype = "command"\ncommand = ["python3", "my_model.py"]'

    together: int = Field(default=200, ge=1, le=10_000, description="passages in one start")
    command: tuple[str, ...] = Field(min_length=1, repr=False, description="program and arguments")
    folder: str | None = Field(default=None, description="folder in which it is started")
    version_of: str = Field(
        default="1", max_length=40, description="what it answered under another version is asked again"
    )

    @property
    def version(self) -> str:
        """The program with its arguments, which may be secret and are only hashed, and the user's own version."""
        mark = hashlib.sha256("\0".join(self.command).encode()).hexdigest()[:12]
        return f"{name_of(self.command)} {mark} {self.version_of}"

    def ask(self, http: Http, passages: Sequence[Passage]) -> Sequence[Sentiment | None]:
        """The program's answers. Raises SourceError where it cannot be started, fails or takes too long."""
        lines = [json.dumps(record(p, n), ensure_ascii=False) for n, p in enumerate(passages)]
        output, trouble = output_of(
            self.command,
            folder=self.folder,
            timeout=self.timeout,
            masked=http.masked,
            given="".join(f"{line}\n" for line in lines).encode(),
        )
        if trouble:
            raise trouble
        by = f"command/{name_of(self.command)}/{self.version_of}"
        return believed(list(_objects(output.decode(errors="replace"))), passages, by)


def _objects(output: str) -> Iterator[object]:
    """The JSON of each line; None for a line that holds none, so that the others keep their places."""
    for line in filter(str.strip, output.splitlines()):
        try:
            yield json.loads(line)
        except (ValueError, RecursionError):
            yield None
