"""Google Alerts that are delivered to a feed: https://www.google.com/alerts"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from pydantic import Field

from mentionwatch.plugins import Source
from mentionwatch.sources._feed import newest_first, news
from mentionwatch.sources._told import shown_since

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mentionwatch.http import Http
    from mentionwatch.model import Post, Search


class GoogleAlerts(Source):
    """Reads what a Google Alert has found on the web: news, blogs, forums, pages. Each is told with its title and
    a few words of its text.
    """

    needs: ClassVar[str] = (
        "a Google account: google.com/alerts → write the query → “Show options” → “Deliver to: RSS feed” → the address "
        "behind the feed sign. Who knows that address can read the alert: keep it in an environment variable"
    )
    limits: ClassVar[str] = (
        "The newest 20 or so; new ones appear hours after publication. Dates are when Google found it."
    )
    example: ClassVar[str] = '[[sources]]\ntype = "googlealerts"\nurl = "${GOOGLE_ALERT}"\nname = "Старлинк"'

    url: str = Field(
        pattern=r"^https?://", description="address of the feed: https://www.google.com/alerts/feeds/…"
    )

    def fetch(self, http: Http, search: Search) -> Iterator[Post]:
        """The posts of the feed; their addresses are the publishers' own."""
        feed = news(http, self.url, "googlealerts")
        if feed.is_whole:  # else it reaches back to what was read before
            http.ends(shown_since(feed.posts))
        yield from newest_first(feed)
