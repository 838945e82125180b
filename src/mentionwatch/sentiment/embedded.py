"""The sentiment toward a brand, from the models that ship with the package."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from pydantic import Field

from mentionwatch.model import Passage, Sentiment
from mentionwatch.plugins import Classifier


class Embedded(Classifier):
    """Reads the feeling toward the target in any language, best in Russian and English, on one core.

    Linear models over hashed n-grams, one for English, one for East Slavic languages, one for all others, and a small
    transformer for all of them.
    How they were trained, and where they fail: docs/sentiment.md.
    """

    limits: ClassVar[str] = "Irony without a sign of it, and feelings that only a reader of the thread sees."
    example: ClassVar[str] = 'sentiment = { type = "embedded" }'

    quick: bool = Field(default=False, description="n-grams alone: less right, twenty times as fast")

    def classify(self, passages: Sequence[Passage]) -> Sequence[Sentiment]:
        """One Sentiment a passage. A text without words is neutral."""
        from mentionwatch.sentiment._judging import Models, judged

        return judged(passages, Models(by="embedded/6", quick=self.quick))
