"""Lists of feeds as feed readers export them: OPML 1.0 and 2.0, http://opml.org/spec2.opml"""

from __future__ import annotations

from mentionwatch.errors import ConfigError
from mentionwatch.text.encoding import decode
from mentionwatch.text.feed_tree import tree

_MANY = 100_000


def read_opml(body: bytes) -> list[tuple[str, str]]:
    """The feeds of a list, of all its folders, in their order: address and title (empty where there is none).

    An address that stands there twice comes once. Raises ConfigError for what is no OPML or lists no feed.
    """
    root = tree(decode(body))[0]
    if root is None or not isinstance(root.tag, str) or root.tag.lower() != "opml":
        raise ConfigError("opml-unreadable")
    feeds: dict[str, str] = {}
    for outline in root.iter("outline"):
        told = {str(name).lower(): str(value).strip() for name, value in outline.attrib.items()}
        address = told.get("xmlurl") or (told.get("url", "") if told.get("type", "").lower() == "rss" else "")
        if address.startswith(("http://", "https://")) and len(feeds) < _MANY:
            feeds.setdefault(address, told.get("title") or told.get("text") or "")
    if not feeds:
        raise ConfigError("opml-empty")
    return list(feeds.items())
