"""One pass over a text for many expressions: whatever matches is told."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mentionwatch.analysis import intent
from mentionwatch.text import sieve
from mentionwatch.text.sieve import any_of, loosened

EXPRESSIONS = [
    r"(?<!\w)down\b", r"a\w+ b", r"\d+ ?%", r"\A[^?]*\?", r"x(?! (?:y|z)\b)\W", r"c\*nt|\(no\)", r"[)(?!] \w",
    r"no\s?[:|-]",    r"(?:нет|не) (?:\w+ ){0,2}работ\w*", r"n't",
]  # fmt: skip


@given(
    st.lists(
        st.sampled_from([*"ax ()?!:-%*\n\x1cё１٣", "down", "c*nt", "не ", "работает", "n't", "x y"])
    ).map("".join)
)
def test_whatever_matches_is_told(text: str) -> None:
    told = set(any_of(EXPRESSIONS)(text))
    assert {at for at, expression in enumerate(EXPRESSIONS) if re.search(expression, text)} <= told


def test_half_a_character_does_not_stop_it() -> None:
    assert 9 in any_of(EXPRESSIONS)("\ud800 isn't")


def test_what_cannot_match_is_left_out() -> None:
    assert list(any_of(EXPRESSIONS)("the service is down")) == [0]


def test_look_around_and_assertions_go() -> None:
    assert loosened(r"(?:a|b)\b(?! (?:c|[)]) d) e(?<!\w)f\(") == r"(?:a|b) ef\("


@pytest.mark.parametrize("language", ["en", "ru"])
def test_scores_are_the_same_without_it(language: str, monkeypatch: pytest.MonkeyPatch) -> None:
    texts = [
        "how do i cancel? the worst support ever, they charged me twice and my order is still not working :( 20% off!",
        "как отключить? третий день не работает интернет, верните деньги, ухожу к другим. спасибо, все отлично",
        "breaking: acme announced quarterly earnings, shares said to be up. we're hiring: apply now",
    ]
    found = [intent.cue_counts(text, language) for text in texts]
    monkeypatch.setattr(intent, "_sieve", lambda language: lambda text: range(len(intent._cues(language))))
    assert found == [intent.cue_counts(text, language) for text in texts]
    assert any(map(any, found))


def test_without_re2_all_may_match(monkeypatch: pytest.MonkeyPatch) -> None:
    import sys

    monkeypatch.setitem(sys.modules, "re2", None)
    assert list(sieve.any_of(EXPRESSIONS)("x")) == list(range(len(EXPRESSIONS)))
