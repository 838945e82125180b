"""What a source asks with."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, nullcontext
from dataclasses import replace
from datetime import datetime, timedelta
from hashlib import blake2b
from typing import TYPE_CHECKING, Any

from mentionwatch.errors import RateLimited, SourceError
from mentionwatch.http.addresses import is_private_name
from mentionwatch.http.masking import mask
from mentionwatch.http.reply import Enough, NotModified, Reply
from mentionwatch.http.trip import Trip
from mentionwatch.model import Sample, Validator

if TYPE_CHECKING:
    from mentionwatch.http.ask import Ask
    from mentionwatch.http.wire import Wire

_LONGEST_VALIDATOR = 1000
_LONGEST_WAIT = 60.0  # seconds


class Http:
    """What one job asks with; made by `Network.session`, for one thread.

    ``fresh`` is what this job learnt of addresses that it asked conditionally, to be kept together with the
    posts that came with it. ``requests`` counts what went out, retries and redirects included. ``enough`` is
    the caller's word on whether a further request is of use; where it is not, asking raises Enough. ``waiting``
    is entered while an answer is waited for: there the caller can let others work. ``total`` is how many posts the
    service says that the present search has; a source sets it where the service does. ``missed`` and ``shown`` are the
    caller's ears for ``cut`` and ``ends``.

    Every way of asking raises SourceError (AccessDenied, RateLimited, Gone, LayoutChanged) where there is no
    good answer, after redirects and retries.
    """

    def __init__(self, wire: Wire, known: Mapping[str, Validator], trip: Trip) -> None:
        self.fresh: dict[str, Validator] = {}
        self.waiting: Callable[[], AbstractContextManager[None]] = nullcontext
        self.total: int | None = None
        self.leave()
        self._wire = wire
        self._known = known
        self._trip = trip

    @property
    def requests(self) -> int:
        """How many requests went out."""
        return self._trip.requests

    @property
    def now(self) -> datetime:
        """The time, aware: for services that take or tell times relative to it."""
        return self._wire.now()

    def sample(self) -> Sample | None:
        """What is worth keeping of the latest answer; None before the first."""
        from mentionwatch.http.samples import sample

        return sample(self._trip.last, self.now) if self._trip.last else None

    def leave(self) -> None:
        """Forget the caller's word and ears: what they hold points back here, and bodies would outlive the job."""
        self.enough: Callable[[], bool] = lambda: False
        self.missed: Callable[[], None] = lambda: None
        self.shown: Callable[[datetime], None] = lambda oldest: None

    def knows(self, url: str) -> bool:
        """Whether an earlier job read this address: asked conditionally, it answered."""
        return self._key(url) in self._known

    def seen(self, url: str) -> bytes:
        """What an earlier job remembered of what it read at an address that it asked conditionally."""
        return self._known.get(self._key(url), Validator()).seen

    def saw(self, url: str, entries: bytes) -> None:
        """Remember something of what was read at an address that was asked conditionally: see ``seen``."""
        key = self._key(url)
        if key in self.fresh:
            self.fresh[key] = replace(self.fresh[key], seen=entries)

    def masked(self, text: str) -> str:
        """A text without this job's secrets: for what a service or a program said that is not HTTP."""
        return mask(text, self._trip.secrets)

    def pages(self, most: int) -> Iterator[int]:
        """The numbers 1 to ``most``, for a source that walks so many pages at most; who wants more was cut short."""
        yield from range(1, most + 1)
        self.cut()

    def cut(self) -> None:
        """Tell that the walk ends here though the service has more: at a limit of the source's, or of the service's.

        Where the caller has enough anyway, nothing is missed.
        """
        if not self.enough():
            self.missed()

    def ends(self, oldest: datetime | None) -> None:
        """Tell that the service shows nothing older than this (aware), whatever there was: a feed, a window of days."""
        if oldest:
            self.shown(oldest)

    def count(self) -> None:
        """Note a conversation in another protocol as a request that went out."""
        self._trip.requests += 1

    def slow(self, url: str, pause: float) -> None:
        """Ask the server of an address at most once in ``pause`` seconds, as its rules have it."""
        from mentionwatch.http.ask import parsed

        self._wire.pace.slow(parsed(url, self._trip.secrets).server, pause)

    def rest(self, url: str, seconds: float) -> None:
        """Leave the server of an address alone for so long, as it asked: up to a minute is waited for; where it wants
        more, a request before that raises RateLimited.
        """
        from mentionwatch.http.ask import parsed
        from mentionwatch.http.verdict import LONGEST_REST

        server = parsed(url, self._trip.secrets).server
        if seconds <= _LONGEST_WAIT:
            self._wire.pace.hold(server, seconds)
        else:
            self._wire.pace.rest(server, self.now + min(timedelta(seconds=min(seconds, 1e9)), LONGEST_REST))

    def get(
        self,
        url: str,
        *,
        params: Mapping[str, Any] | None = None,
        headers: Mapping[str, str] | None = None,
        conditional: bool = False,
    ) -> Reply:
        """Fetch an address; ``params`` that are ``None`` are left out.

        With ``conditional`` an answer that an earlier job has seen already raises NotModified.
        """
        from mentionwatch.http.ask import build

        ask = build("GET", url, params=params, headers=headers, secrets=self._trip.secrets)
        return self._news(ask) if conditional else self._answer(ask)

    def json(
        self,
        url: str,
        *,
        params: Mapping[str, Any] | None = None,
        headers: Mapping[str, str] | None = None,
        conditional: bool = False,
    ) -> Any:
        """Fetch an address and read the answer as JSON; LayoutChanged where it is something else."""
        from mentionwatch.http.verdict import refuse_block_page

        accepting = {"accept": "application/json", **{k.lower(): v for k, v in (headers or {}).items()}}
        reply = self.get(url, params=params, headers=accepting, conditional=conditional)
        refuse_block_page(reply)
        return reply.json()

    def post(
        self,
        url: str,
        *,
        params: Mapping[str, Any] | None = None,
        headers: Mapping[str, str] | None = None,
        json: Any = None,
        form: Mapping[str, Any] | None = None,
        content: bytes | None = None,
    ) -> Reply:
        """Post one of ``json``, ``form`` (URL-encoded) and ``content``.

        It is sent again only where the server cannot have acted on it: no connection, or asked to wait.
        """
        from mentionwatch.http.ask import build, encoded

        body, kind = encoded(json, form, content)
        sent = {**kind, **{k.lower(): v for k, v in (headers or {}).items()}}
        ask = build("POST", url, params=params, headers=sent, content=body, secrets=self._trip.secrets)
        return self._answer(ask)

    def _key(self, url: str) -> str:
        """What an address is remembered by."""
        from mentionwatch.http.ask import parsed

        return mask(parsed(url, self._trip.secrets).text, self._trip.secrets)

    def _answer(self, ask: Ask) -> Reply:
        if self.enough():
            raise Enough
        with self.waiting():
            return self._wire.answer(ask, self._trip)

    def _news(self, ask: Ask) -> Reply:
        key = mask(ask.url.text, self._trip.secrets)
        known = self._known.get(key, Validator())
        asked = replace(ask, headers={**ask.headers, **_conditions(known)})
        try:
            reply, moved = self._newest(asked, known)
        except NotModified:
            if self._trip.moved and self._trip.moved != known.moved:
                self.fresh[key] = replace(known, moved=self._trip.moved)
            raise
        self.fresh[key] = _validator(reply, moved, known.seen)
        if self.fresh[key].digest == known.digest:
            raise NotModified
        return reply

    def _newest(self, ask: Ask, known: Validator) -> tuple[Reply, str | None]:
        """The answer, of the place that a permanent redirect named if there still is one, and that place."""
        if known.moved and (reply := self._from_new_place(ask, known.moved)):
            return reply, self._trip.moved or known.moved
        reply = self._answer(ask)
        return reply, self._trip.moved

    def _from_new_place(self, ask: Ask, moved: str) -> Reply | None:
        """The answer of the address that a redirect named once; ``None`` where it has none any more.

        That address came from the network: it may be private only if the user's own is known to be.
        """
        from mentionwatch.http.ask import redirected

        trip = self._trip
        asked_before = trip.private
        trip.private = bool(asked_before) or is_private_name(ask.host)
        try:
            return self._answer(redirected(ask, 308, moved, trip.secrets))
        except RateLimited:
            raise
        except SourceError:
            trip.private = asked_before
            return None


def _conditions(known: Validator) -> dict[str, str]:
    conditions = {"if-none-match": known.etag, "if-modified-since": known.last_modified}
    return {name: value for name, value in conditions.items() if value}


def _validator(reply: Reply, moved: str | None, seen: bytes) -> Validator:
    return Validator(
        etag=_bounded(reply.headers.get("etag")),
        last_modified=_bounded(reply.headers.get("last-modified")),
        digest=blake2b(reply.body, digest_size=16).hexdigest(),
        moved=moved,
        seen=seen,
    )


def _bounded(value: str | None) -> str | None:
    return value if value and len(value) <= _LONGEST_VALIDATOR else None
