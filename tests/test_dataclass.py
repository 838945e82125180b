"""Our ``dataclass`` beside the standard library's: the same to whoever uses the values."""

from __future__ import annotations

import copy
import dataclasses
import pickle
from typing import Any

import pytest

from mentionwatch.dataclass import dataclass
from mentionwatch.model import Author, Post


def _pair(decorate: Any, **options: bool) -> type[Any]:
    class Pair:
        one: int
        two: object = dataclasses.field(default=None, repr=False, compare=False)
        three: tuple[str, ...] = ()

    made: type[Any] = decorate(**options)(Pair)
    return made


@pytest.mark.parametrize("options", [{}, {"slots": True}, {"frozen": True, "slots": True, "kw_only": True}])
def test_values_compare_hash_and_show_as_those_of_the_standard_library(options: dict[str, bool]) -> None:
    ours, theirs = _pair(dataclass, **options), _pair(dataclasses.dataclass, **options)
    for left, right in [((1, 2), (1, 3)), ((1, 2), (2, 2)), ((float("nan"), 1), (float("nan"), 1))]:
        made = [(kind(one=left[0], two=left[1]), kind(one=right[0], two=right[1])) for kind in (ours, theirs)]
        (our_left, our_right), (their_left, their_right) = made
        assert (our_left == our_right) == (their_left == their_right)
        assert our_left == our_left
        assert repr(our_left) == repr(their_left)
        if options.get("frozen"):
            assert hash(our_left) == hash(their_left)
    assert ours(one=1) != theirs(one=1)
    assert (ours.__hash__ is None) == (theirs.__hash__ is None)
    assert [field.name for field in dataclasses.fields(ours)] == ["one", "two", "three"]


def test_a_class_keeps_what_it_defines_itself() -> None:
    @dataclass(frozen=True, slots=True)
    class Word:
        text: str

        def __eq__(self, other: object) -> bool:
            return isinstance(other, Word) and self.text.casefold() == other.text.casefold()

        def __hash__(self) -> int:
            return hash(self.text.casefold())

        def __repr__(self) -> str:
            return self.text

    assert {Word("A"), Word("a")} == {Word("a")}
    assert repr(Word("A")) == "A"


def test_a_value_that_holds_itself_can_be_shown() -> None:
    @dataclass(slots=True)
    class Node:
        children: list[object]

    node = Node([])
    node.children.append(node)
    assert repr(node).endswith("Node(children=[...])")


def test_nouns_are_frozen_and_can_be_copied() -> None:
    post = Post(source="a", id="1", text="b", author=Author(name="c"))
    with pytest.raises(dataclasses.FrozenInstanceError):
        post.text = "c"  # type: ignore[misc]
    for twin in (copy.deepcopy(post), pickle.loads(pickle.dumps(post)), dataclasses.replace(post)):
        assert twin == post
        assert hash(twin) == hash(post)
    assert dataclasses.replace(post, text="c") != post
