"""Deciding words are found again where they stand."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mentionwatch.model import Passage
from mentionwatch.sentiment.embedded import Embedded
from mentionwatch.text.context import AROUND, around


@pytest.mark.parametrize(
    ("text", "words", "wanted"),
    [
        ("Acme does not work", "not work", "not work"),
        ("Ещё раз: всё плохо", "все плохо", "всё плохо"),
        ("Ушёл с Мегафона на Билайн", "ушел с … на билайн", "Ушёл с Мегафона на Билайн"),
        ("It is soooooo bad", "soo bad", "soooooo bad"),
        ("waited 45 minutes", "waited ‹0› minutes", "waited 45 minutes"),
        ("not (Acme) working", "not working", "not (Acme) working"),
        ("is it?", "it ?", "it?"),
        ("nothing of the kind", "bad", None),
        ("abbot", "bot", None),
        ("text", "…", None),
    ],
)
def test_words_are_found_as_written(text: str, words: str, wanted: str | None) -> None:
    found = around(text, words)
    assert (found[1] if found else None) == wanted


@pytest.mark.parametrize("mark", ["!", "!a", "a.", ". ", "?! "])
def test_a_row_of_marks_is_looked_through_at_once(mark: str) -> None:
    text = f"bad{mark * 2000} one two three four five, and bad service"
    found = around(text, "bad service")
    assert found is not None
    assert found[1] == "bad service"


def test_what_stands_around_is_cut_to_words() -> None:
    text = "many words before the place where it all went bad and then as many words after it"
    found = around(text, "bad")
    assert found == ("…the place where it all went ", "bad", " and then as many words after…")


@given(st.text(max_size=200), st.text(alphabet="аеёsst .…‹0›()*+", max_size=20))
def test_any_words_can_be_looked_for(text: str, words: str) -> None:
    found = around(text, words)
    assert found is None or ("".join(found).strip("…") in text and len(found[0]) <= AROUND + 1)


WORDS = ["Acme", "не", "not", "работает", "works", "плохо", "лучше", "чем", "than", ",", "!", ":)", "12"]


@settings(deadline=None)  # the first text loads the models
@given(st.lists(st.sampled_from(WORDS), min_size=1))
def test_nearly_every_deciding_word_is_found(words: list[str]) -> None:
    text = " ".join(words)
    (told,) = Embedded().classify([Passage(text=text, target="Acme")])
    assert all(around(text, word) for word, _ in told.words if word.isalpha())
