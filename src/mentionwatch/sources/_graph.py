"""Meta's Graph API, which Facebook, Instagram and Threads speak: https://developers.facebook.com/docs/graph-api."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from mentionwatch.errors import AccessDenied, RateLimited, SourceError
from mentionwatch.http import mask
from mentionwatch.sources._told import count, said, table, tables

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mentionwatch.http import Http

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
        """The answer of a path. An error that comes with status 200 is raised, too."""
        address = f"{self.endpoint.rstrip('/')}/{path}"
        answer = self.http.json(address, params={**params, "access_token": self.token})
        if error := table(answer, "error"):
            raise self._error(error)
        return answer

    def list(self, path: str, **params: Any) -> Iterator[dict[str, Any]]:
        """The objects of an edge, page after page. Only the mark of the next page is taken from an answer:
        its address is whatever the answer says, and holds the token.
        """
        after: str | None = None
        for _ in range(_PAGES):
            answer = self.ask(path, **params, after=after)
            yield from tables(answer, "data", url=self.endpoint)
            before, after = after, said(table(table(answer, "paging"), "cursors"), "after") or None
            if after in (None, before) or "next" not in table(answer, "paging"):
                return

    def _error(self, error: dict[str, Any]) -> SourceError:
        code, why = count(error, "code"), mask(said(error, "message"), [self.token])[:200] or "—"
        if code in _LIMITS:
            until = self.http.now + _REST
            return RateLimited("graph-limited", until=until, why=why, when=f"{until:%Y-%m-%d %H:%M} UTC")
        if code in _DENIED:
            return AccessDenied("graph-denied", why=why)
        return SourceError("graph-error", code=str(code), why=why)
