"""The latest mentions as an Atom feed (RFC 4287), to follow in any feed reader."""

from __future__ import annotations

from datetime import datetime

from mentionwatch.formats import _entries as entries
from mentionwatch.formats import _quotes as quotes
from mentionwatch.formats import _sentences as sentences
from mentionwatch.formats._figures import Figures
from mentionwatch.formats._markup import Markup, element, join
from mentionwatch.formats._times import stamp
from mentionwatch.model import Author, Mention, Report
from mentionwatch.plugins import Format
from mentionwatch.text.safe import link, plain

_NAMESPACE = "http://www.w3.org/2005/Atom"
_BREAK = Markup("\n")


class Feed(Format):
    """The newest mentions of the period, newest first. A mention keeps its identifier for ever."""

    def render(self, report: Report) -> str:
        """A whole Atom document. All of strangers' text is of type ``text``."""
        figures = Figures(self.lang, report.zone, report.period.end)
        feed = element(
            "feed",
            element("title", sentences.heading(report, figures)),
            element("id", entries.urn("feed", *report.topics_asked)),
            element("updated", stamp(_updated(report))),
            element("author", element("name", "mentionwatch")),
            element("generator", "mentionwatch"),
            *(join(_BREAK, _entry(mention, figures)) for mention in report.newest),
            **{"xmlns": _NAMESPACE, "xml:lang": figures.locale.language},
        )
        return f'<?xml version="1.0" encoding="utf-8"?>\n{feed}\n'


def _updated(report: Report) -> datetime:
    """When the newest mention was found: a feed without news does not look changed."""
    return max((mention.first_seen for mention in report.newest), default=report.made)


def _entry(mention: Mention, figures: Figures) -> Markup:
    post = mention.post
    address = link(post.url)
    return element(
        "entry",
        element("title", entries.title(mention, figures)),
        element("id", entries.identifier(mention)),
        element("link", rel="alternate", href=address) if address else None,
        element("updated", stamp(mention.first_seen)),
        element("published", stamp(post.published)) if post.published else None,
        _author(post.author, figures),
        element("category", term=plain(mention.topic, 80)),
        _sentiment(mention, figures),
        element("content", plain(post.text, entries.TEXT), type="text"),
    )


def _author(author: Author | None, figures: Figures) -> Markup:
    address = link(author.url) if author else None
    return element(
        "author",
        element("name", quotes.author_name(author, figures)),
        element("uri", address) if address else None,
    )


def _sentiment(mention: Mention, figures: Figures) -> Markup | None:
    if mention.sentiment is None:
        return None
    label = mention.sentiment.label
    return element("category", term=label, label=figures.say(label))
