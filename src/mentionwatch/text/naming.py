"""Which places of a match speak of the name itself: a query may also ask for words beside it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from mentionwatch.text.letters import fold

if TYPE_CHECKING:
    from mentionwatch.model import Span

_WORD = re.compile(r"\w+")
_STEM = 4  # letters by which a word is known in its forms


def naming(spans: Sequence[Span], name: str) -> tuple[tuple[int, int], ...]:
    """Beginning and end of the spans that say the topic's name, or of all where none does.

    ``Полюс NEAR Северлинк`` is about Полюс: a feeling toward Северлинк, which it left, is none toward it.
    """
    own = tuple(fold(word)[:_STEM] for word in _WORD.findall(name))
    named = [span for span in spans if _is_said(own, f"{span.text} {span.term}")]
    return tuple((span.start, span.end) for span in named or spans)


def _is_said(own: tuple[str, ...], text: str) -> bool:
    return any(fold(word).startswith(own) for word in _WORD.findall(text))
