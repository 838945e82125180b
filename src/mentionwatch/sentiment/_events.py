"""What happens to customers: cues of good and bad service, and praise that such a thing makes ironic.

A linear model knows words of feeling; "unlocked mine in ten minutes" and "left it in the bin" hold none. The cues
stand in ``data/events-en.txt`` and ``events-ru.txt``.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from mentionwatch.sentiment._cues import sections, whole
from mentionwatch.sentiment._tokens import ENDS, QUOTES, TARGET, is_negation, is_turn

_NEGATED_WITHIN = 3
_AFTER_TURN, _BEFORE_TURN = 1.5, 0.5
_LEFT_OUT = QUOTES | {TARGET}


@dataclass(frozen=True, slots=True)
class Events:
    """``balance`` is how many good things happen more than bad ones; ``told`` is the first that does, as written.

    ``is_ironic``: something bad happens, and it is praised.
    """

    balance: float
    told: str
    is_ironic: bool


@dataclass(frozen=True, slots=True)
class _Cues:
    bad: re.Pattern[str]
    good: re.Pattern[str]
    praise: re.Pattern[str]
    ironic: re.Pattern[str]


NONE = Events(0.0, "", False)


def events(words: Sequence[str], language: str) -> Events:
    """What happens in a text of tokens. ``language`` is ``en`` or ``ru``."""
    kept = [word for word in words if word not in _LEFT_OUT]
    text = " ".join(kept)
    cues = _load(language)
    turned = _last_turn(text)
    found = sorted(
        (match.start(), sign * _weight(text, match, turned), match[0])
        for sign, pattern in ((-1, cues.bad), (1, cues.good))
        for match in pattern.finditer(text)
    )
    mocked = cues.ironic.search(text)
    if not found and not mocked:
        return NONE
    balance = sum(weight for _, weight, _ in found)
    told = next((said for _, weight, said in found if weight * balance > 0), "")
    praised = cues.praise.search(text)
    is_ironic = balance < 0 and turned is None and praised is not None and not _is_negated(text, praised)
    if mocked:
        return Events(balance, mocked[0], True)
    return Events(balance, f"{praised[0]} … {told}" if is_ironic and praised else told, is_ironic)


def _weight(text: str, match: re.Match[str], turned: int | None) -> float:
    weight = 1.0 if turned is None else _AFTER_TURN if match.start() > turned else _BEFORE_TURN
    return -weight if _is_negated(text, match) else weight


def _is_negated(text: str, match: re.Match[str]) -> bool:
    """Whether a negation stands shortly before it, in the same sentence."""
    before = text[: match.start()].split()[-_NEGATED_WITHIN:]
    ends = [at for at, word in enumerate(before) if word in ENDS or word == ","]
    return any(is_negation(word) for word in (before[ends[-1] + 1 :] if ends else before))


def _last_turn(text: str) -> int | None:
    """Where the last "but" stands."""
    at, found = 0, None
    for word in text.split():
        if is_turn(word):
            found = at
        at += len(word) + 1
    return found


@cache
def _load(language: str) -> _Cues:
    told = sections("events", language)
    return _Cues(*(whole(told[name]) for name in ("bad", "good", "praise", "ironic")))
