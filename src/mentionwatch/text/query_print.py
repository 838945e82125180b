"""Nodes -> text of the query language, with as few parentheses as the binding allows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mentionwatch.text.query_fields import OF_NUMBERS, OF_WORDS, domain
from mentionwatch.text.query_lex import DASHES, is_invisible, is_special
from mentionwatch.text.query_nodes import (
    And,
    Domain,
    Field,
    Handle,
    Hashtag,
    Near,
    Not,
    Or,
    Pattern,
    Phrase,
    Regex,
    Term,
)
from mentionwatch.text.query_words import FIELD, PUNCTUATION, operator_of

if TYPE_CHECKING:
    from mentionwatch.text.query_nodes import Exact, Node

_LIST, _OR, _AND, _NOT, _NEAR, _TIGHTEST = range(6)
_SIGNS: dict[Exact, str] = {"": "", "form": "!", "letters": "="}


def show(node: Node) -> str:
    """The query that ``parse`` reads as this node."""
    return _shown(node, _LIST)


def number(value: float) -> str:
    """A field's number as people write it: ``2``, ``2.5``."""
    return f"{value:.6f}".rstrip("0").rstrip(".")


def _shown(node: Node, tightness: int) -> str:
    text, own = _text(node)
    return text if own >= tightness else f"({text})"


def _text(node: Node) -> tuple[str, int]:
    match node:
        case Or(nodes, listed=True):
            return ", ".join(_shown(each, _OR) for each in nodes), _LIST
        case Or(nodes):
            return " OR ".join(_shown(each, _AND) for each in nodes), _OR
        case And(nodes):
            return _all(nodes), _AND
        case Not(inner):
            return f"-{_shown(inner, _NEAR)}", _NOT
        case Near(left, right, distance, ordered):
            operator = f"{'O' if ordered else ''}NEAR/{distance}"
            return f"{_shown(left, _NEAR)} {operator} {_shown(right, _TIGHTEST)}", _NEAR
        case Field():
            return _field(node), _TIGHTEST
        case _:
            return _leaf(node), _TIGHTEST


def _all(nodes: tuple[Node, ...]) -> str:
    first, *rest = nodes
    joined = (f" {'' if isinstance(node, Not) else 'AND '}{_shown(node, _NOT)}" for node in rest)
    return _shown(first, _NOT) + "".join(joined)


def _leaf(node: Term | Pattern | Phrase | Regex | Hashtag | Handle | Domain) -> str:
    match node:
        case Term(text, ""):
            return _plain(text)
        case Term(text, exact):
            return _SIGNS[exact] + _escaped(text)
        case Phrase(words):
            return '"' + " ".join(map(_phrase_word, words)) + '"'
        case Regex(source, ignore_case):
            return f"/{_slashes_escaped(source)}/{'i' if ignore_case else ''}"
        case Hashtag(text):
            return f"#{text}"
        case Handle(text):
            return f"@{text}"
        case Pattern(text) | Domain(text):
            return text


def _field(node: Field) -> str:
    start = f"{node.name}{node.op}"
    if node.name in OF_WORDS:
        assert not isinstance(node.value, str | float)
        return start + _shown(node.value, _TIGHTEST)
    if node.name in OF_NUMBERS:
        assert isinstance(node.value, float)
        return start + number(node.value)
    return start + _value(str(node.value))


def _value(text: str) -> str:
    plain = text[0] not in DASHES and not operator_of(text)
    if plain and not any(is_special(character) and character not in "*?" for character in text):
        return text
    return (
        '"'
        + "".join(
            f"\\{character}" if character in '\\"' or is_invisible(character) else character
            for character in text
        )
        + '"'
    )


def _plain(text: str) -> str:
    body = _escaped(text)
    return f"\\{body}" if not body.startswith("\\") and _reads_otherwise(body) else body


def _reads_otherwise(word: str) -> bool:
    """Would this be taken for something else than a plain word?"""
    return bool(
        word[0] in DASHES + "!=/#@"
        or operator_of(word)
        or FIELD.match(word)
        or domain(word.partition("/")[0])
    )


def _escaped(text: str) -> str:
    return "".join(f"\\{character}" if is_special(character) else character for character in text)


def _phrase_word(word: Term | Pattern) -> str:
    if isinstance(word, Pattern):
        return word.text
    last = len(word.text) - 1
    body = (
        f"\\{character}" if _ends_in_phrase(character, place in (0, last)) else character
        for place, character in enumerate(word.text)
    )
    return _SIGNS[word.exact] + "".join(body)


def _ends_in_phrase(character: str, at_an_end: bool) -> bool:
    if at_an_end and character in PUNCTUATION + "=":
        return True
    return character in '"\\*?' or character.isspace() or not character.isprintable()


def _slashes_escaped(source: str) -> str:
    shown, escaped = [], False
    for character in source:
        shown.append("\\/" if character == "/" and not escaped else character)
        escaped = character == "\\" and not escaped
    return "".join(shown)
