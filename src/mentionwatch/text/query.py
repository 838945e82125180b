"""The query language: what it says about a text, and what search sources are asked for."""

from __future__ import annotations

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

__all__ = [
    "And",
    "Comparison",
    "Domain",
    "Exact",
    "Field",
    "FieldName",
    "Handle",
    "Hashtag",
    "Near",
    "Node",
    "Not",
    "Or",
    "Pattern",
    "Phrase",
    "Regex",
    "Term",
]
