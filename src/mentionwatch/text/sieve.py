"""Many regular expressions over one text: which of them may match, told in one pass.

`re` tries one after the other at every character. RE2 (https://swtch.com/~rsc/regexp/) walks the text once for all
of them, but knows no look-around, and takes long to learn all the letters that there are. So it gets each expression
without these, which can only match more, and what it finds is to be looked at again.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence

_INSTEAD = {
    r"\b": "",
    r"\B": "",
    r"\A": "",
    r"\Z": "",
    r"\w": "[^ ]",
    r"\d": "[^ ]",
    r"\s": ".",
    r"\W": ".",
    r"\D": ".",
}
_LOOK = re.compile(r"\(\?<?[=!]")
_PIECES = re.compile(r"\\.|\[\^?\]?(?:\\.|[^\]\\])*\]|.", re.DOTALL)
_MEMORY = 64 << 20  # bytes that RE2 may use for its tables


def any_of(expressions: Sequence[str]) -> Callable[[str], Iterable[int]]:
    """What tells of a text the numbers of the expressions that may match it: of all that do, and of few that do not.

    Where there is no RE2 these are all numbers.
    """
    try:
        import re2  # not every platform has a wheel
    except ImportError:
        return lambda text: range(len(expressions))
    options = re2.Options()
    options.max_mem = _MEMORY
    options.dot_nl = True
    sieve = re2.Set.SearchSet(options)
    for expression in expressions:
        sieve.Add(loosened(expression))
    always = sieve.Add("")
    sieve.Compile()

    def matching(text: str) -> Iterable[int]:
        found = sieve.Match(text.encode(errors="replace")) or []
        if always not in found:  # RE2 ran out of memory, and does not say so
            return range(len(expressions))
        return sorted(number for number in found if number != always)

    return matching


def loosened(expression: str) -> str:
    """The expression without look-around and assertions, and with any sign for a letter: it matches wherever that does.

    It may hold none of these within square brackets.
    """
    kept: list[str] = []
    depth = skipped = 0
    for piece in _looked(expression):
        depth += piece.startswith("(") - (piece == ")")
        if _LOOK.fullmatch(piece) and not skipped:
            skipped = depth
        if not skipped:
            kept.append(_INSTEAD.get(piece, piece))
        if skipped and depth < skipped:
            skipped = 0
    return "".join(kept)


def _looked(expression: str) -> Iterable[str]:
    """Pieces of an expression: classes and escapes whole, what opens a group with the signs that tell its kind."""
    opening = re.compile(r"\((?:\?(?:<?[=!]|:))?")
    place = 0
    while place < len(expression):
        found = opening.match(expression, place) or _PIECES.match(expression, place)
        assert found
        yield found[0]
        place = found.end()
