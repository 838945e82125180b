"""Verdicts move the confidence of similar texts across the line, and leave all others where they are."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from mentionwatch.lessons import learned
from mentionwatch.model import Post, Topic
from mentionwatch.store import Store
from mentionwatch.text.match import Matcher
from store_samples import NOW, opened
from tuning_samples import Place, place

SHOP = Topic(name="Магнит", query="Магнит", context=("магазин", "касса"), not_context=("холодильник",))
RIVAL = Topic(name="Радуга", query="Радуга", context=("магазин", "касса"))
BOTH = (SHOP, RIVAL)

SURE = [
    "В магазине Магнит на Ленина опять очередь на кассе", "Компания Магнит открыла магазин на Мира",
    "Очередь в магазине Магнит по вечерам", "Касса в Магните не работает, магазин закрыт",
    "В магазине Радуга поменяли цены", "Касса в Радуге не работает, магазин закрыт",
]  # fmt: skip
SOUVENIRS = [
    "Привезли с моря сувенирный Магнит, магазин был на набережной",
    "Сувенирный Магнит с видом Сочи, магазин у пляжа",
    "Подарили сувенирный Магнит из Анапы, магазин хороший",
    "Продают сувенирный Магнит ручной работы, магазин дорогой",
]
BREAD = [
    "зашли в магнит за хлебом и уже час там. Петр был зол",
    "Вечером бежал в магнит за молоком. Потом домой",
    "Пошли в магнит за хлебом. Иван остался ждать",
    "Опять в магнит за сахаром. Завтра еще раз",
]


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with opened(tmp_path) as made:
        yield made


def posts(texts: list[str]) -> list[Post]:
    return [Post(source="rss", id=text, text=text, published=NOW) for text in texts]


def confidences(store: Store, *texts: str) -> list[float]:
    """How sure the shop or its rival is of each text, by what was learned."""
    matcher = Matcher(BOTH, weights=learned(store, BOTH))
    return [matcher.match(post)[0].confidence for post in posts(list(texts))]


def keep(store: Store, *texts: str) -> list[int]:
    from mentionwatch.store import Batch

    matcher = Matcher(BOTH)
    found = [(post, tuple(matcher.match(post))) for post in posts(list(texts))]
    return [mention.id for mention in store.keep([Batch(key="k", source="rss", asked=NOW, found=found)], NOW)]


def judge(store: Store, ids: list[int], verdict: str) -> None:
    store.triage(ids, {"verdict": verdict}, who="ann", now=NOW)


def test_what_is_no_mention_pulls_down_what_is_like_it(store: Store) -> None:
    keep(store, *SURE)
    ids = keep(store, *SOUVENIRS)
    like, unlike = (
        "Маша купила сувенирный Магнит в Ялте, магазин закрывался",
        "Магнит открыл магазин у вокзала",
    )
    before = confidences(store, like, unlike, SURE[4])
    assert min(before) > SHOP.min_confidence
    judge(store, ids, "not-a-mention")
    after = confidences(store, like, unlike, SURE[4])
    assert after[0] < SHOP.min_confidence < after[1]
    assert after[2] == before[2]  # the other topic


def test_what_is_one_lifts_what_is_like_it(store: Store) -> None:
    keep(store, *SURE, "Магнит на холодильник", "Купили магнит для ножей. Иван рад")
    ids = keep(store, *BREAD)
    like, unlike = "Потом в магнит за хлебом. Ольга устала", "Этот магнит держит гвозди. Ольга рада"
    before = confidences(store, like, unlike, SURE[4])
    assert before[0] < SHOP.min_confidence
    judge(store, ids, "mention")
    after = confidences(store, like, unlike, SURE[4])
    assert after[0] > SHOP.min_confidence > after[1]
    assert after[2] == before[2]


def test_lessons_are_learned_anew_only_when_verdicts_change(store: Store) -> None:
    ids = keep(store, *SURE, *SOUVENIRS)
    judge(store, ids[-2:], "not-a-mention")
    assert learned(store, BOTH) == {}  # too few to learn from
    judge(store, ids[-3:], "not-a-mention")
    first = learned(store, BOTH)
    assert first.keys() == {"Магнит"}
    keep(store, *BREAD)  # no verdict
    assert learned(store, BOTH) == first
    judge(store, ids[-4:], "not-a-mention")
    second = learned(store, BOTH)
    assert second.keys() == first.keys()
    assert second != first
    store.undo(ids[-4:-2], who="ann", now=NOW)
    assert learned(store, BOTH) == {}
    for _ in ids:
        store.undo(ids, who="ann", now=NOW)
    assert learned(store, BOTH) == {}


def test_a_store_that_is_only_read_teaches_too(store: Store, tmp_path: Path) -> None:
    judge(store, keep(store, *SURE, *SOUVENIRS)[-4:], "not-a-mention")
    with opened(tmp_path, readonly=True) as reader:
        assert learned(reader, BOTH)["Магнит"]
    assert store.lessons() == {}
    assert learned(store, BOTH).keys() == store.lessons().keys()


@pytest.fixture
def here(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Place:
    return place(tmp_path, capsys, monkeypatch)


def test_the_next_scan_has_learned(here: Place) -> None:
    here.posts(*SURE[:4], *SOUVENIRS)
    here.well("scan")
    wrong = [str(number) for text, number in here.ids().items() if text in SOUVENIRS]
    assert len(wrong) == 4
    here.well("triage", *wrong, "--not-a-mention")
    fresh = "Маша купила сувенирный Магнит в Ялте, магазин закрывался"
    here.posts(*SURE[:4], *SOUVENIRS, fresh)
    here.well("scan")
    assert here.ids("--doubtful").keys() == {fresh}
    assert here.ids().keys() == set(SURE[:4])
    number = str(here.ids("--doubtful")[fresh])
    assert "сувенирный" in here.well("show", number, "--why")
