"""Does a word look like a name: written in the other script, mistyped, shortened, or built upon?"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from mentionwatch.analysis.lemmas import CYRILLIC, sound
from mentionwatch.model import Topic
from mentionwatch.text.forms import is_common
from mentionwatch.text.query import Query

_LATIN = dict(
    zip("абвгдезийклмнопрстуфхыэіґ", "abvgdeziiklmnoprstufhyeig", strict=True)
) | {"ё": "e", "ж": "zh", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "sh", "ъ": "", "ь": "", "ю": "yu", "я": "ya",
     "ї": "i", "є": "e"}  # fmt: skip
_SHORT = 5
_LONG = 9
_STEM = 0.7
_PARTS = re.compile(r"[^\W\d_]+")
_NO_LETTER = re.compile(r"[\W_]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Names:
    """The names of a topic: in Latin letters, by sound, and by their initials."""

    plain: frozenset[str]
    latin: frozenset[str]
    sounds: frozenset[str]
    initials: frozenset[str]

    @classmethod
    def of(cls, topic: Topic) -> Names:
        """What any mention of the topic holds at least one of."""
        probes = [probe.lstrip("@#") for probe in Query.read(topic.query).probes]
        plain = {_NO_LETTER.sub("", probe.casefold()) for probe in probes} - {""}
        several = [probe.split() for probe in probes if len(probe.split()) > 1]
        return cls(
            plain=frozenset(plain),
            latin=frozenset(latin(name) for name in plain if len(name) >= _SHORT - 1),
            sounds=frozenset(sound(name) for name in plain if len(name) >= _SHORT),
            initials=frozenset("".join(word[0] for word in words).upper() for words in several),
        )

    def is_like(self, text: str) -> bool:
        """Whether a capitalised word or a few, a handle or a hashtag looks like one of the names."""
        bare = _NO_LETTER.sub("", text.casefold())
        if text.isupper() and text in self.initials:
            return True
        if len(bare) < _SHORT - 1 or bare in self.plain or is_common(text):
            return False
        here = latin(bare)
        parts = _PARTS.findall(text) if text[0] in "@#" else [bare]
        return any(self._is_twin(part.casefold(), latin(part)) for part in parts) or any(
            _is_mistyped(here, name) or _is_built_upon(here, name, is_tag=text[0] in "@#")
            for name in self.latin
        )

    def holds(self, word: str) -> bool:
        """Whether a word is a name or a part of it."""
        return any(word[: max(4, len(word) - 2)] in name for name in self.plain)

    def _is_twin(self, bare: str, here: str) -> bool:
        """The same consonants, and about as many letters: Билайн, Beeline."""
        lengths = [len(name) for name in self.latin]
        return sound(bare) in self.sounds and any(abs(len(here) - length) <= 2 for length in lengths)


def latin(word: str) -> str:
    """A word in Latin letters, in small ones."""
    lower = word.casefold()
    return "".join(_LATIN.get(letter, letter) for letter in lower) if CYRILLIC.search(lower) else lower


def _is_mistyped(one: str, name: str) -> bool:
    """One slip in a name of five letters, two in one of nine."""
    if len(name) < _SHORT or one[:1] != name[:1]:
        return False
    allowed = 2 if len(name) >= _LONG else 1
    return abs(len(one) - len(name)) <= allowed and distance(one, name) <= allowed


def _is_built_upon(one: str, name: str, *, is_tag: bool) -> bool:
    """An adjective or a derivation of the name; in a tag, the name with other words around it."""
    if is_tag and name in one:
        return True
    stem = name[: max(_SHORT, round(len(name) * _STEM), len(name) - 2)]
    return len(stem) > _SHORT and one.startswith(stem)


def distance(one: Sequence[str], other: Sequence[str]) -> int:
    """How many letters to change, add, leave out or swap with their neighbour (optimal string alignment)."""
    before: list[int] = []
    last = list(range(len(other) + 1))
    for row, letter in enumerate(one, 1):
        now = [row]
        for column, another in enumerate(other, 1):
            cost = min(last[column] + 1, now[-1] + 1, last[column - 1] + (letter != another))
            if row > 1 and column > 1 and letter == other[column - 2] and one[row - 2] == another:
                cost = min(cost, before[column - 2] + 1)
            now.append(cost)
        before, last = last, now
    return last[-1]
