"""Verdicts teach the topic: what people said is or is no mention moves the confidence of texts like it.

Few verdicts must not turn a topic around: people mark what is wrong and pass over what is right. So as many
mentions that nobody judged stand beside them as if they were judged as they are, unless they look like something
that was judged the other way.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from itertools import islice
from typing import TYPE_CHECKING

from mentionwatch.model import Filter, Mention, Topic
from mentionwatch.store import Lesson, Store

if TYPE_CHECKING:
    from mentionwatch.text.confidence import Weights

FEWEST = 3
"""Verdicts on a topic that there must be before it learns: one or two are chance."""

_FEWEST_BESIDE = 10
_LOOKED_AT = 5
_AROUND = 40  # characters on each side of a name
_STEM = 5
_ALIKE = 1 / 3
_WORD = re.compile(r"\w{3,}")


def learned(store: Store, topics: Sequence[Topic]) -> dict[str, Weights]:
    """What verdicts taught about each topic, by name; learned again where verdicts changed since.

    A store that is only read keeps its old lessons. Raises what the store raises (StoreError).
    """
    known = store.lessons()
    found = {topic.name: _lesson(store, topic, known.get(topic.name)) for topic in topics}
    return {name: lesson.weights for name, lesson in found.items() if lesson and lesson.weights}


def _lesson(store: Store, topic: Topic, known: Lesson | None) -> Lesson | None:
    judged = store.judged(topic.name)
    if judged is None:
        return None
    digest = _digest(judged, topic)
    if known and known.digest == digest:
        return known
    lesson = Lesson(digest=digest, weights=_learn(store, topic))
    if not store.readonly:
        store.teach(topic.name, lesson)
    return lesson


def _digest(judged: str, topic: Topic) -> str:
    """Another query, or other weights of the program's own, make another lesson."""
    from mentionwatch.text.confidence import WEIGHTS  # takes a moment, and most topics have no verdict

    parts = (judged, topic.query, topic.context, topic.not_context, topic.languages, sorted(WEIGHTS.items()))
    return hashlib.sha256(repr(parts).encode()).hexdigest()[:16]


def _learn(store: Store, topic: Topic) -> Weights:
    judged = [(mention, bool(mention.verdict)) for mention in store.verdicts(topic.name)]
    if len(judged) < FEWEST:
        return {}
    from mentionwatch.text.match import Matcher

    examples = [*judged, *_beside(store, topic, judged)]
    return Matcher([topic]).learn(topic, [(mention.post, label) for mention, label in examples])


def _beside(store: Store, topic: Topic, judged: Sequence[tuple[Mention, bool]]) -> list[tuple[Mention, bool]]:
    """Mentions that nobody judged, sure and doubtful, as many of each as were judged."""
    count = max(_FEWEST_BESIDE, len(judged))
    found: list[tuple[Mention, bool]] = []
    for label in (True, False):
        others = [_around(mention) for mention, said in judged if said is not label]
        asked = Filter(topics=(topic.name,), doubtful=not label)
        unjudged = (
            mention
            for mention in store.mentions(asked, limit=_LOOKED_AT * count)
            if mention.verdict is None and not _is_like(_around(mention), others)
        )
        found += [(mention, label) for mention in islice(unjudged, count)]
    return found


def _is_like(words: frozenset[str], others: Sequence[frozenset[str]]) -> bool:
    return any(len(words & other) >= max(1, _ALIKE * len(words)) for other in others)


def _around(mention: Mention) -> frozenset[str]:
    """The beginnings of the words that stand near a name."""
    whole = mention.post.whole
    near = " ".join(
        f"{whole[max(0, span.start - _AROUND) : span.start]} {whole[span.end : span.end + _AROUND]}"
        for span in mention.spans
    )
    return frozenset(word[:_STEM] for word in _WORD.findall(near.lower()))
