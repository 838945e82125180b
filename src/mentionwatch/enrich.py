"""Fill in what kept mentions lack: sentiment toward the topic, intent, story. It can run twice, and after a crash."""

from __future__ import annotations

from collections.abc import Sequence

from mentionwatch.analysis.intent import read
from mentionwatch.model import PERSON, Mention, Passage, Sentiment
from mentionwatch.plugins import Classifier
from mentionwatch.store import Enriched, Store

_AT_ONCE = 500
_TOGETHER = 10_000


def enrich(store: Store, classifier: Classifier) -> int:
    """Classify every mention that was not classified yet; how many there were.

    Raises what the classifier raises; what was classified until then is kept.
    """
    done = 0
    while mentions := store.unread(_AT_ONCE):
        store.enrich(_read(mentions, classifier))
        done += len(mentions)
    group(store)
    return done


def group(store: Store) -> None:
    """Give every mention that lacks one its story. What was placed until an error is kept."""
    if not store.ungrouped():
        return
    from mentionwatch.analysis.placing import place  # loads dictionaries

    is_done = False
    while not is_done:
        with store.grouping(_TOGETHER) as shelf:
            place(shelf.fresh, shelf)
            is_done = not shelf.fresh


def _read(mentions: Sequence[Mention], classifier: Classifier) -> list[Enriched]:
    sentiments = classifier.classify([_passage(mention) for mention in mentions])
    return [
        Enriched(
            id=mention.id,
            sentiment=sentiment,
            intent=read(mention.post.whole, mention.post.language, _felt(mention, sentiment).label).intent,
        )
        for mention, sentiment in zip(mentions, sentiments, strict=True)
    ]


def _felt(mention: Mention, sentiment: Sentiment) -> Sentiment:
    """What counts: a person's word stands."""
    return mention.sentiment if mention.sentiment and mention.sentiment.by == PERSON else sentiment


def _passage(mention: Mention) -> Passage:
    """What the classifier is asked: the text, and where in it the topic is mentioned."""
    return Passage(
        text=mention.post.whole,
        target=mention.topic,
        spans=tuple((span.start, span.end) for span in mention.spans),
        language=mention.post.language,
    )
