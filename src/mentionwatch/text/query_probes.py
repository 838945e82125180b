"""What search sources are asked for: phrases of which whatever a query matches holds at least one."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from mentionwatch.text.patterns import expression, fixed_prefix
from mentionwatch.text.query_nodes import (
    And,
    Domain,
    Field,
    Handle,
    Hashtag,
    Near,
    Not,
    Or,
    Pattern,
    Phrase,
    Regex,
    Term,
)

if TYPE_CHECKING:
    from mentionwatch.text.query_nodes import Node

Probes: TypeAlias = tuple[str, ...]

_NAME_BONUS = 6
"""By how many letters a word with a capital or a digit counts as longer: names are rarer than words."""


def probes_of(node: Node) -> Probes:
    """The phrases, in base form, fewest first to ask; empty where the query requires no word at all."""
    return _fewest(_probes(node) or ())


def _probes(node: Node) -> Probes | None:
    match node:
        case Or(nodes):
            return _of_any([_probes(each) for each in nodes])
        case And(nodes):
            return _best([_probes(each) for each in nodes])
        case Near(left, right):
            return _best([_probes(left), _probes(right)])
        case Field(value=value):
            return None if isinstance(value, str | float) else _probes(value)
        case Not():
            return None
        case _:
            return _of_leaf(node)


def _of_any(found: list[Probes | None]) -> Probes | None:
    """One alternative that requires nothing makes the whole require nothing."""
    union: list[str] = []
    for probes in found:
        if probes is None:
            return None
        union.extend(probes)
    return tuple(union)


def _best(found: list[Probes | None]) -> Probes | None:
    bounded = [probes for probes in found if probes is not None]
    return max(bounded, key=lambda probes: (min(map(_rarity, probes)), -len(probes)), default=None)


def _rarity(probe: str) -> int:
    return len(probe) + _NAME_BONUS * any(c.isupper() or c.isdigit() for c in probe)


def _of_leaf(node: Term | Pattern | Phrase | Regex | Hashtag | Handle | Domain) -> Probes | None:
    match node:
        case Term(text) | Domain(text):
            return (text,)
        case Pattern(text):
            return (fixed_prefix(text),)
        case Phrase(words):
            return (_longest_run(words),)
        case Hashtag(text):
            return (f"#{text}",)
        case Handle(text):
            return (f"@{text}",)
        case Regex(source, ignore_case):
            return expression(source, ignore_case).required or None


def _longest_run(words: tuple[Term | Pattern, ...]) -> str:
    """The longest stretch of a phrase without wildcards; of nothing but wildcards, the longest beginning."""
    runs, current = [], []
    for word in words:
        if isinstance(word, Term):
            current.append(word.text)
        else:
            runs.append(" ".join(current))
            runs.append(fixed_prefix(word.text))
            current = []
    runs.append(" ".join(current))
    return max(runs, key=len)


def _fewest(probes: Probes) -> Probes:
    """Without those that hold another one: a text with Старлинк Про is found by Старлинк."""
    unique = {probe.casefold(): probe for probe in reversed(probes)}
    return tuple(
        probe
        for folded, probe in reversed(unique.items())
        if not any(other != folded and f" {other} " in f" {folded} " for other in unique)
    )
