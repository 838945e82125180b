"""Habr, by the feed of its search, and by the lists that its own pages read for what is older."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any, ClassVar, Literal

from pydantic import Field

from mentionwatch.errors import LayoutChanged
from mentionwatch.model import Author, Engagement, Post
from mentionwatch.plugins import Source
from mentionwatch.sources._feed import ask, newest_first
from mentionwatch.sources._terms import loosely_quoted
from mentionwatch.sources._told import count, id_of, inner, language, need, number, said, table, word
from mentionwatch.text.clean import tidy, to_text
from mentionwatch.text.dates import parse_date
from mentionwatch.text.urls import site

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mentionwatch.http import Http
    from mentionwatch.model import Search

_ARTICLE = re.compile(r"/(?:articles|news|post|blog|t)/(?:t/)?(\d{1,9})/?(?:\?|#|\Z)")
_PAGE = 20
_PAGES = 10
_LISTS = ("comments", "commentRefs")  # its name in versions of the pages
_MORE = re.compile(r"\s*(?:Читать (?:дальше|далее)|Read more)\s*(?:→|…|&rarr;)?\s*\Z")


class Habr(Source):
    """Finds articles and news on Habr by keyword, newest first; told is what stands before “read more”."""

    searches: ClassVar[bool] = True
    needs: ClassVar[str] = "nothing"
    limits: ClassVar[str] = (
        "The beginning of each article. The newest 20 come from the feed; what is older, and the comments under a "
        "mention, are read as Habr's own pages read them, which is not documented and may change. Comments are not "
        "searched."
    )
    example: ClassVar[str] = '[[sources]]\ntype = "habr"'

    language: Literal["ru", "en"] = Field(default="ru", description="which Habr: ru or en")
    endpoint: str = Field(default="https://habr.com", pattern=r"^https?://", description="base address")

    @property
    def key(self) -> str:
        """The address, and the language."""
        return f"{self.endpoint.rstrip('/')}/{self.language}"

    def fetch(self, http: Http, search: Search) -> Iterator[Post]:
        """Articles that hold the phrase: those of the feed, then the older ones."""
        phrase = loosely_quoted(search.term or "")
        newest = list(self._feed(http, phrase))
        yield from newest
        if len(newest) >= _PAGE:
            told = {post.id for post in newest}
            yield from (post for post in self._pages(http, phrase) if post.id not in told)

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

    def _feed(self, http: Http, phrase: str) -> Iterator[Post]:
        address = f"{self.endpoint.rstrip('/')}/{self.language}/rss/search/"
        asked = {"q": phrase, "order": "date", "target_type": "posts"}
        for post in newest_first(ask(http, address, "habr", params=asked, home=address)):
            place = _ARTICLE.search(post.url or "")
            yield replace(post, id=place[1] if place else post.id, text=_MORE.sub("", post.text))

    def _pages(self, http: Http, phrase: str) -> Iterator[Post]:
        asked = {"query": phrase, "order": "date", "fl": self.language, "hl": self.language, "perPage": _PAGE}
        for page in http.pages(_PAGES):
            address = f"{self.endpoint.rstrip('/')}/kek/v2/articles/"
            answer = http.json(address, params={**asked, "page": page})
            order = need(answer, "publicationIds", url=self.endpoint)
            if not isinstance(order, list):
                raise LayoutChanged("social-no-list", key="publicationIds", host=site(self.endpoint))
            for own in order:
                yield self._article(inner(answer, "publicationRefs", str(own), url=self.endpoint))
            if page >= number(answer, "pagesCount", url=self.endpoint):
                return

    def _article(self, told: dict[str, Any]) -> Post:
        own = id_of(told, "id", url=self.endpoint)
        section = "news" if said(told, "postType") == "news" else "articles"
        text = to_text(said(table(told, "leadData"), "textHtml"))
        url = f"{self.endpoint.rstrip('/')}/{self.language}/{section}/{own}/"
        return Post(
            source="habr",
            id=own,
            url=url,
            title=to_text(word(told, "titleHtml", url=self.endpoint)) or None,
            text=text,
            author=self._author(table(told, "author")),
            published=parse_date(word(told, "timePublished", url=self.endpoint)),
            kind="article",
            site=site(self.endpoint),
            language=language(said(told, "lang"), text),
            engagement=Engagement(
                likes=count(told, "statistics", "score"),
                comments=count(told, "statistics", "commentsCount"),
                views=count(told, "statistics", "readingCount"),
            ),
        )

    def _comment(self, told: Any, article: Post) -> Post | None:
        """A comment; none where it was deleted."""
        own, text = id_of(told, "id", url=self.endpoint), to_text(said(told, "message"), quotes=False)
        if not text:
            return None
        thread = (article.url or "").partition("?")[0]
        page, above = f"{thread.rstrip('/')}/comments/#comment_", said(told, "parentId")
        return Post(
            source="habr",
            id=f"comment {own}",
            url=page + own,
            text=text,
            author=self._author(table(told, "author")),
            published=parse_date(said(told, "timePublished")),
            kind="comment",
            site=site(self.endpoint),
            thread=article.url,
            parent=page + above if above else article.url,
            engagement=Engagement(likes=count(told, "score")),
        )

    def _author(self, told: dict[str, Any]) -> Author | None:
        handle = said(told, "alias")
        if not handle:
            return None
        return Author(
            name=tidy(said(told, "fullname")) or handle,
            handle=handle,
            id=said(told, "id") or None,
            url=f"{self.endpoint.rstrip('/')}/users/{handle}/",
        )
