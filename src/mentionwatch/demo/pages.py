"""The sample as its sites would serve it: RSS in windows-1251, RSS in UTF-8, Atom, JSON Feed, Algolia's JSON."""

from __future__ import annotations

import json
from collections.abc import Sequence
from email.utils import format_datetime
from html import escape

from mentionwatch.demo.world import Told

_OUTSIDE = 10_000


def forum(told: Sequence[Told]) -> bytes:
    """RSS 2.0 of a Russian forum, in the encoding that many of them still use."""
    entries = "".join(
        f"<item><title>{escape(post.title)}</title><link>{post.url}</link><guid>{post.url}</guid>"
        f"<author>{escape(post.author)}</author><pubDate>{format_datetime(post.time)}</pubDate>"
        f"<description>{escape(f'<p>{escape(post.text)}</p>')}</description></item>"
        for post in told
    )
    feed = f'<?xml version="1.0" encoding="windows-1251"?>{_rss("Форум Севергорода", entries)}'
    return feed.encode("windows-1251", "xmlcharrefreplace")


def news(told: Sequence[Told]) -> bytes:
    """RSS 2.0 of a newspaper: the whole text in content:encoded."""
    entries = "".join(
        f'<item><title>{escape(post.title)}</title><link>{post.url}/</link><guid isPermaLink="false">vesti-'
        f"{post.number}</guid><dc:creator>{escape(post.author)}</dc:creator><pubDate>{format_datetime(post.time)}"
        f"</pubDate><content:encoded><![CDATA[<p>{escape(post.text)}</p>]]></content:encoded></item>"
        for post in told
    )
    return f'<?xml version="1.0" encoding="UTF-8"?>{_rss("Вести Севергорода", entries)}'.encode()


def mirror(told: Sequence[Told], originals: Sequence[Told]) -> bytes:
    """RSS of a site that copies the newspaper: other guids, plain http, tracking parameters."""
    by_title = {post.title: post for post in originals}
    entries = "".join(
        f"<item><title>{escape(post.title)}</title><guid>copy-{post.number}</guid>"
        f"<link>{by_title[post.title].url.replace('https', 'http')}?utm_source=digest&amp;utm_medium=rss</link>"
        f"<pubDate>{format_datetime(post.time)}</pubDate><description>{escape(post.text)}</description></item>"
        for post in told
    )
    return f'<?xml version="1.0" encoding="UTF-8"?>{_rss("Дайджест", entries)}'.encode()


def blog(told: Sequence[Told]) -> bytes:
    """An Atom feed."""
    entries = "".join(
        f"<entry><id>tag:whitfield.example,2026:{post.number}</id><title>{escape(post.title)}</title>"
        f'<link rel="alternate" href="{post.url}"/><published>{post.time.isoformat()}</published>'
        f"<updated>{post.time.isoformat()}</updated><author><name>{escape(post.author)}</name></author>"
        f'<content type="html">{escape(f"<p>{escape(post.text)}</p>")}</content></entry>'
        for post in told
    )
    head = "<id>tag:whitfield.example,2026:feed</id><title>Packets and Fjords</title>"
    return f'<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom">{head}{entries}</feed>'.encode()


def reviews(told: Sequence[Told]) -> bytes:
    """A JSON Feed (version 1.1)."""
    feed = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": "Отзывы",
        "items": [
            {
                "id": str(post.number),
                "url": post.url,
                "title": post.title,
                "content_text": post.text,
                "date_published": post.time.isoformat(),
                "authors": [{"name": post.author}],
            }
            for post in told
        ],
    }
    return json.dumps(feed, ensure_ascii=False).encode()


def hacker_news(told: Sequence[Told], query: str) -> bytes:
    """An answer of Algolia's search_by_date: the posts that hold every word of the query."""
    words = query.casefold().replace('"', "").split()
    found = [post for post in told if all(word in f"{post.title} {post.text}".casefold() for word in words)]
    hits = [_hit(post, told) for post in found]
    return json.dumps(
        {"hits": hits, "nbHits": len(hits), "page": 0, "nbPages": 1, "hitsPerPage": 100}
    ).encode()


def thread(told: Sequence[Told], post: Told) -> bytes:
    """An answer of Algolia's items: a post with all that answers it."""
    return json.dumps(_whole(post, told)).encode()


def _hit(post: Told, told: Sequence[Told]) -> dict[str, object]:
    shared = {
        "objectID": str(post.number),
        "author": post.author,
        "created_at": post.time.isoformat(),
        "created_at_i": int(post.time.timestamp()),
        "points": post.likes,
        "num_comments": None,
    }
    if not _is_comment(post):
        return {
            **shared,
            "title": post.title,
            "story_text": escape(post.text),
            "url": None,
            "_tags": ["story"],
        }
    story = {"story_id": _story(post, told), "parent_id": _parent(post, told)}
    return {**shared, **story, "points": None, "comment_text": escape(post.text), "_tags": ["comment"]}


def _whole(post: Told, told: Sequence[Told]) -> dict[str, object]:
    below = [one for one in told if _is_comment(one) and _parent(one, told) == post.number]
    return {
        "id": post.number,
        "created_at_i": int(post.time.timestamp()),
        "author": post.author,
        "title": None if _is_comment(post) else post.title,
        "text": escape(post.text),
        "points": None if _is_comment(post) else post.likes,
        "story_id": _story(post, told),
        "parent_id": _parent(post, told) if _is_comment(post) else None,
        "children": [_whole(one, told) for one in sorted(below, key=lambda one: one.time)],
    }


def _is_comment(post: Told) -> bool:
    return post.title.startswith("Comment")


def _story(post: Told, told: Sequence[Told]) -> int:
    """The number of the story that a post stands under, or is."""
    above = _answered(post, told)
    if above:
        return _story(above, told)
    return _parent(post, told) if _is_comment(post) else post.number


def _parent(post: Told, told: Sequence[Told]) -> int:
    """The number of what a comment answers; some answer stories that are not in the sample."""
    above = _answered(post, told)
    return above.number if above else post.number + _OUTSIDE


def _answered(post: Told, told: Sequence[Told]) -> Told | None:
    """What a comment answers: its title begins as that does."""
    begins = post.title.partition(": ")[2]
    earlier = (one for one in told if begins and one.time < post.time)
    return next((one for one in earlier if one.title.startswith(begins) or one.text.startswith(begins)), None)


def _rss(title: str, entries: str) -> str:
    names = (
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:content="http://purl.org/rss/1.0/modules/content/"'
    )
    head = f"<title>{escape(title)}</title><link>https://severgorod.example/</link>"
    return f'<rss version="2.0" {names}><channel>{head}{entries}</channel></rss>'
