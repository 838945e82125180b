"""Letters: folded, told by script, and recognised behind their look-alikes of another script."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

PLAIN = re.compile("[a-z0-9]+|[а-яіїєґ0-9]+")
"""Words of one script that fold by lower case alone: nearly all."""
_OWN_LETTERS = frozenset("йїўѓќ")  # letters, although Unicode can take them apart
_LETTERS_WITH_STROKE = {"ł": "l", "đ": "d", "ø": "o", "ħ": "h", "ı": "i", "æ": "ae", "œ": "oe", "ʼ": ""}


def fold(word: str) -> str:
    """The word as the dictionary of forms knows it: NFKC, case folded, ё = е, without accents and the invisible.

    Accents are dropped from Latin, Greek and Cyrillic letters only; й, ї and ў are letters of their own.
    """
    if word.isascii():
        return word.lower()
    folded = word.lower()
    if PLAIN.fullmatch(folded):
        return folded
    folded = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", word).casefold())
    kept: list[str] = []
    for letter in folded:
        kept.append(_bare(letter, kept[-1] if kept else ""))
    return "".join(kept)


@lru_cache(4096)
def _bare(letter: str, before: str) -> str:
    if letter in _OWN_LETTERS:
        return letter
    if letter in _LETTERS_WITH_STROKE:
        return _LETTERS_WITH_STROKE[letter]
    category = unicodedata.category(letter)
    if category == "Cf" or "\ufe00" <= letter <= "\ufe0f" or letter == "\u034f":
        return ""
    if category == "Mn":
        return "" if not before or script(before[-1]) in _FOLDED_SCRIPTS else letter
    base = unicodedata.normalize("NFD", letter)[0]
    return base if script(base) in _FOLDED_SCRIPTS else letter


_FOLDED_SCRIPTS = ("LATIN", "CYRILLIC", "GREEK")


@lru_cache(4096)
def script(letter: str) -> str:
    """The script of a letter, in Unicode's word for it (``LATIN``, ``CYRILLIC``); ``""`` for digits and signs."""
    if not letter.isalpha():
        return ""
    return unicodedata.name(letter, "").partition(" ")[0]


# Letters that look alike in print, in the order of the Latin ones; capitals are alike more often.
_LATIN = "ABCEHIKMOPTXYaceiopxyksu"
_CYRILLIC = "АВСЕНІКМОРТХУасеіорхукѕи"
_TO_CYRILLIC = dict(zip(_LATIN[:20], _CYRILLIC[:20], strict=True)) | {"s": "ѕ", "S": "Ѕ", "j": "ј", "J": "Ј"}
_TO_LATIN = {cyrillic: latin for latin, cyrillic in _TO_CYRILLIC.items()}
_GREEK = dict(zip("ΑΒΕΖΗΙΚΜΝΟΡΤΥΧο", "ABEZHIKMNOPTYXo", strict=True))


def skeletons(word: str) -> tuple[str, ...]:
    """What a word of mixed scripts was meant to be, folded: ``Cтарлинк`` with a Latin C is ``старлинк``.

    Both readings of a word that looks right in either script (``MTС``), none where letters have no twin, and
    none for a word of one script.
    """
    return tuple(map(fold, unmixed(word)))


def unmixed(word: str) -> tuple[str, ...]:
    """What a word of mixed scripts was meant to be, in its case: as ``skeletons``."""
    scripts = {script(letter) for letter in word} - {""}
    if len(scripts) < 2 or not scripts <= {"LATIN", "CYRILLIC", "GREEK"}:
        return ()
    found = []
    for target, table in (("CYRILLIC", _TO_CYRILLIC), ("LATIN", _TO_LATIN | _GREEK)):
        swapped = "".join(
            letter if script(letter) == target else table.get(letter, letter) for letter in word
        )
        if {script(letter) for letter in swapped} - {""} == {target}:
            found.append(swapped)
    return tuple(found)


def twin(word: str) -> str | None:
    """The same look in the other script, folded (``BBC`` and ``ВВС``), or None where a letter has no twin.

    Digits are the same in both: ``1С`` and ``1C``.
    """
    letters = {letter for letter in word if not letter.isdigit()}
    for source, table in (("LATIN", _TO_CYRILLIC), ("CYRILLIC", _TO_LATIN)):
        if letters and all(script(letter) == source and letter in table for letter in letters):
            return fold("".join(table.get(letter, letter) for letter in word))
    return None
