"""A regular expression taken apart: enough to translate it for RE2 and to tell what it requires."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from mentionwatch.errors import QueryError

if TYPE_CHECKING:
    from collections.abc import Iterator

MARK = "\ue000"
"""Stands for a word boundary: a code point for private use, which texts do not carry."""

_PART = re.compile(
    r"""(?P<assertion> \\b | \^ | \$ )
      | (?P<class> \[ \^? \]? (?: \\. | \[:\w+:\] | [^\]\\] )* \] )
      | (?P<shorthand> \\[dDwWsS] | \\[pP](?: \{ \^? \w+ \} | [A-Z] ) | \. )
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
_SHORTHANDS = {"d": r"\p{Nd}", "w": r"\p{L}\p{N}_", "s": r"\s\x{85}\p{Z}"}
_CONTROLS = {"n": "\n", "r": "\r", "t": "\t", "f": "\f", "v": "\v"}
_FEWEST_LETTERS = 3


class Part(NamedTuple):
    """A piece of the source: the name of its group in ``_PART``, its text, and where it starts (from 0)."""

    kind: str
    text: str
    start: int


def translate(source: str) -> tuple[str, bool]:
    """The expression for RE2, and whether it expects texts with MARK at every word boundary.

    Raises QueryError for what RE2 cannot do (look-around, back-references) and for faults found on the way.
    """
    parts = list(_parts(source))
    marked = any(part.text == r"\b" for part in parts)
    return "".join(_translated(part, marked) for part in parts), marked


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


def _translated(part: Part, marked: bool) -> str:
    match part.kind:
        case "assertion":
            return _assertion(part.text, marked)
        case "class":
            return _atom(_class(part.text, marked), marked)
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
    return f"{text}{MARK}?" if marked and text == "^" else text


def _atom(atom: str, marked: bool) -> str:
    return f"(?:{atom}{MARK}?)" if marked else atom


def _class(text: str, marked: bool) -> str:
    body = re.sub(r"\\([dws])", lambda found: _SHORTHANDS[found[1]], text)
    body = re.sub(r"\\u([0-9a-fA-F]{4})", r"\\x{\1}", body)
    return f"{body[:-1]}{MARK}]" if marked and body.startswith("[^") else body


def _shorthand(text: str, marked: bool) -> str:
    outside = MARK if marked else ""
    if text == ".":
        return f"[^\n{outside}]"
    if text[1] in "dws":
        return f"[{_SHORTHANDS[text[1]]}]"
    if text[1] in "DWS":
        return f"[^{_SHORTHANDS[text[1].lower()]}{outside}]"
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
