"""Substack, by the feed of each publication."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, ClassVar

from pydantic import Field, StringConstraints

from mentionwatch.plugins import Source
from mentionwatch.sources._feed import walk

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mentionwatch.http import Http
    from mentionwatch.model import Post, Search

_Publication = Annotated[
    str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9-]*(?:\.[a-z0-9-]+)*$", to_lower=True, max_length=200)
]


class Substack(Source):
    """Reads new letters of the publications on Substack that you name."""

    needs: ClassVar[str] = "nothing"
    limits: ClassVar[str] = (
        "The newest 20 of each; of paid letters only the beginning. No comments, no search."
    )
    example: ClassVar[str] = (
        '[[sources]]\ntype = "substack"\npublications = ["platformer", "www.heated.world"]'
    )

    publications: tuple[_Publication, ...] = Field(
        min_length=1, description="names, NAME.substack.com, or hosts of their own"
    )

    @property
    def key(self) -> str:
        """The publications."""
        return " ".join(["substack", *self.publications])

    @property
    def host(self) -> str:
        """One host for all, for its limits."""
        return "substack.com"

    def fetch(self, http: Http, search: Search) -> Iterator[Post]:
        """The letters of all publications."""
        hosts = (name if "." in name else f"{name}.substack.com" for name in self.publications)
        yield from walk(http, [f"https://{host}/feed" for host in hosts], "substack", search.since)
