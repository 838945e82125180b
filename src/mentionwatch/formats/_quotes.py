"""What a report shows of a mention: the passage around the first match, in pieces, matches apart."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from mentionwatch.formats._figures import Figures
from mentionwatch.model import Author, Mention, Report, Span
from mentionwatch.text.safe import ELLIPSIS, fragment, plain

TITLE = 120
QUOTE = 240


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of harmless text (still to be escaped for the output), and whether the query matched it."""

    text: str
    matched: bool = False


def title(mention: Mention, limit: int = TITLE) -> list[Piece]:
    """The title with its matches; nothing where there is none."""
    text = mention.post.title or ""
    return _pieces(text, _inside(mention.spans, 0, len(text)), limit)


def quote(mention: Mention, limit: int = QUOTE) -> list[Piece]:
    """The passage around the text's first match, with matches; its beginning if only the title matched."""
    offset = len(mention.post.title) + 1 if mention.post.title else 0
    text = mention.post.text
    return _pieces(text, _inside(mention.spans, offset, offset + len(text)), limit)


def words(pieces: Sequence[Piece]) -> str:
    """The pieces as one string."""
    return "".join(piece.text for piece in pieces)


def byline(mention: Mention, report: Report, figures: Figures) -> list[str]:
    """Who, where, when: author, site or source, day, stars; the topic where the report has several.

    Harmless text, still to be escaped.
    """
    post = mention.post
    parts = [
        author_name(post.author, figures),
        plain(post.site or post.source, 60),
        figures.day(post.published or mention.first_seen),
    ]
    if post.rating is not None:
        parts.append(figures.say("rating", stars=figures.number(round(post.rating, 1))))
    if len(report.topics) > 1:
        parts.append(plain(mention.topic, 60))
    return parts


def author_name(author: Author | None, figures: Figures) -> str:
    """The name that the author shows, else the handle; harmless text."""
    shown = (author.name or author.handle) if author else None
    return plain(shown, 60) or figures.say("nobody")


def reactions(mention: Mention, figures: Figures) -> list[str]:
    """What people did with it: 12 likes, 3 comments. Nothing that the platform does not tell."""
    told = mention.post.engagement
    counts = {
        "likes": told.likes,
        "comments": told.comments,
        "shares-count": told.shares,
        "views": told.views,
    }
    return [figures.say(name, count=count) for name, count in counts.items() if count]


def _inside(spans: Sequence[Span], start: int, end: int) -> list[tuple[int, int]]:
    """The spans within [start, end), counted from ``start``, in order and without overlap."""
    found: list[tuple[int, int]] = []
    for span in sorted(spans, key=lambda span: span.start):
        low, high = max(span.start, start) - start, min(span.end, end) - start
        if low < high and (not found or low >= found[-1][1]):
            found.append((low, high))
    return found


def _pieces(text: str, spans: Sequence[tuple[int, int]], limit: int) -> list[Piece]:
    low, high = _window(text, spans[0] if spans else (0, 0), limit)
    pieces = list(_split(text, spans, low, high))
    if low > 0:
        pieces.insert(0, Piece(ELLIPSIS))
    if high < len(text):
        pieces.append(Piece(ELLIPSIS))
    return _trimmed(pieces)


def _window(text: str, match: tuple[int, int], limit: int) -> tuple[int, int]:
    """Where the passage begins and ends: the match a third into it, whole words if they are not endless."""
    if len(text) <= limit:
        return 0, len(text)
    low = max(0, min(match[0] - limit // 3, len(text) - limit))
    high = low + limit
    if low > 0:
        blank = text.find(" ", low, match[0])
        low = blank + 1 if blank >= 0 else low
    if high < len(text):
        blank = text.rfind(" ", max(match[1], high - limit // 3), high)
        high = blank if blank >= 0 else high
    return low, high


def _split(text: str, spans: Sequence[tuple[int, int]], low: int, high: int) -> Iterator[Piece]:
    at = low
    for start, end in spans:
        if start >= high:
            break
        if end <= at:
            continue
        yield Piece(fragment(text[at : max(start, at)]))
        yield Piece(fragment(text[max(start, at) : min(end, high)]), matched=True)
        at = min(end, high)
    yield Piece(fragment(text[at:high]))


def _trimmed(pieces: list[Piece]) -> list[Piece]:
    """Without empty pieces and without blanks at either end."""
    pieces = [piece for piece in pieces if piece.text]
    if pieces:
        pieces[0] = Piece(pieces[0].text.lstrip(), pieces[0].matched)
        pieces[-1] = Piece(pieces[-1].text.rstrip(), pieces[-1].matched)
    return [piece for piece in pieces if piece.text]
