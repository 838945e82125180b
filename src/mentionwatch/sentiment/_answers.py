"""What servers and programs are told about passages, and what of their answers is believed.

An answer is a JSON object: ``label`` (positive, neutral, negative), and maybe ``score`` (-1..1), ``confidence``
(0..1) and ``words``, which must stand in the passage: nothing else that an answer says reaches a report.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from mentionwatch.model import LABELS, Passage, Sentiment

_MOST_WORDS = 5
_LONGEST_WORDS = 80
_SIGNS = {"positive": 1.0, "neutral": 0.0, "negative": -1.0}


def record(passage: Passage, number: int) -> dict[str, Any]:
    """A passage as a program gets it. Spans are in code points, ends exclusive."""
    return {
        "id": number,
        "target": passage.target,
        "language": passage.language,
        "spans": [list(span) for span in passage.spans],
        "text": passage.text,
    }


def believed(told: object, passages: Sequence[Passage], by: str) -> list[Sentiment | None]:
    """The answers to numbered passages (``id`` from 0), in their order; None for what is missing or senseless.

    Answers without numbers are in the order of the passages, and none may be missing. What is answered twice
    is not believed at all.
    """
    answers = [one if isinstance(one, Mapping) else {} for one in told] if isinstance(told, list) else []
    if all("id" not in answer for answer in answers):
        answers = [{**answer, "id": number} for number, answer in enumerate(answers)]
        answers = answers if len(answers) == len(passages) else []
    numbers = [answer.get("id") for answer in answers]
    by_number = {
        number: answer
        for number, answer in zip(numbers, answers, strict=True)
        if isinstance(number, int) and numbers.count(number) == 1
    }
    return [sentiment(by_number.get(number), passage, by) for number, passage in enumerate(passages)]


def sentiment(answer: object, passage: Passage, by: str) -> Sentiment | None:
    """One answer about a passage as a Sentiment; None where it does not keep to the form."""
    if not isinstance(answer, Mapping) or answer.get("label") not in LABELS:
        return None
    label = answer["label"]
    confidence = answer.get("confidence", 1.0)
    score = answer.get("score", _SIGNS[label] * confidence if _is_within(confidence, 0) else 0.0)
    if not _is_within(confidence, 0) or not _is_within(score, -1) or score * _SIGNS[label] < 0:
        return None
    weight = _SIGNS[label] or round(float(score), 2)
    words = tuple((word, weight) for word in _quoted(answer.get("words"), passage.text))
    return Sentiment(
        label=label, score=round(float(score), 4), confidence=round(float(confidence), 4), by=by, words=words
    )


def _is_within(value: object, least: float) -> bool:
    """Whether it is a number from ``least`` to 1; true and false are none."""
    return isinstance(value, int | float) and not isinstance(value, bool) and least <= value <= 1


def _quoted(words: object, text: str) -> Iterator[str]:
    """The words that stand in the text, each once."""
    told = (
        dict.fromkeys(word.strip() for word in words if isinstance(word, str))
        if isinstance(words, list)
        else {}
    )
    known = text.casefold()
    found = [word for word in told if word and len(word) <= _LONGEST_WORDS and word.casefold() in known]
    yield from found[:_MOST_WORDS]
