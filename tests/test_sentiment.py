import json
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mentionwatch.model import LABELS, Passage
from mentionwatch.plugins import Classifier, find
from mentionwatch.sentiment import _ngrams, _stack
from mentionwatch.sentiment._judging import DATA, group
from mentionwatch.sentiment._ngrams import GROUPS, features, load
from mentionwatch.sentiment._stack import Circumstances, decide, key
from mentionwatch.sentiment._tokens import TARGET, masked, read, split, target_spans
from mentionwatch.sentiment.embedded import Embedded
from mentionwatch.sentiment.lexicon import Lexicon

AUTHORED = Path(__file__).parent.parent / "benchmarks" / "authored_sentiment.jsonl"
passages = st.builds(Passage, text=st.text(max_size=200), target=st.text(max_size=12))


def label(text: str, target: str, language: str | None = None) -> str:
    return Embedded().classify([Passage(text=text, target=target, language=language)])[0].label


@pytest.mark.parametrize(
    ("text", "target", "language", "wanted"),
    [
        ("I love my new Pixel, best phone ever", "Pixel", "en", "positive"),
        ("Pixel is terrible, worst phone I ever had", "Pixel", "en", "negative"),
        ("Pixel opens a new store in Leeds on Friday", "Pixel", "en", "neutral"),
        ("Обожаю Старлинк, отличная скорость, спасибо!", "Старлинк", "ru", "positive"),
        ("Ужас, Старлинк опять не работает, верните деньги", "Старлинк", "ru", "negative"),
        ("Старлинк подключил 200 домов в Твери", "Старлинк", "ru", "neutral"),
    ],
)
def test_plain_feelings_are_told(text: str, target: str, language: str, wanted: str) -> None:
    assert label(text, target, language) == wanted


@pytest.mark.parametrize(
    ("text", "better", "worse"),
    [
        ("Switched from Vodafone to Telia, best decision ever", "Telia", "Vodafone"),
        ("I prefer Lidl over Aldi", "Lidl", "Aldi"),
        ("Ушёл от Билайна к Мегафону, не жалею", "Мегафону", "Билайна"),
        ("МТС намного хуже Йоты", "Йоты", "МТС"),
    ],
)
def test_two_brands_of_one_sentence_are_felt_apart(text: str, better: str, worse: str) -> None:
    liked, left = Embedded().classify([Passage(text=text, target=name) for name in (better, worse)])
    assert liked.label == "positive"
    assert left.label == "negative"


def test_the_name_of_a_brand_does_not_sway() -> None:
    told = Embedded().classify(
        [Passage(text=f"{name} работает", target=name) for name in ("Ужас", "Счастье", "Билайн")]
    )
    assert len({sentiment.score for sentiment in told}) == 1


def test_deciding_words_speak_for_the_label() -> None:
    (told,) = Embedded().classify(
        [Passage(text="Acme support is awful and slow", target="Acme", language="en")]
    )
    assert told.by == "embedded/6"
    assert min(told.words, key=lambda pair: pair[1])[0] == "awful"


def test_a_negated_word_is_shown_with_its_negation() -> None:
    (told,) = Embedded().classify([Passage(text="Интернет не работает", target="Acme", language="ru")])
    assert "не работает" in dict(told.words)


@given(st.lists(passages, max_size=5))
@settings(deadline=None)
def test_any_text_gets_a_sentiment_in_range(found: list[Passage]) -> None:
    for classifier in (Embedded(), Lexicon()):
        told = classifier.classify(found)
        assert len(told) == len(found)
        for sentiment in told:
            assert sentiment.label in LABELS
            assert -1 <= sentiment.score <= 1
            assert 0 <= sentiment.confidence <= 1


@given(passages, st.sampled_from(GROUPS))
@settings(deadline=None)
def test_kept_sums_say_what_the_buckets_say(passage: Passage, name: str) -> None:
    tokens, model = read(passage), load(name)
    (reading,) = model.read([tokens])
    buckets = features(tokens)
    rows = model._table[buckets].astype(float) if buckets else np.zeros((0, 3))
    wanted = model._bias + rows.sum(axis=0) * model._scale * _ngrams.weight(len(buckets))
    assert np.allclose(reading.logits, wanted)


@given(passages)
@settings(deadline=None)
def test_the_pull_of_words_adds_up(passage: Passage) -> None:
    model = load("ru")
    (reading,) = model.read([read(passage)])
    shift = model._bias[2] - model._bias[0]
    assert np.isclose(reading.pull.sum(), reading.logits[2] - reading.logits[0] - shift)


def test_a_batch_says_what_its_passages_say() -> None:
    rows = [json.loads(line) for line in AUTHORED.read_text(encoding="utf-8").splitlines()]
    found = [Passage(text=row["text"], target=next(iter(row["targets"]))) for row in rows]
    for together, passage in zip(Embedded().classify(found), found, strict=True):
        (alone,) = Embedded().classify([passage])
        assert together.label == alone.label
        assert together.score == pytest.approx(alone.score, abs=0.002)


def test_long_texts_are_read_only_so_far() -> None:
    start = "Acme is great. "
    short, long = Embedded().classify(
        [
            Passage(text=start + "word " * 1000, target="Acme"),
            Passage(text=start + "word " * 200_000, target="Acme"),
        ]
    )
    assert short == long


@pytest.mark.parametrize(
    ("language", "text", "wanted"),
    [
        ("en", "", "en"),
        ("uk", "", "ru"),
        ("de", "", "other"),
        ("en-GB", "", "en"),
        (None, "Привет", "ru"),
        (None, "Hi", "en"),
    ],
)
def test_languages_find_their_table(language: str | None, text: str, wanted: str) -> None:
    assert group(Passage(text=text, target="", language=language)) == wanted


def test_spans_are_widened_to_words_and_masked() -> None:
    assert masked("to @AcmeHelp now", [(4, 8)]) == f"to  {TARGET}  now"
    assert target_spans(Passage(text="ACME and acme", target="Acme")) == [(0, 4), (9, 13)]
    assert target_spans(Passage(text="short", target="x", spans=((3, 99), (1, 2)))) == [(1, 2)]


def test_tokens_know_their_surroundings() -> None:
    tokens = read(Passage(text="Not good, but Acme helped a lot", target="Acme"))
    words = tokens.words
    assert words == ["not", "good", ",", "but", TARGET, "helped", "a", "lot"]
    assert tokens.negated == {1: 0}
    assert tokens.clause == {5, 6, 7}
    assert tokens.left == {0, 1, 2, 3}
    assert list(tokens.turned) == [4, 5, 6, 7]


def test_splitting_keeps_smileys_and_flattens_links_names_and_numbers() -> None:
    assert split("Ёлка :) https://a.example/b @you 1999 soooo 👍") == [
        "елка",
        ":)",
        "‹url›",
        "‹at›",
        "‹0›",
        "soo",
        "👍",
    ]


def test_a_wider_margin_is_trusted_more() -> None:
    odds = np.array([[0.1, 0.0, 0.6], [-2.0, 0.0, 4.0]])
    slight, clear = decide([odds], [Circumstances(key=key("en", targeted=True))] * 2, _stack.load(DATA, 1))
    assert clear.label == "positive"
    assert clear.confidence > slight.confidence
    assert key("other", targeted=True) == key("other", targeted=False)


@pytest.mark.parametrize("name", ["embedded", "lexicon"])
def test_both_are_found_by_name(name: str) -> None:
    assert find(Classifier, name)().classify([]) == []


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Acme is great", "positive"),
        ("Acme is not great", "negative"),
        ("Билайн отвратительно работает", "negative"),
        ("Рекомендую Билайн", "positive"),
        ("Acme moved", "neutral"),
    ],
)
def test_the_lexicon_counts_words(text: str, wanted: str) -> None:
    assert Lexicon().classify([Passage(text=text, target="")])[0].label == wanted


@pytest.mark.parametrize("at", [0, 3_990, 3_999, 4_000, 4_001, 30_000])
def test_a_mention_deep_in_a_long_text_is_judged_where_it_stands(at: int) -> None:
    text = (
        "слово " * (at // 6) + " " * (at % 6) + "Ростелеком ужасен, отвратительная связь. " + "слово " * 3_000
    )
    spans = ((text.index("Ростелеком"), text.index("Ростелеком") + 10),)
    passage = Passage(text=text, target="Ростелеком", spans=spans, language="ru")
    assert Embedded().classify([passage])[0].label == "negative"
