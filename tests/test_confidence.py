"""How sure a match is, and what moves it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from mentionwatch.messages import say
from mentionwatch.model import Match, Post, Topic
from mentionwatch.text.confidence import WEIGHTS
from mentionwatch.text.evaluate import score
from mentionwatch.text.match import Matcher

POST = Post(source="test", id="1", text="")
MAGNIT = Topic(
    name="Магнит", query="Магнит", context=("магазин", "касса", "продукты"), not_context=("холодильник",)
)
APPLE = Topic(
    name="Apple", query="Apple", context=("iPhone", "support", "store"), not_context=("pie", "juice")
)


def match(topic: Topic, text: str) -> Match | None:
    return next(iter(Matcher([topic]).match(replace(POST, text=text))), None)


def sure(topic: Topic, text: str) -> bool:
    found = match(topic, text)
    return found is not None and not found.doubtful


@pytest.mark.parametrize(
    ("topic", "text", "is_brand"),
    [
        (MAGNIT, "Вчера в магазине «Магнит» на кассе обсчитали", True),
        (MAGNIT, "взяли продукты в магните у дома", True),
        (MAGNIT, "этот город как магнит для туристов", False),
        (MAGNIT, "неодимовый магнит на холодильнике", False),
        (MAGNIT, "сверхпроводящие магниты охлаждают гелием", False),
        (APPLE, "the Apple support line hung up on me", True),
        (APPLE, "my iphone died again, thanks apple", True),
        (APPLE, "baked an apple pie tonight", False),
        (APPLE, "an apple a day", False),
        (APPLE, "hey @apple get it together", True),
        (APPLE, "@apple_pie_recipes what a crust", False),
        (APPLE, "#apple and #pear on the plate", False),
        (MAGNIT, "@магнит, ответьте", True),
        (APPLE, "the Big Apple never sleeps", False),
        (APPLE, "Fiona Apple dropped a new album in London", False),
    ],
)
def test_names_that_are_words(topic: Topic, text: str, is_brand: bool) -> None:
    assert sure(topic, text) == is_brand


@pytest.mark.parametrize(
    ("query", "languages", "text", "is_brand"),
    [
        ("О'Кей", (), "Окей, тогда до завтра", False),
        ("О'Кей", (), "поехали в О'Кей за продуктами", True),
        ("Укрзалізниця", ("uk",), "Укрзалізницею", True),
        ("Епіцентр", ("uk",), "епіцентр землетрусу", False),
        ("Епіцентр", ("uk",), "в Епіцентрі черги", True),
        ("Йота", (), "ни на йоту не изменился", False),
        ("Йота", (), "перешел на йоту, тариф дешевле", True),
        ("Перекрёсток", (), "Перекрёсток улиц Ленина и Мира", False),
        ("Перекрёсток", (), "Перекрёсток поднял цены", True),
        ("Ozon", (), "Озон в стратосфере", False),
        ("Ozon", (), "Озон задержал доставку", True),
    ],
)
def test_senses_of_a_word(query: str, languages: tuple[str, ...], text: str, is_brand: bool) -> None:
    assert sure(Topic(name="name", query=query, languages=languages), text) == is_brand


def test_small_phrases_of_ordinary_words_are_less_sure() -> None:
    phrase = Topic(name="ЗЯ", query='"Золотое яблоко"', context=("духи", "помада"))
    assert not sure(phrase, "съел золотое яблоко")
    assert sure(phrase, "купила помаду в золотом яблоке")
    post = Topic(name="НП", query='"Нова пошта"', languages=("uk",))
    small, capital = match(post, "прийшла нова пошта"), match(post, "прийшла Нова Пошта")
    assert small
    assert capital
    assert small.confidence < 0.6 < capital.confidence


def test_everyday_words_written_small_are_less_sure() -> None:
    found = match(Topic(name="Plus", query="Plus", languages=("pl",)), "plus dwa stopnie")
    assert found
    assert found.confidence < 0.6


def test_a_guessed_spelling_in_an_e_mail_address_is_doubtful() -> None:
    topic = Topic(name="Труд", query="Труд", languages=("bg",))
    said = match(topic, "пишете на trud@trud.bg или trudonline@example.com")
    assert said
    assert said.doubtful
    assert sure(topic, "както писа Trud вчера")


def test_a_share_buttons_signature_is_no_mention() -> None:
    assert not sure(Topic(name="YouTube", query="YouTube"), "New webcam video from January 4 via @YouTube")
    assert sure(Topic(name="YouTube", query="YouTube"), "Thank you @YouTube for losing my channel")


def test_a_place_is_a_doubtful_name() -> None:
    topic = Topic(name="Barcelona", query="Barcelona")
    assert not sure(topic, "We spent a week with Peter in Barcelona and loved it")
    assert sure(topic, "The Barcelona store charged my card twice, said Peter")


def test_a_shouted_word_is_no_name() -> None:
    topic = Topic(name="Live", query="Live")
    assert not sure(topic, "President Obama is speaking now, watch LIVE on the site")


def test_kinds_of_spelling_are_ranked() -> None:
    topic = Topic(name="a", query="Старлинк")
    said = [match(topic, text) for text in ("Старлинк лежит", "старлинковский модем", "Starlink лежит")]
    figures = [one.confidence for one in said if one]
    assert len(figures) == 3
    assert figures == sorted(figures, reverse=True)
    assert figures[0] > 0.9


def test_words_against_a_coined_name_make_it_doubtful() -> None:
    topic = Topic(name="a", query="Старлинк", not_context=("SpaceX", "Маск", "спутник"))
    assert sure(topic, "Старлинк отключил подъезд")
    assert not sure(topic, "Старлинк от SpaceX Илона Маска запустил спутники")


def test_context_words_are_inflected() -> None:
    plain, helped = match(MAGNIT, "тут Магнит рядом"), match(MAGNIT, "тут Магнит рядом с магазинами")
    assert plain is not None
    assert helped is not None
    assert helped.confidence > plain.confidence


def test_the_line_is_the_topic_s_own() -> None:
    topic = replace(MAGNIT, min_confidence=0.0)
    found = match(topic, "этот город как магнит для туристов")
    assert found is not None
    assert not found.doubtful
    assert found.confidence < 0.5


def test_the_look_alike_of_an_abbreviation_that_exists_is_doubtful() -> None:
    found = match(Topic(name="a", query="BBC"), "учения ВВС прошли")
    assert found is not None
    assert found.doubtful


def test_a_query_of_fields_is_sure() -> None:
    (found,) = Matcher([Topic(name="a", query="source:test")]).match(POST)
    assert (found.confidence, found.spans) == (1.0, ())


def test_verdicts_teach() -> None:
    topic = Topic(name="Точка", query="Точка")
    matcher = Matcher([topic])
    brand = [f"Точка {word} открыла эквайринг" for word in ("опять", "вчера", "снова", "сегодня")]
    other = [f"Точка {word} зрения спорная" for word in ("чужой", "вашей", "нашей", "этой")]
    verdicts = [(replace(POST, text=text), text in brand) for text in brand + other]
    learned = matcher.learn(topic, verdicts)
    taught = Matcher([topic], weights={"Точка": learned}, language="en")
    before, after = (one.match(replace(POST, text="Точка новой зрения"))[0] for one in (matcher, taught))
    assert after.confidence < before.confidence
    right = taught.match(replace(POST, text="Точка подключает эквайринг"))[0]
    assert right.confidence > after.confidence
    assert any("эквайринг" in reason or "зрения" in reason for reason in after.reasons + right.reasons)


def test_no_verdicts_teach_nothing() -> None:
    topic = Topic(name="Точка", query="Точка")
    assert Matcher([topic]).learn(topic, []) == {}


@pytest.mark.parametrize("language", ["en", "ru"])
def test_every_fact_has_its_words(language: str) -> None:
    for name in WEIGHTS:
        assert say(language, f"match-why-{name}")


def test_reasons_are_in_the_language_asked_for() -> None:
    post = replace(POST, text="Старлинк")
    (found,) = Matcher([Topic(name="a", query="Старлинк")], language="ru").match(post)
    assert found.reasons == ("название не бывает обычным словом",)


def test_scores() -> None:
    pairs = [("true", "true"), ("true", "false"), ("false", "false"), ("false", "false")]
    found = score(pairs)
    assert (found.n, found.accuracy) == (4, 0.75)
    assert (found.labels["true"].precision, found.labels["true"].recall) == (1.0, 0.5)
    assert found.labels["false"].f1 == pytest.approx(0.8)
    assert found.macro_f1 == pytest.approx((0.8 + 2 / 3) / 2)
    assert found.macro_recall == pytest.approx(0.75)


def test_scores_of_nothing_are_zeros() -> None:
    assert score([]).macro_f1 == 0.0


def test_a_label_never_meant_does_not_count_in_the_means() -> None:
    found = score([("a", "a"), ("a", "b")])
    assert found.macro_recall == 0.5
    assert found.labels["b"].n == 0


@pytest.mark.parametrize(
    ("text", "sure"),
    [
        ("Вчера Иванов сравнил: в мегафоне и мтс в Уфе цены одни", True),
        ("Вчера Иванов сравнил Билайн и мегафон: цены одни", True),
        ("Вчера полиция стояла с мегафоном у офиса Газпрома", False),
        ("Вчера в Уфе Иванов купил магнит и мегафон", False),
    ],
)
def test_a_company_beside_speaks_for_a_doubtful_name(text: str, sure: bool) -> None:
    matches = Matcher([Topic(name="t", query="Мегафон")]).match(Post(source="test", id="1", text=text))
    assert [match.doubtful for match in matches] == ([False] if sure else [])
