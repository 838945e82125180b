"""Text of the query language -> nodes. Loosest to tightest: comma, OR, AND, NOT, NEAR, field and ! and =."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from mentionwatch.errors import QueryError
from mentionwatch.text.query_atoms import Head, atom, field_head, number, value
from mentionwatch.text.query_checks import check_positive, check_side
from mentionwatch.text.query_fields import OF_NUMBERS, OF_WORDS
from mentionwatch.text.query_lex import DASHES, LISTING, Scanner
from mentionwatch.text.query_nodes import And, Field, Near, Not, Or
from mentionwatch.text.query_words import NEAR, ORDERED, Operator, operator_of

if TYPE_CHECKING:
    from mentionwatch.text.query_nodes import FieldName, Node

LONGEST = 20_000
DEEPEST = 50
FARTHEST = 100
_DISTANCE = re.compile(r"\d{1,4}", re.ASCII)


def parse(text: str) -> Node:
    """The nodes of a query. Raises QueryError with the column (code points, from 1) and what to write."""
    if len(text) > LONGEST:
        raise QueryError("query-long", query=text[:LONGEST], column=LONGEST, most=LONGEST)
    return _Parser(text).whole()


class _Parser:
    """Recursive descent, one method a level of binding."""

    def __init__(self, text: str) -> None:
        self._scan = Scanner(text)
        self._depth = 0
        self._value_of: Head | None = None  # inside lang:( … ), where words are values
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
        self._scan.ahead()
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
        if not _DISTANCE.fullmatch(digits) or not 1 <= int(digits) <= FARTHEST:
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
        if head := None if self._value_of else field_head(self._scan):
            return self._field(head)
        if self._scan.ahead() == "(":
            return self._group()
        if self._value_of:
            return value(self._scan, self._value_of)
        return atom(self._scan)

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

    def _field(self, head: Head) -> Node:
        if self._words_of:
            self._scan.fail("query-field-nested", head.column, name=head.name, outer=self._words_of)
        if head.name in OF_NUMBERS:
            return number(self._scan, head)
        if head.op != ":":
            self._scan.fail("query-field-colon", head.column, name=head.name)
        ahead = self._scan.ahead()
        if ahead and ahead in DASHES:
            self._scan.fail("query-field-not", name=head.name)
        return self._field_of_words(head) if head.name in OF_WORDS else self._field_of_values(head)

    def _field_of_words(self, head: Head) -> Node:
        self._words_of = head.name
        node = self._operand()
        self._words_of = None
        check_positive(node, self._scan.text)
        return Field(head.name, head.op, node, column=head.column)

    def _field_of_values(self, head: Head) -> Node:
        self._value_of = head
        node = self._operand()
        self._value_of = None
        return node


def _either(nodes: list[Node], listed: bool) -> Node:
    flat = [each for node in nodes for each in _alternatives(node, listed)]
    return Or(tuple(flat), listed, column=flat[0].column) if len(flat) > 1 else flat[0]


def _alternatives(node: Node, listed: bool) -> tuple[Node, ...]:
    return node.nodes if isinstance(node, Or) and node.listed == listed else (node,)
