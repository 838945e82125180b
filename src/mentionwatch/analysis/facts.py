"""The facts of a headline: amounts, times, parties with their part, and the direction of the verb.

Two texts about one event may word it as they like, but they do not contradict each other: nobody buys what the
other says is sold, no fine is of two sizes, Q2 is not Q3. `contradictions` tells where they do. It is made to
err on the side of "no contradiction": an amount is compared with amounts of the same unit only, a name counts as
another party only where neither text mentions the other's.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

from mentionwatch.analysis.lemmas import CYRILLIC, WORD, grammar, lemma, sound
from mentionwatch.analysis.words import (
    COMMON,
    CURRENCIES,
    DIRECTIONS,
    MONTHS,
    NEGATIONS,
    NUMBER_WORDS,
    QUARTERS,
    RAREST,
    SCALES,
    UNITS,
)

_HEADLINE = 250
_BODY = 4000
_SENTENCE_END = re.compile(r"[.!?…]+[\"»”)]*\s+(?=[\"«“(]*[A-ZА-ЯЁІЇЄҐ])|\n+")
_TOKEN = re.compile(
    r"(?P<number>\d{1,3}(?:[ \u00a0\u202f]\d{3})+(?:[.,]\d+)?|\d+(?:[.,]\d+)*)"
    r"|(?P<sign>[$€£₽₴¥%])"
    r"|(?P<word>[^\W\d_]+(?:[-'’][^\W_]+)*)"
)
_YEARS = range(1900, 2101)
_RARE = 4.5
_ALIKE = 0.6
_BE = {"be", "is", "are", "was", "were", "been"}
_PROPER = frozenset({"Name", "Surn", "Geox", "Orgn", "Trad", "UNKN", "LATN"})
_NO_PARTY = re.compile(
    r"(?i).+(?:ish|ese|ian)|group|inc|corp|ltd|company|bank|ceo|(?:ооо|оао|пао|зао|ао|банк|компания)"
)

Kind = Literal["amount", "time", "party", "role", "direction"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Contradiction:
    """What the one headline says and the other denies, in their words."""

    kind: Kind
    here: str
    there: str


@dataclass(frozen=True, slots=True)
class Amount:
    """A number and its unit: a currency, ``%``, a measure, or the lemma of what is counted."""

    value: float
    unit: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What a text states. ``mentioned`` are the names of the whole text, the rest is of its headline.

    Names are given by their sound (`lemmas.sound`), which both scripts share; ``times`` are pairs of kind
    (``quarter``, ``year``, ``date``) and value; ``directions`` map a subject such as ``trade`` to 1 or -1.
    """

    lemmas: tuple[str, ...]
    tall: frozenset[str]
    amounts: tuple[Amount, ...]
    times: frozenset[tuple[str, str]]
    names: dict[str, str]
    subjects: frozenset[str]
    objects: frozenset[str]
    directions: dict[str, tuple[int, str]]
    mentioned: frozenset[str]
    figures: frozenset[float]


@dataclass(frozen=True, slots=True)
class _Token:
    text: str
    lemma: str
    kind: Literal["number", "sign", "word"]
    start: int
    first: bool


def facts_of(title: str | None, text: str) -> Facts:
    """The facts of a post. Where there is no title, its first sentence is the headline."""
    headline = headline_of(title, text)
    names = _names(headline, f"{text[:_BODY]}")
    tokens = list(_tokens(headline))
    subjects, objects = _roles(tokens, names)
    times, timely = _times(tokens)
    return Facts(
        lemmas=tuple(token.lemma for token in tokens if token.kind != "sign"),
        tall=frozenset(token.lemma for token in tokens if token.kind == "word" and _tall(token.text)),
        amounts=tuple(_amounts(tokens, timely)),
        times=frozenset(times),
        names={sound(token.text): token.text for token in tokens if token.text in names},
        subjects=frozenset(subjects),
        objects=frozenset(objects),
        directions=_directions(tokens),
        figures=frozenset(_figures(f"{headline}\n{text[:_BODY]}")),
        mentioned=frozenset(
            sound(word) for word in WORD.findall(f"{headline} {text[:_BODY]}") if _tall(word)
        ),
    )


def headline_of(title: str | None, text: str) -> str:
    """The title, or else the first sentence of the text, 250 characters at most."""
    if title and title.strip():
        return title[:_HEADLINE]
    head = text[: 2 * _HEADLINE].strip()
    for end in _SENTENCE_END.finditer(head):
        if len(WORD.findall(head[: end.start()])) >= 4:
            return head[: min(end.end(), _HEADLINE)]
    return head[:_HEADLINE]


def contradictions(one: Facts, other: Facts) -> list[Contradiction]:
    """Where two headlines cannot both be true of one event; none where they can."""
    found = [
        *_other_direction(one, other),
        *_other_time(one, other),
        *_other_amount(one, other),
        *_other_role(one, other),
        *_other_party(one, other),
    ]
    return list(dict.fromkeys(found))


def same_amount(one: Amount, other: Amount) -> bool:
    """Equal, but for rounding to the digits that the rounder one shows."""
    return one.unit == other.unit and _near(one.value, other.value)


def _near(one: float, other: float) -> bool:
    if one == other:
        return True
    rough, fine = sorted((one, other), key=lambda value: len(f"{value:.15g}".rstrip("0").replace(".", "")))
    digits = len(f"{rough:.15g}".replace(".", "").strip("0"))
    return digits >= 2 and float(f"{fine:.{digits}g}") == rough


def _tokens(text: str) -> Iterator[_Token]:
    first = True
    ends = {end.end() for end in _SENTENCE_END.finditer(text)}
    for found in _TOKEN.finditer(text):
        word = found.group()
        first = first or any(found.start() - 3 <= end <= found.start() for end in ends)
        kind = found.lastgroup
        assert kind in ("number", "sign", "word")
        yield _Token(word, lemma(word) if kind == "word" else word, kind, found.start(), first)  # type: ignore[arg-type]
        first = False


def _names(headline: str, body: str) -> set[str]:
    """The words of a headline that are names: tall within a sentence, or proper by the dictionary."""
    tokens = [token for token in _tokens(headline) if token.kind == "word"]
    tall = [token for token in tokens if _tall(token.text)]
    long = [token for token in tokens if len(token.text) > 3]
    title_case = len(long) > 3 and sum(_tall(token.text) for token in long) > 0.7 * len(long)
    within = {token.lemma for token in _tokens(body) if not token.first and _tall(token.text)}
    small = {token.lemma for token in _tokens(body) if not _tall(token.text)}
    return {
        token.text
        for token in tall
        if _proper(token, sure=not (title_case or token.first), within=within, small=small)
    }


def _proper(token: _Token, *, sure: bool, within: set[str], small: set[str]) -> bool:
    if len(token.text) < 2 or token.lemma in MONTHS or token.lemma in small:
        return False
    if sure or token.lemma in within or _acronym(token.text):
        return token.lemma not in DIRECTIONS
    if CYRILLIC.search(token.text.lower()):
        return token.lemma not in COMMON and bool(grammar(token.text) & _PROPER)
    return COMMON.get(token.lemma, RAREST) >= _RARE and token.lemma not in DIRECTIONS


def _tall(word: str) -> bool:
    return word[:1].isupper() or any(letter.isupper() for letter in word[1:])


def _acronym(word: str) -> bool:
    return len(word) > 1 and word.isupper()


def _amounts(tokens: Sequence[_Token], timely: set[int]) -> Iterator[Amount]:
    for place, token in enumerate(tokens):
        value = _value(token)
        if value is None or place in timely:
            continue
        after, text = place + 1, token.text
        while after < len(tokens) and (scale := SCALES.get(tokens[after].lemma.rstrip("."))):
            value, text, after = value * scale, f"{text} {tokens[after].text}", after + 1
        before = tokens[place - 1].text if place else ""
        unit = CURRENCIES.get(before) or (_unit(tokens[after]) if after < len(tokens) else "")
        yield Amount(value, unit, text)


def _value(token: _Token) -> float | None:
    if token.kind == "word":
        return NUMBER_WORDS.get(token.lemma)
    if token.kind == "sign":
        return None
    digits = re.sub(r"[\s\u00a0\u202f]", "", token.text)
    if re.fullmatch(r"\d{1,3}(,\d{3})+", digits):
        return float(digits.replace(",", ""))
    if digits.count(".") + digits.count(",") > 1:
        return None
    return float(digits.replace(",", "."))


def _unit(token: _Token) -> str:
    known = CURRENCIES.get(token.lemma) or CURRENCIES.get(token.text) or UNITS.get(token.lemma)
    if known or token.kind != "word":
        return known or ""
    return token.lemma if not CYRILLIC.search(token.lemma) or "NOUN" in grammar(token.text) else ""


def _times(tokens: Sequence[_Token]) -> tuple[set[tuple[str, str]], set[int]]:
    """Quarters, years and dates, and the places of their numbers, which are no amounts."""
    times: set[tuple[str, str]] = set()
    places: set[int] = set()
    for place, token in enumerate(tokens):
        for kind, value, at in _times_at(tokens, place, token):
            times.add((kind, value))
            places.add(at)
    return times, places


def _times_at(tokens: Sequence[_Token], place: int, token: _Token) -> Iterator[tuple[str, str, int]]:
    around = [at for at in (place - 1, place + 1) if 0 <= at < len(tokens)]
    if found := re.fullmatch(r"[qк]([1-4])", token.text.lower()):
        yield "quarter", found[1], place
    if token.lemma in ("q", "к") and place + 1 < len(tokens) and tokens[place + 1].text in "1234":
        yield "quarter", tokens[place + 1].text, place + 1
    if token.lemma in ("квартал", "quarter"):
        yield from (
            ("quarter", QUARTERS[tokens[at].lemma], at) for at in around if tokens[at].lemma in QUARTERS
        )
        if (
            place > 1
            and tokens[place - 1].lemma in ("й", "м", "st", "nd", "rd", "th")
            and tokens[place - 2].text in "1234"
        ):
            yield "quarter", tokens[place - 2].text, place - 2
    if token.lemma in MONTHS:
        yield from (
            ("date", f"{MONTHS[token.lemma]}-{int(tokens[at].text)}", at)
            for at in around
            if re.fullmatch("[0-3]?[0-9]", tokens[at].text)
        )
    if token.kind == "number" and token.text.isdigit() and int(token.text) in _YEARS and len(token.text) == 4:
        yield "year", token.text, place


def _directions(tokens: Sequence[_Token]) -> dict[str, tuple[int, str]]:
    """The one direction of each subject; a subject that goes both ways has none."""
    seen: dict[str, set[int]] = {}
    words: dict[str, str] = {}
    for place, token in enumerate(tokens):
        for subject, side in DIRECTIONS.get(token.lemma, ()):
            before = {before.lemma for before in tokens[max(0, place - 3) : place]}
            seen.setdefault(subject, set()).add(-side if before & NEGATIONS else side)
            words[subject] = token.text
    return {subject: (sides.pop(), words[subject]) for subject, sides in seen.items() if len(sides) == 1}


def _roles(tokens: Sequence[_Token], names: set[str]) -> tuple[set[str], set[str]]:
    """Names before the verb do it, those behind it have it done, and the other way round in the passive."""
    verb = next((place for place, token in enumerate(tokens) if _is_verb(token)), None)
    if verb is None:
        return set(), set()
    before = {
        sound(token.text) for token in tokens[:verb] if token.text in names and not _oblique(token.text)
    }
    after = {sound(token.text) for token in tokens[verb + 1 :] if token.text in names}
    return (after, before) if _is_passive(tokens, verb) else (before, after)


def _is_verb(token: _Token) -> bool:
    if token.kind != "word" or (
        token.first and token.lemma not in DIRECTIONS and not CYRILLIC.search(token.lemma)
    ):
        return False
    return token.lemma in DIRECTIONS or bool(grammar(token.text) & {"VERB", "PRTS", "INFN"})


def _is_passive(tokens: Sequence[_Token], verb: int) -> bool:
    if "PRTS" in grammar(tokens[verb].text):
        return True
    follows = {token.lemma for token in tokens[verb + 1 : verb + 3]}
    before = {token.lemma for token in tokens[max(0, verb - 2) : verb]}
    return (
        "by" in follows
        or (bool(before & {"be", "is", "are", "was", "were", "been"})
        and "by" in {token.lemma for token in tokens[verb:]})
    )


def _oblique(word: str) -> bool:
    return bool(grammar(word) & {"gent", "datv", "ablt", "loct"}) and "UNKN" not in grammar(word)


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
    for kind in ("quarter", "year", "date"):
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


def _figures(text: str) -> Iterator[float]:
    tokens = list(_tokens(text))
    return (amount.value for amount in _amounts(tokens, set()))


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
