"""What a topic may be missing: spellings, handles and hashtags, words that speak for it or against it.

    candidates: what looks like the name     words told apart: sure ones against doubtful and refused ones
    -> each tried: the changed query is matched against all that is kept and archived

Nothing is changed here, and no proposal is made whose effect was not counted.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from math import log, sqrt
from typing import Literal, TypeAlias

from mentionwatch.analysis.lemmas import lemma
from mentionwatch.analysis.likeness import Names
from mentionwatch.analysis.words import COMMON, RAREST, RARITY
from mentionwatch.errors import QueryError
from mentionwatch.model import Post, Topic
from mentionwatch.text.confidence import Weights
from mentionwatch.text.match import Matcher
from mentionwatch.text.query import parse

Standing: TypeAlias = Literal["sure", "doubtful", "refused", "elsewhere", "archived"]
Kind: TypeAlias = Literal["spelling", "handle", "hashtag", "exclusion", "not_context", "context"]

_RUNS = re.compile(r"(?<![\w@#/.])[^\W\d_a-zа-яё][\w’'-]+(?: [^\W\d_a-zа-яё][\w’'-]+){0,2}")
_TAGS = re.compile(r"(?<![\w/])[@#]\w[\w.-]{2,40}\w")
_WORDS = re.compile(r"[^\W\d_]{3,40}")
_FEWEST = 3
_TOLD_APART = 1.28  # a one-sided test at 10 %: enough to try a word, as its effect is counted afterwards
_COMMON = 2.5  # rarer words than this: ln(texts / texts that hold it)
_MOST_OF_A_KIND = 8
_MOST_COUNTED = 50_000
_EXAMPLES = 3
_PIECE = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """A post, and what it is to the topic: its mention, sure or not or refused by a person, or none so far."""

    post: Post
    standing: Standing


@dataclass(slots=True, kw_only=True)
class Suggestion:
    """A change to a topic, and what it would do.

    ``seen`` are kept mentions of the topic that hold the text. ``adds`` counts kept posts that would become
    sure mentions, ``adds_archived`` archived ones, ``removes`` mentions that would no longer be (sure ones),
    ``removes_sure`` those of them that are sure and that nobody refused.
    """

    topic: str
    kind: Kind
    text: str
    seen: int
    adds: int = 0
    adds_archived: int = 0
    removes: int = 0
    removes_sure: int = 0
    examples: list[str] = field(default_factory=list)

    def applied(self, topic: Topic) -> Topic:
        """The topic with the change made."""
        if self.kind == "context":
            return replace(topic, context=(*topic.context, self.text))
        if self.kind == "not_context":
            return replace(topic, not_context=(*topic.not_context, self.text))
        if self.kind == "exclusion":
            return replace(topic, query=f"({topic.query}) -{self.text}")
        return replace(topic, query=f"{topic.query}, {written(self.text)}")


def _is_query(topic: Topic) -> bool:
    """Whether the query can be read: not everything that people write can be said in it."""
    try:
        parse(topic.query)
    except QueryError:
        return False
    return True


def written(spelling: str) -> str:
    """A spelling as the query language writes it."""
    is_plain = spelling[0] in "@#" or (spelling.isalnum() and not spelling.isupper())
    return spelling if is_plain else f'"{spelling}"'


def suggest(
    topic: Topic, seen: Callable[[], Iterable[Seen]], learned: Weights | None = None
) -> list[Suggestion]:
    """What the topic may be missing, most useful first.

    ``seen`` gives all posts, as often as it is asked (twice); ``learned`` is what verdicts taught.
    """
    counts = _Counts(names=Names.of(topic))
    for one in seen():
        counts.add(one)
    found = [
        one for one in (*_spellings(topic, counts), *_words(topic, counts)) if _is_query(one.applied(topic))
    ]
    _try(topic, found, seen(), learned)
    return sorted(filter(_is_worth_it, found), key=_rank)


@dataclass(slots=True, kw_only=True)
class _Counts:
    """How many posts hold what: names that look like ours, by lemma, and words, by standing."""

    names: Names
    candidates: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    held: Counter[str] = field(default_factory=Counter)
    words: dict[Standing, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    posts: Counter[Standing] = field(default_factory=Counter)
    forms: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    unlike: set[str] = field(default_factory=set)

    def add(self, one: Seen) -> None:
        """Count a post."""
        whole = one.post.whole
        self.posts[one.standing] += 1
        is_ours = one.standing in ("sure", "doubtful", "refused")
        for text in set(_candidates(whole)) - self.unlike:
            if not self.names.is_like(text):
                if len(self.unlike) < _MOST_COUNTED:
                    self.unlike.add(text)
                continue
            key = _key(text)
            self.candidates[key][text] += 1
            self.held[key] += is_ours
        if is_ours:
            self._add_words(one.standing, whole)

    def _add_words(self, standing: Standing, whole: str) -> None:
        words = {lemma(word): word.lower() for word in _WORDS.findall(whole)}
        self.words[standing].update(words.keys())
        for key, word in words.items():
            self.forms[key][word] += 1


def _candidates(whole: str) -> Iterator[str]:
    yield from _TAGS.findall(whole)
    for run in _RUNS.findall(whole):
        parts = run.split()
        yield from (
            " ".join(parts[start:end])
            for start in range(len(parts))
            for end in range(start + 1, len(parts) + 1)
        )


def _key(text: str) -> str:
    return text.casefold() if text[0] in "@#" else " ".join(lemma(word) for word in text.split())


def _spellings(topic: Topic, counts: _Counts) -> list[Suggestion]:
    """What looks like a name of the topic, and is not found by its query."""
    matcher = Matcher([topic])
    found = []
    for key, forms in counts.candidates.items():
        text = min(forms, key=lambda form: (-forms[form], len(form), form))
        if not matcher.match(Post(source="", id="", text=text)):
            kind: Kind = "handle" if text[0] == "@" else "hashtag" if text[0] == "#" else "spelling"
            found.append(
                (
                    sum(forms.values()),
                    Suggestion(topic=topic.name, kind=kind, text=text, seen=counts.held[key]),
                )
            )
    found.sort(key=lambda one: (-one[0], one[1].text))
    return [one for _, one in found[: 2 * _MOST_OF_A_KIND]]


def _words(topic: Topic, counts: _Counts) -> Iterator[Suggestion]:
    """Words that are in mentions of one sort far more often than in those of the other."""
    good, bad = counts.words["sure"], counts.words["doubtful"] + counts.words["refused"]
    totals = counts.posts["sure"], counts.posts["doubtful"] + counts.posts["refused"]
    told = {lemma(word) for word in (*topic.context, *topic.not_context)}
    free = [word for word in good.keys() | bad.keys() if word not in told and _is_telling(word, counts)]
    for word in _over_represented(free, bad, good, totals[::-1]):
        refused = counts.words["refused"][word] >= _FEWEST and not good[word]
        yield _of_word(topic, "exclusion" if refused else "not_context", word, bad[word], counts)
    for word in _over_represented(free, good, bad, totals):
        yield _of_word(topic, "context", word, good[word], counts)


def _of_word(topic: Topic, kind: Kind, word: str, seen: int, counts: _Counts) -> Suggestion:
    return Suggestion(topic=topic.name, kind=kind, text=counts.forms[word].most_common(1)[0][0], seen=seen)


def _is_telling(word: str, counts: _Counts) -> bool:
    """Neither a word of every text nor the name itself."""
    return COMMON.get(word, _COMMON) >= _COMMON and not counts.names.holds(word)


def _over_represented(
    words: Sequence[str], here: Counter[str], there: Counter[str], totals: tuple[int, int]
) -> list[str]:
    """Words by the log of the odds ratio over its standard error (Monroe et al. 2008, without a prior)."""
    if not all(totals):
        return []
    scored = [(_apart(here[word], there[word], totals), word) for word in words if here[word] >= _FEWEST]
    return [word for score, word in sorted(scored, reverse=True) if score >= _TOLD_APART][:_MOST_OF_A_KIND]


def _apart(here: int, there: int, totals: tuple[int, int]) -> float:
    odds = log((here + 0.5) / (totals[0] - here + 0.5)) - log((there + 0.5) / (totals[1] - there + 0.5))
    return odds / sqrt(1 / (here + 0.5) + 1 / (there + 0.5))


def _try(topic: Topic, found: Sequence[Suggestion], seen: Iterable[Seen], learned: Weights | None) -> None:
    """Match every post with the query as it is and with each change, and count what differs."""
    names = [str(number) for number in range(len(found) + 1)]
    changed = [topic, *(one.applied(topic) for one in found)]
    topics = [replace(each, name=name) for each, name in zip(changed, names, strict=True)]
    matcher = Matcher(topics, weights=dict.fromkeys(names, learned) if learned else None)
    for one in seen:
        levels = {match.topic: 1 if match.doubtful else 2 for match in matcher.match(one.post)}
        before = levels.get("0", 0)
        for name, suggestion in zip(names[1:], found, strict=True):
            if levels.get(name, 0) != before:
                _count(suggestion, one, before, levels.get(name, 0))


def _count(suggestion: Suggestion, one: Seen, before: int, after: int) -> None:
    if after == 2 and one.standing != "refused":
        suggestion.adds += one.standing != "archived"
        suggestion.adds_archived += one.standing == "archived"
    elif after < before and one.standing not in ("archived", "elsewhere"):
        suggestion.removes += 1
        suggestion.removes_sure += one.standing == "sure"
    else:
        return
    if len(suggestion.examples) < _EXAMPLES:
        suggestion.examples.append(one.post.whole[:_PIECE])


def _rank(one: Suggestion) -> tuple[float, ...]:
    """What does most first; of equals what is rarest in all texts, and so says most."""
    return -_gain(one), -one.seen, -RARITY.get(lemma(one.text), RAREST)


def _is_worth_it(one: Suggestion) -> bool:
    if one.kind in ("spelling", "handle", "hashtag"):
        return _gain(one) > 0 or one.seen >= 2
    return _gain(one) > 0


def _gain(one: Suggestion) -> int:
    """Posts that are better off, less those that are worse off."""
    return one.adds + one.adds_archived + one.removes - 3 * one.removes_sure
