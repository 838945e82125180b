"""YouTube's resources to posts: https://developers.google.com/youtube/v3/docs#resource-types."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from mentionwatch.model import Author, Engagement, Post
from mentionwatch.sources._told import count, id_of, inner, language, said, table, word
from mentionwatch.text.clean import tidy
from mentionwatch.text.dates import parse_date
from mentionwatch.text.urls import absolute

if TYPE_CHECKING:
    from collections.abc import Mapping

_WEB = "https://www.youtube.com"
_WATCH = f"{_WEB}/watch?v="


def video(told: Mapping[str, Any], followers: int | None, url: str) -> Post:
    """A video; ``url`` is the address that told it."""
    own, snippet = id_of(told, "id", url=url), inner(told, "snippet", url=url)
    title, text = tidy(word(snippet, "title", url=url)), tidy(said(snippet, "description"))
    channel = said(snippet, "channelId")
    spoken = said(snippet, "defaultAudioLanguage") or said(snippet, "defaultLanguage")
    return Post(
        source="youtube",
        id=own,
        url=_WATCH + own,
        title=title or None,
        text=text,
        author=Author(
            name=tidy(said(snippet, "channelTitle")) or None,
            id=channel or None,
            url=f"{_WEB}/channel/{channel}" if channel else None,
            followers=followers,
        ),
        published=parse_date(said(snippet, "publishedAt")),
        kind="video",
        site="youtube.com",
        language=language(spoken, f"{title} {text}"),
        thread=_WATCH + own,
        engagement=Engagement(
            likes=count(told, "statistics", "likeCount"),
            comments=count(told, "statistics", "commentCount"),
            views=count(told, "statistics", "viewCount"),
        ),
    )


def comment(told: Mapping[str, Any], thread: str | None, url: str) -> Post:
    """A comment. A reply does not name its video, so the ``thread`` that it stands in is told."""
    own, snippet = id_of(told, "id", url=url), inner(told, "snippet", url=url)
    thread = _WATCH + said(snippet, "videoId") if said(snippet, "videoId") else thread
    parent = said(snippet, "parentId")
    channel = said(snippet, "channelId")
    page = f"{thread}&lc=" if thread else f"{_WEB}/channel/{channel}/discussion?lc=" if channel else None
    return Post(
        source="youtube",
        id=own,
        url=page and page + own,
        text=tidy(said(snippet, "textOriginal") or word(snippet, "textDisplay", url=url)),
        author=_author(snippet),
        published=parse_date(said(snippet, "publishedAt")),
        kind="comment",
        site="youtube.com",
        thread=thread,
        parent=page + parent if page and parent else thread,
        engagement=Engagement(likes=count(snippet, "likeCount")),
    )


def _author(snippet: dict[str, Any]) -> Author | None:
    """Who wrote a comment; the names shown are handles now (``@name``)."""
    name, channel = tidy(said(snippet, "authorDisplayName")), said(table(snippet, "authorChannelId"), "value")
    if not name and not channel:
        return None
    return Author(
        name=name or None,
        handle=name[1:] if name.startswith("@") else None,
        id=channel or None,
        url=f"{_WEB}/channel/{channel}" if channel else absolute(said(snippet, "authorChannelUrl")),
    )
