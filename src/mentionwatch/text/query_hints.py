"""What is allowed in a query but seldom meant."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING

from mentionwatch.messages import say
from mentionwatch.text.query_nodes import And, Field, Near, Not, Or, Term
from mentionwatch.text.query_parse import parse
from mentionwatch.text.query_probes import probes_of
from mentionwatch.text.query_words import operator_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mentionwatch.text.query_nodes import Node


_FUZZY = re.compile(r"(?<=\w)[~^][\d.]*\Z")


@dataclass(frozen=True, slots=True)
class Hint:
    """Something to look at again: the identifier of its message, the column (from 1), the values."""

    message: str
    column: int
    values: dict[str, str] = field(default_factory=dict)

    def say(self, language: str = "en") -> str:
        """The hint in the language given (``en`` or ``ru``)."""
        return say(language, self.message, column=self.column, **self.values)


def hints(text: str) -> list[Hint]:
    """What looks suspicious in a query, in the order of its columns. Raises QueryError like ``parse``."""
    root = parse(text)
    found = [hint for node in _walk(root) for hint in _of_node(node, text)]
    if not probes_of(root):
        found.append(Hint("query-hint-unbounded", 1))
    return sorted(found, key=lambda hint: hint.column)


def _of_node(node: Node, text: str) -> Iterator[Hint]:
    match node:
        case Term():
            yield from _of_term(node, text)
        case And(nodes):
            yield from _of_lines(nodes, text)
        case Or(nodes, listed=True):
            yield from _of_list(nodes)
        case Or(nodes):
            yield from _of_mixture(nodes, text)
        case _:
            pass


def _of_term(term: Term, text: str) -> Iterator[Hint]:
    upper = term.text.upper()
    if operator_of(upper) and term.text != upper and not term.exact:
        shown = f"{upper}/5" if re.fullmatch(r"\w+", upper) and operator_of(upper) == "near" else upper
        yield Hint("query-hint-operator", term.column, {"word": term.text, "operator": shown})
    if re.match(r"\+[^\W\d]", term.text) and text.startswith("+", term.column - 1):
        yield Hint("query-hint-plus", term.column)
    if found := _FUZZY.search(term.text):
        yield Hint("query-hint-fuzzy", term.column + found.start(), {"sign": found[0]})


def _of_lines(nodes: tuple[Node, ...], text: str) -> Iterator[Hint]:
    """A line break between two words and no operator: meant for a list of spellings, read as “both”."""
    for left, right in pairwise(nodes):
        words, broken, rest = text[left.column - 1 : right.column - 1].rpartition("\n")
        if broken and not rest.strip() and not isinstance(right, Not) and not operator_of(words.split()[-1]):
            yield Hint("query-hint-lines", right.column)


def _of_list(nodes: tuple[Node, ...]) -> Iterator[Hint]:
    last = nodes[-1]
    if isinstance(last, And):
        yield from (Hint("query-hint-list-not", node.column) for node in last.nodes if isinstance(node, Not))


def _of_mixture(nodes: tuple[Node, ...], text: str) -> Iterator[Hint]:
    """An AND beside an OR without parentheses: ``a b OR c``."""
    for node in nodes:
        if isinstance(node, And) and not _in_parentheses(node, text):
            positive = [each for each in node.nodes if not isinstance(each, Not)]
            if len(positive) > 1:
                yield Hint("query-hint-mixed", node.column)


def _in_parentheses(node: Node, text: str) -> bool:
    return text[: node.column - 1].rstrip().endswith("(")


def _walk(node: Node) -> Iterator[Node]:
    yield node
    match node:
        case And(nodes) | Or(nodes):
            inner: tuple[Node, ...] = nodes
        case Near(left, right):
            inner = (left, right)
        case Not(only):
            inner = (only,)
        case Field(value=value) if not isinstance(value, str | float):
            inner = (value,)
        case _:
            inner = ()
    for each in inner:
        yield from _walk(each)
