"""How the models that ship with the package judge together. It loads numpy: only who has texts to judge loads it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from mentionwatch.model import Passage, Sentiment
from mentionwatch.sentiment import _encoder, _stack
from mentionwatch.sentiment._ngrams import Floats, Reading, load
from mentionwatch.sentiment._relations import Relation
from mentionwatch.sentiment._rules import Ruling, ruling
from mentionwatch.sentiment._stack import RULES, Circumstances, Verdict, decide, key
from mentionwatch.sentiment._tokens import TARGET, Tokens, read

DATA = Path(__file__).parent / "data"
_TOGETHER = 512  # passages that are read at once
_MOST_WORDS = 5
_LEAST_PULL = 0.1
_EAST_SLAVIC = frozenset({"ru", "uk", "be", "bg"})
_ENGLISH = frozenset({"en", "pcm"})
_CYRILLIC = re.compile(r"[а-яё]", re.IGNORECASE)
_LETTER = re.compile(r"[^\W\d_]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Models:
    """Who judges beside the shipped n-grams: the encoder of ``folder``, by its stack.json; ``quick``: nobody.

    ``by`` names them in a Sentiment.
    """

    by: str
    folder: Path = DATA
    quick: bool = False


def judged(passages: Sequence[Passage], models: Models) -> list[Sentiment]:
    """One Sentiment a passage."""
    found: list[Sentiment] = []
    for start in range(0, len(passages), _TOGETHER):
        found += _judged(passages[start : start + _TOGETHER], models)
    return found


def _judged(passages: Sequence[Passage], models: Models) -> list[Sentiment]:
    groups, texts = [group(passage) for passage in passages], [read(passage) for passage in passages]
    readings = _readings(groups, texts)
    opinions = [np.array([reading.logits for reading in readings])]
    if not models.quick:
        opinions.append(_encoder.load(models.folder).logits(passages))
    rulings = [ruling(*each) for each in zip(passages, texts, groups, strict=True)]
    around = [around_of(*each) for each in zip(texts, groups, rulings, strict=True)]
    verdicts = decide(opinions, around, _stack.load(models.folder, len(opinions)))
    told = [each.told for each in rulings]
    return [_sentiment(models.by, *each) for each in zip(verdicts, texts, readings, told, strict=True)]


def group(passage: Passage) -> str:
    """Which of the three models reads a passage; without a language its letters decide."""
    if passage.language:
        language = passage.language.split("-")[0].lower()
        return "en" if language in _ENGLISH else "ru" if language in _EAST_SLAVIC else "other"
    return "ru" if _is_cyrillic(passage.text) else "en"


def _readings(groups: Sequence[str], texts: Sequence[Tokens]) -> list[Reading]:
    """What the n-grams say of each text, those of a group together."""
    found: dict[int, Reading] = {}
    for name in set(groups):
        mine = [i for i, each in enumerate(groups) if each == name]
        found.update(zip(mine, load(name).read([texts[i] for i in mine]), strict=True))
    return [found[i] for i in range(len(texts))]


def around_of(tokens: Tokens, name: str, ruled: Ruling) -> Circumstances:
    """What counts beside the log-odds of a text of a group."""
    return Circumstances(
        key=key(name, targeted=TARGET in tokens.words),
        outcome=ruled.told.outcome if ruled.told else None,
        lead=ruled.lead,
    )


def _sentiment(
    by: str, verdict: Verdict, tokens: Tokens, reading: Reading, compared: Relation | None
) -> Sentiment:
    return Sentiment(
        label=verdict.label,
        score=round(verdict.score, 3),
        by=by,
        confidence=round(verdict.confidence, 3),
        words=_deciding(tokens, reading.pull, compared),
    )


def _deciding(tokens: Tokens, pull: Floats, compared: Relation | None) -> tuple[tuple[str, float], ...]:
    """A comparison, then the words that pulled most, strongest first; a negated word with its negation."""
    found = {compared.phrase: compared.outcome * RULES.outcome} if compared and compared.outcome else {}
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
