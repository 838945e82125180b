"""Where the words that decided something stand in a text, with what is around them."""

from __future__ import annotations

import re

AROUND = 30
"""Characters that are shown on each side."""

# What was left out between two words: marks, the name, a small word. A run of letters begins where one of marks ends,
# and there are few of both, so that no text can be divided in many ways.
_BETWEEN = r"\W{0,30}(?:\w+(?:[^\w\s]{1,9}\w+){0,3}?\W{1,30}){0,3}?"
_LEFT_OUT = r".{0,40}?"
_DOUBLED = re.compile(r"(\w)\1")


def around(text: str, words: str) -> tuple[str, str, str] | None:
    """What stands before ``words`` in ``text``, the words as written, what follows; None where they do not stand.

    ``words`` are tokens in lower case without the letter ё, parted by spaces, ``…`` for what was left out;
    ``words`` are looked for in order, with little between them. Pieces are cut to whole words.
    """
    plain = text.replace("ё", "е").replace("Ё", "Е").replace("’", "'")
    found = re.search(_pattern(words), plain, re.IGNORECASE) if words.strip("… ") else None
    if found is None:
        return None
    start, end = found.span()
    before, after = text[max(0, start - AROUND) : start], text[end : end + AROUND]
    if start > AROUND:
        before = "…" + before.partition(" ")[2]
    if end + AROUND < len(text):
        after = after.rpartition(" ")[0] + "…"
    return before, text[start:end], after


def _pattern(words: str) -> str:
    return _LEFT_OUT.join(_BETWEEN.join(map(_written, part.split())) for part in words.split("…"))


def _written(word: str) -> str:
    """A word as people may have written it: ``soo`` is made of ``sooooo``, ``‹0›`` of a number."""
    if word.startswith("‹"):
        return r"\d+" if word == "‹0›" else r"\S+"
    written = _DOUBLED.sub(r"\1{2,}", re.escape(word))
    return rf"(?<!\w){written}(?!\w)" if word[0].isalnum() else written
