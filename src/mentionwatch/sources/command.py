"""A program of the user's own that prints posts."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from hashlib import blake2b
from typing import TYPE_CHECKING, ClassVar

from pydantic import Field

from mentionwatch.errors import SourceError
from mentionwatch.plugins import Source, Span
from mentionwatch.programs import name_of, output_of
from mentionwatch.sources.file import read

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mentionwatch.http import Http
    from mentionwatch.model import Post, Search

_TERM, _SINCE = "{term}", "{since}"


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
        return name_of(self.command)

    def fetch(self, http: Http, search: Search) -> Iterator[Post]:
        """What it prints, newest first; then what went wrong."""
        told = {_TERM: search.term or "", _SINCE: f"{search.since.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"}
        with http.waiting():
            output, trouble = output_of(
                [_filled(argument, told) for argument in self.command],
                folder=self.folder,
                timeout=self.timeout,
                masked=http.masked,
            )
        posts: list[Post] = []
        try:
            posts.extend(read(output, self._program, self.source) if output.strip() else ())
        except SourceError as error:  # it comes after the posts that could be read
            trouble = trouble or error
        yield from sorted(posts, key=_newness, reverse=True)
        if trouble:
            raise trouble


def _filled(argument: str, told: dict[str, str]) -> str:
    for name, value in told.items():
        argument = argument.replace(name, value)
    return argument


def _newness(post: Post) -> datetime:
    return post.published or datetime.max.replace(tzinfo=UTC)
