"""Issues, comments and discussions of GitHub to posts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from mentionwatch.model import Author, Engagement, Post
from mentionwatch.sources._markdown import plain
from mentionwatch.sources._told import count, id_of, listed, number, said, table, word
from mentionwatch.text.clean import tidy
from mentionwatch.text.dates import parse_date
from mentionwatch.text.urls import absolute, site

if TYPE_CHECKING:
    from collections.abc import Iterator

DISCUSSIONS = """
query($query: String!, $after: String) {
  search(type: DISCUSSION, query: $query, first: 50, after: $after) {
    pageInfo { hasNextPage endCursor }
    nodes { ... on Discussion {
      id title body url createdAt upvoteCount author { login url } comments { totalCount }
    } }
  }
}
"""


COMMENTS = """
query($discussion: ID!, $after: String) {
  node(id: $discussion) { ... on Discussion {
    comments(first: 50, after: $after) {
      pageInfo { hasNextPage endCursor }
      nodes {
        id url body createdAt upvoteCount author { login url }
        replies(first: 50) { nodes { id url body createdAt upvoteCount author { login url } } }
      }
    }
  } }
}
"""


def issue(told: dict[str, Any], url: str) -> Post:
    """An issue or a pull request; ``url`` is the address that told it."""
    page = absolute(word(told, "html_url", url=url))
    return Post(
        source="github",
        id=str(number(told, "id", url=url)),
        url=page,
        title=tidy(word(told, "title", url=url)) or None,
        text=plain(said(told, "body")),
        author=_author(table(told, "user"), "html_url"),
        published=parse_date(said(told, "created_at")),
        kind="post",
        site=site(page),
        thread=page,
        engagement=Engagement(likes=_likes(told), comments=count(told, "comments")),
    )


def comment(told: dict[str, Any], url: str) -> Post:
    """A comment on an issue or a pull request."""
    page = absolute(word(told, "html_url", url=url))
    thread = page.partition("#")[0] if page else None
    return Post(
        source="github",
        id=f"comment-{number(told, 'id', url=url)}",
        url=page,
        text=plain(said(told, "body")),
        author=_author(table(told, "user"), "html_url"),
        published=parse_date(said(told, "created_at")),
        kind="comment",
        site=site(page),
        thread=thread,
        parent=thread,
        engagement=Engagement(likes=_likes(told)),
    )


def discussion(told: dict[str, Any], url: str) -> Post:
    """A discussion, as GraphQL tells it."""
    page = absolute(word(told, "url", url=url))
    return Post(
        source="github",
        id=id_of(told, "id", url=url),
        url=page,
        title=tidy(word(told, "title", url=url)) or None,
        text=plain(said(told, "body")),
        author=_author(table(told, "author"), "url"),
        published=parse_date(said(told, "createdAt")),
        kind="post",
        site=site(page),
        thread=page,
        engagement=Engagement(
            likes=count(told, "upvoteCount"), comments=count(table(told, "comments"), "totalCount")
        ),
    )


def discussed(told: dict[str, Any], url: str) -> Iterator[Post]:
    """A comment on a discussion and the replies to it, as GraphQL tells them."""
    top = _discussed(told, None, url)
    yield top
    for reply in listed(table(told, "replies"), "nodes"):
        yield _discussed(reply, top.url, url)


def _discussed(told: dict[str, Any], parent: str | None, url: str) -> Post:
    page = absolute(word(told, "url", url=url))
    thread = page.partition("#")[0] if page else None
    return Post(
        source="github",
        id=id_of(told, "id", url=url),
        url=page,
        text=plain(said(told, "body")),
        author=_author(table(told, "author"), "url"),
        published=parse_date(said(told, "createdAt")),
        kind="comment",
        site=site(page),
        thread=thread,
        parent=parent or thread,
        engagement=Engagement(likes=count(told, "upvoteCount")),
    )


def commented(told: dict[str, Any], endpoint: str) -> Iterator[str]:
    """The addresses of the comments in which a search found its words."""
    for match in told.get("text_matches") or []:
        address = said(match, "object_url")
        if said(match, "object_type") == "IssueComment" and address.startswith(endpoint.rstrip("/") + "/"):
            yield address


def _author(told: dict[str, Any], link: str) -> Author | None:
    login = said(told, "login")
    own = count(told, "id")
    return (
        Author(name=login, handle=login, id=str(own) if own else None, url=absolute(said(told, link)))
        if login
        else None
    )


def _likes(told: dict[str, Any]) -> int | None:
    return count(table(told, "reactions"), "+1")
