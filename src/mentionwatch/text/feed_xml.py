"""XML feeds through lxml, with feedparser behind it for what lxml cannot read whole.

Formats: https://www.rssboard.org/rss-specification, https://web.resource.org/rss/1.0/spec, RFC 4287 (Atom),
RFC 4685 (threads), https://www.rssboard.org/media-rss.
"""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import islice
from typing import TYPE_CHECKING

from lxml import etree

from mentionwatch.text.feed_draft import Channel, Draft
from mentionwatch.text.feed_tree import parsed, tree

if TYPE_CHECKING:
    from collections.abc import Iterator

# One name for each namespace, however it is written; the empty one for what feeds are made of.
_NAMESPACES = {
    "http://purl.org/dc/elements/1.1/": "dc:",
    "http://purl.org/dc/elements/1.0/": "dc:",
    "http://purl.org/dc/terms/": "dc:",
    "http://purl.org/rss/1.0/modules/content/": "content:",
    "http://purl.org/rss/1.0/modules/slash/": "slash:",
    "http://wellformedweb.org/commentapi/": "wfw:",
    "http://purl.org/syndication/thread/1.0": "thr:",
    "http://search.yahoo.com/mrss/": "media:",
    "http://search.yahoo.com/mrss": "media:",
    "http://www.w3.org/1999/xhtml": "xhtml:",
    "http://www.itunes.com/dtds/podcast-1.0.dtd": "itunes:",
    "http://www.youtube.com/xml/schemas/2015": "yt:",
    "http://rssnamespace.org/feedburner/ext/1.0": "feedburner:",
    "http://www.livejournal.org/rss/lj/1.0/": "lj:",
    "http://news.yandex.ru": "yandex:",
    "news.yandex.ru": "yandex:",
    "http://turbo.yandex.ru": "turbo:",
    "http://news.rambler.ru": "rambler:",
    "http://news.mail.ru/": "mailru:",
    "http://www.w3.org/1999/02/22-rdf-syntax-ns#": "rdf:",
    "http://my.netscape.com/rdf/simple/0.9/": "",
    "http://channel.netscape.com/rdf/simple/0.9/": "",
    "http://purl.org/rss/1.0/": "",
    "http://purl.org/net/rss1.1#": "",
    "http://backend.userland.com/rss2": "",
    "http://blogs.law.harvard.edu/tech/rss": "",
    "http://purl.org/atom/ns#": "",
    "http://www.w3.org/2005/atom": "",
}
_ROOTS = {"rss", "rdf:rdf", "feed", "channel", "entry", "rdf"}
_SPACE = " \t\r\n"  # not the no-break space: in text that was encoded twice it is half a letter
_SHALLOW = 20  # elements
_MANY = 50_000  # posts; a feed of more is an attack, or no feed
_PREFIXED = re.compile(r"<(/?)[\w.-]{1,40}:")
_SELF_CLOSED = re.compile(r"<(?:script|style|iframe|textarea|noscript|title)\b[^<>]*/>", re.IGNORECASE)

_WHOLE_FOR_AGGREGATORS = (
    "yandex:full-text",
    "rambler:full-text",
    "rambler:fulltext",
    "mailru:full-text",
    "full-text",
    "fulltext",
    "turbo:content",
)
_TEXT = (
    "content:encoded",
    "content",
    "xhtml:body",
    *_WHOLE_FOR_AGGREGATORS,
    "description",
    "summary",
    "dc:description",
    "media:group",
    "itunes:summary",
)
_DATE = (
    "pubdate",
    "published",
    "dc:date",
    "issued",
    "dc:issued",
    "dc:created",
    "created",
    "updated",
    "modified",
    "dc:modified",
)
_COMMENTS = ("slash:comments", "thr:total", "lj:reply-count")
_AUTHOR = ("dc:creator", "author", "itunes:author", "dc:author", "lj:poster")


def read(text: str) -> Channel | None:
    """The feed, or None where there is none in it."""
    root, body, flawed = tree(text)
    top = _top(root, body)
    channel = None if top is None else _channel(top)
    if flawed and (len(channel.drafts) if channel else 0) < _promised(body):
        from mentionwatch.text import feed_loose

        loose = feed_loose.read(body)
        if loose and (channel is None or len(loose.drafts) > len(channel.drafts)):
            return loose
    return channel


def _top(root: etree._Element | None, body: bytes) -> etree._Element | None:
    """The element that is the feed: the root, in whatever namespace, or what a page was put around."""
    if root is None:
        return None
    namespace, _, name = str(root.tag).rpartition("}")
    if namespace and name.lower() in _ROOTS and _key(root.tag) not in _ROOTS:
        own = re.compile(rb"""xmlns=["']%b["']""" % re.escape(namespace[1:].encode()))
        return parsed(own.sub(b"", body, count=1))[0]
    return next((node for node in islice(root.iter(), _SHALLOW) if _key(node.tag) in _ROOTS), None)


def _promised(body: bytes) -> int:
    return sum(body.count(b"<" + name + end) for name in (b"item", b"entry") for end in (b">", b" ", b"\n"))


@lru_cache(maxsize=4096)
def _key(tag: object) -> str:
    """``{http://purl.org/dc/elements/1.1/}Creator`` and the undeclared ``dc:creator`` are ``dc:creator``."""
    if not isinstance(tag, str):  # an entity that was not resolved
        return ""
    if not tag.startswith("{"):
        return tag.lower().removeprefix("atom:").removeprefix("rss:")
    namespace, _, name = tag[1:].partition("}")
    prefix = _NAMESPACES.get(namespace.lower().replace("https://", "http://"), "?:")
    return prefix + name.lower()


def _channel(root: etree._Element) -> Channel:
    channel = Channel(language=root.get("{http://www.w3.org/XML/1998/namespace}lang"))
    nodes = [root] if _key(root.tag) == "entry" else list(_nodes(root, channel))
    channel.drafts = [_draft(node) for node in nodes[:_MANY]]
    return channel


def _nodes(root: etree._Element, channel: Channel) -> Iterator[etree._Element]:
    """The elements that are posts; what the feed says of itself is noted on the way."""
    for child in root:
        key = _key(child.tag)
        if key in ("item", "entry"):
            yield child
        elif key in ("channel", "items", "?:items") and len(child):
            yield from _nodes(child, channel)
        else:
            _note(channel, key, child)


def _note(channel: Channel, key: str, node: etree._Element) -> None:
    if key == "link":
        relation = node.get("rel", "alternate")
        if relation == "next":
            channel.next = channel.next or node.get("href", "")
        elif relation == "alternate":
            channel.link = channel.link or node.get("href") or (node.text or "").strip()
    elif key == "title":
        channel.title = channel.title or _inner(node)
    elif key in ("language", "dc:language"):
        channel.language = channel.language or node.text


def _draft(node: etree._Element) -> Draft:
    parts: dict[str, etree._Element] = {}
    links: list[etree._Element] = []
    for child in node:
        key = _key(child.tag)
        if key == "link":
            links.append(child)
        elif key not in parts or not _told(parts[key]):
            parts[key] = child
    draft = Draft(
        id=_plain(parts, "guid")
        or _plain(parts, "id")
        or node.get("{http://www.w3.org/1999/02/22-rdf-syntax-ns#}about", ""),
        title=_first(parts, ("title", "dc:title", "media:title")),
        body=_first(parts, _TEXT),
        date=next((date for key in _DATE if (date := _plain(parts, key))), ""),
        comments=next((count for key in _COMMENTS if (count := _plain(parts, key))), ""),
        video="yt:videoid" in parts,
    )
    _link(draft, node, parts, links)
    _author(draft, parts)
    _more(draft, parts)
    return draft


def _told(node: etree._Element) -> bool:
    return bool(len(node) or (node.text and not node.text.isspace()) or node.attrib)


def _plain(parts: dict[str, etree._Element], key: str) -> str:
    node = parts.get(key)
    return node.text.strip() if node is not None and node.text else ""


def _first(parts: dict[str, etree._Element], keys: tuple[str, ...]) -> str:
    for key in keys:
        node = parts.get(key)
        if node is not None and (text := _inner(node)):
            return text
    return ""


def _inner(node: etree._Element) -> str:
    """The HTML within: escaped in the text, or as elements (Atom's xhtml, feeds that forgot to escape)."""
    if not len(node):
        return (node.text or "").strip(_SPACE) if _is_text(node) else ""
    if node.tag.endswith("}group"):  # Media RSS: a video's description is in its group
        nested = next((child for child in node if _key(child.tag) == "media:description"), None)
        return "" if nested is None else _inner(nested)
    whole = (node.text or "") + "".join(etree.tostring(child, encoding="unicode") for child in node)
    return _SELF_CLOSED.sub("", _PREFIXED.sub(r"<\1", whole)).strip(_SPACE)


def _is_text(node: etree._Element) -> bool:
    kind = node.get("type", "").lower()
    return node.get("mode") != "base64" and (
        "/" not in kind or kind.startswith("text/") or kind.endswith(("xml", "html"))
    )


def _link(
    draft: Draft, node: etree._Element, parts: dict[str, etree._Element], links: list[etree._Element]
) -> None:
    draft.link = _plain(parts, "feedburner:origlink") or _best(links, draft)
    guid = parts.get("guid", parts.get("id"))
    permanent = guid is not None and guid.get("isPermaLink", "true").lower() != "false"
    if not draft.link and permanent and draft.id.startswith(("http://", "https://", "/")):
        draft.link = draft.id
    if not draft.link.startswith(("http://", "https://")):
        draft.base = node.base or ""


def _best(links: list[etree._Element], draft: Draft) -> str:
    """RSS's link is text, Atom's an attribute; of several the one that leads to a page for people."""
    found = ""
    for link in links:
        address = link.get("href") or (link.text or "").strip()
        relation, kind = link.get("rel", "alternate"), link.get("type")
        if relation == "replies":
            count = link.get("{http://purl.org/syndication/thread/1.0}count", "")
            draft.comments = draft.comments or count
        elif (
            relation == "alternate" and address and (not found or (kind == "text/html" and link.get("type")))
        ):
            found = address
    return found


def _author(draft: Draft, parts: dict[str, etree._Element]) -> None:
    for key in _AUTHOR:
        node = parts.get(key)
        if node is None:
            continue
        inner = {_key(child.tag).rpartition(":")[2]: (child.text or "").strip() for child in node}
        draft.author = inner.get("name") or (node.text or "").strip()
        draft.author_url = inner.get("uri") or inner.get("url") or ""
        if draft.author:
            return


def _more(draft: Draft, parts: dict[str, etree._Element]) -> None:
    if (reply := parts.get("thr:in-reply-to")) is not None:
        draft.reply_to = reply.get("href") or reply.get("ref") or "?"
    if (publisher := parts.get("source")) is not None:
        draft.publisher_url = publisher.get("url") or _linked(publisher)
        draft.publisher = (publisher.text or "").strip()
    group = parts.get("media:group", parts.get("media:community"))
    if group is not None:
        for statistics in group.iter("{http://search.yahoo.com/mrss/}statistics"):
            draft.views = statistics.get("views", "")
        for rating in group.iter("{http://search.yahoo.com/mrss/}starRating"):
            draft.likes = rating.get("count", "")


def _linked(source: etree._Element) -> str:
    """Atom's source element is a small feed: its page."""
    channel = Channel()
    for child in source:
        _note(channel, _key(child.tag), child)
    return channel.link
