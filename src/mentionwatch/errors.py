"""What can go wrong, as a tree. A message says what, where, and what to do next.

MentionwatchError      exit 1
  ConfigError          exit 2   the configuration: file, key path, value
    QueryError                  the query, with a caret under the place
    PluginError                 no such plug-in: did you mean ...
  SourceError          exit 3   only at the end of a scan: some sources failed, the rest is kept
    AccessDenied                a key is missing, wrong or not allowed to do this
    RateLimited                 asked too often; until when to wait
    LayoutChanged               the answer does not look as it did
    Gone                        the address is gone for good
  DeliveryError        exit 3   a message could not be handed over; it is tried again
  StoreError           exit 1   the database: locked, newer schema, damaged, no disk
  SystemTrouble        exit 1   anything else that the system refuses: a full disk under a report or a temporary file

An error is raised with the identifier of its message and the values in it; the message itself stands in
``locale/LANGUAGE/*.ftl``, so that each is said in the user's language.
"""

from __future__ import annotations

import errno
from datetime import datetime
from typing import Any

OF_THE_DISK = frozenset(
    getattr(errno, name) for name in ("ENOSPC", "EDQUOT", "EFBIG", "EROFS", "EIO") if hasattr(errno, name)
)
"""What the system says (``OSError.errno``) when a disk is full, read-only or broken: nobody's input is wrong then."""

_AROUND = 50
"""How many characters of a faulty query are shown on each side of the fault."""


class MentionwatchError(Exception):
    """Anything that mentionwatch can explain to a person.

    ``message`` is the identifier of a Fluent message, ``values`` what it has to fill in; a value may be
    another error, which is then said in the same language.
    """

    exit_code = 1

    def __init__(
        self, message: str, /, **values: str | int | float | datetime | MentionwatchError | None
    ) -> None:
        super().__init__(message)
        self.message = message
        self.values = values

    def say(self, language: str = "en") -> str:
        """The message in the language given (``en`` or ``ru``)."""
        from mentionwatch.messages import say  # errors are rare, and catalogues cost time to load

        values = {
            name: value.say(language) if isinstance(value, MentionwatchError) else value
            for name, value in self.values.items()
        }
        return say(language, self.message, **values)

    def packed(self) -> dict[str, Any]:
        """The identifier and the values, as values of JSON: ``messages.retell`` puts them into words again."""
        return {
            "message": self.message,
            "values": {name: _packed(value) for name, value in self.values.items()},
        }

    def __str__(self) -> str:
        return self.say()


def _packed(value: str | float | datetime | MentionwatchError | None) -> Any:
    if isinstance(value, MentionwatchError):
        return value.packed()
    return {"time": value.isoformat()} if isinstance(value, datetime) else value


class Words(MentionwatchError):
    """Words that stand in the code in English, within an error: a catalogue may have them in other languages.

    ``general`` is the message that a catalogue may have for several of that kind together.
    """

    def __init__(self, message: str, otherwise: str, general: str = "") -> None:
        super().__init__(message)
        self.otherwise = otherwise
        self.general = general

    def say(self, language: str = "en") -> str:
        """The words of the catalogue, else those in the code."""
        from mentionwatch.messages import say_or

        return say_or(language, self.message, say_or(language, self.general, self.otherwise))

    def packed(self) -> dict[str, Any]:
        """The same, with the words for other languages."""
        return {"message": self.message, "general": self.general, "otherwise": self.otherwise}


def of_system(error: OSError) -> Words:
    """What the system says of a file, to be put into an error: in the user's language where a catalogue has it."""
    name = errno.errorcode.get(error.errno or 0, "other").lower()
    return Words(f"system-{name}", error.strerror or str(error))


class ConfigError(MentionwatchError):
    """The user's input is wrong: configuration, query, command line."""

    exit_code = 2


class QueryError(ConfigError):
    """A query cannot be read. ``query`` is its text, ``column`` the place in it, counted from 1."""

    def __init__(self, message: str, *, query: str, column: int, **values: str | int | float | None) -> None:
        super().__init__(message, column=column, **values)
        self.query = query
        self.column = column
        self.where: str | None = None
        """Where the query stands, for a person: the file and the topic."""

    def packed(self) -> dict[str, Any]:
        """In English: with the query beside it, it is more than a message with values."""
        return {"otherwise": self.say()}

    def say(self, language: str = "en") -> str:
        """The message, then the line of the query with a caret under the place."""
        before = f"{self.where}: " if self.where else ""
        line, offset = self._line()
        return f"{before}{super().say(language)}\n  {line}\n  {' ' * offset}^"

    def _line(self) -> tuple[str, int]:
        """The line that holds the place, cut where it is long, on one line whatever it holds."""
        place = self.column - 1
        start = max(self.query.rfind("\n", 0, place) + 1, place - _AROUND)
        end = self.query.find("\n", place)
        line = self.query[start : min(len(self.query) if end < 0 else end, place + _AROUND)]
        return "".join(c if c.isprintable() else " " for c in line), place - start


class PluginError(ConfigError):
    """There is no plug-in of that name, or it cannot be loaded."""

    where: str | None = None
    """Where it is named, for a person: the file and the key."""

    def packed(self) -> dict[str, Any]:
        """In English: with its place before it, it is more than a message with values."""
        return {"otherwise": self.say()}

    def say(self, language: str = "en") -> str:
        """The message, after its place where that is known."""
        return f"{self.where}: {super().say(language)}" if self.where else super().say(language)


class SourceError(MentionwatchError):
    """A source could not be read; the others were."""

    exit_code = 3


class AccessDenied(SourceError):
    """The service wants a key, another key, or more rights."""


class RateLimited(SourceError):
    """The service was asked too often. ``until`` is when it may be asked again."""

    def __init__(self, message: str, *, until: datetime, **values: str | int | float | None) -> None:
        super().__init__(message, until=until, **values)
        self.until = until


class LayoutChanged(SourceError):
    """The answer does not look as it did: a block page, an error object, a new layout."""


class Gone(SourceError):
    """The address says that it is gone for good (410)."""


class DeliveryError(MentionwatchError):
    """A message did not reach its target this time."""

    exit_code = 3


class SystemTrouble(MentionwatchError):
    """The system refused to read or write: no room, no right, a broken disk. ``of`` makes one of an OSError."""

    @classmethod
    def of(cls, error: OSError) -> SystemTrouble:
        """The same in words, with the file where there is one."""
        why = of_system(error)
        if error.filename is None:
            return cls("cli-system", why=why)
        return cls("cli-system-file", file=str(error.filename), why=why)


class StoreError(MentionwatchError):
    """The database cannot be used: locked, of a newer version, damaged, no room."""
