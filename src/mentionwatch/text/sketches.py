"""Finding copies among many texts: few numbers for each, of which copies nearly always share one.

`keys` gives a text at most 16 numbers: the smallest hashes of its word trigrams and of the character 12-grams of its
first 80 characters (a bottom-k sketch: Cohen & Kaplan, "Summarizing data using bottom-k sketches", 2007). The second
half finds a long text by its quoted beginning. Of each key only the newest texts are looked at, so that the cost of a
text hardly grows with the archive; `neardup.likeness` then compares for certain.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from itertools import accumulate, chain
from typing import TYPE_CHECKING, NamedTuple, Protocol
from zlib import crc32

from mentionwatch.text.neardup import Likeness, Wording, grams, likeness

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

NEWEST = 20
"""How many of the newest texts of a key are candidates."""
CHECKED = 48
"""How many candidates are compared, those that share most keys first."""

_SKETCH = 8
_HEAD = 80
_HEAD_GRAM = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Copy:
    """The text ``id``, of the group ``group``, has the same wording as the one asked for."""

    id: int
    group: int
    likeness: Likeness


class Kept(NamedTuple):
    """A text seen before. Every text has a group; a text without copies is alone in its own."""

    id: int
    group: int
    wording: Wording


class Sketches(Protocol):
    """What is remembered of the texts seen."""

    def near(self, keys: Sequence[int], newest: int, most: int) -> Sequence[Kept]:
        """Of the ``newest`` latest texts of each key the ``most`` that share most keys, best first."""
        ...


def keys(words: Wording) -> tuple[int, ...]:
    """At most 16 numbers of 32 bits, to be remembered; none for a text without words."""
    if not words.folded:
        return ()
    head = map(str.encode, grams(words.folded[:_HEAD], _HEAD_GRAM))
    sketch = _smallest(_trigrams(words.folded.encode())) + _smallest(head)
    return tuple(dict.fromkeys(sketch))


def copies(words: Wording, sketch: Sequence[int], sketches: Sketches) -> list[Copy]:
    """The copies among the texts seen, one of each group: a text can join groups that were apart.

    ``sketch`` are the text's ``keys``.
    """
    found: dict[int, Copy] = {}
    for kept in sketches.near(sketch, NEWEST, CHECKED):
        if kept.group in found:
            continue
        if alike := likeness(words, kept.wording):
            found[kept.group] = Copy(id=kept.id, group=kept.group, likeness=alike)
    return list(found.values())


@dataclass
class MemorySketches:
    """Texts kept in memory, grouped as they come; the smallest id of a group is its name."""

    _by_key: dict[int, list[int]] = field(default_factory=lambda: defaultdict(list))
    _wordings: dict[int, Wording] = field(default_factory=dict)
    _lead: dict[int, int] = field(default_factory=dict)

    def near(self, keys: Sequence[int], newest: int, most: int) -> Sequence[Kept]:
        shared = Counter(chain.from_iterable(self._by_key.get(key, ())[-newest:] for key in keys))
        return [
            Kept(id=place, group=self.group(place), wording=self._wordings[place])
            for place, _ in shared.most_common(most)
        ]

    def add(self, number: int, words: Wording) -> list[Copy]:
        """Keep a text under its id; its group becomes one with those of its copies, which are returned."""
        sketch = keys(words)
        found = copies(words, sketch, self)
        self._lead[number] = number
        self._wordings[number] = words
        for key in sketch:
            self._by_key[key].append(number)
        groups = sorted({number, *(copy.group for copy in found)})
        self._lead.update(dict.fromkeys(groups, groups[0]))
        return found

    def group(self, number: int) -> int:
        """The group that a kept text is in now."""
        while (lead := self._lead[number]) != number:
            self._lead[number] = self._lead[lead]
            number = lead
        return number


def group(texts: Iterable[Wording]) -> list[int]:
    """For each text the place, from 0, of the first of its group."""
    sketches = MemorySketches()
    size = 0
    for size, words in enumerate(texts, start=1):
        sketches.add(size - 1, words)
    return [sketches.group(place) for place in range(size)]


def _trigrams(text: bytes) -> Iterator[bytes]:
    """Each three words of a text with one space between words, cut out of it as they stand; all if there are fewer."""
    lengths = list(map(len, text.split(b" ")))
    ends = list(accumulate(lengths, lambda end, length: end + 1 + length))
    starts = (end - length for end, length in zip(ends, lengths, strict=True))
    return (text[start:end] for start, end in zip(starts, ends[2:] or ends[-1:], strict=False))


def _smallest(grams: Iterable[bytes]) -> list[int]:
    return sorted(set(map(crc32, grams)))[:_SKETCH]
