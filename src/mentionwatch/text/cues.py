"""What speaks for and against a name in its text: small facts, each with a name, for ``confidence`` to weigh.

Only a name that is an ordinary word too (``Магнит``, ``Apple``) needs them; a coined one is what it is. The lists
of words stand in ``data/cues.json``: words of business, words that come before and after names of companies,
and pairs of words in which a name means something else.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

from mentionwatch.model import Topic
from mentionwatch.text.forms import expand, is_common
from mentionwatch.text.forms_endings import everyday_words, frequent_words
from mentionwatch.text.function_words import language_of
from mentionwatch.text.letters import script
from mentionwatch.text.normal import Text
from mentionwatch.text.occurrences import Occurrence, has_dictionary, is_abroad

_CAMEL = re.compile("(?=[^\\W\\d_])[^A-ZА-ЯЁІЇЄҐ][A-ZА-ЯЁІЇЄҐ][^\\W\\d_A-ZА-ЯЁІЇЄҐ]")
_STEM_LENGTHS = range(2, 10)
_QUOTES = "«“„\"'"
_MOST_WORDS = 3
_WINDOW = 5
_BUSINESS_REACH = 60
_CONTEXT_REACH = 400
_MOST_OTHERS = 400


@cache
def _lists() -> dict[str, frozenset[str]]:
    path = Path(__file__).parent / "data" / "cues.json"
    lists = json.loads(path.read_text(encoding="utf-8"))
    return {name: frozenset(words.split()) for name, words in lists.items()}


@dataclass(frozen=True, slots=True)
class Surroundings:
    """The words that a topic says it comes with, in all their forms, by the word they are a form of."""

    context: dict[str, str]
    not_context: dict[str, str]


@lru_cache(1 << 12)
def surroundings(topic: Topic) -> Surroundings:
    """The context words of a topic, and those that speak against it."""
    return Surroundings(_forms(topic.context, topic.languages), _forms(topic.not_context, topic.languages))


def _forms(words: Sequence[str], languages: tuple[str, ...]) -> dict[str, str]:
    single = [part for word in words for part in word.replace(",", " ").split()]
    return {key: word for word in single for key in expand(word, languages)}


def is_ordinary(text: Text, one: Occurrence) -> bool:
    """Whether what was found may be an ordinary word, and not the name."""
    if has_dictionary(text, one.leaf):
        words = not one.leaf.coined and not is_abroad(text, one.leaf)
    else:
        words = _is_everyday_at_start(text, one)
    words = words and len(one.leaf.slots) == 1
    return (words or one.lacks is not None) and one.kind not in (
        "tag",
        "domain",
        "joined",
        "inside",
        "translit",
        "layout",
        "adjective",
    )


def _is_everyday_at_start(text: Text, one: Occurrence) -> bool:
    """Whether it is a word that texts of a language without a dictionary write small, and begins a sentence."""
    if not text.starts_sentence(one.first) or text.whole[slice(*one.bounds)].isupper():
        return False
    key = text.edges[one.first][0].key
    languages = one.leaf.languages or (language_of(text),)
    return any(key in everyday_words(language, often=True) for language in languages)


def cues(topic: Topic, text: Text, one: Occurrence, others: Sequence[Occurrence]) -> dict[str, float]:
    """The facts about an occurrence by name, each from 0 to 3. ``others`` are all occurrences of the topic."""
    facts = Counter[str]()
    ordinary = is_ordinary(text, one)
    facts["ordinary" if ordinary else "coined"] = 1
    facts[f"kind-{one.kind}"] = 1
    if one.reading in ("lookalike", "part"):
        facts[f"reading-{one.reading}"] = 1
    if one.kind == "lookalike" and is_common_abbreviation(one):
        facts["other-abbreviation"] = 1
    facts.update(_context(topic, text, one, others))
    if ordinary:
        facts["frequent"] = _is_frequent(text, one)
        facts["no-context"] = bool(topic.context) and not facts["context"]
        facts.update(_case(text, one))
        facts.update(_company(text, one, others))
        facts.update(_neighbours(text, one))
    return {name: float(value) for name, value in facts.items() if value}


def _is_frequent(text: Text, one: Occurrence) -> bool:
    if not has_dictionary(text, one.leaf):
        return True
    return any(form in frequent_words() for slot in one.leaf.slots[:1] for form in slot.forms)


def is_common_abbreviation(one: Occurrence) -> bool:
    """Whether the look-alike letters are an abbreviation of their own: ВВС is the air force, and not only BBC."""
    from mentionwatch.text.forms_cyrillic import is_known

    return any(
        form.kind == "lookalike" and is_known(form.key)
        for slot in one.leaf.slots
        for form in slot.forms.values()
    )


def _context(topic: Topic, text: Text, one: Occurrence, others: Sequence[Occurrence]) -> Iterator[str]:
    """One fact for each different context word around; the name itself is no context of its own."""
    around = surroundings(topic)
    if not around.context and not around.not_context:
        return
    taken = {atom for other in others[:_MOST_OTHERS] for atom in range(other.first, other.end)}
    around_it = set(_around(text, one, _CONTEXT_REACH)) - taken
    keys = {edge.key for atom in around_it for edge in text.edges[atom]}
    for name, words in (("context", around.context), ("not-context", around.not_context)):
        found = {words[key] for key in keys & words.keys()}
        for _ in range(min(len(found), _MOST_WORDS)):
            yield name


def _case(text: Text, one: Occurrence) -> Iterator[str]:
    casing = text.casing
    written = text.whole[slice(*one.bounds)]
    asked = any(slot.shape != "any" for slot in one.leaf.slots)
    if one.lacks is not None:
        yield "small-in-proper"
        if not has_dictionary(text, one.leaf):
            yield "small-in-unknown"
    elif asked and one.reading == "word" and _CAMEL.search(written):
        yield "capital-inside"
    elif not asked or casing == "upper":
        return
    elif casing == "title" or (one.first == 0 and written.isupper()):
        yield "capitals-everywhere"
    elif not any(map(str.isupper, written)):
        yield "small"
    elif text.starts_sentence(one.first):
        yield "capital-at-start"
    else:
        yield "capital"


def _company(text: Text, one: Occurrence, others: Sequence[Occurrence]) -> Iterator[str]:
    if any(
        other.leaf.node is not one.leaf.node and not is_ordinary(text, other)
        for other in others[:_MOST_OTHERS]
    ):
        yield "other-spelling"
    for _ in range(min(len(set(_business(text, one))), _MOST_WORDS)):
        yield "business"


def _business(text: Text, one: Occurrence) -> Iterator[str]:
    lists = _lists()
    for atom in _around(text, one, _BUSINESS_REACH):
        if not text.edges[atom]:
            continue
        key = text.edges[atom][0].key
        if key in lists["business_en"]:
            yield key
        elif script(key[0]) == "CYRILLIC" and any(key[:size] in lists["business"] for size in _STEM_LENGTHS):
            yield key[:4]


def _neighbours(text: Text, one: Occurrence) -> Iterator[str]:
    lists = _lists()
    before, after = _key(text, one.first - 1, one.first), _key(text, one.end, one.end)
    name = _key(text, one.first, 0)
    if _quoted(text, one):
        yield "quoted"
    if {f"{before}~{name}", f"{name}~{after}"} & lists["wrong"]:
        yield "wrong-sense"
    if before in lists["people"] or _is_first_name(text, one):
        yield "person"
    if before in lists["head_before"]:
        yield "company-before"
    if after in lists["head_after"]:
        yield "company-after"
    if before in lists["place"]:
        yield "place"
    if {before, after} & lists["pronoun"]:
        yield "pronoun"
    if _goes_on(text, one, after):
        yield "name-after"
    if one.first in text.tags:
        yield "tagged"
    yield from _grammar(text, one, before, after)


def _goes_on(text: Text, one: Occurrence, after: str) -> bool:
    """Whether an unknown word with a capital follows, as in Orange County: a longer name, and another one."""
    if not after or script(after[0]) != "LATIN" or text.casing in ("title", "upper"):
        return False
    return text.whole[text.bounds[one.end][0]].isupper() and not is_common(after)


def _grammar(text: Text, one: Occurrence, before: str, after: str) -> Iterator[str]:
    lists = _lists()
    if before in lists["determiner"]:
        yield "determiner"
    if before in lists["from"] or before in lists["from_en"]:
        yield "from"
    base = one.kind == "exact"
    if before in lists["toward"] and base and script(text.whole[one.bounds[0]]) == "CYRILLIC":
        yield "thing"
    if before and script(before[0]) == "CYRILLIC" and _is_adjective(before):
        yield "described"
    if not base and one.kind == "form" and _is_plural(text, one):
        yield "plural"
    if one.first == 0 and text.whole[one.bounds[1] :].lstrip()[:1] == ":":
        yield "label"
    if text.whole[one.bounds[1] : one.bounds[1] + 2] in ("'s", "’s"):
        yield "possessive"


def _quoted(text: Text, one: Occurrence) -> bool:
    start, end = one.bounds
    return text.whole[max(start - 1, 0) : start] in tuple(_QUOTES) and text.whole[end : end + 1] in tuple(
        "»”“\"'"
    )


def _is_first_name(text: Text, one: Occurrence) -> bool:
    """Whether a capitalised word that is no ordinary one stands right before, as in Fiona Apple."""
    atom = one.first - 1
    if atom < 0 or not text.adjacent(one.first) or not text.edges[atom] or text.gap(one.first) != " ":
        return False
    word = text.slice(atom, one.first)
    capitals = text.whole[slice(*one.bounds)][:1].isupper() and word[:1].isupper() and not word.isupper()
    return capitals and text.casing == "proper" and script(word[0]) == "LATIN" and not is_common(word)


def _is_adjective(word: str) -> bool:
    from mentionwatch.text.forms_cyrillic import is_adjective

    return is_adjective(word)


def _is_plural(text: Text, one: Occurrence) -> bool:
    """Whether an English or Russian form is a plural: a company has none."""
    from mentionwatch.text.forms_cyrillic import is_plural

    written = text.whole[slice(*one.bounds)]
    name = one.leaf.slots[-1].text
    if script(written[0]) == "LATIN":
        return written.lower() in (name.lower() + "s", name.lower() + "es")
    return is_plural(written.lower(), name.lower())


def _key(text: Text, atom: int, joined_at: int) -> str:
    if (
        not 0 <= atom < len(text.edges)
        or not text.edges[atom]
        or (joined_at and not text.adjacent(joined_at))
    ):
        return ""
    return text.edges[atom][0].key


def words_around(text: Text, one: Occurrence) -> Iterator[str]:
    """The folded words within five of the occurrence: what a person's verdicts are learned from."""
    for atom in _around(text, one, _WINDOW):
        if text.edges[atom]:
            yield text.edges[atom][0].key


def _around(text: Text, one: Occurrence, reach: int) -> Iterator[int]:
    """The atoms before and after the occurrence, so many on either side."""
    yield from range(max(one.first - reach, 0), one.first)
    yield from range(one.end, min(one.end + reach, len(text.edges)))
