"""What the author of a mention wants: to complain, to ask, to praise, to leave, to report, to sell, to hire.

Cues, counted and weighed against the sentiment; for English complaints a small linear model has a say. A
customer who is angry is never taken for an advertisement, whatever else the text holds.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import cast

from mentionwatch.analysis import _complaints
from mentionwatch.model import Intent, Label
from mentionwatch.text.sieve import any_of

LONGEST = 2000
"""Characters that are read of a text: what somebody wants is said early."""

_FOLDER = Path(__file__).parent / "data"
_LANGUAGES = ("en", "ru")
_LEAST = 1.0  # cues that count less than this together are no intent
_PLENTY = 2.0  # cues of a complaint that make one, whatever the model says
_HINT = 0.6  # cues by which somebody who speaks for himself is no advertiser
_ORDER: tuple[Intent, ...] = (
    "complaint", "cancellation", "question", "praise", "job", "advertisement", "news",
)  # fmt: skip
_HEADING = re.compile(r"\[\w+\]")
_SHOUTED = re.compile(r"!|\?!|\.\.\.|…")
_LINK = re.compile(r"https?://\S+")
_HANDLE = re.compile(r"@\w+")


_USUAL: dict[Label | None, float] = {"positive": 0.6, "neutral": 0.0, "negative": -0.6, None: 0.0}


@dataclass(frozen=True, slots=True)
class _Mood:
    """The sentiment toward the brand, as far as it counts here."""

    label: Label | None
    score: float


@dataclass(frozen=True, slots=True)
class Reading:
    """An intent, the urgent words in the order of the text, and whether the language is foul."""

    intent: Intent
    urgent: tuple[str, ...]
    inappropriate: bool


def read(
    text: str, language: str | None, sentiment_label: Label | None, score: float | None = None
) -> Reading:
    """What a mention wants. ``language`` is an ISO 639-1 code, ``sentiment_label`` that toward the brand.

    ``score`` (-1..1) is the sentiment's; without one the label's usual one counts.

    Cues are known in Russian and English; in other languages complaint and praise follow the sentiment.
    """
    plain = _plain(text)
    mood = _Mood(sentiment_label, _USUAL[sentiment_label] if score is None else score)
    hasty, foul = urgent(plain), is_foul(plain)
    upset = foul or (bool(hasty) and bool(_SHOUTED.search(plain)))
    return Reading(_intent(text[:LONGEST], plain, language, mood, is_upset=upset), hasty, foul)


def cue_counts(text: str, language: str) -> list[float]:
    """What the cues of each intent count together, in a fixed order."""
    return list(_scores(_plain(text), language).values())


def urgent(text: str) -> tuple[str, ...]:
    """Words that ask for haste: danger, money, law, time lost. Each once, as written, in lower case."""
    found = _words("urgent").findall(text.replace("’", "'").lower())
    return tuple(dict.fromkeys(found))


def is_foul(text: str) -> bool:
    """Whether the text swears, insults or threatens."""
    return bool(_words("foul").search(text.lower()))


def _plain(text: str) -> str:
    return _LINK.sub(" ", text[:LONGEST]).replace("’", "'").lower()


def _intent(whole: str, text: str, language: str | None, mood: _Mood, *, is_upset: bool) -> Intent:
    """``is_upset``: somebody shouts, swears, or asks for haste and help."""
    known, label = _language(text, language), mood.label
    scores = _scores(text, known)
    personal = _is_personal(text)
    counts = list(scores.values())
    _weigh(scores, label, personal=personal)
    if known == "en" and label != "positive" and (personal or label == "negative"):
        odds = _complaints.odds(whole, label, mood.score, counts)
        scores["complaint"] = _LEAST + max(odds, scores["complaint"] - _PLENTY)
    if label != "positive" and scores["complaint"] >= _LEAST:
        scores["question"] /= 2
    if label != "positive" and (
        is_upset or max(scores["complaint"], counts[0]) >= (_HINT if personal else _LEAST)
    ):
        scores["advertisement"] = scores["job"] = 0
        scores["news"] = 0 if personal or is_upset else scores["news"]
    best = max(_ORDER, key=lambda intent: scores[intent])
    if scores[best] >= _LEAST:
        return best
    return "complaint" if label == "negative" and personal and known != "en" else "other"


def _scores(text: str, language: str) -> dict[Intent, float]:
    """What the cues of each intent count together; a cue counts once."""
    scores: dict[Intent, float] = dict.fromkeys(_ORDER, 0.0)
    cues = _cues(language)
    for number in _sieve(language)(text):
        intent, count, expression = cues[number]
        if _compiled(expression).search(text):
            scores[intent] += count
    return scores


def _weigh(scores: dict[Intent, float], label: Label | None, *, personal: bool) -> None:
    if label == "negative":
        scores["complaint"] += 0.9 if personal else 0.3
        scores["praise"] = 0
        scores["advertisement"] /= 2
    elif label == "positive":
        scores["praise"] += 0.6
        scores["complaint"] /= 3
        scores["cancellation"] /= 3  # who leaves another brand for this one does not leave this one
    if personal:
        for impersonal in cast(tuple[Intent, ...], ("news", "advertisement", "job")):
            scores[impersonal] -= 0.8


def _language(text: str, language: str | None) -> str:
    if language in ("ru", "uk", "be") or (language is None and re.search("[а-я]", text)):
        return "ru"
    return "en"


def _is_personal(text: str) -> bool:
    return bool(_words("personal").search(text)) or bool(_HANDLE.match(text))


@cache
def _cues(language: str) -> Sequence[tuple[Intent, float, str]]:
    """The cues of all intents: of which intent, what it counts, the expression."""
    return [(intent, *_cue(line)) for intent in _ORDER for line in _sections(language)[intent]]


def _cue(line: str) -> tuple[float, str]:
    count, expression = line.split(" ", 1)
    return float(count), expression


@cache
def _compiled(expression: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){expression}")


@cache
def _sieve(language: str) -> Callable[[str], Iterable[int]]:
    """What tells in one pass over a text which cues may be there, in their order."""
    return any_of([expression for _, _, expression in _cues(language)])


@cache
def _words(section: str) -> re.Pattern[str]:
    """The words of a section, in any of the languages, each as a whole."""
    expression = "|".join(_sections(language)[section][0] for language in _LANGUAGES)
    return re.compile(rf"(?<!\w)(?:{expression})(?!\w)")


@cache
def _sections(language: str) -> Mapping[str, list[str]]:
    found: dict[str, list[str]] = {}
    for line in (_FOLDER / f"cues-{language}.txt").read_text(encoding="utf-8").splitlines():
        if _HEADING.fullmatch(line):
            lines = found.setdefault(line[1:-1], [])
        elif line and not line.startswith("#"):
            lines.append(line)
    return found
