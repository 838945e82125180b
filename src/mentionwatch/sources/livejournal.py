"""LiveJournal, by the feed of each journal: https://www.livejournal.com/support/faq/149.html"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Annotated, ClassVar
from urllib.parse import quote

from pydantic import Field, StringConstraints

from mentionwatch.model import Author
from mentionwatch.plugins import Source
from mentionwatch.sources._feed import walk
from mentionwatch.text.urls import site

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mentionwatch.http import Http
    from mentionwatch.model import Post, Search

_Journal = Annotated[str, StringConstraints(pattern=r"^\w[\w-]{0,50}$|^_[\w-]{1,50}$", to_lower=True)]


class LiveJournal(Source):
    """Reads new posts of the journals and communities on LiveJournal that you name."""

    needs: ClassVar[str] = "the names of journals; set “contact”, LiveJournal asks programs for an address"
    limits: ClassVar[str] = (
        "The newest 25 of each, cut where their author hid the rest; no comments. All of LiveJournal cannot be "
        "searched: use the source yandex with site:livejournal.com."
    )
    example: ClassVar[str] = '[[sources]]\ntype = "livejournal"\njournals = ["drugoi", "ru-auto"]'

    journals: tuple[_Journal, ...] = Field(min_length=1, description="names of journals and communities")
    tag: str | None = Field(default=None, max_length=100, description="only posts with this tag")
    endpoint: str = Field(
        default="https://{journal}.livejournal.com",
        pattern=r"^https?://",
        description="address of a journal, {journal} stands for its name",
    )

    @property
    def key(self) -> str:
        """The address, the journals, and the tag."""
        front = self.endpoint.replace("{journal}.", "").rstrip("/")
        return "/".join([front, *self.journals, *([f"?tag={self.tag}"] if self.tag else [])])

    @property
    def host(self) -> str:
        """One host for all journals, for its limits."""
        return "livejournal.com"

    def fetch(self, http: Http, search: Search) -> Iterator[Post]:
        """The posts of all journals."""
        tag = f"?tag={quote(self.tag)}" if self.tag else ""
        homes = {self._home(journal): journal for journal in self.journals}
        addresses = [f"{home}/data/rss{tag}" for home in homes]
        authors = {site(home): Author(name=name, handle=name, url=home) for home, name in homes.items()}
        for post in walk(http, addresses, "livejournal", search.since):
            yield replace(post, kind="post", author=post.author or authors.get(post.site))

    def _home(self, journal: str) -> str:
        """``ivan_1`` lives at ivan-1.livejournal.com; names that begin or end otherwise than hosts may, elsewhere."""
        name = journal.replace("_", "-")
        if name.startswith("-") or name.endswith("-"):
            return f"{self.endpoint.replace('{journal}', 'users').rstrip('/')}/{journal}"
        return self.endpoint.replace("{journal}", name).rstrip("/")
