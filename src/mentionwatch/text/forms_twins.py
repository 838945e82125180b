"""The same name in another script or keyboard layout: guesses, marked as such wherever they are found."""

from __future__ import annotations

from itertools import islice, product

from mentionwatch.text.letters import fold, script

# How people write Russian in Latin letters: BGN/PCGN and GOST 7.79-2000 first, then what they type.
_TO_LATIN = {
    "а": "a", "б": "b", "в": "v w", "г": "g", "д": "d", "е": "e", "ж": "zh", "з": "z", "и": "i",
    "й": "y i j", "к": "k", "л": "l", "м": "m", "н": "n", "о": "o", "п": "p", "р": "r", "с": "s",
    "т": "t", "у": "u", "ф": "f", "х": "kh h", "ц": "ts c", "ч": "ch", "ш": "sh", "щ": "shch sch",
    "ъ": "", "ы": "y", "ь": "", "э": "e", "ю": "yu iu", "я": "ya ia ja",
    "і": "i", "ї": "yi i", "є": "ye ie", "ґ": "g",
}  # fmt: skip
_TO_CYRILLIC = {
    "shch": "щ", "sch": "ш", "sh": "ш", "ch": "ч", "zh": "ж", "kh": "х", "ts": "ц", "ph": "ф", "th": "т",
    "š": "ш", "č": "ч", "ć": "ч", "ž": "ж", "ü": "ю", "ö": "е", "ł": "л",
    "ck": "к", "qu": "кв", "ee": "и", "oo": "у", "ya": "я", "yu": "ю", "yo": "е", "ai": "ай", "ay": "ей",
    "a": "а", "b": "б", "c": "к", "d": "д", "e": "е", "f": "ф", "g": "г", "h": "х", "i": "и", "j": "дж",
    "k": "к", "l": "л", "m": "м", "n": "н", "o": "о", "p": "п", "q": "к", "r": "р", "s": "с", "t": "т",
    "u": "у", "v": "в", "w": "в", "x": "кс", "y": "и", "z": "з",
}  # fmt: skip
_GERMAN = {"ä": "ae", "ö": "oe", "ü": "ue"}
_RESPELLED = 5
_LONGEST = 4
_MOST_VARIANTS = 6

_ENGLISH_KEYS = "`qwertyuiop[]asdfghjkl;'zxcvbnm,."
_RUSSIAN_KEYS = "ёйцукенгшщзхъфывапролджэячсмитьбю"
_LAYOUT = dict(zip(_ENGLISH_KEYS + _RUSSIAN_KEYS, _RUSSIAN_KEYS + _ENGLISH_KEYS, strict=True))


def transliterations(key: str, marked: str = "") -> list[str]:
    """A folded word in the other script, likeliest spellings first; nothing for words of neither, or of both.

    ``marked`` is the word in lower case with its marks, which tell of sounds: ``шкода`` for Škoda.
    """
    scripts = {script(letter) for letter in key}
    if scripts == {"CYRILLIC"}:
        spellings = product(*(_TO_LATIN.get(letter, letter).split(" ") for letter in key))
        return ["".join(letters) for letters in islice(spellings, _MOST_VARIANTS)]
    if scripts == {"LATIN"}:
        return list(dict.fromkeys(fold("".join(_cyrillic(letters))) for letters in (marked or key, key)))
    return []


def respellings(word: str) -> list[str]:
    """How else a word is spelled in its own script, folded: ``Mueller`` for Müller, ``летуаль`` for Лэтуаль."""
    lower = word.lower()
    german = "".join(_GERMAN.get(letter, letter) for letter in lower)
    plain = lower.replace("э", "е") if len(lower) >= _RESPELLED else lower
    return [fold(spelled) for spelled in (german, plain) if spelled != lower]


def _cyrillic(key: str) -> list[str]:
    letters = []
    at = 0
    while at < len(key):
        for length in range(_LONGEST, 0, -1):
            if (part := key[at : at + length]) in _TO_CYRILLIC:
                break
        letters.append(_TO_CYRILLIC.get(part, part))
        at += len(part)
    return letters


def layout_twin(word: str) -> str | None:
    """The word as it comes out when typed in the other keyboard layout: ``ghbdtn`` for ``привет``."""
    lower = word.lower()
    typed = "".join(_LAYOUT.get(letter, letter) for letter in lower)
    return typed if typed != lower and fold(typed).isalnum() else None
