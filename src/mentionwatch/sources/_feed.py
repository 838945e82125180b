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

    from mentionwatch.http import Http
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
    reply = http.get(url, params=params, conditional=conditional)
    told = charset(reply.headers.get("content-type"))
    return read(reply.body, url=home or reply.url, charset=told, source=source)


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
    what came before the posts of the feed at an address; it is asked where all of these are new.
    """
    failed: list[SourceError] = []
    for address in addresses:
        try:
            with suppress(NotModified):
                feed = ask(http, address, source, conditional=True)
                yield from recent(chain(newest_first(feed), older(address, feed)), since)
                if older is _none:
                    http.ends(shown_since(feed.posts))
        except RateLimited:
            raise
        except SourceError as error:
            failed.append(error)
    if failed:
        first = failed[0]  # one feed gone is not the source gone
        raise SourceError(first.message, **first.values) if isinstance(first, Gone) else first
