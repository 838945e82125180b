"""Replies of one wording: what is copied again and again is read as a robot's, whoever sent it."""

from __future__ import annotations

from collections.abc import Sequence

from mentionwatch.conversation import Remark, Template
from mentionwatch.text.neardup import Wording, likeness, wording
from mentionwatch.text.sketches import keys

_US = "us"
_EXAMPLES = 5


def templates(replies: Sequence[Remark]) -> list[Template]:
    """The wordings that replies share, those of most replies first; a wording that is used once is none.

    Words are compared as ``text.neardup`` does; where they are not kept, only by their hash. Order does not matter.
    """
    ordered = sorted(replies, key=lambda reply: (reply.at, reply.key))
    groups = _Groups(len(ordered))
    _unite_equal(ordered, groups)
    _unite_alike(ordered, groups)
    found = [[ordered[n] for n in group] for group in groups.all() if len(group) > 1]
    found.sort(key=lambda group: (-len(group), group[0].at, group[0].key))
    return [_template(group) for group in found]


def template(replies: Sequence[Remark]) -> Template:
    """One template of all the replies given, which are not none, in their order."""
    return _template(replies)


def _template(replies: Sequence[Remark]) -> Template:
    urls = [reply.url for reply in replies if reply.url]
    return Template(
        text=next((reply.text for reply in replies if reply.text), None),
        count=len(replies),
        urls=tuple(urls[:_EXAMPLES]),
    )


class _Groups:
    """Numbers that belong together (union-find)."""

    def __init__(self, size: int) -> None:
        self._above = list(range(size))

    def of(self, number: int) -> int:
        while self._above[number] != number:
            self._above[number] = self._above[self._above[number]]
            number = self._above[number]
        return number

    def unite(self, one: int, other: int) -> None:
        first, second = sorted((self.of(one), self.of(other)))
        self._above[second] = first

    def all(self) -> list[list[int]]:
        found: dict[int, list[int]] = {}
        for number in range(len(self._above)):
            found.setdefault(self.of(number), []).append(number)
        return list(found.values())


def _unite_equal(replies: Sequence[Remark], groups: _Groups) -> None:
    first: dict[int, int] = {}
    for number, reply in enumerate(replies):
        if reply.wording is not None:
            groups.unite(first.setdefault(reply.wording, number), number)


def _unite_alike(replies: Sequence[Remark], groups: _Groups) -> None:
    """Replies that differ by a name or a slip; only those that share a key of their sketch are compared."""
    holders: dict[int, list[tuple[int, Wording]]] = {}
    for number, reply in enumerate(replies):
        if not reply.text:
            continue
        words = wording(reply.text, _US)
        for key in keys(words):
            others = holders.setdefault(key, [])
            for other, their in others:
                if groups.of(other) != groups.of(number) and likeness(words, their):
                    groups.unite(other, number)
            others.append((number, words))
