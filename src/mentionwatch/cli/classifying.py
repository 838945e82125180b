"""The classifier of the configuration, with what it needs to do its work."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from mentionwatch.cli.context import Context, talk

if TYPE_CHECKING:
    from mentionwatch.config import Config
    from mentionwatch.errors import MentionwatchError
    from mentionwatch.http import Http
    from mentionwatch.plugins import Classifies, RemoteClassifier
    from mentionwatch.store import Store


@contextmanager
def classifier_of(context: Context, config: Config, store: Store) -> Iterator[Classifies]:
    """What tells the sentiment. A remote one asks within its budget, and remembers in ``store``."""
    from mentionwatch.plugins import RemoteClassifier

    classifier = config.classifier
    if not isinstance(classifier, RemoteClassifier):
        yield classifier
        return
    from mentionwatch.asking import Asking

    def tell(trouble: MentionwatchError) -> None:
        talk(trouble.say(context.lang_with(config)))

    with session_for(context, config, classifier) as http:
        yield Asking(remote=classifier, store=store, http=http, now=context.now, tell=tell)


@contextmanager
def session_for(context: Context, config: Config, classifier: RemoteClassifier) -> Iterator[Http]:
    """What a remote classifier asks with."""
    from mentionwatch.cli.scan import network_of

    network = network_of(context, config, timeout=classifier.timeout.total_seconds())
    try:
        yield network.session(secrets=(*config.secrets, *classifier.secrets))
    finally:
        network.close()
