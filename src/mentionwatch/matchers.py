"""A matcher that is ready at once: the forms of query words are found once, and kept in the database."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from mentionwatch.model import Topic
from mentionwatch.store import Store
from mentionwatch.text.confidence import Weights
from mentionwatch.text.forms import VERSION
from mentionwatch.text.match import Matcher


def ready(
    store: Store, topics: Sequence[Topic], weights: Mapping[str, Weights], *, language: str | None = None
) -> Matcher:
    """A matcher for the topics. Forms that were not kept are, unless the store is only read.

    ``weights`` are what verdicts taught, by topic name; ``language`` is that of the reasons, if any are wanted.
    Raises QueryError, and what the store raises (StoreError).
    """
    known = store.forms()
    kept = dict(known)
    matcher = Matcher(topics, cache=kept, weights=dict(weights), language=language)
    fresh = {word: forms for word, forms in kept.items() if known.get(word) != forms}
    if fresh and not store.readonly:
        store.keep_forms(fresh, VERSION)
    return matcher
