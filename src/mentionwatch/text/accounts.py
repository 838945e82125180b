"""Our own accounts: what they write is a reply or an announcement, not a mention."""

from __future__ import annotations

from collections.abc import Sequence

from mentionwatch.model import Author, Post, Topic
from mentionwatch.text.urls import identity


class OwnAccounts:
    """Knows the ``own_accounts`` of topics: handles (``@starlink_ru``) and addresses (``vk.com/starlink``)."""

    def __init__(self, topics: Sequence[Topic]) -> None:
        self._own = {topic.name: {spelled(account) for account in topic.own_accounts} for topic in topics}
        self._any: set[str] = set().union(*self._own.values())
        self._has_places = any("/" in name or "." in name for name in self._any)

    def wrote(self, post: Post, topic: str) -> bool:
        """Whether the post was written by one of the topic's own accounts."""
        own = self._own.get(topic)
        return bool(own and post.author and own & addresses(post.author))

    def any_wrote(self, post: Post) -> bool:
        """Whether the post was written by an own account of any topic."""
        author = post.author
        if not (self._any and author):
            return False
        if any(name and spelled(name) in self._any for name in (author.handle, author.id)):
            return True
        return bool(self._has_places and author.url and spelled(author.url) in self._any)


def addresses(author: Author) -> set[str]:
    """Everything that an author can be told by; display names are left out, since anybody can choose any."""
    return {spelled(name) for name in (author.handle, author.id, author.url) if name}


def spelled(name: str) -> str:
    """One spelling for a handle with or without @, and for an address with or without its scheme."""
    name = name.strip()
    if "/" in name:
        return identity(name if "://" in name else f"https://{name}") or name.casefold()
    return name.lstrip("@").casefold()
