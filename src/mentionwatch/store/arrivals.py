"""Posts on their way in: made sound for the database, with all that is computed before the transaction."""

from __future__ import annotations

import json
import math
from collections.abc import Sequence
from dataclasses import fields, replace
from datetime import UTC, datetime, timedelta
from operator import attrgetter
from typing import Any, TypeVar

from mentionwatch.dataclass import dataclass
from mentionwatch.model import Author, Engagement, Match, Post, Span
from mentionwatch.store.batch import Batch
from mentionwatch.store.identity import Keys, Words, crowded, fingerprint, keys_of, said, words_of
from mentionwatch.store.times import seconds

MOST_SPANS = 100
"""Places kept of one mention; a text that repeats a name a thousand times says no more by it."""

_LARGEST = 2**53
_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
_FUTURE = timedelta(days=1)
T = TypeVar("T", Post, Author, Match, Span)


@dataclass(slots=True, kw_only=True)
class Arrival:
    """A post with its matches, seen at ``seen`` (seconds) in the configured source ``feed``.

    ``at`` is when it counts for, ``said`` a hash of its words, ``writer`` the key of its author.
    ``crowded``: others have the same address. ``is_news``: what it says now; not so out of an old database.
    """

    post: Post
    matches: tuple[Match, ...]
    feed: str
    seen: int
    at: int
    keys: Keys
    words: Words
    said: int
    writer: int | None
    crowded: bool = False
    is_news: bool = True


def arrivals_of(batch: Batch, now: datetime) -> list[Arrival]:
    """The posts of a batch. An address that several of them share is marked as no sign of identity."""
    arrivals = [arrival_of(post, matches, batch.key, now) for post, matches in batch.found]
    shared = crowded([(arrival.keys, arrival.words) for arrival in arrivals])
    return (
        [replace(a, crowded=True) if a.keys.address in shared else a for a in arrivals]
        if shared
        else arrivals
    )


def arrival_of(post: Post, matches: Sequence[Match], feed: str, now: datetime) -> Arrival:
    """A post that the configured source ``feed`` showed at ``now``."""
    post = sound_post(post)
    words = words_of(post)
    seen = seconds(now)
    is_told = post.published is not None and post.published <= now + _FUTURE
    return Arrival(
        post=post,
        matches=tuple(map(sound_match, matches)),
        feed=feed,
        seen=seen,
        at=seconds(post.published) if is_told and post.published else seen,
        keys=keys_of(post, words),
        words=words,
        said=said(post.title, post.text),
        writer=writer_of(post),
    )


def writer_of(post: Post) -> int | None:
    """The key of the author: what the platform guarantees to be one person's, best first."""
    author = post.author
    if author is None:
        return None
    if author.id:
        return fingerprint("id", post.source, author.id)
    if author.handle:
        return fingerprint("handle", post.source, author.handle.casefold().removeprefix("@"))
    if author.url:
        return fingerprint("url", post.source, author.url)
    return fingerprint("name", post.source, post.site, author.name.casefold()) if author.name else None


def sound_post(post: Post) -> Post:
    """The post as it can be kept: valid Unicode, whole seconds of UTC, numbers that fit."""
    if _is_sound(_told(post)) and _fits(post):
        return post
    author = post.author
    counts = {name: _whole(number) for name, number in zip(_COUNTS, _numbers(post.engagement), strict=True)}
    return replace(
        _sound(post),
        title=_sound_text(post.title) if post.title else None,
        author=_sound(replace(author, followers=_whole(author.followers))) if author else None,
        published=_in_utc(post.published),
        rating=post.rating if post.rating is not None and math.isfinite(post.rating) else None,
        engagement=Engagement(**counts),
    )


def _in_utc(time: datetime | None) -> datetime | None:
    """Whole seconds of UTC; a time of the years 1 or 9999 that UTC has not is none."""
    try:
        return time.astimezone(UTC).replace(microsecond=0) if time else None
    except OverflowError:
        return None


_COUNTS = ("likes", "comments", "shares", "views")
_numbers = attrgetter(*_COUNTS)
_texts = attrgetter("source", "id", "text", "url", "title", "kind", "site", "language", "thread", "parent")
_names = attrgetter("name", "handle", "id", "url")


def _told(post: Post) -> str:
    """All the texts of a post in one: looking at one string is much faster than at ten."""
    names = _names(post.author) if post.author else ()
    return " ".join([text for text in (*_texts(post), *names) if text])


def _fits(post: Post) -> bool:
    """Whether times and numbers are as they are kept."""
    time, followers = post.published, post.author.followers if post.author else None
    return (
        (time is None or (time.tzinfo is UTC and not time.microsecond))
        and (post.rating is None or math.isfinite(post.rating))
        and post.title != ""
        and all(n is None or -_LARGEST <= n <= _LARGEST for n in (followers, *_numbers(post.engagement)))
    )


def sound_match(match: Match) -> Match:
    """The match with a bounded number of places, fit for UTF-8."""
    spans = match.spans[:MOST_SPANS]
    if _is_sound(" ".join([match.topic, *(f"{span.text} {span.term}" for span in spans)])):
        return match if len(spans) == len(match.spans) else replace(match, spans=spans)
    return replace(match, topic=_sound_text(match.topic), spans=tuple(map(_sound, spans)))


def _sound(value: T) -> T:
    """The value with every string in it fit for UTF-8."""
    told = ((field.name, getattr(value, field.name)) for field in fields(value))
    broken: dict[str, Any] = {name: _sound_text(text) for name, text in told if isinstance(text, str)}
    return replace(value, **broken)


def _is_sound(text: str) -> bool:
    if "\0" in text:
        return False
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def _sound_text(text: str) -> str:
    """Without NUL and lone surrogates: one replacement character for each, so that spans stay right."""
    if _is_sound(text):
        return text
    return "".join("\ufffd" if c == "\0" or "\ud800" <= c <= "\udfff" else c for c in text)


def _whole(number: int | None) -> int | None:
    return None if number is None else max(-_LARGEST, min(int(number), _LARGEST))


def written(spans: Sequence[Span]) -> str:
    """Spans as the JSON of the public contract."""
    return _encode([{"start": s.start, "end": s.end, "text": s.text, "term": s.term} for s in spans])


def moved(spans: Sequence[Span], whole: str, to: str) -> tuple[Span, ...]:
    """Spans of one text in another text of the same post; those that are not in it are left out.

    A span keeps its rank among the equal ones: the second "Acme" of the one is the second of the other.
    """
    if whole == to:
        return tuple(spans)
    places = (_moved(span, whole, to) for span in spans)
    return tuple(span for span in places if span)


def _moved(span: Span, whole: str, to: str) -> Span | None:
    start = to.find(span.text)
    for _ in range(whole.count(span.text, 0, span.start)):
        later = to.find(span.text, start + 1)
        if later < 0:
            break
        start = later
    if start < 0 or not span.text:
        return None
    return replace(span, start=start, end=start + len(span.text))
