"""The dictionary reads words as pymorphy3 does."""

from __future__ import annotations

from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pymorphy3.analyzer import MorphAnalyzer

from mentionwatch.analysis.lemmas import grammar, lemma
from mentionwatch.text.dictionary import dictionary

WORDS = {
    "ru": (
        "мама ежик ёжик стали три все всё пошел её белье самолете краснее наилучший побыстрее подешевле "
        "билайном мегафону тесла сбербанковский яндекса гуглит котейка псевдокошка байткод бутявкать "
        "кто-то по-русски интернет-магазин человек-паук вице-премьер екб омг а и в ъ крокозябрыщами 2009-й"
    ),
    "uk": "гарний їжа київстар найкращий розгляду ґанок ганок обставини в-третє хтось-то кіт-воркіт щоб",
}


@cache
def stock(language: str) -> MorphAnalyzer:
    return MorphAnalyzer(lang=language)  # type: ignore[no-untyped-call]


def same(word: str, language: str) -> bool:
    first = stock(language).parse(word)[0]
    return dictionary(language).read(word) == (first.normal_form, str(first.tag))


@pytest.mark.parametrize(
    ("language", "word"), [(language, word) for language, words in WORDS.items() for word in words.split()]
)
def test_known_and_guessed_words_are_read_alike(language: str, word: str) -> None:
    assert same(word, language)


@settings(max_examples=300)
@given(st.text("абвгдеёжзийклмнопрстуфхцчшщъыьэюя-", min_size=1, max_size=12), st.sampled_from(["ru", "uk"]))
def test_invented_words_are_guessed_alike(word: str, language: str) -> None:
    assert same(word, language)


@given(st.sampled_from(["неправильно", "перевозка", "зеленее", "отчёте", "провайдер"]), st.data())
def test_slips_of_the_pen_are_guessed_alike(word: str, data: st.DataObject) -> None:
    place = data.draw(st.integers(0, len(word) - 1))
    assert same(word[:place] + data.draw(st.sampled_from("аеоуп")) + word[place + 1 :], "ru")


def test_look_alike_letters_are_read_as_meant() -> None:
    latin_o = "о".replace("о", "o")
    assert lemma(f"плат{latin_o}й") == "плата"
    assert lemma("Tелефоном") == "телефон"  # a Latin T
    assert "NOUN" in grammar("Tелефоном")
    assert lemma("iPhone-ом") == "iphone-ом"
