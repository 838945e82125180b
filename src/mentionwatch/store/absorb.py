"""A post seen again: what its other places add, what an edit changes, and two posts that turn out to be one."""

from __future__ import annotations

from typing import Literal

from mentionwatch.store import identity
from mentionwatch.store.arrivals import Arrival, moved
from mentionwatch.store.known import Kept, Known, Tie, counts_of
from mentionwatch.store.people import writer
from mentionwatch.store.times import seconds_or_none

MOST_PLACES = 32
"""Places kept of one post; a feed that changes its ids every day would bring ever more."""
MOST_REVISIONS = 50
"""Revisions kept of one post; what changes more often is no text but a ticker."""


def absorb(arrival: Arrival, post: Kept, known: Known) -> None:
    """Add to a kept post what an arrival of it tells.

    The text changes when one of three things happened. *Edited*: a configured source says something else than
    it said before, that the post never said before (two versions that take turns are kept once each); what
    it said is kept as a revision. *Grown*: another source says more of the same. *Found*: its own address
    turned up after an aggregator's.
    """
    change = _change(arrival, post, known)
    if change == "edited":
        known.revisions.append((post.id, arrival.seen, post.title, post.text))
    if change:
        is_lost = arrival.post.title is None and not _is_voice(arrival, post, known)
        _reword(post, post.title if is_lost else arrival.post.title, arrival.post.text)
    _hear(arrival, post, known)
    _fill(arrival, post, known)


def _change(arrival: Arrival, post: Kept, known: Known) -> Literal["edited", "grown", "found"] | None:
    if arrival.said == post.said or not arrival.post.whole.strip():
        return None
    if post.address is None and arrival.words.direct:
        return "found"
    if post.address is not None and not arrival.words.direct:
        return None
    before = post.heard.get(known.names[arrival.feed])
    if before == arrival.said:
        return None
    if _is_voice(arrival, post, known) and arrival.is_news and not _is_cut_off(arrival.post.text, post.text):
        return "edited" if _is_novel(arrival, post, known) else None
    if identity.holds(arrival.post.text, post.text):
        return "grown" if len(arrival.post.text) > len(post.text) else None
    if before is None or not arrival.is_news or identity.holds(post.text, arrival.post.text):
        return None
    is_teaser = 2 * len(arrival.post.text) < len(post.text)  # of another feed: it does not replace a text
    return "edited" if not is_teaser and _is_novel(arrival, post, known) else None


def _is_voice(arrival: Arrival, post: Kept, known: Known) -> bool:
    """Whether the kept words are those that this source said last."""
    return post.heard.get(known.names[arrival.feed]) == post.said


def _is_cut_off(one: str, other: str) -> bool:
    """Whether one of two texts is the other, cut off in an ellipsis."""
    short, long = sorted((one, other), key=len)
    return identity.is_cut_off(short) and identity.holds(long, short)


def _is_novel(arrival: Arrival, post: Kept, known: Known) -> bool:
    """Whether the post never said so before. Without a title, the text alone is compared."""
    before = known.revisions_of(post)
    if len(before) >= MOST_REVISIONS:
        return False
    title, text = arrival.post.title, arrival.post.text
    told, bare = arrival.said, identity.said(None, text)
    return not any(
        identity.said(old_title, old) == told
        or (None in (title, old_title) and identity.said(None, old) == bare)
        for old_title, old in before
    )


def _reword(post: Kept, title: str | None, text: str) -> None:
    """Change the text. Mentions keep their places in it, and are to be read again."""
    whole = post.whole
    post.title, post.text = title, text
    post.changed = post.reworded = True
    for tie in post.ties.values():
        tie.spans = moved(tie.spans, whole, post.whole)
        tie.changed = tie.reread = True


def _hear(arrival: Arrival, post: Kept, known: Known) -> None:
    """Take note of the place, and of what was said there."""
    feed = known.names[arrival.feed]
    place = (known.names[arrival.post.source], arrival.post.id)
    if place not in post.places and len(post.places) < MOST_PLACES:
        post.places.add(place)
        known.seats.append((post.id, arrival))
        post.heard.setdefault(feed, arrival.said)
    if post.heard.get(feed, arrival.said) != arrival.said:
        post.heard[feed] = arrival.said
        post.changed = post.changed or feed == post.feed
        known.reheard.add((post.id, feed))


def _fill(arrival: Arrival, post: Kept, known: Known) -> None:
    """Fill in what was not told before; of counts take the newest."""
    told = arrival.post
    if arrival.words.direct and post.address is None:
        post.address, post.url, post.changed = arrival.keys.address, told.url, True
    if post.published is None and told.published:
        post.published, post.at = seconds_or_none(told.published), arrival.at
        post.changed = post.retold = True
    if post.language is None and told.language:
        post.language, post.changed, post.retold = known.names[told.language], True, True
    author = writer(arrival, known)
    if post.author is None and author is not None:
        post.author, post.changed, post.retold = author, True, True
    counts = zip(post.counts, counts_of(told.engagement), strict=True)
    newest = [old if new is None else new for old, new in counts]
    if newest != post.counts:
        post.counts, post.changed, post.counted = newest, True, arrival.seen


def unite(post: Kept, gone: Kept, known: Known) -> None:
    """Two kept posts turned out to be one: ``gone`` becomes a place of ``post``."""
    known.united[gone.id] = post.id
    del known.posts[gone.id]
    if gone.first is None:
        known.gone.append(gone)
    else:
        known.seats.append((post.id, gone.first))
    for topic, tie in gone.ties.items():
        tie.spans = moved(tie.spans, gone.whole, post.whole)
        _take_over(topic, tie, post, known)
    _inherit(post, gone)


def _take_over(topic: int, tie: Tie, post: Kept, known: Known) -> None:
    """The mention of a post that is gone: it moves, unless the topic has one there already. Older ones stay."""
    tie.changed = True
    own = post.ties.setdefault(topic, tie)
    if own is tie:
        return
    if own.is_new and not tie.is_new:
        post.ties[topic], own, tie = tie, tie, own
    if not tie.is_new:
        known.dropped.append((tie.id, own.id))


def _inherit(post: Kept, gone: Kept) -> None:
    if post.address is None and gone.address is not None:
        post.address, post.url = gone.address, gone.url
        _reword(post, gone.title, gone.text)
    elif len(gone.text) > len(post.text) and identity.holds(gone.text, post.text):
        _reword(post, gone.title or post.title, gone.text)
    post.places |= gone.places
    post.heard = gone.heard | post.heard
    if post.published is None and gone.published is not None:
        post.published, post.at = gone.published, gone.at
    post.language = post.language or gone.language
    post.author = post.author or gone.author
    post.counts = [old if own is None else own for own, old in zip(post.counts, gone.counts, strict=True)]
    post.changed = post.retold = True
