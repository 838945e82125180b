"""What the readers of feeds hand over: a post as the feed wrote it, before anything was made of it."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(slots=True, kw_only=True)
class Draft:
    """One post in the feed's own words: HTML, relative links, dates in any shape; empty is not told."""

    id: str = ""
    link: str = ""
    base: str = ""
    title: str = ""
    body: str = ""
    date: str = ""
    author: str = ""
    author_url: str = ""
    comments: str = ""
    likes: str = ""
    views: str = ""
    reply_to: str = ""
    publisher: str = ""
    publisher_url: str = ""
    video: bool = False


@dataclass(slots=True, kw_only=True)
class Channel:
    """The feed itself, and its drafts in their order."""

    title: str = ""
    link: str = ""
    language: str | None = None
    next: str = ""
    drafts: list[Draft] = field(default_factory=list)
