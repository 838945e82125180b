"""Where the facts of two headlines cannot both be true of one event.

Two texts about one event may word it as they like, but they do not contradict each other: nobody buys what the other
says is sold, no fine is of two sizes, Q2 is not Q3. Where in doubt there is no contradiction: an amount is compared
with amounts of the same unit only, and a name counts as another party only where neither text mentions the other's.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import TYPE_CHECKING, Literal

from mentionwatch.analysis.lemmas import lemma
from mentionwatch.analysis.words import COMMON, RAREST

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from mentionwatch.analysis.facts import Amount, Facts

_RARE = 4.5
_ALIKE = 0.6
_NO_PARTY = re.compile(
    r"(?i).+(?:ish|ese|ian)|group|inc|corp|ltd|company|bank|ceo|ооо|оао|пао|зао|ао|банк|компания"
)

Kind = Literal["amount", "time", "party", "role", "direction"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Contradiction:
    """What the one headline says and the other denies, in their words."""

    kind: Kind
    here: str
    there: str


def contradictions(one: Facts, other: Facts) -> list[Contradiction]:
    """Where two headlines cannot both be true of one event; none where they can."""
    return list(dict.fromkeys(_contradictions(one, other)))


def contradict(one: Facts, other: Facts) -> bool:
    """Whether there is any contradiction."""
    return next(_contradictions(one, other), None) is not None


def _contradictions(one: Facts, other: Facts) -> Iterator[Contradiction]:
    if one.headline == other.headline:
        return
    yield from _other_direction(one, other)
    yield from _other_time(one, other)
    yield from _other_amount(one, other)
    yield from _other_role(one, other)
    yield from _other_party(one, other)


def _near(one: float, other: float) -> bool:
    if one == other:
        return True
    rough, fine = sorted((one, other), key=lambda value: len(f"{value:.15g}".rstrip("0").replace(".", "")))
    digits = len(f"{rough:.15g}".replace(".", "").strip("0"))
    return digits >= 2 and float(f"{fine:.{digits}g}") == rough


def _other_direction(one: Facts, other: Facts) -> Iterator[Contradiction]:
    for subject in sorted(one.directions.keys() & other.directions.keys()):
        (here, word), (there, other_word) = one.directions[subject], other.directions[subject]
        if here == there:
            continue
        both_sides = subject in ("trade", "court") and one.subjects and other.subjects
        if both_sides and not _share(one.subjects, other.subjects):
            continue  # what the one party buys, the other sells
        yield Contradiction(kind="direction", here=word, there=other_word)


def _other_time(one: Facts, other: Facts) -> Iterator[Contradiction]:
    for kind in ("quarter", "half", "year", "date"):
        here = {value for known, value in one.times if known == kind}
        there = {value for known, value in other.times if known == kind}
        if here and there and not here & there:
            yield Contradiction(kind="time", here=", ".join(sorted(here)), there=", ".join(sorted(there)))


def _other_amount(one: Facts, other: Facts) -> Iterator[Contradiction]:
    for unit in sorted({amount.unit for amount in (*one.amounts, *other.amounts)}):
        here = [amount for amount in one.amounts if amount.unit == unit]
        there = [amount for amount in other.amounts if amount.unit == unit]
        if not here or not there:
            continue
        if _figure(here, other.figures) or _figure(there, one.figures):
            continue
        yield Contradiction(kind="amount", here=_say(here), there=_say(there))


def _figure(amounts: Iterable[Amount], figures: Iterable[float]) -> bool:
    return any(_near(amount.value, figure) for amount in amounts for figure in figures)


def _say(amounts: Iterable[Amount]) -> str:
    return ", ".join(f"{amount.text} {amount.unit}".strip() for amount in amounts)


def _other_role(one: Facts, other: Facts) -> Iterator[Contradiction]:
    swapped = one.subjects & other.objects - other.subjects, one.objects & other.subjects - one.subjects
    if all(swapped) and _sides(one) == _sides(other):
        yield Contradiction(kind="role", here=_spoken(one, swapped[0]), there=_spoken(other, swapped[1]))


def _sides(facts: Facts) -> dict[str, int]:
    return {subject: side for subject, (side, _) in facts.directions.items()}


def _other_party(one: Facts, other: Facts) -> Iterator[Contradiction]:
    here, there = _own_names(one, other), _own_names(other, one)
    if here and there and (_same_part(one, other, here, there) or not _share(one.names, other.names)):
        yield Contradiction(kind="party", here=_spoken(one, here), there=_spoken(other, there))
    else:
        yield from _other_word(one, other)


def _own_names(one: Facts, other: Facts) -> set[str]:
    return {
        name
        for name, word in one.names.items()
        if not _share({name}, other.mentioned) and not _NO_PARTY.fullmatch(word)
    }


def _same_part(one: Facts, other: Facts, here: set[str], there: set[str]) -> bool:
    """Both do, or both have done, the same; or the names stand where the headlines differ."""
    if (one.subjects & here and other.subjects & there) or (one.objects & here and other.objects & there):
        return True
    mine, theirs = {lemma(one.names[name]) for name in here}, {lemma(other.names[name]) for name in there}
    return any(mine & set(a) and theirs & set(b) for a, b in _replaced(one, other))


def _other_word(one: Facts, other: Facts) -> Iterator[Contradiction]:
    """Headlines that are alike but for one capitalised word, which may be no known name: ``Мегафон``."""
    for a, b in _replaced(one, other):
        rare = all(COMMON.get(word, RAREST) >= _RARE and not _NO_PARTY.fullmatch(word) for word in (*a, *b))
        if len(a) == len(b) == 1 and a[0] in one.tall and b[0] in other.tall and rare:
            yield Contradiction(kind="party", here=a[0], there=b[0])


def _replaced(one: Facts, other: Facts) -> Iterator[tuple[tuple[str, ...], tuple[str, ...]]]:
    matcher = SequenceMatcher(None, one.lemmas, other.lemmas, autojunk=False)
    alike = matcher.ratio() >= _ALIKE
    for how, a, b, c, d in matcher.get_opcodes():
        if alike and how == "replace":
            yield one.lemmas[a:b], other.lemmas[c:d]


def _share(names: Iterable[str], others: Iterable[str]) -> bool:
    """A name of the one is among the others, whole or as its beginning (``Tver``, ``Tverskaya``)."""
    others = list(others)
    return any(_same_name(name, other) for name in names for other in others)


def _same_name(one: str, other: str) -> bool:
    shorter, longer = sorted((one, other), key=len)
    return shorter == longer or (len(shorter) >= 3 and longer.startswith(shorter))


def _spoken(facts: Facts, names: Iterable[str]) -> str:
    return ", ".join(sorted(facts.names[name] for name in names if name in facts.names))
