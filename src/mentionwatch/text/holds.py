"""Whether a query holds for one post, and by which occurrences."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import lru_cache
from operator import eq, ge, gt, le, lt

from mentionwatch.model import Post
from mentionwatch.text.leaves import Leaf
from mentionwatch.text.letters import fold
from mentionwatch.text.normal import Text
from mentionwatch.text.occurrences import Occurrence, atoms_at, domains_above
from mentionwatch.text.patterns import expression
from mentionwatch.text.query import And, Field, Near, Node, Not, Or, Regex

_COMPARE = {"<": lt, "<=": le, ">": gt, ">=": ge, "=": eq}
_EVERYWHERE = (0, 1 << 40)


class Evaluation:
    """Evaluates one query on one post. ``found`` are the occurrences of the query's leaves in its text."""

    def __init__(self, post: Post, text: Text, leaves: dict[int, Leaf], found: Sequence[Occurrence]) -> None:
        self.post = post
        self.text = text
        self.leaves = leaves
        self._found: dict[int, list[Occurrence]] = {}
        for one in found:
            self._found.setdefault(id(one.leaf.node), []).append(one)

    def holds(self, node: Node, within: tuple[int, int] = _EVERYWHERE) -> list[Occurrence] | None:
        """The occurrences that make the query true (none for what is true by absence), or None if it is false."""
        if id(node) in self.leaves:
            return self._leaf(node, within)
        match node:
            case And(nodes=nodes):
                return self._all(nodes, within)
            case Or(nodes=nodes):
                return self._any(nodes, within)
            case Not(node=inner):
                return [] if self.holds(inner, within) is None else None
            case Near():
                return self._near(node, within)
            case Field():
                return self._field(node)
            case Regex(source=source, ignore_case=ignore_case):
                return self._expression(node, source, ignore_case, within)
        raise TypeError(node)

    def _all(self, nodes: Sequence[Node], within: tuple[int, int]) -> list[Occurrence] | None:
        held: list[Occurrence] = []
        for node in nodes:
            found = self.holds(node, within)
            if found is None:
                return None
            held += found
        return held

    def _any(self, nodes: Sequence[Node], within: tuple[int, int]) -> list[Occurrence] | None:
        leaves, here = self.leaves, self._found
        found = [
            some
            for node in nodes
            if (id(node) in here or id(node) not in leaves)  # most terms of a list are not there
            and (some := self.holds(node, within)) is not None
        ]
        return [one for some in found for one in some] if found else None

    def _leaf(self, node: Node, within: tuple[int, int]) -> list[Occurrence] | None:
        found = self._found.get(id(node))
        if found is None or within is _EVERYWHERE:
            return found
        return [one for one in found if within[0] <= one.bounds[0] and one.bounds[1] <= within[1]] or None

    def _near(self, node: Near, within: tuple[int, int]) -> list[Occurrence] | None:
        left, right = self.holds(node.left, within), self.holds(node.right, within)
        if left is None or right is None:
            return None
        pairs = list(_pairs(left, right, node.distance))
        if not node.ordered:
            pairs += _pairs(right, left, node.distance)
        held = {id(one): one for pair in pairs for one in pair}
        return sorted(held.values(), key=lambda one: one.bounds) or None

    def _expression(
        self, node: Node, source: str, ignore_case: bool, within: tuple[int, int]
    ) -> list[Occurrence] | None:
        leaf = Leaf(0, node, f"/{source}/{'i' * ignore_case}")
        found = [
            Occurrence(leaf, *atoms_at(self.text, start, end), (start, end), "pattern", "word")
            for start, end in expression(source, ignore_case).spans(self.text.whole)
            if within[0] <= start and end <= within[1]
        ]
        return found or None

    def _field(self, node: Field) -> list[Occurrence] | None:
        value = node.value
        if isinstance(value, str):
            return [] if any(_like(value, told) for told in _told(self.post, node.name)) else None
        if isinstance(value, float | int):
            number = _number(self.post, node.name)
            return [] if number is not None and _COMPARE[node.op](number, value) else None
        end_of_title = max(self.text.break_at, 0)
        return self.holds(
            value, (0, end_of_title) if node.name == "title" else (end_of_title, _EVERYWHERE[1])
        )


def _pairs(
    before: Sequence[Occurrence], after: Sequence[Occurrence], distance: int
) -> Iterator[tuple[Occurrence, Occurrence]]:
    """Where one of ``after`` begins with fewer than ``distance`` words after one of ``before`` has ended."""
    ordered = sorted(after, key=lambda one: one.first)
    for one in before:
        at = bisect_left(ordered, one.end, key=lambda other: other.first)
        while at < len(ordered) and ordered[at].first - one.end < distance:
            yield one, ordered[at]
            at += 1


def _told(post: Post, name: str) -> list[str]:
    """What a post says about itself under the name of a field."""
    author = post.author
    told: list[str | None]
    match name:
        case "author":
            told = [author.name, author.handle, author.id] if author else []
        case "site":
            told = [*domains_above((post.site or "").lower())]
        case "source":
            told = [post.source]
        case "lang":
            told = [(post.language or "").split("-")[0]]
        case "kind":
            told = [post.kind]
        case _:
            told = [post.url]
    return [value for value in told if value]


def _number(post: Post, name: str) -> float | None:
    match name:
        case "stars":
            return post.rating
        case "likes":
            return post.engagement.likes
    return post.author.followers if post.author else None


def _like(pattern: str, value: str) -> bool:
    if "//" in value:  # an address holds what is asked for; the other fields are it
        return (
            fold(pattern.strip("*")) in fold(value)
            if "*" not in pattern.strip("*")
            else bool(_wild(f"*{pattern}*").fullmatch(fold(value)))
        )
    return bool(_wild(pattern.lstrip("@")).fullmatch(fold(value.lstrip("@"))))


@lru_cache(1024)
def _wild(pattern: str) -> re.Pattern[str]:
    """``*`` is anything, ``?`` at most one sign. Linear: what stands between two stars is looked for once."""
    first, *rest = (_piece(piece) for piece in re.split(r"\*+", fold(pattern)))
    inner = "".join(f"(?>.*?{piece})" for piece in rest[:-1])
    return re.compile("(?s)" + first + inner + "".join(f".*{piece}" for piece in rest[-1:]))


def _piece(piece: str) -> str:
    return ".??".join(map(re.escape, piece.split("?")))
