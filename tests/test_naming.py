"""A feeling is toward the topic, not toward what its query asks for beside it."""

from __future__ import annotations

import pytest

from mentionwatch.model import Passage, Post, Topic
from mentionwatch.sentiment.embedded import Embedded
from mentionwatch.text.match import Matcher
from mentionwatch.text.naming import naming
from store_samples import NOW, post


def named(topic: Topic, text: str) -> list[str]:
    (match,) = Matcher([topic]).match(_post(text))
    return [text[start:end] for start, end in naming(match.spans, topic.name)]


def _post(text: str) -> Post:
    return post(title=None, text=text, published=NOW)


POLUS = Topic(
    name="Полюс Телеком", query='"Полюс Телеком" OR (Полюс NEAR/6 (провайдер OR Северлинк)) OR Polus'
)


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("Ушёл от Северлинка в Полюс Телеком.", ["Полюс Телеком"]),
        ("Северлинк молчит, а Полюсом довольны.", ["Полюсом"]),
        ("Polus is up.", ["Polus"]),
    ],
)
def test_names_beside_it_are_not_the_topic(text: str, places: list[str]) -> None:
    assert named(POLUS, text) == places


def test_where_nothing_says_the_name_all_places_count() -> None:
    topic = Topic(name="Наш провайдер", query="Северлинк AND роутер")
    assert named(topic, "Северлинк прислал роутер") == ["Северлинк", "роутер"]


def test_who_left_another_for_it_is_glad_of_it() -> None:
    text = "Ушёл от Северлинка в Полюс Телеком. Пока доволен: и дешевле, и пинг ниже."
    (match,) = Matcher([POLUS]).match(_post(text))
    spans = naming(match.spans, POLUS.name)
    (told,) = Embedded().classify([Passage(text=text, target=POLUS.name, spans=spans, language="ru")])
    assert told.label == "positive"
