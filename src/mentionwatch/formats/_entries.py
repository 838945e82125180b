"""What the feeds of mentions have in common, whatever they are written in."""

from __future__ import annotations

from uuid import NAMESPACE_URL, uuid5

from mentionwatch.formats._figures import Figures
from mentionwatch.model import Mention
from mentionwatch.text.safe import plain

TEXT = 3000
"""Characters of a text that are shown."""

_TITLE = 100


def title(mention: Mention, figures: Figures) -> str:
    """What an entry is called: its post's title, or how its text begins, or where it stands."""
    said = plain(mention.post.title or mention.post.text, _TITLE)
    return said or plain(mention.post.site or mention.post.source, _TITLE) or figures.untold


def identifier(mention: Mention) -> str:
    """What tells an entry from others, for ever."""
    return urn("mention", mention.post.source, mention.post.id, mention.topic)


def urn(*parts: str) -> str:
    """An identifier that is the same for the same parts, everywhere and for ever (RFC 9562, version 5)."""
    name = "\n".join(("mentionwatch", *parts)).encode("utf-8", "backslashreplace").decode()
    return uuid5(NAMESPACE_URL, name).urn
