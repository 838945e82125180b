"""The preview of a Telegram channel, as t.me lays it out, to posts."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from selectolax.lexbor import LexborHTMLParser

from mentionwatch.errors import LayoutChanged
from mentionwatch.model import Author, Engagement, Post
from mentionwatch.text.clean import is_deep, to_text
from mentionwatch.text.dates import parse_date
from mentionwatch.text.urls import absolute

if TYPE_CHECKING:
    from collections.abc import Sequence

    from selectolax.lexbor import LexborNode

_LONGEST = 1_000_000  # a page of twenty posts has a fifth of it
_MESSAGE = ".tgme_widget_message[data-post]"
_COMMENT = ".tgme_widget_message[data-post-id]"
_MOST_POSTS = 100
_MOST_PARTS = 50  # of a post: its text, the options of a poll
_WEB = "https://t.me/"
_NUMBER = re.compile(r"(\d{1,12}(?:[.,]\d{1,3})?)\s?([KMB]?)")
_TIMES = {"": 1, "K": 1_000, "M": 1_000_000, "B": 1_000_000_000}
_PLACE = re.compile(r"(\w{1,64})/(\d{1,12})", re.ASCII)
_ACCOUNT = re.compile(r"https?://t\.me/([a-z]\w{2,31})(?:/\d{1,12})?", re.ASCII | re.IGNORECASE)
_TEXTS = (
    ".js-message_text, .tgme_widget_message_poll_question, .tgme_widget_message_poll_option_text, "
    ".link_preview_title, .tgme_widget_message_document_title"
)


@dataclass(frozen=True, slots=True)
class Page:
    """Posts, newest first, and the number that older ones are before, if there are any."""

    posts: Sequence[Post]
    before: int | None


def read(html: str, *, url: str) -> Page:
    """A page of a channel's preview. Raises LayoutChanged for what is none."""
    html = html[:_LONGEST]
    page = LexborHTMLParser("" if is_deep(html) else html)
    # Messages within messages would be read again and again.
    if page.css_first(".tgme_channel_history") is None or page.css_first(f"{_MESSAGE} {_MESSAGE}"):
        raise LayoutChanged("telegram-layout", url=url)
    followers = _followers(page)
    found = [
        _post(node, followers, url)
        for node in page.css(_MESSAGE)[:_MOST_POSTS]
        if "service_message" not in _classes(node)
    ]
    if found and not any(post.published for post in found):
        raise LayoutChanged("telegram-layout", url=url)
    more = page.css_first(".js-messages_more[data-before]")
    before = more.attributes["data-before"] if more else None
    return Page(found[::-1], int(before) if before and before.isascii() and before.isdigit() else None)


def discussion(html: str, post: Post, *, url: str) -> list[Post]:
    """The comments under a post, as the widget of its discussion shows them, newest first: none where it has no
    discussion. Raises LayoutChanged for what is no such widget. https://core.telegram.org/widgets/discussion
    """
    html = html[:_LONGEST]
    page = LexborHTMLParser("" if is_deep(html) else html)
    shown = page.css_first(".tgme_post_discussion")
    if shown is None or page.css_first(f"{_COMMENT} {_COMMENT}"):
        raise LayoutChanged("telegram-layout", url=url)
    found = [_comment(node, post, url) for node in shown.css(_COMMENT)[:_MOST_POSTS]]
    if not found and page.css_first(".tme_no_messages_found, .tgme_post_discussion_header") is None:
        raise LayoutChanged("telegram-layout", url=url)
    return found[::-1]


def _comment(node: LexborNode, post: Post, url: str) -> Post:
    own = node.attributes["data-post-id"] or ""
    time = node.css_first(".tgme_widget_message_date time[datetime]")
    if not own.isascii() or not own.isdigit() or time is None:
        raise LayoutChanged("telegram-layout", url=url)
    answered = node.css_first(".tgme_widget_message_reply[data-reply-to]")
    above = (answered.attributes["data-reply-to"] or "") if answered else ""
    return Post(
        source="telegram",
        id=f"{post.id}?comment={own}",
        url=f"{post.url}?comment={own}",
        text=_text(node),
        author=_named(node.css_first(".tgme_widget_message_author .tgme_widget_message_author_name")),
        published=parse_date(time.attributes["datetime"]),
        kind="comment",
        site=post.site,
        thread=post.url,
        parent=f"{post.url}?comment={above}" if above.isascii() and above.isdigit() else post.url,
        engagement=Engagement(likes=_reactions(node)),
    )


def _named(shown: LexborNode | None) -> Author | None:
    """Whom a page names: a name, and an address where they have one that is public."""
    name = to_text(shown.html or "") if shown else ""
    if shown is None or not name:
        return None
    link = absolute(shown.attributes.get("href"), _WEB)
    account = _ACCOUNT.fullmatch(link or "")
    handle = account[1] if account else None
    return Author(name=name, handle=handle, id=handle, url=_WEB + handle if handle else link)


def _post(node: LexborNode, followers: int | None, url: str) -> Post:
    place = _PLACE.fullmatch(node.attributes["data-post"] or "")
    time = node.css_first(".tgme_widget_message_date time[datetime]")
    if not place:
        raise LayoutChanged("telegram-layout", url=url)
    answered = node.css_first(".tgme_widget_message_reply[href]")
    return Post(
        source="telegram",
        id=place[0],
        url=_WEB + place[0],
        text=_text(node),
        author=_author(node, place[1], followers),
        published=parse_date(time.attributes["datetime"]) if time else None,
        kind="post",
        site=urlsplit(_WEB).netloc,
        thread=_WEB + place[0],
        parent=absolute(answered.attributes["href"], _WEB) if answered else None,
        engagement=Engagement(likes=_reactions(node), views=_views(node)),
    )


def _text(node: LexborNode) -> str:
    """What is written in a post; a poll's question and options, and the title of a link, are part of it."""
    parts = [
        part for part in node.css(_TEXTS) if "js-message_text" not in _classes(part.parent)
    ]  # albums nest it
    return "\n".join(text for part in parts if (text := to_text(part.html or "")))


def _classes(node: LexborNode | None) -> list[str]:
    return (node.attributes.get("class") or "").split() if node else []


def _author(node: LexborNode, channel: str, followers: int | None) -> Author:
    """The channel; of a message that it forwards from elsewhere, who wrote that."""
    original = _named(node.css_first(".tgme_widget_message_forwarded_from_name"))
    if original and original.handle != channel:
        return original
    name = _words(node, ".tgme_widget_message_owner_name")
    return Author(name=name or None, handle=channel, id=channel, url=_WEB + channel, followers=followers)


def _followers(page: LexborHTMLParser) -> int | None:
    for counter in page.css(".tgme_channel_info_counter"):
        if "subscriber" in counter.text():
            return _count(_words(counter, ".counter_value"))
    return None


def _views(node: LexborNode) -> int | None:
    return _count(_words(node, ".tgme_widget_message_views"))


def _reactions(node: LexborNode) -> int | None:
    """Reactions of all kinds together: what they mean is up to each channel."""
    counts = [_count(reaction.text(deep=False).strip()) for reaction in node.css(".tgme_reaction")]
    return sum(each or 0 for each in counts) if counts else None


def _words(node: LexborNode, selector: str) -> str:
    found = node.css_first(selector)
    return to_text(found.html or "") if found else ""


def _count(text: str) -> int | None:
    """``578``, ``1.5K``, ``2M``."""
    found = _NUMBER.fullmatch(text.upper())
    return round(float(found[1].replace(",", ".")) * _TIMES[found[2]]) if found else None
