"""Wildcards and regular expressions that cannot run away.

Why RE2 and not ``re`` or ``regex``: the texts are hostile, the expressions are whatever people paste, and
a backtracking engine is quadratic already on ``\\w+\\d``. A time limit would make a match depend on how
busy the machine is. RE2 is linear by construction and well kept. It lacks look-around and back-references,
which are refused by name, and a ``\\b`` that knows letters beyond ASCII, which is made up for here: the
text gets marks at each word boundary, ``\\b`` asks for one, and every atom swallows those before it.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import lru_cache
from itertools import islice
from typing import TYPE_CHECKING, Any

from mentionwatch.dataclass import dataclass
from mentionwatch.errors import QueryError
from mentionwatch.text.regex_parts import MARK, required, translate

if TYPE_CHECKING:
    from collections.abc import Iterator

FIXED_LETTERS = 3
"""How many letters a wildcard needs before it, so that words can be looked up by their beginning."""
MOST_WILDCARDS = 3
LONGEST_WORD = 64
"""Longer words meet no wildcard: backtracking over three wildcards stays within a millisecond."""

_WILD = re.compile(r"[*?]")
_LONGEST_SOURCE = 1_000
_MOST_MEMORY = 2 << 20
_MOST_SPANS = 100  # each search may read to the end of the text, so finding all would be quadratic


def fixed_prefix(pattern: str) -> str:
    """The letters of a word with wildcards before the first of them."""
    return _WILD.split(pattern, maxsplit=1)[0]


@lru_cache(maxsize=1024)
def wildcard(pattern: str) -> re.Pattern[str]:
    """A compiled word with wildcards, for ``fullmatch`` on one word: ``*`` any letters, ``?`` at most one.

    Pattern and words must have been folded the same way by the caller.
    """
    pieces = re.split(r"([*?]+)", pattern)
    return re.compile(rf"(?s)(?=.{{1,{LONGEST_WORD}}}\Z)" + "".join(_piece(piece) for piece in pieces))


def _piece(piece: str) -> str:
    if "*" in piece:
        return ".*"
    return f".{{0,{len(piece)}}}" if piece.startswith("?") else re.escape(piece)


@dataclass(frozen=True, slots=True)
class Expression:
    """A compiled regular expression. ``^`` and ``$`` are the ends of a line.

    ``required`` are pieces of text of which whatever matches holds at least one (in any case, where the
    expression ignores case); empty where none can be told.
    """

    required: tuple[str, ...]
    _compiled: Any
    _marks: int

    def spans(self, text: str) -> Iterator[tuple[int, int]]:
        """Where the first 100 matches stand in ``text``: start and end in code points; never an empty one."""
        text = _encodable(text)
        found = self._found_marked(text) if self._marks else self._found(text)
        return (span for span in islice(found, _MOST_SPANS) if span[0] < span[1])

    def _found(self, text: str) -> Iterator[tuple[int, int]]:
        return (match.span() for match in self._compiled.finditer(text))

    def _found_marked(self, text: str) -> Iterator[tuple[int, int]]:
        marks = _places_of_marks(text, self._marks)
        for start, end in self._found(_mark(text, self._marks)):
            yield start - bisect_left(marks, start), end - bisect_left(marks, end)


@lru_cache(maxsize=256)
def expression(source: str, ignore_case: bool = False) -> Expression:
    """Compile a regular expression (syntax of RE2, with Unicode ``\\w \\d \\s \\b``).

    Raises QueryError (``query`` is the source, ``column`` the place in it) for one that is faulty, too large,
    matches the empty text, or needs what a linear engine cannot do.
    """
    if len(source) > _LONGEST_SOURCE:
        raise QueryError("query-regex-long", query=source, column=_LONGEST_SOURCE, most=_LONGEST_SOURCE)
    translated, marks = translate(_encodable(source))
    compiled = _compile(source, translated, ignore_case)
    if compiled.search(MARK * marks) is not None:
        raise QueryError("query-regex-empty", query=source, column=1)
    return Expression(required(source), compiled, marks)


def _compile(source: str, translated: str, ignore_case: bool) -> Any:
    try:
        import re2  # few queries hold a regular expression, and not every platform has a wheel
    except ImportError:
        raise QueryError("query-regex-engine", query=source, column=1) from None
    options = re2.Options()
    options.case_sensitive = not ignore_case
    options.max_mem = _MOST_MEMORY
    options.log_errors = False
    try:
        return re2.compile(f"(?m:{translated})", options)
    except re2.error as error:
        reason = error.args[0]
        text = reason.decode("utf-8", "replace") if isinstance(reason, bytes) else str(reason)
        raise QueryError("query-regex-fault", query=source, column=1, reason=text.replace(MARK, "")) from None


def _encodable(text: str) -> str:
    """The text with lone surrogates replaced, one for one."""
    return text.encode("utf-8", "replace").decode("utf-8")


def _mark(text: str, marks: int) -> str:
    return re.sub(r"\b", MARK * marks, text.replace(MARK, "\N{REPLACEMENT CHARACTER}"))


def _places_of_marks(text: str, marks: int) -> list[int]:
    boundaries = (found.start() for found in re.finditer(r"\b", text))
    return [place + number * marks + each for number, place in enumerate(boundaries) for each in range(marks)]
