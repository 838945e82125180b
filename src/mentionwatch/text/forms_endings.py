"""Forms by tables of endings: what the end of a base form turns into, for languages without a dictionary here.

The table (``data/endings.json``) is made by ``training/endings.py``: for each language, ends of base forms, and
the ends that replace them. A table makes more forms than a language has; that costs memory, not precision, for
what it makes up is nobody's word.
"""

from __future__ import annotations

import json
import re
from functools import cache
from pathlib import Path

from mentionwatch.text.forms_version import ENDINGS

_DATA = Path(__file__).parent / "data"
_LONGEST = 5
_SHORTEST_STEM = 3
_SHORT = 4
_LONGEST_ABBREVIATION = 6
ANY = ("latin", "cyrillic")
"""Tables of the commonest endings of all, for words of which no language is told."""
_ENDINGS = frozenset("aeiouyаеиоуыэюяіїєйь")
"""Last letters that are an ending also of a short word, or a part of one."""
_FLEETING = {
    "pl": ("e", "ie"),
    "cs": ("e",),
    "sk": ("e", "o"),
    "sl": ("e", "a"),
    "hr": ("a", "e"),
    "latin": ("e",),
}
"""Vowels that a language drops from the last syllable when an ending follows."""
_GERMAN_HEADS = (
    "kunde kunden karte karten konto konten vertrag vertrage filiale filialen app hotline tarif tarife rechnung aktie "
    "aktien chef mitarbeiter werbung netz shop markt laden angebot angebote service support paket zentrale tochter "
    "konzern manager fahrer bote"
)
"""Last parts of German words that begin with the name of a company, folded."""
_BELONGING = {
    "de": tuple((link, _GERMAN_HEADS) for link in ("", "s", "n")),
    "pl": (("owsk", "i a ie iego iej iemu im ich imi"), ("ow", "y a e ego ej emu ym ych ymi")),
    "cs": (("ovsk", "y a e eho emu em ym ou i ych ymi"), ("ov", "y a e eho emu em ym ou ych ymi")),
    "sk": (("ovsk", "y a e eho emu om ym u i ych ymi ej ou"), ("ov", "y a e eho emu om ym u ych ymi ej ou")),
}
"""Suffixes of adjectives that people make of names, with their endings; in German, what makes a compound."""
_UNCHANGING = frozenset(["id", "ja", "km", "ko", "lo", "ms", "my", "th", "tl", "vi", "zh"])
"""Languages of which words have no endings, or are written without spaces, so that they are found all the same."""
_LAST_SYLLABLE = re.compile("(.+[b-df-hj-np-tv-z])(ie|[aeo])([clmnkrtvw])")


@cache
def _tables() -> dict[str, dict[str, list[str]]]:
    tables = json.loads(ENDINGS.read_text(encoding="utf-8"))
    return {
        language: {end: new.split(",") for end, new in table.items()} for language, table in tables.items()
    }


def inflect(key: str, language: str, *, whole: bool = False) -> list[str]:
    """The forms that the table of a language makes of a folded base form; none for a language without one.

    ``whole`` keeps the word as it is but for a last vowel, й or ь: so abbreviations and short names are declined.
    """
    table = _tables().get(language, {})
    kept = (whole and len(key) <= _LONGEST_ABBREVIATION) or len(key) <= _SHORT
    most = int(key[-1:] in _ENDINGS) if kept else min(_LONGEST, len(key) - _SHORTEST_STEM)
    shortest = _SHORT + (language in ANY)
    forms = []
    for length in range(most + 1):
        stem, end = key[: len(key) - length], key[len(key) - length :]
        forms += [stem + new for new in table.get(end, ()) if new or len(key) > shortest or stem[-1:] == "i"]
    if kept and not most:
        forms += [key[:-1] + new for new in table.get(key[-1:], ()) if new.startswith(key[-1])]
    if not kept and (fled := _without_fleeting(key, language)):
        forms += [fled + new for new in table.get("", ())]
    return forms


def belonging(key: str, language: str) -> list[str]:
    """What belongs to a name, written small: ``orlenowska`` in Polish, ``vodafonový`` in Czech, folded.

    Nothing for everyday words, of which such adjectives mean something else, and for short ones.
    """
    stem = key if language == "de" else key.removesuffix("e")
    if len(stem) < _SHORT or (stem[-1] in _ENDINGS and language != "de") or key in everyday_words(language):
        return []
    return [stem + suffix + end for suffix, ends in _BELONGING.get(language, ()) for end in ends.split()]


def lacks_endings(language: str) -> bool:
    """Whether words of a language have other forms, and none of them is known here."""
    return language not in _tables() and language not in _UNCHANGING


def _without_fleeting(key: str, language: str) -> str | None:
    """The stem before endings of a word whose last vowel is only there without one: ``Diesel``, ``Diesla``."""
    found = _LAST_SYLLABLE.fullmatch(key) if language in _FLEETING else None
    return found[1] + found[3] if found and found[2] in _FLEETING[language] else None


@cache
def common_words() -> frozenset[str]:
    """Frequent English words, folded: a name that is one of them proves little by itself."""
    return frozenset((_DATA / "common_en.txt").read_text(encoding="utf-8").split())


@cache
def places() -> frozenset[str]:
    """One-word names of countries and large cities, folded: a name that is one of them may be the place."""
    return frozenset((_DATA / "places.txt").read_text(encoding="utf-8").split())


@cache
def frequent_words() -> frozenset[str]:
    """Russian and English words that most texts hold some of, folded."""
    return frozenset((_DATA / "frequent.txt").read_text(encoding="utf-8").split())


@cache
def word_lists() -> dict[str, frozenset[str]]:
    """The lists of words of ``data/cues.json``, by name."""
    lists = json.loads((_DATA / "cues.json").read_text(encoding="utf-8"))
    return {name: frozenset(words.split()) for name, words in lists.items()}


@cache
def everyday_words(language: str, *, often: bool = False) -> frozenset[str]:
    """Words that texts of a language write small, folded: all that are known, or those met often.

    None for a language that has another dictionary here.
    """
    lines = (_DATA / "everyday.txt").read_text(encoding="utf-8").splitlines()
    line = next((line for line in lines if line.startswith(f"{language} ")), "")
    return frozenset((line.partition(" | ")[0] if often else line).split()[1:])
