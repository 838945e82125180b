"""The sentiment toward a brand, from the models that ship with the package."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

import numpy as np
from pydantic import Field

from mentionwatch.model import Passage, Sentiment
from mentionwatch.plugins import Classifier
from mentionwatch.sentiment import _encoder
<<<<<<< HEAD
from mentionwatch.sentiment._contrast import contrast
from mentionwatch.sentiment._ngrams import Floats, Reading, load
from mentionwatch.sentiment._relations import Relation, relation
from mentionwatch.sentiment._stack import OUTCOME, Circumstances, Verdict, decide, key
from mentionwatch.sentiment._tokens import TARGET, Tokens, masked_text, placed, read
=======
from mentionwatch.sentiment._contrast import Contrast, contrast
from mentionwatch.sentiment._events import events
from mentionwatch.sentiment._ngrams import Floats, load
from mentionwatch.sentiment._relations import Relation, relation
from mentionwatch.sentiment._stack import OUTCOME, decide
from mentionwatch.sentiment._tokens import TARGET, Tokens, masked_text, placed, read, split
>>>>>>> 9ac87cc (Read what happens to customers, contrasts across sentences, irony and more ways to compare; a better model of English complaints)

_BY = "embedded/2"
_TOGETHER = 512  # passages that are read at once
_MOST_WORDS = 5
_LEAST_PULL = 0.1
_EVENT = 0.8  # what one thing that happens counts, in log-odds
_EVENT_BESIDE = 1.5  # the same where it is set against what happens with another brand
_CLEAR = 1.5  # a lead over the other brand, in log-odds, that settles it
_SHOWN = 9  # words of a side that are shown
_SHORT = 60  # words around the target in which things happen to its customers
_EAST_SLAVIC = frozenset({"ru", "uk", "be", "bg"})
_ENGLISH = frozenset({"en", "pcm"})
_CYRILLIC = re.compile(r"[а-яё]", re.IGNORECASE)
_LETTER = re.compile(r"[^\W\d_]")


class Embedded(Classifier):
    """Reads the feeling toward the target in any language, best in Russian and English, on one core.

    Linear models over hashed n-grams, one for English, one for East Slavic languages, one for all others.
    How they were trained, and where they fail: docs/sentiment.md.
    """

    limits: ClassVar[str] = "Irony without a sign of it, and feelings that only a reader of the thread sees."
    example: ClassVar[str] = 'sentiment = { type = "embedded" }'

    quick: bool = Field(default=False, description="n-grams alone: less right, twenty times as fast")

    def classify(self, passages: Sequence[Passage]) -> Sequence[Sentiment]:
        """One Sentiment a passage. A text without words is neutral."""
        found: list[Sentiment] = []
        for start in range(0, len(passages), _TOGETHER):
            found += self._classify(passages[start : start + _TOGETHER])
        return found

    def _classify(self, passages: Sequence[Passage]) -> list[Sentiment]:
        groups, texts = [group(passage) for passage in passages], [read(passage) for passage in passages]
        readings = _readings(groups, texts)
        opinions = [np.array([reading.logits for reading in readings])]
        if _encoder.SHIPPED and not self.quick:
            opinions.append(_encoder.load().logits(passages))
        compared = [_compared(tokens, name) for tokens, name in zip(texts, groups, strict=True)]
        around = [_around(*each) for each in zip(passages, texts, groups, compared, strict=True)]
        verdicts = decide(opinions, around)
        return [_sentiment(*each) for each in zip(verdicts, texts, readings, compared, strict=True)]


def group(passage: Passage) -> str:
    """Which of the three models reads a passage; without a language its letters decide."""
    if passage.language:
        language = passage.language.split("-")[0].lower()
        return "en" if language in _ENGLISH else "ru" if language in _EAST_SLAVIC else "other"
    return "ru" if _is_cyrillic(passage.text) else "en"


<<<<<<< HEAD
def _readings(groups: Sequence[str], texts: Sequence[Tokens]) -> list[Reading]:
    """What the n-grams say of each text, those of a group together."""
    found: dict[int, Reading] = {}
    for name in set(groups):
        mine = [i for i, each in enumerate(groups) if each == name]
        found.update(zip(mine, load(name).read([texts[i] for i in mine]), strict=True))
    return [found[i] for i in range(len(texts))]


def _compared(tokens: Tokens, name: str) -> Relation | None:
    return relation(tokens.words, name) if name != "other" else None


def _around(passage: Passage, tokens: Tokens, name: str, compared: Relation | None) -> Circumstances:
    targeted = TARGET in tokens.words
    alone = compared is None and targeted and name != "other"
    return Circumstances(
        key=key(name, targeted=targeted),
        outcome=compared.outcome if compared else None,
        lead=_lead(passage, tokens, name) if alone else 0.0,
=======
def _sentiment(passage: Passage, *careful: Floats) -> Sentiment:
    chosen, tokens = group(passage), read(passage)
    reading = load(chosen).read(tokens)
    found = _found(passage, tokens, chosen)
    verdict = decide(
        [reading.logits, *careful],
        chosen,
        targeted=TARGET in tokens.words,
        outcome=found.told.outcome if found.told else None,
        lead=found.lead,
>>>>>>> 9ac87cc (Read what happens to customers, contrasts across sentences, irony and more ways to compare; a better model of English complaints)
    )


def _sentiment(verdict: Verdict, tokens: Tokens, reading: Reading, compared: Relation | None) -> Sentiment:
    return Sentiment(
        label=verdict.label,
        score=round(verdict.score, 3),
        by=_BY,
        confidence=round(verdict.confidence, 3),
        words=_deciding(tokens, reading.pull, found.told),
    )


@dataclass(frozen=True, slots=True)
class _Found:
    """What rules say of the target: a phrase that told, else how much speaks for it, in log-odds."""

    told: Relation | None = None
    lead: float = 0.0


def _found(passage: Passage, tokens: Tokens, chosen: str) -> _Found:
    if chosen == "other":
        return _Found()
    words = _within_title(passage, tokens)
    if told := relation(words, chosen):
        return _Found(told)
    sides = contrast(masked_text(passage), tokens.words) if TARGET in tokens.words else None
    if sides is None:
        happened = events(_near(words), chosen)
        if happened.is_ironic:
            return _Found(Relation(-1, happened.told))
        return _Found(lead=_EVENT * happened.balance)
    lead = _liking(sides.mine, chosen) - _liking(sides.theirs, chosen)
    lead = lead if sides.mine and sides.theirs else 2 * lead
    if abs(lead) < _CLEAR:
        return _Found(lead=lead)
    return _Found(Relation(1 if lead > 0 else -1, _side(sides)))


def _side(sides: Contrast) -> str:
    return " ".join("…" if word == TARGET else word for word in (sides.mine or sides.theirs)[:_SHOWN])


def _within_title(passage: Passage, tokens: Tokens) -> list[str]:
    """The tokens, a title parted from its text as a sentence of its own."""
    if "\n" not in passage.text:
        return tokens.words
    return split(masked_text(passage).replace("\n", " . "))


def _liking(words: list[str], chosen: str) -> float:
    if not words:
        return 0.0
<<<<<<< HEAD
    (reading,), told = load(chosen).read([placed(words)]), relation(words, chosen)
    return float(reading.logits[2] - reading.logits[0]) + (told.outcome * OUTCOME if told else 0.0)
=======
    logits, told = load(chosen).read(placed(words)).logits, relation(words, chosen)
    happens = _EVENT_BESIDE * events(words, chosen).balance
    return float(logits[2] - logits[0]) + happens + (told.outcome * OUTCOME if told else 0.0)


def _near(words: list[str]) -> list[str]:
    """The words of a short text, the sentences of the target in a long one."""
    if len(words) <= _SHORT or TARGET not in words:
        return words[:_SHORT]
    at = words.index(TARGET)
    return words[max(0, at - _SHORT // 2) : at + _SHORT // 2]
>>>>>>> 9ac87cc (Read what happens to customers, contrasts across sentences, irony and more ways to compare; a better model of English complaints)


def _deciding(tokens: Tokens, pull: Floats, compared: Relation | None) -> tuple[tuple[str, float], ...]:
    """A comparison, then the words that pulled most, strongest first; a negated word with its negation."""
    found = {compared.phrase: compared.outcome * OUTCOME} if compared and compared.outcome else {}
    for i in np.argsort(-np.abs(pull), kind="stable"):
        if abs(pull[i]) < _LEAST_PULL or len(found) == _MOST_WORDS:
            break
        phrase = _phrase(tokens, int(i))
        if phrase and phrase not in found:
            found[phrase] = round(float(pull[i]), 2)
    return tuple(found.items())


def _phrase(tokens: Tokens, at: int) -> str:
    words = tokens.words[tokens.negated.get(at, at) : at + 1]
    if words[-1] == TARGET or words[-1].startswith("‹") or (len(words[-1]) == 1 and words[-1] in ".,;:"):
        return ""
    return " ".join(word for word in words if word != TARGET)


def _is_cyrillic(text: str) -> bool:
    letters = _LETTER.findall(text[:400])
    return 2 * len(_CYRILLIC.findall(text[:400])) > len(letters)
