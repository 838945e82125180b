"""New mentions as the database would tell them, mostly without asking it: they have just been in memory."""

from __future__ import annotations

from mentionwatch.model import Mention, Post
from mentionwatch.store import read
from mentionwatch.store.known import Kept, Known, Tie
from mentionwatch.store.times import moment


def fresh(known: Known) -> list[Mention]:
    """The mentions that were written as new, by number."""
    topics = {number: name for name, number in known.names.items()}
    told: dict[int, Mention | None] = {}
    for post in known.posts.values():
        as_told = _as_told(post, known)
        for tie in post.ties.values():
            if tie.is_new:
                told[tie.id] = _mention(tie, as_told, topics[tie.topic]) if as_told else None
    asked = [number for number, mention in told.items() if mention is None]
    known_now = {mention.id: mention for mention in read.chosen(known.db, asked)} if asked else {}
    return [told[number] or known_now[number] for number in sorted(told)]


def _as_told(kept: Kept, known: Known) -> Post | None:
    """The post of the first arrival, where it was kept just as that told it."""
    if kept.first is None or kept.changed:
        return None
    told, writer = kept.first.post, kept.first.writer
    author = None if writer is None else known.people[writer].author
    return told if author == told.author and "" not in (told.language, told.site) else None


def _mention(tie: Tie, post: Post, topic: str) -> Mention:
    return Mention(
        id=tie.id,
        post=post,
        topic=topic,
        spans=tie.spans,
        confidence=tie.confidence,
        doubtful=tie.doubtful,
        first_seen=moment(tie.seen),
    )
