"""What holds of every query: printing loses nothing, only QueryError is raised, a match holds a probe."""

from __future__ import annotations

import re
from itertools import compress, product
from typing import TYPE_CHECKING

from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from mentionwatch.errors import QueryError
from mentionwatch.text.patterns import expression, wildcard
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
from mentionwatch.text.query_checks import check_positive

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

LETTERS = st.sampled_from("abcабвёЯ1")
CHARACTERS = st.one_of(
    LETTERS, st.sampled_from("-–!=#@/\\*?\"«»“”()|,;:.<>'&+~_\u200b \u00a0\t"), st.characters(codec="utf-8")
)
ANY_WORD = st.text(CHARACTERS, min_size=1, max_size=8).filter(lambda text: any(map(str.isalnum, text)))
ODD_WORDS = st.sampled_from(
    ["OR", "И", "NEAR/5", "title:a", "stars<=2", "habr.com", "habr.com/ru", "-a", "не", "&&a"]
)
WORDS = st.text(LETTERS, min_size=1, max_size=4) | ANY_WORD | ODD_WORDS
EXACT = st.sampled_from(["", "form", "letters"])
TERMS = st.builds(Term, WORDS, EXACT)
PATTERNS = st.sampled_from(["стар*", "abc?", "colo?r*", "аб1*ё?в"]).map(Pattern)
PHRASES = st.builds(Phrase, st.lists(TERMS | PATTERNS, min_size=1, max_size=3).map(tuple))
REGEXES = st.builds(
    Regex, st.sampled_from(["a/b", r"\bабв+\b", "a|[бв]{2}", r"\\/", r"abc\d?"]), st.booleans()
)
TAGS: st.SearchStrategy[Node] = st.sampled_from(
    [Hashtag("аб_1"), Handle("a.b-c"), Handle("a@b.c"), Domain("абв.рф"), Domain("a-b.example.com")]
)
PLACED: st.SearchStrategy[Node] = TERMS | PATTERNS | PHRASES | REGEXES | TAGS
COMPARISONS = st.sampled_from(["<", "<=", ">", ">=", "="])
NUMBERS = st.integers(0, 2_000_000).map(lambda number: number / 2)
VALUES = st.text(CHARACTERS, min_size=1, max_size=8).filter(
    lambda text: bool(text.strip()) and "".join(text.split()) == text and text.isprintable()
)
PLAIN_FIELDS = st.one_of(
    st.builds(Field, st.sampled_from(["stars", "reach", "likes"]), COMPARISONS, NUMBERS),
    st.builds(Field, st.sampled_from(["author", "source", "url"]), st.just(":"), VALUES | ODD_WORDS),
    st.builds(Field, st.just("site"), st.just(":"), st.sampled_from(["habr.com", "*.рф", "vk.com"])),
    st.sampled_from([Field("lang", ":", "ru"), Field("kind", ":", "review")]),
)


def _flat(kind: type[And] | type[Or], nodes: Iterable[Node], listed: bool = False) -> Node:
    flat: list[Node] = []
    for node in nodes:
        same = isinstance(node, kind) and (not isinstance(node, Or) or node.listed == listed)
        flat.extend(node.nodes if same else [node])  # type: ignore[union-attr]
    return Or(tuple(flat), listed) if kind is Or else And(tuple(flat))


def _either(inner: st.SearchStrategy[Node]) -> st.SearchStrategy[Node]:
    nodes = st.lists(inner, min_size=2, max_size=3)
    return st.builds(lambda nodes, listed: _flat(Or, nodes, listed), nodes, st.booleans())


def _both(inner: st.SearchStrategy[Node]) -> st.SearchStrategy[Node]:
    return st.builds(lambda nodes: _flat(And, nodes), st.lists(inner, min_size=2, max_size=3))


def _without(inner: st.SearchStrategy[Node]) -> st.SearchStrategy[Node]:
    return inner.map(lambda node: node.node if isinstance(node, Not) else Not(node))


def _sides(inner: st.SearchStrategy[Node]) -> st.SearchStrategy[Node]:
    return _either(inner) | st.builds(Near, inner, inner, st.integers(1, 100), st.booleans())


def _combined(inner: st.SearchStrategy[Node]) -> st.SearchStrategy[Node]:
    return _either(inner) | _both(inner) | _without(inner)


def _is_positive(node: Node) -> bool:
    try:
        check_positive(node, "")
    except QueryError:
        return False
    return True


SIDES: st.SearchStrategy[Node] = st.recursive(PLACED, _sides, max_leaves=4)
INNER: st.SearchStrategy[Node] = st.recursive(SIDES, _combined, max_leaves=4).filter(_is_positive)
WORD_FIELDS = st.builds(Field, st.sampled_from(["title", "text"]), st.just(":"), INNER)
NODES: st.SearchStrategy[Node] = st.recursive(
    SIDES | PLAIN_FIELDS | WORD_FIELDS, _combined, max_leaves=6
).filter(_is_positive)


@settings(deadline=None)
@given(NODES)
def test_printing_loses_nothing(node: Node) -> None:
    assert parse(show(node)) == node


WRITTEN = 'a бв OR И NOT - ( ) , | " « » NEAR/5 ЗАТЕМ/2 title: stars<= 2 lang: ru ! = # @x абв* ? / /a+/i \\'
TOKENS = st.sampled_from([*WRITTEN.split(), " ", "habr.com", "https://", "\u200b", "\0"])
SOUP = st.lists(TOKENS, max_size=15).flatmap(
    lambda tokens: st.sampled_from(["", " "]).map(lambda gap: gap.join(tokens))
)


@settings(deadline=None)
@given(SOUP | st.text(st.characters(codec="utf-8"), max_size=60))
@example("(" * 10_000)
@example("a" * 100_000)
@example("NOT " * 4_999 + "a")
@example("\0\x1b[31m\x07")
@example("lang:(((ru)))")
def test_only_query_errors_and_printing_is_stable(text: str) -> None:
    if error := _refusal(text):
        assert 1 <= error.column <= len(text) + 1
        assert error.say("en") != error.say("ru")
        return
    node = parse(text)
    shown = show(node)
    assert parse(shown) == node
    assert show(parse(shown)) == shown
    assert tree(node, "ru")
    assert all(hint.say("ru") for hint in hints(text))


def _refusal(text: str) -> QueryError | None:
    try:
        parse(text)
    except QueryError as error:
        return error
    return None


SMALL_WORDS = st.text("абв", min_size=1, max_size=3)
SMALL_LEAVES: st.SearchStrategy[Node] = st.one_of(
    SMALL_WORDS.map(Term),
    st.lists(SMALL_WORDS.map(Term) | st.just(Pattern("абв*")), min_size=1, max_size=3).map(tuple).map(Phrase),
    st.sampled_from(
        [Pattern("абв*"), Pattern("вба?б"), Hashtag("аб"), Regex("абв+|вба"), Regex("(а|б)+вба?б?вв")]
    ),
)
SMALL_FIELDS = st.sampled_from(
    [Field("lang", ":", "ru"), Field("stars", ">", 2.0), Field("title", ":", Term("аб"))]
)
SMALL_SIDES: st.SearchStrategy[Node] = st.recursive(SMALL_LEAVES, _sides, max_leaves=3)
SMALL_NODES: st.SearchStrategy[Node] = st.recursive(SMALL_SIDES | SMALL_FIELDS, _combined, max_leaves=6)
SAMPLES = {
    Pattern("абв*"): "абвв",
    Pattern("вба?б"): "вбб",
    Hashtag("аб"): "#аб",
    Regex("абв+|вба"): "вба",
    Regex("(а|б)+вба?б?вв"): "авбвв",
}


@settings(deadline=None)
@given(SMALL_NODES)
def test_what_matches_holds_a_probe(node: Node) -> None:
    """All texts made of some of the node's own words: what the node accepts, a search for the probes finds."""
    assume(_is_positive(node))
    query = Query.read(show(node))
    snippets = sorted({SAMPLES.get(leaf) or _spelled(leaf) for leaf in _leaves(node)})[:7]
    for chosen in product((False, True), repeat=len(snippets)):
        text = " ".join(compress(snippets, chosen))
        if not query.unbounded and _accepts(node, text):
            assert any(probe in text for probe in query.probes)


def _leaves(node: Node) -> Iterator[Node]:
    match node:
        case And(nodes) | Or(nodes):
            yield from (leaf for each in nodes for leaf in _leaves(each))
        case Near(left, right):
            yield from (*_leaves(left), *_leaves(right))
        case Not(inner):
            yield from _leaves(inner)
        case Field(value=value):
            yield from () if isinstance(value, str | float) else _leaves(value)
        case _:
            yield node


def _spelled(node: Node) -> str:
    if isinstance(node, Phrase):
        return " ".join(SAMPLES.get(word) or word.text for word in node.words)
    assert isinstance(node, Term)
    return node.text


def _accepts(node: Node, text: str) -> bool:
    """The naive evaluator: words anywhere; fields of the post hold, distances are short enough."""
    match node:
        case And(nodes):
            return all(_accepts(each, text) for each in nodes)
        case Or(nodes):
            return any(_accepts(each, text) for each in nodes)
        case Near(left, right):
            return _accepts(left, text) and _accepts(right, text)
        case Not(inner):
            return not _accepts(inner, text)
        case Field(value=value):
            return isinstance(value, str | float) or _accepts(value, text)
        case Regex(source):
            return next(expression(source).spans(text), None) is not None
        case Phrase(words):
            return any(
                all(_is_word(word, found) for word, found in zip(words, split, strict=True))
                for split in _windows(text.split(), len(words))
            )
        case Hashtag(tag):
            return f"#{tag}" in text.split()
        case _:
            return any(_is_word(node, word) for word in text.split())


def _windows(words: list[str], size: int) -> list[list[str]]:
    return [words[start : start + size] for start in range(len(words) - size + 1)]


def _is_word(node: Node, word: str) -> bool:
    if isinstance(node, Pattern):
        return wildcard(node.text).fullmatch(word) is not None
    assert isinstance(node, Term)
    return word == node.text


ATOMS = st.sampled_from(
    [
        "a",
        "б",
        "ё",
        ".",
        r"\w",
        r"\d",
        r"\s",
        r"\b",
        "[аб]",
        "[^а]",
        r"[\Wа]",
        "^",
        "$",
        " ",
        "(?:а|б)",
        r"\W",
        r"\.",
    ]
)
REPEATS = st.sampled_from(["", "", "", "*", "+", "?", "{2}", "{1,2}", "*?", "+?"])


@st.composite
def sources(draw: st.DrawFn) -> str:
    atoms = draw(st.lists(ATOMS, min_size=1, max_size=5))
    parts = [atom + ("" if atom in ("^", "$", r"\b") else draw(REPEATS)) for atom in atoms]
    return "".join(parts) + draw(st.sampled_from(["", "", "|б1"]))


@settings(deadline=None)
@given(sources(), st.text("aбё1 .\n-А", max_size=20))
@example(r"\bб\b.*\bа", "б-а ба а")
@example(r"\bб\b\b.?\b", "б б")
@example(r"\bб\b|\b-\b|а+", "б-б-аа-б")
def test_expressions_agree_with_re(source: str, text: str) -> None:
    # A boundary before the beginning of a line or after its end: makes no sense.
    assume(not re.search(r"\\b.*\^|\$.*\\b", source))
    theirs = re.compile(source, re.MULTILINE)
    if _refusal(f"/{source}/"):
        return  # matches the empty text
    ours = expression(source)
    found = list(ours.spans(text))
    assert found == [match.span() for match in theirs.finditer(text) if match.group()]
    if found and ours.required:
        assert any(piece in text for piece in ours.required)
