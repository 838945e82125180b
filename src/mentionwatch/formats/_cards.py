"""Mentions as HTML: cards with the words that were said, and a ranked list."""

from __future__ import annotations

from collections.abc import Sequence

from mentionwatch.formats import _quotes as quotes
from mentionwatch.formats._figures import Figures
from mentionwatch.formats._markup import Markup, element, join
from mentionwatch.model import Mention, Report
from mentionwatch.text.safe import link


def cards(mentions: Sequence[Mention], report: Report, figures: Figures) -> Markup:
    """Each mention's title and passage with matches marked, its writer, place, day and reactions."""
    return element("div", *(_card(mention, report, figures) for mention in mentions), class_="cards")


def ranking(mentions: Sequence[Mention], report: Report, figures: Figures) -> Markup:
    """The mentions in the order given, a line or two each."""
    return element("ol", *(_ranked(mention, report, figures) for mention in mentions), class_="ranked")


def linked(text: str, url: str | None) -> Markup:
    """The text as a link, if the address is one that leads where it seems to; else the text."""
    address = link(url)
    return element("a", text, href=address, rel="noopener noreferrer nofollow") if address else join(text)


def _card(mention: Mention, report: Report, figures: Figures) -> Markup:
    title = quotes.title(mention)
    who, *where = quotes.byline(mention, report, figures)
    return element(
        "article",
        element("h3", *marked(title), dir="auto") if title else None,
        element("blockquote", *marked(quotes.quote(mention)), dir="auto"),
        element(
            "p",
            element("b", who, dir="auto"),
            element("br"),
            linked(" · ".join(where), mention.post.url),
            *_after(element("br"), quotes.reactions(mention, figures)),
            class_="origin",
        ),
        class_=f"card {_label(mention)}",
    )


def _ranked(mention: Mention, report: Report, figures: Figures) -> Markup:
    who, *where = quotes.byline(mention, report, figures)
    return element(
        "li",
        element("i", class_=_label(mention), title=figures.say(_label(mention))),
        element("span", *marked(quotes.title(mention) or quotes.quote(mention, 140)), dir="auto"),
        element(
            "span",
            element("b", who, dir="auto"),
            " · ",
            linked(" · ".join(where), mention.post.url),
            *_after(" · ", quotes.reactions(mention, figures)),
            class_="origin",
        ),
    )


def _after(mark: str, reactions: Sequence[str]) -> Sequence[str]:
    return [mark, " · ".join(reactions)] if reactions else []


def _label(mention: Mention) -> str:
    return mention.sentiment.label if mention.sentiment else "unknown"


def marked(pieces: Sequence[quotes.Piece]) -> list[Markup]:
    """The pieces, matches marked."""
    return [element("mark", piece.text) if piece.matched else join(piece.text) for piece in pieces]
