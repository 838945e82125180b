"""Reads a query's text piece by piece: words with their escapes, quoted words, regular expressions."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple, NoReturn

from mentionwatch.errors import QueryError

if TYPE_CHECKING:
    from collections.abc import Callable

DASHES = "-–—−‐‑‒―"
"""The hyphen, and what word processors make of it."""
LISTING = ",;"
ESCAPED = "\0"
"""Stands in ``Word.bare`` for each escaped character: it is never part of an operator."""

_QUOTES = '"“”„‟'
_CLOSERS = {'"': '"', "«": "»", "„": "“”", "“": "”", "”": "”", "‟": "”"}
_INVISIBLE = frozenset("\u00ad\u200b\u200e\u200f\u2060\ufeff")
_DELIMITERS = frozenset("()|«»" + LISTING + _QUOTES)


class Word(NamedTuple):
    """A run of characters: ``text`` without escapes, ``bare`` with ESCAPED for each escaped character."""

    text: str
    bare: str
    column: int


class Scanner:
    """A place in a query's text. Zero-width marks that pasting brings along are passed over."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.place = 0

    @property
    def column(self) -> int:
        """The place, counted from 1."""
        return self.place + 1

    def ahead(self) -> str:
        """The next character after any blanks, ``""`` at the end; the place moves on to it."""
        while self.place < len(self.text) and _is_skipped(self.text[self.place]):
            self.place += 1
        return self.text[self.place : self.place + 1]

    def follows(self, characters: str) -> bool:
        """Does one of these characters follow the current one directly?"""
        return self.text[self.place + 1 : self.place + 2] in tuple(characters)

    def touches(self) -> bool:
        """Does something other than a blank follow the current character directly?"""
        following = self.text[self.place + 1 : self.place + 2]
        return bool(following) and not _is_space(following)

    def take(self, characters: str) -> str:
        """Step over the next character if it is one of these; ``""`` where it is not."""
        found = self.ahead()
        if found and found in characters:
            self.place += 1
            return found
        return ""

    def peek(self) -> Word:
        """The word that starts here; empty where a delimiter, the end or a lone backslash stands."""
        place = self.place
        try:
            return self.word()
        finally:
            self.place = place

    def word(self) -> Word:
        """Step over a word, up to a blank, parenthesis, quote, comma or bar."""
        self.ahead()
        column = self.column
        text, bare = self._until(_ends_word)
        return Word(text, bare, column)

    def at_quote(self) -> bool:
        """Does quoted text start here?"""
        return self.ahead() in _CLOSERS

    def quoted(self) -> list[Word]:
        """Step over quoted text: its words. The quotes may be of any kind that pairs."""
        content = self._quoted_content()
        words = []
        inner = Scanner(self.text[: content.stop])
        inner.place = content.start
        while inner.ahead():
            column = inner.column
            text, bare = inner._until(_is_space)
            words.append(Word(text, bare, column))
        return words

    def _quoted_content(self) -> range:
        opener, start = self.text[self.place], self.place + 1
        end = self._closer(start, _CLOSERS[opener])
        if end is None and opener in _QUOTES:
            end = self._closer(start, _QUOTES)
        if end is None:
            self.fail("query-quote-open", quote=_CLOSERS[opener][-1])
        self.place = end + 1
        return range(start, end)

    def regex(self) -> tuple[str, bool]:
        """Step over ``/source/i``: the source, with ``\\/`` read as ``/``, and whether case is ignored."""
        column = self.column
        end = self._closer(self.place + 1, "/")
        if end is None:
            self.fail("query-regex-open")
        source = re.sub(r"\\(.)", _regex_escape, self.text[self.place + 1 : end], flags=re.DOTALL)
        self.place = end + 1
        flags = self._until(_ends_word)[0]
        if flags not in ("", "i"):
            raise QueryError("query-regex-flags", query=self.text, column=column, flags=flags)
        return source, flags == "i"

    def fail(self, message: str, column: int = 0, **values: str | int) -> NoReturn:
        """Raise QueryError at a column, else here."""
        raise QueryError(message, query=self.text, column=column or self.column, **values)

    def _closer(self, place: int, closers: str) -> int | None:
        while place < len(self.text):
            if self.text[place] in closers:
                return place
            place += 2 if self.text[place] == "\\" else 1
        return None

    def _until(self, ends: Callable[[str], bool]) -> tuple[str, str]:
        text, bare = [], []
        while self.place < len(self.text) and not ends(character := self.text[self.place]):
            escaped = character == "\\"
            if escaped:
                self.place += 1
                character = self.text[self.place : self.place + 1]
                if not character:
                    self.fail("query-escape-end", column=len(self.text))
            self.place += 1
            if escaped or character not in _INVISIBLE:
                text.append(character)
                bare.append(ESCAPED if escaped else character)
        return "".join(text), "".join(bare)


def is_special(character: str) -> bool:
    """Would this character end a word, or vanish from it, unless escaped?"""
    return _ends_word(character) or is_invisible(character) or character in "\\*?"


def is_invisible(character: str) -> bool:
    """Is this a zero-width mark that a query does not mean?"""
    return character in _INVISIBLE


def _is_skipped(character: str) -> bool:
    return character in _INVISIBLE or _is_space(character)


def _ends_word(character: str) -> bool:
    return character in _DELIMITERS or _is_space(character)


@lru_cache(4096)
def _is_space(character: str) -> bool:
    return character.isspace() or unicodedata.category(character) == "Cc"


def _regex_escape(found: re.Match[str]) -> str:
    return "/" if found[1] == "/" else found[0]
