"""How well the pipe does by a person's own corrections: what ``evaluate`` measures without a file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mentionwatch.errors import ConfigError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mentionwatch.cli.context import Context
    from mentionwatch.config import Config
    from mentionwatch.corrections import Corrected
    from mentionwatch.store import Store
    from mentionwatch.text.evaluate import Score

Pair = tuple[str, str]


def own_scores(context: Context, topic: str | None) -> dict[str, Score]:
    """Scores by name, as of a file; ``calibrated`` is the sentiment of texts that the calibration did not see.

    Raises ConfigError where nobody corrected anything yet.
    """
    from mentionwatch.cli.classifying import classifier_of
    from mentionwatch.corrections import Corrected
    from mentionwatch.text.evaluate import score

    config = context.config()
    with context.reading(config.database):
        pass  # there must be one
    with context.writing(config.database) as store, classifier_of(context, config, store) as classifier:
        felt, calibrated = _felt(Corrected(store, classifier), topic)
        pairs = {
            "match": list(_matched(config, store, topic)),
            "sentiment": felt,
            "intent": list(_meant(store, topic)),
            "calibrated": calibrated,
        }
    if not any(pairs.values()):
        raise ConfigError("evaluate-nothing-own")
    return {name: score(one) for name, one in pairs.items()}


def _felt(taught: Corrected, topic: str | None) -> tuple[list[Pair], list[Pair]]:
    """What people said and the classifier says; the same, calibrated, where a topic has enough corrections."""
    plain: list[Pair] = []
    calibrated: list[Pair] = []
    for name, told in taught.store.corrected().items():
        if topic in (None, name):
            measured = taught.measured(name, told)
            plain += [(right, said) for right, said, _ in measured]
            calibrated += [(right, bent) for right, _, bent in measured if bent]
    return plain, calibrated


def _meant(store: Store, topic: str | None) -> Iterator[Pair]:
    from mentionwatch.analysis.intent import read

    for mention in store.meant():
        if mention.intent and topic in (None, mention.topic):
            felt, post = mention.sentiment, mention.post
            label, score = (felt.label, felt.score) if felt else (None, None)
            yield mention.intent, read(post.whole, post.language, label, score).intent


def _matched(config: Config, store: Store, topic: str | None) -> Iterator[Pair]:
    """Verdicts beside what the matcher says that did not learn from them."""
    from mentionwatch.text.match import Matcher

    for one in config.topics:
        if topic not in (None, one.name):
            continue
        matcher, verdicts = Matcher([one]), store.verdicts(one.name)
        for mention in verdicts:
            said = any(not match.doubtful for match in matcher.match(mention.post))
            yield str(bool(mention.verdict)).lower(), str(said).lower()
