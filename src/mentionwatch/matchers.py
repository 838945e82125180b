"""Matchers that are quick to make, or made late: forms of query words are found once, and kept in the database."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from threading import Lock
from typing import TYPE_CHECKING

from mentionwatch.model import Topic
from mentionwatch.store import Store
from mentionwatch.text.forms_version import VERSION

if TYPE_CHECKING:
    from mentionwatch.model import Match, Post
    from mentionwatch.text.confidence import Weights
    from mentionwatch.text.match import Matcher


def ready(
    store: Store, topics: Sequence[Topic], weights: Mapping[str, Weights], *, language: str | None = None
) -> Matcher:
    """A matcher for the topics. Forms that were not kept are, unless the store is only read.

    ``weights`` are what verdicts taught, by topic name; ``language`` is that of the reasons, if any are wanted.
    Raises QueryError, and what the store raises (StoreError).
    """
    late = LateMatcher(store, topics, weights, language=language)
    matcher = late.made()
    late.keep_forms()
    return matcher


class LateMatcher:
    """A matcher that is made when the first post comes. On most days most scans see none, and it takes long to load.

    It asks the store when it is created and in ``keep_forms``, so that posts may come in any thread. Made late or not,
    it is a `Matcher` for the topics, with the same arguments as ``ready``.
    """

    def __init__(
        self,
        store: Store,
        topics: Sequence[Topic],
        weights: Mapping[str, Weights],
        *,
        language: str | None = None,
    ) -> None:
        self._store = store
        self._topics = topics
        self._weights = weights
        self._language = language
        self._known = store.forms()
        self._forms = dict(self._known)
        self._made: Matcher | None = None
        self._making = Lock()

    def match(self, post: Post) -> list[Match]:
        """The topics that a post concerns, as `Matcher.match` tells them. Raises QueryError at the first post."""
        return self.made().match(post)

    def made(self) -> Matcher:
        """The matcher itself. Raises QueryError."""
        if self._made is None:
            with self._making:
                self._made = self._made or self._make()
        return self._made

    def keep_forms(self) -> None:
        """Keep the forms that were not kept yet, unless the store is only read. Raises StoreError."""
        fresh = {word: forms for word, forms in self._forms.items() if self._known.get(word) != forms}
        if fresh and not self._store.readonly:
            self._store.keep_forms(fresh, VERSION)
        self._known |= fresh

    def _make(self) -> Matcher:
        from mentionwatch.text.match import Matcher

        return Matcher(self._topics, cache=self._forms, weights=dict(self._weights), language=self._language)
