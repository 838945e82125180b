"""What speaks for and against a name in its text: small facts, each with a name, for ``confidence`` to weigh.

Only a name that is an ordinary word too (``Магнит``, ``Apple``) needs them; a coined one is what it is. The lists
of words stand in ``data/cues.json``: words of business, words that come before and after names of companies,
and pairs of words in which a name means something else.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from mentionwatch.model import Topic
from mentionwatch.text.capitals import has_dictionary, is_abroad, is_institution
from mentionwatch.text.forms import expand, key_of
from mentionwatch.text.forms_endings import everyday_words, frequent_words, places, word_lists
from mentionwatch.text.function_words import language_of
from mentionwatch.text.letters import script
from mentionwatch.text.neighbours import neighbours
from mentionwatch.text.normal import Text
from mentionwatch.text.occurrences import Occurrence

_CAMEL = re.compile("(?=[^\\W\\d_])[^A-ZА-ЯЁІЇЄҐ][A-ZА-ЯЁІЇЄҐ][^\\W\\d_A-ZА-ЯЁІЇЄҐ]")
_TO_HOST = re.compile(r"[\w.-]*@\w")
_TELLING_KINDS = frozenset(["tag", "domain", "joined", "inside", "translit", "layout", "adjective"])
"""Ways in which only a name is written."""
_STEM_LENGTHS = range(2, 10)
_MOST_WORDS = 3
_WINDOW = 5
_BUSINESS_REACH = 60
_CONTEXT_REACH = 400
_MOST_OTHERS = 400


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
    if one.kind in _TELLING_KINDS:
        return False
    if one.lacks is not None or one.kind == "translit-word":
        return True
    if one.leaf.tail or one.leaf.head:
        return False
    if len(one.leaf.slots) != 1:
        return _is_ordinary_phrase(text, one)
    word = not one.leaf.coined or _is_place(one)
    if not word and not _may_be_everyday(text, one) and not _is_small(text, one):
        return False
    if has_dictionary(text, one.leaf):
        return word and not is_abroad(text, one.leaf)
    return _is_everyday(text, one)


def _is_ordinary_phrase(text: Text, one: Occurrence) -> bool:
    """Whether all its words are known as words and written small, and none says institution: a golden apple."""
    if is_institution(one.leaf) or any(map(str.isupper, text.whole[slice(*one.bounds)])):
        return False
    return has_dictionary(text, one.leaf) and not one.leaf.coined


def _is_place(one: Occurrence) -> bool:
    return key_of(one.leaf.slots[0].text) in places() if one.leaf.slots else False


def _may_be_everyday(text: Text, one: Occurrence) -> bool:
    return text.starts_sentence(one.first) and not text.whole[slice(*one.bounds)].isupper()


def _is_small(text: Text, one: Occurrence) -> bool:
    return text.whole[one.bounds[0]].islower()


def _is_everyday(text: Text, one: Occurrence) -> bool:
    """Whether it is a word that texts of a language without a dictionary write small: as here, or often."""
    if _is_small(text, one):
        return _is_known_everyday(text, one, often=False)
    return _may_be_everyday(text, one) and _is_known_everyday(text, one, often=True)


def _is_known_everyday(text: Text, one: Occurrence, *, often: bool) -> bool:
    key = text.edges[one.first][0].key
    languages = one.leaf.languages or (language_of(text),)
    return any(key in everyday_words(language, often=often) for language in languages)


def cues(topic: Topic, text: Text, one: Occurrence, others: Sequence[Occurrence]) -> dict[str, float]:
    """The facts about an occurrence by name, each from 0 to 3. ``others`` are all occurrences of the topic."""
    ordinary = is_ordinary(text, one)
    known: dict[str, int] = {"ordinary" if ordinary else "coined": 1, f"kind-{one.kind}": 1}
    if one.reading in ("lookalike", "part"):
        known[f"reading-{one.reading}"] = 1
    if one.kind == "lookalike" and is_common_abbreviation(one):
        known["other-abbreviation"] = 1
    if _is_in_mail_address(text, one):
        known["e-mail"] = 1
    if _is_signature(text, one):
        known["via"] = 1
    if not ordinary and not topic.context and not topic.not_context:  # most
        return dict.fromkeys(known, 1.0)
    facts = Counter[str](known)
    facts.update(_context(topic, text, one, others))
    if ordinary:
        facts["frequent"] = _is_frequent(text, one)
        facts["asked-small"] = all(slot.text.islower() for slot in one.leaf.slots)
        facts["no-context"] = bool(topic.context) and not facts["context"]
        facts.update(_case(text, one))
        facts.update(_company(text, one, others))
        facts.update(neighbours(text, one))
        if facts["frequent"]:
            facts["with-company"] = facts["near-company"] = 0
        facts["place-name"] = bool(facts["place"]) and _is_place(one)
    return {name: float(value) for name, value in facts.items() if value}


def _is_in_mail_address(text: Text, one: Occurrence) -> bool:
    start, end = one.bounds
    if "@" not in text.whole or one.first in text.tags:
        return False
    return text.whole[start - 1 : start] == "@" or bool(_TO_HOST.match(text.whole, end))


def _is_signature(text: Text, one: Occurrence) -> bool:
    """Whether it is the account that a share button signs with: via @YouTube."""
    before = one.first - 1
    return one.first in text.tags and before >= 0 and text.slice(before, one.first).lower() == "via"


def _is_frequent(text: Text, one: Occurrence) -> bool:
    if len(one.leaf.slots) > 1:
        return False
    if not has_dictionary(text, one.leaf):
        return one.lacks is not None or _is_known_everyday(text, one, often=True)
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
    all_keys = text.keys
    if around.context.keys().isdisjoint(all_keys) and around.not_context.keys().isdisjoint(all_keys):
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
    elif len(written) > 1 and written.isupper() and all(slot.shape == "capital" for slot in one.leaf.slots):
        yield "shouted"
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
    lists = word_lists()
    for atom in _around(text, one, _BUSINESS_REACH):
        if not text.edges[atom]:
            continue
        key = text.edges[atom][0].key
        if key in lists["business_en"]:
            yield key
        elif script(key[0]) == "CYRILLIC" and any(key[:size] in lists["business"] for size in _STEM_LENGTHS):
            yield key[:4]


def words_around(text: Text, one: Occurrence) -> Iterator[str]:
    """The folded words within five of the occurrence: what a person's verdicts are learned from."""
    for atom in _around(text, one, _WINDOW):
        if text.edges[atom]:
            yield text.edges[atom][0].key


def _around(text: Text, one: Occurrence, reach: int) -> Iterator[int]:
    """The atoms before and after the occurrence, so many on either side."""
    yield from range(max(one.first - reach, 0), one.first)
    yield from range(one.end, min(one.end + reach, len(text.edges)))
