"""Reddit's things and feed entries to posts: https://www.reddit.com/dev/api#fullnames."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from mentionwatch.model import Author, Engagement, Post
from mentionwatch.sources._told import count, id_of, inner, listed, need, said, table, word
from mentionwatch.text.clean import to_text
from mentionwatch.text.dates import parse_date
from mentionwatch.text.urls import absolute, site

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_WEB = "https://www.reddit.com"
_PLACE = re.compile(r"/comments/(\w{1,16})(?:/([^/]*)(?:/(\w{1,16}))?)?/?\Z")
_SIGNATURE = re.compile(r"\s*submitted by[^\n\[]{1,200}\n?\s*\[link\]\s*\[(?:\d+ )?comments?\]\s*\Z")
_REMOVED = ("[deleted]", "[removed]")


def post(thing: dict[str, Any], url: str) -> Post:
    """A post (``t3``) or a comment (``t1``) as the API tells it; ``url`` is the address that told it."""
    told = inner(thing, "data", url=url)
    path = word(told, "permalink", url=url).partition("?")[0]
    comment = need(thing, "kind", url=url) == "t1"
    return Post(
        source="reddit",
        id=id_of(told, "name", url=url),
        url=_WEB + path,
        title=None if comment else to_text(said(told, "title")) or None,
        text=_text(told),
        author=_author(said(told, "author"), said(told, "author_fullname")),
        published=parse_date(need(told, "created_utc", url=url)),
        kind="comment" if comment else "post",
        site="reddit.com",
        thread=_thread(path),
        parent=_parent(path, said(told, "parent_id")) if comment else None,
        engagement=Engagement(
            likes=count(told, "score"),
            comments=None if comment else count(told, "num_comments"),  # a comment tells those of its post
            shares=count(told, "num_crossposts"),
        ),
    )


def opening(listing: dict[str, Any], url: str) -> Iterator[Post]:
    """The post that a listing of comments begins with."""
    return (post(thing, url) for thing in _children(listing) if thing.get("kind") == "t3")


def replies(listing: dict[str, Any], url: str) -> Iterator[Post]:
    """The comments of a listing and below them, without recursion: threads run deep."""
    waiting = _children(listing)[::-1]
    while waiting:
        thing = waiting.pop()
        waiting += _children(table(thing, "data").get("replies"))[::-1]
        if thing.get("kind") == "t1":  # "more" only counts what is not shown
            yield post(thing, url)


def place(post: Post) -> tuple[str, str | None]:
    """The numbers of the thread that a post stands in, and of the comment that it is."""
    found = _PLACE.search(post.url or "")
    return (found[1], found[3]) if found else (post.id.removeprefix("t3_"), None)


def entries(posts: Iterable[Post]) -> Iterator[Post]:
    """The entries of a feed, as the API would tell them."""
    for each in posts:
        found = _PLACE.search(each.url or "")
        if not found:  # a search shows subreddits, too
            continue
        path = (each.url or "").partition(site(each.url) or "")[2]
        comment = found[3] is not None
        name = (each.author.name or "").removeprefix("/u/") if each.author else ""
        yield replace(
            each,
            id=f"t1_{found[3]}" if comment else f"t3_{found[1]}",
            url=_WEB + path,
            title=None if comment else each.title,
            text=_SIGNATURE.sub("", each.text),
            author=_author(name, ""),
            kind="comment" if comment else "post",
            site="reddit.com",
            thread=_thread(path),
            parent=None,
        )


def _thread(path: str) -> str:
    """The address of the post that a comment's path begins with."""
    found = _PLACE.search(path)
    return _WEB + (path.rstrip("/").rpartition("/")[0] + "/" if found and found[3] else path)


def _parent(path: str, parent: str) -> str:
    """The address of what a comment answers: another comment (``t1_``), or the post."""
    return _thread(path) + (parent.removeprefix("t1_") + "/" if parent.startswith("t1_") else "")


def _children(listing: object) -> list[dict[str, Any]]:
    return listed(table(listing, "data"), "children")


def _text(told: dict[str, Any]) -> str:
    """What the author wrote, without what is quoted; what a post links to is part of what it says."""
    html = said(told, "body_html") or said(told, "selftext_html")
    text = to_text(html or said(told, "body") or said(told, "selftext"), quotes=False)
    link = None if told.get("is_self") or "body" in told else absolute(said(told, "url"), _WEB)
    return "\n".join(part for part in (link, text) if part and part not in _REMOVED)


def _author(name: str, identifier: str) -> Author | None:
    if not name or name in _REMOVED:
        return None
    return Author(name=name, handle=name, id=identifier or name, url=f"{_WEB}/user/{name}")
