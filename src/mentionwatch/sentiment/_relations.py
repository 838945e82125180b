"""Who wins and who loses where brands are compared, left for one another, or set against each other.

A small grammar over the words of a text: phrases (``_phrases``) with a place for the winner and one for the
loser, turned by negation, by regret and by "but"; a question says nothing. It runs only where a word begins
like the cue of a phrase, and reads no more than some words on each side of a target.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from mentionwatch.sentiment._phrases import Phrase, Phrases, load
from mentionwatch.sentiment._tokens import ENDS, QUOTES, TARGET, is_negation, is_turn

_EARLIER = 60  # words before its sentence in which a complaint is looked for
_REACH = 30  # words on each side of a target that are read
_MOST_TARGETS = 4
_NEGATED_WITHIN = 4  # words before a phrase or a regret in which a negation turns it
_SHOWN = 9  # words of a phrase that are shown
_BUT_TARGET = re.compile(rf"^(?:\w+ )?(?:, )?(?:but|но|зато) (?:\w+ ){{0,2}}{TARGET} ")
_LETTER = re.compile(r"\w")


@dataclass(frozen=True, slots=True)
class Relation:
    """``outcome``: 1 the target wins, -1 it loses, 0 it is only asked about; ``phrase`` is what told it."""

    outcome: int
    phrase: str


def relation(
    words: Sequence[str], language: str, complains: Callable[[Sequence[str]], bool] = lambda _: False
) -> Relation | None:
    """The part that the target plays in a text of tokens, None where no phrase speaks of it.

    ``language`` is ``en`` or ``ru``; ``complains`` tells whether the words before the target's sentence do: who goes
    to somebody after a complaint prefers him.
    """
    if TARGET not in words:
        return None
    phrases = load(language)
    for earlier, window in _windows([word for word in words if word not in QUOTES]):
        if found := _judged(earlier, window, phrases, complains):
            return found
    return None


def _windows(words: Sequence[str]) -> Iterator[tuple[Sequence[str], list[str]]]:
    """What was said before the sentence of each target, and the words around the target from there on."""
    places = [at for at, word in enumerate(words) if word == TARGET][:_MOST_TARGETS]
    for at in places:
        start = at
        while start > max(0, at - _REACH) and words[start - 1] not in ENDS:
            start -= 1
        yield words[max(0, start - _EARLIER) : start], list(words[start : at + _REACH])


def _judged(
    earlier: Sequence[str], window: list[str], phrases: Phrases, complains: Callable[[Sequence[str]], bool]
) -> Relation | None:
    text = " ".join(window) + " "
    for phrase in phrases.near(window):
        found = phrase.pattern.search(text)
        if found and (phrase.kind != "arrivals" or (TARGET not in earlier and complains(earlier))):
            return Relation(_outcome(phrase, found, phrases), _shown(found[0]))
    return None


def _outcome(phrase: Phrase, found: re.Match[str], phrases: Phrases) -> int:
    before, after = found.string[: found.start()], found.string[found.end() :]
    if _is_question(after) and not phrases.wondering.search(before + found[0]):
        return 0
    outcome = phrase.outcome
    moves = phrase.kind in ("switches", "arrivals")
    refused = moves and phrases.refusals.search(" ".join(_sentence(after)) + " ")
    if phrase.kind != "sayings" and (refused or _is_negated(before, found[0])):
        outcome = -outcome
    if moves and _is_regretted(before, after, phrases.regrets):
        outcome = -outcome
    turned = any(is_turn(word) for word in _sentence(after))
    if turned and (phrase.kind == "drawbacks" or phrases.hearsay.search(before + found[0])):
        outcome = -outcome
    if phrase.kind == "comparisons" and outcome < 0 and _BUT_TARGET.search(after):
        outcome = -outcome
    return outcome


def _is_question(after: str) -> bool:
    return next((word for word in after.split() if word in ENDS), "") == "?"


def _is_negated(before: str, phrase: str) -> bool:
    words = before.split()[-_NEGATED_WITHIN:]
    breaks = [at for at, word in enumerate(words) if not _LETTER.search(word)]
    words = words[breaks[-1] + 1 :] if breaks else words
    return any(is_negation(word) for word in [*words, *phrase.split()])


def _is_regretted(before: str, after: str, regrets: re.Pattern[str]) -> bool:
    """Whether a word of regret that no negation takes back stands beside the phrase."""
    for text in (before, after):
        for found in regrets.finditer(text):
            if not any(is_negation(word) for word in text[: found.start()].split()[-_NEGATED_WITHIN:]):
                return True
    return False


def _sentence(after: str) -> list[str]:
    words = after.split()
    return words[: next((at for at, word in enumerate(words) if word in ENDS), len(words))]


def _shown(phrase: str) -> str:
    words = ["…" if word == TARGET else word for word in phrase.split()]
    return " ".join(words[:_SHOWN])
