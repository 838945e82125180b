"""GitHub: https://docs.github.com/en/rest/search/search and, for discussions, its GraphQL."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, ClassVar, Literal
from urllib.parse import urlsplit

from pydantic import Field, model_validator

from mentionwatch.errors import ConfigError, SourceError
from mentionwatch.http import mask
from mentionwatch.plugins import Source
from mentionwatch.sources._github_posts import (
    COMMENTS,
    DISCUSSIONS,
    comment,
    commented,
    discussed,
    discussion,
    issue,
)
from mentionwatch.sources._terms import loosely_quoted
from mentionwatch.sources._told import count, listed, need, present, recent, said, table, tables
from mentionwatch.text.clean import tidy

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mentionwatch.http import Http
    from mentionwatch.model import Post, Search

_PAGE_SIZE = 100
_REACHABLE = 10  # pages: 1,000 results of a search
_PAUSES = {True: 2.0, False: 6.0}  # 30 searches a minute with a token, 10 without
_LONGEST_QUERY = 256
_MATCHES = "application/vnd.github.text-match+json"
_OLD_COMMENTS = 60
_DISCUSSION = re.compile(r"^/[^/]+/[^/]+/discussions/\d{1,9}$")
_ISSUE = re.compile(r"^/([^/]+/[^/]+)/(?:issues|pull)/(\d{1,9})$")

Kind = Literal["issues", "pull-requests", "discussions"]
_NATIVE = {"issues": "is:issue", "pull-requests": "is:pull-request"}


class GitHub(Source):
    """Finds issues and pull requests on GitHub by keyword in their titles, texts and comments, newest first;
    with a token discussions, too.
    """

    searches: ClassVar[bool] = True
    whole_threads: ClassVar[bool] = True
    needs: ClassVar[str] = (
        "nothing; better a token: Settings → Developer settings → Fine-grained tokens, public repositories, read-only"
    )
    limits: ClassVar[str] = (
        "10 searches a minute, 30 with a token; 1,000 results of each. Private repositories are not asked."
    )
    example: ClassVar[str] = (
        '[[sources]]\ntype = "github"\ntoken = "${GITHUB_TOKEN}"\nkinds = ["issues", "discussions"]'
    )

    token: str | None = Field(default=None, min_length=1, repr=False, description="access token")
    kinds: tuple[Kind, ...] = Field(
        default=("issues", "pull-requests"), min_length=1, description="issues, pull-requests, discussions"
    )
    comments: bool = Field(default=True, description="search comments on issues and pull requests, too")
    only: str = Field(default="", description="further words of the search: repo:owner/name, -user:name")
    endpoint: str = Field(default="https://api.github.com", pattern=r"^https?://", description="base address")

    @model_validator(mode="after")
    def _discussions_need_a_token(self) -> GitHub:
        if "discussions" in self.kinds and not self.token:
            raise ValueError(ConfigError("forums-github-token"))
        return self

    @property
    def key(self) -> str:
        """The address, what is asked, and of what."""
        return "/".join(part for part in (self.endpoint, *self.kinds, self.only) if part)

    @property
    def host(self) -> str:
        """GitHub's API."""
        return urlsplit(self.endpoint).netloc

    def fetch(self, http: Http, search: Search) -> Iterator[Post]:
        """Issues, pull requests and discussions that hold the phrase, then comments that do."""
        for kind in self.kinds:
            if kind == "discussions":
                yield from recent(self._discussions(http, search), search.since)
                continue
            query = self._query(search, _NATIVE[kind], "in:title,body", "created")
            yield from recent(self._issues(http, query), search.since)
            if self.comments:
                query = self._query(search, _NATIVE[kind], "in:comments", "updated")
                yield from recent(self._commented(http, query), search.since, _OLD_COMMENTS)

    def replies(self, http: Http, post: Post) -> Iterator[Post]:
        """The comments on an issue, a pull request or a discussion."""
        path = urlsplit(post.url or "").path
        if (place := _ISSUE.match(path)) and post.kind == "post":
            yield from self._comments(http, f"/repos/{place[1]}/issues/{place[2]}")
        elif self.token and _DISCUSSION.match(path) and post.kind == "post":
            yield from self._discussed(http, post.id)

    def thread(self, http: Http, post: Post) -> Iterator[Post]:
        """An issue or a pull request as it is now, and the comments on it; of a discussion the comments."""
        place = _ISSUE.match(urlsplit(post.url or "").path)
        if place and post.kind == "post":
            path = f"/repos/{place[1]}/issues/{place[2]}"
            again = issue(present(lambda: self._ask(http, path)), self.endpoint)
            yield again
            if again.engagement.comments != 0:
                yield from self._comments(http, path)
        else:
            yield from self.replies(http, post)

    def _comments(self, http: Http, issue_path: str) -> Iterator[Post]:
        for page in http.pages(_REACHABLE):
            path = f"{issue_path}/comments"
            found = tables(self._ask(http, path, per_page=_PAGE_SIZE, page=page), url=self.endpoint)
            yield from (comment(told, self.endpoint) for told in found)
            if len(found) < _PAGE_SIZE:
                return

    def _query(self, search: Search, *more: str) -> str:
        *words, date = more
        parts = (loosely_quoted(search.term or ""), *words, f"{date}:>={search.since:%Y-%m-%d}", self.only)
        query = " ".join(part for part in parts if part)
        if len(query) > _LONGEST_QUERY:
            raise SourceError("forums-github-long", query=query[:80], most=_LONGEST_QUERY)
        return query

    def _issues(self, http: Http, query: str) -> Iterator[Post]:
        for told in self._found(http, query, "created"):
            yield issue(told, self.endpoint)

    def _commented(self, http: Http, query: str) -> Iterator[Post]:
        for told in self._found(http, query, "updated"):
            for address in commented(told, self.endpoint):
                yield comment(self._ask(http, address.removeprefix(self.endpoint.rstrip("/"))), self.endpoint)

    def _found(self, http: Http, query: str, sort: str) -> Iterator[dict[str, Any]]:
        http.slow(self.endpoint, _PAUSES[bool(self.token)])
        for page in http.pages(_REACHABLE):
            asked = {"q": query, "sort": sort, "order": "desc", "per_page": _PAGE_SIZE, "page": page}
            answer = self._ask(http, "/search/issues", **asked)
            found = tables(answer, "items", url=self.endpoint)
            http.total = count(answer, "total_count")
            yield from found
            if len(found) < _PAGE_SIZE:
                return

    def _discussions(self, http: Http, search: Search) -> Iterator[Post]:
        after: str | None = None
        query = self._query(search, "sort:created-desc", "created")
        for _ in http.pages(_REACHABLE * 2):
            page = self._graph(http, DISCUSSIONS, ("search",), query=query, after=after)
            yield from (discussion(told, self.endpoint) for told in listed(page, "nodes") if told)
            info = table(page, "pageInfo")
            after = said(info, "endCursor") or None
            if not info.get("hasNextPage") or not after:
                return

    def _discussed(self, http: Http, discussion: str) -> Iterator[Post]:
        after: str | None = None
        for _ in http.pages(_REACHABLE):
            asked = {"discussion": discussion, "after": after}
            page = self._graph(http, COMMENTS, ("node", "comments"), **asked)
            for told in listed(page, "nodes"):
                yield from discussed(told, self.endpoint)
            info = table(page, "pageInfo")
            after = said(info, "endCursor") or None
            if not info.get("hasNextPage") or not after:
                return

    def _graph(
        self, http: Http, question: str, place: tuple[str, ...], **asked: str | None
    ) -> dict[str, Any]:
        """The list that an answer of GraphQL holds at a place. An error comes with status 200."""
        answer = http.post(
            self.endpoint.rstrip("/") + "/graphql",
            json={"query": question, "variables": asked},
            headers={"authorization": f"Bearer {self.token}"},
        ).json()
        if errors := listed(answer, "errors"):
            why = mask(tidy(said(errors[0], "message")), [self.token or ""])[:200] or "—"
            raise SourceError("forums-refused", host=self.host, why=why)
        page = need(answer, "data", *place, url=self.endpoint)
        need(page, "nodes", url=self.endpoint)
        told: dict[str, Any] = page
        return told

    def _ask(self, http: Http, path: str, **params: Any) -> Any:
        headers = {"accept": _MATCHES, "x-github-api-version": "2022-11-28"}
        if self.token:
            headers["authorization"] = f"Bearer {self.token}"
        return http.json(self.endpoint.rstrip("/") + path, params=params, headers=headers)
