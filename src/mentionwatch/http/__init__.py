"""Polite HTTP: per-host limits, retries, conditional GET, size and time caps.

A scan has one `Network`; each source job gets an `Http` of it and asks with that. Whatever goes wrong is a
`SourceError` that says what, where and what to do next, and never holds a secret.
"""

from mentionwatch.http.masking import mask
from mentionwatch.http.network import Network
from mentionwatch.http.reply import Enough, NotModified, Reply
from mentionwatch.http.session import Http

__all__ = ["Enough", "Http", "Network", "NotModified", "Reply", "mask"]
