"""Reads the files of phrases that tell who wins and who loses: ``data/relations-en.txt``, ``relations-ru.txt``.

A phrase is a line of words. ``{+}`` is where the winner stands, ``{-}`` the loser, ``{0}`` who is neither;
``<name>`` is one of the words of the class ``[name]``, ``(a|b)`` one of these, ``(a|b)?`` maybe, ``(a|b)!`` not here,
``_`` a word, ``..`` up to four words, ``...`` up to ten words and commas, ``*`` any letters, ``,?`` a comma or none.
The section a phrase stands in tells what can turn it; its place in the file, which phrase is tried first.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import chain
from typing import Literal, get_args

from mentionwatch.sentiment._cues import sections
from mentionwatch.sentiment._tokens import TARGET

Kind = Literal["sayings", "switches", "drawbacks", "comparisons", "arrivals"]
"""What turns a phrase: nothing, negation and regret, negation and a \"but\" that follows, negation; arrivals are turned
as switches are, and tell something only after a complaint."""

CUES = (6, 4)
"""A phrase is tried where a word of the text begins with as many letters of its cue."""

_COMMON = frozenset({"with", "from", "going", "take"})  # in too many texts to be a cue beside other words
_TURNING = ("reversed", "hearsay", "why", "refused")
_WORD = r"(?:[\w‹&-][^ ]* )"
_SMALL = (
    "and or for to in at on of with from as than after that i you he she we they it not no but \\w*ly "
    "и или в во на к ко по для что у о об с со из от не а но за я ты он она мы вы они это как чем"
)
_NAMING = rf"(?:(?!(?:{_SMALL.replace(' ', '|')}) ){_WORD})"  # a word that may stand in a name, or before it
_OTHER = f"{_NAMING}{{1,3}}?"
_TARGET = f"{_NAMING}{{0,2}}?{TARGET} "
_GAPS = {
    "_": _WORD,
    "_?": f"{_WORD}?",
    "..": f"{_WORD}{{0,4}}?",
    "...": f"(?:{_WORD}|[,{TARGET}] ){{0,10}}?",
    ",?": "(?:, )?",
}
_SLOT = re.compile(r"\{([+0-])\}")
_OUTCOMES = {"+": 1, "0": 0, "-": -1}
_PIECE = re.compile(r"\{[+0-]\}|<\w+>\??|\([^()]*\)[?!]?|\S+")


@dataclass(frozen=True, slots=True)
class Phrase:
    """What is looked for in a text where the target stands in the slot: ``outcome`` 1 wins, -1 loses."""

    kind: Kind
    outcome: int
    source: str

    @property
    def pattern(self) -> re.Pattern[str]:
        """What is looked for. It is compiled when one of its cues is met: all at once would take half a second."""
        return _compiled(self.source)


@cache
def _compiled(source: str) -> re.Pattern[str]:
    return re.compile(source)


@dataclass(frozen=True, slots=True)
class Phrases:
    """The phrases of one language, by the first letters of their cues, and the words that turn them."""

    by_cue: dict[str, tuple[int, ...]]
    phrases: tuple[Phrase, ...]
    regrets: re.Pattern[str]
    hearsay: re.Pattern[str]
    wondering: re.Pattern[str]
    refusals: re.Pattern[str]

    def near(self, words: Sequence[str]) -> Iterator[Phrase]:
        """The phrases whose cue may be among the words, first things first."""
        found = chain.from_iterable(self.by_cue.get(word[:n], ()) for word in words for n in CUES)
        return (self.phrases[number] for number in sorted(set(found)))


@cache
def load(language: str) -> Phrases:
    """The phrases of a language, ``en`` or ``ru``."""
    told = sections("relations", language)
    classes = {name: _members(name, told) for name in told if name not in get_args(Kind)}
    phrases: list[Phrase] = []
    by_cue: dict[str, list[int]] = {}
    for kind in get_args(Kind):
        for line in told[kind]:
            for phrase in _read(line, kind, classes):
                for cue in _cues(line, classes):
                    by_cue.setdefault(cue, []).append(len(phrases))
                phrases.append(phrase)
    turned = {name: re.compile(rf"(?<![^ ]){_either(classes[name])}") for name in _TURNING}
    found = {cue: tuple(numbers) for cue, numbers in by_cue.items()}
    return Phrases(found, tuple(phrases), *(turned[name] for name in _TURNING))


def _members(name: str, told: dict[str, list[str]]) -> list[str]:
    """The words of a class; a class may hold another one."""
    words = "|".join(told[name]).split("|")
    return [part for word in words for part in (_members(word[1:-1], told) if word[0] == "<" else (word,))]


def _read(line: str, kind: Kind, classes: dict[str, list[str]]) -> Iterator[Phrase]:
    """One phrase for each slot: the target in it, others in the rest."""
    slots = list(_SLOT.finditer(line))
    for mine in reversed(slots):  # the name nearer to the end first: the place before it may hold the other
        pattern = "".join(
            (_TARGET if found.start() == mine.start() else _OTHER)
            if _SLOT.fullmatch(found[0])
            else _piece(found[0], classes)
            for found in _PIECE.finditer(line)
        )
        yield Phrase(kind, _OUTCOMES[mine[1]], rf"(?<![^ ]){pattern}")


def _piece(piece: str, classes: dict[str, list[str]]) -> str:
    if piece in _GAPS:
        return _GAPS[piece]
    if piece[0] == "<":
        words = _either(classes[piece.rstrip("?")[1:-1]])
        return f"{words}?" if piece[-1] == "?" else words
    if piece[0] == "(":
        words = _either(piece.rstrip("?!")[1:-1].split("|"))
        return f"(?!{words})" if piece[-1] == "!" else f"{words}?" if piece[-1] == "?" else words
    return _either([piece])


def _either(words: Sequence[str]) -> str:
    choices = "|".join(re.escape(word).replace(r"\*", "[^ ]*") for word in words)
    return f"(?:(?:{choices}) )"


def _cues(line: str, classes: dict[str, list[str]]) -> set[str]:
    """The beginnings of what must be in a text: those of the first class, else of the longest word."""
    pieces = [found[0] for found in _PIECE.finditer(line) if found[0][-1] not in "?!"]
    named = [piece for piece in pieces if piece[0] == "<"]
    if named:
        return {_cue(word) for word in classes[named[0][1:-1]]}
    choices = [piece.strip("()").split("|") for piece in pieces if piece[0] not in "{.,_"]
    return {_cue(word) for word in max(choices, key=lambda words: min(len(_cue(word)) for word in words))}


def _cue(words: str) -> str:
    """The beginning of the longest word; a stem shorter than that is looked for by fewer letters."""
    word = max(words.split(), key=lambda each: (each not in _COMMON, len(each)))
    most, fewest = CUES
    return word[: most if len(word.rstrip("*")) >= most or word[-1] != "*" else fewest].rstrip("*")
