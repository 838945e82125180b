"""People's corrections bend what a classifier says next, where that surely helps and only there."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mentionwatch.analysis.calibration import Curve, Example, best_share, fit, merit, one_hot, probabilities
from mentionwatch.corrections import FEWEST, MARK, Corrected
from mentionwatch.enrich import enrich
from mentionwatch.model import LABELS, Label, Passage, Sentiment
from mentionwatch.store import Store
from store_samples import ANY, NOW, batch, kept, opened, post
from tuning_samples import ENGLISH, Place, place

SEED = 4


class Gloomy:
    """A classifier that takes half of what is neutral for negative, and is otherwise right."""

    version = "gloomy/1"

    def __init__(self) -> None:
        self.asked = 0

    def classify(self, passages: Sequence[Passage]) -> Sequence[Sentiment]:
        self.asked += len(passages)
        return [self._said(passage.text) for passage in passages]

    def _said(self, text: str) -> Sentiment:
        right, number = text.split()[1:3]
        if right == "neutral" and int(number) % 2:
            return Sentiment(label="negative", score=-0.35, confidence=0.6, by="gloomy/1")
        score = {"positive": 0.8, "neutral": 0.0, "negative": -0.85}[right]
        return Sentiment(label=_label(right), score=score, confidence=0.9, by="gloomy/1")


def _label(text: str) -> Label:
    assert text in get_args(Label)
    return text  # type: ignore[return-value]


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with opened(tmp_path) as made:
        yield made


def fill(store: Store, count: int, start: int = 0) -> dict[int, Label]:
    """Mentions whose text tells the right label; their numbers."""
    labels = random.Random(SEED + start).choices(LABELS, [1, 6, 2], k=count)
    posts = [
        post(
            id=f"{number}",
            url=f"https://news.example/{number}",
            title=None,
            text=f"Acme {label} {number} said",
        )
        for number, label in enumerate(labels, start)
    ]
    kept(store, batch(*posts))
    return {
        mention.id: _label(mention.post.text.split()[1])
        for mention in store.mentions(ANY)
        if int(mention.post.text.split()[2]) >= start
    }


def correct(store: Store, right: dict[int, Label]) -> None:
    for number, label in right.items():
        store.triage([number], {"sentiment": label}, who="ann", now=NOW)


def accuracy(store: Store, right: dict[int, Label]) -> float:
    told = {m.id: m.sentiment.label for m in store.mentions(ANY) if m.sentiment}
    return sum(told[number] == label for number, label in right.items()) / len(right)


def test_corrections_bend_what_comes_next(store: Store) -> None:
    before = fill(store, 150)
    enrich(store, Gloomy())
    raw = accuracy(store, before)
    correct(store, dict(list(before.items())[:100]))
    after = fill(store, 150, start=1000)
    enrich(store, Gloomy())
    assert raw < 0.75
    assert accuracy(store, after) > raw + 0.15
    bent = [m for m in store.mentions(ANY) if m.id in after]
    assert {m.sentiment.by for m in bent if m.sentiment} == {f"gloomy/1{MARK}"}


def test_corrections_of_errors_alone_do_not_turn_a_classifier_around(store: Store) -> None:
    """Who corrects only what is wrong has not said that all is wrong."""
    before = fill(store, 300)
    enrich(store, Gloomy())
    told = {m.id: m.sentiment.label for m in store.mentions(ANY) if m.sentiment}
    wrong = {number: label for number, label in before.items() if told[number] != label}
    assert len(wrong) > FEWEST
    correct(store, wrong)
    after = fill(store, 150, start=1000)
    enrich(store, Gloomy())
    truly = [m for m in store.mentions(ANY) if after.get(m.id) == "negative" and m.sentiment]
    assert sum(m.sentiment.label == "negative" for m in truly if m.sentiment) / len(truly) > 0.9
    assert accuracy(store, after) >= 0.6


def test_too_few_corrections_change_nothing(store: Store) -> None:
    right = fill(store, FEWEST - 1)
    correct(store, right)
    fill(store, 5, start=1000)
    enrich(store, Gloomy())
    assert not [m for m in store.mentions(ANY) if m.sentiment and m.sentiment.by.endswith(MARK)]
    assert store.calibrations() == {}


def test_what_was_learned_is_learned_once(store: Store) -> None:
    correct(store, fill(store, 100))
    one = Gloomy()
    fill(store, 1, start=1000)
    enrich(store, one)
    learned = store.calibrations()
    assert one.asked > 100
    again = Gloomy()
    fill(store, 1, start=2000)
    enrich(store, again)
    assert again.asked == 1
    assert store.calibrations() == learned


def test_a_classifier_that_is_right_is_left_alone(store: Store) -> None:
    class Right(Gloomy):
        def _said(self, text: str) -> Sentiment:
            return Sentiment(label=_label(text.split()[1]), score=0.0, confidence=0.9, by="right/1")

    correct(store, fill(store, 120))
    fill(store, 5, start=1000)
    enrich(store, Right())
    assert [one.curve for one in store.calibrations().values()] == [None]
    told = Corrected(store, Right()).measured("Acme", store.corrected()["Acme"])
    assert all(right == said == bent for right, said, bent in told)


# -- the arithmetic

sentiments = st.builds(
    Sentiment,
    label=st.sampled_from(LABELS),
    score=st.floats(-1, 1),
    confidence=st.floats(0, 1),
    by=st.just("x"),
)
examples = st.lists(
    st.builds(Example, sentiments, st.sampled_from(LABELS).map(one_hot), st.floats(0.01, 3)), max_size=40
)


@given(sentiments)
def test_the_label_is_the_likeliest(said: Sentiment) -> None:
    chances = probabilities(said)
    assert sum(chances) == pytest.approx(1)
    assert LABELS[max(range(3), key=lambda at: chances[at])] == said.label
    assert Curve(1, (0, 0, 0)).bend(said).label == said.label


@given(examples)
@settings(deadline=None)
def test_any_examples_make_a_curve(found: list[Example]) -> None:
    curve = fit(found)
    assert all(abs(number) < 1000 for number in curve.numbers)
    assert Curve.of(curve.numbers) == curve
    for one in found:
        bent = curve.bend(one.said)
        assert -1 <= bent.score <= 1
        assert 0 < bent.confidence <= 1
    assert 0 <= best_share(found) <= 1


def test_no_examples_change_nothing() -> None:
    assert fit([]) == Curve(1.0, (0.0, 0.0, 0.0))
    assert best_share([]) == 0.0
    assert merit([], []) == 0.0


# -- evaluate


@pytest.fixture
def here(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Place:
    made = place(tmp_path, capsys, monkeypatch)
    made.well("scan")
    return made


def test_evaluate_measures_ones_own_corrections(here: Place) -> None:
    code, out, err = here.run("--lang", "ru", "evaluate")
    assert (code, out) == (2, "")
    assert "Поправок ещё нет" in err
    number = str(here.ids()[ENGLISH])
    (told,) = here.lines("show", number, "--json")
    other = "positive" if told["sentiment"]["label"] != "positive" else "negative"
    here.well("triage", number, "--sentiment", other, "--intent", told["intent"], "--is-a-mention")
    found = json.loads(here.well("evaluate", "--json"))
    assert list(found) == ["match", "sentiment", "intent", "calibrated"]
    assert (found["sentiment"]["n"], found["sentiment"]["accuracy"]) == (1, 0.0)
    assert (found["match"]["accuracy"], found["calibrated"]["n"]) == (1.0, 0)
    assert found["intent"]["n"] == 1
    shown = here.well("evaluate", "--topic", "Acme")
    assert "sentiment" in shown
    assert here.run("evaluate", "--topic", "Магнит")[0] == 2
