"""How sure it is that a name found means the topic: a logistic score over the facts of ``cues``.

    confidence = 1 / (1 + exp(-(sum of weight * fact)))

The weights were set by hand, looking at one half of the annotated texts that ``benchmarks/matching.py`` reads;
those of ``place``, ``pronoun``, ``name-after`` and ``tagged`` follow a logistic regression on that half. What
a person's verdicts teach about one topic is added on top (``learn``).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import exp
from operator import attrgetter
from typing import TypeAlias

from mentionwatch.messages import say
from mentionwatch.model import Topic
from mentionwatch.text.cues import cues, words_around
from mentionwatch.text.normal import Text
from mentionwatch.text.occurrences import Occurrence

Weights: TypeAlias = Mapping[str, float]
"""What was learned about one topic: by fact, and by neighbouring word (``word:...``)."""

WEIGHTS: dict[str, float] = {
    "coined": 3.6,
    "ordinary": 0.2,
    "frequent": -2.2,
    "asked-small": 2.4,
    "no-context": -1.0,
    "kind-form": -0.1,
    "kind-adjective": -1.0,
    "kind-joined": -0.4,
    "kind-inside": -1.6,
    "kind-translit": -2.2,
    "kind-translit-word": -1.2,
    "kind-layout": -2.6,
    "kind-lookalike": -1.0,
    "other-abbreviation": -3.5,
    "e-mail": -2.0,
    "via": -5.0,
    "reading-lookalike": -0.8,
    "reading-part": -0.3,
    "context": 1.5,
    "not-context": -1.9,
    "capital": 2.2,
    "capital-at-start": 0.5,
    "capital-inside": 5.0,
    "capitals-everywhere": -0.6,
    "shouted": 1.2,
    "label": -2.5,
    "small": -0.1,
    "small-in-proper": -2.6,
    "small-in-unknown": -3.0,
    "other-spelling": 2.5,
    "with-company": 1.8,
    "near-company": 0.8,
    "business": 1.1,
    "quoted": 1.6,
    "company-before": 1.8,
    "company-after": 1.5,
    "from": 0.5,
    "wrong-sense": -4.0,
    "person": -2.0,
    "determiner": -1.6,
    "thing": -1.4,
    "described": -1.2,
    "plural": -2.0,
    "possessive": 0.5,
    "place": -1.9,
    "place-name": -1.0,
    "pronoun": -1.5,
    "exclaimed": -2.0,
    "of-something": -1.2,
    "name-after": -1.0,
    "tagged": -1.0,
    "account": 2.0,
}
_RATE = 0.5
_ROUNDS = 300
_DECAY = 0.02
_SHOWN = 4
_MOST_JUDGED = 100
"""A text that holds the name more often is judged by the first ones."""
_TELLING = 0.25


@dataclass(frozen=True, slots=True)
class Verdict:
    """The confidence that a post concerns a topic, 0..1, and the facts that moved it, strongest first."""

    confidence: float
    facts: tuple[tuple[str, bool], ...] = ()
    """Names of facts, and whether they speak for the topic."""

    def reasons(self, language: str) -> tuple[str, ...]:
        """The facts in the language given (``en`` or ``ru``)."""
        return _reasons(language, self.facts)


def score(
    topic: Topic, text: Text, one: Occurrence, others: Sequence[Occurrence], learned: Weights | None = None
) -> float:
    """The confidence of one occurrence, 0..1."""
    return _sigmoid(sum(_parts(topic, text, one, others, learned).values()))


def judge(topic: Topic, text: Text, held: Sequence[Occurrence], learned: Weights | None = None) -> Verdict:
    """The confidence of a mention: that of its surest occurrence. A query of fields alone is as sure as can be."""
    if not held:
        return Verdict(1.0)
    if learned:
        return max(
            (_weighed(_parts(topic, text, one, held, learned)) for one in held[:_MOST_JUDGED]),
            key=attrgetter("confidence"),
        )
    verdicts = [_weighed_alike(tuple(cues(topic, text, one, held).items())) for one in held[:_MOST_JUDGED]]
    return verdicts[0] if len(verdicts) == 1 else max(verdicts, key=attrgetter("confidence"))


@lru_cache(4096)
def _weighed_alike(facts: tuple[tuple[str, float], ...]) -> Verdict:
    """The verdict on facts where nothing was learned: the same few come again and again."""
    return _weighed({name: value * WEIGHTS.get(name, 0.0) for name, value in facts})


def _weighed(parts: Mapping[str, float]) -> Verdict:
    telling = sorted(
        (name for name in parts if abs(parts[name]) >= _TELLING), key=lambda name: -abs(parts[name])
    )
    facts = tuple((name, parts[name] > 0) for name in telling[:_SHOWN])
    return Verdict(round(_sigmoid(sum(parts.values())), 3), facts)


def _parts(
    topic: Topic, text: Text, one: Occurrence, others: Sequence[Occurrence], learned: Weights | None
) -> dict[str, float]:
    """What each fact adds to the score."""
    facts = cues(topic, text, one, others)
    parts = {name: value * WEIGHTS.get(name, 0.0) for name, value in facts.items()}
    if learned:
        for name in _learnable(facts, text, one):
            parts[name] = parts.get(name, 0.0) + learned.get(name, 0.0) * facts.get(name, 1.0)
    return parts


def _learnable(facts: Mapping[str, float], text: Text, one: Occurrence) -> set[str]:
    return {*facts, *(f"word:{word}" for word in words_around(text, one))}


@lru_cache(512)
def _reasons(language: str, facts: tuple[tuple[str, bool], ...]) -> tuple[str, ...]:
    return tuple(_reason(language, name, speaks_for) for name, speaks_for in facts)


def _reason(language: str, name: str, speaks_for: bool) -> str:
    if name.startswith("word:"):
        return say(language, "match-why-word-for" if speaks_for else "match-why-word-against", word=name[5:])
    return say(language, f"match-why-{name}")


def learn(topic: Topic, examples: Sequence[tuple[Text, Sequence[Occurrence], bool]]) -> dict[str, float]:
    """Weights for one topic from verdicts on its mentions: text, occurrences, and whether it is the topic.

    Logistic regression by gradient descent with decay toward zero, so that few verdicts change little. Weights
    too small to matter are left out.
    """
    cases = []
    for text, held, label in examples:
        if held:
            one = max(held, key=lambda some: score(topic, text, some, held))
            facts = cues(topic, text, one, held)
            offset = sum(value * WEIGHTS.get(name, 0.0) for name, value in facts.items())
            cases.append(
                (offset, {name: facts.get(name, 1.0) for name in _learnable(facts, text, one)}, label)
            )
    return _fitted(cases)


def _fitted(cases: Sequence[tuple[float, Mapping[str, float], bool]]) -> dict[str, float]:
    weights: dict[str, float] = {}
    for _ in range(_ROUNDS if cases else 0):
        steps: dict[str, float] = {}
        for offset, values, label in cases:
            said = _sigmoid(offset + sum(weights.get(name, 0.0) * value for name, value in values.items()))
            for name, value in values.items():
                steps[name] = steps.get(name, 0.0) + (label - said) * value
        for name, step in steps.items():
            now = weights.get(name, 0.0)
            weights[name] = now + _RATE * (step / len(cases) - _DECAY * now)
    return {name: round(weight, 4) for name, weight in sorted(weights.items()) if abs(weight) >= 0.01}


def _sigmoid(value: float) -> float:
    return 1 / (1 + exp(-max(-30.0, min(30.0, value))))
