"""Who wins and who loses: the phrases, what turns them, and brands set against each other."""

from __future__ import annotations

import json
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mentionwatch.model import Passage
from mentionwatch.sentiment._contrast import contrast
from mentionwatch.sentiment._phrases import load
from mentionwatch.sentiment._relations import relation
from mentionwatch.sentiment._tokens import TARGET, read, split
from mentionwatch.sentiment.embedded import Embedded

COMPARISONS = Path(__file__).parent / "comparisons.jsonl"
FLOOR = 0.9
WORDS = "left for than better лучше чем ушел с на не . , ? but а у Acme Кот"
texts = st.lists(
    st.sampled_from([TARGET, *WORDS.split()]),
    max_size=60,
)


def outcome(text: str, target: str) -> int | None:
    language = "ru" if any("а" <= letter <= "я" for letter in text) else "en"
    found = relation(read(Passage(text=text, target=target)).words, language)
    return found.outcome if found else None


def test_comparisons_written_by_hand_are_told() -> None:
    rows = [json.loads(line) for line in COMPARISONS.read_text(encoding="utf-8").splitlines()]
    wanted = [label for row in rows for label in row["targets"].values()]
    told = Embedded().classify(
        [
            Passage(text=row["text"], target=target, language=row["language"])
            for row in rows
            for target in row["targets"]
        ]
    )
    right = sum(label == sentiment.label for label, sentiment in zip(wanted, told, strict=True))
    assert right / len(wanted) >= FLOOR


@pytest.mark.parametrize(
    ("text", "winner", "loser"),
    [
        ("I left Vodafone for Telia last week", "Telia", "Vodafone"),
        ("I left Vodafone for Telia and regret it", "Vodafone", "Telia"),
        ("I left Vodafone for Telia and never regretted it", "Telia", "Vodafone"),
        ("Pepsi tastes worse than Coke", "Coke", "Pepsi"),
        ("I prefer Lidl to Aldi", "Lidl", "Aldi"),
        ("Ушёл с Мегафона на Билайн", "Билайн", "Мегафона"),
        ("На Билайн ушёл с Мегафона", "Билайн", "Мегафона"),
        ("Жалею, что ушёл из Сбера в Тинькофф", "Сбера", "Тинькофф"),
        ("Не жалею, что ушёл из Сбера в Тинькофф", "Тинькофф", "Сбера"),
        ("Вернулась из Тинькофф в Сбер", "Сбер", "Тинькофф"),
        ("Билайн лучше Мегафона", "Билайн", "Мегафона"),
        ("Билайн дороже, чем Мегафон", "Мегафон", "Билайн"),
        ("«Билайн» и рядом не стоял с «Мегафоном»", "Мегафоном", "Билайн"),
        ("До Мегафона Билайну далеко", "Мегафона", "Билайну"),
        ("Предпочитаю Билайн Мегафону", "Билайн", "Мегафону"),
        ("iPhone лучше Самсунга", "iPhone", "Самсунга"),
    ],
)
def test_one_wins_and_one_loses(text: str, winner: str, loser: str) -> None:
    assert outcome(text, winner) == 1
    assert outcome(text, loser) == -1


@pytest.mark.parametrize(
    ("text", "target", "wanted"),
    [
        ("Is Telia better than Vodafone?", "Telia", 0),
        ("Лучше ли Билайн, чем Мегафон?", "Мегафон", 0),
        ("Telia is no better than Vodafone", "Telia", -1),
        ("Билайн ничем не лучше Мегафона", "Билайн", -1),
        ("Билайн не хуже Мегафона", "Билайн", 1),
        ("Думаю уйти от Мегафона", "Мегафона", -1),
        ("Time to leave Vodafone", "Vodafone", -1),
        ("Остаюсь с Билайном", "Билайном", 1),
        ("I am staying with Telia", "Telia", 1),
        ("I went back to Telia", "Telia", 1),
        ("We are never going back to Telia", "Telia", -1),
        ("They said Telia is better than Vodafone, but it is not", "Telia", -1),
        ("Telia is dearer than Vodafone but it works", "Telia", 1),
        ("I left my umbrella at the Telia shop", "Telia", None),
        ("Telia opens a shop for students", "Telia", None),
        ("Билайн помогает сделать связь надежнее", "Билайн", None),
        ("no brand here is better than another", "Telia", None),
    ],
)
def test_what_turns_a_phrase_or_says_nothing(text: str, target: str, wanted: int | None) -> None:
    assert outcome(text, target) == wanted


def test_the_words_that_told_it_are_shown_first() -> None:
    (told,) = Embedded().classify([Passage(text="Ушёл с Мегафона на Билайн", target="Мегафон")])
    assert told.label == "negative"
    assert told.words[0][0] == "ушел с … на билайн"
    assert told.words[0][1] < 0


def test_each_brand_of_a_contrast_has_its_own_clause() -> None:
    text = f"{TARGET} is down again, while Zulip works"
    sides = contrast(text, split(text))
    assert sides is not None
    assert sides.mine == [TARGET, "is", "down", "again", ",", "while"]
    assert sides.theirs == [TARGET, "works"]


@pytest.mark.parametrize(
    ("text", "mine", "theirs"),
    [
        (f"Unlike Hertz, {TARGET} was on time", f"{TARGET} was on time", ""),
        (f"В отличие от {TARGET} Йота отвечает", "", f"{TARGET} отвечает"),
    ],
)
def test_the_brand_set_aside_says_nothing_itself(text: str, mine: str, theirs: str) -> None:
    sides = contrast(text, split(text))
    assert sides is not None
    assert (" ".join(sides.mine), " ".join(sides.theirs)) == (mine, theirs)


@pytest.mark.parametrize(
    "text",
    [
        f"{TARGET} and Zulip are both down",
        f"{TARGET} is down, is Zulip up?",
        f"{TARGET} is down. I am sad.",
        f"{TARGET} is down",
        f"We are at {TARGET}, at Paris too",
    ],
)
def test_no_contrast(text: str) -> None:
    assert contrast(text, split(text)) is None


@given(texts, st.sampled_from(["en", "ru"]))
def test_any_words_get_an_outcome_or_none(words: list[str], language: str) -> None:
    found = relation(words, language)
    assert found is None or (found.outcome in (-1, 0, 1) and found.phrase and TARGET in words)
    assert contrast(" ".join(words), words) is None or TARGET in words


def test_every_phrase_can_be_found_by_its_cue() -> None:
    for language in ("en", "ru"):
        phrases = load(language)
        assert all(phrases.by_cue)
        assert {number for numbers in phrases.by_cue.values() for number in numbers} == set(
            range(len(phrases.phrases))
        )


@pytest.mark.parametrize("word", ["left", "better", "лучше", "ушел с", "prefer over", f"{TARGET} ,"])
def test_a_text_made_to_be_slow_is_not(word: str) -> None:
    start = time.process_time()
    relation((f"{word} " * 2000 + TARGET + f" {word}" * 2000).split(), "en")
    relation((f"{word} " * 2000 + TARGET + f" {word}" * 2000).split(), "ru")
    assert time.process_time() - start < 1
