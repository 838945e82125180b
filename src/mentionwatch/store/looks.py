"""Looking again: what came of it is kept, in one transaction for all posts that were looked at."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from datetime import datetime

from mentionwatch.conversation import FOLLOWER
from mentionwatch.store import replies, spending, threads
from mentionwatch.store.arrivals import Arrival, arrival_of
from mentionwatch.store.batch import Look
from mentionwatch.store.keep import receive
from mentionwatch.store.known import Known
from mentionwatch.store.times import seconds, seconds_or_none
from mentionwatch.store.triage import Signed, triage
from mentionwatch.store.write import write


def take(
    db: sqlite3.Connection, looks: Sequence[Look], now: datetime, schedule: threads.Schedule
) -> list[int]:
    """Keep what came of looks; the numbers of the mentions that are new. The caller holds the transaction."""
    arrivals = [arrival for look in looks for arrival in _arrivals(look, now)]
    known = Known.load(db, arrivals)
    for arrival in arrivals:
        receive(arrival, known)
    fresh = write(known)
    threads.adopt(db, now, schedule)
    for look in looks:
        spending.spend(db, look.key, look.asked, look.requests)
        _take(db, look, now)
    return fresh


def _arrivals(look: Look, now: datetime) -> list[Arrival]:
    """The post itself, though it may match no more, then the replies that match."""
    told = [*([look.again] if look.again else []), *look.found]
    return [arrival_of(post, matches, look.key, now) for post, matches in told]


def _take(db: sqlite3.Connection, look: Look, now: datetime) -> None:
    row = db.execute("SELECT thread, parent, missing FROM threads WHERE post = ?", (look.post,)).fetchone()
    if row is None:  # it turned out to be another post
        return
    thread, parent, missing = row
    if look.failed:
        db.execute(
            "UPDATE threads SET next = ?, tries = tries + 1 WHERE post = ?",
            (seconds_or_none(look.next), look.post),
        )
    elif look.missing:
        _lose(db, look, missing, now)
    else:
        _hear(db, look, thread, now, is_opening=parent is None)


def _lose(db: sqlite3.Connection, look: Look, missing: int | None, now: datetime) -> None:
    """A post that two looks did not find is deleted, since the first of them."""
    moment = seconds(now)
    is_gone = missing is not None and missing <= moment - replies.CONFIRMED
    db.execute(
        "UPDATE threads SET looked = :now, missing = coalesce(missing, :now), gone = :gone, next = :next"
        " WHERE post = :post",
        {
            "now": moment,
            "gone": missing if is_gone else None,
            "next": None if is_gone else seconds_or_none(look.next),
            "post": look.post,
        },
    )


def _hear(db: sqlite3.Connection, look: Look, thread: int, now: datetime, *, is_opening: bool) -> None:
    replies.hear(db, look.replies, now, thread)
    if is_opening:
        replies.cover(db, thread, look.replies, now)
        if look.whole:
            listed = {replies.key_of(reply.post) for reply in look.replies}
            replies.miss(db, thread, listed, now)
    times = [reply.post.published for reply in look.replies if reply.post.published]
    active = max((time for time in times if time <= now), default=None)
    db.execute(
        "UPDATE threads SET looked = :now, looks = looks + 1, tries = 0, next = :next, missing = NULL, gone = NULL,"
        " active = max(coalesce(active, :active), coalesce(:active, active)) WHERE post = :post",
        {
            "now": seconds(now),
            "next": seconds_or_none(look.next),
            "active": seconds_or_none(active),
            "post": look.post,
        },
    )


def answer(db: sqlite3.Connection, mention: int, at: datetime) -> bool:
    """Mark a mention answered by a reply of that time, once; what a person made of it afterwards stands."""
    told = db.execute(
        "SELECT 1 FROM events WHERE mention = ? AND kind = 'status' AND who = ?", (mention, FOLLOWER)
    ).fetchone()
    (status,) = db.execute("SELECT status FROM mentions WHERE id = ?", (mention,)).fetchone()
    if told or status not in ("new", "open"):
        return False
    return bool(triage(db, [mention], {"status": "answered"}, Signed(who=FOLLOWER, at=at)))
