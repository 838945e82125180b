"""VK's objects to posts: https://dev.vk.com/ru/reference/objects/post and its neighbours."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from mentionwatch.model import Author, Engagement, Post
from mentionwatch.sources._told import count, listed, number, said, table
from mentionwatch.text.clean import to_text
from mentionwatch.text.dates import parse_date

if TYPE_CHECKING:
    from collections.abc import Iterator

PAGE = "https://vk.com/"

# [club1|Name], [id1:bp-2_3|Name] and [https://...|words] show their second part, a shortened link its whole.
_MENTION = re.compile(r"\[(?:(?:id|club|public|event)\d+(?::[\w-]+)?|https?://[^|\]\s]+)\|([^\]|]+)\]")
_ALIAS = re.compile(r"\[#alias\|[^|\]]*\|([^|\]]+)\]")
_ATTACHED = {"link": ("title", "url"), "video": ("title",), "poll": ("question",), "article": ("title",)}


@dataclass(frozen=True, slots=True)
class People:
    """The authors that an answer names, by id; communities have negative ones."""

    known: dict[int, Author]

    @classmethod
    def of(cls, response: dict[str, Any]) -> People:
        """Those in ``profiles`` and ``groups`` of an answer."""
        people = {
            own: _person(each, own) for each in listed(response, "profiles") if (own := count(each, "id"))
        }
        groups = {
            -own: _group(each, own) for each in listed(response, "groups") if (own := count(each, "id"))
        }
        return cls({**people, **groups})

    def author(self, own: int) -> Author:
        """The author of that id, by its id alone where the answer does not name it."""
        known = self.known.get(own)
        return known or Author(id=str(own), url=PAGE + (f"id{own}" if own > 0 else f"club{-own}"))


def posts(response: dict[str, Any], endpoint: str) -> Iterator[Post]:
    """The posts of a wall or of a search, in the order of the answer."""
    people = People.of(response)
    for told in listed(response, "items"):
        if said(told, "post_type") == "reply":
            yield comment(told, people, endpoint)
        else:
            yield _post(told, people, endpoint)


def comment(told: dict[str, Any], people: People, endpoint: str) -> Post:
    """A comment under a post of a wall."""
    owner, own = number(told, "owner_id", url=endpoint), number(told, "id", url=endpoint)
    thread = f"{PAGE}wall{owner}_{number(told, 'post_id', url=endpoint)}"
    stack = _numbers(told.get("parents_stack"))
    answered = count(told, "reply_to_comment") or (stack[-1] if stack else None)
    return Post(
        source="vk",
        id=f"{owner}_{own}",
        url=_address(thread, own, stack),
        text=_text(told),
        author=people.author(number(told, "from_id", url=endpoint)),
        published=parse_date(number(told, "date", url=endpoint)),
        kind="comment",
        site="vk.com",
        thread=thread,
        parent=_address(thread, answered, stack) if answered else thread,
        engagement=Engagement(likes=count(told, "likes", "count"), comments=count(told, "thread", "count")),
    )


def _address(thread: str, own: int, stack: list[int]) -> str:
    """The address of a comment; one that stands below another names the one at the top."""
    return f"{thread}?reply={own}" + (f"&thread={stack[0]}" if stack and own != stack[0] else "")


def board_comment(told: dict[str, Any], people: People, topic: str, title: str, endpoint: str) -> Post:
    """A comment of a community's board; ``topic`` is ``-GROUP_TOPIC``."""
    own = number(told, "id", url=endpoint)
    return Post(
        source="vk",
        id=f"topic{topic}_{own}",
        url=f"{PAGE}topic{topic}?post={own}",
        title=to_text(title) or None,
        text=_text(told),
        author=people.author(number(told, "from_id", url=endpoint)),
        published=parse_date(number(told, "date", url=endpoint)),
        kind="comment",
        site="vk.com",
        thread=f"{PAGE}topic{topic}",
        parent=f"{PAGE}topic{topic}",
        engagement=Engagement(likes=count(told, "likes", "count")),
    )


def _post(told: dict[str, Any], people: People, endpoint: str) -> Post:
    owner, own = number(told, "owner_id", url=endpoint), number(told, "id", url=endpoint)
    url = f"{PAGE}wall{owner}_{own}"
    return Post(
        source="vk",
        id=f"{owner}_{own}",
        url=url,
        text=_text(told),
        author=people.author(number(told, "from_id", url=endpoint)),
        published=parse_date(number(told, "date", url=endpoint)),
        kind="post",
        site="vk.com",
        thread=url,
        engagement=Engagement(
            likes=count(told, "likes", "count"),
            comments=count(told, "comments", "count"),
            shares=count(told, "reposts", "count"),
            views=count(told, "views", "count"),
        ),
    )


def _numbers(told: object) -> list[int]:
    return [each for each in told if isinstance(each, int)] if isinstance(told, list) else []


def _text(told: dict[str, Any]) -> str:
    """What the author wrote and attached. A repost's original is somebody else's."""
    own = _MENTION.sub(r"\1", _ALIAS.sub(r"\1", said(told, "text")))
    attached = [
        said(table(each, kind), name)
        for each in listed(told, "attachments")
        for kind in [said(each, "type")]
        for name in _ATTACHED.get(kind, ())
    ]
    return "\n".join(text for part in (own, *attached) if (text := to_text(part)))


def _person(told: dict[str, Any], own: int) -> Author:
    name = " ".join(part for key in ("first_name", "last_name") if (part := said(told, key)))
    handle = said(told, "screen_name") or f"id{own}"
    return Author(
        name=to_text(name) or None,
        handle=handle,
        id=str(own),
        url=PAGE + handle,
        followers=count(told, "followers_count"),
    )


def _group(told: dict[str, Any], own: int) -> Author:
    handle = said(told, "screen_name") or f"club{own}"
    return Author(
        name=to_text(said(told, "name")) or None,
        handle=handle,
        id=str(-own),
        url=PAGE + handle,
        followers=count(told, "members_count"),
    )
