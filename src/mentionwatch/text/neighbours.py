"""What the words right before and after a name tell about it: small facts, each with a name, for ``cues``."""

from __future__ import annotations

from collections.abc import Iterator

from mentionwatch.text.forms import is_common
from mentionwatch.text.forms_cyrillic import guess, is_company, is_no_noun, is_of_something
from mentionwatch.text.forms_endings import word_lists
from mentionwatch.text.function_words import language_of
from mentionwatch.text.letters import script
from mentionwatch.text.normal import Text
from mentionwatch.text.occurrences import Occurrence

_CONJUNCTIONS = frozenset(["и", "или", "либо", "та", "або", "and", "or", "vs"])
_COMPANY_REACH = 15
_JOINING_SIGNS = (",", "/", "&", "+")
_QUOTES = "«“„\"'"


def neighbours(text: Text, one: Occurrence) -> Iterator[str]:
    lists = word_lists()
    before, after = _key(text, one.first - 1, one.first), _key(text, one.end, one.end)
    name = _key(text, one.first, 0)
    if _quoted(text, one):
        yield "quoted"
    wider = f"{_key(text, one.first - 2, one.first - 1)}~{before}~{name}"
    if {f"{before}~{name}", f"{name}~{after}", wider} & lists["wrong"]:
        yield "wrong-sense"
    if before in lists["people"] or _is_first_name(text, one):
        yield "person"
    if before in lists["head_before"]:
        yield "company-before"
    if after in lists["head_after"]:
        yield "company-after"
    if before in lists["place"]:
        yield "place"
    if _is_exclaimed(text, one, name):
        yield "exclaimed"
    if {before, after} & lists["pronoun"]:
        yield "pronoun"
    if text.is_cyrillic:
        yield from _companies(text, one)
    if _goes_on(text, one, after):
        yield "name-after"
    if one.first in text.tags:
        yield "account" if _is_account(text, one) else "tagged"
    yield from _grammar(text, one, before, after)


def _is_account(text: Text, one: Occurrence) -> bool:
    """Whether an account is called exactly so: who writes ``@apple`` talks to somebody, and not of fruit."""
    start, end = one.bounds
    after = text.whole[end : end + 1]
    return text.whole[start - 1 : start] == "@" and not after.isalnum() and after not in ("_", "-")


def _is_exclaimed(text: Text, one: Occurrence, name: str) -> bool:
    """Whether a word that is no noun stands by itself: ``Окей, до завтра``."""
    if (
        len(one.leaf.slots) > 1
        or not name
        or script(name[0]) != "CYRILLIC"
        or not (one.first == 0 or text.starts_sentence(one.first))
    ):
        return False
    return text.whole[one.bounds[1] : one.bounds[1] + 1] in ("", *",!.…") and is_no_noun(name)


def _joined(text: Text, one: Occurrence) -> Iterator[int]:
    """The atoms that a conjunction, a comma or a stroke joins to the name: ``в мегафоне и мтс``."""
    before, after = one.first - 1, one.end
    if before >= 0 and text.edges[before]:
        if text.edges[before][0].key in _CONJUNCTIONS:
            yield max(before - 1, 0)
        elif text.gap(one.first).strip() in _JOINING_SIGNS:
            yield before
    if after < len(text.edges) and text.edges[after]:
        if text.edges[after][0].key in _CONJUNCTIONS:
            yield min(after + 1, len(text.edges) - 1)
        elif text.gap(after).strip() in _JOINING_SIGNS:
            yield after


def _companies(text: Text, one: Occurrence) -> Iterator[str]:
    if any(_is_company(text, atom) or _is_latin_name(text, atom) for atom in _joined(text, one)):
        yield "with-company"
    elif any(_is_company(text, atom) for atom in _near(text, one)):
        yield "near-company"


def _is_latin_name(text: Text, atom: int) -> bool:
    key = text.edges[atom][0].key if text.edges[atom] else ""
    return key.isascii() and key.isalpha() and len(key) > 2


def _near(text: Text, one: Occurrence) -> Iterator[int]:
    yield from range(max(one.first - _COMPANY_REACH, 0), one.first)
    yield from range(one.end, min(one.end + _COMPANY_REACH, len(text.edges)))


def _is_company(text: Text, atom: int) -> bool:
    return bool(text.edges[atom]) and is_company(text.edges[atom][0].key)


def _goes_on(text: Text, one: Occurrence, after: str) -> bool:
    """Whether an unknown word with a capital follows, as in Orange County: a longer name, and another one."""
    if not after or script(after[0]) != "LATIN" or text.casing in ("title", "upper"):
        return False
    return text.whole[text.starts[one.end]].isupper() and not is_common(after)


def _grammar(text: Text, one: Occurrence, before: str, after: str) -> Iterator[str]:
    lists = word_lists()
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
    if after and script(after[0]) == "CYRILLIC" and _is_of_something(text, one.end, one.leaf.languages):
        yield "of-something"
    if one.first == 0 and text.whole[one.bounds[1] :].lstrip()[:1] == ":":
        yield "label"
    if text.whole[one.bounds[1] : one.bounds[1] + 2] in ("'s", "’s"):
        yield "possessive"


def _is_of_something(text: Text, after: int, languages: tuple[str, ...]) -> bool:
    """Whether a small word in the genitive follows: the crossing of what, the ribbon of what."""
    word = text.slice(after, after + 1)
    if text.gap(after) != " " or not word.islower():
        return False
    ukrainian = "uk" in (language_of(text), *languages)
    return is_of_something(word, "uk" if ukrainian else guess(word))


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
