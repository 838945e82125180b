"""Fill in what kept mentions lack: sentiment toward the topic, intent, story. It can run twice, and after a crash."""

from __future__ import annotations

from collections.abc import Sequence

from mentionwatch.analysis.intent import read
from mentionwatch.errors import MentionwatchError
from mentionwatch.model import PERSON, Mention, Passage, Sentiment
from mentionwatch.plugins import Classifies
from mentionwatch.store import Enriched, Store

_AT_ONCE = 500
_TOGETHER = 10_000


def enrich(store: Store, classifier: Classifies) -> int:
    """Classify every mention that was not classified yet; how many there were.

    Raises MentionwatchError where the classifier fails; what was classified until then is kept, the rest is
    classified by the next scan.
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


def _read(mentions: Sequence[Mention], classifier: Classifies) -> list[Enriched]:
    sentiments = _classified([_passage(mention) for mention in mentions], classifier)
    return [_enriched(mention, sentiment) for mention, sentiment in zip(mentions, sentiments, strict=True)]


def _enriched(mention: Mention, sentiment: Sentiment) -> Enriched:
    found = read(mention.post.whole, mention.post.language, _felt(mention, sentiment).label)
    return Enriched(
        id=mention.id,
        sentiment=sentiment,
        intent=found.intent,
        urgent=found.urgent,
        inappropriate=found.inappropriate,
    )


def _classified(passages: Sequence[Passage], classifier: Classifies) -> Sequence[Sentiment]:
    """What the classifier says. Whatever a plug-in raises becomes an error that says so; nothing kept is lost."""
    try:
        return classifier.classify(passages)
    except MentionwatchError:
        raise
    except Exception as failure:
        why = f"{type(failure).__name__}: {failure}"[:300]
        raise MentionwatchError("scan-classifier", name=type(classifier).__name__, why=why) from failure


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
