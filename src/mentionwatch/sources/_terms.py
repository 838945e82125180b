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


def either(term: str, room: int) -> str:
    """The phrase as people write it, for an engine that knows OR but no endings: ``("Кофе Хаус" OR КофеХаус OR …)``.

    Joined to one word, and in Russian and Ukrainian in all its cases, as many as fit into ``room`` characters.
    """
    if term[:1] in "#@":
        return term
    words = _WORDS.findall(term.replace('"', " "))
    ways = [" ".join(words), *(["".join(words)] if len(words) > 1 else [])]
    if _CYRILLIC.search(term):
        from mentionwatch.text.forms_cyrillic import declined  # dictionaries take a tenth of a second to open

        ways += declined(words)
    asked = ""
    for way in dict.fromkeys(map(quoted, ways)):
        longer = f"{asked} OR {way}" if asked else way
        if asked and len(longer) + 2 > room:
            break
        asked = longer
    return f"({asked})" if " OR " in asked else asked
