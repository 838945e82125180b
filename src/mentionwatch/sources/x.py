"""X, by its API: https://docs.x.com/x-api/posts/search/introduction. Every post that it tells is paid for."""

from __future__ import annotations

from datetime import timedelta
from html import unescape
from typing import TYPE_CHECKING, Any, ClassVar

from pydantic import Field

from mentionwatch.model import Author, Engagement, Post
from mentionwatch.plugins import Source
from mentionwatch.sources._terms import either
from mentionwatch.sources._told import count, id_of, language, listed, need, said, table, tables, word
from mentionwatch.text.clean import tidy
from mentionwatch.text.dates import parse_date

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mentionwatch.http import Http
    from mentionwatch.model import Search

_WEB = "https://x.com"
_PAGE_SIZE = 100
_SMALLEST_PAGE = 10
_WINDOW = timedelta(days=7) - timedelta(minutes=5)  # what is asked for from before it is an error
_FIELDS = "created_at,lang,public_metrics,conversation_id,referenced_tweets,author_id,entities,note_tweet"
_LONGEST_QUERY = 512  # with a self-serve account
_ORIGINALS = " -is:retweet"


class X(Source):
    """Finds posts and replies on X (Twitter) of the last seven days by keyword, newest first."""

    searches: ClassVar[bool] = True
    needs: ClassVar[str] = (
        "a bearer token: console.x.com → an app → Keys and tokens, and credits bought there"
    )
    limits: ClassVar[str] = (
        "Paid: 0.005 USD for a post, 0.01 USD for an author, each once a day; “max_posts” bounds it. "
        "450 requests in 15 minutes. Reposts are left out."
    )
    example: ClassVar[str] = '[[sources]]\ntype = "x"\ntoken = "${X_TOKEN}"\nmax_posts = 50\nevery = "4h"'

    token: str = Field(min_length=1, repr=False, description="bearer token of an app")
    max_posts: int = Field(
        default=100,
        ge=10,
        le=10_000,
        description="posts read (and paid for) of each phrase in a scan, newest first",
    )
    follow: bool = Field(
        default=False, description="look again at its mentions, whose replies are paid for, too"
    )
    authors: bool = Field(default=True, description="ask who wrote a post, which is paid for, too")
    endpoint: str = Field(default="https://api.x.com", pattern=r"^https?://", description="base address")

    def fetch(self, http: Http, search: Search) -> Iterator[Post]:
        """What the search finds, as far as it may cost."""
        asked = either(search.term or "", _LONGEST_QUERY - len(_ORIGINALS))
        start = max(search.since, http.now - _WINDOW)
        http.ends(start)
        yield from self._found(http, asked + _ORIGINALS, start_time=f"{start:%Y-%m-%dT%H:%M:%SZ}")

    def replies(self, http: Http, post: Post) -> Iterator[Post]:
        """The replies of the last seven days in the conversation of a post; they are paid for."""
        conversation = (post.thread or post.id).rpartition("/")[2]
        return (each for each in self._found(http, f"conversation_id:{conversation}") if each.id != post.id)

    def _found(self, http: Http, query: str, **asked: Any) -> Iterator[Post]:
        token: str | None = None
        left = self.max_posts
        while left > 0:
            answer = self._page(http, query, min(_PAGE_SIZE, max(left, _SMALLEST_PAGE)), token, asked)
            posts = tables(answer, "data", url=self.endpoint) if self._any(answer) else []
            people = {said(each, "id"): each for each in listed(answer.get("includes"), "users")}
            yield from (_post(told, people, self.endpoint) for told in posts)
            left -= len(posts)
            token = said(table(answer, "meta"), "next_token") or None
            if not token or not posts:
                return
        http.cut()

    def _page(self, http: Http, query: str, size: int, token: str | None, asked: dict[str, Any]) -> Any:
        more = (
            {"expansions": "author_id", "user.fields": "username,name,public_metrics"} if self.authors else {}
        )
        return http.json(
            f"{self.endpoint.rstrip('/')}/2/tweets/search/recent",
            params={
                "query": query,
                "max_results": size,
                "sort_order": "recency",
                "next_token": token,
                "tweet.fields": _FIELDS,
                **asked,
                **more,
            },
            headers={"authorization": f"Bearer {self.token}"},
        )

    def _any(self, answer: Any) -> bool:
        """Whether an answer holds posts. One without any says so, and has no list of them."""
        return bool(need(answer, "meta", "result_count", url=self.endpoint))


def _post(told: dict[str, Any], people: dict[str, dict[str, Any]], url: str) -> Post:
    own, text = id_of(told, "id", url=url), _text(told, url)
    author = _author(told, people)
    parents = [
        said(each, "id") for each in listed(told, "referenced_tweets") if each.get("type") == "replied_to"
    ]
    metrics = table(told, "public_metrics")
    return Post(
        source="x",
        id=own,
        url=_page(own),  # without the author's handle, as replies name it: handles change
        text=text,
        author=author,
        published=parse_date(said(told, "created_at")),
        kind="comment" if parents else "post",
        site="x.com",
        language=language(said(told, "lang"), text),  # "und", "zxx", "qme": three letters say none
        thread=_page(said(told, "conversation_id") or ("" if parents else own)),
        parent=_page(parents[0]) if parents else None,
        engagement=Engagement(
            likes=count(metrics, "like_count"),
            comments=count(metrics, "reply_count"),
            shares=_sum(count(metrics, "retweet_count"), count(metrics, "quote_count")),
            views=count(metrics, "impression_count"),
        ),
    )


def _page(own: str) -> str | None:
    return f"{_WEB}/i/status/{own}" if own else None


def _text(told: dict[str, Any], url: str) -> str:
    """The whole text, its links where they lead: X shortens both."""
    whole = table(told, "note_tweet") or told
    text = word(whole, "text", url=url)
    for link in listed(table(whole, "entities") or table(told, "entities"), "urls"):
        if said(link, "url") and said(link, "expanded_url"):
            text = text.replace(said(link, "url"), said(link, "expanded_url"))
    return tidy(unescape(text))


def _author(told: dict[str, Any], people: dict[str, dict[str, Any]]) -> Author | None:
    identifier = said(told, "author_id")
    person = people.get(identifier, {})
    handle = said(person, "username")
    if not identifier:
        return None
    return Author(
        name=tidy(said(person, "name")) or None,
        handle=handle or None,
        id=identifier,
        url=f"{_WEB}/{handle}" if handle else f"{_WEB}/i/user/{identifier}",
        followers=count(person, "public_metrics", "followers_count"),
    )


def _sum(*counts: int | None) -> int | None:
    told = [each for each in counts if each is not None]
    return sum(told) if told else None
