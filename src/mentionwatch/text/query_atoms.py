"""The smallest pieces of a query: words with their signs, phrases, beginnings of fields, values."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from mentionwatch.errors import QueryError
from mentionwatch.text.patterns import expression
from mentionwatch.text.query_fields import NAMES, OF_NUMBERS, checked_number, checked_value, field_named
from mentionwatch.text.query_nodes import Field, Phrase, Regex
from mentionwatch.text.query_words import FIELD, exact_word, phrase_words, plain_word, tag

if TYPE_CHECKING:
    from mentionwatch.text.query_lex import Scanner
    from mentionwatch.text.query_nodes import Comparison, Exact, FieldName, Node

_COMPARISONS: dict[str, Comparison] = {
    ":": ":",
    "<": "<",
    "<=": "<=",
    "≤": "<=",
    ">": ">",
    ">=": ">=",
    "≥": ">=",
    "=": "=",
}
_TILDE = re.compile(r"~\d")
_DECIMALS = re.compile(r",\d+", re.ASCII)


class Head(NamedTuple):
    """The beginning of a field: ``title:``, ``stars<=``."""

    name: FieldName
    op: Comparison
    column: int


def atom(scan: Scanner) -> Node:
    """Step over a word with its sign, a phrase, or a regular expression. Raises QueryError."""
    if scan.at_quote():
        return _phrase(scan, "")
    ahead = scan.ahead()
    if ahead in "!=":
        return _exact(scan)
    if ahead == "/":
        return _regex(scan)
    read = tag if ahead in "#@" else plain_word
    return read(scan.word(), scan.text)


def field_head(scan: Scanner) -> Head | None:
    """Step over the beginning of a field, if one stands here. Raises QueryError for an unknown one."""
    found = FIELD.match(scan.text, scan.place)
    if found is None:
        return None
    typed, blanks, op = found[1], found[2], found[3] or ":"
    if blanks and NAMES.get(typed.lower()) not in OF_NUMBERS:
        return None
    column = scan.column
    if typed.lower() in ("http", "https"):
        scan.fail("query-address", column)
    head = Head(field_named(typed, scan.text, column), _COMPARISONS[op], column)
    scan.place = found.end()
    return head


def value(scan: Scanner, head: Head) -> Field:
    """Step over the value of a field that holds a str. Raises QueryError."""
    column = scan.column
    words = scan.quoted() if scan.at_quote() else [scan.word()]
    typed = " ".join(word.text for word in words)
    if not typed:
        scan.fail("query-quote-empty", column)
    checked = checked_value(head.name, typed, scan.text, column)
    return Field(head.name, head.op, checked, column=head.column)


def number(scan: Scanner, head: Head) -> Field:
    """Step over the value of a field that holds a number. Raises QueryError."""
    word = scan.word()
    after = _DECIMALS.match(scan.text, scan.place)
    typed = word.text + (after[0] if after else "")
    checked = checked_number(typed, scan.text, word.column)
    return Field(head.name, "=" if head.op == ":" else head.op, checked, column=head.column)


def _exact(scan: Scanner) -> Node:
    if not scan.touches():
        scan.fail("query-exact-alone", sign=scan.ahead())
    exact: Exact = "form" if scan.take("!=") == "!" else "letters"
    if scan.at_quote():
        return _phrase(scan, exact)
    return exact_word(scan.word(), exact, scan.text)


def _phrase(scan: Scanner, exact: Exact) -> Phrase:
    column = scan.column
    words = phrase_words(scan.quoted(), exact, scan.text)
    if not words:
        scan.fail("query-quote-empty", column)
    if _TILDE.match(scan.text, scan.place):
        scan.fail("query-tilde")
    return Phrase(words, column=column)


def _regex(scan: Scanner) -> Regex:
    column = scan.column
    source, ignore_case = scan.regex()
    try:
        expression(source, ignore_case)
    except QueryError as error:
        values = {name: value for name, value in error.values.items() if isinstance(value, str | int)}
        values["column"] = min(column + error.column, scan.column)
        raise QueryError(error.message, query=scan.text, **values) from None  # type: ignore[arg-type]
    return Regex(source, ignore_case, column=column)
