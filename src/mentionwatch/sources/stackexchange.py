"""Sites of Stack Exchange: https://api.stackexchange.com/docs."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, ClassVar
from urllib.parse import urlsplit

from pydantic import Field

from mentionwatch.errors import AccessDenied, LayoutChanged, RateLimited, SourceError
from mentionwatch.http import mask
from mentionwatch.model import Author, Engagement, Post
from mentionwatch.plugins import Source
from mentionwatch.sources._own_words import own_words
from mentionwatch.sources._terms import loosely_quoted
from mentionwatch.sources._told import count, explained, gone, need, number, said, table, tables, word
from mentionwatch.text.clean import tidy, to_text
from mentionwatch.text.dates import parse_date
from mentionwatch.text.urls import absolute, site

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mentionwatch.http import Http
    from mentionwatch.model import Search

_PAGE_SIZE = 100
_PAGES = 25  # without a key no further ones are shown
_SNIPPETS = ".snippet-code"
_PAUSE = 0.1
_THROTTLED, _KEYS = "502", {"401", "402", "403", "405", "406"}


class StackExchange(Source):
    """Finds questions and answers on a site of Stack Exchange (Stack Overflow, Super User, Server Fault and 170
    others) by keyword, newest first, with their whole texts.
    """

    searches: ClassVar[bool] = True
    needs: ClassVar[str] = (
        "nothing; with a key (stackapps.com → Register for an API key, no login) more requests"
    )
    limits: ClassVar[str] = (
        "300 requests a day from one address, 10,000 with a key. Comments cannot be searched."
    )
    example: ClassVar[str] = '[[sources]]\ntype = "stackexchange"\nsite = "ru.stackoverflow"'

    site: str = Field(
        default="stackoverflow",
        pattern=r"^[\w.-]+$",
        description="the site: stackoverflow, ru.stackoverflow, superuser",
    )
    token: str | None = Field(default=None, min_length=1, repr=False, description="API key")
    endpoint: str = Field(
        default="https://api.stackexchange.com", pattern=r"^https?://", description="base address"
    )

    @property
    def key(self) -> str:
        """The address and the site."""
        return f"{self.endpoint}/{self.site}"

    def fetch(self, http: Http, search: Search) -> Iterator[Post]:
        """What the search finds, whole: it shows only excerpts, so all of a page are asked for together."""
        for page in http.pages(_PAGES):
            found = self._ask(
                http,
                "search/excerpts",
                q=loosely_quoted(search.term or ""),
                sort="creation",
                order="desc",
                fromdate=int(search.since.timestamp()),
                page=page,
            )
            told = tables(found, "items", url=self.endpoint)
            if told:
                yield from self._whole(http, told)
            if not found.get("has_more"):
                return

    def replies(self, http: Http, post: Post) -> Iterator[Post]:
        """The answers to a question, and the comments on it."""
        if own := self._question(post):
            yield from self._below(http, post, own)

    def thread(self, http: Http, post: Post) -> Iterator[Post]:
        """A question as it is now, its answers and the comments on it."""
        if own := self._question(post):
            answer = self._ask(http, f"questions/{own}", filter="withbody")
            told = tables(answer, "items", url=self.endpoint)
            if not told:
                raise gone(self.endpoint)
            title = tidy(to_text(said(told[0], "title")))
            count_ = count(told[0], "answer_count")
            yield replace(post, title=title, text=own_words(word(told[0], "body", url=self.endpoint), _SNIPPETS),
                          engagement=Engagement(likes=count(told[0], "score"), comments=count_))  # fmt: skip
            yield from self._below(http, post, own)

    def _question(self, post: Post) -> str | None:
        """The number of a question on this site; None for any other post."""
        host, _, own = post.id.rpartition("/")
        return own if post.kind == "post" and host == self.site and own.isdigit() else None

    def _below(self, http: Http, post: Post, own: str) -> Iterator[Post]:
        for what in ("answers", "comments"):
            answer = self._ask(
                http, f"questions/{own}/{what}", sort="creation", order="desc", filter="withbody"
            )
            for told in tables(answer, "items", url=self.endpoint):
                yield self._post(told, title=None, question=post.url)

    def _whole(self, http: Http, found: list[dict[str, Any]]) -> Iterator[Post]:
        titles = {self._own(told): told for told in found}
        answer = self._ask(
            http,
            f"posts/{';'.join(str(own) for own in titles)}",
            sort="creation",
            order="desc",
            filter="withbody",
        )
        whole = tables(answer, "items", url=self.endpoint)
        if not whole:
            raise LayoutChanged("social-missing", key="items[].post_id", host=urlsplit(self.endpoint).netloc)
        for told in whole:
            excerpt = titles.get(number(told, "post_id", url=self.endpoint), {})
            question = count(excerpt, "question_id")
            asked = said(told, "post_type") == "question"
            address = absolute(f"/q/{question}", said(told, "link")) if question else None
            yield self._post(
                told,
                title=tidy(to_text(said(excerpt, "title"))) if asked else None,
                question=None if asked else address,
                answers=count(excerpt, "answer_count") if asked else None,
            )

    def _own(self, told: dict[str, Any]) -> int:
        kind = "answer_id" if said(told, "item_type") == "answer" else "question_id"
        return number(told, kind, url=self.endpoint)

    def _post(
        self, told: dict[str, Any], *, title: str | None, question: str | None, answers: int | None = None
    ) -> Post:
        numbers = (count(told, name) for name in ("comment_id", "post_id", "answer_id"))
        own = next((each for each in numbers if each), None) or number(told, "post_id", url=self.endpoint)
        link = absolute(said(told, "link"))
        prefix = "comment-" if "comment_id" in told else ""  # comments have numbers of their own
        return Post(
            source="stackexchange",
            id=f"{self.site}/{prefix}{own}",
            url=link or absolute(f"#comment{own}_0" if prefix else f"/a/{own}", question),
            title=title or None,
            text=own_words(word(told, "body", url=self.endpoint), _SNIPPETS),
            author=_author(table(told, "owner")),
            published=parse_date(count(told, "creation_date")),
            kind="comment" if question else "post",
            site=site(link or question),
            thread=question or link,
            parent=question,
            engagement=Engagement(likes=count(told, "score"), comments=answers),
        )

    def _ask(self, http: Http, path: str, **params: Any) -> dict[str, Any]:
        """The wrapper of an answer. It may ask to wait, and says when the day's requests are spent."""
        address = f"{self.endpoint.rstrip('/')}/2.3/{path}"
        asked = {**params, "pagesize": _PAGE_SIZE, "site": self.site, "key": self.token}
        answer = explained(
            lambda: http.json(address, params=asked), lambda code, said: self._known(code, said, http.now)
        )
        if error := count(answer, "error_id"):
            why = tidy(said(answer, "error_message"))
            host = urlsplit(self.endpoint).netloc
            known = self._known(str(error), why, http.now)
            raise known or SourceError("forums-refused", host=host, why=self._shown(why))
        need(answer, "items", url=self.endpoint)
        told: dict[str, Any] = answer
        http.slow(self.endpoint, _PAUSE)
        http.rest(self.endpoint, count(told, "backoff") or 0)
        if count(told, "quota_remaining") == 0 and told.get("has_more"):
            raise self._limited(said(told, "error_message") or "quota_remaining = 0", http.now)
        return told

    def _known(self, code: str, words: str, now: datetime) -> SourceError | None:
        """What is known of an error: https://api.stackexchange.com/docs/error-handling"""
        if code == _THROTTLED:
            return self._limited(self._shown(words), now)
        return AccessDenied("forums-stackexchange-key", why=self._shown(words)) if code in _KEYS else None

    def _shown(self, words: str) -> str:
        return mask(words, [self.token or ""])[:200] or "—"

    def _limited(self, why: str, now: datetime) -> RateLimited:
        """The count of requests begins anew at midnight UTC."""
        until = now.replace(hour=0, minute=0, second=0, microsecond=0) + timedelta(days=1)
        return RateLimited(
            "forums-stackexchange-quota", until=until, why=why, when=f"{until:%Y-%m-%d %H:%M} UTC"
        )


def _author(told: dict[str, Any]) -> Author | None:
    name = to_text(said(told, "display_name"))
    own = count(told, "user_id")
    return Author(name=name, id=str(own) if own else None, url=absolute(said(told, "link"))) if name else None
