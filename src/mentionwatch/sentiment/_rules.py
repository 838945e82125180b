"""What rules say of a target, which no linear model hears: who wins, what happens to whom, what is meant as irony."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from mentionwatch.model import Passage
from mentionwatch.sentiment._contrast import Contrast, contrast, names_another
from mentionwatch.sentiment._events import events
from mentionwatch.sentiment._negations import negation
from mentionwatch.sentiment._ngrams import load
from mentionwatch.sentiment._relations import Relation, relation
from mentionwatch.sentiment._tokens import TARGET, Tokens, masked_text, placed, split

_EVENT = 0.8  # what one thing that happens counts, in log-odds
_EVENT_BESIDE = 1.5  # the same where it is set against what happens with another brand
_DENIED_BESIDE = 2.0  # what is said of one by a negation, where it is set against another
_WINNING = 5.0  # what a phrase counts in how a side reads
_CLEAR = 1.5  # a lead over the other brand, in log-odds, that settles it
_SHOWN = 9  # words of a side that are shown
_SHORT = 60  # words around the target in which things happen to its customers


@dataclass(frozen=True, slots=True)
class Ruling:
    """``told`` is a phrase or a contrast that settled it; else ``lead`` speaks for the target, in log-odds."""

    told: Relation | None = None
    lead: float = 0.0


def ruling(passage: Passage, tokens: Tokens, language: str) -> Ruling:
    """What rules say; ``language`` is ``en``, ``ru``, or another, of which they know nothing."""
    if language not in ("en", "ru"):
        return Ruling()
    words = _parted(passage, tokens)
    if told := relation(words, language, lambda earlier: _complains(earlier, language)):
        return Ruling(told)
    sides = contrast(masked_text(passage), tokens.words) if TARGET in tokens.words else None
    if sides is not None:
        return _of_sides(sides, language)
    if (denied := negation(words, language)) and not names_another(masked_text(passage)):
        return Ruling(denied)
    return _of_events(words, language)


def _parted(passage: Passage, tokens: Tokens) -> list[str]:
    """The tokens, a title parted from its text as a sentence of its own."""
    if "\n" not in passage.text:
        return tokens.words
    return split(masked_text(passage).replace("\n", " . "))


def _of_events(words: Sequence[str], language: str) -> Ruling:
    happened = events(_near(words), language)
    if happened.is_ironic:
        return Ruling(Relation(-1, happened.told))
    return Ruling(lead=_EVENT * happened.balance)


def _of_sides(sides: Contrast, language: str) -> Ruling:
    """By how much the target's side reads better than the other's."""
    lead = _liking(sides.mine, language) - _liking(sides.theirs, language)
    lead = lead if sides.mine and sides.theirs else 2 * lead
    if abs(lead) < _CLEAR:
        return Ruling(lead=lead)
    shown = " ".join("…" if word == TARGET else word for word in (sides.mine or sides.theirs)[:_SHOWN])
    return Ruling(Relation(1 if lead > 0 else -1, shown))


def _complains(words: Sequence[str], language: str) -> bool:
    if not words:
        return False
    (reading,) = load(language).read([placed(list(words))])
    return bool(reading.logits.argmax() == 0) or events(words, language).balance < 0


def _liking(words: list[str], language: str) -> float:
    if not words:
        return 0.0
    (reading,), told = load(language).read([placed(words)]), relation(words, language)
    happens = _EVENT_BESIDE * events(words, language).balance
    said = _DENIED_BESIDE * denied.outcome if (denied := negation(words, language)) and not told else 0.0
    return (
        float(reading.logits[2] - reading.logits[0])
        + happens
        + said
        + (told.outcome * _WINNING if told else 0.0)
    )


def _near(words: Sequence[str]) -> Sequence[str]:
    """The words of a short text, those around the target in a long one."""
    if TARGET not in words:
        return words[:_SHORT]
    at = words.index(TARGET)
    return words[max(0, at - _SHORT // 2) : at + _SHORT // 2] if len(words) > _SHORT else words
