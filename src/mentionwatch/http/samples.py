"""What is kept of an answer that was not what it should be: enough to see what came, and no secret."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mentionwatch.http.masking import mask
from mentionwatch.model import Sample

if TYPE_CHECKING:
    from datetime import datetime

    from mentionwatch.http.reply import Reply

LARGEST = 50_000
"""Characters of a body that are kept: pages that block programs are short, and others tell what they are at once."""

_HEADERS = (
    "content-type",
    "content-length",
    "date",
    "server",
    "via",
    "location",
    "retry-after",
    "cf-mitigated",
)


def sample(reply: Reply, now: datetime) -> Sample:
    """The beginning of an answer with its secrets masked; headers that could hold others are left out."""
    head = [f"{name}: {value}" for name, value in reply.headers.items() if _is_kept(name)]
    body = reply.text()[: LARGEST * 2]  # masked before it is cut, lest half a secret stays
    return Sample(
        at=now,
        url=mask(reply.url, reply.secrets),
        status=reply.status,
        head=mask("\n".join(head), reply.secrets),
        body=mask(body, reply.secrets)[:LARGEST],
    )


def _is_kept(name: str) -> bool:
    return name in _HEADERS or name.startswith(("x-ratelimit", "x-rate-limit", "ratelimit"))
