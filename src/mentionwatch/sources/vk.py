"""VK, by its API: https://dev.vk.com/ru/method/newsfeed.search and the methods of walls and boards."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Annotated, Any, ClassVar
from urllib.parse import urlsplit

from pydantic import BeforeValidator, Field, StringConstraints

from mentionwatch.plugins import Source
from mentionwatch.sources._told import count, gone, listed
from mentionwatch.sources._vk_api import call
from mentionwatch.sources._vk_lists import Lists, wall_post
from mentionwatch.sources._vk_posts import posts

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mentionwatch.http import Http
    from mentionwatch.model import Post, Search

_PAGE_SIZE = 200
_PAGES = 50
_FRONT = re.compile(r"^(?:https?://)?(?:(?:www|m)\.)?vk\.(?:com|ru)/|^@|(?:(?<=/)|^)board(?=\d+$)")
_FIELDS = "screen_name,members_count,followers_count"


def _short(address: object) -> object:
    """``https://vk.com/starlink`` and ``@starlink`` are ``starlink``."""
    return _FRONT.sub("", address).rstrip("/") if isinstance(address, str) else address


_Group = Annotated[str, BeforeValidator(_short), StringConstraints(pattern=r"^-?[\w.]+$")]
_Board = Annotated[
    str,
    BeforeValidator(_short),
    StringConstraints(pattern=r"^(?:(?:topic)?-?\d+_\d+|(?:club|public|event|-)?\d+)$"),
]


class Vk(Source):
    """Finds public posts on VK by keyword; or, where communities are named, reads their walls with all
    comments (``groups``) and the discussions of their boards (``boards``), which the search does not know.
    """

    whole_threads: ClassVar[bool] = True
    needs: ClassVar[str] = (
        "a service token: id.vk.com/about/business → My apps → create an app → “Service key”; no rights needed"
    )
    limits: ClassVar[str] = (
        "3 requests a second. The search shows no comments, and not every post: VK ranks and filters it. "
        "The answer of a wall or a board is complete."
    )
    example: ClassVar[str] = (
        '[[sources]]\ntype = "vk"\ntoken = "${VK_TOKEN}"\n\n'
        '[[sources]]\ntype = "vk"\ntoken = "${VK_TOKEN}"\ngroups = ["vk.com/starlink"]\n'
        'boards = ["vk.com/topic-123_456"]'
    )

    token: str = Field(min_length=1, repr=False, description="service token, or the token of a user")
    groups: tuple[_Group, ...] = Field(
        default=(), description="communities whose walls and comments are read"
    )
    boards: tuple[_Board, ...] = Field(
        default=(), description="communities whose boards are read, or single topics: vk.com/topic-1_2"
    )
    endpoint: str = Field(default="https://api.vk.ru", pattern=r"^https?://", description="base address")

    @property
    def searches(self) -> bool:  # type: ignore[override]
        """Lists are read once, whatever is searched for."""
        return not (self.groups or self.boards)

    @property
    def key(self) -> str:
        """The address, and the lists that are read."""
        return "/".join([self.endpoint, *self.groups, *self.boards])

    @property
    def host(self) -> str:
        """VK's API."""
        return urlsplit(self.endpoint).netloc

    def fetch(self, http: Http, search: Search) -> Iterator[Post]:
        """What the search finds, or everything new in the communities."""
        if self.searches:
            yield from self._found(http, search)
        lists = self._lists(http)
        for group in self.groups:
            yield from lists.wall(group, search.since)
        for board in self.boards:
            yield from lists.board(board, search.since)

    def replies(self, http: Http, post: Post) -> Iterator[Post]:
        """The comments under a post of a wall."""
        if wall := wall_post(post.url):
            yield from self._lists(http).comments(wall)

    def thread(self, http: Http, post: Post) -> Iterator[Post]:
        """A post of a wall as it is now, and its comments; of a comment those of its wall, itself among them."""
        wall = wall_post(post.url)
        if wall and post.kind == "post":
            told = list(posts(self._call(http, "wall.getById", posts=wall), self.endpoint))
            if not told:
                raise gone(post.url or self.endpoint)
            yield from told
            if told[0].engagement.comments == 0:
                return
        yield from self.replies(http, post)

    def _found(self, http: Http, search: Search) -> Iterator[Post]:
        """Only 1,000 of a search are reachable, so each page asks for what is older than the one before."""
        end: int | None = None
        for _ in http.pages(_PAGES):
            page = self._call(
                http,
                "newsfeed.search",
                q=search.term,  # words, in any form: quotes would make it narrower than the phrase
                start_time=int(search.since.timestamp()),
                end_time=end,
                count=_PAGE_SIZE,
            )
            http.total = http.total or count(page, "total_count")
            yield from posts(page, self.endpoint)
            dates = [date for told in listed(page, "items") if (date := count(told, "date"))]
            if not dates or not page.get("next_from"):
                return
            end = min(dates) if end is None else min(*dates, end - 1)

    def _lists(self, http: Http) -> Lists:
        return Lists(http, lambda method, **params: self._call(http, method, **params), self.endpoint)

    def _call(self, http: Http, method: str, **params: Any) -> dict[str, Any]:
        return call(http, self.endpoint, method, self.token, extended=1, fields=_FIELDS, **params)
