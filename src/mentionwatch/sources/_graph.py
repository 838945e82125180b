"""Meta's Graph API, which Facebook, Instagram and Threads speak: https://developers.facebook.com/docs/graph-api."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from mentionwatch.errors import AccessDenied, RateLimited, SourceError
from mentionwatch.http import mask
from mentionwatch.sources._told import count, explained, said, table, tables

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mentionwatch.http import Http

ENDPOINT = "https://graph.facebook.com/v26.0"
"""Of Facebook and Instagram, with the version."""

_PAGES = 50
_LIMITS = {4, 17, 32, 613}
_DENIED = {10, 102, 190, *range(200, 300)}
_REST = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Graph:
    """What asks for objects and their edges; ``endpoint`` is the base address with the version."""

    http: Http
    endpoint: str
    token: str

    def ask(self, path: str, **params: Any) -> Any:
        """The answer of a path. An error comes with any status, 200 among them."""
        address = f"{self.endpoint.rstrip('/')}/{path}"
        asked = {**params, "access_token": self.token}
        answer = explained(lambda: self.http.json(address, params=asked), self._known)
        if error := table(answer, "error"):
            raise self._error(str(count(error, "code")), said(error, "message"))
        return answer

    def list(self, path: str, **params: Any) -> Iterator[dict[str, Any]]:
        """The objects of an edge, page after page. Only the mark of the next page is taken from an answer:
        its address is whatever the answer says, and holds the token.
        """
        after: str | None = None
        for _ in self.http.pages(_PAGES):
            answer = self.ask(path, **params, after=after)
            yield from tables(answer, "data", url=self.endpoint)
            before, after = after, said(table(table(answer, "paging"), "cursors"), "after") or None
            if after in (None, before) or "next" not in table(answer, "paging"):
                return

    def _error(self, code: str, words: str) -> SourceError:
        return self._known(code, words) or SourceError("graph-error", code=code, why=self._why(words))

    def _known(self, code: str, words: str) -> SourceError | None:
        """What is known of an error: that one must wait, or has no right."""
        number, why = int(code) if code.isdecimal() else 0, self._why(words)
        if number in _LIMITS:
            until = self.http.now + _REST
            return RateLimited("graph-limited", until=until, why=why, when=f"{until:%Y-%m-%d %H:%M} UTC")
        return AccessDenied("graph-denied", why=why) if number in _DENIED else None

    def _why(self, words: str) -> str:
        return mask(words, [self.token])[:200] or "—"
