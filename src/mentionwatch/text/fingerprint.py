"""What tells whether posts that were matched once could match otherwise now. It needs no matcher."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

from mentionwatch.model import Topic
from mentionwatch.text.forms_version import VERSION


def fingerprint(topics: Sequence[Topic]) -> str:
    """Changes whenever the same posts could match otherwise: other topics, or other tables of forms."""
    parts = [VERSION]
    for topic in topics:
        asked = topic.name, topic.query, topic.languages, topic.wrong_layout
        parts.append(repr((*asked, topic.context, topic.not_context, topic.min_confidence)))
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()[:16]
