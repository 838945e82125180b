"""Who and what occurs with a topic: names that its mentions hold more often than other texts do.

A name is a run of capitalised words within a sentence, as in `subjects`, compared by sound, and counted once an
author. What other texts say of it is chance: texts about the other topics, or else the topic's own of the period
before. The lift is the share here over the share there; a name is told where the log-likelihood ratio of that is as
rare as 1 in 100 (Dunning 1993).
"""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING, TypeAlias

from mentionwatch.analysis.lemmas import WORD, lemma
from mentionwatch.analysis.subjects import SURPRISE, names_of, surprise
from mentionwatch.model import Companion

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from mentionwatch.analysis.subjects import Voice

LEAST = 3
"""So many people must name somebody."""
COMPARED = 20
"""Fewer other texts than these do not tell what is usual."""

_EXAMPLES = 3

Name: TypeAlias = "tuple[str, ...]"


def companions(
    topic: str, told: Sequence[Voice], others: Sequence[Voice], *, own: Iterable[str] = (), most: int = 8
) -> list[Companion]:
    """The names that most surely occur with the topic. ``own`` are the topic's names, which say nothing."""
    ignored = {lemma(word) for name in own for word in WORD.findall(name)}
    here, wordings = _named(told, ignored)
    there, _ = _named(others, ignored)
    found: list[tuple[float, Companion]] = []
    for name, voices in here.items():
        count, usual = len(voices), len(there.get(name, ()))
        rarity = surprise(count, len(told), usual, len(others))
        if count < LEAST or (len(others) >= COMPARED and rarity < SURPRISE):
            continue
        companion = Companion(
            topic=topic,
            name=min(wordings[name], key=lambda text: (-wordings[name][text], len(text), text)),
            kind="name",
            count=count,
            of=len(told),
            expected=(usual + 0.5) / (len(others) + 1) * len(told) if len(others) >= COMPARED else None,
            examples=tuple(sorted(voices.values())[:_EXAMPLES]),
        )
        found.append((rarity, companion))
    found.sort(key=lambda pair: (-pair[1].count, -pair[0], pair[1].name))
    return [companion for _, companion in found][:most]


def _named(
    voices: Sequence[Voice], ignored: set[str]
) -> tuple[Mapping[Name, Mapping[str, int]], Mapping[Name, Counter[str]]]:
    """For each name who says it and in which mention first, and how it is written."""
    by: dict[Name, dict[str, int]] = defaultdict(dict)
    wordings: dict[Name, Counter[str]] = defaultdict(Counter)
    for voice in voices:
        for sounds, wording in names_of(voice.text, ignored):
            by[sounds].setdefault(voice.author or f"mention {voice.id}", voice.id)
            wordings[sounds][wording] += 1
    return by, wordings
