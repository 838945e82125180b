"""Mastodon, and servers that speak its API: https://docs.joinmastodon.org/methods/."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any, ClassVar
from urllib.parse import quote, urlsplit

from pydantic import Field

from mentionwatch.model import Author, Engagement, Post
from mentionwatch.plugins import Source
from mentionwatch.sources._own_words import own_words
from mentionwatch.sources._told import (
    count,
    id_of,
    language,
    listed,
    present,
    recent,
    said,
    table,
    tables,
    word,
)
from mentionwatch.text.clean import to_text
from mentionwatch.text.dates import parse_date
from mentionwatch.text.urls import absolute, site

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mentionwatch.http import Http
    from mentionwatch.model import Search

_PAGE_SIZE = 40
_PAGES = 50
_NO_TAG = re.compile(r"\W+")
_QUOTE = ".quote-inline"  # https://docs.joinmastodon.org/spec/activitypub/#quotes
_SEEN = {"public", "unlisted", ""}  # an account is shown what is meant for it alone, too


class Mastodon(Source):
    """Finds posts of the Fediverse that a Mastodon server knows (Pleroma, GoToSocial and snac speak the same
    language): those that carry a phrase as a hashtag, and, with a token, those whose text holds it.
    """

    searches: ClassVar[bool] = True
    needs: ClassVar[str] = (
        "nothing for hashtags on most servers; for texts an account there: Preferences → Development → "
        "New application with the rights read:search and read:statuses → “Your access token”"
    )
    limits: ClassVar[str] = (
        "300 requests in 5 minutes. Texts are searched only of authors who allow it. A server knows what its "
        "users follow: add a source for each large server that matters. Some servers show guests no hashtags."
    )
    example: ClassVar[str] = (
        '[[sources]]\ntype = "mastodon"\nendpoint = "https://mastodon.social"\ntoken = "${MASTODON_TOKEN}"'
    )

    endpoint: str = Field(
        default="https://mastodon.social", pattern=r"^https?://", description="address of the server"
    )
    token: str | None = Field(
        default=None, min_length=1, repr=False, description="access token of an account"
    )

    def fetch(self, http: Http, search: Search) -> Iterator[Post]:
        """Posts with the phrase as a hashtag, then posts with the phrase in the text."""
        if tag := _tag(search.term or ""):
            yield from recent(self._pages(http, f"/api/v1/timelines/tag/{quote(tag)}"), search.since)
        if self.token:
            # No quotes: only Mastodon itself understands them, the others look for them.
            asked = {"q": search.term, "type": "statuses"}
            yield from recent(self._pages(http, "/api/v2/search", **asked), search.since)

    def replies(self, http: Http, post: Post) -> Iterator[Post]:
        """Everything below a post that this server knows."""
        if own := self._own(post):
            yield from self._below(http, post, own, own)

    def thread(self, http: Http, post: Post) -> Iterator[Post]:
        """The post as it is now, and what is below it where anything is."""
        if own := self._own(post):
            told = present(lambda: self._ask(http, f"/api/v1/statuses/{own}"))
            # snac gives a post another number when it is edited, by which its replies name it then.
            again = replace(self._post(told, thread=post.thread, parent=post.parent), id=post.id)
            yield again
            if again.engagement.comments != 0:
                yield from self._below(http, post, own, said(told, "id"))

    @property
    def whole_threads(self) -> bool:  # type: ignore[override]
        """Guests are shown 60 replies at most: https://docs.joinmastodon.org/methods/statuses/#context"""
        return self.token is not None

    def _own(self, post: Post) -> str | None:
        """The number of a post on this server; None for a post of another one."""
        host, _, own = post.id.rpartition("/")
        return own if host == urlsplit(self.endpoint).netloc else None

    def _below(self, http: Http, post: Post, own: str, now: str) -> Iterator[Post]:
        """What is below a post; ``own`` and ``now`` are the numbers that it had when it was found, and has."""
        below = tables(self._ask(http, f"/api/v1/statuses/{own}/context"), "descendants", url=self.endpoint)
        addresses = {str(each.get("id")): absolute(said(each, "url")) for each in below}
        addresses |= {own: post.url, now: post.url}
        for told in filter(_is_public, below):
            yield self._post(
                told, thread=post.thread or post.url, parent=addresses.get(said(told, "in_reply_to_id"))
            )

    def _pages(self, http: Http, path: str, **asked: Any) -> Iterator[Post]:
        """Posts, newest first, until a page is empty or the one before again."""
        last: str | None = None
        for _ in http.pages(_PAGES):
            answer = self._ask(http, path, **asked, limit=_PAGE_SIZE, max_id=last)
            page = tables(answer, *(["statuses"] if isinstance(answer, dict) else []), url=self.endpoint)
            if not page or page[-1].get("id") == last:
                return
            yield from (self._post(told) for told in page if _is_public(told))
            last = id_of(page[-1], "id", url=self.endpoint)

    def _ask(self, http: Http, path: str, **params: Any) -> Any:
        headers = {"authorization": f"Bearer {self.token}"} if self.token else {}
        return http.json(self.endpoint.rstrip("/") + path, params=params, headers=headers)

    def _post(self, told: dict[str, Any], *, thread: str | None = None, parent: str | None = None) -> Post:
        told = table(told, "reblog") or told  # who passes a post on says nothing
        own, base = id_of(told, "id", url=self.endpoint), self.endpoint.rstrip("/")
        url = absolute(said(told, "url")) or absolute(said(told, "uri"))
        answered, text = said(told, "in_reply_to_id"), _text(told, self.endpoint)
        return Post(
            source="mastodon",
            id=f"{urlsplit(self.endpoint).netloc}/{own}",
            url=url or f"{base}/statuses/{own}",
            text=text,
            author=_author(table(told, "account"), self.endpoint),
            published=parse_date(said(told, "created_at")),
            kind="comment" if answered else "post",
            site=site(url) or site(self.endpoint),
            language=language(said(told, "language"), text),
            thread=thread or (None if answered else url),
            parent=parent
            or (_answered(told, answered) or f"{base}/statuses/{answered}" if answered else None),
            engagement=Engagement(
                likes=count(told, "favourites_count"),
                comments=count(told, "replies_count"),
                shares=count(told, "reblogs_count"),
            ),
        )


def _is_public(told: dict[str, Any]) -> bool:
    return said(told, "visibility") in _SEEN


def _answered(told: dict[str, Any], answered: str) -> str | None:
    """The address of the post that is answered, where it is of this server and its author is named."""
    people = {said(each, "id"): each for each in (*listed(told, "mentions"), table(told, "account"))}
    author = people.get(said(told, "in_reply_to_account_id"), {})
    page = absolute(said(author, "url"))
    return (
        f"{page}/{answered}"
        if page and "@" in urlsplit(page).path and "@" not in said(author, "acct")
        else None
    )


def _tag(term: str) -> str:
    """A phrase as people write it as a hashtag: its words as one. A number alone is no hashtag."""
    tag = _NO_TAG.sub("", term)
    return "" if tag.isdecimal() else tag


def _text(told: dict[str, Any], url: str) -> str:
    """The warning, the text without quotes and what stands for them in old programs, and the options of a poll."""
    options = [to_text(said(option, "title")) for option in listed(table(told, "poll"), "options")]
    content = own_words(word(told, "content", url=url), _QUOTE)
    return "\n".join(part for part in (to_text(said(told, "spoiler_text")), content, *options) if part)


def _author(told: dict[str, Any], endpoint: str) -> Author | None:
    handle, url = said(told, "acct"), absolute(said(told, "url"))
    if not handle:
        return None
    return Author(
        name=to_text(said(told, "display_name")) or None,
        handle=handle if "@" in handle else f"{handle}@{site(url) or site(endpoint)}",
        id=said(told, "uri") or url,
        url=url,
        followers=count(told, "followers_count"),
    )
