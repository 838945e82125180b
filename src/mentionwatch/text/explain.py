"""Why a post concerns a topic, or why it does not: what stands where, what nearly did, and what was missing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from mentionwatch.messages import say
from mentionwatch.text.confidence import Verdict
from mentionwatch.text.holds import Evaluation
from mentionwatch.text.leaves import Kind
from mentionwatch.text.normal import Text
from mentionwatch.text.occurrences import Occurrence, Refusal, Refused
from mentionwatch.text.query import And, Near, Node, Not, Or
from mentionwatch.text.query_print import show


@dataclass(frozen=True, slots=True)
class Found:
    """A spelling that stands in the text, with how it came about and what weakens it."""

    term: str
    text: str
    start: int
    end: int
    kind: Kind
    lacks: Refusal | None = None


@dataclass(frozen=True, slots=True)
class Explanation:
    """What was found, what was refused and why, which parts of the query failed, and the verdict if it held."""

    found: tuple[Found, ...]
    refused: tuple[tuple[Found, Refusal], ...]
    missing: tuple[str, ...]
    excluded: tuple[str, ...]
    verdict: Verdict | None

    def lines(self, language: str) -> list[str]:
        """One line a fact, in the language given (``en`` or ``ru``)."""
        return list(self._lines(language))

    def _lines(self, language: str) -> Iterator[str]:
        for one in self.found:
            kind = say(language, f"match-why-kind-{one.kind}")
            yield say(
                language, "match-found", text=one.text, start=one.start, end=one.end, term=one.term, kind=kind
            )
        for one, why in self.refused:
            reason = say(language, f"match-refused-{why}")
            yield say(language, "match-refused", text=one.text, start=one.start, term=one.term, why=reason)
        for part in self.missing:
            yield say(language, "match-missing", part=part)
        for part in self.excluded:
            yield say(language, "match-excluded", part=part)
        if self.verdict:
            yield say(language, "match-sure", confidence=f"{self.verdict.confidence:.2f}")
            reasons = self.verdict.reasons(language)
            for (_, speaks_for), reason in zip(self.verdict.facts, reasons, strict=True):
                yield f"{'+' if speaks_for else '−'} {reason}"


def explain(
    query: Node,
    evaluation: Evaluation,
    text: Text,
    found: Sequence[Occurrence],
    refused: Sequence[Refused],
    verdict: Verdict | None,
) -> Explanation:
    """The explanation of a query's verdict; ``refused`` is what was looked at and is not there."""
    missing, excluded = _failures(query, evaluation) if verdict is None else ((), ())
    here = {one.bounds for one in found}
    return Explanation(
        found=tuple(_found(text, one) for one in found),
        refused=tuple(
            (Found(one.leaf.term, text.whole[slice(*one.bounds)], *one.bounds, "exact"), one.why)
            for one in refused
            if one.bounds not in here
        ),
        missing=tuple(missing),
        excluded=tuple(excluded),
        verdict=verdict,
    )


def _found(text: Text, one: Occurrence) -> Found:
    return Found(one.leaf.term, text.whole[slice(*one.bounds)], *one.bounds, one.kind, one.lacks)


def _failures(node: Node, evaluation: Evaluation) -> tuple[list[str], list[str]]:
    """The smallest parts of a query that are not there, and those that are and must not be."""
    missing: list[str] = []
    excluded: list[str] = []
    for part in _failing(node, evaluation):
        if isinstance(part, Not):
            excluded.append(show(part.node))
        else:
            missing.append(show(part))
    return missing, excluded


def _failing(node: Node, evaluation: Evaluation) -> Iterator[Node]:
    if evaluation.holds(node) is not None:
        return
    match node:
        case Or(nodes=nodes) if not any(isinstance(inner, And | Or | Near | Not) for inner in nodes):
            yield node
        case And(nodes=nodes) | Or(nodes=nodes):
            for inner in nodes:
                yield from _failing(inner, evaluation)
        case Near(left=left, right=right):
            parts = [part for side in (left, right) for part in _failing(side, evaluation)]
            yield from parts or [node]
        case _:
            yield node
