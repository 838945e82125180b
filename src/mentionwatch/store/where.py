"""A Filter as a condition of SQL over ``mentions m``."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from mentionwatch.model import Filter, Label
from mentionwatch.store import words
from mentionwatch.store.times import ceiling

NUMBER: dict[Label, int] = {"positive": 1, "neutral": 0, "negative": -1}
LABEL: dict[int, Label] = {number: label for label, number in NUMBER.items()}

_NAMED = "(SELECT id FROM names WHERE name IN (SELECT value FROM json_each(?)))"
_FROM = (
    f"(m.source IN {_NAMED} OR EXISTS (SELECT 1 FROM posts f WHERE f.id = m.post AND f.feed IN {_NAMED})"  # noqa: S608 - nothing in it is a user's
    f" OR EXISTS (SELECT 1 FROM places f WHERE f.post = m.post AND f.feed IN {_NAMED}))"
)
_LISTED = "(SELECT value FROM json_each(?))"


def condition(asked: Filter) -> tuple[str, list[Any]]:
    """The condition, and what fills its question marks."""
    parts = list(_parts(asked))
    return " AND ".join(part for part, _ in parts), [value for _, values in parts for value in values]


def _parts(asked: Filter) -> Iterator[tuple[str, list[Any]]]:
    if asked.since:
        yield "m.at >= ?", [ceiling(asked.since)]
    if asked.until:
        yield "m.at < ?", [ceiling(asked.until)]
    yield "m.doubtful < 2" if asked.doubtful is None else f"m.doubtful = {asked.doubtful:d}", []
    for column, names in (
        ("topic", asked.topics),
        ("language", asked.languages),
        ("intent", asked.intents),
    ):
        if names:
            yield f"m.{column} IN {_NAMED}", [json.dumps(list(names))]
    if asked.feeds:
        yield _FROM, [json.dumps(list(asked.sources)), *[json.dumps(list(asked.feeds))] * 2]
    elif asked.sources:  # answered by the index of figures alone
        yield f"m.source IN {_NAMED}", [json.dumps(list(asked.sources))]
    if asked.sentiments:
        yield f"m.label IN {_LISTED}", [json.dumps([NUMBER[label] for label in asked.sentiments])]
    if asked.statuses:
        yield f"m.status IN {_LISTED}", [json.dumps(list(asked.statuses))]
    if asked.stories:
        yield f"m.story IN {_LISTED}", [json.dumps(list(asked.stories))]
    yield from _searched(asked)


def _searched(asked: Filter) -> Iterator[tuple[str, list[Any]]]:
    if asked.words and asked.words.strip():
        question = words.question(asked.words)
        yield (f"m.post IN ({words.FOUND})", [question]) if question else ("0", [])
