"""What people talk about: questions, phrases and names that recur in a period, and which of them are new.

Words are compared as lemmas, so that inflection and order of small words do not matter. Questions that hold the same
words are one line with a count, whoever asks them how; a phrase is two or three words in a row of which none is
common; a name is a run of capitalised words within a sentence. An author counts once. Whether something is new is a
log-likelihood ratio against the period before (Dunning, "Accurate methods for the statistics of surprise and
coincidence", 1993).
"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from itertools import chain, islice
from typing import TYPE_CHECKING, NamedTuple

from mentionwatch.analysis.lemmas import WORD, lemma, sound
from mentionwatch.analysis.words import COMMON, MONTHS, NUMBER_WORDS, RAREST, RARITY
from mentionwatch.model import Subject

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from typing import TypeAlias

    from mentionwatch.model import SubjectKind

    _Key: TypeAlias = tuple[SubjectKind, object]

LEAST = 3
"""So many people must say a thing before it is a subject."""
SURPRISE = 6.63
"""The log-likelihood ratio of chance 1 in 100 (chi squared, one degree of freedom)."""
GROWTH = 2.0
"""The least growth of a subject that is new."""

_SAME_QUESTION = 0.6
_MEANS = 3.3
_PHRASE_MEANS = 3.5
_LONGEST = 2_000
_EXAMPLES = 3
_SWALLOWED = 0.7
_MOST_LEADS = 100
_SENTENCE = re.compile(r"[^.!?\n]+[.!?\n]*")
_NOISE = re.compile(r"(?:https?://|www\.)\S*|(?<!\w)rt\s+@\w+:?|@\w+|#", re.IGNORECASE)
_ASKING = (
    "как почему когда где куда откуда сколько зачем кто чей какой можно что ли подскажите "
    "how why when where what who which can could is are does do did will anyone anybody"
)
_POLITE = (
    "здравствуйте добрый день вечер утро привет пожалуйста спасибо знать мочь люди "
    "hi hello hey please thanks know someone tell help"
)
_KINDS: tuple[SubjectKind, ...] = ("question", "phrase", "name")
_ASKS = frozenset(map(lemma, _ASKING.split()))
_NO_CONTENT = frozenset(map(lemma, _POLITE.split()))


@dataclass(frozen=True, slots=True, kw_only=True)
class Voice:
    """A text and who said it: any key of an author, or None where nobody knows."""

    id: int
    text: str
    author: str | None = None


@dataclass(slots=True)
class _Heap:
    """One subject: how it is worded, by whom it is said now, in which mention first, and by whom it was before."""

    now: dict[str, int]
    wordings: Counter[str] = field(default_factory=Counter)
    before: set[str] = field(default_factory=set)


def subjects(
    now: Sequence[Voice], before: Sequence[Voice] = (), *, own: Iterable[str] = (), most: int = 20
) -> list[Subject]:
    """The ``most`` frequent subjects of each kind, new ones first. ``own`` are the topic's names, which say nothing.

    Pass each story once (its lead): a text that was copied a hundred times is one voice, not a hundred.
    """
    ignored = {lemma(word) for name in own for word in WORD.findall(name)}
    found: list[Subject] = []
    heaps = _heaps(now, before, ignored)
    for kind in _KINDS:
        told = [_subject(kind, heap, len(now), len(before)) for (of, _), heap in heaps.items() if of == kind]
        told.sort(key=lambda subject: (not subject.new, -subject.count, -subject.surprise, subject.text))
        found += islice(_without_parts(told), most)
    return found


def questions_of(text: str) -> list[str]:
    """The sentences of a text that ask something."""
    sentences = (found.group().strip() for found in _SENTENCE.finditer(_NOISE.sub(" ", text[:_LONGEST])))
    return [sentence for sentence in sentences if _asks(sentence)]


def same_question(texts: Sequence[str], *, own: Iterable[str] = ()) -> list[int | None]:
    """For each text a number that those share which ask the same; None for a text that asks nothing.

    ``own`` are the topics' names, which say nothing.
    """
    questions = _Questions({lemma(word) for name in own for word in WORD.findall(name)})
    leads = ((questions.lead(question) for question in questions_of(text)) for text in texts)
    return [next((lead for lead in asked if lead is not None), None) for asked in leads]


def names_of(text: str, ignored: set[str]) -> Iterator[tuple[tuple[str, ...], str]]:
    """The names in a text, by their sounds and as they are written, without words of these lemmas."""
    for sentence in _SENTENCE.findall(_NOISE.sub(" ", text[:_LONGEST])):
        for name in _names(WORD.findall(sentence), ignored):
            yield tuple(map(sound, name)), " ".join(name)


def surprise(now: int, voices: int, before: int, voices_before: int) -> float:
    """The log-likelihood ratio of a growth from ``before`` of ``voices_before`` to ``now`` of ``voices``."""
    if not voices_before or now * voices_before <= before * voices:
        return 0.0
    share = (now + before) / (voices + voices_before)
    return 2 * sum(
        count * math.log(count / (share * all_))
        for count, all_ in ((now, voices), (before, voices_before))
        if count
    )


def _heaps(now: Sequence[Voice], before: Sequence[Voice], ignored: set[str]) -> dict[_Key, _Heap]:
    """What enough people say now."""
    reader = _Reader(ignored)
    earlier, present = reader.sentences(before), reader.sentences(now)
    asked = [(key, one.voice) for one in earlier if (key := reader.question(one))]
    told = [(key, said, one.voice) for one in present for key, said in reader.said(one)]
    times = Counter(key for key, _, _ in told)
    told = [one for one in told if times[one[0]] >= LEAST]  # most phrases are said once
    people: dict[_Key, dict[str, int]] = defaultdict(dict)
    for key, _, voice in told:
        people[key].setdefault(_who(voice), voice.id)
    heaps = {key: _Heap(said) for key, said in people.items() if len(said) >= LEAST}
    for key, said, _ in told:
        if key in heaps:
            heaps[key].wordings[_wording(key[0], said)] += 1
    again = ((key, one.voice) for one in earlier for key, _ in reader.runs(one))
    for key, voice in chain(asked, again):
        if key in heaps:
            heaps[key].before.add(_who(voice))
    return heaps


def _who(voice: Voice) -> str:
    return voice.author or f"mention {voice.id}"


def _wording(kind: SubjectKind, words: Sequence[str]) -> str:
    wording = " ".join(words)
    return wording.lower() if kind == "phrase" else wording


class _Sentence(NamedTuple):
    voice: Voice
    text: str
    words: list[str]
    lemmas: list[str]


class _Reader:
    """What voices say, as keys that are the same where the same is said, with the words."""

    def __init__(self, ignored: set[str]) -> None:
        self.ignored = ignored
        self.questions = _Questions(ignored)
        self.full = _Full(ignored)

    def sentences(self, voices: Iterable[Voice]) -> list[_Sentence]:
        """What they say, the first mention first."""
        return [
            _Sentence(voice, text.strip(), words, list(map(lemma, words)))
            for voice in sorted(voices, key=lambda voice: voice.id)
            for text in _SENTENCE.findall(_NOISE.sub(" ", voice.text[:_LONGEST]))
            if (words := WORD.findall(text))
        ]

    def said(self, sentence: _Sentence) -> Iterator[tuple[_Key, Sequence[str]]]:
        """All that is said in it: the question that it is, phrases and names."""
        if key := self.question(sentence):
            yield key, (sentence.text,)
        yield from self.runs(sentence)

    def question(self, sentence: _Sentence) -> _Key | None:
        """The question that it is, which is told from those asked before."""
        if _asks(sentence.text) and (lead := self.questions.lead(sentence.text)) is not None:
            return "question", lead
        return None

    def runs(self, sentence: _Sentence) -> list[tuple[_Key, Sequence[str]]]:
        """Phrases and names in it. A phrase is two or three words of which the first and the last mean something."""
        words, lemmas, full = sentence.words, sentence.lemmas, self.full
        places = dict.fromkeys(place for place, word in enumerate(words) if full[word])
        phrases = [(start, last + 1) for start in places for last in (start + 1, start + 2) if last in places]
        found: list[tuple[_Key, Sequence[str]]] = [
            (("phrase", tuple(lemmas[start:end])), words[start:end]) for start, end in phrases
        ]
        found += [(("name", tuple(map(sound, name))), name) for name in _names(words, self.ignored)]
        return found


class _Full(dict[str, bool]):
    """Whether a word means something, found out once."""

    def __init__(self, ignored: set[str]) -> None:
        super().__init__()
        self._ignored = ignored

    def __missing__(self, word: str) -> bool:
        self[word] = known = _is_full(word, self._ignored)
        return known


def _asks(sentence: str) -> bool:
    words = WORD.findall(sentence.lower())
    if len(words) < 3:
        return False
    return sentence.endswith("?") or lemma(words[0]) in _ASKS or "ли" in words[:3]


class _Questions:
    """Questions that hold the same words, as they come: each is compared with those that came first."""

    def __init__(self, ignored: set[str]) -> None:
        self.ignored = ignored
        self.leads: list[frozenset[str]] = []
        self.by_word: dict[str, list[int]] = defaultdict(list)

    def lead(self, question: str) -> int | None:
        """The number of the first question like this one; None where nothing is asked about."""
        words = frozenset(map(lemma, WORD.findall(question)))
        words = (
            frozenset(word for word in words if _means(word) >= _MEANS) - self.ignored - _NO_CONTENT - _ASKS
        )
        if len(words) < 2:
            return None
        near = Counter(lead for word in words for lead in self.by_word[word][:_MOST_LEADS])
        alike = ((_overlap(words, self.leads[lead]), -lead) for lead in near)
        share, lead = max(alike, default=(0.0, 0))
        if share >= _SAME_QUESTION:
            return -lead
        self.leads.append(words)
        for word in words:
            self.by_word[word].append(len(self.leads) - 1)
        return len(self.leads) - 1


def _overlap(one: frozenset[str], other: frozenset[str]) -> float:
    """The share of the words, by rarity, that both have, of those of the shorter and of both, on average."""
    both, shorter = _weight(one & other), min(_weight(one), _weight(other))
    return (both / shorter + both / _weight(one | other)) / 2


def _weight(words: Iterable[str]) -> float:
    return math.fsum(map(_means, words))


def _means(word: str) -> float:
    return RARITY.get(word, RAREST)


def _is_full(word: str, ignored: set[str]) -> bool:
    known = lemma(word)
    plain = (
        known not in ignored
        and known not in _NO_CONTENT
        and known not in MONTHS
        and known not in NUMBER_WORDS
    )
    return plain and len(word) > 2 and not word.isdigit() and _means(known) >= _PHRASE_MEANS


def _names(words: Sequence[str], ignored: set[str]) -> Iterator[tuple[str, ...]]:
    """Runs of capitalised words that do not begin the sentence, without the topic's own names."""
    tall = [place for place, word in enumerate(words) if place and word[0].isupper()]
    if not tall or sum(map(str.isupper, words)) > len(words) / 2:  # who shouts tells of no name
        return
    run: list[str] = []
    last = 0
    for place in tall:
        word = words[place]
        if run and place > last + 1:
            yield tuple(run[:3])
            run = []
        if lemma(word) not in ignored and (run or not _is_usual(word)):
            run.append(word)
            last = place
        elif run:
            yield tuple(run[:3])
            run = []
    if run:
        yield tuple(run[:3])


def _is_usual(word: str) -> bool:
    return lemma(word) in COMMON or lemma(word) in MONTHS or word.startswith(("I'", "I’")) or len(word) < 2


def _subject(kind: SubjectKind, heap: _Heap, voices: int, voices_before: int) -> Subject:
    count, before = len(heap.now), len(heap.before)
    surprising = surprise(count, voices, before, voices_before)
    grown = before == 0 or count / voices >= GROWTH * before / max(1, voices_before)
    return Subject(
        kind=kind,
        text=min(heap.wordings, key=lambda wording: (-heap.wordings[wording], len(wording), wording)),
        count=count,
        before=before,
        new=surprising >= SURPRISE and grown,
        surprise=surprising,
        examples=tuple(sorted(heap.now.values())[:_EXAMPLES]),
    )


def _without_parts(told: Sequence[Subject]) -> Iterator[Subject]:
    """Without phrases and names that are nearly always said within a longer one."""
    return (
        subject
        for subject in told
        if not any(
            len(other.text) > len(subject.text)
            and f" {subject.text} " in f" {other.text} "
            and other.count >= _SWALLOWED * subject.count
            for other in told
        )
    )
