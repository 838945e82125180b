"""What a form of a word is, and how forms come about."""

from __future__ import annotations

from typing import Literal, NamedTuple, TypeAlias, get_args

Kind: TypeAlias = Literal[
    "exact", "form", "joined", "adjective", "translit", "translit-word", "layout", "lookalike"
]
KINDS: dict[str, Kind] = {kind: kind for kind in get_args(Kind)}


class Form(NamedTuple):
    """One form: folded, how it came about, and in which language it is one (``""``: in any)."""

    key: str
    kind: Kind
    language: str = ""
