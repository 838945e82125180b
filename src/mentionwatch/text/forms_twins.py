"""The same name in another script or keyboard layout: guesses, marked as such wherever they are found."""

from __future__ import annotations

import re

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
_MOST_VARIANTS = 8

# Ukraine's own rules (resolution 55 of 2010), for words with a letter that only Ukrainian has.
_UKRAINIAN = {"г": "h g", "и": "y i", "ї": "i yi", "й": "i y", "є": "ie ye", "ю": "iu yu", "я": "ia ya"}
_ONLY_UKRAINIAN = frozenset("іїєґ")

# English sounds in Russian letters, the first that fits at a place: rules of thumb after the practical transcription.
_SOUNDS = [
    (re.compile(pattern), letters)
    for pattern, letters in (
        (r"\bmc", "мак"), (r"\by(?:ou|u)", "ю"), (r"\bkn", "н"), (r"\ba(?=([b-df-hj-np-tv-z])\1)", "э"),
        (r"air\b", "эйр"), (r"fy\b", "фай"), (r"(?<=\b[b-df-hj-np-tv-z])i\b", "ай"), (r"igh", "ай"),
        (r"i(?=ld)", "ай"), (r"(?<=\b[b-df-hj-np-tv-z])i(?=[b-df-hj-np-tv-z][rl]?[aeiou])", "ай"),
        (r"(?<=\b[b-df-hj-np-tv-z]{2})i(?=[b-df-hj-np-tv-z][rl]?[aeiou])", "ай"),
        (r"[iy](?=[b-df-hj-np-tv-z]e(?:\b|[b-df-hj-np-tv-z]))", "ай"),
        (r"(?<=[b-df-hj-np-tv-z])y(?=[aou])", "ай"), (r"a(?=[b-df-hj-np-tv-z]e(?:\b|[b-df-hj-np-tv-z]))", "ей"),
        (r"(?<=[aeiouyаеиоуйю])([b-df-hj-np-tv-z])e\b", r"\1"), (r"(?<=[b-df-hj-np-tv-z])le\b", "л"),
        (r"(?<=[aeiouyй])ce(?=[b-df-hj-np-tv-z])", "с"), (r"ies\b", "из"), (r"c(?=[eiy])", "с"),
        (r"wh", "в"), (r"ts(?=[aeiou])", "тс"), (r"pp\b", "п"), (r"tch", "ч"), (r"ea|ie", "и"), (r"ou", "ау"),
        (r"e[iy]|ay", "ей"), (r"o[iy]", "ой"), (r"u(?=ck|[b-df-hj-np-tv-z]w)", "а"),
    )
]  # fmt: skip
_SOFT_C = re.compile("c(?=[eiy])")
_SMALL_I = re.compile("i(?=[A-Z])")
_SOFT = re.compile("л(?=[бвгджзкмнпрстфхцчшщ]|$)")

_ENGLISH_KEYS = "`qwertyuiop[]asdfghjkl;'zxcvbnm,."
_RUSSIAN_KEYS = "ёйцукенгшщзхъфывапролджэячсмитьбю"
_LAYOUT = dict(zip(_ENGLISH_KEYS + _RUSSIAN_KEYS, _RUSSIAN_KEYS + _ENGLISH_KEYS, strict=True))


def transliterations(key: str, word: str = "") -> list[str]:
    """A folded word in the other script, likeliest spellings first; nothing for words of neither, or of both.

    ``word`` is the word as written, whose marks tell of sounds: ``шкода`` for Škoda.
    """
    scripts = {script(letter) for letter in key}
    if scripts == {"CYRILLIC"}:
        return _in_latin(key)
    if scripts == {"LATIN"}:
        marked = re.sub(r"\W", "", word.lower()) or key
        spelled = "".join(_TO_CYRILLIC[letter] for letter in key) if word.isupper() and key.isascii() else ""
        return _in_one_script([*filter(None, [spelled]), _in_cyrillic(marked), _in_cyrillic(key)])
    return []


def sounds(key: str, word: str) -> list[str]:
    """How a Latin word is written in Russian by ear, folded, where that is not letter for letter: ``айфон`` for iPhone.

    ``word`` is the word as written: its hyphens and capitals tell of sounds.
    """
    if {script(letter) for letter in key} != {"LATIN"}:
        return []
    plain = transliterations(key, word)
    heard = [*plain[-1:], _in_cyrillic(_SOFT_C.sub("s", key)), _as_heard(word)]
    heard += [_SOFT.sub("ль", spelling) for spelling in heard]
    return [spelling for spelling in _in_one_script(heard) if spelling not in plain]


def likeliest(word: str) -> str | None:
    """The likeliest spelling of a word in the other script, folded; None for words of neither script, or of both."""
    key = fold(re.sub(r"\W", "", word))
    is_latin = {script(letter) for letter in key} == {"LATIN"}
    found = _in_one_script([_as_heard(word)]) if is_latin else transliterations(key)
    return next(iter(found), None)


def _in_one_script(spellings: list[str]) -> list[str]:
    return [spelling for spelling in dict.fromkeys(map(fold, spellings)) if not re.search("[a-z]", spelling)]


def _in_latin(key: str) -> list[str]:
    """The usual letters first, then each other usage in all places where the word gives occasion for it."""
    table = _TO_LATIN | _UKRAINIAN if _ONLY_UKRAINIAN & {*key} else _TO_LATIN
    letters = {letter: table.get(letter, letter).split(" ") for letter in key}
    usual = {letter: found[0] for letter, found in letters.items()}
    tables = [usual, *(usual | {letter: other} for letter in letters for other in letters[letter][1:])]
    spellings = ["".join(some[letter] for letter in key) for some in tables]
    if "кс" in key:
        spellings.insert(1, "x".join("".join(usual[letter] for letter in part) for part in key.split("кс")))
    return list(dict.fromkeys(spellings))[:_MOST_VARIANTS]


def _as_heard(word: str) -> str:
    """A Latin word as a Russian speaker hears it in English."""
    heard = _SMALL_I.sub("ай", word, count=1) if word[:1] == "i" else word
    heard = re.sub(r"['’ʼ`´‘_]", "", heard).lower()
    for pattern, letters in _SOUNDS:
        heard = pattern.sub(letters, heard)
    return _in_cyrillic(heard.replace("-", ""))


def respellings(word: str) -> list[str]:
    """How else a word is spelled in its own script, folded: ``Mueller`` for Müller, ``летуаль`` for Лэтуаль."""
    lower = word.lower()
    german = "".join(_GERMAN.get(letter, letter) for letter in lower)
    plain = lower.replace("э", "е") if len(lower) >= _RESPELLED else lower
    return [fold(spelled) for spelled in (german, plain) if spelled != lower]


def _in_cyrillic(key: str) -> str:
    letters = ["йо"] if key.startswith("yo") else []
    at = 2 * len(letters)
    while at < len(key):
        for length in range(_LONGEST, 0, -1):
            if (part := key[at : at + length]) in _TO_CYRILLIC:
                break
        letters.append(_TO_CYRILLIC.get(part) or _TO_CYRILLIC.get(fold(part), part))
        at += len(part)
    return "".join(letters)


def layout_twin(word: str) -> str | None:
    """The word as it comes out when typed in the other keyboard layout: ``ghbdtn`` for ``привет``."""
    lower = word.lower()
    typed = "".join(_LAYOUT.get(letter, letter) for letter in lower)
    return typed if typed != lower and fold(typed).isalnum() else None
