"""Phrases as search engines are asked for them: never narrower than the phrase."""

from __future__ import annotations

import re

_WORD = re.compile(r"\w+")
_WORDS = re.compile(r"\w[\w.&'’-]*")
_CYRILLIC = re.compile("[Ѐ-ӿ]")


def quoted(term: str) -> str:
    """The phrase in quotes; a single word as it is, for quotes forbid its other forms."""
    term = term.replace('"', " ").strip()
    return term if _WORD.fullmatch(term) else f'"{term}"'


def loosely_quoted(term: str) -> str:
    """The same, but without quotes for languages whose words change their endings within a phrase."""
    return term.replace('"', " ").strip() if _CYRILLIC.search(term) else quoted(term)


def required(term: str) -> str:
    """Each word with a plus sign: all of them, in whatever form."""
    return " ".join(f"+{word}" for word in _WORDS.findall(term))
