"""Praise and blame that a negation turns, and who goes over to whom after a complaint."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mentionwatch.model import Label, Passage
from mentionwatch.sentiment._negations import negation
from mentionwatch.sentiment._relations import relation
from mentionwatch.sentiment._tokens import TARGET, read
from mentionwatch.sentiment.embedded import Embedded

HERE = Path(__file__).parent
FLOORS = {"negations": 0.82, "departures": 0.75}
WORDS = (
    "not never can't enough better no problem let me down не никто нет жалоб хорош нельзя сказать , . ? but X"
)


def cases(name: str, language: str, *, set_aside: bool) -> Iterator[tuple[Passage, Label]]:
    """What was written before the rules; half of it was set aside by a hash while they were made."""
    for line in (HERE / f"{name}.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        if (row["language"], row["set_aside"]) == (language, set_aside):
            for target, label in row["targets"].items():
                yield Passage(text=row["text"], target=target, language=language), label


def outcome(text: str, target: str = "X") -> int | None:
    language = "ru" if any("а" <= letter <= "я" for letter in text) else "en"
    found = negation(read(Passage(text=text, target=target)).words, language)
    return found.outcome if found else None


@pytest.mark.parametrize("name", list(FLOORS))
@pytest.mark.parametrize("language", ["en", "ru"])
def test_sentences_set_aside_are_told(name: str, language: str) -> None:
    wanted = list(cases(name, language, set_aside=True))
    told = Embedded().classify([passage for passage, _ in wanted])
    right = sum(label == felt.label for (_, label), felt in zip(wanted, told, strict=True))
    assert right / len(wanted) >= FLOORS[name]


@pytest.mark.parametrize(
    "text",
    [
        "X has never let me down", "not a single complaint about X", "X is not bad at all",
        "I have yet to find a single thing wrong with X", "X hasn't crashed once", "I can't recommend X enough",
        "We could not be happier with X", "I can't not recommend X", "X couldn't have been more helpful",
        "X не подвёл ни разу", "Претензий к X нет", "У X ни одного сбоя за год", "Не могу не похвалить X",
        "Ничего плохого об X не скажу", "Не нарадуюсь на X", "Не помню случая, чтобы X подвёл",
    ],
)  # fmt: skip
def test_blame_denied_is_praise(text: str) -> None:
    assert outcome(text) == 1


@pytest.mark.parametrize(
    "text",
    [
        "I wouldn't call X reliable", "Nobody at X could explain the bill", "hardly X's best", "X never replied",
        "I would not recommend X", "X refuses to refund me", "X could not be less helpful", "X isn't worth the money",
        "Нельзя сказать, что X хорош", "Без X не обошлось", "Никто в X не смог объяснить", "X так и не перезвонил",
        "Я бы не назвал X надёжным", "X не оправдал ожиданий", "Доверия X не вызывает", "Не советую X",
    ],
)  # fmt: skip
def test_praise_denied_is_blame(text: str) -> None:
    assert outcome(text) == -1


@pytest.mark.parametrize(
    "text",
    [
        "X has never let me down?", "If X had never let me down", "X is not only good", "I couldn't sleep, X was on",
        "X opens a shop in Paris", "It never broke. X is a bank.", "No complaints, but X is slow",
        "Если бы X ни разу не подвёл", "X не только хорош", "X открыл магазин", "Не сломалось. X — это банк.",
        "Не жалуюсь, но X тормозит",
    ],
)  # fmt: skip
def test_what_denies_nothing_of_the_target_says_nothing(text: str) -> None:
    assert outcome(text) is None


def test_the_denied_words_are_shown_first() -> None:
    texts = {
        "Acme did not disappoint": "not disappoint",
        "Никто в Билайне не извинился": "не извинился",
    }
    for text, shown in texts.items():
        (felt,) = Embedded().classify([Passage(text=text, target="Acme" if "Acme" in text else "Билайне")])
        assert felt.words[0][0] == shown


@pytest.mark.parametrize(
    ("text", "target", "wanted"),
    [
        ("Третий день без связи. Ухожу в Полюс Телеком.", "Полюс Телеком", "positive"),
        ("No signal for a week and nobody answers. Moving to Zen.", "Zen", "positive"),
        ("Moving to X in May", "X", None),
        ("Ухожу в X", "X", None),
    ],
)
def test_who_is_gone_to_after_a_complaint_wins(text: str, target: str, wanted: str | None) -> None:
    (felt,) = Embedded().classify([Passage(text=text, target=target)])
    moved = any("…" in word for word, _ in felt.words)
    assert moved is (wanted is not None)
    assert wanted in (None, felt.label)


def test_a_new_job_is_no_new_supplier() -> None:
    text = "Начальник кричит. Ухожу работать в X."
    assert relation(read(Passage(text=text, target="X")).words, "ru", lambda _: True) is None
    text = "Начальник кричит. Ухожу в X."
    assert relation(read(Passage(text=text, target="X")).words, "ru", lambda _: True) is not None
    assert relation(read(Passage(text=text, target="X")).words, "ru", lambda _: False) is None


@given(st.lists(st.sampled_from([*WORDS.split(), TARGET]), max_size=60), st.sampled_from(["en", "ru"]))
def test_any_words_get_an_outcome_or_none(words: list[str], language: str) -> None:
    found = negation(words, language)
    assert found is None or (found.outcome in (-1, 0, 1) and found.phrase and TARGET in words)


@pytest.mark.parametrize(
    "word", ["not bad", "never", "не сказал бы , что", "can't", "нет жалоб", f"{TARGET} no"]
)
def test_a_text_made_to_be_slow_is_not(word: str) -> None:
    words = (f"{word} " * 1500 + TARGET + f" {word}" * 1500).split()
    start = time.perf_counter()
    negation(words, "en")
    negation(words, "ru")
    assert time.perf_counter() - start < 1


@pytest.mark.parametrize(
    "text", ["Нельзя сказать, что Мегафон хорош", "Нельзя сказать, что Мегафон хороший оператор"]
)
def test_a_word_that_begins_the_sentence_is_no_other_brand(text: str) -> None:
    (told,) = Embedded().classify([Passage(text=text, target="Мегафон", language="ru")])
    assert told.label == "negative"
