"""Words, smileys and signs of a text, with the target masked, and what stands around each of them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from mentionwatch.model import Passage

TARGET = "\ue000"
"""Stands for the target: a brand's own name says nothing about how people feel about it."""

LONGEST = 4000
"""Characters that are read of a text: the feeling toward a brand stands near it, not in chapter twelve."""

AROUND = 4  # tokens to the left and to the right of the target that count as beside it
_SCOPE = 3  # words that a negation reaches

_LINK = re.compile(r"(?:https?://|www\.|pic\.twitter\.com/)\S+|\{link\}", re.IGNORECASE)
_HANDLE = re.compile(r"@\w+")
_STRETCHED = re.compile(r"(.)\1{2,}")
_LETTER = r"[^\W\d_]|[\u0300-\u036f\u0591-\u05c7\u064b-\u0670\u0900-\u0dff\u0e31-\u0e4e]"
_TOKEN = re.compile(
    rf"{TARGET}|‹\w+›|[:;=8x][-^'o]?[)(\]\[dp/\\|3*o]+(?!\w)|<3|\)+|\(+"
    rf"|[\u3040-\u30ff\u3400-\u9fff]|(?:{_LETTER})+(?:['’-](?:{_LETTER})+)*|\d+|[^\s\w]|_"
)
ENDS = frozenset(".!?…;")  # of sentences
QUOTES = frozenset("«»\"“”„'")
_STOPS = frozenset('.,;:!?()—–…"«»[]|')
_NEGATIONS = frozenset(
    """
    not no never none nobody nothing cannot cant dont didnt doesnt isnt wasnt wont wouldnt aint without hardly
    barely neither nor не нет ни без никогда нельзя ничего нету nicht kein keine keinen nie ohne nunca jamás sin
    ningún pas ne jamais aucun sans non mai senza não nem sem jamais niet geen nooit zonder değil yok hiç nie
    bez ne ikke ingen aldri inte aldrig tidak bukan tak jangan нема немає без لا لم ليس ما لن غير नहीं मत 不 没 沒
    無 别
    """.split()  # noqa: SIM905 - a list of words is read more easily as words
)
_TURNS = frozenset(
    """
    but however although though while whereas yet except unlike instead но а зато однако хотя тогда пока aber
    doch pero sino aunque mais cependant mientras però ma invece mas porém contudo maar echter ama fakat ale
    jednak men tapi namun але проте लेकिन पर لكن 但 但是
    """.split()  # noqa: SIM905 - a list of words is read more easily as words
)


@dataclass(frozen=True, slots=True)
class Tokens:
    """A text in pieces. The sets hold places in ``words``.

    ``left`` and ``right`` are beside the target, ``clause`` shares a clause with it, ``negated`` is reached
    by a negation, ``turned`` follows the last "but".
    """

    words: list[str]
    left: set[int]
    right: set[int]
    clause: set[int]
    negated: dict[int, int]
    turned: range


def read(passage: Passage) -> Tokens:
    """The tokens of a passage, lower case. A target without spans is looked for in the text."""
    return placed(split(masked_text(passage)))


def masked_text(passage: Passage) -> str:
    """What is read of a passage's text, with the target masked."""
    passage = nearby(passage)
    return masked(passage.text, target_spans(passage))


def placed(words: list[str]) -> Tokens:
    """What stands around the target, and after negations and turns, in a text of tokens."""
    places = [i for i, word in enumerate(words) if word == TARGET]
    return Tokens(
        words,
        {i for at in places for i in range(max(0, at - AROUND), at)},
        {i for at in places for i in range(at + 1, min(len(words), at + AROUND + 1))},
        _clauses(words, places),
        _negated(words),
        _turned(words),
    )


def nearby(passage: Passage) -> Passage:
    """A long passage cut to LONGEST characters around the first mention of its target."""
    if len(passage.text) <= LONGEST:
        return passage
    spans = target_spans(passage)
    begin = max(0, min(spans[0][0] - LONGEST // 2, len(passage.text) - LONGEST)) if spans else 0
    inside = [
        (start - begin, end - begin) for start, end in spans if begin <= start and end <= begin + LONGEST
    ]
    return replace(passage, text=passage.text[begin : begin + LONGEST], spans=tuple(inside))


def target_spans(passage: Passage) -> list[tuple[int, int]]:
    """Where the target stands: the spans told, else every place where its name is written."""
    if passage.spans:
        return sorted(span for span in passage.spans if 0 <= span[0] < span[1] <= len(passage.text))
    if not passage.target.strip():
        return []
    name = rf"(?<![a-zа-яё]){re.escape(passage.target.strip())}"  # ITA is not in Alitalia
    return [found.span() for found in re.finditer(name, passage.text, re.IGNORECASE)]


def masked(text: str, spans: Iterable[tuple[int, int]]) -> str:
    """The text with each span, widened to the whole word, ``#`` and ``@`` included, replaced by TARGET."""
    pieces, done = [], 0
    for start, end in spans:
        while start > done and (text[start - 1].isalnum() or text[start - 1] in "_@#"):
            start -= 1
        while end < len(text) and (text[end].isalnum() or text[end] == "_"):
            end += 1
        if start >= done:
            pieces += [text[done:start], f" {TARGET} "]
            done = end
    return "".join([*pieces, text[done:]])


def split(text: str) -> list[str]:
    """Words in lower case; links, names and numbers as one sign each; smileys and signs apart."""
    text = text.lower().replace("ё", "е").replace("’", "'")
    if "/" in text or "{" in text or "www" in text:
        text = _LINK.sub(" ‹url› ", text)
    if "@" in text:
        text = _HANDLE.sub(" ‹at› ", text)
    words: list[str] = _TOKEN.findall(_STRETCHED.sub(r"\1\1", text))
    return ["‹0›" if word[0].isdigit() else word for word in words]


def is_negation(word: str) -> bool:
    """Whether the word (lower case) turns what follows into its contrary."""
    return word in _NEGATIONS or word.endswith("n't")


def is_turn(word: str) -> bool:
    """Whether the word (lower case) opens a clause that speaks against the one before: but, но."""
    return word in _TURNS


def ends_clause(word: str) -> bool:
    """Whether a new clause begins at the word, or after the sign."""
    return word in _STOPS or word in _TURNS


def _clauses(words: Sequence[str], places: Sequence[int]) -> set[int]:
    clause: set[int] = set()
    for at in places:
        start, end = at, at + 1
        while start > 0 and not ends_clause(words[start - 1]):
            start -= 1
        while end < len(words) and not ends_clause(words[end]):
            end += 1
        clause.update(range(start, end))
    return clause.difference(places)


def _negated(words: Sequence[str]) -> dict[int, int]:
    """Each negated place with the place of its negation."""
    found: dict[int, int] = {}
    for at, word in enumerate(words):
        if is_negation(word):
            for i in range(at + 1, min(len(words), at + 1 + _SCOPE)):
                if words[i] in _STOPS:
                    break
                found[i] = at
    return found


def _turned(words: Sequence[str]) -> range:
    last = max((i for i, word in enumerate(words) if word in _TURNS), default=len(words))
    return range(last + 1, len(words))
