"""Capitals: which ones a name asks for, and in which texts it is found without them.

Where names have capitals, ``магнит`` is no ``Магнит``; but a coined name (``старлинк``) is itself in small letters
too, and in a text without capitals every name is.
"""

from __future__ import annotations

import re
from typing import Literal, TypeAlias

from mentionwatch.text.forms import is_common, key_of
from mentionwatch.text.forms_endings import everyday_words, word_lists
from mentionwatch.text.function_words import language_of
from mentionwatch.text.leaves import Kind, Leaf, Slot
from mentionwatch.text.letters import fold
from mentionwatch.text.normal import Text

Lacking: TypeAlias = Literal["capital", "upper"]
"""What is lacking: a capital, or those of an abbreviation."""

_READ_AS_WORD = 4
_SHORTEST_SMALL = 3
_ADJECTIVE_NAME = re.compile("(?:[scz]k|ск)[aoeiyаои]$")
_ADJECTIVE_END = re.compile("(?:[oe]v|uv|sk|ов|ск)(?!i$)\\w+")
_VOWELS = frozenset("aeiouyаеиоуыэюяіїєъ")


def is_longer_abbreviation(text: Text, leaf: Leaf, written: str) -> bool:
    """Whether a short name in capitals goes on in capitals: FBI is no form of FB, where not all is in capitals."""
    if not written.isupper() or len(leaf.slots) > 1:
        return False
    slot = leaf.slots[0]
    if slot.shape == "any" or slot.pattern or len(slot.text) > _READ_AS_WORD or not written.isalpha():
        return False
    return len(fold(written)) > len(key_of(slot.text)) and text.casing != "upper"


def has_capitals(leaf: Leaf, written: str) -> bool:
    """Whether what is written has the capitals that the leaf asks for."""
    if leaf.shape == "upper":
        if len(leaf.slots) == 1 and written.isupper() and key_of(written) not in _declined(leaf.slots[0]):
            return False
        return all(_has_upper(slot.text, written) for slot in leaf.slots if slot.shape == "upper")
    return leaf.shape == "any" or written[:1].isupper() or any(map(str.isupper, written))


def _declined(slot: Slot) -> set[str]:
    """An abbreviation and its likeness in other letters: what may be all in capitals. PE is no form of PO."""
    key = key_of(slot.text)
    return {form.key for form in slot.forms.values() if form.kind != "form" or form.key.startswith(key)}


def _has_upper(name: str, written: str) -> bool:
    """Whether the abbreviation is written as such, with a small ending at most: ``IT``, not ``Italy`` nor ``ITU``.

    A longer one is read as a word in many languages, and declined with one capital: NATO, ``Nata``.
    """
    letters = [letter for letter in written if letter.isalpha()]
    shapes = [letter.isupper() for letter in name if letter.isalpha()]
    if len(shapes) >= _READ_AS_WORD and letters[0].isupper():
        return True
    size = len(shapes)
    return any(
        (
            shapes == [letter.isupper() for letter in letters[at : at + size]]
            and not any(map(str.isupper, letters[at + size :]))
        )
        or (all(map(str.isupper, letters)) and len(letters) == size)
        for at in range(len(letters) - size + 1)
    )


def refusal(text: Text, leaf: Leaf, kind: Kind, key: str) -> Lacking | None:
    """Why small letters will not do here: the text has capitals for names, and the words are ordinary ones.

    ``kind`` says how the form ``key`` of the leaf came about.
    """
    known = has_dictionary(text, leaf)
    if kind == "translit-word":
        return None if text.casing in ("lower", "unclear") else "capital"
    coined = leaf.coined or (kind in ("joined", "adjective") and not is_common(key))
    if (
        ((coined or is_abroad(text, leaf)) and known)
        or len(leaf.slots) > (2 if known else 1)
        or is_institution(leaf)
        or _unspeakable(leaf, key)
        or (kind == "adjective" and not known)
    ):
        return None
    short = leaf.shape == "upper"
    if text.casing == "lower" or (text.casing == "unclear" and not short):
        return None
    if short and (len(key) < _SHORTEST_SMALL or is_common(key) or key != key_of(leaf.slots[0].text)):
        return "upper"
    if not known and not (_is_adjective(leaf, key) or is_everyday(text, leaf)):
        return None
    return "upper" if short else "capital"


def is_institution(leaf: Leaf) -> bool:
    """Whether a name of two words says what it is: the supreme court is one written small, a golden apple is none."""
    names = word_lists()["institution"]
    return len(leaf.slots) > 1 and any(key_of(slot.text) in names for slot in leaf.slots)


def _unspeakable(leaf: Leaf, key: str) -> bool:
    """Whether the name, and not a form of it, is no word in any language, for want of a vowel: ``mts``, ``čtk``."""
    return key == key_of(leaf.slots[0].text) and not _VOWELS & {*key}


def _is_adjective(leaf: Leaf, key: str) -> bool:
    """Whether a form written small may be an adjective, in languages that write those small: ``škotska``."""
    name = key_of(leaf.slots[0].text)
    return bool(_ADJECTIVE_NAME.search(name) or _ADJECTIVE_END.fullmatch(key.removeprefix(name[:-1])[1:]))


def is_everyday(text: Text, leaf: Leaf) -> bool:
    """Whether some form of the leaf's first word is one that texts of its language write small, or may be."""
    forms = [form.key for form in leaf.slots[0].forms.values() if form.kind != "adjective"]
    for language in leaf.languages or (language_of(text),):
        words = everyday_words(language)
        if not words or not words.isdisjoint(forms):
            return True
    return False


def is_abroad(text: Text, leaf: Leaf) -> bool:
    """Whether Latin letters stand in a text that is written in others: no ordinary words then."""
    return leaf.slots[0].text.isascii() and text.is_cyrillic


def has_dictionary(text: Text, leaf: Leaf) -> bool:
    """Whether we would know it if the leaf's words were ordinary ones: only in Russian, Ukrainian and English."""
    languages = leaf.languages or (language_of(text),)
    return any(language in ("ru", "uk", "en", "") for language in languages)
