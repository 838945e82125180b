"""Mailboxes that archives of mailing lists hand out, gzipped or not."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from mentionwatch.errors import AccessDenied, LayoutChanged
from mentionwatch.http.coding import decoded
from mentionwatch.http.faults import BadCoding, CutShort, TooLarge
from mentionwatch.text.feeds import is_html
from mentionwatch.text.mail import is_mailbox

if TYPE_CHECKING:
    from mentionwatch.http import Reply
    from mentionwatch.model import Post

_LARGEST = 100_000_000
_GZIP = b"\x1f\x8b"


def mailbox(reply: Reply) -> bytes:
    """The mailbox in an answer; empty where nothing was written.

    Raises AccessDenied for a page, which is that of a login, and LayoutChanged for whatever else is no mailbox.
    """
    if is_html(reply.body):
        raise AccessDenied("forums-closed", host=urlsplit(reply.url).netloc)
    try:
        told = decoded([reply.body], "gzip", _LARGEST) if reply.body.startswith(_GZIP) else reply.body
    except (BadCoding, CutShort, TooLarge):
        raise LayoutChanged("forums-no-mailbox", url=reply.url) from None
    if told.strip() and not is_mailbox(told):
        raise LayoutChanged("forums-no-mailbox", url=reply.url)
    return told


def newness(post: Post) -> float:
    """When a mail was written, to sort by; those without a date are the oldest."""
    return post.published.timestamp() if post.published else 0.0
