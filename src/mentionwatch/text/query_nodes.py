"""The nodes of a parsed query: frozen values, equal when they ask for the same.

``column`` is where a node stands in the query's text, counted from 1 in code points; 0 is "nowhere". It is
there for explanations, and two nodes that differ in nothing else are equal.
"""

from __future__ import annotations

from dataclasses import field
from typing import Literal, TypeAlias

from mentionwatch.dataclass import dataclass

Exact: TypeAlias = Literal["", "form", "letters"]
FieldName: TypeAlias = Literal[
    "title", "text", "author", "site", "source", "lang", "kind", "url", "stars", "reach", "likes"
]
Comparison: TypeAlias = Literal[":", "<", "<=", ">", ">=", "="]


@dataclass(frozen=True, slots=True)
class _Placed:
    column: int = field(default=0, kw_only=True, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Term(_Placed):
    """A word: in every form (``""``), this form only (``"form"``), letter for letter (``"letters"``)."""

    text: str
    exact: Exact = ""


@dataclass(frozen=True, slots=True)
class Pattern(_Placed):
    """A word with wildcards after at least 3 fixed letters: ``*`` is any letters, ``?`` at most one."""

    text: str


@dataclass(frozen=True, slots=True)
class Phrase(_Placed):
    """Words in this order, one after the other, or joined, or with hyphens. Never empty."""

    words: tuple[Term | Pattern, ...]


@dataclass(frozen=True, slots=True)
class Regex(_Placed):
    """A regular expression, without its slashes; ``text/patterns.py`` says which are allowed."""

    source: str
    ignore_case: bool = False


@dataclass(frozen=True, slots=True)
class Hashtag(_Placed):
    """That hashtag, any case; ``text`` is without the ``#``."""

    text: str


@dataclass(frozen=True, slots=True)
class Handle(_Placed):
    """That account name, any case; ``text`` is without the first ``@``."""

    text: str


@dataclass(frozen=True, slots=True)
class Domain(_Placed):
    """That domain and its subdomains, in the text and in links; lower case."""

    text: str


@dataclass(frozen=True, slots=True)
class Field(_Placed):
    """Something about the post.

    ``title`` and ``text`` hold a Node and the comparison ``":"``; ``stars``, ``reach`` and ``likes`` hold a
    float and any comparison but ``":"``; the others hold a str and ``":"``, in which ``*`` stands for any
    characters and ``?`` for at most one. ``lang`` is an ISO 639-1 code, ``kind`` one of model.POST_KINDS.
    """

    name: FieldName
    op: Comparison
    value: Node | str | float


@dataclass(frozen=True, slots=True)
class Near(_Placed):
    """Both sides with fewer than ``distance`` words between them (``a NEAR/1 b``: side by side); 1 to 100.

    ``ordered``: ``left`` comes first. Each side is a Term, Pattern, Phrase, Regex, Hashtag, Handle, Domain,
    Near, or an Or of these.
    """

    left: Node
    right: Node
    distance: int
    ordered: bool = False


@dataclass(frozen=True, slots=True)
class Not(_Placed):
    """Where ``node`` is not found. Never holds another Not."""

    node: Node


@dataclass(frozen=True, slots=True)
class And(_Placed):
    """All of two or more nodes, none of them an And."""

    nodes: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Or(_Placed):
    """Any of two or more nodes. ``listed``: written with commas, spellings of one thing."""

    nodes: tuple[Node, ...]
    listed: bool = False


Node: TypeAlias = Term | Phrase | Pattern | Regex | Hashtag | Handle | Domain | Field | Near | Not | And | Or
