"""Lemmy's views to posts; in version 4 counts stand within the post, in version 3 beside it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from mentionwatch.model import Author, Engagement, Post
from mentionwatch.sources._told import count, inner, language, listed, number, said, table, tables, word
from mentionwatch.text.clean import to_text
from mentionwatch.text.dates import parse_date
from mentionwatch.text.urls import absolute, site

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime

_LISTS = ("search", "comments", "items", "results")


@dataclass(frozen=True, slots=True, kw_only=True)
class Server:
    """Who tells the posts: its address, and the codes of its languages by their numbers there."""

    url: str
    languages: Mapping[int | None, str] = field(default_factory=dict)


def languages(site: Any) -> dict[int | None, str]:
    """The codes of the languages of a server by number, as it tells them of itself."""
    return {count(each, "id"): said(each, "code") for each in listed(site, "all_languages")}


def views(page: Any, url: str) -> list[dict[str, Any]]:
    """The list of a page of version 4, whose name changed between releases."""
    name = next((name for name in _LISTS if isinstance(page, dict) and name in page), _LISTS[0])
    return tables(page, name, url=url)


def post(view: dict[str, Any], server: Server) -> Post:
    """A post."""
    url = server.url
    told = inner(view, "post", url=url)
    counts = table(view, "counts") or told
    page = absolute(said(told, "ap_id"), url)
    link = absolute(said(told, "url"), url)
    title, body = to_text(word(told, "name", url=url)), _text(told, "body")
    return Post(
        source="lemmy",
        id=f"{urlsplit(url).netloc}/post/{number(told, 'id', url=url)}",
        url=page,
        title=title or None,
        text="\n".join(part for part in (link, body) if part),  # what a post links to is part of what it says
        author=_author(table(view, "creator")),
        published=_published(told),
        kind="post",
        site=site(page),
        language=_language(told, f"{title} {body}", server),
        thread=page,
        engagement=Engagement(likes=count(counts, "upvotes"), comments=count(counts, "comments")),
    )


def addresses(told: Iterable[dict[str, Any]]) -> dict[str, str]:
    """The addresses of comments by their numbers on the server that tells them."""
    found = (
        (table(view, "comment").get("id"), absolute(said(table(view, "comment"), "ap_id"))) for view in told
    )
    return {str(own): page for own, page in found if page}


def comment(view: dict[str, Any], server: Server, known: Mapping[str, str] | None = None) -> Post:
    """A comment; ``known`` are the addresses of others by number."""
    url = server.url
    told = inner(view, "comment", url=url)
    counts = table(view, "counts") or told
    text = _text(told, "content")
    page, thread = absolute(said(told, "ap_id"), url), absolute(said(table(view, "post"), "ap_id"), url)
    return Post(
        source="lemmy",
        id=f"{urlsplit(url).netloc}/comment/{number(told, 'id', url=url)}",
        url=page,
        text=text,
        author=_author(table(view, "creator")),
        published=_published(told),
        kind="comment",
        site=site(page),
        language=_language(told, text, server),
        thread=thread,
        parent=_parent(said(told, "path"), url, known or {}) or thread,
        engagement=Engagement(likes=count(counts, "upvotes"), comments=count(counts, "child_count")),
    )


def _parent(path: str, url: str, known: Mapping[str, str]) -> str | None:
    """The comment above in a path ``0.12.34``, whose last part is the comment's own number."""
    above = path.split(".")[1:-1]
    if not above or not above[-1].isdecimal():
        return None
    return known.get(above[-1]) or f"{url.rstrip('/')}/comment/{above[-1]}"


def _text(told: dict[str, Any], key: str) -> str:
    """Markdown without the lines that quote others. What was taken down keeps no text."""
    if told.get("removed") or told.get("deleted"):
        return ""
    lines = said(told, key).splitlines()
    return to_text("\n".join(line for line in lines if not line.lstrip().startswith(">")))


def _published(told: dict[str, Any]) -> datetime | None:
    return parse_date(said(told, "published_at") or said(told, "published"))


def _language(told: dict[str, Any], text: str, server: Server) -> str | None:
    return language(server.languages.get(count(told, "language_id"), ""), text)


def _author(told: dict[str, Any]) -> Author | None:
    page, name = absolute(said(told, "ap_id") or said(told, "actor_id")), said(told, "name")
    if not name:
        return None
    return Author(
        name=to_text(said(told, "display_name")) or name,
        handle=f"{name}@{site(page)}" if page else name,
        id=page,
        url=page,
    )
