"""Words as comparisons see them: lemmas of Russian and Ukrainian, stems of other languages, sounds of names."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import Any

import snowballstemmer

from mentionwatch.text.dictionary import Reading, dictionary
from mentionwatch.text.forms_version import UKRAINIAN
from mentionwatch.text.letters import skeletons

WORD = re.compile(r"[^\W_]+(?:[-'’.][^\W_]+)*")
CYRILLIC = re.compile("[а-яіїєґ]")
_LATIN_LETTER = re.compile("[a-z]")
_UKRAINIAN = re.compile("[іїєґ]")
_REMEMBERED = 200_000
_STEMMED = 3
_STEM_ENDS = frozenset("cdegilmnrsty'")
"""The last letters of what English stems lose."""
_LONGEST = 60
_SOUND = dict(zip("абвгдезийклмнопрстуфыэ", "abvgdeziiklmnoprstufye", strict=True)) | {
    "ё": "e", "ж": "z", "х": "h", "ц": "ts", "ч": "c", "ш": "s", "щ": "s", "ъ": "", "ь": "", "ю": "yu", "я": "ya",
    "і": "i", "ї": "i", "є": "e", "ґ": "g",
}  # fmt: skip
_LATIN = (
    ("sch", "s"),
    ("sh", "s"),
    ("ch", "c"),
    ("zh", "z"),
    ("kh", "h"),
    ("ph", "f"),
    ("ck", "k"),
    ("x", "ks"),
)
_ONE = str.maketrans({"w": "v", "q": "k", "c": "k", "j": "z", "h": "", "z": "s"})


@lru_cache(_REMEMBERED)
def lemma(word: str) -> str:
    """The dictionary form of a word in small letters, ё as е; a stem where there is no dictionary.

    Of a word of more than 60 letters the beginning is taken. Look-alike letters of another script are read as meant.
    """
    small = _small(word).replace("ё", "е")
    if CYRILLIC.search(small):
        return _read(small).normal_form.replace("ё", "е")
    return _stem(small.removesuffix("'s").removesuffix("’s"))


@lru_cache(_REMEMBERED)
def grammar(word: str) -> frozenset[str]:
    """What the dictionary says of a Cyrillic word, as its grammemes (``NOUN``, ``Surn``, ``ablt``); else empty."""
    small = _small(word)
    if not CYRILLIC.search(small):
        return frozenset()
    return frozenset(_read(small).tag.replace(" ", ",").split(","))


@lru_cache(_REMEMBERED)
def sound(word: str) -> str:
    """The consonants of a name as either script writes them: ``Билайн`` and ``Beeline`` sound ``bln``.

    A name keeps its first letter, so that ``Apple`` and ``Opel`` differ.
    """
    lower = (
        lemma(word) if CYRILLIC.search(word.lower()) else word.lower().removesuffix("'s").removesuffix("’s")
    )
    latin = "".join(_SOUND.get(letter, letter) for letter in lower)
    for written, spoken in _LATIN:
        latin = latin.replace(written, spoken)
    latin = latin.translate(_ONE)
    bare = latin[:1] + re.sub("[aeiouy'’.-]", "", latin[1:])
    return re.sub(r"(\D)\1+", r"\1", bare)


def _small(word: str) -> str:
    small = word[:_LONGEST].lower()
    if _LATIN_LETTER.search(small) and CYRILLIC.search(small):
        return next(iter(skeletons(word[:_LONGEST])), small)
    return small


@lru_cache(_REMEMBERED)
def _read(word: str) -> Reading:
    return dictionary("uk" if UKRAINIAN and _UKRAINIAN.search(word) else "ru").read(word)


@lru_cache(_REMEMBERED)
def _stem(word: str) -> str:
    if len(word) < _STEMMED or word[-1] not in _STEM_ENDS:
        return word  # nothing to take off
    return str(_stemmer().stemWord(word))


@cache
def _stemmer() -> Any:
    return snowballstemmer.stemmer("english")
