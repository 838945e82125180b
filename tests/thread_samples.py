"""Threads for the tests of following and measuring: posts and replies of a forum, remarks, and a schedule."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from mentionwatch.conversation import Concern, Remark, Thread
from mentionwatch.model import Author, Post
from mentionwatch.store import Look, Reply
from mentionwatch.store.identity import fingerprint
from mentionwatch.store.threads import Shelf
from store_samples import NOW, match

MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)
FORUM = "https://forum.example/t/acme/1"
KEY = "discourse:https://forum.example"


SHELF = Shelf(key=KEY, source="discourse")


def soon(feed: str, source: str, published: datetime) -> datetime:
    """A schedule: a quarter of an hour after publication, for ever."""
    return published + 15 * MINUTE


def said(number: int, who: str = "ann", *, at: datetime = NOW, **fields: Any) -> Post:
    """A post of the forum; the first one opens the thread, the others answer it."""
    told: dict[str, Any] = {
        "source": "discourse",
        "id": f"forum.example/{number}",
        "url": f"{FORUM}/{number}",
        "thread": FORUM,
        "parent": None if number == 1 else f"{FORUM}/1",
        "kind": "post" if number == 1 else "comment",
        "site": "forum.example",
        "text": f"Acme is down, says {who} in number {number}",
        "author": Author(name=who, handle=who, id=f"id-{who}"),
        "published": at,
        "language": "en",
    }
    return Post(**(told | fields))


def reply(post: Post, **fields: Any) -> Reply:
    """A reply as scan and follow hand it to the store."""
    return Reply(post=post, **{"wording": fingerprint(post.text), **fields})


def look(post: int, *replies: Reply, asked: datetime = NOW, **fields: Any) -> Look:
    """A look that brought these replies and comes again in an hour."""
    told: dict[str, Any] = {"key": KEY, "next": asked + HOUR, "requests": 1}
    return Look(post=post, asked=asked, replies=replies, **(told | fields))


def matched(post: Post) -> tuple[Post, tuple[Any, ...]]:
    return post, (match(post.whole),)


def remark(key: int, minutes: float, writer: int, *, parent: int | None = None, **fields: Any) -> Remark:
    """Remark ``key`` at the place ``key``, so many minutes after NOW; those of writer 0 are ours."""
    told: dict[str, Any] = {
        "at": NOW + minutes * MINUTE,
        "source": "discourse",
        "kind": "comment" if parent is not None else "post",
        "place": key,
        "url": f"{FORUM}/{key}",
        "writer": writer,
        "parent": parent,
        "language": "en",
    }
    return Remark(key=key, **(told | fields))


def mention(number: int, **fields: Any) -> dict[str, Concern]:
    return {"Acme": Concern(mention=number, **({"status": "new"} | fields))}


def thread(*remarks: Remark, looked: datetime | None = NOW + 10 * HOUR, place: int = 1) -> Thread:
    ordered = tuple(sorted(remarks, key=lambda one: (one.at, one.key)))
    return Thread(place=place, url=FORUM, looked=looked, remarks=ordered)


def is_ours(remark: Remark) -> bool:
    return remark.writer == 0
