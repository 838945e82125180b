"""Stories as they are read: figures, leads, and why a mention is in one."""

from __future__ import annotations

import json
import sqlite3
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

from mentionwatch.dataclass import dataclass
from mentionwatch.model import Filter, Kinship, Mention, Period, Story, Tally
from mentionwatch.store import read, rollups
from mentionwatch.store.times import moment
from mentionwatch.store.where import condition


def ungrouped(db: sqlite3.Connection) -> bool:
    """Whether there are mentions without a story."""
    return db.execute("SELECT 1 FROM mentions WHERE story IS NULL LIMIT 1").fetchone() is not None


def forget(db: sqlite3.Connection) -> None:
    """Leave out what only posts needed that are gone."""
    db.execute("DELETE FROM sketches WHERE post NOT IN (SELECT id FROM posts)")
    db.execute("DELETE FROM leads WHERE post NOT IN (SELECT id FROM posts)")
    db.execute("DELETE FROM stories WHERE id NOT IN (SELECT story FROM mentions WHERE story IS NOT NULL)")


_LARGEST = """
SELECT m.story, count(*) AS size FROM mentions m {index} WHERE {where} AND m.story IS NOT NULL {among}
GROUP BY m.story HAVING size >= ? ORDER BY size DESC, max(m.at) DESC, m.story LIMIT ?"""
_EVER = """
SELECT story, count(*) AS size FROM mentions WHERE story IS NOT NULL GROUP BY story ORDER BY size DESC LIMIT ?"""
_NUMBERS = """
SELECT m.story, count(*), sum(m.label = 1), sum(m.label = 0), sum(m.label = -1),
    count(DISTINCT coalesce(m.site, -m.source))
FROM mentions m WHERE {where} AND m.story IN {these} GROUP BY m.story"""
_WHOLE = """
SELECT m.story, count(*), min(m.at), max(m.at) FROM mentions m WHERE {where} AND m.story IN {these}
GROUP BY m.story"""
_BEFORE = "SELECT m.story, count(*) FROM mentions m WHERE {where} AND m.story IN {these} GROUP BY m.story"
_LEAD = "SELECT m.id FROM mentions m WHERE {where} AND m.story = ? ORDER BY m.at, m.id LIMIT 1"
_REACH = """
SELECT story, sum(a.reach) FROM
    (SELECT DISTINCT m.story AS story, m.author AS author FROM mentions m WHERE {where} AND m.story IN {these})
JOIN authors a ON a.id = author GROUP BY story"""
_WHY = """
SELECT m.story, g.why FROM mentions m JOIN grouped g ON g.post = m.post
WHERE {where} AND m.story IN {these} AND g.why LIKE '{{"lead"%' ORDER BY m.story, m.at, m.id LIMIT 2000"""
_THESE = "(SELECT value FROM json_each(?))"
_TOLD = 6
_TRIED = 500
_LOOKED_AT = 10


def stories(
    db: sqlite3.Connection, asked: Filter, least: int, limit: int, earlier: Period | None = None
) -> list[Story]:
    """The largest stories of at least so many mentions, and how they were before and are in all."""
    ask = _Asking(db, _largest(db, asked, least, limit))
    numbers = {row[0]: row[1:] for row in ask.rows(_NUMBERS, asked)}
    whole = {row[0]: row[1:] for row in ask.rows(_WHOLE, replace(asked, since=None, until=None))}
    before = dict(ask.rows(_BEFORE, beside)) if (beside := _period_before(asked, earlier)) else {}
    reach = dict(ask.rows(_REACH, asked))
    leads = ask.leads(replace(asked, since=None, until=None, sentiments=(), statuses=(), words=None))
    why = _reasons(ask.rows(_WHY, asked))
    return [
        Story(
            id=number,
            lead=leads[number],
            tally=Tally(total=total, positive=plus or 0, neutral=zero or 0, negative=minus or 0),
            before=before.get(number, 0),
            size=whole[number][0],
            sites=sites,
            reach=reach.get(number),
            first=moment(whole[number][1]),
            last=moment(whole[number][2]),
            why=why.get(number, ()),
        )
        for number in ask.these
        for total, plus, zero, minus, sites in (numbers[number],)
    ]


def _largest(db: sqlite3.Connection, asked: Filter, least: int, limit: int) -> list[int]:
    """The largest stories of a period, largest first.

    In a wide one they are looked for among those that were the largest ever; it is rare that another one is.
    """
    where, values = condition(asked)
    index = "INDEXED BY mentions_story" if rollups.is_wide(db, asked) else ""
    if index:
        ever = db.execute(_EVER, (_TRIED + 1,)).fetchall()
        others = max((size for _, size in ever[_TRIED:]), default=0)  # no other story has more mentions
        question = _LARGEST.format(where=where, index=index, among=f"AND m.story IN {_THESE}")
        tried = json.dumps([story for story, _ in ever[:_TRIED]])
        found = db.execute(question, [*values, tried, least, limit]).fetchall()
        if others < least or (len(found) == limit and found[-1][1] > others):
            return [story for story, _ in found]
    everywhere = _LARGEST.format(where=where, index=index, among="")
    return [story for story, _ in db.execute(everywhere, [*values, least, limit])]


@dataclass(frozen=True, slots=True)
class _Asking:
    """Questions about a few stories."""

    db: sqlite3.Connection
    these: Sequence[int]

    def rows(self, question: str, asked: Filter) -> list[Any]:
        where, values = condition(asked)
        filled = question.format(where=where, these=_THESE)
        return self.db.execute(filled, [*values, json.dumps(list(self.these))]).fetchall()

    def leads(self, asked: Filter) -> dict[int, Mention]:
        where, values = condition(asked)
        question = _LEAD.format(where=where)
        numbers = {story: self.db.execute(question, [*values, story]).fetchone()[0] for story in self.these}
        found = {mention.id: mention for mention in read.chosen(self.db, list(numbers.values()))}
        return {story: found[number] for story, number in numbers.items()}


def _period_before(asked: Filter, earlier: Period | None) -> Filter | None:
    if asked.since is None or asked.until is None:
        return None
    before = earlier or Period(start=asked.since, end=asked.until).before
    return replace(asked, since=before.start, until=before.end)


def _reasons(rows: Iterable[tuple[int, str]]) -> dict[int, tuple[tuple[str, tuple[str, ...]], ...]]:
    """The commonest words of each kind for which reports are in a story."""
    seen: dict[int, dict[str, Counter[str]]] = defaultdict(lambda: defaultdict(Counter))
    for story, why in rows:
        for kind, *words in json.loads(why)["shared"]:
            seen[story][kind].update({word.casefold(): 1 for word in words})
    return {
        story: tuple(
            (kind, tuple(word for word, _ in words.most_common(_TOLD))) for kind, words in kinds.items()
        )
        for story, kinds in seen.items()
    }


def why(db: sqlite3.Connection, mention: int) -> Kinship | None:
    """Why a mention is in its story; None where it was the first, or has none."""
    row = db.execute(
        "SELECT g.why FROM mentions m JOIN grouped g ON g.post = m.post WHERE m.id = ?", (mention,)
    ).fetchone()
    if row is None or row[0] is None:
        return None
    told = json.loads(row[0])
    other = db.execute(
        "SELECT o.id FROM mentions o JOIN mentions m ON m.id = ? WHERE o.post = ? ORDER BY o.topic <> m.topic",
        (mention, told.get("copy", told.get("lead"))),
    ).fetchone()
    return Kinship(
        mention=other[0] if other else None,
        how=told.get("how", "event"),
        score=told.get("share", told.get("score")),
        shared=tuple((kind, tuple(words)) for kind, *words in told.get("shared", ())),
    )


def voices(db: sqlite3.Connection, asked: Filter, limit: int) -> list[tuple[int, str, str | None]]:
    """Number, text and author's key of one mention of each story, of at most ``limit`` stories, newest first.

    Ten times as many mentions are looked at, the newest, so that it costs the same in a week and in a year.
    """
    where, values = condition(asked)
    rows = db.execute(
        "SELECT x.id, CASE WHEN p.title IS NULL THEN p.text ELSE p.title || char(10) || p.text END, p.author FROM"  # noqa: S608
        f" (SELECT min(n.id) AS id, max(n.at) AS last FROM (SELECT m.id, m.story, m.at FROM mentions m WHERE {where}"
        "  ORDER BY m.at DESC LIMIT ?) n GROUP BY coalesce(n.story, -n.id) ORDER BY last DESC LIMIT ?) x"
        " JOIN mentions m ON m.id = x.id JOIN posts p ON p.id = m.post",
        [*values, _LOOKED_AT * limit, limit],
    )
    return [(number, text, None if author is None else str(author)) for number, text, author in rows]
