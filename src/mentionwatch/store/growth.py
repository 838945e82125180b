"""How the counts of a post grew: what they were at which time."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from mentionwatch.model import Engagement
from mentionwatch.store.known import Kept
from mentionwatch.store.rows import among
from mentionwatch.store.times import moment

_APART = 3600
"""Seconds between two rows of a post: a view more at every scan is no history."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Grown:
    """The reactions to a post as they were told at a time."""

    at: datetime
    engagement: Engagement


def begin(db: sqlite3.Connection, posts: Sequence[Kept]) -> None:
    """Remember what the counts of posts were before their first change. Within a transaction."""
    among(
        db,
        "INSERT INTO growth SELECT id, first_seen, likes, comments, shares, views FROM posts"
        " WHERE NOT EXISTS (SELECT 1 FROM growth WHERE post = posts.id) AND id IN",
        [post.id for post in posts],
    )


def go_on(db: sqlite3.Connection, posts: Sequence[Kept]) -> None:
    """Remember the counts that posts have now, unless they were remembered within the last hour."""
    db.executemany(
        "INSERT INTO growth SELECT :post, :at, :likes, :comments, :shares, :views WHERE NOT EXISTS"
        " (SELECT 1 FROM growth WHERE post = :post AND at > :at - :apart)",
        [
            {"post": post.id, "at": post.counted, "apart": _APART}
            | dict(zip(("likes", "comments", "shares", "views"), post.counts, strict=True))
            for post in posts
        ],
    )


def growth(db: sqlite3.Connection, mention: int) -> list[Grown]:
    """How the reactions to the post of a mention grew, oldest first; nothing where they never changed."""
    rows = db.execute(
        "SELECT g.at, g.likes, g.comments, g.shares, g.views FROM mentions m JOIN growth g ON g.post = m.post"
        " WHERE m.id = ? ORDER BY g.at",
        (mention,),
    )
    return [
        Grown(
            at=moment(at), engagement=Engagement(likes=likes, comments=comments, shares=shares, views=views)
        )
        for at, likes, comments, shares, views in rows
    ]
