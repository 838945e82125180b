"""The query language: what it says about a text, and what search sources are asked for.

``parse`` reads a query, ``show`` writes it, ``tree`` tells it in words, ``hints`` names what is seldom
meant. The language itself is described in docs/reference/query.md.
"""

from __future__ import annotations

from dataclasses import dataclass

from mentionwatch.text.query_hints import Hint, hints
from mentionwatch.text.query_nodes import (
    And,
    Comparison,
    Domain,
    Exact,
    Field,
    FieldName,
    Handle,
    Hashtag,
    Near,
    Node,
    Not,
    Or,
    Pattern,
    Phrase,
    Regex,
    Term,
)
from mentionwatch.text.query_parse import parse
from mentionwatch.text.query_print import show
from mentionwatch.text.query_probes import probes_of
from mentionwatch.text.query_tree import tree

__all__ = [
    "And",
    "Comparison",
    "Domain",
    "Exact",
    "Field",
    "FieldName",
    "Handle",
    "Hashtag",
    "Hint",
    "Near",
    "Node",
    "Not",
    "Or",
    "Pattern",
    "Phrase",
    "Query",
    "Regex",
    "Term",
    "hints",
    "parse",
    "show",
    "tree",
]


@dataclass(frozen=True, slots=True)
class Query:
    """A query that was read.

    ``probes`` are phrases in base form of which any matching text holds at least one: what search sources
    are asked for. There are none where the query requires no word (``unbounded``).
    """

    text: str
    root: Node
    probes: tuple[str, ...]

    @classmethod
    def read(cls, text: str) -> Query:
        """Read a query. Raises QueryError."""
        root = parse(text)
        return cls(text, root, probes_of(root))

    @property
    def unbounded(self) -> bool:
        """No search source can be asked for this; sources have to be read whole."""
        return not self.probes
