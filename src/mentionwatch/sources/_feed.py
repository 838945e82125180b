"""Reading feeds for the sources that know where a platform keeps them."""

from __future__ import annotations

from contextlib import suppress
from datetime import UTC, datetime
from itertools import chain
from typing import TYPE_CHECKING

from mentionwatch.errors import Gone, RateLimited, SourceError
from mentionwatch.http import NotModified
from mentionwatch.sources._told import recent, shown_since
from mentionwatch.text.encoding import charset
from mentionwatch.text.feeds import Feed, read

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from typing import Any

    from mentionwatch.http import Http, Reply
    from mentionwatch.model import Post

_UNDATED = datetime.max.replace(tzinfo=UTC)


def ask(
    http: Http,
    url: str,
    source: str,
    *,
    params: Mapping[str, Any] | None = None,
    home: str | None = None,
    conditional: bool = False,
) -> Feed:
    """The feed at an address. Identifiers that are the feed's own are told apart by ``home`` where it is given,
    for an address that is another for each search. Raises LayoutChanged for what is no feed.
    """
    return _read(http.get(url, params=params, conditional=conditional), source, home=home)


def news(http: Http, url: str, source: str) -> Feed:
    """The feed at an address without the entries that were read before: for sources that make a post of each entry
    by itself, and ask nothing of those that are left out. Raises NotModified, and LayoutChanged for what is no feed.
    """
    feed = _read(http.get(url, conditional=True), source, seen=http.seen(url))
    http.saw(url, feed.seen)
    return feed


def _read(reply: Reply, source: str, *, home: str | None = None, seen: bytes = b"") -> Feed:
    told = charset(reply.headers.get("content-type"))
    return read(reply.body, url=home or reply.url, charset=told, source=source, seen=seen)


def newest_first(feed: Feed) -> list[Post]:
    """The posts of a feed; those without a date come first."""
    return sorted(feed.posts, key=lambda post: post.published or _UNDATED, reverse=True)


def _none(_address: str, _feed: Feed) -> Iterator[Post]:
    return iter(())


def walk(
    http: Http,
    addresses: Iterable[str],
    source: str,
    since: datetime,
    older: Callable[[str, Feed], Iterator[Post]] = _none,
) -> Iterator[Post]:
    """What is new in several feeds, one after the other; then the first failure, if any, is raised. ``older`` gives
    what came before the posts of the feed at an address; it is asked where all of these are new, for which all of
    them are read each time.
    """
    ends = older is _none
    failed: list[SourceError] = []
    for address in addresses:
        try:
            with suppress(NotModified):
                feed = news(http, address, source) if ends else ask(http, address, source, conditional=True)
                yield from recent(chain(newest_first(feed), older(address, feed)), since)
                if ends and feed.is_whole:  # else it reaches back to what was read before
                    http.ends(shown_since(feed.posts))
        except RateLimited:
            raise
        except SourceError as error:
            failed.append(error)
    if failed:
        first = failed[0]  # one feed gone is not the source gone
        raise SourceError(first.message, **first.values) if isinstance(first, Gone) else first
