"""Russian and Ukrainian forms: pymorphy3's paradigms, and what its dictionaries leave out.

Left out are the case endings of abbreviations (``мтсом``), which people write all the same, and the adjectives
that a name gives (``билайновский``).
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from mentionwatch.text.forms_version import UKRAINIAN

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from pymorphy3.analyzer import MorphAnalyzer, Parse

ENDINGS = ("а", "у", "ом", "е", "ы", "ов", "ам", "ами", "ах", "и", "ем", "ю", "я", "ой", "і", "ові")
"""Case endings that are written after a foreign stem."""
_FULL = ("ий", "ая", "ое", "ие", "ого", "ой", "ому", "ую", "им", "ими", "ом", "их")
_HARD = ("ый", "ая", "ое", "ые", "ого", "ой", "ому", "ую", "ым", "ыми", "ом", "ых")
_PEOPLE = ("ец", "ца", "цу", "цем", "це", "цы", "цев", "цам", "цами", "цах")
_WORKERS = tuple(
    suffix + ending for suffix in ("ник", "шник") for ending in ("", "а", "у", "ом", "и", "ов", "ам", "ами")
)
ADJECTIVE_ENDINGS = (*(f"овск{ending}" for ending in _FULL), *(f"ов{ending}" for ending in _PEOPLE))
"""What belongs to a name, and who does: ``мтсовский``, ``мтсовцы``."""
_ABBREVIATION_ENDINGS = ("а", "у", "ом", "е", "ы", "ов", "ам", "ами", "ах")
_ABBREVIATION_LENGTH = 6
_READ_BY_LETTERS = 4
_UKRAINIAN = re.compile("[іїєґ]")
_NEVER_DECLINED = "оеёиіуыэю"
_VOWELS = "аеиоуыэюяіїєь"
_COINED_ENDS = re.compile(
    "..+(?:банк|телеком|пром|нефть|энерго|маркет)"
)  # Сбербанк has become a word of the dictionary
_NAMES = {"Orgn", "Trad", "Name", "Surn", "Patr", "Geox", "Abbr", "Init"}
_NOMINAL = {"NOUN", "ADJF", "PRTF", "NPRO", "NUMR"}
_LEFT_OUT = {"COMP", "ADJS", "PRTS", "Erro", "V-oy", "V-be"}


def guess(key: str) -> str:
    """The language of a Cyrillic word of which nothing is told: ``uk`` where only Ukrainian has its letters."""
    return "uk" if _UKRAINIAN.search(key) else "ru"


@cache
def _analyzer(language: str) -> MorphAnalyzer:
    """The dictionary of a language; where that of Ukrainian is not installed, Russian knows some of its words."""
    from pymorphy3.analyzer import MorphAnalyzer  # dictionaries take a tenth of a second to open

    return MorphAnalyzer(lang=language if UKRAINIAN else "ru")  # type: ignore[no-untyped-call]


@lru_cache(256)
def _parses(word: str, language: str) -> list[Parse]:
    """All readings of a word in lower case, likeliest first; several questions about one word cost one answer."""
    parses: list[Parse] = _analyzer(language).parse(word)
    return parses


def paradigm(word: str, language: str) -> list[str]:
    """The forms of a word in Russian (``ru``) or Ukrainian (``uk``), lower case, each once, by readings and cases.

    Without a dictionary of Ukrainian there are none of it: its words are left to the endings of ``forms_endings``.
    """
    if language == "uk" and not UKRAINIAN:
        return []
    lower = word.lower()
    parses = _parses(lower, language)
    forms = [form for parse in _readings(parses, lower) for form in _forms(parse)]
    if is_abbreviation(word) or (lower[-1:] not in _VOWELS and _lacks_plural(parses)):
        forms += [lower + ending for ending in _ABBREVIATION_ENDINGS]
    return list(dict.fromkeys(forms))


def lacks_paradigm(word: str, language: str) -> bool:
    """Whether the dictionary does not decline the word as a name in the nominative, although people do.

    It knows ``Икеа`` as indeclinable, ``тесла`` as the plural of an adze, ``окей`` as a particle, and guesses that
    unknown names (``Киа``) are indeclinable. Names in -о, -е, -и and -у are.
    """
    lower = word.lower()
    if lower[-1:] in _NEVER_DECLINED:
        return False
    return not any(
        parse.tag.POS in _NOMINAL
        and parse.normal_form.replace("ё", "е") == lower.replace("ё", "е")
        and "Fixd" not in parse.tag
        for parse in _parses(lower, language)
    )


def may_be_masculine(key: str) -> bool:
    """Whether an unknown word in -ь or -и is guessed to be feminine or indeclinable, and may be neither.

    ``Скрипаль`` is a man, and ``Скрипали`` are many.
    """
    return key[-1:] in ("ь", "и") and not _analyzer("ru").word_is_known(key)


def is_abbreviation(word: str) -> bool:
    """Whether the word is written and declined as letters: МТС, РЖД, ВТБ; not НАТО, which ends in a vowel."""
    return word.isupper() and 2 <= len(word) <= _ABBREVIATION_LENGTH and word[-1].lower() not in _VOWELS


def _lacks_plural(parses: Sequence[Parse]) -> bool:
    """Whether the dictionary gives a company's name no plural, which people do (``всякие билайны``)."""
    return any("Sgtm" in parse.tag for parse in parses[:1])


def _readings(parses: Sequence[Parse], word: str) -> Iterable[Parse]:
    """The nominal readings in which the word is a base form, or at least a nominative; else the likeliest."""
    nominal = [parse for parse in parses if parse.tag.POS in _NOMINAL]
    base = [parse for parse in nominal if parse.normal_form == word]
    return base or [parse for parse in nominal if parse.tag.case == "nomn"] or nominal[:1]


def _forms(parse: Parse) -> list[str]:
    """The paradigm of a reading; of a name in the plural (``Вести``), the plural only."""
    plural = parse.tag.number == "plur" and parse.normal_form != parse.word
    return [
        form.word
        for form in parse.lexeme
        if not _LEFT_OUT & form.tag.grammemes and not (plural and form.tag.number == "sing")
    ]


def adjectives(word: str, key: str, language: str) -> list[str]:
    """What belongs to the name: ``мтсовский``, ``ВТБшный``, ``хондовский``, ``икеевский``, ``тинькоффский``."""
    stem = key.rstrip("аояь")
    if len(stem) < (2 if is_abbreviation(word) else 3) or not word[0].isupper() or key.endswith(_SURNAMES):
        return []
    if language == "uk":
        spoken = [f"шн{ending}" for ending in _UKRAINIAN_HARD] if is_abbreviation(word) else []
        return (
            [stem + ending for ending in (*_UKRAINIAN_ADJECTIVE, *spoken)] if stem[-1] not in _VOWELS else []
        )
    if word.isupper() and len(key) <= _READ_BY_LETTERS and key[-1] in _VOWELS:  # МГУшный
        return [f"{key}шн{ending}" for ending in _HARD]
    if stem[-1] in "еи" and stem != key:
        return [f"{stem}евск{ending}" for ending in _FULL]
    if stem[-1] in _VOWELS:
        return []
    if stem != key:
        return [
            f"{stem}{part}ск{ending}" for part in ("ов", *(["ев"] * key.endswith("ь"))) for ending in _FULL
        ]
    spoken = [*(f"шн{ending}" for ending in _HARD), *_WORKERS] if is_abbreviation(word) else []
    short = [f"ск{ending}" for ending in _FULL] if stem[-1] == "ф" else []
    return [key + ending for ending in (*ADJECTIVE_ENDINGS, *spoken, *short)]


_SURNAMES = ("ов", "ев", "ин", "ын", "ых", "ий", "ко", "ова", "ева", "ина", "ая", "й")
_UKRAINIAN_HARD = ("ий", "а", "е", "і", "ого", "ої", "ому", "ій", "у", "им", "ими", "их", "ою")
_UKRAINIAN_ADJECTIVE = tuple(f"івськ{ending}" for ending in _UKRAINIAN_HARD)


@lru_cache(1 << 14)
def is_common(key: str, language: str = "") -> bool:
    """Whether a dictionary, that of the language or of its likeliest, has the word, folded, as no name."""
    analyzer = _analyzer(language or guess(key))
    if not analyzer.word_is_known(key) or _COINED_ENDS.fullmatch(key):
        return False
    return any(not _NAMES & parse.tag.grammemes for parse in analyzer.parse(key))


@lru_cache(1 << 12)
def is_no_noun(key: str) -> bool:
    """Whether the dictionary has the word, and as no form of a noun: an exclamation, an adverb."""
    language = guess(key)
    return bool(_analyzer(language).word_is_known(key)) and not any(
        parse.tag.POS == "NOUN" for parse in _parses(key, language)
    )


def is_noun(key: str) -> bool:
    """Whether the dictionary has the word, folded, as a noun in the nominative; any in Latin letters may be one."""
    return key.isascii() or any(
        parse.tag.POS == "NOUN" and parse.tag.case == "nomn" for parse in _parses(key, guess(key))
    )


@lru_cache(1 << 13)
def is_of_something(word: str, language: str) -> bool:
    """Whether a Russian or Ukrainian word is a noun in the genitive before all: what names are hardly followed by."""
    tag = _parses(word, language)[0].tag
    return bool(_analyzer(language).word_is_known(word)) and tag.POS == "NOUN" and tag.case == "gent"


@lru_cache(1 << 13)
def is_company(key: str) -> bool:
    """Whether the Russian dictionary has the word as the name of a company or a make, and as nothing else."""
    parses = _analyzer("ru").parse(key) if is_known(key) else []
    return bool(parses) and all({"Orgn", "Trad"} & parse.tag.grammemes for parse in parses)


def is_known(key: str) -> bool:
    """Whether the Russian dictionary has the word, names and abbreviations included."""
    return bool(_analyzer("ru").word_is_known(key))


@lru_cache(1 << 13)
def is_adjective(key: str) -> bool:
    """Whether the word is a full adjective or participle before anything else."""
    analyzer = _analyzer(guess(key))
    return bool(analyzer.word_is_known(key)) and analyzer.parse(key)[0].tag.POS in ("ADJF", "PRTF")


@lru_cache(1 << 12)
def is_plural(form: str, name: str) -> bool:
    """Whether the form is one of the name in the plural, and of its singular in no case."""
    readings = [
        parse
        for parse in _analyzer(guess(form)).parse(form)
        if parse.normal_form in (name, name.replace("ё", "е"))
    ]
    return bool(readings) and all(parse.tag.number == "plur" for parse in readings)


_CASES = ("nomn", "gent", "datv", "accs", "ablt", "loct")


def declined(words: Sequence[str]) -> list[str]:
    """A Russian or Ukrainian name in all its cases, base form first; words that have no other form stay.

    For what asks others in whole phrases; texts are matched by each word's ``paradigm``.
    """
    found = [" ".join(_in_case(word, case) for word in words) for case in _CASES]
    return list(dict.fromkeys([" ".join(words), *found]))


def _in_case(word: str, case: str) -> str:
    language = guess(word.lower())
    for parse in _parses(word.lower(), language):
        if parse.tag.POS in _NOMINAL and parse.tag.case == "nomn" and parse.tag.number == "sing":
            form = parse.inflect({case})
            return _cased(form.word, word) if form else word
    return word


def _cased(form: str, word: str) -> str:
    if word.isupper():
        return form.upper()
    return form[:1].upper() + form[1:] if word[:1].isupper() else form
