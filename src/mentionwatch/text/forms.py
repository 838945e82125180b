"""The forms of a query word, found once, so that texts need no morphology: a form is looked up, not derived.

What a word can look like: its inflected forms (pymorphy3 for Russian and Ukrainian, tables of endings for
other languages), adjectives made from it (``мтсовский``), a Latin stem with a Cyrillic ending (``Ryanair'а``),
its transliteration, the word typed in the wrong keyboard layout, and its twin in look-alike letters.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, MutableMapping, Sequence
from functools import lru_cache
from typing import TypeAlias

from mentionwatch.text import forms_cyrillic as cyrillic
from mentionwatch.text.forms_endings import (
    ANY,
    belonging,
    common_words,
    frequent_words,
    inflect,
)
from mentionwatch.text.forms_kept import read, written
from mentionwatch.text.forms_kinds import Form, Kind
from mentionwatch.text.forms_twins import layout_twin, respellings, sounds, transliterations
from mentionwatch.text.forms_version import VERSION
from mentionwatch.text.letters import fold, script, twin, unmixed

Cache: TypeAlias = MutableMapping[str, str]
"""Where expansions are kept between runs: a key that begins with VERSION, and forms as ``forms_kept`` writes them."""

_JOINERS = re.compile(r"['’ʼ`´‘\-‐‑_]")
_ANY_LATIN, _ANY_CYRILLIC = ANY
_CYRILLIC_LANGUAGES = frozenset({"ru", "uk", "bg", "be", "sr", "mk", "kk", "ky"})
_TRANSLITERATED = 4  # letters; shorter words are too often another word in the other script
_CONSONANTS = 3  # of an abbreviation that is spelled in the other script too: MTS, БМВ
_SPOKEN = frozenset("aeiouyаеиоуыэюяіїєъь")
_CHANGING = "аеиоуыэюяйь"  # last letters that endings take the place of
_NUMBERED = re.compile(r"(\d*)([^\W\d_]{3,})(\d*)")  # 2ГИС, ВТБ24
_OF_A_COUNTRY = ("ru", "rus", "ua", "kz")  # how accounts are named: beelineru
_LETTERS = {
    "uk": "іїєґ", "bg": "ъ", "pl": "ąęłńśźż", "cs": "ěřůščžáíý", "sk": "ĺľŕščžáíý", "sl": "čšž", "hr": "čćšžđ",
    "de": "äöüß", "be": "ў", "kk": "әғқңөұүһ",
}  # fmt: skip


@lru_cache(1 << 14)
def key_of(word: str) -> str:
    """The word as an edge of a text has it: folded, without hyphens and apostrophes."""
    return fold(_JOINERS.sub("", word))


def expand(
    word: str,
    languages: Sequence[str] = (),
    *,
    likely: Sequence[str] = (),
    layout: bool = False,
    cache: Cache | None = None,
) -> dict[str, Form]:
    """All forms of one word, by their folded spelling; the word itself comes first.

    ``languages`` are ISO 639-1 codes and narrow the guess by script; where there are none, ``likely`` ones (see
    ``languages_by_letters``) widen it. ``layout`` adds the word as typed in the wrong keyboard layout. ``cache``
    is asked first and told last.
    """
    likely = () if languages else tuple(likely)
    name = f"{VERSION}|{word}|{','.join(languages)}|{','.join(likely)}|{layout:d}"
    if cache is not None and (kept := cache.get(name)) is not None and (forms := read(kept)):
        return forms
    forms = _expand(word, tuple(languages), likely, layout)
    if cache is not None:
        cache[name] = written(forms)
    return forms


def languages_by_letters(text: str) -> tuple[str, ...]:
    """The languages whose own letters a text has, such as a whole query: they may be those of its other words."""
    letters = set(text.lower())
    return tuple(language for language, own in _LETTERS.items() if letters & set(own))


@lru_cache(1 << 12)
def _expand(word: str, languages: tuple[str, ...], likely: tuple[str, ...], layout: bool) -> dict[str, Form]:
    key = key_of(word)
    forms = {key: Form(key, "exact")}
    for meant in unmixed(word) or (word,):  # a query too may have letters of another script in it
        folded = key_of(meant)
        forms.setdefault(folded, Form(folded, "exact"))
        found = [*_inflected(meant, folded, languages, likely), *_twins(meant, folded)]
        for spelled in respellings(_JOINERS.sub("", meant)):
            found += [Form(spelled, "form"), *_inflected(spelled, spelled, languages, likely)]
        for form in found:
            forms.setdefault(form.key, form)
    if layout and (typed := layout_twin(word)):
        forms.setdefault(fold(typed), Form(fold(typed), "layout"))
    return forms


def _inflected(word: str, key: str, languages: tuple[str, ...], likely: tuple[str, ...]) -> list[Form]:
    if len(key) < 2 or not key[-1].isalpha():  # initials and Tele2 have no endings
        return []
    scripts = {script(letter) for letter in key} - {""}
    if scripts == {"CYRILLIC"}:
        return _cyrillic(word, key, languages, likely)
    if scripts == {"LATIN"}:
        return _latin(word, key, languages, likely)
    return []


def _cyrillic(word: str, key: str, languages: tuple[str, ...], likely: tuple[str, ...]) -> list[Form]:
    forms: list[Form] = []
    guessed = {cyrillic.guess(key), _ANY_CYRILLIC, *(set(likely) & _CYRILLIC_LANGUAGES)}
    for language in languages or _known_first(guessed):
        if language in ("ru", "uk"):
            forms += [Form(key_of(form), "form", language) for form in cyrillic.paradigm(word, language)]
        if language != "ru" or cyrillic.lacks_paradigm(word, language) or cyrillic.may_be_masculine(key):
            made = inflect(key, language, whole=cyrillic.is_abbreviation(word))
            forms += [Form(form, "form", language) for form in made if _is_spoken(form, key, language)]
    for language in sorted({"ru", "uk"} & {*(languages or {"ru", *guessed})}):
        forms += [Form(form, "adjective") for form in cyrillic.adjectives(word, key, language)]
    return forms


def _known_first(languages: set[str]) -> list[str]:
    """The tables of any language come last, so that a form is told to be of its own."""
    return sorted(languages, key=lambda language: (language in ANY, language))


def _is_spoken(form: str, key: str, language: str) -> bool:
    """Whether the form is one that Russian can have: no ending comes after another (``теслаом``)."""
    return language != "ru" or key[-1] not in "аяйь" or not form.startswith(key)


def _latin(word: str, key: str, languages: tuple[str, ...], likely: tuple[str, ...]) -> list[Form]:
    forms = []
    told = set(languages) - _CYRILLIC_LANGUAGES
    for language in _known_first(told or {"en", _ANY_LATIN, *likely} - _CYRILLIC_LANGUAGES):
        forms += [Form(form, "form", language) for form in inflect(key, language, whole=word.isupper())]
    if word[0].isupper():
        forms += [
            Form(form, "adjective") for language in (*languages, *likely) for form in belonging(key, language)
        ]
    if not languages or set(languages) & set(_CYRILLIC_LANGUAGES):
        forms += [Form(key + ending, "form") for ending in cyrillic.ENDINGS]
        if key[-1:] not in "aeiouy":
            forms += [Form(key + ending, "adjective") for ending in cyrillic.ADJECTIVE_ENDINGS]
    return forms


def _twins(word: str, key: str) -> list[Form]:
    forms: list[Form] = []
    if (len(key) >= _TRANSLITERATED and key.isalpha()) or (
        len(key) == _CONSONANTS and word.isalpha() and word.isupper() and not _SPOKEN & {*key}
    ):
        for other in transliterations(key, word):
            forms += _other_script(word, other)
        loan = not is_common(key)
        for other in sounds(key, word):
            forms += _other_script(word, other, loan=loan)
    elif not key.isalpha() and (numbered := _NUMBERED.fullmatch(key)):
        before, letters, after = numbered.groups()
        forms += [Form(before + other + after, "translit") for other in transliterations(letters)]
    if len(key) >= _TRANSLITERATED and key.isascii() and key.isalpha():
        forms += [Form(key + suffix, "joined") for suffix in _OF_A_COUNTRY]
    if word.isupper() and (same := twin(word)):
        forms.append(Form(same, "lookalike"))
    return forms


def _other_script(word: str, other: str, *, loan: bool = False) -> Iterator[Form]:
    """The forms of a spelling in the other script. ``loan``: if dictionaries have it, they have it from the name.

    A spelling that is a word too has to be one that a name may be, and needs a capital: ``Озон`` for Ozon.
    """
    word_too = is_common(other)
    if word_too and (other in frequent_words() or not cyrillic.is_noun(other)):
        return
    kind: Kind = "translit-word" if word_too and not loan else "translit"
    yield Form(other, kind)
    if script(other[0]) == "CYRILLIC":
        made: Iterable[str]
        if word_too:
            made = (form.key for form in _cyrillic(other.capitalize(), other, ("ru",), ()))
        elif other[-1] in _CHANGING:
            made = (form for form in inflect(other, "ru") if not is_common(form))
        else:
            made = (form for form in (other + ending for ending in cyrillic.ENDINGS) if not is_common(form))
        yield from (Form(form, kind) for form in made)
        if word[0].isupper():
            belonging = cyrillic.adjectives(other.capitalize(), other, "ru")
            yield from (Form(form, "translit") for form in belonging if "ск" in form)
    elif other.isascii() and other.isalpha():
        yield from (Form(other + suffix, kind) for suffix in _OF_A_COUNTRY)


@lru_cache(1 << 14)
def is_common(word: str, languages: Sequence[str] = ()) -> bool:
    """Whether the word is known as something else than a name (``магнит``, ``apple``), whatever its case.

    Russian and Ukrainian words are looked up in their dictionaries, others in a list of frequent English words.
    ``languages`` may be those of the word, where its letters do not tell.
    """
    key = key_of(word)
    if any(script(letter) == "CYRILLIC" for letter in key):
        return cyrillic.is_common(key) or ("uk" in languages and cyrillic.is_common(key, "uk"))
    return key in common_words()
