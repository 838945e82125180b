from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mentionwatch.text.neardup import Likeness, likeness, wording
from mentionwatch.text.sketches import MemorySketches, copies, group, keys

NEWS = (
    "Билайн запустил домашний интернет в Казани. Подключение занимает один день, говорят в компании. "
    "Тариф стоит 500 рублей в месяц, скорость 100 мегабит. До конца года оператор обещает покрыть ещё "
    "двенадцать городов Поволжья. Конкуренты сообщили, что снижать цены пока не намерены."
)
TWEET = "@acme_help my router has been down since Tuesday and nobody answers the phone, what is going on?"


def alike(one: str, other: str) -> Likeness | None:
    return likeness(wording(one), wording(other))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (
            "@ContosoMobileUS Galaxy S8 btw",
            "#disappointed in how @ContosoMobileUS/ @ContosoMobileUS #Galaxy #Note8 is #fragile #New #broken! #nyc",
        ),
        (
            "@FabrikaSupport @FabrikaSupport help me out folks.",
            "@FabrikaBrasil @FabrikaSupport @FabrikaSupport Hey I have a serious issue with my account. Could you "
            "help me please?",
        ),
    ],
)
def test_a_name_said_twice_makes_no_copy(one: str, other: str) -> None:
    assert alike(one, other) is None


@pytest.mark.parametrize(
    ("original", "edited", "how"),
    [
        (TWEET, TWEET.upper() + " 😡😡 !!!", "same"),
        (TWEET, f"RT @someone: {TWEET[:80]}… https://t.co/abc", "edited"),
        (TWEET, TWEET.replace("router", "ruoter").replace("Tuesday", "Tuesady"), "edited"),
        (TWEET, f"Read more: top stories of the day. Subscribe! {TWEET} (Reuters) -", "edited"),
        (NEWS, NEWS.replace("а", "a").replace("о", "o").replace("е", "e"), "same"),
        (NEWS, NEWS.replace("ё", "е").replace("и", "и\u200b"), "same"),
        (NEWS, f"RT @novosti: {NEWS[:110]}… https://t.co/def", "cut"),
        (NEWS, NEWS[: len(NEWS) * 2 // 5], "cut"),
        (NEWS, " ".join(reversed(NEWS.split(". "))), "edited"),
        (NEWS, NEWS.replace("говорят в компании", "сообщает пресс-служба"), "edited"),
        (NEWS, f"Вот и до нас добрались! {NEWS}", "edited"),
    ],
)
def test_an_edit_leaves_a_copy(original: str, edited: str, how: str) -> None:
    found = alike(original, edited)
    assert found is not None
    assert found.how == how
    assert group([wording(original), wording(edited)]) == [0, 0]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (
            "Курс доллара на завтра установлен в размере 92,5 рубля",
            "Курс доллара на завтра установлен в размере 93,1 рубля",
        ),
        (
            "Сбербанк может продать долг Мечела Газпромбанку",
            "Сбербанк решил обанкротить миллиардера из списка Forbes",
        ),
        (
            "«Мечел» погасил долг перед банком на $1,2 млн",
            "Дочки «Мечела» погасили долг перед банком на 820 млн",
        ),
        ("отключить услугу кредит на мтс беларусь", "Как подключить услугу кредит на мтс через телефон"),
        ("", "anything at all that somebody wrote in a hurry"),
        ("!!! 😡", "!!! 😡"),
    ],
)
def test_other_statements_are_no_copies(one: str, other: str) -> None:
    assert alike(one, other) is None


def test_a_text_scattered_over_a_long_one_is_not_its_cut() -> None:
    long = (
        "The minister said on Monday that Acme Telecom will pay the fine. Analysts expect little effect. "
        "Earlier the regulator told reporters about a fine for Acme Telecom of two million, which it "
        "called unfair. Shares of Acme Telecom fell. The minister did not say when the company will pay."
    )
    assert (
        alike("Acme Telecom will pay a fine of two million, the minister told reporters on Monday", long)
        is None
    )


def test_short_texts_of_two_people_are_two_mentions() -> None:
    thanks = "Спасибо, МТС!"
    assert likeness(wording(thanks, "vk:1"), wording(thanks, "vk:2")) is None
    assert likeness(wording(thanks), wording(thanks)) is None
    assert likeness(wording(thanks, "vk:1"), wording("спасибо МТС", "vk:1"))
    assert likeness(wording(f"RT @anna: {thanks}"), wording(thanks))
    assert likeness(wording(f"{thanks} https://e.org/1"), wording(f"{thanks} https://e.org/1"))
    assert likeness(wording(f"{thanks} https://e.org/1"), wording(f"{thanks} https://e.org/2")) is None


def test_a_copy_is_found_whatever_came_after_it() -> None:
    sketches = MemorySketches()
    sketches.add(1, wording(NEWS))
    for number in range(2, 40):
        sketches.add(number, wording(f"{TWEET} {number * 7919} {number}"))
    words = wording(f"Источник: РИА Новости. {NEWS}")
    found = copies(words, keys(words), sketches)
    assert [(copy.id, copy.group) for copy in found] == [(1, 1)]


def test_one_text_joins_two_groups() -> None:
    sketches = MemorySketches()
    sketches.add(5, wording(NEWS[:130]))
    sketches.add(7, wording(NEWS[130:]))
    assert (sketches.group(5), sketches.group(7)) == (5, 7)
    assert {copy.group for copy in sketches.add(9, wording(NEWS))} == {5, 7}
    assert {sketches.group(number) for number in (5, 7, 9)} == {5}


def test_keys_are_few_and_bounded() -> None:
    assert len(keys(wording(NEWS * 50))) <= 16
    assert keys(wording("🔥🔥 !!!")) == ()
    assert wording("слово " * 1_000_000).folded.count("слово") < 4_000


@given(st.text(max_size=300), st.text(max_size=300))
def test_likeness_does_not_depend_on_order(one: str, other: str) -> None:
    assert alike(one, other) == alike(other, one)


@given(st.text(max_size=300))
def test_every_text_that_is_not_short_is_a_copy_of_itself(text: str) -> None:
    words = wording(text)
    assert (likeness(words, words) is None) == words.short


@given(st.lists(st.sampled_from([NEWS, NEWS[:120], TWEET, TWEET + " 5", "МТС"]), max_size=8))
def test_groups_are_named_by_their_first_text(texts: list[str]) -> None:
    groups = group(map(wording, texts))
    assert len(groups) == len(texts)
    assert all(groups[lead] == lead <= place for place, lead in enumerate(groups))
