"""What a query may not say although it can be read: only negations, distances to what has no place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mentionwatch.errors import QueryError
from mentionwatch.text.query_nodes import And, Field, Not, Or

if TYPE_CHECKING:
    from mentionwatch.text.query_nodes import Node


def check_positive(node: Node, query: str) -> None:
    """Raise QueryError where a query, or one side of an OR, says only what must not be there."""
    if found := _only_negative(node):
        raise QueryError("query-only-negative", query=query, column=found.column)


def check_side(node: Node, query: str) -> None:
    """Raise QueryError for a side of NEAR that has no place in the text."""
    match node:
        case Or():
            for side in node.nodes:
                check_side(side, query)
        case And():
            raise QueryError("query-near-and", query=query, column=node.column)
        case Not():
            raise QueryError("query-near-not", query=query, column=node.column)
        case Field():
            raise QueryError("query-near-field", query=query, column=node.column, name=node.name)
        case _:
            pass


def _only_negative(node: Node) -> Not | None:
    match node:
        case Not():
            return node
        case Or():
            return next(filter(None, map(_only_negative, node.nodes)), None)
        case And():
            found = [_only_negative(each) for each in node.nodes]
            return found[0] if all(found) else None
        case _:
            return None
