"""Mentions out of the database: as values, or as lines of JSON made by SQLite, which is twice as fast."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any, cast

from mentionwatch.model import (
    Author,
    Engagement,
    Filter,
    Mention,
    Place,
    Post,
    PostKind,
    Revision,
    Sentiment,
    Span,
)
from mentionwatch.store.times import moment, moment_or_none
from mentionwatch.store.where import LABEL, condition

_ALL = """
FROM mentions m JOIN posts p ON p.id = m.post JOIN names t ON t.id = m.topic JOIN names s ON s.id = p.source
    JOIN names k ON k.id = p.kind LEFT JOIN names h ON h.id = p.site LEFT JOIN names l ON l.id = p.language
    LEFT JOIN names b ON b.id = m."by" LEFT JOIN names i ON i.id = m.intent LEFT JOIN authors a ON a.id = p.author
"""
_MENTION = """
SELECT m.id, t.name, m.spans, m.confidence, m.doubtful, m.first_seen, i.name, m.story, m.status, m.assignee,
    m.answered, m.verdict, m.snoozed, m.urgent, m.foul, m.label, m.score, b.name, m.certainty, m.words,
    s.name, p.code, p.text, p.url, p.title, p.published, k.name, h.name, l.name, p.thread, p.parent, p.rating,
    p.likes, p.comments, p.shares, p.views, a.id, a.name, a.handle, a.code, a.url, a.followers
"""
_NEWEST_FIRST = " ORDER BY m.at DESC, m.id DESC LIMIT ?"


def mentions(db: sqlite3.Connection, asked: Filter, limit: int | None) -> Iterator[Mention]:
    """Mentions that a filter lets through, newest first, one by one."""
    where, values = condition(asked)
    question = f"{_MENTION} {_ALL} WHERE {where} {_NEWEST_FIRST}"
    return map(_mention, db.execute(question, [*values, _most(limit)]))


def chosen(db: sqlite3.Connection, rows: Sequence[int]) -> list[Mention]:
    """Mentions by their numbers, in that order; those that are gone are left out."""
    question = f"{_MENTION} {_ALL} WHERE m.id IN (SELECT value FROM json_each(?))"  # noqa: S608 - parts of ours
    found = {row[0]: _mention(row) for row in db.execute(question, (json.dumps(list(rows)),))}
    return [found[row] for row in rows if row in found]


def of_post(db: sqlite3.Connection, post: int) -> list[Mention]:
    """The mentions of topics in one post."""
    return [_mention(row) for row in db.execute(f"{_MENTION} {_ALL} WHERE m.post = ? ORDER BY m.id", (post,))]


def unread(db: sqlite3.Connection, limit: int) -> list[Mention]:
    """Mentions that were not enriched yet, oldest first."""
    rows = db.execute("SELECT id FROM mentions WHERE unread ORDER BY id LIMIT ?", (limit,))
    return chosen(db, [row for (row,) in rows])


def places(db: sqlite3.Connection, mention: int) -> list[Place]:
    """Everywhere that the post of a mention was seen, first place first."""
    rows = db.execute(
        "SELECT n.name, x.code, x.url, x.seen FROM mentions m JOIN ("
        " SELECT id AS post, 0 AS rank, source, code, url, first_seen AS seen FROM posts"
        " UNION ALL SELECT post, id, source, code, url, seen FROM places"
        ") x ON x.post = m.post JOIN names n ON n.id = x.source WHERE m.id = ? ORDER BY x.seen, x.rank",
        (mention,),
    )
    return [Place(source=source, id=code, url=url, seen=moment(seen)) for source, code, url, seen in rows]


def revisions(db: sqlite3.Connection, mention: int) -> list[Revision]:
    """What the post of a mention said before its edits, oldest first."""
    rows = db.execute(
        "SELECT r.title, r.text, r.seen FROM mentions m JOIN revisions r ON r.post = m.post WHERE m.id = ?"
        " ORDER BY r.seen, r.id",
        (mention,),
    )
    return [Revision(title=title, text=text, seen=moment(seen)) for title, text, seen in rows]


def _most(limit: int | None) -> int:
    return -1 if limit is None else max(limit, 0)


def _mention(row: Any) -> Mention:
    (
        number,
        topic,
        spans,
        confidence,
        doubtful,
        first_seen,
        intent,
        story,
        status,
        assignee,
        answered,
        verdict,
        snoozed,
        urgent,
        foul,
        *feeling,
    ) = row[:20]
    return Mention(
        id=number,
        post=_post(row[20:]),
        topic=topic,
        spans=tuple(Span(**span) for span in json.loads(spans)),
        confidence=confidence,
        doubtful=doubtful == 1,
        first_seen=moment(first_seen),
        sentiment=_sentiment(*feeling),
        intent=intent,
        urgent=None if urgent is None else tuple(json.loads(urgent)),
        inappropriate=None if foul is None else bool(foul),
        story=story,
        status=status,
        assignee=assignee,
        answered=moment_or_none(answered),
        verdict=None if verdict is None else bool(verdict),
        snoozed=moment_or_none(snoozed),
    )


def _sentiment(
    label: int | None, score: float | None, by: str | None, certainty: float | None, words: str | None
) -> Sentiment | None:
    if label is None:
        return None
    deciding = tuple((word, weight) for word, weight in json.loads(words or "[]"))
    return Sentiment(
        label=LABEL[label], score=score or 0.0, by=by or "", confidence=certainty or 0.0, words=deciding
    )


def _post(row: Any) -> Post:
    source, code, text, url, title, published, kind, site, language, thread, parent, rating, *rest = row
    likes, comments, shares, views, writer, name, handle, author, page, followers = rest
    return Post(
        source=source,
        id=code,
        text=text,
        url=url,
        title=title,
        author=None
        if writer is None
        else Author(name=name, handle=handle, id=author, url=page, followers=followers),
        published=moment_or_none(published),
        kind=cast(PostKind, kind),
        site=site,
        language=language,
        thread=thread,
        parent=parent,
        rating=rating,
        engagement=Engagement(likes=likes, comments=comments, shares=shares, views=views),
    )


_STAMP = "strftime('%Y-%m-%dT%H:%M:%SZ', {}, 'unixepoch')"
_LINE = f"""
SELECT json_object('id', m.id, 'topic', t.name, 'kind', k.name, 'source', s.name, 'site', h.name, 'url', p.url,
    'title', p.title, 'text', p.text, 'matches', json(m.spans), 'confidence', m.confidence,
    'author', CASE WHEN a.id IS NOT NULL THEN
        json_object('name', a.name, 'handle', a.handle, 'id', a.code, 'url', a.url, 'followers', a.followers) END,
    'published', {_STAMP.format("p.published")}, 'first_seen', {_STAMP.format("m.first_seen")}, 'language', l.name,
    'sentiment', CASE WHEN m.label IS NOT NULL THEN json_object(
        'label', CASE m.label WHEN 1 THEN 'positive' WHEN 0 THEN 'neutral' ELSE 'negative' END,
        'score', m.score, 'by', b.name, 'confidence', m.certainty) END,
    'intent', i.name, 'urgent', json(m.urgent),
    'inappropriate', CASE m.foul WHEN 1 THEN json('true') WHEN 0 THEN json('false') END,
    'engagement', json_object('likes', p.likes, 'comments', p.comments, 'shares', p.shares, 'views', p.views),
    'story', m.story, 'thread', p.thread, 'parent', p.parent, 'status', m.status, 'assignee', m.assignee,
    'answered', {_STAMP.format("m.answered")}, 'snoozed', {_STAMP.format("m.snoozed")})
"""


def lines(db: sqlite3.Connection, asked: Filter, limit: int | None) -> Iterator[str]:
    """The same mentions, as lines of JSON without line breaks: what ``lines.line`` makes of each."""
    where, values = condition(asked)
    return (
        line
        for (line,) in db.execute(f"{_LINE} {_ALL} WHERE {where} {_NEWEST_FIRST}", [*values, _most(limit)])
    )


def first(db: sqlite3.Connection) -> tuple[int, datetime] | None:
    """Number and first seeing of the oldest mention that is kept; None where there is none."""
    row = db.execute("SELECT id, first_seen FROM mentions ORDER BY id LIMIT 1").fetchone()
    return None if row is None else (int(row[0]), moment(row[1]))


def last(db: sqlite3.Connection) -> int:
    """The number of the mention that was kept last; 0 where there is none."""
    (number,) = db.execute("SELECT coalesce(max(id), 0) FROM mentions").fetchone()
    return int(number)


def unread_after(db: sqlite3.Connection, number: int) -> int | None:
    """The first mention after that number that was not enriched yet."""
    row = db.execute(
        "SELECT id FROM mentions WHERE unread AND id > ? ORDER BY id LIMIT 1", (number,)
    ).fetchone()
    return None if row is None else int(row[0])


def lines_between(db: sqlite3.Connection, asked: Filter, after: int, until: int) -> Iterator[str]:
    """Lines of JSON of the mentions that were kept after one number and up to another, in that order."""
    where, values = condition(asked)
    question = f"{_LINE} {_ALL} WHERE {where} AND m.id > ? AND m.id <= ? ORDER BY m.id"
    return (line for (line,) in db.execute(question, [*values, after, until]))
