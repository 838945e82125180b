"""A regular expression taken apart: enough to translate it for RE2 and to tell what it requires."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from mentionwatch.errors import QueryError
from mentionwatch.text.late import late

if TYPE_CHECKING:
    from collections.abc import Iterator

MARK = "\ue000"
"""Stands for a word boundary: a code point for private use, which texts do not carry."""

_PART = late(
    r"""(?P<assertion> \\b | \^ | \$ )
      | (?P<class> \[ \^? \]? (?: \\. | \[:\w+:\] | [^\]\\] )* \] )
      | (?P<shorthand> \\[dDwWsS] | \\[pP](?: \{ \w+ \} | [A-Z] ) | \. )
      | (?P<character> \\[nrtfv] | \\[^\w\s] | \\u[0-9a-fA-F]{4}
          | \\x (?: [0-9a-fA-F]{2} | \{ [0-9a-fA-F]{1,6} \} ) )
      | (?P<open> \( (?: \?: | (?!\?) ) )
      | (?P<close> \) )
      | (?P<or> \| )
      | (?P<repeat> (?: [*+?] | \{ \d{1,4} (?: ,\d{0,4} )? \} ) \?? )
      | (?P<refused> \(\?.? | \\. )
      | (?P<literal> [^\\[] )""",
    re.VERBOSE | re.DOTALL,
)
_IN_CLASS = late(r"\\(?:P(?:\{\w+\}|[A-Z])|u[0-9a-fA-F]{4}|.)", re.DOTALL)
_SHORTHANDS = {"d": r"\p{Nd}", "w": r"\p{L}\p{N}_", "s": r"\s\x{85}\p{Z}"}
_CONTROLS = {"n": "\n", "r": "\r", "t": "\t", "f": "\f", "v": "\v"}
_FEWEST_LETTERS = 3
_MOST_MARKS = 16
_MARKS = f"{MARK}*"


class Part(NamedTuple):
    """A piece of the source: the name of its group in ``_PART``, its text, and where it starts (from 0)."""

    kind: str
    text: str
    start: int


def translate(source: str) -> tuple[str, int]:
    """The expression for RE2, and how many times it expects MARK at every word boundary of a text.

    Each ``\\b`` consumes a mark, and a boundary may be the end of one match and the beginning of the next.

    Raises QueryError for what RE2 cannot do (look-around, back-references) and for faults found on the way.
    """
    parts = list(_parts(source))
    marks = 2 * sum(part.text == r"\b" for part in parts)
    return "".join(_translated(part, source, marks > 0) for part in parts), min(marks, _MOST_MARKS)


def required(source: str) -> tuple[str, ...]:
    """The longest literal of each alternative at the top; empty where one of them has none of 3 letters."""
    runs: list[list[str]] = [[""]]
    depth = 0
    for part in _parts(source):
        depth += (part.kind == "open") - (part.kind == "close")
        if part.kind == "or" and not depth:
            runs.append([""])
        elif depth:
            runs[-1].append("")
        else:
            _extend(runs[-1], part)
    longest = [max(map(_without_edges, branch), key=len) for branch in runs]
    if any(sum(map(str.isalnum, run)) < _FEWEST_LETTERS for run in longest):
        return ()
    return tuple(dict.fromkeys(longest))


def _without_edges(run: str) -> str:
    return re.sub(r"^[\W_]+|[\W_]+$", "", run)


def _parts(source: str) -> Iterator[Part]:
    place = 0
    while place < len(source):
        found = _PART.match(source, place)
        if found is None:
            raise QueryError("query-regex-escape", query=source, column=place + 1)
        kind = str(found.lastgroup)
        if kind == "refused":
            raise QueryError("query-regex-refused", query=source, column=place + 1, part=found[0])
        yield Part(kind, found[0], place)
        place = found.end()


def _translated(part: Part, source: str, marked: bool) -> str:
    match part.kind:
        case "assertion":
            return _assertion(part.text, marked)
        case "class":
            return _atom(f"(?:{_class(part, source, marked)})", marked)
        case "shorthand":
            return _atom(_shorthand(part.text, marked), marked)
        case "character" | "literal":
            return _atom(re.escape(_literal(part)), marked)
        case "open":
            return "(?:"
        case _:
            return part.text


def _assertion(text: str, marked: bool) -> str:
    if text == r"\b":
        return MARK
    return _MARKS + text if marked and text == "$" else text


def _atom(atom: str, marked: bool) -> str:
    return f"(?:{_MARKS}{atom})" if marked else atom


def _class(part: Part, source: str, marked: bool) -> str:
    """RE2's own shorthands are ASCII, and the negated ones have no name inside a class: they go beside it."""
    outside: list[str] = []

    def translated(found: re.Match[str]) -> str:
        if found[0][1] in "DWSP":
            outside.append(_shorthand(found[0], marked))
            return ""
        if found[0][1] == "u":
            return f"\\x{{{found[0][2:]}}}"
        return _SHORTHANDS.get(found[0][1], found[0])

    body = _IN_CLASS.sub(translated, part.text)
    if not body.startswith("[^"):
        return "|".join([body, *outside] if body != "[]" else outside)
    if outside:
        raise QueryError("query-regex-refused", query=source, column=part.start + 1, part=part.text)
    return f"{body[:-1]}{MARK}]" if marked else body


def _shorthand(text: str, marked: bool) -> str:
    mark = MARK if marked else ""
    name = text[-1] if text == "." else text[1]
    match name:
        case ".":
            return f"[^\n{mark}]"
        case "d" | "w" | "s":
            return f"[{_SHORTHANDS[name]}]"
        case "D" | "W" | "S":
            return f"[^{_SHORTHANDS[name.lower()]}{mark}]"
        case "P":
            return f"[^\\p{text[2:]}{mark}]"
        case _:
            return text


def _literal(part: Part) -> str:
    if part.kind == "literal":
        return part.text
    name = part.text[1]
    if name in _CONTROLS:
        return _CONTROLS[name]
    if name not in "xu":
        return name
    code = int(part.text[2:].strip("{}"), 16)
    return chr(code) if code <= 0x10FFFF and not 0xD800 <= code <= 0xDFFF else "\N{REPLACEMENT CHARACTER}"


def _extend(runs: list[str], part: Part) -> None:
    if part.kind in ("literal", "character"):
        runs[-1] += _literal(part)
    elif part.kind == "repeat":
        if not re.match(r"\+|\{0*[1-9]", part.text):
            runs[-1] = runs[-1][:-1]
        runs.append("")
    elif part.kind != "assertion":
        runs.append("")
