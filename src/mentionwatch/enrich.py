"""Fill in what kept mentions lack: sentiment toward the topic, intent, story. It can run twice, and after a crash."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from mentionwatch.errors import MentionwatchError
from mentionwatch.model import PERSON, Mention, Sentiment
from mentionwatch.plugins import Classifies
from mentionwatch.store import Enriched, Store
from mentionwatch.store.collecting import uncollected

if TYPE_CHECKING:
    from mentionwatch.corrections import Corrected

_AT_ONCE = 500
_TOGETHER = 10_000


def enrich(store: Store, classifier: Classifies) -> int:
    """Classify every mention that was not classified yet; how many there were.

    Raises MentionwatchError where the classifier fails; what was classified until then is kept, the rest is
    classified by the next scan.
    """
    done = 0
    if mentions := store.unread(_AT_ONCE):
        from mentionwatch.corrections import Corrected  # most scans find nothing to be read

        taught = Corrected(store, classifier)
        while mentions:
            store.enrich(_read(mentions, taught))
            done += len(mentions)
            mentions = store.unread(_AT_ONCE)
    group(store)
    return done


def group(store: Store) -> None:
    """Give every mention that lacks one its story. What was placed until an error is kept."""
    if not store.ungrouped():
        return
    from mentionwatch.analysis.placing import place  # loads dictionaries

    is_done = False
    while not is_done:
        with store.grouping(_TOGETHER) as shelf, uncollected():
            place(shelf.fresh, shelf)
            is_done = not shelf.fresh


def _read(mentions: Sequence[Mention], taught: Corrected) -> list[Enriched]:
    sentiments = _classified(mentions, taught)
    return [_enriched(mention, sentiment) for mention, sentiment in zip(mentions, sentiments, strict=True)]


def _enriched(mention: Mention, sentiment: Sentiment) -> Enriched:
    from mentionwatch.analysis.intent import read

    felt = _felt(mention, sentiment)
    found = read(mention.post.whole, mention.post.language, felt.label, felt.score)
    return Enriched(
        id=mention.id,
        sentiment=sentiment,
        intent=found.intent,
        urgent=found.urgent,
        inappropriate=found.inappropriate,
    )


def _classified(mentions: Sequence[Mention], taught: Corrected) -> Sequence[Sentiment]:
    """What the classifier says. Whatever a plug-in raises becomes an error that says so; nothing kept is lost."""
    try:
        return taught.classify(mentions)
    except MentionwatchError:
        raise
    except Exception as failure:
        why = f"{type(failure).__name__}: {failure}"[:300]
        raise MentionwatchError(
            "scan-classifier", name=type(taught.classifier).__name__, why=why
        ) from failure


def _felt(mention: Mention, sentiment: Sentiment) -> Sentiment:
    """What counts: a person's word stands."""
    return mention.sentiment if mention.sentiment and mention.sentiment.by == PERSON else sentiment
