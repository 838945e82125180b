"""Keeping: batches in, fresh mentions out, each post once however often and wherever it is seen.

    arrivals_of | Known.load | receive (recognise, absorb or make, tie) | write

All of it happens in one transaction, in memory between one look into the database and one write.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from datetime import datetime

from mentionwatch.model import Match, Mention
from mentionwatch.store import archive, replies, states
from mentionwatch.store.absorb import absorb, unite
from mentionwatch.store.arrivals import Arrival, arrivals_of, moved
from mentionwatch.store.batch import Batch
from mentionwatch.store.fresh import fresh
from mentionwatch.store.known import Kept, Known, Tie, counts_of
from mentionwatch.store.people import writer
from mentionwatch.store.recognise import claim, is_buried, recognised
from mentionwatch.store.times import seconds_or_none
from mentionwatch.store.transaction import transaction
from mentionwatch.store.write import write


def keep(db: sqlite3.Connection, batches: Sequence[Batch], now: datetime) -> list[Mention]:
    """Keep batches in one transaction; the mentions that are new."""
    arrivals = [arrivals_of(batch, now) for batch in batches]
    everything = [arrival for some in arrivals for arrival in some]
    with transaction(db):
        known = Known.load(db, everything) if everything else None  # most days most sources bring nothing
        mentions = [sum(receive(arrival, known) for arrival in some) if known else 0 for some in arrivals]
        states.note(db, list(zip(batches, mentions, strict=True)))
        for batch in batches:
            replies.hear(db, batch.own, now)
        archive.put(db, batches, now)
        if known:
            write(known)
    return fresh(known) if known else []


def receive(arrival: Arrival, known: Known) -> int:
    """Take in one arrival; how many mentions are new by it."""
    is_met = known.has_met(arrival.keys)
    same = recognised(arrival, known) if is_met else []
    if same:
        post = same[0]
        for other in same[1:]:
            unite(post, other, known)
        absorb(arrival, post, known)
    elif is_met and is_buried(arrival, known):
        return 0
    else:
        post = _made(arrival, known)
    claim(arrival, post, known)
    return sum(_tie(match, arrival, post, known) for match in arrival.matches)


def _made(arrival: Arrival, known: Known) -> Kept:
    post, names = arrival.post, known.names
    kept = Kept(
        id=known.next_post,
        at=arrival.at,
        published=seconds_or_none(post.published),
        first_seen=arrival.seen,
        language=names[post.language] if post.language else None,
        author=writer(arrival, known),
        counts=list(counts_of(post.engagement)),
        address=arrival.keys.address if arrival.words.direct else None,
        url=post.url,
        title=post.title,
        text=post.text,
        source=names[post.source],
        site=names[post.site] if post.site else None,
        feed=names[arrival.feed],
        remark=arrival.words.remark,
        names=arrival.words.names,
        heard={names[arrival.feed]: arrival.said},
        places={(names[post.source], post.id)},
        first=arrival,
    )
    known.posts[kept.id] = kept
    known.next_post += 1
    return kept


def _tie(match: Match, arrival: Arrival, post: Kept, known: Known) -> bool:
    """Let a topic hold on to a post; whether it did not before."""
    topic, told = known.names[match.topic], arrival.post
    is_same = (told.title, told.text) == (post.title, post.text) or told.whole == post.whole
    if topic not in post.ties:
        post.ties[topic] = Tie(
            id=known.next_mention,
            topic=topic,
            spans=match.spans if is_same else moved(match.spans, told.whole, post.whole),
            confidence=round(match.confidence, 4),
            doubtful=match.doubtful,
            seen=arrival.seen,
            is_new=True,
        )
        known.next_mention += 1
        return True
    if is_same:
        _retie(post.ties[topic], match)
    return False


def _retie(tie: Tie, match: Match) -> None:
    """The matcher sees a known mention otherwise: the text or the query was changed."""
    seen = (match.spans, round(match.confidence, 4), match.doubtful)
    if seen != (tie.spans, tie.confidence, tie.doubtful):
        tie.spans, tie.confidence, tie.doubtful = seen
        tie.changed = True
