"""dev.to, and other sites that run on Forem: https://developers.forem.com/api/v1"""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any, ClassVar
from urllib.parse import urlsplit

from pydantic import Field, StringConstraints

from mentionwatch.model import Author, Engagement, Post
from mentionwatch.plugins import Source
from mentionwatch.sources._told import count, id_of, language, listed, recent, said, table, tables, word
from mentionwatch.text.clean import tidy, to_text
from mentionwatch.text.dates import parse_date
from mentionwatch.text.urls import absolute, site

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mentionwatch.http import Http
    from mentionwatch.model import Search

_PAGE = 100
_PAGES = 10
_ACCEPT = {"accept": "application/vnd.forem.api-v1+json"}
_Tag = Annotated[str, StringConstraints(pattern=r"^\w{1,50}$", to_lower=True)]


class DevTo(Source):
    """Reads new articles on dev.to (or another Forem), all or those with the tags that you name: title, summary and
    tags. Comments under an article are read when its mention is followed.
    """

    needs: ClassVar[str] = "nothing"
    limits: ClassVar[str] = (
        "No search, and no whole texts: for these use the source rss with dev.to/feed/tag/NAME. A list with a tag "
        "holds what is liked most first, of the last days."
    )
    example: ClassVar[str] = '[[sources]]\ntype = "devto"\ntags = ["python", "networking"]'

    tags: tuple[_Tag, ...] = Field(default=(), description="only articles with one of these tags")
    endpoint: str = Field(default="https://dev.to", pattern=r"^https?://", description="base address")

    @property
    def key(self) -> str:
        """The address, and the tags."""
        return "/".join([self.endpoint.rstrip("/"), *self.tags])

    def fetch(self, http: Http, search: Search) -> Iterator[Post]:
        """The newest articles, or those of each tag."""
        if not self.tags:
            yield from recent(self._pages(http, "articles/latest"), search.since)
        days = max(1, (http.now - search.since).days + 1)
        for tag in self.tags:
            yield from recent(self._pages(http, "articles", tag=tag, top=days), search.since, patience=_PAGE)

    def replies(self, http: Http, post: Post) -> Iterator[Post]:
        """All comments under an article."""
        told = self._ask(http, "comments", a_id=post.id)
        waiting = [(each, post.url) for each in tables(told, url=self.endpoint)][::-1]
        while waiting:
            each, parent = waiting.pop()
            comment = self._comment(each, post.url, parent)
            waiting += [(child, comment.url) for child in listed(each, "children")][::-1]
            if comment.text:
                yield comment

    def _pages(self, http: Http, path: str, **params: object) -> Iterator[Post]:
        for number in http.pages(_PAGES):
            answer = self._ask(http, path, **params, per_page=_PAGE, page=number)
            page = tables(answer, url=self.endpoint)
            yield from (self._post(told) for told in page)
            if len(page) < _PAGE:
                return

    def _ask(self, http: Http, path: str, **params: object) -> Any:
        return http.json(f"{self.endpoint.rstrip('/')}/api/{path}", params=params, headers=_ACCEPT)

    def _post(self, told: dict[str, Any]) -> Post:
        url = absolute(word(told, "url", url=self.endpoint))
        text = tidy(said(told, "description"))
        return Post(
            source="devto",
            id=id_of(told, "id", url=self.endpoint),
            url=url,
            title=tidy(word(told, "title", url=self.endpoint)) or None,
            text="\n".join(part for part in (text, _tags(told)) if part),
            author=_author(table(told, "user"), self.endpoint),
            published=parse_date(said(told, "published_at") or said(told, "published_timestamp")),
            kind="article",
            site=site(url),
            language=language(said(told, "language"), text),
            thread=url,
            engagement=Engagement(
                likes=count(told, "public_reactions_count"), comments=count(told, "comments_count")
            ),
        )

    def _comment(self, told: dict[str, Any], thread: str | None, parent: str | None) -> Post:
        own, author = id_of(told, "id_code", url=self.endpoint), table(told, "user")
        return Post(
            source="devto",
            id=own,
            url=f"{self.endpoint.rstrip('/')}/{said(author, 'username') or 'comments'}/comment/{own}",
            text=to_text(said(told, "body_html"), quotes=False),
            author=_author(author, self.endpoint),
            published=parse_date(said(told, "created_at")),
            kind="comment",
            site=urlsplit(self.endpoint).netloc,
            thread=thread,
            parent=parent,
        )


def _tags(told: dict[str, Any]) -> str:
    tags = told.get("tag_list")
    names = tags if isinstance(tags, list) else str(tags or "").split(",")
    return " ".join(f"#{name.strip()}" for name in names[:20] if isinstance(name, str) and name.strip())


def _author(told: dict[str, Any], endpoint: str) -> Author | None:
    name, handle = tidy(said(told, "name")), said(told, "username")
    if not (name or handle):
        return None
    return Author(
        name=name or handle, handle=handle or None, url=absolute(f"/{handle}", endpoint) if handle else None
    )
