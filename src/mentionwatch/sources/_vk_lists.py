"""Walls, comments and boards of VK communities, read whole and newest first."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any, TypeAlias

from mentionwatch.sources import _vk_posts as told
from mentionwatch.sources._told import count, id_of, listed, recent, said

if TYPE_CHECKING:
    from datetime import datetime

    from mentionwatch.http import Http
    from mentionwatch.model import Post

PAGE_SIZE = 100
_PAGES = 50
_BEFORE_COMMENTS = timedelta(days=7)  # comments come to posts that are older than they are
_OWN_NUMBER = re.compile(r"(?:club|public|event|-)?(\d+)")
_TOPIC = re.compile(r"(?:topic)?-?(\d+)_(\d+)")
_WALL = re.compile(r"wall(-?\d+)_(\d+)")

Call: TypeAlias = Callable[..., dict[str, Any]]
"""A method of the API and its parameters, to its ``response``."""


@dataclass(frozen=True, slots=True)
class Lists:
    """What reads them; ``endpoint`` is told in errors."""

    http: Http
    call: Call
    endpoint: str

    def wall(self, group: str, since: datetime) -> Iterator[Post]:
        """The newest posts of a community, each followed by its newest comments."""
        number = _OWN_NUMBER.fullmatch(group)
        owner = {"owner_id": f"-{number[1]}"} if number else {"domain": group}
        for post in recent(self._posts(owner), since - _BEFORE_COMMENTS):
            if post.published is None or post.published >= since:
                yield post
            if post.engagement.comments:
                yield from recent(self.comments(post.id), since, PAGE_SIZE)  # an old one may be answered anew

    def comments(self, post: str) -> Iterator[Post]:
        """The comments under a post ``OWNER_NUMBER`` with those that answer them, newest threads first."""
        owner, number = post.split("_")
        asked = {"owner_id": owner, "post_id": number, "thread_items_count": 10}
        for told_comment, people in self._pages("wall.getComments", asked):
            yield from self._thread(told_comment, people, asked)

    def board(self, board: str, since: datetime) -> Iterator[Post]:
        """The newest comments of a topic ``GROUP_TOPIC``, or of all topics of a community's boards."""
        one = _TOPIC.fullmatch(board)
        group = one[1] if one else _OWN_NUMBER.fullmatch(board)[1]  # type: ignore[index]
        for topic, title in [(one[2], "")] if one else self._topics(group, since):
            yield from recent(self._board_comments(group, topic, title), since)

    def _posts(self, owner: dict[str, str]) -> Iterator[Post]:
        for page in self._answers("wall.get", owner):
            yield from told.posts(page, self.endpoint)

    def _thread(self, comment: dict[str, Any], people: told.People, asked: dict[str, Any]) -> Iterator[Post]:
        """A comment that was not deleted, and all that answer it, whether or not it was."""
        answers, known = listed(comment.get("thread"), "items"), people
        if not comment.get("deleted"):
            yield told.comment(comment, people, self.endpoint)
        if (count(comment, "thread", "count") or 0) > len(answers):
            below = {**asked, "comment_id": id_of(comment, "id", url=self.endpoint)}
            for answer, known in self._pages("wall.getComments", below):
                yield from self._kept(answer, known)
        else:
            for answer in answers:
                yield from self._kept(answer, known)

    def _kept(self, comment: dict[str, Any], people: told.People) -> Iterator[Post]:
        if not comment.get("deleted"):
            yield told.comment(comment, people, self.endpoint)

    def _topics(self, group: str, since: datetime) -> Iterator[tuple[str, str]]:
        """Topics with anything new, the newest first."""
        for page in self._answers("board.getTopics", {"group_id": group, "order": 1}):
            for topic in listed(page, "items"):
                if (count(topic, "updated") or 0) >= since.timestamp():
                    yield id_of(topic, "id", url=self.endpoint), said(topic, "title")
                elif not topic.get("is_fixed"):
                    return

    def _board_comments(self, group: str, topic: str, title: str) -> Iterator[Post]:
        asked = {"group_id": group, "topic_id": topic}
        for comment, people in self._pages("board.getComments", asked):
            yield told.board_comment(comment, people, f"-{group}_{topic}", title, self.endpoint)

    def _pages(self, method: str, asked: dict[str, Any]) -> Iterator[tuple[dict[str, Any], told.People]]:
        for page in self._answers(method, {**asked, "sort": "desc", "need_likes": 1}):
            people = told.People.of(page)
            for each in listed(page, "items"):
                yield each, people

    def _answers(self, method: str, asked: dict[str, Any]) -> Iterator[dict[str, Any]]:
        """The pages of a list, until one is empty or all that the list counts was read."""
        for number in self.http.pages(_PAGES):
            offset = (number - 1) * PAGE_SIZE
            page = self.call(method, **asked, count=PAGE_SIZE, offset=offset or None)
            yield page
            if not listed(page, "items") or offset + PAGE_SIZE >= (count(page, "count") or 0):
                return


def wall_post(url: str | None) -> str | None:
    """``OWNER_NUMBER`` of the post of a wall that an address leads to."""
    found = _WALL.search(url or "")
    return f"{found[1]}_{found[2]}" if found else None
