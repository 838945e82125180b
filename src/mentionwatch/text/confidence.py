"""How sure it is that a name means the topic."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from mentionwatch.model import Topic
from mentionwatch.text.normal import Text
from mentionwatch.text.occurrences import Occurrence

Weights: TypeAlias = Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Verdict:
    confidence: float
    reasons: tuple[str, ...] = ()


def judge(topic: Topic, text: Text, held: Sequence[Occurrence], weights: Weights | None, language: str) -> Verdict:
    return Verdict(0.95)
