"""Corrections teach the classifier: what people said about a topic's sentiments bends what is said about it next.

People mark what is wrong and pass over what is right. Corrections that disagree with the classifier more often than
it errs by its own account therefore get mentions beside them that nobody judged, which count as the classifier sees
them: as many as make its errors as frequent as it says.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import islice
from typing import TYPE_CHECKING

from mentionwatch import __version__
from mentionwatch.model import PERSON, Filter, Label, Mention, Passage, Sentiment
from mentionwatch.plugins import Classifies
from mentionwatch.store import Calibration, Store
from mentionwatch.text.naming import naming

if TYPE_CHECKING:
    from mentionwatch.analysis.calibration import Curve, Example

FEWEST = 50
"""Corrections of a topic that there must be before its sentiments are bent."""

MARK = "+corrections"
"""What the name of a classifier whose answers were bent ends in."""

_MOST_BESIDE = 200
_LEAST_DOUBT = 0.05
_LABELS: dict[int, Label] = {1: "positive", 0: "neutral", -1: "negative"}


@dataclass(slots=True)
class Corrected:
    """A classifier as people's corrections, kept in the store, have taught it, topic by topic."""

    store: Store
    classifier: Classifies
    _curves: dict[str, Curve | None] = field(default_factory=dict)
    _told: dict[str, list[tuple[int, int]]] | None = None

    def classify(self, mentions: Sequence[Mention]) -> list[Sentiment]:
        """One Sentiment for each mention, in the same order. Raises what the classifier and the store raise."""
        said = self.classifier.classify([passage_of(mention) for mention in mentions])
        return [self._bent(mention.topic, one) for mention, one in zip(mentions, said, strict=True)]

    def _bent(self, topic: str, said: Sentiment) -> Sentiment:
        if topic not in self._curves:
            self._curves[topic] = self._learned(topic)
        curve = self._curves[topic]
        return replace(curve.bend(said), by=f"{said.by}{MARK}") if curve else said

    def _learned(self, topic: str) -> Curve | None:
        """The curve of a topic; learned again where its corrections changed since, or the classifier."""
        if self._told is None:
            self._told = self.store.corrected()
        told = self._told.get(topic, [])
        if len(told) < FEWEST:
            return None
        known, digest = self.store.calibrations().get(topic), _digest(told, self.classifier)
        from mentionwatch.analysis.calibration import Curve, best_share, fit

        if known and known.digest == digest:
            return Curve.of(known.curve) if known.curve else None
        examples = self.examples(topic, told)
        share = best_share(examples)
        curve = fit(examples).part(share) if share else None
        if not self.store.readonly:
            self.store.calibrate(topic, Calibration(digest=digest, curve=curve.numbers if curve else None))
        return curve

    def measured(
        self, topic: str, told: Sequence[tuple[int, int]]
    ) -> list[tuple[Label, Label, Label | None]]:
        """For each correction: what is right, what the classifier says, and what it says when it is bent.

        A curve never saw the correction that it is measured on; None where there are too few to learn from.
        """
        from mentionwatch.analysis.calibration import best_share, unseen

        examples = self.examples(topic, told)
        labels = dict(told)
        right = [_LABELS[labels[mention.id]] for mention in self.store.chosen(list(labels))]
        said = [one.said.label for one in examples[: len(right)]]
        if len(right) < FEWEST:
            return [(one, label, None) for one, label in zip(right, said, strict=True)]
        share = best_share(examples)
        bent = [one.label for one in unseen(examples, share)[: len(right)]] if share else said
        return list(zip(right, said, bent, strict=True))

    def examples(self, topic: str, told: Sequence[tuple[int, int]]) -> list[Example]:
        """The corrections of a topic, and mentions that nobody judged beside them where those are one-sided."""
        from mentionwatch.analysis.calibration import Example, one_hot

        labels = dict(told)
        mentions = self.store.chosen(list(labels))
        said = self.classifier.classify([passage_of(mention) for mention in mentions])
        right = [_LABELS[labels[mention.id]] for mention in mentions]
        judged = [Example(one, one_hot(label)) for one, label in zip(said, right, strict=True)]
        wrong = sum(one.label != label for one, label in zip(said, right, strict=True))
        return [*judged, *self._beside(topic, wrong, len(judged))]

    def _beside(self, topic: str, wrong: int, judged: int) -> list[Example]:
        """As many unjudged mentions as make the errors as frequent as the classifier says that they are."""
        from mentionwatch.analysis.calibration import Example, probabilities

        asked = Filter(topics=(topic,))
        others = (one for one in self.store.mentions(asked) if one.sentiment and one.sentiment.by != PERSON)
        said = self.classifier.classify([passage_of(one) for one in islice(others, _MOST_BESIDE)])
        if not said:
            return []
        doubt = 1 - sum(one.confidence for one in said) / len(said)
        missing = wrong / max(doubt, _LEAST_DOUBT) - judged
        return [Example(one, probabilities(one), missing / len(said)) for one in said] if missing > 0 else []


def passage_of(mention: Mention) -> Passage:
    """What a classifier is asked: the text, and where in it the topic is mentioned."""
    return Passage(
        text=mention.post.whole,
        target=mention.topic,
        spans=naming(mention.spans, mention.topic),
        language=mention.post.language,
    )


def _digest(told: Sequence[tuple[int, int]], classifier: Classifies) -> str:
    """Other corrections, or another classifier, make another curve."""
    version = getattr(classifier, "version", f"{classifier!r} {__version__}")
    return hashlib.sha256(repr((list(told), version)).encode()).hexdigest()[:16]
