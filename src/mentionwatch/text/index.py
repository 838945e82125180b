"""One dictionary for the words of all topics: its cost does not grow with their number.

A *lead* says that a folded word found in a text may begin (or, joined, be) a leaf of a query.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from mentionwatch.text.forms import expand, is_common, key_of
from mentionwatch.text.forms_kinds import Form
from mentionwatch.text.leaves import Kind, Leaf, Slot, exact_slot, shape_of
from mentionwatch.text.letters import fold
from mentionwatch.text.patterns import fixed_prefix
from mentionwatch.text.query import Handle, Hashtag

_PREFIX = 3
_JOINED_TWIN = 5  # letters of a phrase that is looked for as one word of the other script, at least
_LONGEST_TWIN = 24
_DECLINES = 4  # letters of a part of a double name that is declined by itself: Mallocha-Browna, Sven-Erika
_TWO_WORDS = re.compile(
    "([A-ZА-ЯЁІЇЄҐ][a-zа-яёіїєґ]{2,})(?:([A-ZА-ЯЁІЇЄҐ](?:[a-zа-яёіїєґ]{2,}|[A-ZА-ЯЁІЇЄҐ]{2,}))|(банк|телеком|маркет|bank|telecom))"
    r"|([^\W\d_]{3,})(\d+)"
)
_MERGED = 3  # words of a name of which two are written as one


class Lead(NamedTuple):
    """What a folded word may be the beginning of. ``rest``: the other words of the leaf must follow."""

    leaf: Leaf
    kind: Kind
    language: str = ""
    rest: bool = False


@dataclass(slots=True)
class Index:
    """The leads of all topics, by folded word; and by first letters where a word has wildcards."""

    leads: dict[str, tuple[Lead, ...]] = field(default_factory=dict)
    prefixes: dict[str, list[tuple[re.Pattern[str], Lead]]] = field(default_factory=dict)
    hosts: dict[str, list[Leaf]] = field(default_factory=dict)
    anchors: set[str] = field(default_factory=set)
    """Words by which texts are told apart that need a closer look although no lead begins with them."""

    def add(self, key: str, leads: tuple[Lead, ...]) -> None:
        """A folded word may begin all of these."""
        known = self.leads.setdefault(key, leads)
        if known is not leads:
            self.leads[key] = known + leads

    def get(self, key: str, default: tuple[Lead, ...] = ()) -> tuple[Lead, ...]:
        """The leads that a folded word gives."""
        leads = self.leads.get(key, default)
        if self.prefixes and (patterns := self.prefixes.get(key[:_PREFIX])):
            leads += tuple(lead for pattern, lead in patterns if pattern.fullmatch(key))
        return leads


def enter(index: Index, leaf: Leaf) -> None:
    """Puts all leads of a leaf into the index."""
    node = leaf.node
    if isinstance(node, Hashtag | Handle):
        index.add(leaf.term[0] + fold(node.text), (Lead(leaf, "tag"),))
    elif leaf.host is not None:
        index.anchors.update(_host_words(leaf.host))
        index.hosts.setdefault(leaf.host, []).append(leaf)
    elif leaf.slots:
        _enter_words(index, leaf)


def _host_words(host: str) -> Iterator[str]:
    """Words of which a text that names the host must hold one, with or without punycode."""
    label = host.split(".")[0]
    yield key_of(label)
    if not label.isascii():
        yield key_of(label.encode("punycode").decode("ascii"))


def _enter_words(index: Index, leaf: Leaf) -> None:
    first, rest = leaf.slots[0], len(leaf.slots) > 1
    if first.pattern is not None:
        prefix = fixed_prefix(fold(first.text))[:_PREFIX]
        index.prefixes.setdefault(prefix, []).append((first.pattern, Lead(leaf, "pattern", rest=rest)))
    alike: dict[tuple[Kind, str], tuple[Lead]] = {}  # one tuple for all forms of a kind: there are many
    for key, form in first.forms.items():
        told: Kind = "translit" if rest and form.kind == "translit-word" else form.kind  # no word any more
        kind = told, form.language
        if kind not in alike:
            alike[kind] = (Lead(leaf, *kind, rest),)
        index.add(key, alike[kind])
    if rest and leaf.letters is None and all(slot.forms for slot in leaf.slots):
        joined = (Lead(leaf, "joined"),)
        keys = _joined(leaf.slots)
        for key in keys:
            index.add(key, joined)
        guessed = (Lead(leaf, "translit"),)
        for key in _joined_twins(leaf.slots) - keys:
            index.add(key, guessed)
    for variant in _variants(leaf) if leaf.letters is None else ():
        for key, form in variant.slots[0].forms.items():
            index.add(key, (Lead(variant, form.kind, form.language, rest=True),))


def _variants(leaf: Leaf) -> Iterator[Leaf]:
    """The leaf with its hyphens as spaces, with two of its words as one, and with one as two.

    ``NordStream 2``, ``Nord Stream2``; ``Tik Tok``.
    """
    slots = leaf.slots
    if any("-" in slot.text and slot.forms for slot in slots):
        yield replace(leaf, slots=tuple(part for slot in slots for part in _apart(slot, leaf.languages)))
    elif any(len(_halves(slot)) > 1 for slot in slots):
        parts = tuple(part for slot in slots for part in _apart(slot, leaf.languages))
        yield replace(leaf, slots=parts, coined=not all(is_common(part.text) for part in parts))
    if len(slots) == _MERGED and all(slot.forms for slot in slots):
        yield replace(leaf, slots=(_merged(slots[:2]), slots[2]))
        if slots[2].text.isdigit():
            yield replace(leaf, slots=(slots[0], _merged(slots[1:])))


def _merged(slots: Sequence[Slot]) -> Slot:
    first, last = slots
    forms = {key: Form(key, "form") for key in _joined(slots)}
    return replace(first, text=first.text + last.text, forms=forms, common=False)


def _halves(slot: Slot) -> list[str]:
    """The words that a word is made of: between hyphens, on either side of a capital (``ПриватБанк``) or a digit."""
    if "-" in slot.text:
        return [part for part in slot.text.split("-") if key_of(part)] or [slot.text]
    two = _TWO_WORDS.fullmatch(slot.text) if slot.forms else None
    return [*filter(None, two.groups())] if two else [slot.text]


def _apart(slot: Slot, languages: tuple[str, ...]) -> Iterator[Slot]:
    """A word with hyphens as words with spaces: short parts as they stand, the last as it ends the whole word."""
    *parts, last = _halves(slot)
    stem = "".join(map(key_of, parts))
    for part in parts:
        shape = shape_of(part)
        declines = "-" in slot.text and len(part) >= _DECLINES and shape == "capital"
        yield (
            Slot(part, expand(part, languages), shape) if declines else replace(exact_slot(part), shape=shape)
        )
    tails = {key.removeprefix(stem): form for key, form in slot.forms.items() if key.startswith(stem)}
    tails.pop("", None)
    yield replace(slot, text=last, forms={tail: form._replace(key=tail) for tail, form in tails.items()})


def _joined(slots: Sequence[Slot]) -> set[str]:
    """The words of a phrase written as one: all but the last as they stand, the last in any form."""
    stem = "".join(key_of(slot.text) for slot in slots[:-1])
    return {stem + key for key, form in slots[-1].forms.items() if form.kind in ("exact", "form")}


def _joined_twins(slots: Sequence[Slot]) -> set[str]:
    """The words of a phrase written as one in the other script: ``domru`` for Дом.ру, ``бургеркинга``."""
    joined = "".join(key_of(slot.text) for slot in slots)
    if not (_JOINED_TWIN <= len(joined) <= _LONGEST_TWIN):
        return set()
    made = expand(joined.capitalize()).values()
    return {form.key for form in made if form.kind == "translit" and not is_common(form.key)}
