"""What a word of a query is: an operator, a plain word, a word with wildcards, a domain, a tag, a handle."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, Literal, TypeAlias

from mentionwatch.errors import QueryError
from mentionwatch.text.late import late
from mentionwatch.text.patterns import FIXED_LETTERS, MOST_WILDCARDS, fixed_prefix
from mentionwatch.text.query_fields import domain
from mentionwatch.text.query_lex import ESCAPED, Word
from mentionwatch.text.query_nodes import Domain, Handle, Hashtag, Pattern, Term

if TYPE_CHECKING:
    from mentionwatch.text.query_nodes import Exact

Operator: TypeAlias = Literal["and", "or", "not", "near"]
OPERATORS: dict[str, Operator] = {
    "AND": "and",
    "И": "and",
    "&&": "and",
    "OR": "or",
    "ИЛИ": "or",
    "NOT": "not",
    "НЕ": "not",
}
NEAR = late(r"(NEAR|ONEAR|РЯДОМ|ЗАТЕМ)(?:/(.*))?", re.DOTALL)
ORDERED = ("ONEAR", "ЗАТЕМ")
FIELD = late(r"([^\W\d_]+)(?:(\s*)(<=|>=|[<>=≤≥])|:)")
"""The beginning of a field: its name, blanks before a comparison, the comparison (None: a colon)."""
PUNCTUATION = ".,:;…!()[]{}<>'‘’\"“”„«»"
"""What is no part of a word of a phrase when it stands at its beginning or end."""

_HANDLE = late(r"[\w-]+(?:[.@]+[\w-]+)*")
_WILDCARDS = late(r"[*?]")
_APOSTROPHES = "_'’ʼ"


def operator_of(bare: str) -> Operator | None:
    """The operator that a word is, if it is one; NEAR with or without its distance."""
    return OPERATORS.get(bare) or ("near" if NEAR.fullmatch(bare) else None)


def plain_word(word: Word, query: str) -> Term | Pattern | Domain:
    """A word that no sign stands before. Raises QueryError."""
    if _WILDCARDS.search(word.bare):
        return _pattern(word, query)
    if found := domain(word.bare):
        return Domain(found, column=word.column)
    if "/" in word.bare and domain(word.bare.partition("/")[0]):
        raise QueryError("query-address", query=query, column=word.column)
    return _term(word, "", query)


def exact_word(word: Word, exact: Exact, query: str) -> Term:
    """The word after ``!`` or ``=``. Raises QueryError."""
    if _WILDCARDS.search(word.bare) or not word.text:
        raise QueryError("query-exact-what", query=query, column=word.column)
    return _term(word, exact, query)


def phrase_words(words: list[Word], exact: Exact, query: str) -> tuple[Term | Pattern, ...]:
    """The words between quotes, without the punctuation. Raises QueryError."""
    found = (_phrase_word(word, exact, query) for word in words)
    return tuple(word for word in found if word is not None)


def tag(word: Word, query: str) -> Hashtag | Handle:
    """A word that begins with ``#`` or ``@``. Raises QueryError."""
    sign, name = word.text[0], word.text[1:]
    if sign == "#":
        if not name or not all(_is_letter(character) for character in name):
            raise QueryError("query-hashtag", query=query, column=word.column)
        return Hashtag(name, column=word.column)
    if not _HANDLE.fullmatch(name):
        raise QueryError("query-handle", query=query, column=word.column)
    return Handle(name, column=word.column)


def _phrase_word(word: Word, exact: Exact, query: str) -> Term | Pattern | None:
    if len(word.bare) > 1 and word.bare[0] in "!=":
        exact = "form" if word.bare[0] == "!" else "letters"
        word = Word(word.text[1:], word.bare[1:], word.column + 1)
    word = _trimmed(word)
    if not any(map(str.isalnum, word.text)):
        return None
    return _pattern(word, query) if _WILDCARDS.search(word.bare) else _term(word, exact, query)


def _trimmed(word: Word) -> Word:
    start = len(word.bare) - len(word.bare.lstrip(PUNCTUATION))
    end = len(word.bare.rstrip(PUNCTUATION))
    return Word(word.text[start:end], word.bare[start:end], word.column + start)


def _term(word: Word, exact: Exact, query: str) -> Term:
    if not any(map(str.isalnum, word.text)):
        raise QueryError("query-no-letters", query=query, column=word.column, text=word.text)
    return Term(word.text, exact, column=word.column - bool(exact))


def _pattern(word: Word, query: str) -> Pattern:
    prefix = fixed_prefix(word.bare)
    if ESCAPED in word.bare or not all(
        _is_letter(character) for character in word.text if character not in "*?"
    ):
        raise QueryError("query-wildcard-word", query=query, column=word.column)
    if sum(map(str.isalnum, prefix)) < FIXED_LETTERS:
        column = word.column + len(prefix)
        raise QueryError("query-wildcard-short", query=query, column=column, fewest=FIXED_LETTERS)
    if len(_WILDCARDS.findall(word.bare)) > MOST_WILDCARDS:
        raise QueryError("query-wildcard-many", query=query, column=word.column, most=MOST_WILDCARDS)
    return Pattern(word.text, column=word.column)


def _is_letter(character: str) -> bool:
    return character.isalnum() or character in _APOSTROPHES or unicodedata.category(character)[0] == "M"
