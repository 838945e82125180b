"""Words as comparisons see them: lemmas of Russian and Ukrainian, stems of other languages, sounds of names."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any

import snowballstemmer

if TYPE_CHECKING:
    from pymorphy3.analyzer import MorphAnalyzer

WORD = re.compile(r"[^\W_]+(?:[-'’.][^\W_]+)*")
CYRILLIC = re.compile("[а-яіїєґ]")
_UKRAINIAN = re.compile("[іїєґ]")
_REMEMBERED = 200_000
_PARSED = 20_000
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

    Of a word of more than 60 letters the beginning is taken.
    """
    word = word[:_LONGEST].lower().replace("ё", "е")
    if CYRILLIC.search(word):
        return _normal(word).replace("ё", "е")
    return str(_stemmer().stemWord(word.removesuffix("'s").removesuffix("’s")))


@lru_cache(_REMEMBERED)
def grammar(word: str) -> frozenset[str]:
    """What pymorphy3 says of a Cyrillic word, as its grammemes (``NOUN``, ``Surn``, ``ablt``); else empty."""
    word = word[:_LONGEST].lower()
    if not CYRILLIC.search(word):
        return frozenset()
    return frozenset(str(_parse(word).tag).replace(" ", ",").split(","))


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


def _normal(word: str) -> str:
    return str(_parse(word).normal_form)


@lru_cache(_PARSED)
def _parse(word: str) -> Any:
    return _analyzer("uk" if _UKRAINIAN.search(word) else "ru").parse(word)[0]


@cache
def _analyzer(language: str) -> MorphAnalyzer:
    from pymorphy3.analyzer import MorphAnalyzer  # its dictionaries take a while to load

    return MorphAnalyzer(lang=language)  # type: ignore[no-untyped-call]


@cache
def _stemmer() -> Any:
    return snowballstemmer.stemmer("english")
