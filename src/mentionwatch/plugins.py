"""The three sockets: Source, Classifier, Format. One file a plug-in; its name is the name the user types.

A plug-in is a Pydantic model whose fields are the options a person writes in the configuration. Built-ins
are found by file name, others by entry point (groups ``mentionwatch.sources``, ``mentionwatch.sentiment``,
``mentionwatch.formats``); only the one that is named is imported.
"""

from __future__ import annotations

import difflib
import pkgutil
from abc import ABC, abstractmethod
from collections.abc import Iterator, Sequence
from datetime import timedelta
from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING, Annotated, Any, ClassVar, Protocol, TypeVar
from urllib.parse import urlsplit

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from mentionwatch.errors import ConfigError, MentionwatchError, PluginError, Words
from mentionwatch.installed import entries
from mentionwatch.text.spans import parse_span

if TYPE_CHECKING:
    from importlib.metadata import EntryPoint

    from mentionwatch.http import Http
    from mentionwatch.model import Passage, Post, Report, Search, Sentiment


_LONGEST_SPAN = timedelta(days=500 * 365)


def _span(value: object) -> object:
    """A length of time as Pydantic wants it: what is wrong with it as a ValueError that holds our error.

    What is longer than 500 years is taken for so much: before and after it there must be a time. A bare number is
    refused: Pydantic would take it for seconds, where a person may mean days.
    """
    if isinstance(value, int | float):
        raise ValueError(ConfigError("span-unreadable", text=str(value)))
    try:
        return min(parse_span(value), _LONGEST_SPAN) if isinstance(value, str) else value
    except ConfigError as error:
        raise ValueError(error) from None


Span = Annotated[timedelta, BeforeValidator(_span)]
"""An option that holds a length of time, written ``90s``, ``15m``, ``24h``, ``7d``, ``4w``, ``1y``."""


class Plugin(BaseModel):
    """What plug-ins have in common: options, and a word on what they need."""

    model_config = ConfigDict(extra="forbid", frozen=True, defer_build=True)

    needs: ClassVar[str] = "nothing"
    """What a user has to get first: which key, where, with which rights."""
    limits: ClassVar[str] = ""
    """What the platform does not give, and how often it may be asked."""
    example: ClassVar[str] = ""
    """The TOML that a user would write."""

    @classmethod
    def needed(cls) -> MentionwatchError:
        """What a user has to get first, to be put into an error: it is said in the language of that."""
        return Words(f"source-{cls.__module__.rpartition('.')[2]}-needs", cls.needs)

    @property
    def secrets(self) -> tuple[str, ...]:
        """The values of the options that are never shown: those declared with ``Field(repr=False)``."""
        return tuple(
            value for name in _hidden(type(self)) if isinstance(value := getattr(self, name), str) and value
        )


@cache
def _hidden(kind: type[Plugin]) -> tuple[str, ...]:
    """The names of a plug-in's options that are never shown."""
    return tuple(name for name, option in kind.model_fields.items() if not option.repr)


class Source(Plugin, ABC):
    """Hands over posts. The docstring of a source says in one paragraph what it finds."""

    searches: ClassVar[bool] = False
    """True: asked once for each phrase of the queries; False: asked once for everything new."""
    whole_threads: ClassVar[bool] = False
    """True: ``thread`` tells all replies that there are, so that one which it tells no more was deleted."""

    name: str | None = Field(
        default=None, description="a name of your own for it, shown instead of its address"
    )
    every: Span | None = Field(default=None, description="ask at most this often: 15m, 2h, 1d")
    budget: str | None = Field(
        default=None, pattern=r"^\d+/(hour|day|month)$", description="requests allowed: 90/day"
    )
    follow: bool = Field(
        default=True, description="look again at its mentions: replies, edits, deletion, reactions"
    )

    @abstractmethod
    def fetch(self, http: Http, search: Search) -> Iterator[Post]:
        """Yield posts, newest first, walking pages until the caller stops asking.

        No try, no retry, no sleep, no date filter, no search for duplicates: ``http`` and ``scan`` own
        these. Whatever is raised becomes a SourceError of this source only.
        """

    def replies(self, http: Http, post: Post) -> Iterator[Post]:
        """Yield the thread under a post; a source that cannot tell yields nothing."""
        return iter(())

    def thread(self, http: Http, post: Post) -> Iterator[Post]:
        """Yield the post as it is now, where the source can tell, and its replies: a look at what became of it.

        Raises Gone where the service says that the post is no more; an answer that merely lacks it is no such word.
        """
        return self.replies(http, post)

    @property
    def key(self) -> str:
        """What tells this configured source from others of its type: its address or its main option."""
        for name in ("url", "endpoint"):
            if value := getattr(self, name, None):
                return str(value)
        return ""

    @property
    def host(self) -> str:
        """The host that is asked: one worker walks a host's queue."""
        return urlsplit(self.key).netloc


class Classifies(Protocol):
    """Whatever tells sentiments: a Classifier, or one with a memory and a purse (``asking.py``)."""

    def classify(self, passages: Sequence[Passage]) -> Sequence[Sentiment]:
        """One Sentiment for each passage, in the same order."""


class Classifier(Plugin, ABC):
    """Tells the sentiment toward the target of each passage."""

    @abstractmethod
    def classify(self, passages: Sequence[Passage]) -> Sequence[Sentiment]:
        """One Sentiment for each passage, in the same order."""


class RemoteClassifier(Classifier, ABC):
    """A classifier that must be asked for: a server's or a program's. Its answers may cost, fail, or make no sense.

    ``asking`` owns the rest: what was answered once is not asked again, no more is asked than ``budget`` allows,
    and whatever gets no answer is left to ``embedded``.
    """

    budget: str | None = Field(
        default=None,
        pattern=r"^\d+/(hour|day|month)$",
        description="requests allowed, tries included: 500/day",
    )
    together: int = Field(default=20, ge=1, le=500, description="passages in one request")
    timeout: Span = Field(default=timedelta(minutes=1), description="how long one answer may take")

    @abstractmethod
    def ask(self, http: Http, passages: Sequence[Passage]) -> Sequence[Sentiment | None]:
        """One answer for each passage, in the same order; None where there is none that makes sense.

        Raises SourceError where nobody answers.
        """

    @property
    @abstractmethod
    def version(self) -> str:
        """What answers depend on beside the passage: another model or another prompt is another version."""

    def classify(self, passages: Sequence[Passage]) -> Sequence[Sentiment]:
        """What ``embedded`` says: nobody is asked without a network."""
        return find(Classifier, "embedded")().classify(passages)


class Format(Plugin, ABC):
    """Writes a report. ``lang`` is the language of labels, dates and figures: ``en`` or ``ru``."""

    lang: str = "en"

    @abstractmethod
    def render(self, report: Report) -> str:
        """The whole document, ending in a line break."""


P = TypeVar("P", bound=Plugin)
_GROUPS: dict[type[Plugin], str] = {Source: "sources", Classifier: "sentiment", Format: "formats"}


def names(kind: type[Plugin]) -> list[str]:
    """The names of all plug-ins of a kind, built-in and installed, without importing any of them."""
    group = _GROUPS[kind]
    package = import_module(f"mentionwatch.{group}")
    own = {
        module.name for module in pkgutil.iter_modules(package.__path__) if not module.name.startswith("_")
    }
    return sorted(own | {entry.name for entry in _installed(kind)})


def find(kind: type[P], name: str) -> type[P]:
    """The plug-in of that name. Raises PluginError, with the nearest name, where there is none."""
    group = _GROUPS[kind]
    if name not in names(kind):
        raise _unknown(kind, name)
    for entry in _installed(kind):
        if entry.name == name:
            return _checked(kind, name, entry.load())
    module = import_module(f"mentionwatch.{group}.{name}")
    found = [
        value
        for value in vars(module).values()
        if isinstance(value, type)
        and issubclass(value, kind)
        and value.__module__ == module.__name__
        and not value.__name__.startswith("_")
    ]
    if len(found) != 1:
        raise PluginError("plugin-broken", name=name, kind=group)
    return found[0]


def _installed(kind: type[Plugin]) -> Sequence[EntryPoint]:
    return entries(f"mentionwatch.{_GROUPS[kind]}")


def _checked(kind: type[P], name: str, value: Any) -> type[P]:
    if not (isinstance(value, type) and issubclass(value, kind)):
        raise PluginError("plugin-broken", name=name, kind=_GROUPS[kind])
    return value


def _unknown(kind: type[Plugin], name: str) -> PluginError:
    if kind is Source and (closed := _closed(name)):
        return PluginError(closed)
    known = names(kind)
    near = difflib.get_close_matches(name, known, n=1)
    group = _GROUPS[kind]
    if near:
        return PluginError("plugin-unknown-near", name=name, kind=group, near=near[0])
    return PluginError("plugin-unknown", name=name, kind=group, known=", ".join(known))


def _closed(name: str) -> str | None:
    """The message about a platform that is closed or dead, where the name is one's."""
    told: dict[str, str] = import_module("mentionwatch.sources._closed").CLOSED
    return told.get(name.casefold().translate({ord(sign): None for sign in " .-_"}))
