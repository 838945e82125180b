"""Praise and blame that a negation turns: "never let me down", "nobody could explain it", "could not be happier".

A linear model hears "let down" and "happier" better than what denies them. Here a negation is followed as far as it
reaches: to the word of praise or blame that comes after it, in Russian also to the one before ("претензий нет"). Two of
them take each other back ("can't not recommend", "не могу не похвалить"), "enough" keeps what "can't" denies, and under
"could not be" a comparative is the most there is. The cues stand in ``data/negations-en.txt`` and ``negations-ru.txt``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from mentionwatch.sentiment._cues import sections, whole
from mentionwatch.sentiment._relations import Relation
from mentionwatch.sentiment._tokens import ENDS, QUOTES, TARGET, is_negation, is_turn

_STOPS = frozenset(",:()—–-") | ENDS
_MARK = "‹x›"
_DENIES_NOTHING = "·"
_REACH = 30  # words on each side of the target that are read
_NEAR = {"en": 4, "ru": 3}  # words that a negation reaches
_FAR = 11  # words that one reaches which is said of the whole sentence
_BEHIND = 4  # words after what is denied in which "нет" may stand
_ENOUGH = 7  # words after it in which "enough" may
_SHOWN = 9
_CONCORD = frozenset(
    "ни никто никого никому ничто ничего никогда нигде никак ничуть никаких никакого никакой".split()  # noqa: SIM905
)
_ALSO = _CONCORD | frozenset({"nobody", "noone", "невозможно"})
_JOINING = frozenset({"and", "so", "because", "as", "и", "потому", "поэтому"})


@dataclass(frozen=True, slots=True)
class _Cues:
    """What the sections of a file of cues find; ``most`` and ``least`` with the comparatives that make them up."""

    inert: re.Pattern[str]
    unreal: re.Pattern[str]
    reaching: re.Pattern[str]
    denying: re.Pattern[str]
    cuts: re.Pattern[str]
    finding: re.Pattern[str]
    faults: re.Pattern[str]
    assets: re.Pattern[str]
    bad: re.Pattern[str]
    good: re.Pattern[str]
    plus: re.Pattern[str]
    neutral: re.Pattern[str]
    minus: re.Pattern[str]
    most: re.Pattern[str]
    least: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class _Place:
    """Words from ``start`` to before ``end``; ``is_far``: a negation that reaches through the sentence."""

    start: int
    end: int
    is_far: bool = False


@dataclass(frozen=True, slots=True)
class _Found:
    """Where something good (``sign`` 1) or bad is said by way of a negation."""

    place: _Place
    sign: int


def negation(words: Sequence[str], language: str) -> Relation | None:
    """What the sentence of the first target says of it by denying something, None where it does not.

    ``language`` is ``en`` or ``ru``.
    """
    if TARGET not in words:
        return None
    sentence = _sentence(words)
    if not _denies(sentence, _load(language)):
        return None
    found = [each for each in _found(sentence, language) if _is_of_target(each.place, sentence)]
    balance = sum(each.sign for each in found)
    told = next((each for each in found if each.sign * balance > 0 or each.sign == balance), None)
    if told is None:
        return None
    return Relation(told.sign, _shown(sentence[told.place.start : told.place.end]))


def _sentence(words: Sequence[str]) -> list[str]:
    """The sentence of the first target, without quotes."""
    words = [word for word in words if word not in QUOTES]
    at = words.index(TARGET)
    start, end = at, at + 1
    while start > max(0, at - _REACH) and words[start - 1] not in ENDS:
        start -= 1
    while end < min(len(words), at + _REACH) and words[end - 1] not in ENDS:
        end += 1
    return words[start:end]


def _denies(sentence: Sequence[str], cues: _Cues) -> bool:
    """Whether anything is denied at all: most sentences are done with here."""
    if any(is_negation(word) or word in _ALSO for word in sentence):
        return True
    return any(_places(cues.denying, sentence)) or any(_places(cues.reaching, sentence))


def _is_of_target(place: _Place, sentence: Sequence[str]) -> bool:
    """Whether it is said in the part of the sentence that is about the target, and not taken back after it."""
    at = sentence.index(TARGET)
    between = sentence[place.end : at] if at >= place.end else sentence[at : place.start]
    after = sentence[max(at, place.end) :]
    apart = sum(word in _STOPS for word in between) > 1 or any(is_turn(w) or w in _JOINING for w in between)
    return not apart and not any(is_turn(word) for word in after)


def _found(sentence: Sequence[str], language: str) -> list[_Found]:
    cues = _load(language)
    words = [_MARK if word == TARGET else word for word in sentence]
    if words[-1] == "?" or any(_places(cues.unreal, words)):
        return []
    found = list(_sayings(words, cues))
    for place in list(_places(cues.inert, words)):
        words[place.start : place.end] = [_DENIES_NOTHING] * (place.end - place.start)
    return found + list(_denied(words, _negations(words, cues), cues, language))


def _sayings(words: list[str], cues: _Cues) -> Iterator[_Found]:
    """Set phrases, and the most there is; what is read so is struck out."""
    for pattern, sign in (
        (cues.neutral, 0),
        (cues.plus, 1),
        (cues.minus, -1),
        (cues.most, 1),
        (cues.least, -1),
    ):
        for place in list(_places(pattern, words)):
            yield _Found(place, sign)
            for at in range(place.start, place.end):
                words[at] = _DENIES_NOTHING if words[at] != _MARK else _MARK


def _negations(words: Sequence[str], cues: _Cues) -> list[_Place]:
    """All that denies, first things first: phrases before the words in them."""
    found: list[_Place] = []
    taken: set[int] = set()
    for pattern, is_far in ((cues.reaching, True), (cues.denying, False)):
        for place in _places(pattern, words):
            if taken.isdisjoint(range(place.start, place.end)):
                found.append(_Place(place.start, place.end, is_far))
                taken.update(range(place.start, place.end))
    single = (at for at, word in enumerate(words) if at not in taken and (is_negation(word) or word in _ALSO))
    return sorted([*found, *(_Place(at, at + 1) for at in single)], key=lambda place: place.start)


def _denied(
    words: Sequence[str], negations: Sequence[_Place], cues: _Cues, language: str
) -> Iterator[_Found]:
    taken = {at for place in negations for at in range(place.start, place.end)}
    cuts = {at for at, word in enumerate(words) if word in _STOPS or cues.cuts.fullmatch(word)}
    last = 0
    for place, sign, is_noun in _cores(words, cues):
        if not taken.isdisjoint(range(place.start, place.end)):
            continue
        taken.update(range(place.start, place.end))
        able = [each for each in negations if not is_noun or _denies_nouns(each, words, cues)]
        before = [each for each in able if each.end <= place.start and (each.is_far or each.start >= last)]
        before = _counted([each for each in before if _reaches(each, place, words, cuts, language)], words)
        last = place.end
        if before:
            kept = len(before) % 2 == 0 or _is_emphasis(words, place, language)
            yield _Found(_Place(before[0].start, place.end), sign if kept else -sign)
        elif is_noun and language == "ru":
            behind = [each for each in able if each.start >= place.end]
            if behind and _is_behind(words[place.end : behind[0].start], cuts, place.end):
                yield _Found(_Place(place.start, behind[0].end), -sign)


def _cores(words: Sequence[str], cues: _Cues) -> list[tuple[_Place, int, bool]]:
    """What may be denied, in the order of the text; whether it is good, and whether a noun."""
    kinds = ((cues.faults, -1, True), (cues.assets, 1, True), (cues.bad, -1, False), (cues.good, 1, False))
    found = [(place, sign, is_noun) for pattern, sign, is_noun in kinds for place in _places(pattern, words)]
    return sorted(found, key=lambda core: core[0].start)


def _reaches(negation: _Place, core: _Place, words: Sequence[str], cuts: set[int], language: str) -> bool:
    between = range(negation.end, core.start)
    if negation.is_far:
        turns = any(is_turn(words[at]) for at in between)
        return not turns and len(between) <= _FAR and sum(words[at] in _STOPS for at in between) <= 1
    return cuts.isdisjoint(between) and sum(words[at] != _MARK for at in between) <= _NEAR[language]


def _denies_nouns(negation: _Place, words: Sequence[str], cues: _Cues) -> bool:
    """Whether it can deny that there is such a thing: "нет", "без", and "не" before a verb of finding or being."""
    follows = words[negation.end] if negation.end < len(words) else ""
    return words[negation.start : negation.end] != ["не"] or cues.finding.fullmatch(follows) is not None


def _counted(negations: Sequence[_Place], words: Sequence[str]) -> list[_Place]:
    """Without those that another one only bears out: "никто не"."""
    own = [each for each in negations if words[each.start] not in _CONCORD]
    return own or list(negations[-1:])


def _is_emphasis(words: Sequence[str], core: _Place, language: str) -> bool:
    """Whether "enough" makes it the most: "can't recommend it enough", but not "not good enough"."""
    return language == "en" and "enough" in words[core.end + 1 : core.end + _ENOUGH]


def _is_behind(between: Sequence[str], cuts: set[int], start: int) -> bool:
    return cuts.isdisjoint(range(start, start + len(between))) and sum(w != _MARK for w in between) <= _BEHIND


def _shown(words: Sequence[str]) -> str:
    return " ".join("…" if word == TARGET else word for word in words[:_SHOWN])


def _places(pattern: re.Pattern[str], words: Sequence[str]) -> Iterator[_Place]:
    text = " ".join(words)
    for found in pattern.finditer(text):
        start = text.count(" ", 0, found.start())
        yield _Place(start, start + found[0].strip().count(" ") + 1)


@cache
def _load(language: str) -> _Cues:
    told = {"finding": [""], **sections("negations", language)}
    most, better, worse = ("|".join(told.pop(name)) for name in ("most", "better", "worse"))
    told |= {"most": [f"(?:{most}) (?:{better})"], "least": [f"(?:{most}) (?:{worse})"]}
    return _Cues(**{name: whole(expressions) for name, expressions in told.items()})
