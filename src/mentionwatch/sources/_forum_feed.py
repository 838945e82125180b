"""The feeds of forums: their posts are posts and comments, not articles."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from mentionwatch.text.encoding import charset
from mentionwatch.text.feeds import read as read_feed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mentionwatch.http import Reply
    from mentionwatch.model import Post

_REPLY = re.compile(r"(?:\A|•\s*)(?:re|ответ|aw|antw|rép?)\s*(?:\[\d+\])?\s*:", re.IGNORECASE)
_FOOTER = re.compile(
    r"\n(?:statisti(?:cs|k|ques)|статистика|estadísticas): [^\n]*\Z", re.IGNORECASE
)  # of phpBB


def read(reply: Reply) -> Iterator[Post]:
    """The posts of a forum's feed. Raises LayoutChanged for what is no feed."""
    feed = read_feed(
        reply.body, url=reply.url, charset=charset(reply.headers.get("content-type")), source="forum"
    )
    for post in feed.posts:
        answer = post.kind == "comment" or bool(_REPLY.search(post.title or ""))
        yield replace(post, text=_FOOTER.sub("", post.text), kind="comment" if answer else "post")
