"""Flarum forums: JSON:API, https://docs.flarum.org/rest-api/."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar
from urllib.parse import quote, urlsplit

from pydantic import Field

from mentionwatch.model import Author, Engagement, Post
from mentionwatch.plugins import Source
from mentionwatch.sources._own_words import own_words
from mentionwatch.sources._told import count, id_of, listed, need, said, table, tables, word
from mentionwatch.text.clean import tidy
from mentionwatch.text.dates import parse_date
from mentionwatch.text.urls import site

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mentionwatch.http import Http
    from mentionwatch.model import Search

_PAGE_SIZE = 50
_PAGES = 200
_OTHERS = ".uncited > div > cite, .PostMention"

Included = dict[tuple[str, str], dict[str, Any]]


class Flarum(Source):
    """Reads every new post of a Flarum forum; with ``search`` it asks for the discussions that hold the phrases of
    the queries instead, and reads the post of each that fits best.
    """

    needs: ClassVar[str] = "nothing on open forums; on others an API key of the forum's administrator"
    limits: ClassVar[str] = "A search shows one post of each discussion: reading finds more."
    example: ClassVar[str] = '[[sources]]\ntype = "flarum"\nurl = "https://discuss.flarum.org"'

    url: str = Field(pattern=r"^https?://", description="address of the forum")
    search: bool = Field(default=False, description="search the forum instead of reading all posts")
    token: str | None = Field(default=None, min_length=1, repr=False, description="API key")

    @property
    def searches(self) -> bool:  # type: ignore[override]
        """Reading is done once, whatever is searched for."""
        return self.search

    def fetch(self, http: Http, search: Search) -> Iterator[Post]:
        """All posts, or the best of each discussion that the search finds."""
        return self._found(http, search) if self.search else self._posts(http, {"filter[type]": "comment"})

    def replies(self, http: Http, post: Post) -> Iterator[Post]:
        """The later posts of the discussion, newest first."""
        own = (post.thread or "").rpartition("/d/")[2].partition("-")[0]
        if not own.isdigit() or urlsplit(post.thread or "").netloc != self.host:
            return
        for later in self._posts(http, {"filter[discussion]": own, "filter[type]": "comment"}):
            if later.id == post.id:
                return
            yield later

    def _posts(self, http: Http, filters: dict[str, str]) -> Iterator[Post]:
        asked = {**filters, "sort": "-createdAt", "include": "user,discussion"}
        for answer in self._pages(http, "/api/posts", asked):
            others = _included(answer)
            for told in tables(answer, "data", url=self.url):
                yield from self._post(told, others)

    def _found(self, http: Http, search: Search) -> Iterator[Post]:
        asked = {
            "filter[q]": search.term,
            "sort": "-createdAt",
            "include": "mostRelevantPost,mostRelevantPost.user,firstPost,user",
        }
        for answer in self._pages(http, "/api/discussions", asked):
            others = _included(answer)
            for discussion in tables(answer, "data", url=self.url):
                best = _related(discussion, "mostRelevantPost", others) or _related(
                    discussion, "firstPost", others
                )
                if best:
                    yield from self._post(best, others, discussion)

    def _pages(self, http: Http, path: str, asked: dict[str, Any]) -> Iterator[dict[str, Any]]:
        headers = {"authorization": f"Token {self.token}"} if self.token else {}
        for page in http.pages(_PAGES):
            offset = (page - 1) * _PAGE_SIZE
            params = {**asked, "page[limit]": _PAGE_SIZE, "page[offset]": offset or None}
            answer = http.json(self.url.rstrip("/") + path, params=params, headers=headers)
            yield answer
            if not said(table(answer, "links"), "next"):
                return

    def _post(
        self, told: dict[str, Any], others: Included, discussion: dict[str, Any] | None = None
    ) -> Iterator[Post]:
        """The post in an object; none where it is hidden, or tells of what was done to a discussion."""
        values = need(told, "attributes", url=self.url)
        if values.get("isHidden") or said(values, "contentType") not in ("comment", ""):
            return
        about = discussion or _related(told, "discussion", others) or {}
        named = id_of(about, "id", url=self.url)
        slug = said(table(about, "attributes"), "slug")
        # In some versions a slug holds the number already.
        name = slug if slug.startswith(f"{named}-") else f"{named}-{slug}".rstrip("-")
        thread = f"{self.url.rstrip('/')}/d/{quote(name)}"
        place = count(values, "number") or 1
        yield Post(
            source="flarum",
            id=f"{self.host}/{id_of(told, 'id', url=self.url)}",
            url=f"{thread}/{place}",
            title=tidy(said(table(about, "attributes"), "title")) or None if place == 1 else None,
            text=own_words(word(values, "contentHtml", url=self.url), _OTHERS),
            author=self._author(_related(told, "user", others)),
            published=parse_date(said(values, "createdAt")),
            kind="post" if place == 1 else "comment",
            site=site(self.url),
            thread=thread,
            parent=None if place == 1 else thread,
            engagement=Engagement(
                likes=count(values, "likesCount"),
                comments=count(table(about, "attributes"), "commentCount") if place == 1 else None,
            ),
        )

    def _author(self, told: dict[str, Any] | None) -> Author | None:
        values = table(told, "attributes")
        handle = said(values, "username")
        if not handle:
            return None
        return Author(
            name=tidy(said(values, "displayName")) or handle,
            handle=handle,
            id=said(told, "id") or None,
            url=f"{self.url.rstrip('/')}/u/{quote(said(values, 'slug') or handle)}",
        )


def _included(answer: Any) -> Included:
    return {(said(each, "type"), said(each, "id")): each for each in listed(answer, "included")}


def _related(told: dict[str, Any], name: str, others: Included) -> dict[str, Any] | None:
    link = table(table(table(told, "relationships"), name), "data")
    return others.get((said(link, "type"), said(link, "id")))
