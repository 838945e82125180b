"""The facts of a headline: amounts, times, parties with their part, and the direction of the verb.

What is found is what can be told without grammar: numbers with their unit (``1,5 млрд рублей`` is 1.5 billion RUB),
quarters, years and dates, capitalised names before and behind the verb, and verbs that go one way or the other
(data/directions.txt). `contradictions` compares them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Literal, NamedTuple, TypeAlias, cast

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

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

_HEADLINE = 250
_BODY = 4000
_SENTENCE_END = re.compile(r"[.!?…]+[\"»”)]*\s+(?=[\"«“(]*[A-ZА-ЯЁІЇЄҐ])|\n+")
_ANSWER = re.compile(
    r"\s*(?:(?:re|fwd?|aw|ответ|на|comment|reply|комментарий|(?:ask|show|tell)\s+hn)\s*(?:\[\d+\])?\s*:\s*)+",
    re.IGNORECASE,
)
_BREAK = re.compile(r"[.!?…][\"»”)]*\s|\n")
_WORDS = re.compile(r"[^\W\d_]+(?:[-'’][^\W_]+)*")
_TOKEN = re.compile(
    r"(?P<number>\d{1,3}(?:[ \u00a0\u202f]\d{3})+(?:[.,]\d+)?|\d+(?:[.,]\d+)*)"
    r"|(?P<sign>[$€£₽₴¥%])"
    rf"|(?P<word>{_WORDS.pattern})"
)
_YEARS = range(1900, 2101)
_RARE = 4.5
_BE = {"be", "is", "are", "was", "were", "been"}
_PROPER = frozenset({"Name", "Surn", "Geox", "Orgn", "Trad", "UNKN", "LATN"})

TokenKind: TypeAlias = Literal["number", "sign", "word"]


@dataclass(frozen=True, slots=True)
class Amount:
    """A number and its unit: a currency, ``%``, a measure, or the lemma of what is counted."""

    value: float
    unit: str
    text: str


@dataclass(frozen=True, kw_only=True)
class Facts:
    """What a text states: of its headline, and of its first 4,000 characters. Each is found when first needed.

    Names are given by their sound (`lemmas.sound`), which both scripts share.
    """

    headline: str
    text: str

    @property
    def lemmas(self) -> tuple[str, ...]:
        """The words and numbers of the headline."""
        return tuple(token.lemma for token in self._tokens if token.kind != "sign")

    @property
    def tall(self) -> frozenset[str]:
        """The headline's words that have a capital letter, as lemmas."""
        return frozenset(token.lemma for token in self._tokens if token.kind == "word" and _tall(token.text))

    @cached_property
    def amounts(self) -> tuple[Amount, ...]:
        """The headline's numbers that are no times."""
        return tuple(_amounts(self._tokens, self._timely[1]))

    @property
    def times(self) -> set[tuple[str, str]]:
        """Pairs of kind (``quarter``, ``half``, ``year``, ``date``) and value, of the headline."""
        return self._timely[0]

    @cached_property
    def names(self) -> dict[str, str]:
        """The headline's names, as they are written."""
        return {sound(token.text): token.text for token in self._tokens if token.text in self._named}

    @property
    def subjects(self) -> set[str]:
        """The names of those who do what the headline tells."""
        return self._roles[0]

    @property
    def objects(self) -> set[str]:
        """The names of those to whom it is done."""
        return self._roles[1]

    @cached_property
    def directions(self) -> dict[str, tuple[int, str]]:
        """1 or -1 for subjects such as ``trade``, with the word that says so."""
        return _directions(self._tokens)

    @cached_property
    def mentioned(self) -> frozenset[str]:
        """The names of the whole text."""
        return frozenset(sound(word) for word in WORD.findall(f"{self.headline} {self.text}") if _tall(word))

    @cached_property
    def figures(self) -> frozenset[float]:
        """All numbers of the whole text."""
        told = (self._tokens, list(_tokens(self.text, _NUMERAL)))
        return frozenset(amount.value for tokens in told for amount in _amounts(tokens, set()))

    @cached_property
    def _tokens(self) -> list[_Token]:
        return list(_tokens(self.headline))

    @cached_property
    def _timely(self) -> tuple[set[tuple[str, str]], set[int]]:
        return _times(self._tokens)

    @cached_property
    def _named(self) -> set[str]:
        return _names(self._tokens, self.text)

    @cached_property
    def _roles(self) -> tuple[set[str], set[str]]:
        return _roles(self._tokens, self._named)


class _Token(NamedTuple):
    text: str
    lemma: str
    kind: TokenKind
    first: bool


_OTHER = _Token("", "", "sign", False)


def _beginning(word: str) -> str:
    return word[:2].lower().replace("ё", "е")


_NUMERAL = frozenset(map(_beginning, (*NUMBER_WORDS, *SCALES)))


def facts_of(title: str | None, text: str) -> Facts:
    """The facts of a post. Where there is no title, its first sentence is the headline."""
    return Facts(headline=headline_of(title, text), text=text[:_BODY])


def headline_of(title: str | None, text: str) -> str:
    """The title, or else the first sentence of the text, 250 characters at most.

    What only says that somebody answers is left out of a title: an answer is about what its thread is about.
    """
    if title and title.strip():
        return _ANSWER.sub("", title[: 2 * _HEADLINE], count=1)[:_HEADLINE] or title[:_HEADLINE]
    head = text[: 2 * _HEADLINE].strip()
    for end in _SENTENCE_END.finditer(head):
        if len(WORD.findall(head[: end.start()])) >= 4:
            return head[: min(end.end(), _HEADLINE)]
    return head[:_HEADLINE]


def _tokens(text: str, beginnings: frozenset[str] | None = None) -> Iterator[_Token]:
    """The tokens of a text. Words that begin with none of these pairs of letters, if any are given, are ``_OTHER``."""
    end = 0
    for found in _TOKEN.finditer(text):
        kind, before = cast("TokenKind", found.lastgroup), end
        start, end = found.span()
        word = text[start:end]
        if beginnings and kind == "word" and _beginning(word) not in beginnings:
            yield _OTHER
            continue
        yield _Token(word, lemma(word) if kind == "word" else word, kind, _is_first(text, before, start))


def _names(headline: Sequence[_Token], text: str) -> set[str]:
    """The words of a headline that are names: tall within a sentence, or proper by the dictionary."""
    tokens = [token for token in headline if token.kind == "word"]
    small, within = _said(text, frozenset(_beginning(token.text) for token in tokens if _tall(token.text)))
    long = [token for token in tokens if len(token.text) > 3]
    title_case = len(long) > 3 and sum(_tall(token.text) for token in long) > 0.7 * len(long)
    return {
        token.text
        for token in tokens
        if _tall(token.text)
        and _proper(token, sure=not (title_case or token.first), within=within, small=small)
    }


def _said(text: str, beginnings: Collection[str]) -> tuple[set[str], set[str]]:
    """The lemmas of a text's words that begin so: of those that are small, and of those tall within a sentence."""
    if not beginnings:
        return set(), set()
    words = [word for word in set(_WORDS.findall(text)) if _beginning(word) in beginnings]
    small = {lemma(word) for word in words if not _tall(word)}
    tall = {word: lemma(word) for word in words if _tall(word)}
    within, end = set[str](), 0
    for found in _TOKEN.finditer(text) if tall else ():
        before, end = end, found.end()
        word = tall.get(found[0])
        if word and word not in within and not _is_first(text, before, found.start()):
            within.add(word)
    return small, within


def _is_first(text: str, before: int, start: int) -> bool:
    """Whether a sentence begins between the end of the token before, 0 if there is none, and the start of this one."""
    gap = text[before:start]
    return not before or (gap != " " and bool(_BREAK.search(gap)))


def _proper(token: _Token, *, sure: bool, within: set[str], small: set[str]) -> bool:
    if len(token.text) < 2 or token.lemma in MONTHS or token.lemma in small:
        return False
    if sure or token.lemma in within or _acronym(token.text):
        return token.lemma not in DIRECTIONS
    if CYRILLIC.search(token.text.lower()):
        return token.lemma not in COMMON and bool(grammar(token.text) & _PROPER)
    return COMMON.get(token.lemma, RAREST) >= _RARE and token.lemma not in DIRECTIONS


def _tall(word: str) -> bool:
    return word != word.lower()


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
    if token.lemma in ("полугодие", "half"):
        yield from (
            ("half", QUARTERS[tokens[at].lemma], at)
            for at in around
            if QUARTERS.get(tokens[at].lemma) in ("1", "2")
        )
    if token.lemma in MONTHS:
        yield from (
            ("date", f"{MONTHS[token.lemma]}-{int(tokens[at].text)}", at)
            for at in around
            if re.fullmatch("[0-3]?[0-9]", tokens[at].text)
        )
    if len(token.text) == 4 and token.text.isdecimal() and int(token.text) in _YEARS:
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
    return "by" in follows or (
        bool(before & {"be", "is", "are", "was", "were", "been"})
        and "by" in {token.lemma for token in tokens[verb:]}
    )


def _oblique(word: str) -> bool:
    return bool(grammar(word) & {"gent", "datv", "ablt", "loct"}) and "UNKN" not in grammar(word)
