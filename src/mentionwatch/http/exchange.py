"""What passes between those who ask and those who carry it: a question, and the answer to it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Protocol

from mentionwatch.dataclass import dataclass

if TYPE_CHECKING:
    from mentionwatch.http.ask import Ask


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A request on its way. ``headers`` are all but those that the message itself needs (``Host``, its length).

    ``deadline`` is on the monotonic clock, ``connect`` in seconds, ``max_bytes`` of the whole answer as sent;
    ``public`` refuses private addresses.
    """

    ask: Ask
    headers: Mapping[str, str]
    deadline: float
    connect: float
    max_bytes: int
    public: bool


@dataclass(kw_only=True)
class Answer:
    """The head of an answer, with lower-case names, and its body, which is read by who iterates ``chunks``.

    ``private`` tells whether it came from a private address, if that is known. It must be closed.
    """

    status: int
    fields: Sequence[tuple[str, str]]
    chunks: Iterable[bytes]
    close: Callable[[], None]
    private: bool | None = None

    @cached_property
    def headers(self) -> dict[str, str]:
        """Each header once, with the values of those that came more often joined (RFC 9110 §5.3)."""
        found: dict[str, str] = {}
        for name, value in self.fields:
            found[name] = f"{found[name]}, {value}" if name in found else value
        return found


class Carrier(Protocol):
    """What takes a question to its server: our own transport, or one that was made for httpx."""

    def send(self, question: Question) -> Answer:
        """Send a question, and read the head of its answer."""

    def close(self) -> None:
        """Close all connections."""
