"""Replies of one wording: what is copied again and again is read as a robot's, whoever sent it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from mentionwatch.conversation import Remark, Template
from mentionwatch.text.neardup import wording
from mentionwatch.text.sketches import group

_US = "us"
_EXAMPLES = 5


def templates(replies: Sequence[Remark]) -> list[Template]:
    """The wordings that replies share, those of most replies first; a wording that is used once is none.

    Words are compared as ``text.neardup`` does; where they are not kept, only by their hash. Order does not matter.
    """
    equal: dict[tuple[str, int], list[Remark]] = defaultdict(list)
    for reply in _by_time(replies):
        equal[_identity(reply)].append(reply)
    found = [_by_time(some) for some in _alike(list(equal.values())) if len(some) > 1]
    found.sort(key=lambda some: (-len(some), some[0].at, some[0].key))
    return [template(some) for some in found]


def template(replies: Sequence[Remark]) -> Template:
    """One template of all the replies given, which are not none, in their order."""
    urls = [reply.url for reply in replies if reply.url]
    return Template(text=_text(replies), count=len(replies), urls=tuple(urls[:_EXAMPLES]))


def _identity(reply: Remark) -> tuple[str, int]:
    return ("key", reply.key) if reply.wording is None else ("wording", reply.wording)


def _alike(equal: Sequence[Sequence[Remark]]) -> list[list[Remark]]:
    """Groups of equal replies, joined where they differ by a name or a slip."""
    texts = [_text(some) for some in equal]
    told = [place for place, text in enumerate(texts) if text]
    names = {place: place for place in range(len(equal))}
    for place, first in zip(told, group(wording(texts[place] or "", _US) for place in told), strict=True):
        names[place] = told[first]
    joined: dict[int, list[Remark]] = defaultdict(list)
    for place, some in enumerate(equal):
        joined[names[place]] += some
    return list(joined.values())


def _text(replies: Sequence[Remark]) -> str | None:
    return next((reply.text for reply in replies if reply.text), None)


def _by_time(replies: Sequence[Remark]) -> list[Remark]:
    return sorted(replies, key=lambda one: (one.at, one.key))
