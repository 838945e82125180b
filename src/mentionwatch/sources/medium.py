"""Medium, by its feeds: https://help.medium.com/hc/en-us/articles/214874118"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Annotated, ClassVar
from urllib.parse import urlsplit

from pydantic import Field, StringConstraints

from mentionwatch.plugins import Source
from mentionwatch.sources._feed import walk

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mentionwatch.http import Http
    from mentionwatch.model import Post, Search

_MORE = re.compile(r"\s*Continue reading on [^\n]{0,100}»\s*\Z")
_Name = Annotated[str, StringConstraints(pattern=r"^(?:tag/|@)?[\w.%-]{1,100}(?:/tagged/[\w%-]{1,100})?$")]


class Medium(Source):
    """Reads new stories on Medium with the tags, by the authors, or in the publications that you name."""

    needs: ClassVar[str] = "nothing"
    limits: ClassVar[str] = "The newest 10 of each; of stories for members only the beginning. No search."
    example: ClassVar[str] = '[[sources]]\ntype = "medium"\nfeeds = ["tag/starlink", "@netflixtechblog"]'

    feeds: tuple[_Name, ...] = Field(
        min_length=1, description="tag/NAME, @AUTHOR, PUBLICATION or PUBLICATION/tagged/NAME"
    )
    endpoint: str = Field(default="https://medium.com", pattern=r"^https?://", description="base address")

    @property
    def key(self) -> str:
        """The address, and the feeds."""
        return " ".join([self.endpoint, *self.feeds])

    @property
    def host(self) -> str:
        """One host for all."""
        return urlsplit(self.endpoint).netloc

    def fetch(self, http: Http, search: Search) -> Iterator[Post]:
        """The stories of all feeds."""
        addresses = [f"{self.endpoint.rstrip('/')}/feed/{name}" for name in self.feeds]
        for post in walk(http, addresses, "medium", search.since):
            url = post.url and post.url.partition("?source=")[0]
            yield replace(post, url=url, text=_MORE.sub("", post.text))
