"""What the author of a post wrote, without what the page puts around it."""

from __future__ import annotations

from selectolax.lexbor import LexborHTMLParser

from mentionwatch.text.clean import LONGEST, is_deep, to_text

_DEEPEST = 1000  # deeper trees take long to build


def own_words(html: str, others: str) -> str:
    """The text of a post, as a person sees it.

    ``others`` is a CSS selector of what is not the author's: quotes in the engine's own markup, signatures,
    captions, buttons. Block quotes are left out always.
    """
    body = None if is_deep(html, _DEEPEST) else LexborHTMLParser(f"<body>{html[:LONGEST]}").body
    if body is None:
        return to_text(html, quotes=False)
    # Innermost first: what was removed with its parent must not be touched again.
    for node in reversed(body.css(others)):
        node.decompose()
    return to_text(body.html or "", quotes=False)
