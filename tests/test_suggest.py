"""Proposals for topics: what looks like the name, what tells mentions apart, and what each would really do."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mentionwatch.analysis.likeness import Names, distance
from mentionwatch.analysis.suggest import Seen, Standing, Suggestion, suggest
from mentionwatch.model import Post, Topic
from mentionwatch.text.match import Matcher
from tuning_samples import CONFIG, Place, place

COMPANY = Topic(name="Ростелеком", query="Ростелеком")
ENGLISH = Topic(name="Northwind", query="Northwind")
SHOP = Topic(name="Магнит", query="Магнит", context=("магазин",))
TEXTS: dict[Standing, list[str]] = {
    "sure": [f"Магазин Магнит на улице {street}: очередь на кассе" for street in ("Мира", "Труда", "Гоголя", "Лесной")],
    "refused": [f"Сувенирный Магнит из {town}, магазин на пляже" for town in ("Сочи", "Анапы", "Ялты", "Керчи")],
    "elsewhere": ["Радуга открыла магазин"],
    "archived": ["Сувенирный Магнит из Риги, магазин в порту", "Погода хорошая"],
}  # fmt: skip


def seen(texts: dict[Standing, list[str]]) -> Callable[[], Iterable[Seen]]:
    posts = [
        Seen(post=Post(source="rss", id=text, text=text), standing=standing)
        for standing, some in texts.items()
        for text in some
    ]
    return lambda: posts


def of_kind(found: Sequence[Suggestion], kind: str) -> dict[str, Suggestion]:
    return {one.text: one for one in found if one.kind == kind}


@pytest.mark.parametrize(
    ("query", "like", "unlike"),
    [
        ("Билайн", ["Билаин", "Биллайн", "Beeline", "@beeline_help", "#билайнпозор"], ["Бильярд", "Балкон", "Билет"]),
        ("Ростелеком", ["Ростелком", "Ростелекомовский", "Rostelekom", "Ростлеком"], ["Ростов", "Телеком", "Роста"]),
        ("Northwind", ["Nortwind", "Northwinds", "Nrothwind", "#northwindfail"], ["North", "Norway", "Northern"]),
        ('"Кофе Хаус"', ["КХ", "@kofehaus", "#кофехаус2"], ["Кофе", "Хаус", "ХК"]),
    ],
)  # fmt: skip
def test_what_looks_like_a_name(query: str, like: list[str], unlike: list[str]) -> None:
    names = Names.of(Topic(name="x", query=query))
    assert [text for text in like if not names.is_like(text)] == []
    assert [text for text in unlike if names.is_like(text)] == []


@given(st.text("abc", max_size=6), st.text("abc", max_size=6))
def test_distance_is_a_distance(one: str, other: str) -> None:
    apart = distance(one, other)
    assert apart == distance(other, one)
    assert (apart == 0) == (one == other)
    assert abs(len(one) - len(other)) <= apart <= max(len(one), len(other))


def test_a_swap_is_one_slip() -> None:
    assert distance("билайн", "бигайн") == distance("билайн", "билйан") == 1


@pytest.mark.parametrize(
    ("topic", "wrong", "right"),
    [
        (COMPANY, ["Ростелком опять упал", "Ростелком не работает третий день"], "Ростелеком поднял тариф"),
        (ENGLISH, ["Nortwind is down again", "Why is Nortwind so slow"], "Northwind raised its prices"),
    ],
)
def test_a_spelling_out_of_the_archive(topic: Topic, wrong: list[str], right: str) -> None:
    found = suggest(
        topic, seen({"sure": [right], "archived": [*wrong, "Nothing of the kind", "Погода хорошая"]})
    )
    (one,) = found
    assert (one.kind, one.text) == ("spelling", wrong[0].split()[0])
    assert (one.adds, one.adds_archived, one.removes) == (0, 2, 0)
    assert one.examples == wrong
    changed = Matcher([one.applied(topic)])
    assert all(changed.match(Post(source="", id="", text=text)) for text in [*wrong, right])


def test_words_of_what_was_refused_exclude_it() -> None:
    found = suggest(SHOP, seen(TEXTS))
    exclusions = of_kind(found, "exclusion")
    assert "сувенирный" in exclusions
    one = exclusions["сувенирный"]
    assert (one.seen, one.removes, one.removes_sure, one.adds) == (4, 4, 0, 0)
    assert len(one.examples) == 3
    changed = Matcher([one.applied(SHOP)])
    kept = [
        text for texts in TEXTS.values() for text in texts if changed.match(Post(source="", id="", text=text))
    ]
    assert kept == TEXTS["sure"]


def test_words_of_sure_mentions_lift_doubtful_ones() -> None:
    """A context word is proposed where it makes more sure than it makes doubtful."""
    topic = replace(SHOP, min_confidence=0.8)
    texts: dict[Standing, list[str]] = {
        "sure": [f"Магазин Магнит, бонусы за {what}" for what in ("сыр", "хлеб", "молоко", "кефир", "рис", "мёд")],
        "doubtful": [
            *(f"магнит держит {what}" for what in ("нож", "гвоздь", "болт", "замок", "ключ")),
            "Магнит притягивает бонусы",
        ],
    }  # fmt: skip
    found = of_kind(suggest(topic, seen(texts)), "context")
    assert "бонусы" in found
    assert found["бонусы"].adds >= 1
    assert found["бонусы"].removes_sure == 0


def test_nothing_comes_of_nothing() -> None:
    assert suggest(SHOP, seen({})) == []
    assert suggest(SHOP, seen({"sure": TEXTS["sure"]})) == []


def test_what_others_write_is_no_query() -> None:
    nasty = ['#" OR *', "@a\\(b", "Ростелком)( OR", "Ростелком\x00", "РОСТЕЛКОМ (", "#ростелкомi̇"]
    suggest(COMPANY, seen({"archived": nasty * 2, "sure": ["Ростелеком"]}))


@pytest.fixture
def here(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Place:
    made = place(tmp_path, capsys, monkeypatch)
    made.config('archive = "30d"\n' + CONFIG.replace('query = "Acme"', 'query = "Northwind"'))
    made.posts(*TEXTS["sure"], *TEXTS["refused"], "Northwind is fine", "Nortwind is down", "Nortwind is slow")
    made.well("scan")
    return made


def test_the_command_proposes_and_the_change_does_what_was_said(here: Place) -> None:
    wrong = [str(number) for text, number in here.ids().items() if text in TEXTS["refused"]]
    here.well("triage", *wrong, "--not-a-mention")
    lines = here.lines("topics", "suggest", "--json")
    assert {line["topic"] for line in lines} == {"Магнит", "Acme"}
    (spelling,) = here.lines("topics", "suggest", "Acme", "--json")
    assert (spelling["text"], spelling["adds_archived"]) == ("Nortwind", 2)
    here.config(CONFIG.replace('query = "Acme"', 'query = "Northwind, Nortwind"'))
    (told,) = here.lines("rescan", "--topic", "Acme", "--json")
    assert told["added"] == 2
    said = here.well("topics", "suggest")
    assert "Nortwind" not in said


def test_both_languages(here: Place) -> None:
    assert "another spelling? query = … , Nortwind" in here.well("topics", "suggest")
    assert "другое написание? query = … , Nortwind" in here.well("--lang", "ru", "topics", "suggest", "Acme")
    assert "Nothing to suggest" in here.run("topics", "suggest", "Магнит")[2]
    assert here.run("topics", "suggest", "Nobody")[0] == 2


def test_the_list_is_still_a_list(here: Place) -> None:
    assert "Northwind" in here.well("topics")
    assert [line["name"] for line in here.lines("topics", "--json")] == ["Магнит", "Acme"]
