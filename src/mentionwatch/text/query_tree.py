"""A query told in words, as an indented tree."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mentionwatch.messages import say
from mentionwatch.text.query_nodes import (
    And,
    Domain,
    Field,
    Handle,
    Hashtag,
    Near,
    Not,
    Or,
    Pattern,
    Phrase,
    Regex,
    Term,
)
from mentionwatch.text.query_print import number, show

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mentionwatch.text.query_nodes import Exact, Node

_INDENT = "  "
_WORDS: dict[Exact, str] = {"": "word", "form": "form", "letters": "letters"}


def tree(node: Node, lang: str = "en") -> str:
    """What a query asks for, a line a node, told in ``en`` or ``ru``; without a line break at the end."""
    return "\n".join(_lines(node, lang, 0))


def _lines(node: Node, lang: str, depth: int) -> Iterator[str]:
    label, inner = _told(node, lang)
    yield _INDENT * depth + label
    for each in inner:
        yield from _lines(each, lang, depth + 1)


def _told(node: Node, lang: str) -> tuple[str, tuple[Node, ...]]:
    match node:
        case Or(nodes, listed):
            return say(lang, "query-tree-list" if listed else "query-tree-any"), nodes
        case And(nodes):
            return say(lang, "query-tree-all"), nodes
        case Not(inner):
            return say(lang, "query-tree-not"), (inner,)
        case Near(left, right, distance, ordered):
            message = "query-tree-near-ordered" if ordered else "query-tree-near"
            return say(lang, message, distance=distance), (left, right)
        case Field(name, op, value):
            return _field(name, op, value, lang)
        case _:
            return _leaf(node, lang), ()


def _field(name: str, op: str, value: Node | str | float, lang: str) -> tuple[str, tuple[Node, ...]]:
    if isinstance(value, str):
        return say(lang, f"query-tree-{name}", value=value), ()
    if isinstance(value, float):
        sign = {"<=": "≤ ", ">=": "≥ ", "<": "< ", ">": "> "}.get(op, "")
        return say(lang, f"query-tree-{name}", value=sign + number(value)), ()
    return say(lang, f"query-tree-{name}"), (value,)


def _leaf(node: Term | Pattern | Phrase | Regex | Hashtag | Handle | Domain, lang: str) -> str:
    match node:
        case Term(text, exact):
            return say(lang, f"query-tree-{_WORDS[exact]}", text=text)
        case Phrase() | Regex():
            return say(lang, f"query-tree-{type(node).__name__.lower()}", text=show(node))
        case _:
            return say(lang, f"query-tree-{type(node).__name__.lower()}", text=node.text)
