"""Threads as they are measured: mentions and replies together, each remark once."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from typing import Any

from mentionwatch.conversation import Concern, Remark, Thread
from mentionwatch.model import Author, Filter
from mentionwatch.store import replies
from mentionwatch.store.identity import fingerprint
from mentionwatch.store.rows import among
from mentionwatch.store.threads import accounts
from mentionwatch.store.times import ceiling, moment, moment_or_none
from mentionwatch.store.where import condition


def threads(db: sqlite3.Connection, asked: Filter) -> list[Thread]:
    """The threads of the mentions that a filter lets through, and those of its topics where anybody replied then."""
    where, values = condition(asked)
    found = {
        row
        for (row,) in db.execute(
            f"SELECT DISTINCT t.thread FROM mentions m JOIN threads t ON t.post = m.post WHERE {where}",  # noqa: S608
            values,
        )
    }
    if asked.since:
        where, values = condition(replace(asked, since=None, until=None))
        until = ceiling(asked.until) if asked.until else 2**62
        found |= {
            row
            for (row,) in db.execute(
                "SELECT DISTINCT r.thread FROM replies r JOIN threads t ON t.thread = r.thread"  # noqa: S608
                f" JOIN mentions m ON m.post = t.post WHERE r.at >= ? AND r.at < ? AND {where}",
                [ceiling(asked.since), until, *values],
            )
        }
    return at(db, sorted(found))


def at(db: sqlite3.Connection, places: Collection[int]) -> list[Thread]:
    """The threads at these places, as far as anything is known of them."""
    said: dict[int, dict[int, Remark]] = defaultdict(dict)
    looked: dict[int, int] = {}
    numbers: dict[int, tuple[int, int]] = {}
    concerns = _concerns(db, places)
    for row in among(db, _POSTS, places):
        remark = _of_post(row, concerns)
        said[row[0]][remark.key] = remark
        numbers[row[1]] = (row[0], remark.key)
        if row[2] is not None:
            looked[row[0]] = max(row[2], looked.get(row[0], 0))
    rows = list(among(db, _REPLIES, places))
    owners = replies.owners(db, [row[1] for row in rows])
    for row in rows:
        reply = _of_reply(row)
        thread, key = numbers.get(owners.get(reply.key, 0), (row[0], reply.key))
        said[thread][key] = _joined(said[thread].get(key), reply)
    return [_thread(place, said[place].values(), looked.get(place)) for place in places if place in said]


def _thread(place: int, remarks: Iterable[Remark], looked: int | None) -> Thread:
    ordered = tuple(sorted(remarks, key=lambda remark: (remark.at, remark.key)))
    opening = next(
        (r for r in ordered if r.place == place or (r.parent is None and r.kind != "comment")), None
    )
    return Thread(
        place=place,
        url=opening.url if opening else next((r.url for r in ordered if r.url), None),
        looked=moment_or_none(looked),
        remarks=ordered,
    )


def _joined(post: Remark | None, reply: Remark) -> Remark:
    """A mention that was told as a reply, too: the reply knows better where it stands, and whether it is gone."""
    if post is None:
        return reply
    return replace(
        post,
        place=reply.place or post.place,
        parent=reply.parent or post.parent,
        intent=post.intent or reply.intent,
        gone=post.gone or reply.gone,
    )


_CONCERNS = """
SELECT t.post, m.id, n.name, m.status, m.answered, m.doubtful, i.name
FROM threads t JOIN mentions m ON m.post = t.post JOIN names n ON n.id = m.topic LEFT JOIN names i ON i.id = m.intent
WHERE m.doubtful < 2 AND t.thread IN"""


def _concerns(db: sqlite3.Connection, places: Collection[int]) -> Mapping[int, list[Any]]:
    found: dict[int, list[Any]] = defaultdict(list)
    for post, *row in among(db, _CONCERNS, places):
        found[post].append(row)
    return found


_POSTS = """
SELECT t.thread, t.post, t.looked, t.place, t.parent, t.gone, p.at, p.code, p.url, s.name, k.name, l.name, a.key,
    a.handle, a.code, a.url, (SELECT count(*) FROM revisions r WHERE r.post = t.post)
FROM threads t JOIN posts p ON p.id = t.post JOIN names s ON s.id = p.source JOIN names k ON k.id = p.kind
    LEFT JOIN names l ON l.id = p.language LEFT JOIN authors a ON a.id = p.author
WHERE t.thread IN"""


def _of_post(row: Any, concerns: Mapping[int, list[Any]]) -> Remark:
    _, number, _, place, parent, gone, at, code, url, source, kind, language, writer, *names, edits = row
    about = concerns.get(number, [])
    return Remark(
        key=fingerprint("own", source, code),
        at=moment(at),
        source=source,
        kind=kind,
        writer=writer,
        accounts=frozenset(accounts(Author(handle=names[0], id=names[1], url=names[2]))),
        place=place,
        parent=parent,
        url=url,
        language=language,
        intent=next((row[-1] for row in about if row[-1]), None),
        edits=edits,
        gone=moment_or_none(gone),
        concerns={
            topic: Concern(
                mention=mention, status=status, answered=moment_or_none(answered), doubtful=bool(doubtful)
            )
            for mention, topic, status, answered, doubtful, _ in about
        },
    )


_REPLIES = """
SELECT r.thread, r.key, r.place, r.parent, r.gone, r.at, r.url, s.name, l.name, i.name, r.writer,
    r.account1, r.account2, r.account3, r.wording, r.refers, r.edits, r.text
FROM replies r JOIN names s ON s.id = r.source LEFT JOIN names l ON l.id = r.language
    LEFT JOIN names i ON i.id = r.intent
WHERE r.thread IN"""


def _of_reply(row: Any) -> Remark:
    _, key, place, parent, gone, at, url, source, language, intent, writer, *rest = row
    *names, wording, refers, edits, text = rest
    return Remark(
        key=key,
        at=moment(at),
        source=source,
        kind="comment",
        writer=writer,
        accounts=frozenset(name for name in names if name is not None),
        place=place,
        parent=parent,
        url=url,
        language=language,
        intent=intent,
        wording=wording,
        text=text,
        refers=bool(refers),
        edits=edits,
        gone=moment_or_none(gone),
    )
