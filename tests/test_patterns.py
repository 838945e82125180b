"""Wildcards and regular expressions: what they find, and that none runs away."""

from __future__ import annotations

import contextlib
import time

import pytest

from mentionwatch.errors import QueryError
from mentionwatch.text.patterns import expression, fixed_prefix, wildcard

BOMBS = [
    "(a+)+$",
    "(a|a)*b",
    "(a|aa)+$",
    r"(\w+\s?)*!",
    r"\w+\d",
    ".*a.*b.*c.*d",
    "a(.*b)?",
    r"\b(\w+\s*)+\b!",
    r"(?:\w{1,5}){1,9}!",
    "[ab]*a[ab]{400}c",
    "a.{300}b.{300}c",
    "(((a{1,100}){1,100}){1,100})",
    r"(?:(?:\w{3}){0,9}\d?)(?:(?:\w{3}){0,9}\d?)!",
]
HOSTILE = ["a" * 100_000, "ab" * 50_000, "а" * 100_000, "a " * 50_000, "abbabaab" * 12_500]


@pytest.mark.parametrize("source", BOMBS)
def test_no_expression_runs_away(source: str) -> None:
    start = time.process_time()
    with contextlib.suppress(QueryError):  # "too large" is an answer as well
        compiled = expression(source)
        for text in HOSTILE:
            for _ in compiled.spans(text):
                pass
    assert time.process_time() - start < len(HOSTILE)


@pytest.mark.parametrize("pattern", ["aaa*a*a*b", "aaa*", "aaa?a?a?b", "aaa*b?a*"])
@pytest.mark.parametrize("text", HOSTILE)
def test_no_wildcard_runs_away(pattern: str, text: str) -> None:
    words = [*text.split(), *(["a" * 64] * (len(text) // 64)), text]
    start = time.process_time()
    for word in words:
        wildcard(pattern).fullmatch(word)
    assert time.process_time() - start < 2


@pytest.mark.parametrize(
    ("pattern", "words", "others"),
    [
        ("стар*", ["стар", "старлинк", "стар'у"], ["ста", "астар"]),
        ("colo?r", ["color", "colour", "colo1r"], ["colouur", "colors"]),
        ("кол??", ["кол", "кола", "колба"], ["колбаса"]),
        ("бан*к*", ["банк", "баннерка"], ["банан"]),
        ("a.b*", ["a.bc"], ["axbc"]),
    ],
)
def test_wildcards(pattern: str, words: list[str], others: list[str]) -> None:
    assert [bool(wildcard(pattern).fullmatch(word)) for word in words + others] == [True] * len(words) + [
        False
    ] * len(others)


def test_fixed_prefix() -> None:
    assert (fixed_prefix("стар*к?"), fixed_prefix("стар")) == ("стар", "стар")


@pytest.mark.parametrize(
    ("source", "ignore_case", "text", "found"),
    [
        ("старлинк", False, "Старлинк старлинк", ["старлинк"]),
        ("старлинк", True, "Старлинк СТАРЛИНК", ["Старлинк", "СТАРЛИНК"]),
        (r"\bмтс\b", True, "МТС, амтс мтсу «мтс»", ["МТС", "мтс"]),
        (r"\bкот\b \bпёс\b", False, "кот пёс коты", ["кот пёс"]),
        (r"[^а]б\b", False, "аб вб в-бв 1б", ["вб", "1б"]),
        (r"\w+\s\d{2}", False, "ёж\u00a042 😀", ["ёж\u00a042"]),
        (r"^да$", False, "нет\nда\nда нет", ["да"]),
        (r"t\.me/\w+", False, "см. t.me/канал!", ["t.me/канал"]),
        (r"\bа", False, "\ue000а а", ["а", "а"]),
        ("🙁+", False, "плохо 🙁🙁 \ud800", ["🙁🙁"]),
        (r"\u0451|\x{2014}", False, "ё—", ["ё", "—"]),
        ("(?:а|б)+?", False, "аб", ["а", "б"]),
        (r"а[\s\S]б", False, "а\nб ажб", ["а\nб", "ажб"]),
        (r"\bа[\W_]+б\b", False, "а - б, а_б авб", ["а - б", "а_б"]),
        (r"[\u0451\d\]]+", False, "ё1]", ["ё1]"]),
        (r"[\\d]+", False, "\\d1", ["\\d"]),
        (r"[^\w\s]\b", False, "-а", ["-"]),
        (r"\b\PL+\b", False, "а-б", ["-"]),
    ],
)
def test_expressions(source: str, ignore_case: bool, text: str, found: list[str]) -> None:
    spans = expression(source, ignore_case).spans(text)
    assert [text[start:end] for start, end in spans] == found


@pytest.mark.parametrize(
    ("source", "required"),
    [
        ("старлинк", ("старлинк",)),
        ("стар(линк)?овский", ("овский",)),
        ("стар+а", ("стар",)),
        ("старк?а", ("стар",)),
        ("стара{2,}", ("стара",)),
        ("абв|где", ("абв", "где")),
        ("абв|г", ()),
        (r"\w+", ()),
        ("(абв|где)", ()),
        (r"^абв\.где-\d", ("абв.где",)),
    ],
)
def test_required(source: str, required: tuple[str, ...]) -> None:
    assert expression(source).required == required


@pytest.mark.parametrize(
    "source", ["(?=а)", "(?<!а)б", r"(а)\1", "(?P<x>а)", "(?i)а", r"а\B", r"а\Z", r"[^\W]"]
)
def test_refused(source: str) -> None:
    with pytest.raises(QueryError, match="not available"):
        expression(source)
