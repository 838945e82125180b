"""LiveJournal, by the feed of each journal: https://www.livejournal.com/support/faq/149.html"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Annotated, Any, ClassVar
from urllib.parse import quote

from pydantic import Field, StringConstraints

from mentionwatch.model import Author, Post
from mentionwatch.plugins import Source
from mentionwatch.sources._feed import walk
from mentionwatch.sources._told import count, number, said, tables
from mentionwatch.text.clean import tidy, to_text
from mentionwatch.text.dates import parse_date
from mentionwatch.text.urls import absolute, identity, site

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mentionwatch.http import Http
    from mentionwatch.model import Search

_PAGES = 20
_NUMBER = re.compile(r"(\d{1,12})\.html")
_Journal = Annotated[str, StringConstraints(pattern=r"^\w[\w-]{0,50}$|^_[\w-]{1,50}$", to_lower=True)]


class LiveJournal(Source):
    """Reads new posts of the journals and communities on LiveJournal that you name."""

    needs: ClassVar[str] = "the names of journals; set “contact”, LiveJournal asks programs for an address"
    limits: ClassVar[str] = (
        "The newest 25 of each, cut where their author hid the rest. Comments are read under a mention, as its own "
        "pages read them, which is not documented and may change. All of LiveJournal cannot be searched: use the "
        "source yandex with site:livejournal.com."
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

    def replies(self, http: Http, post: Post) -> Iterator[Post]:
        """All comments under a post of one of the journals."""
        homes = {self._home(journal): journal for journal in self.journals}
        home, _, name = (post.url or "").rpartition("/")
        journal = next((homes[each] for each in homes if identity(each) == identity(home)), None)
        entry = _NUMBER.fullmatch(name)
        if journal is None or entry is None or post.kind != "post":
            return
        asked = {"journal": journal, "itemid": entry[1], "flat": "", "skip": "", "expand_all": 1}
        seen: set[int] = set()
        for page in http.pages(_PAGES):
            answer = http.json(f"{self._home(journal)}/__rpc_get_thread", params={**asked, "page": page})
            told = tables(answer, "comments", url=self._home(journal))
            fresh = [each for each in told if count(each, "dtalkid") not in seen]
            seen |= {own for each in fresh if (own := count(each, "dtalkid"))}
            yield from (comment for each in fresh if (comment := _comment(each, post)))
            if not fresh or len(seen) >= (count(answer, "replycount") or 0):
                return

    def _home(self, journal: str) -> str:
        """``ivan_1`` lives at ivan-1.livejournal.com; names that begin or end otherwise than hosts may, elsewhere."""
        name = journal.replace("_", "-")
        if name.startswith("-") or name.endswith("-"):
            return f"{self.endpoint.replace('{journal}', 'users').rstrip('/')}/{journal}"
        return self.endpoint.replace("{journal}", name).rstrip("/")


def _comment(told: dict[str, Any], entry: Post) -> Post | None:
    """A comment; none where it was deleted, screened, or is folded away."""
    own, above = number(told, "dtalkid", url=entry.url or ""), count(told, "parent")
    text = to_text(said(told, "article"), quotes=False)
    if not text or told.get("deleted") or not told.get("shown", 1):
        return None
    handle = said(told, "uname")
    return Post(
        source="livejournal",
        id=f"{entry.url}?thread={own}",
        url=_place(entry, own),
        title=to_text(said(told, "subject")) or None,
        text=text,
        author=Author(
            name=tidy(said(told, "dname")) or handle,
            handle=handle,
            url=absolute(said(told, "commenter_journal_base")),
        )
        if handle
        else None,
        published=parse_date(count(told, "ctime_ts")),
        kind="comment",
        site=site(entry.url),
        thread=entry.url,
        parent=_place(entry, above) if above else entry.url,
    )


def _place(entry: Post, comment: int) -> str:
    return f"{entry.url}?thread={comment}#t{comment}"
