"""Two brands set against each other, each in a clause of its own: "A is down, B works", "unlike B, A …".

What a text says of the target is then read from the target's clauses, and what it says of the other brand
counts for the contrary. Names are known by their capitals; one that opens a sentence by not being one of the
words, or having one of the endings, that sentences open with.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from mentionwatch.sentiment._tokens import ENDS, QUOTES, TARGET, ends_clause, split

NAME = "\ue001"
"""Stands for a name that is not the target's."""
_LONGEST = 60  # words of a text that may be a contrast: longer ones tell stories
_MOST_SIDES = 3
_SHORTEST = 1  # words that a side says of its brand
_FOREMOST = 3  # words of a clause that stand before the brand that it is about
_CAPITAL = re.compile(
    r"(?P<opening>(?:^|[.!?…:\n])[\s\"«“'(—-]*)?"
    r"(?<![\w@#/])(?P<name>(?:\d{0,2}[A-ZА-ЯЁ][\w'’&.-]*\w|[a-z][A-Z]\w+)"
    r"(?: (?:[A-ZА-ЯЁ&][\w'’&-]*\w|&|\d{1,2}\b))*)"
)
_OPENING = frozenset(
    """
    i i'm i've i'd i'll my we our you your he she it it's they their this that these those the a an and but or so if
    when where while why what who which how is are was were do does did have has had can could should would will not no
    never nothing nobody anyone someone everyone all both another after before since because as at in on for from to
    with without by of unlike compared just only even still also too very really honestly finally sadly luckily
    thank thanks love hate good great bad best worst nice well yes ok okay please dear one two next last today
    yesterday tomorrow now then there here let get got give take bring went more less most same cannot can't couldn't
    don't didn't doesn't isn't wasn't won't wouldn't hard hardly
    я мы ты вы он она оно они мой моя моё мое мои наш наша у в на с со от из за к ко о об по до без для при про над
    под через а и но или да нет не ни если когда где куда как что кто чей почему зачем пока хотя раньше теперь
    сейчас сегодня вчера завтра уже ещё еще только даже вот это этот эта эти тот та те весь вся всё все так там тут
    здесь очень просто лучше хуже спасибо после перед вместо кроме зато однако чтобы чем опять снова наконец потом
    жаль пора надо можно нужно нельзя невозможно трудно сложно вряд едва никогда никто ничего купил хорошо плохо
    """.split()  # noqa: SIM905 - a list of words is read more easily as words
)
_DAYS = frozenset(
    """
    Monday Tuesday Wednesday Thursday Friday Saturday Sunday January February March April May June July August
    September October November December Jan Feb Mar Apr Jun Jul Aug Sep Sept Oct Nov Dec Mon Tue Wed Thu Fri Sat Sun
    """.split()  # noqa: SIM905
)
_OPENING_ENDS = re.compile(
    r".*(?:ed|ing|ly|ous|ful|[ai]ble|less|[аиыо][яйе]|[аеиоуыя]л(?:а|о|и|ся|ась|ось|ись)?|ть|ться|ю|юсь|ем|им|ешь|ите|йте)$"
)
_NOT_SET = frozenset(
    "? # : ( ) | & ‹at› rt both neither either also than said says told added оба обе чем ли как ни тоже заявил".split()  # noqa: SIM905
)
_JOINING = frozenset({"and", "so", "и", "а"})
_PLACING = frozenset({"in", "at", "on", "of", "by", "for"})
_SET_ASIDE = re.compile(
    r"(?<![^ ])(?:unlike|compared (?:to|with)|in contrast to|as opposed to|next to|in comparison (?:to|with)"
    r"|в отличи[ие] от|по сравнению с|в сравнении с|на фоне) (?:\w[^ ]* ){0,2}?"
    rf"(?P<name>[{TARGET}{NAME}]) (?:' s )?(?:, )?"
)


@dataclass(frozen=True, slots=True)
class Contrast:
    """The words on the target's side and on the other's; in each, TARGET stands for the brand of that side."""

    mine: list[str]
    theirs: list[str]


def contrast(text: str, tokens: Sequence[str]) -> Contrast | None:
    """The sides of a text in which the target is masked; None where there are not two.

    ``tokens`` are those of the same text, in lower case: they tell at less cost that there is no contrast.
    """
    if TARGET not in tokens or len(tokens) > _LONGEST or not _NOT_SET.isdisjoint(_sentence(tokens)):
        return None
    words = [word for word in split(_CAPITAL.sub(_named, text)) if word not in QUOTES]
    if NAME not in words:
        return None
    near = _sentence(words)
    if NAME in near:
        return _set_aside(near) or _side_by_side(near)
    return _sentence_by_sentence(words) if _NOT_SET.isdisjoint(tokens) else None


def names_another(text: str) -> bool:
    """Whether the sentence of the first target, masked in the text, names something else, not as its first word."""
    words = split(
        _CAPITAL.sub(lambda found: found[0] if found["opening"] is not None else _named(found), text)
    )
    return TARGET in words and NAME in _sentence(words)


def _sentence(words: Sequence[str]) -> list[str]:
    """The sentence of the first target."""
    ends = [at for at, word in enumerate(words) if word in ENDS]
    at = words.index(TARGET)
    return list(
        words[
            max((e + 1 for e in ends if e < at), default=0) : min(
                (e + 1 for e in ends if e > at), default=None
            )
        ]
    )


def _named(found: re.Match[str]) -> str:
    """A name, or at the beginning of a sentence what may be one, as a mark."""
    opening, name = found["opening"], found["name"]
    if opening is None:
        return name if name == "I" or name.startswith("I'") or name in _DAYS else f" {NAME} "
    first, _, rest = name.partition(" ")
    if first.lower() in _OPENING or _OPENING_ENDS.match(first.lower()):
        return f"{opening}{first} {NAME if rest else ''} "
    return f"{opening} {NAME} "


def _set_aside(words: Sequence[str]) -> Contrast | None:
    """Unlike B, A …: what is said is said of A."""
    text = " ".join(words) + " "
    found = _SET_ASIDE.search(text)
    if not found:
        return None
    rest = (text[: found.start()] + text[found.end() :]).split()
    if found["name"] == NAME and TARGET in rest:
        return Contrast(rest, [])
    if found["name"] == TARGET and NAME in rest:
        return Contrast([], _turned_to(rest))
    return None


def _side_by_side(words: Sequence[str]) -> Contrast | None:
    """The clauses of the target and those of others; what names nobody goes on about the one before."""
    sides: list[tuple[str, list[str]]] = []
    waiting: list[str] = []
    for clause in _clauses(words):
        names = {word for word in clause if word in (TARGET, NAME)}
        if len(names) > 1 or (names and not _is_about(clause, *names)):
            return None
        if not names and not sides:
            waiting += clause
        elif not names or (sides and names == {sides[-1][0]}):
            sides[-1][1].extend(clause)
        else:
            sides.append((names.pop(), waiting + clause))
            waiting = []
    if not 1 < len(sides) <= _MOST_SIDES or any(_length(side) < _SHORTEST for _, side in sides):
        return None
    mine = [word for name, side in sides if name == TARGET for word in side]
    theirs = [word for name, side in sides if name == NAME for word in side]
    if mine.count(TARGET) > 1 or theirs.count(NAME) > 1:
        return None
    return Contrast(mine, _turned_to(theirs))


def _sentence_by_sentence(words: Sequence[str]) -> Contrast | None:
    """The sentences of the target and those of another; one that names nobody goes on about the one before."""
    mine: list[str] = []
    theirs: list[str] = []
    about = None
    for sentence in _sentences(words):
        names = {word for word in sentence if word in (TARGET, NAME)}
        if len(names) > 1:
            return None
        about = names.pop() if names else about
        (theirs if about == NAME else mine).extend(sentence)
    if mine.count(TARGET) > 1 or theirs.count(NAME) > 1 or not mine or not theirs:
        return None
    return Contrast(mine, _turned_to(theirs))


def _sentences(words: Sequence[str]) -> Iterator[list[str]]:
    sentence: list[str] = []
    for word in words:
        sentence.append(word)
        if word in ENDS:
            yield sentence
            sentence = []
    if sentence:
        yield sentence


def _is_about(clause: Sequence[str], name: str) -> bool:
    """Whether a clause begins with a name, and not with a place."""
    at = clause.index(name)
    return at <= _FOREMOST and (at <= 1 or clause[at - 1] not in _PLACING)


def _length(side: Sequence[str]) -> int:
    return sum(word[0].isalpha() and not ends_clause(word) for word in side)


def _clauses(words: Sequence[str]) -> Iterator[list[str]]:
    clause: list[str] = []
    for at, word in enumerate(words):
        if word in _JOINING and _names_next(words, at) and {TARGET, NAME} & set(clause):
            yield clause
            clause = []
        clause.append(word)
        if ends_clause(word):
            yield clause
            clause = []
    if clause:
        yield clause


def _names_next(words: Sequence[str], at: int) -> bool:
    """Whether a new clause about a name follows: "and Acme paid", not "and Acme"."""
    following = list(words[at + 1 : at + 5])
    names = [place for place, word in enumerate(following) if word in (TARGET, NAME)]
    return (
        bool(names)
        and names[0] <= 1
        and len(following) > names[0] + 1
        and not ends_clause(following[names[0] + 1])
    )


def _turned_to(words: Sequence[str]) -> list[str]:
    return [TARGET if word == NAME else word for word in words]
