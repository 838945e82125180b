"""What happens to customers, and praise of what is bad."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mentionwatch.model import Passage
from mentionwatch.sentiment._contrast import contrast
from mentionwatch.sentiment._events import events
from mentionwatch.sentiment._tokens import TARGET, read, split
from mentionwatch.sentiment.embedded import Embedded

WORDS = "thanks lost my late never на time вовремя не потерял спасибо , . ! but но без X".split()  # noqa: SIM905


def told(text: str) -> float:
    language = "ru" if any("а" <= letter <= "я" for letter in text) else "en"
    return events(split(text), language).balance


@pytest.mark.parametrize(
    "text",
    [
        "Lost my parcel", "The food was cold", "Still no answer", "Waited three hours", "It took ten days",
        "They charged me twice", "It crashed again", "Потеряли посылку", "До сих пор нет связи", "Списали дважды",
        "Ждали сорок минут", "Курьер так и не приехал", "Сломался через неделю",
    ],
)  # fmt: skip
def test_bad_things_happen(text: str) -> None:
    assert told(text) < 0


@pytest.mark.parametrize(
    "text",
    [
        "Arrived on time", "Fixed it on the first call", "They never lost my luggage", "No delays", "Just works",
        "Привезли вовремя", "Решили с первого звонка", "Ни разу не сломался", "Без единой задержки", "Извинились",
    ],
)  # fmt: skip
def test_good_things_happen(text: str) -> None:
    assert told(text) > 0


def test_nothing_happens() -> None:
    assert told("A shop opens in Paris") == 0
    assert told("Магазин открывается в Париже") == 0


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Thanks for losing my bag", True),
        ("Well done, three hours late", True),
        ("Спасибо, потеряли мой чемодан", True),
        ("Так держать, третий день без воды", True),
        ("Обожаю ждать мастера", True),
        ("Thanks for the quick help", False),
        ("Спасибо, всё вовремя", False),
        ("Thanks, but you lost my bag", False),
    ],
)
def test_praise_of_what_is_bad_is_irony(text: str, wanted: bool) -> None:
    language = "ru" if text[0] > "Z" else "en"
    assert events(split(text), language).is_ironic is wanted


@pytest.mark.parametrize(
    ("text", "better", "worse"),
    [
        ("Evri lost my parcel. Royal Mail found it overnight.", "Royal Mail", "Evri"),
        ("Monzo froze my card for a week; Starling unlocked it in ten minutes.", "Starling", "Monzo"),
        ("Klarna charged me twice and Affirm gave my money back", "Affirm", "Klarna"),
        ("Мегамаркет отменил заказ. Купер привёз вовремя.", "Купер", "Мегамаркет"),
        ("СДЭК потерял посылку, а Боксберри привёз вовремя", "Боксберри", "СДЭК"),
    ],
)
def test_two_stories_are_set_against_each_other(text: str, better: str, worse: str) -> None:
    liked, left = Embedded().classify([Passage(text=text, target=name) for name in (better, worse)])
    assert (liked.label, left.label) == ("positive", "negative")
    assert liked.words[0][1] > 0 > left.words[0][1]


def test_each_brand_of_two_sentences_has_its_own() -> None:
    text = f"{TARGET} lost a folder. Box has never lost one."
    sides = contrast(text, split(text))
    assert sides is not None
    assert sides.mine == [TARGET, "lost", "a", "folder", "."]
    assert sides.theirs == [TARGET, "has", "never", "lost", "one", "."]


def test_a_title_is_a_sentence_of_its_own() -> None:
    text = "Билайн не работает\nУшёл с Мегафона на Билайн"
    passage = Passage(text=text, target="Мегафон", spans=((26, 34),), language="ru")
    (felt,) = Embedded().classify([passage])
    assert felt.label == "negative"


@pytest.mark.parametrize(
    ("text", "target"),
    [("Choosing between Hetzner and OVH", "OVH"), ("Тётя работает в Сбере", "Сбере")],
)
def test_who_chooses_has_said_nothing_yet(text: str, target: str) -> None:
    assert Embedded().classify([Passage(text=text, target=target)])[0].label == "neutral"


@given(st.lists(st.sampled_from([*WORDS, TARGET]), max_size=40), st.sampled_from(["en", "ru"]))
def test_any_words_have_a_balance(words: list[str], language: str) -> None:
    found = events(words, language)
    assert abs(found.balance) <= 1.5 * len(words) + 1
    assert found.told or not found.balance


@pytest.mark.parametrize("word", ["waited", "ждали", "if slow", "took the", "зачем", "the"])
def test_a_text_made_to_be_slow_is_not(word: str) -> None:
    words = read(Passage(text=f"{word} " * 2000, target="x")).words
    start = time.process_time()
    events(words, "en")
    events(words, "ru")
    assert time.process_time() - start < 1
