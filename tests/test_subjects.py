from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mentionwatch.analysis.subjects import Voice, questions_of, subjects, surprise
from mentionwatch.model import Subject

ASKED = [
    "Добрый день! Когда включат интернет на Ленина 5?",
    "подскажите, когда включат интернет?",
    "Когда уже интернет включат???",
    "А интернет когда включите? Надоело",
]
CALM = ["Всё работает, спасибо", "Обычный вторник", "Оплатил тариф без проблем", "Погода хорошая сегодня"]


def voices(*texts: str, first: int = 0) -> list[Voice]:
    return [
        Voice(id=first + number, text=text, author=f"user {first + number}")
        for number, text in enumerate(texts)
    ]


def of_kind(kind: str, found: Sequence[Subject]) -> list[Subject]:
    return [subject for subject in found if subject.kind == kind]


def test_people_who_ask_the_same_are_one_line() -> None:
    (question,) = of_kind("question", subjects(voices(*ASKED, *CALM), voices(*CALM * 3, first=100)))
    assert (question.count, question.before, question.new) == (4, 0, True)
    assert question.examples == (0, 1, 2)
    assert "интернет" in question.text


def test_people_who_ask_the_same_in_english() -> None:
    asked = [
        "How do I cancel my subscription?",
        "how can I cancel the subscription",
        "Can someone help cancel a subscription?",
    ]
    (question,) = of_kind("question", subjects(voices(*asked, "Where is my parcel?")))
    assert question.count == 3
    assert not question.new  # nothing to compare with


def test_other_questions_stay_apart() -> None:
    asked = ["Когда включат интернет?", "Как сменить тариф?", "Почему не приходит смс с кодом?"] * 3
    found = of_kind("question", subjects(voices(*asked)))
    assert [question.count for question in found] == [3, 3, 3]


def test_phrases_are_folded_and_the_longer_one_is_kept() -> None:
    said = [
        "У меня списали абонентскую плату дважды",
        "опять списали абонентскую плату, верните деньги",
        "Снова без спроса списали абонентскую плату",
    ]
    phrases = of_kind("phrase", subjects(voices(*said)))
    assert [(phrase.text, phrase.count) for phrase in phrases] == [("списали абонентскую плату", 3)]


def test_names_said_together_with_the_topic() -> None:
    said = [
        "Перешёл с Acme на Globex Mobile и рад",
        "my Acme phone is worse than Globex Mobile",
        "Ушли от Acme к Globex Mobile всей семьёй",
    ]
    (name,) = of_kind("name", subjects(voices(*said), own=["Acme"]))
    assert (name.text, name.count) == ("Globex Mobile", 3)


def test_one_person_counts_once() -> None:
    shouting = [Voice(id=number, text=ASKED[0], author="vk:1") for number in range(50)]
    assert subjects(shouting) == []


def test_what_was_always_said_is_not_new() -> None:
    before = voices(*ASKED * 5, *CALM * 5, first=100)
    (question,) = of_kind("question", subjects(voices(*ASKED, *CALM), before))
    assert (question.count, question.before, question.new) == (4, 20, False)


@pytest.mark.parametrize(
    ("text", "asks"),
    [
        ("Работает. Когда почините? Жду", ["Когда почините интернет?"]),
        ("Где мой заказ", ["Где мой заказ"]),
        ("Можно ли вернуть деньги.", ["Можно ли вернуть деньги."]),
        ("What?", []),
        ("https://e.org/?a=1 is nice", []),
    ],
)
def test_questions(text: str, asks: list[str]) -> None:
    found = questions_of(text.replace("почините", "почините интернет"))
    assert found == asks


def test_surprise_is_dunnings() -> None:
    assert surprise(10, 100, 0, 100) == pytest.approx(13.86, abs=0.01)
    assert surprise(5, 100, 5, 100) == 0
    assert surprise(5, 100, 0, 0) == 0


@given(
    st.lists(st.sampled_from([*ASKED, *CALM, "", "?!", "A B C?"]), max_size=20),
    st.randoms(use_true_random=False),
)
def test_the_order_of_mentions_does_not_matter(texts: list[str], rng: object) -> None:
    spoken = voices(*texts)
    shuffled = list(spoken)
    rng.shuffle(shuffled)  # type: ignore[attr-defined]
    found = subjects(shuffled)
    assert found == subjects(spoken)
    assert all(3 <= subject.count <= len(texts) for subject in found)
