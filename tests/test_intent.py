import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mentionwatch.analysis.intent import is_foul, read, urgent
from mentionwatch.model import LABELS

ROWS = [
    json.loads(line)
    for line in (Path(__file__).parent / "intent.jsonl").read_text(encoding="utf-8").splitlines()
]


@pytest.mark.parametrize("row", ROWS, ids=[row["text"][:40] for row in ROWS])
def test_intents_of_messages(row: dict[str, str]) -> None:
    assert read(row["text"], row["language"], row["sentiment"]).intent == row["intent"]  # type: ignore[arg-type]


@pytest.mark.parametrize("row", [row for row in ROWS if row["intent"] == "complaint"], ids=str)
def test_no_angry_customer_is_taken_for_an_advertisement(row: dict[str, str]) -> None:
    for end in ("", " 50% off promo code, buy now", " скидка 50%, промокод, успейте купить"):
        intent = read(row["text"] + end, row["language"], "negative").intent
        assert intent not in ("advertisement", "job", "news")


ANGRY = [
    json.loads(line)
    for line in (Path(__file__).parent / "angry.jsonl").read_text(encoding="utf-8").splitlines()
]


@pytest.mark.parametrize("row", ANGRY, ids=[row["text"][:40] for row in ANGRY])
def test_anger_that_looks_like_spam_is_not_swallowed(row: dict[str, str]) -> None:
    """Whatever the classifier makes of the mood: even where it errs, such a text is no advertisement."""
    for label in ("negative", "neutral"):
        intent = read(row["text"], row["language"], label).intent
        assert intent not in ("advertisement", "job", "news"), label


def test_anger_that_looks_like_spam_is_mostly_told() -> None:
    told = [read(row["text"], row["language"], "negative").intent for row in ANGRY]
    kept = sum(intent in ("complaint", "cancellation", "question") for intent in told)
    assert kept / len(ANGRY) >= 0.9


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Перешёл с МТС на Дом.ру и доволен", "ru"),
        ("Cancelled my Verizon contract, Mint Mobile is great", "en"),
    ],
)
def test_who_comes_from_another_brand_does_not_leave_this_one(text: str, language: str) -> None:
    assert read(text, language, "positive").intent == "praise"
    assert read(text, language, "negative").intent in ("cancellation", "complaint")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Second day without heating, my lawyer will call", ("second day", "lawyer")),
        ("Второй день без света, верните деньги, подам в суд", ("второй день", "верните деньги", "в суд")),
        ("The charger caught fire", ("caught fire",)),
        ("Lovely day", ()),
    ],
)
def test_urgent_words_are_found_in_order(text: str, words: tuple[str, ...]) -> None:
    assert urgent(text) == words


@pytest.mark.parametrize("text", ["what the f*ck", "Да пошли вы на хуй", "эти уёбки, блять", "Bullshit."])
def test_foul_language_is_flagged(text: str) -> None:
    assert is_foul(text)


@pytest.mark.parametrize(
    "text",
    [
        "Scunthorpe is lovely",
        "Употребляйте с хлебом",
        "страхуйте дом",
        "колебания курса",
        "скипидар",
        "class",
    ],
)
def test_innocent_words_are_not(text: str) -> None:
    assert not is_foul(text)


@given(st.text(max_size=300), st.sampled_from([None, "ru", "en", "de"]), st.sampled_from([None, *LABELS]))
def test_any_text_can_be_read(text: str, language: str | None, label: str | None) -> None:
    assert read(text, language, label) == read(text, language, label)  # type: ignore[arg-type]
