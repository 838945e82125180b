"""How urgent an answer is: complaint x reach x negativity x growth x hours unanswered.

Each factor has a floor and a ceiling, so that none drowns the others, and 1 is "nothing to speak of". Reach, growth
and time count by their logarithms: from ten to a hundred is as far as from a hundred to a thousand.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import timedelta
from typing import Literal, TypeAlias, get_args

from mentionwatch.model import Intent, Label

Section: TypeAlias = Literal["complaints", "questions", "praise", "rest"]
SECTIONS: tuple[Section, ...] = get_args(Section)
"""What a desk works through, most pressing first. Praise is there to be thanked."""

COMPLAINTS: dict[Intent, float] = {
    "cancellation": 4, "complaint": 3, "question": 2, "praise": 1, "other": 1, "news": 0.5, "advertisement": 0.25,
    "job": 0.25,
}  # fmt: skip
HASTE = 1.5
"""What words of haste make of a complaint."""
MOST = 3.0
"""The ceiling of reach, growth and time: a million people, 256 who wait, eleven days."""

_SECTIONS: dict[Intent, Section] = {
    "complaint": "complaints", "cancellation": "complaints", "question": "questions", "praise": "praise",
    "news": "rest", "advertisement": "rest", "job": "rest",
}  # fmt: skip
_HOUR = timedelta(hours=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Plight:
    """What is known of somebody, or of several people with one matter, who wait for an answer.

    ``reach`` is in people, ``score`` the sentiment, -1 (worst) to 1, ``people`` how many wait, ``joined`` how many of
    them within the last day, the first of all left out; ``waited`` is how long the first of them has.
    """

    intent: Intent | None = None
    haste: bool = False
    reach: int = 0
    score: float | None = None
    people: int = 1
    joined: int = 0
    waited: timedelta = timedelta()


@dataclass(frozen=True, slots=True, kw_only=True)
class Urgency:
    """The factors of an urgency; 1 is nothing to speak of."""

    complaint: float
    reach: float
    negativity: float
    growth: float
    waiting: float

    @property
    def total(self) -> float:
        """All factors multiplied: 0.125 to 324."""
        return self.complaint * self.reach * self.negativity * self.growth * self.waiting


def urgency(plight: Plight) -> Urgency:
    """How urgent it is; no factor falls when its part of the plight gets worse."""
    return Urgency(
        complaint=COMPLAINTS[plight.intent or "other"] * (HASTE if plight.haste else 1),
        reach=min(MOST, 1 + math.log10(1 + max(plight.reach, 0)) / 3),
        negativity=2 ** -(plight.score or 0.0),
        growth=min(MOST, 1 + math.log2(max(plight.people, 1) + plight.joined) / 4),
        waiting=min(MOST, 1 + math.log2(1 + max(plight.waited, timedelta()) / _HOUR) / 4),
    )


def section(intent: Intent | None, label: Label | None) -> Section:
    """Where a mention belongs: by its intent, or else by its sentiment."""
    if intent in _SECTIONS:
        return _SECTIONS[intent]
    return "complaints" if label == "negative" else "praise" if label == "positive" else "rest"
