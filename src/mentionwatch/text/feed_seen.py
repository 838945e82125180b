"""Which entries of a feed were read before: most of a feed that changed are, and need not be read again."""

from __future__ import annotations

from collections import Counter
from dataclasses import fields
from hashlib import blake2b
from operator import attrgetter
from struct import iter_unpack
from typing import TYPE_CHECKING

from mentionwatch import __version__
from mentionwatch.text.feed_draft import Draft
from mentionwatch.text.urls import identity

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from mentionwatch.text.feed_draft import Channel

MOST = 2000
"""Entries of a feed that are remembered: eight bytes each."""

_told = attrgetter(*(field.name for field in fields(Draft)))


def digests(
    channel: Channel, links: Sequence[str | None], shared: Collection[str], url: str, source: str
) -> list[bytes]:
    """A hash of each entry with all that a post is made of: what the feed says of itself, and how we read.

    ``shared`` are the identifiers that identify nothing.
    """
    about = (__version__, source, url, channel.title, channel.link, channel.language)
    hashing = blake2b(repr(about).encode(), digest_size=8)
    found = []
    for draft, link in zip(channel.drafts, links, strict=True):
        one = hashing.copy()
        one.update(
            "\x1f".join(map(str, (link, draft.id in shared, *_told(draft)))).encode(errors="surrogatepass")
        )
        found.append(one.digest())
    return found


def unread(
    channel: Channel, links: Sequence[str | None], digests: Sequence[bytes], seen: bytes
) -> list[bool]:
    """Whether each entry is to be read: it was not read before, or shares what should tell it from others.

    Whether an address or an identifier tells a post from others can be seen only of all that have it.
    """
    known = {digest for (digest,) in iter_unpack("8s", seen)}
    addresses = [identity(link) if link else None for link in links]
    those = Counter(addresses)
    names = Counter(draft.id for draft in channel.drafts)
    return [
        digest not in known
        or (address is not None and those[address] > 1)
        or (draft.id != "" and names[draft.id] > 1)
        for draft, address, digest in zip(channel.drafts, addresses, digests, strict=True)
    ]
