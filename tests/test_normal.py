"""Folding and taking texts apart: the same words from all their disguises, each where it stands."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mentionwatch.text.letters import fold, skeletons, twin
from mentionwatch.text.normal import TAGS, WORDS, Text, domain, tag_of, word_of


@pytest.mark.parametrize(
    ("word", "folded"),
    [
        ("Ёлка", "елка"),
        ("Е\u0308лка", "елка"),
        ("йод", "йод"),
        ("и\u0306од", "йод"),
        ("Їжак", "їжак"),
        ("Ґанок", "ґанок"),
        ("Ў", "ў"),
        ("Łódź", "lodz"),
        ("Straße", "strasse"),
        ("İstanbul", "istanbul"),
        ("Ｂｅｅｌｉｎｅ", "beeline"),
        ("Би\u00adлайн", "билайн"),
        ("Б\u200bилайн", "билайн"),
        ("Била\u0301йн", "билайн"),
        ("Œuvre", "oeuvre"),
        ("ΑΘΉΝΑ", "αθηνα"),
        ("हिन्दी", "हिन्दी"),
        ("ﬁat", "fiat"),
    ],
)
def test_fold(word: str, folded: str) -> None:
    assert fold(word) == folded


@given(st.text(max_size=20))
def test_folding_twice_is_folding_once(word: str) -> None:
    assert fold(fold(word)) == fold(word)


@pytest.mark.parametrize(
    ("word", "meant"),
    [
        ("Cтарлинк", ("старлинк",)),
        ("MTС", ("мтс", "mtc")),
        ("VimpelСom", ("vimpelcom",)),
        ("Iнтерфакс", ("інтерфакс",)),
        ("Ryanairом", ()),
        ("МТС", ()),
        ("Αpple", ("apple",)),
    ],
)
def test_skeletons(word: str, meant: tuple[str, ...]) -> None:
    assert skeletons(word) == meant


def test_twins_of_whole_words() -> None:
    assert twin("ВВС") == "bbc"
    assert twin("BBC") == "ввс"
    assert twin("МТС") == "mtc"
    assert twin("ГАЗ") is None
    assert twin("MTС") is None


def keys(word: str) -> list[list[str]]:
    return [[edge.key for edge in edges] for edges in word_of(word).edges]


def parts(tag: str) -> list[str]:
    return [tag[start:end] for start, end in tag_of(tag, "#").bounds]


def test_words_with_hyphens_and_apostrophes_are_read_apart_and_joined() -> None:
    assert keys("Кофе-Хаус") == [["кофе", "кофехаус"], ["хаус"]]
    assert keys("МТС’у") == [["мтс", "мтсу"], ["у"]]
    assert keys("зв’язок") == [["зв", "звязок"], ["язок"]]
    assert keys("слово") == [["слово"]]
    assert keys("寿司") == [["寿"], ["司"]]


@pytest.mark.parametrize(
    ("tag", "split"),
    [
        ("MegaFonHelp", ["Mega", "Fon", "Help"]),
        ("МТСинтернет", ["МТ", "С", "интернет"]),
        ("МТСInternet", ["МТС", "Internet"]),
        ("мтс252", ["мтс", "252"]),
        ("lanet_support", ["lanet", "support"]),
        ("кофехаус", ["кофехаус"]),
        ("Tele2Russia", ["Tele", "2", "Russia"]),
    ],
)
def test_tags_split(tag: str, split: list[str]) -> None:
    assert parts(tag) == split


def test_tags_are_kept_whole_and_in_all_runs() -> None:
    edges = tag_of("MegaFonHelp", "@").edges
    assert {edge.key for edge in edges[0]} == {"mega", "megafon", "megafonhelp", "@megafonhelp"}
    assert {edge.key for edge in edges[1]} == {"fon", "fonhelp"}


@given(st.text())
def test_atoms_stand_where_they_say(whole: str) -> None:
    text = Text(whole)
    ends = 0
    for start, end, edges in zip(text.starts, text.ends, text.edges, strict=True):
        assert ends <= start < end <= len(whole)
        ends = end
        assert all(edge.length >= 1 for edge in edges)
    assert len(text.starts) == len(text.ends) == len(text.edges)


@given(st.text(alphabet="aбВ'-_#@ .9\u0301\u00adё寿", max_size=40))
def test_the_quick_look_misses_no_word(whole: str) -> None:
    quick = {edge.key for word in WORDS.findall(whole) for edges in word_of(word).edges for edge in edges}
    text = Text(whole)
    for tag in TAGS.findall(whole):
        quick |= {edge.key for edges in tag_of(tag[1:], tag[0]).edges for edge in edges}
    assert {edge.key for edges in text.edges for edge in edges} <= quick


@pytest.mark.parametrize(
    ("text", "casing"),
    [
        ("ничего не работает", "lower"),
        ("НИЧЕГО НЕ РАБОТАЕТ", "upper"),
        ("Ничего не работает. Совсем", "unclear"),
        ("Тренер Пётр кричал", "proper"),
        ("New Phones Coming Soon From Vendor", "title"),
        ("опять #МТС и @Beeline", "lower"),
        ("", "lower"),
    ],
)
def test_casing(text: str, casing: str) -> None:
    assert Text(text).casing == casing


@pytest.mark.parametrize(
    ("text", "together"),
    [
        ("кофе хаус", True),
        ("кофе - хаус", True),
        ("«кофе» «хаус»", True),
        ("кофе.хаус", True),
        ("кофе\nхаус", True),
        ("кофе\n\nхаус", False),
        ("кофе. хаус", False),
        ("кофе, хаус", False),
        ("кофе (хаус", False),
        ("г. хаус", True),
    ],
)
def test_adjacent(text: str, together: bool) -> None:
    assert Text(text).adjacent(1) == together


def test_links_hold_no_words_but_a_host() -> None:
    text = Text("см. https://vk.com/mts?a=b и mts.ru/news, mail@mts.ru")
    assert "vk" not in {edge.key for edges in text.edges for edge in edges}
    assert [host for _, _, host in text.hosts] == ["vk.com", "mts.ru", "mts.ru"]


def test_domains() -> None:
    assert domain("WWW.Lanet.UA") == "lanet.ua"
    assert domain("xn--80a1acny.xn--p1ai") == "почта.рф"
    assert domain("xn--\u00ff.com") == "xn--ÿ.com".lower()
