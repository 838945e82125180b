"""Habr, by the feed of its search."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any, ClassVar, Literal

from pydantic import Field

from mentionwatch.model import Author, Engagement, Post
from mentionwatch.plugins import Source
from mentionwatch.sources._feed import ask, newest_first
from mentionwatch.sources._terms import loosely_quoted
from mentionwatch.sources._told import count, inner, said, table, word
from mentionwatch.text.clean import tidy, to_text
from mentionwatch.text.dates import parse_date
from mentionwatch.text.urls import site

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mentionwatch.http import Http
    from mentionwatch.model import Search

_ARTICLE = re.compile(r"/(?:articles|news|post|blog|t)/(?:t/)?(\d{1,9})/?(?:\?|#|\Z)")
_LISTS = ("comments", "commentRefs")  # its name in versions of the pages
_MORE = re.compile(r"\s*(?:Читать (?:дальше|далее)|Read more)\s*(?:→|…|&rarr;)?\s*\Z")


class Habr(Source):
    """Finds articles and news on Habr by keyword, newest first; told is what stands before “read more”."""

    searches: ClassVar[bool] = True
    needs: ClassVar[str] = "nothing"
    limits: ClassVar[str] = (
        "The newest 20 or so of a phrase; the beginning of each. Comments are not searched; those under a mention are "
        "read as Habr's own pages read them, which is not documented and may change."
    )
    example: ClassVar[str] = '[[sources]]\ntype = "habr"'

    language: Literal["ru", "en"] = Field(default="ru", description="which Habr: ru or en")
    endpoint: str = Field(default="https://habr.com", pattern=r"^https?://", description="base address")

    @property
    def key(self) -> str:
        """The address, and the language."""
        return f"{self.endpoint.rstrip('/')}/{self.language}"

    def fetch(self, http: Http, search: Search) -> Iterator[Post]:
        """Articles that hold the phrase."""
        address = f"{self.endpoint.rstrip('/')}/{self.language}/rss/search/"
        asked = {"q": loosely_quoted(search.term or ""), "order": "date", "target_type": "posts"}
        for post in newest_first(ask(http, address, "habr", params=asked, home=address)):
            yield replace(post, text=_MORE.sub("", post.text))

    def replies(self, http: Http, post: Post) -> Iterator[Post]:
        """All comments under an article."""
        place = _ARTICLE.search(post.url or "")
        if not place or site(post.url) != site(self.endpoint):
            return
        address = f"{self.endpoint.rstrip('/')}/kek/v2/articles/{place[1]}/comments/"
        answer = http.json(address, params={"fl": self.language, "hl": self.language})
        named = next((name for name in _LISTS if isinstance(answer, dict) and name in answer), _LISTS[0])
        for each in inner(answer, named, url=self.endpoint).values():
            if comment := self._comment(each, post):
                yield comment

    def _comment(self, told: Any, article: Post) -> Post | None:
        """A comment; none where it was deleted."""
        own, text = word(told, "id", url=self.endpoint), to_text(said(told, "message"), quotes=False)
        if not text:
            return None
        thread = (article.url or "").partition("?")[0]
        page, above = f"{thread.rstrip('/')}/comments/#comment_", said(told, "parentId")
        author = table(told, "author")
        handle = said(author, "alias")
        return Post(
            source="habr",
            id=f"comment {own}",
            url=page + own,
            text=text,
            author=Author(
                name=tidy(said(author, "fullname")) or handle,
                handle=handle,
                id=said(author, "id") or None,
                url=f"{self.endpoint.rstrip('/')}/users/{handle}/",
            )
            if handle
            else None,
            published=parse_date(said(told, "timePublished")),
            kind="comment",
            site=site(self.endpoint),
            thread=article.url,
            parent=page + above if above else article.url,
            engagement=Engagement(likes=count(told, "score")),
        )
