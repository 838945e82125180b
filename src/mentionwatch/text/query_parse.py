"""Text of the query language -> nodes. Loosest to tightest: comma, OR, AND, NOT, NEAR, field and ! and =."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from mentionwatch.errors import QueryError
from mentionwatch.text.patterns import expression
from mentionwatch.text.query_checks import check_positive, check_side
from mentionwatch.text.query_fields import (
    NAMES,
    OF_NUMBERS,
    OF_WORDS,
    checked_number,
    checked_value,
    field_named,
)
from mentionwatch.text.query_lex import DASHES, LISTING, Scanner
from mentionwatch.text.query_nodes import And, Field, Near, Not, Or, Phrase, Regex
from mentionwatch.text.query_words import (
    FIELD,
    NEAR,
    ORDERED,
    Operator,
    exact_word,
    operator_of,
    phrase_words,
    plain_word,
    tag,
)

if TYPE_CHECKING:
    from mentionwatch.text.query_nodes import Comparison, Exact, FieldName, Node

LONGEST = 20_000
DEEPEST = 50
FARTHEST = 100

_COMPARISONS: dict[str, Comparison] = {
    ":": ":",
    "<": "<",
    "<=": "<=",
    "≤": "<=",
    ">": ">",
    ">=": ">=",
    "≥": ">=",
    "=": "=",
}


def parse(text: str) -> Node:
    """The nodes of a query. Raises QueryError with the column (code points, from 1) and what to write."""
    if len(text) > LONGEST:
        raise QueryError("query-long", query=text[:LONGEST], column=LONGEST, most=LONGEST)
    return _Parser(text).whole()


class _Head(NamedTuple):
    """The beginning of a field: ``title:``, ``stars<=``."""

    name: FieldName
    op: Comparison
    column: int


class _Parser:
    """Recursive descent, one method a level of binding."""

    def __init__(self, text: str) -> None:
        self._scan = Scanner(text)
        self._depth = 0
        self._value_of: _Head | None = None  # inside lang:( … ), where words are values
        self._words_of: FieldName | None = None  # inside title:( … ), where fields make no sense

    def whole(self) -> Node:
        if not self._scan.ahead():
            self._scan.fail("query-empty", column=1)
        node = self._list()
        if self._scan.ahead():
            self._scan.fail("query-parenthesis-stray")
        check_positive(node, self._scan.text)
        return node

    def _list(self) -> Node:
        nodes = [self._or()]
        while self._scan.take(LISTING):
            nodes.append(self._or())
        return _either(nodes, listed=True)

    def _or(self) -> Node:
        nodes = [self._and()]
        while self._took_or():
            nodes.append(self._and())
        return _either(nodes, listed=False)

    def _took_or(self) -> bool:
        if self._scan.take("|"):
            if self._scan.text[self._scan.place : self._scan.place + 1] == "|":  # as programmers write it
                self._scan.place += 1
            return True
        return self._took("or")

    def _and(self) -> Node:
        nodes = [self._not()]
        while self._took("and") or self._more():
            nodes.append(self._not())
        flat = [each for node in nodes for each in (node.nodes if isinstance(node, And) else (node,))]
        return And(tuple(flat), column=flat[0].column) if len(flat) > 1 else flat[0]

    def _more(self) -> bool:
        ahead = self._scan.ahead()
        return bool(ahead) and ahead not in ")|" + LISTING and self._operator() not in ("or", "and", "near")

    def _not(self) -> Node:
        column, negations = self._scan.column, 0
        while self._took_not():
            negations += 1
        node = self._near()
        if negations % 2 == 0:
            return node
        return node.node if isinstance(node, Not) else Not(node, column=column)

    def _took_not(self) -> bool:
        ahead = self._scan.ahead()
        if ahead and ahead in DASHES:
            if not self._scan.touches():
                self._scan.fail("query-dash-alone")
            return bool(self._scan.take(DASHES))
        return self._took("not")

    def _near(self) -> Node:
        left = self._operand()
        chain = 0
        while self._operator() == "near":
            chain += 1
            left = self._near_after(left)
            if chain > DEEPEST:
                self._scan.fail("query-deep", most=DEEPEST)
        return left

    def _near_after(self, left: Node) -> Node:
        word = self._scan.word()
        found = NEAR.fullmatch(word.bare)
        assert found is not None
        digits = found[2] or ""
        if not re.fullmatch(r"\d{1,4}", digits, re.ASCII) or not 1 <= int(digits) <= FARTHEST:
            self._scan.fail("query-near-distance", word.column, operator=found[1], most=FARTHEST)
        ahead = self._scan.ahead()
        if self._operator() == "not" or (ahead and ahead in DASHES):
            self._scan.fail("query-near-not")
        right = self._operand()
        for side in (left, right):
            check_side(side, self._scan.text)
        return Near(left, right, int(digits), found[1] in ORDERED, column=word.column)

    def _operand(self) -> Node:
        self._expect_operand()
        if head := None if self._value_of else self._field_head():
            return self._field(head)
        if self._scan.ahead() == "(":
            return self._group()
        if self._value_of:
            return self._value(self._value_of)
        if self._scan.at_quote():
            return self._phrase("")
        return self._word()

    def _expect_operand(self) -> None:
        ahead = self._scan.ahead()
        if not ahead:
            self._scan.fail("query-missing-end")
        if ahead in ")|" + LISTING:
            self._scan.fail("query-missing", found=ahead)
        if ahead == "»":
            self._scan.fail("query-quote-stray")
        if operator := self._operator():
            message = "query-near-not" if operator == "not" else "query-missing"
            self._scan.fail(message, found=self._scan.peek().text)

    def _operator(self) -> Operator | None:
        return operator_of(self._scan.peek().bare)

    def _took(self, operator: Operator) -> bool:
        if self._operator() != operator:
            return False
        self._scan.word()
        return True

    def _group(self) -> Node:
        column = self._scan.column
        self._scan.take("(")
        if self._depth == DEEPEST:
            self._scan.fail("query-deep", column, most=DEEPEST)
        if self._scan.ahead() == ")":
            self._scan.fail("query-parenthesis-empty", column)
        if not self._scan.ahead():
            self._scan.fail("query-parenthesis-open", column)
        self._depth += 1
        node = self._list()
        self._depth -= 1
        if not self._scan.take(")"):
            self._scan.fail("query-parenthesis-open", column)
        return node

    def _word(self) -> Node:
        ahead = self._scan.ahead()
        if ahead in "!=":
            return self._exact()
        if ahead == "/":
            return self._regex()
        read = tag if ahead in "#@" else plain_word
        return read(self._scan.word(), self._scan.text)

    def _exact(self) -> Node:
        if not self._scan.touches():
            self._scan.fail("query-exact-alone", sign=self._scan.ahead())
        exact: Exact = "form" if self._scan.take("!=") == "!" else "letters"
        if self._scan.at_quote():
            return self._phrase(exact)
        return exact_word(self._scan.word(), exact, self._scan.text)

    def _phrase(self, exact: Exact) -> Node:
        column = self._scan.column
        words = phrase_words(self._scan.quoted(), exact, self._scan.text)
        if not words:
            self._scan.fail("query-quote-empty", column)
        if re.compile(r"~\d").match(self._scan.text, self._scan.place):
            self._scan.fail("query-tilde")
        return Phrase(words, column=column)

    def _regex(self) -> Node:
        column = self._scan.column
        source, ignore_case = self._scan.regex()
        try:
            expression(source, ignore_case)
        except QueryError as error:
            values = {name: value for name, value in error.values.items() if isinstance(value, str | int)}
            values["column"] = min(column + error.column, self._scan.column)
            raise QueryError(error.message, query=self._scan.text, **values) from None  # type: ignore[arg-type]
        return Regex(source, ignore_case, column=column)

    def _field_head(self) -> _Head | None:
        found = FIELD.match(self._scan.text, self._scan.place)
        if found is None:
            return None
        typed, blanks, op = found[1], found[2], found[3] or ":"
        if blanks and NAMES.get(typed.lower()) not in OF_NUMBERS:
            return None
        column = self._scan.column
        if typed.lower() in ("http", "https"):
            self._scan.fail("query-address", column)
        head = _Head(field_named(typed, self._scan.text, column), _COMPARISONS[op], column)
        if self._words_of:
            self._scan.fail("query-field-nested", column, name=head.name, outer=self._words_of)
        self._scan.place = found.end()
        return head

    def _field(self, head: _Head) -> Node:
        if head.name in OF_NUMBERS:
            return self._number(head)
        if head.op != ":":
            self._scan.fail("query-field-colon", head.column, name=head.name)
        ahead = self._scan.ahead()
        if ahead and ahead in DASHES:
            self._scan.fail("query-field-not", name=head.name)
        return self._field_of_words(head) if head.name in OF_WORDS else self._field_of_values(head)

    def _field_of_words(self, head: _Head) -> Node:
        self._words_of = head.name
        node = self._operand()
        self._words_of = None
        check_positive(node, self._scan.text)
        return Field(head.name, head.op, node, column=head.column)

    def _field_of_values(self, head: _Head) -> Node:
        self._value_of = head
        node = self._operand()
        self._value_of = None
        return node

    def _value(self, head: _Head) -> Node:
        column = self._scan.column
        words = self._scan.quoted() if self._scan.at_quote() else [self._scan.word()]
        typed = " ".join(word.text for word in words)
        if not typed:
            self._scan.fail("query-quote-empty", column)
        value = checked_value(head.name, typed, self._scan.text, column)
        return Field(head.name, head.op, value, column=head.column)

    def _number(self, head: _Head) -> Node:
        word = self._scan.word()
        after = re.compile(r",\d+", re.ASCII).match(self._scan.text, self._scan.place)
        typed = word.text + (after[0] if after else "")
        number = checked_number(typed, self._scan.text, word.column)
        return Field(head.name, "=" if head.op == ":" else head.op, number, column=head.column)


def _either(nodes: list[Node], listed: bool) -> Node:
    flat = [each for node in nodes for each in _alternatives(node, listed)]
    return Or(tuple(flat), listed, column=flat[0].column) if len(flat) > 1 else flat[0]


def _alternatives(node: Node, listed: bool) -> tuple[Node, ...]:
    return node.nodes if isinstance(node, Or) and node.listed == listed else (node,)
