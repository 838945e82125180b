"""The query language: what is read, what is refused and where, what is shown."""

from __future__ import annotations

import contextlib
import re
import time
from pathlib import Path

import pytest

from mentionwatch.errors import QueryError
from mentionwatch.text.query import (
    And,
    Domain,
    Field,
    Handle,
    Hashtag,
    Near,
    Node,
    Not,
    Or,
    Pattern,
    Phrase,
    Query,
    Regex,
    Term,
    hints,
    parse,
    show,
    tree,
)

A, B, C, D = map(Term, "abcd")
LINES = Path(__file__).with_name("queries.txt").read_text(encoding="utf-8").splitlines()
AGENCY_QUERIES = [line for line in LINES if line and not line.startswith("# ")]


@pytest.mark.parametrize("query", AGENCY_QUERIES)
def test_agency_queries_read_the_same_after_printing(query: str) -> None:
    node = parse(query)
    assert parse(show(node)) == node
    assert show(parse(show(node))) == show(node)


def test_there_are_enough_agency_queries() -> None:
    assert len(AGENCY_QUERIES) >= 60


@pytest.mark.parametrize(
    ("query", "node"),
    [
        ("Старлинк", Term("Старлинк")),
        ("a b", And((A, B))),
        ("a AND b И c", And((A, B, C))),
        ("a OR b ИЛИ c | d", Or((A, B, C, D))),
        ("a, b; c", Or((A, B, C), listed=True)),
        ("a b OR c", Or((And((A, B)), C))),
        ("a OR b, c", Or((Or((A, B)), C), listed=True)),
        ("(a, b) c", And((Or((A, B), listed=True), C))),
        ("a, b -c", Or((A, And((B, Not(C)))), listed=True)),
        ("a -b", And((A, Not(B)))),
        ("a NOT b НЕ c", And((A, Not(B), Not(C)))),
        ("a -(-b)", And((A, B))),
        ("a NOT NOT NOT b", And((A, Not(B)))),
        ("a —b –c", And((A, Not(B), Not(C)))),
        ("a-b", Term("a-b")),
        ("a or b", And((A, Term("or"), B))),
        ("a NEAR/5 b", Near(A, B, 5)),
        ("a ЗАТЕМ/5 b", Near(A, B, 5, ordered=True)),
        ("a РЯДОМ/5 b ONEAR/2 c", Near(Near(A, B, 5), C, 2, ordered=True)),
        ("-a NEAR/5 b c", And((Not(Near(A, B, 5)), C))),
        ("(a, b) NEAR/5 (c OR d)", Near(Or((A, B), listed=True), Or((C, D)), 5)),
        ("(a)OR(b)", Or((A, B))),
        ('"Кофе Хаус"', Phrase((Term("Кофе"), Term("Хаус")))),
        ("«Кофе, „Хаус“!»", Phrase((Term("Кофе"), Term("Хаус")))),
        ('"a \\" b"', Phrase((A, B))),
        ('"служб* поддержки"', Phrase((Pattern("служб*"), Term("поддержки")))),
        ('!"a =b"', Phrase((Term("a", "form"), Term("b", "letters")))),
        ("!Старлинком", Term("Старлинком", "form")),
        ("=МТС", Term("МТС", "letters")),
        ("!ИЛИ", Term("ИЛИ", "form")),
        ("стар*", Pattern("стар*")),
        ("стар\\*", Term("стар*")),
        ("\\OR", Term("OR")),
        ("#ЛанетСаппорт", Hashtag("ЛанетСаппорт")),
        ("@lanet_support", Handle("lanet_support")),
        ("Lanet.UA", Domain("lanet.ua")),
        ("старлинк.рф", Domain("старлинк.рф")),
        ("Яндекс.Такси", Term("Яндекс.Такси")),
        ("Node.js", Term("Node.js")),
        ("\\habr.com", Term("habr.com")),
        ("/регулярное|выражение/i", Regex("регулярное|выражение", ignore_case=True)),
        ("/a\\/b c/", Regex("a/b c")),
        ("title:a", Field("title", ":", A)),
        ("Заголовок: (a OR b)", Field("title", ":", Or((A, B)))),
        ("-title:a b", And((Not(Field("title", ":", A)), B))),
        ("stars<=2", Field("stars", "<=", 2.0)),
        ("звёзды ≤ 2.5", Field("stars", "<=", 2.5)),
        ("likes:10", Field("likes", "=", 10.0)),
        ("lang:RU-ru", Field("lang", ":", "ru")),
        ("lang:(ru OR uk)", Or((Field("lang", ":", "ru"), Field("lang", ":", "uk")))),
        ("вид:отзыв", Field("kind", ":", "review")),
        ("site:https://Habr.com/", Field("site", ":", "habr.com")),
        ("url:https://a.b/c?d=e", Field("url", ":", "https://a.b/c?d=e")),
        ('author:"Иван Петров"', Field("author", ":", "Иван Петров")),
        ("10:30", Term("10:30")),
        ("\u200bстар\u00adлинк\ufeff", Term("старлинк")),
    ],
)
def test_reads(query: str, node: Node) -> None:
    assert parse(query) == node


@pytest.mark.parametrize(
    ("query", "message", "column"),
    [
        ("", "query-empty", 1),
        (" \t\n", "query-empty", 1),
        ("a" * 20_001, "query-long", 20_000),
        ('a "b c', "query-quote-open", 3),
        ("a «b c", "query-quote-open", 3),
        ("a» b", "query-quote-stray", 2),
        ('a ""', "query-quote-empty", 3),
        ('a "…"', "query-quote-empty", 3),
        ("a (b", "query-parenthesis-open", 3),
        ("a (", "query-parenthesis-open", 3),
        ("a )", "query-parenthesis-stray", 3),
        ("a ()", "query-parenthesis-empty", 3),
        ("(" * 51 + "a" + ")" * 51, "query-deep", 51),
        ("a OR", "query-missing-end", 5),
        ("OR a", "query-missing", 1),
        ("a AND OR b", "query-missing", 7),
        ("a,,b", "query-missing", 3),
        ("a,", "query-missing-end", 3),
        ("a NOT", "query-missing-end", 6),
        ("title:", "query-missing-end", 7),
        ("a - b", "query-dash-alone", 3),
        ("a NEAR b", "query-near-distance", 3),
        ("a NEAR/0 b", "query-near-distance", 3),
        ("a NEAR/101 b", "query-near-distance", 3),
        ("a NEAR/5f b", "query-near-distance", 3),
        ("a NEAR/5", "query-missing-end", 9),
        ("a NEAR/5 -b", "query-near-not", 10),
        ("a NEAR/5 NOT b", "query-near-not", 10),
        ("a NEAR/5 (b c)", "query-near-and", 11),
        ("a NEAR/5 (b OR -c)", "query-near-not", 16),
        ("a NEAR/5 lang:ru", "query-near-field", 10),
        ('"a b"~5', "query-tilde", 6),
        ("-a", "query-only-negative", 1),
        ("-a -b", "query-only-negative", 1),
        ("a OR -b", "query-only-negative", 6),
        ("a title:(-b)", "query-only-negative", 10),
        ("ст*", "query-wildcard-short", 3),
        ("*линк", "query-wildcard-short", 1),
        ("a*b*c*d*", "query-wildcard-short", 2),
        ("стар*а*б*в*", "query-wildcard-many", 1),
        ("кофе-хаус*", "query-wildcard-word", 1),
        ("стар*\\*", "query-wildcard-word", 1),
        ("!стар*", "query-exact-what", 2),
        ("!(a b)", "query-exact-what", 2),
        ("! a", "query-exact-alone", 1),
        ("a & b", "query-no-letters", 3),
        ("#a-b", "query-hashtag", 1),
        ("@", "query-handle", 1),
        ("@" + "-." * 1000 + "!", "query-handle", 1),
        ("https://a.b/c", "query-address", 1),
        ("habr.com/ru", "query-address", 1),
        ("a заголвок:b", "query-field-near", 3),
        ("rating<3 a", "query-field-near", 1),
        ("язык:русский a", "query-language-near", 6),
        ("a foo:b", "query-field-unknown", 3),
        ("title:(a lang:ru)", "query-field-nested", 10),
        ("title:text:a", "query-field-nested", 7),
        ("lang>ru", "query-field-colon", 1),
        ("title:-a", "query-field-not", 7),
        ("stars<=x", "query-number", 8),
        ("stars<=2,5", "query-number", 8),
        ("stars<=", "query-number", 8),
        ("lang:xx", "query-language", 6),
        ("lang:ua", "query-language-near", 6),
        ("kind:blog", "query-kind", 6),
        ("a /b", "query-regex-open", 3),
        ("a /b/x", "query-regex-flags", 3),
        ("/b*/", "query-regex-empty", 2),
        ("a /b(?=c)/", "query-regex-refused", 5),
        ("a /b[c/", "query-regex-escape", 5),
        ("/b(c/", "query-regex-fault", 2),
        ("a\\", "query-escape-end", 2),
    ],
)
def test_refuses(query: str, message: str, column: int) -> None:
    with pytest.raises(QueryError) as caught:
        parse(query)
    assert (caught.value.message, caught.value.column) == (message, column)
    assert caught.value.say("en") != caught.value.say("ru")


def test_the_caret_stands_under_the_fault() -> None:
    with pytest.raises(QueryError) as caught:
        parse("Старлинк,\n\tкл*, Starlink\nOR b")
    assert caught.value.say("en").splitlines()[1:] == ["   кл*, Starlink", "     ^"]


def test_a_long_query_is_cut_around_the_fault() -> None:
    with pytest.raises(QueryError) as caught:
        parse("слово, " * 1_000 + "кл*" + ", слово" * 1_000)
    _, line, caret = caught.value.say("en").splitlines()
    assert len(line) < 110
    assert line[caret.index("^")] == "*"


@pytest.mark.parametrize(
    ("node", "text"),
    [
        (And((A, Not(Or((B, C))), D)), "a -(b OR c) AND d"),
        (Or((And((A, B)), C)), "a AND b OR c"),
        (And((A, Or((B, C)))), "a AND (b OR c)"),
        (Or((Or((A, B), listed=True), C)), "(a, b) OR c"),
        (Near(Near(A, B, 2), Near(C, D, 3, ordered=True), 5), "a NEAR/2 b NEAR/5 (c ONEAR/3 d)"),
        (Not(Near(A, B, 5)), "-a NEAR/5 b"),
        (Term("OR"), "\\OR"),
        (Term("-a"), "\\-a"),
        (Term("title:a"), "\\title:a"),
        (Phrase((Term("a*"), Term("Inc."))), '"a\\* Inc\\."'),
        (Field("stars", "<", 2.5), "stars<2.5"),
        (Field("title", ":", Or((A, B))), "title:(a OR b)"),
        (Field("author", ":", "-x y"), 'author:"-x y"'),
        (Regex("a/b", ignore_case=True), "/a\\/b/i"),
    ],
)
def test_shows(node: Node, text: str) -> None:
    assert show(node) == text


def test_columns_count_code_points() -> None:
    node = parse('😀а (б OR "в г") -д')
    assert isinstance(node, And)
    first, either, negation = node.nodes
    assert isinstance(either, Or)
    assert (first.column, either.nodes[0].column, either.nodes[1].column, negation.column) == (1, 5, 10, 17)


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("a b", []),
        ("a or b", [("query-hint-operator", 3)]),
        ("не работает", [("query-hint-operator", 1)]),
        ("a near/5 b", [("query-hint-operator", 3)]),
        ("a !or b", []),
        ("a +b", [("query-hint-plus", 3)]),
        ("Ozon~1", [("query-hint-fuzzy", 5)]),
        ("a Ozon^2.5", [("query-hint-fuzzy", 7)]),
        ("Ozon\nОзон", [("query-hint-lines", 6)]),
        ("Ozon\n-слой", []),
        ("Ozon AND\nОзон", []),
        ("Ozon\nAND Озон", []),
        ("a +7495", []),
        ("a, b -c", [("query-hint-list-not", 6)]),
        ("(a, b) -c", []),
        ("a b OR c", [("query-hint-mixed", 1)]),
        ("(a b) OR c", []),
        ("lang:ru", [("query-hint-unbounded", 1)]),
    ],
)
def test_hints(query: str, found: list[tuple[str, int]]) -> None:
    told = hints(query)
    assert [(hint.message, hint.column) for hint in told] == found
    assert all(hint.say("en") != hint.say("ru") for hint in told)


@pytest.mark.parametrize(
    ("query", "probes"),
    [
        ("Старлинк, Starlink, #старлинк -SpaceX", ("Старлинк", "Starlink", "#старлинк")),
        ("Старлинк, «Старлинк Про», СТАРЛИНК", ("Старлинк",)),
        ("Apple title:(iPhone OR iOS) lang:en", ("Apple",)),
        ("Apple -pie", ("Apple",)),
        ("(Билайн, Beeline) NEAR/6 (обманывают OR мошенничество)", ("Билайн", "Beeline")),
        ("обман*", ("обман",)),
        ('"служб* поддержки клиентов"', ("поддержки клиентов",)),
        ("/стар(линк|т)-сервис\\d+/", ("сервис",)),
        ("/старлинк|starlink/i", ("старлинк", "starlink")),
        ("/\\d+/", ()),
        ("lang:ru", ()),
        ("a OR site:habr.com", ()),
        ("Билайн site:habr.com", ("Билайн",)),
    ],
)
def test_probes(query: str, probes: tuple[str, ...]) -> None:
    read = Query.read(query)
    assert read.probes == probes
    assert read.unbounded == (not probes)


def test_tree_tells_both_languages() -> None:
    node = parse('(Билайн, #билайн) NEAR/6 "нет сети" -title:!a stars<=2')
    assert tree(node, "en").splitlines() == [
        "all of",
        "  within 6 words of each other",
        "    any of the spellings",
        "      “Билайн” in any form",
        "      the hashtag #билайн",
        '    the words "нет сети" in this order, or joined',
        "  without",
        "    in the title",
        "      “a” in this form only",
        "  rated ≤ 2 stars",
    ]
    assert tree(node, "ru").startswith("всё сразу\n  не дальше 6 слов друг от друга\n")


@pytest.mark.parametrize("query", AGENCY_QUERIES)
def test_trees_have_no_gaps(query: str) -> None:
    for language in ("en", "ru"):
        assert "{" not in re.sub(r"/.*/", "", tree(parse(query), language))


@pytest.mark.parametrize(
    "query",
    [
        "(" * 10_000,
        "-" * 10_000 + "a",
        "NOT " * 4_000 + "a",
        "a NEAR/5 " * 2_000 + "b",
        "a, " * 6_000 + "b",
        '"a" ' * 4_900,
        "\\a" * 9_900,
        "title:" * 3_000,
        '"' * 19_999,
        "/" * 19_999,
        "a" * 100_000,
    ],
)
def test_hostile_queries_end_soon(query: str) -> None:
    start = time.process_time()
    with contextlib.suppress(QueryError):
        show(parse(query))
    assert time.process_time() - start < 2
