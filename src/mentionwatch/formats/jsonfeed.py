"""The latest mentions as a JSON Feed (version 1.1, https://www.jsonfeed.org/version/1.1), for programs and readers."""

from __future__ import annotations

import json
from typing import Any

from mentionwatch.formats import _entries as entries
from mentionwatch.formats import _quotes as quotes
from mentionwatch.formats import _sentences as sentences
from mentionwatch.formats._figures import Figures
from mentionwatch.formats._times import stamp
from mentionwatch.model import Author, Mention, Report
from mentionwatch.plugins import Format
from mentionwatch.text.safe import link, plain


class JsonFeed(Format):
    """The newest mentions of the period, newest first, as `feed` tells them, in JSON."""

    def render(self, report: Report) -> str:
        """A whole document, in which nothing is hidden and nothing is markup."""
        figures = Figures(self.lang, report.zone, report.period.end)
        feed = {
            "version": "https://jsonfeed.org/version/1.1",
            "title": sentences.heading(report, figures),
            "language": figures.locale.language,
            "authors": [{"name": "mentionwatch"}],
            "items": [_item(mention, figures) for mention in report.newest],
        }
        return json.dumps(feed, ensure_ascii=False, indent=1) + "\n"


def _item(mention: Mention, figures: Figures) -> dict[str, Any]:
    post, feeling = mention.post, mention.sentiment
    told = {
        "id": entries.identifier(mention),
        "url": link(post.url),
        "title": entries.title(mention, figures),
        "content_text": plain(post.text, entries.TEXT),
        "date_published": stamp(post.published) if post.published else None,
        "date_modified": stamp(mention.first_seen),
        "authors": [_author(post.author, figures)],
        "tags": [plain(mention.topic, 80), *([feeling.label] if feeling else [])],
        "language": plain(post.language, 20) or None,
    }
    return {name: value for name, value in told.items() if value is not None}


def _author(author: Author | None, figures: Figures) -> dict[str, str]:
    address = link(author.url) if author else None
    return {"name": quotes.author_name(author, figures), **({"url": address} if address else {})}
