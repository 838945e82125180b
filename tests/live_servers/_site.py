"""What a file of this folder provides: a server that can be installed, started, and asked."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, ClassVar, Literal

from live_servers._seeds import MENTIONS

Happening = Literal["reply", "answer", "edit", "deletion", "reply deleted"]
"""What may happen after the scans, and looking again must notice: the reply ``still``, which is a mention; the
answer ``sorry`` by an account of ours, which marks the mention answered; ``luggage`` says REVISED; ``bank`` is
deleted; and so is ``antenna``, a reply.
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One configured source that reads a running server, and what it must bring.

    ``options`` is the table ``[[sources]]``. ``finds`` are the keys of the seeds that become mentions, ``crowd``
    how many further ones. ``titled``, ``addressed``, ``threaded``, ``authored``: whether the platform
    tells titles, addresses, threads, authors. ``cut``:
    whether texts are told by their beginnings. ``most_posts`` is how many posts may be read of the server: fewer
    than it has, where paging must stop at the mark. ``replies`` maps the key of a post to those that ``replies()``
    must bring, in any order.
    """

    name: str
    options: Mapping[str, Any]
    finds: frozenset[str] = MENTIONS
    crowd: int = 0
    titled: bool = True
    addressed: bool = True
    threaded: bool = True
    authored: bool = True
    cut: bool = False
    most_posts: int | None = None
    replies: Mapping[str, frozenset[str]] = field(default_factory=dict)
    edits: bool = False
    """Whether an edited post is seen again: then it must be a revision, no new mention."""
    notices: frozenset[Happening] = frozenset()
    """What looking again must notice, at least, of what ``later`` does, by ``thread()`` of the source. Where nothing
    stands here, it is not tried.
    """


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusal:
    """A source that must fail, as a SourceError whose message has this identifier."""

    name: str
    options: Mapping[str, Any]
    message: str
    term: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """A server that runs and is seeded. ``edit`` makes the first post say EDITED, ``later`` does what happens then."""

    version: str
    cases: tuple[Case, ...]
    refusals: tuple[Refusal, ...] = ()
    edit: Callable[[], None] | None = None
    later: Callable[[], None] | None = None


class Server(ABC):
    """A server. Its docstring says what it is."""

    short: ClassVar[bool] = False
    """Whether it installs in less than two minutes from Debian's packages or PyPI."""

    @abstractmethod
    def install(self, cache: Path) -> None:
        """Get its packages, into a folder of their own where that can be. Raises Unavailable."""

    @abstractmethod
    def running(self, here: Path) -> AbstractContextManager[Site]:
        """Start it with its seeds in an empty folder, on loopback; stop it at the end."""
