"""One question, asked until there is an answer: tries, each of them hops, each of them a request."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from http.client import HTTPException
from typing import TYPE_CHECKING

from mentionwatch.dataclass import dataclass
from mentionwatch.errors import RateLimited, SourceError
from mentionwatch.http.addresses import is_private_name
from mentionwatch.http.ask import Ask, redirected
from mentionwatch.http.coding import ACCEPTED, decoded
from mentionwatch.http.exchange import Answer, Question
from mentionwatch.http.faults import Fault, Passing, TooLarge, TooSlow, told
from mentionwatch.http.masking import mask
from mentionwatch.http.pace import Pace
from mentionwatch.http.reply import Reply
from mentionwatch.http.routes import Routes
from mentionwatch.http.trip import Trip
from mentionwatch.http.verdict import judge, limited

if TYPE_CHECKING:
    from mentionwatch.http.library import Cookies

_REDIRECTS = {301, 302, 303, 307, 308}
_PERMANENT = {301, 308}
_MISSING = 404
_FIRST_BACKOFF = 0.5
_LONGEST_BACKOFF = 8.0


@dataclass(slots=True)
class _Try:
    """One walk along a question's redirects. ``deadline`` is on the monotonic clock."""

    deadline: float
    cookies: Cookies | None = None

    def take_cookies(self, ask: Ask, answer: Answer) -> None:
        """Some servers redirect for ever unless their cookie comes back; it lives as long as the walk."""
        from mentionwatch.http.library import Cookies

        self.cookies = self.cookies or Cookies()
        self.cookies.take(ask.method, ask.url, answer)


@dataclass(frozen=True, slots=True, kw_only=True)
class Wire:
    """Everything that a Network was told, put to work. Shared by all workers."""

    routes: Routes
    pace: Pace
    agent: str
    connect_timeout: float
    timeout: float
    max_bytes: int
    max_redirects: int
    retries: int
    patience: float
    now: Callable[[], datetime]
    sleep: Callable[[float], None]
    clock: Callable[[], float]

    def answer(self, ask: Ask, trip: Trip) -> Reply:
        """A good answer to a question. Raises NotModified or SourceError."""
        for tries_left in range(self.retries, -1, -1):
            try:
                reply = self._followed(ask, trip)
                judge(reply, self.now())
            except Passing as trouble:
                wait = self._wait(trouble, tries_left, safe=ask.method == "GET")
                if wait is None:
                    raise self._lasting(trouble, ask) from trouble.__cause__
                self.sleep(wait)
            else:
                return reply
        raise AssertionError("the last try returns or raises")

    def _lasting(self, trouble: Passing, ask: Ask) -> SourceError:
        """What did not pass. A service that asks to be left alone is, by all jobs of this scan."""
        if isinstance(trouble.error, RateLimited):
            self.pace.rest(ask.server, trouble.error.until)
        return trouble.error

    def _wait(self, trouble: Passing, tries_left: int, *, safe: bool) -> float | None:
        """Seconds until the next try, ``None`` for none: what was told, else exponential with full jitter.

        A request that is not ``safe`` to repeat and that the server may have acted upon is not repeated.

        The formula: https://aws.amazon.com/blogs/architecture/exponential-backoff-and-jitter/
        """
        if not tries_left or (trouble.wait or 0) > self.patience:
            return None
        if trouble.wait is not None:
            return trouble.wait
        if trouble.sent and not safe:
            return None
        ceiling = min(_LONGEST_BACKOFF, _FIRST_BACKOFF * 2 ** (self.retries - tries_left))
        return random.uniform(0, ceiling)  # noqa: S311 - no secret is drawn

    def _followed(self, ask: Ask, trip: Trip) -> Reply:
        attempt = _Try(deadline=self.clock() + self.timeout)
        seen: set[tuple[str, str]] = set()
        trip.moved = None
        permanent = True
        for _ in range(self.max_redirects + 1):
            reply = self._asked(ask, attempt, trip)
            location = reply.headers.get("location")
            if reply.status not in _REDIRECTS or not location:
                return reply
            if (ask.method, reply.url) in seen and not attempt.cookies:
                raise self._error("http-redirect-loop", ask, trip)
            seen.add((ask.method, reply.url))
            before, ask = ask, redirected(ask, reply.status, location, trip.secrets)
            permanent = permanent and reply.status in _PERMANENT and _is_memorable(before, ask, trip)
            trip.moved = ask.url.text if permanent else trip.moved
        raise self._error("http-redirects", ask, trip)

    def _asked(self, ask: Ask, attempt: _Try, trip: Trip) -> Reply:
        if trip.private is False and is_private_name(ask.host):
            raise self._error("http-private", ask, trip)
        if until := self.pace.resting(ask.server, self.now()):
            raise limited("http-resting", ask.url.text, until, trip.secrets)
        with self.pace.turn(ask.server, pause=not is_private_name(ask.host)) as waited:
            attempt.deadline += waited
            trip.requests += 1
            try:
                return self._sent(ask, attempt, trip)
            except (OSError, HTTPException, Fault) as fault:
                trouble = told(
                    fault,
                    ask.url.text,
                    trip.secrets,
                    host=ask.host,
                    seconds=self.timeout,
                    limit=self.max_bytes,
                )
                raise trouble from fault

    def _sent(self, ask: Ask, attempt: _Try, trip: Trip) -> Reply:
        answer = self.routes.transport(ask.url).send(self._question(ask, attempt, trip))
        try:
            body = self._read(answer, attempt)
        finally:
            answer.close()
        if "set-cookie" in answer.headers and answer.status in _REDIRECTS:
            attempt.take_cookies(ask, answer)
        if trip.private is None:
            trip.private = is_private_name(ask.host) if answer.private is None else answer.private
        reply = Reply(
            url=ask.url.text, status=answer.status, headers=answer.headers, body=body, secrets=trip.secrets
        )
        if trip.last is None or reply.status != _MISSING:  # what was only tried shows nothing
            trip.last = reply
        return reply

    def _question(self, ask: Ask, attempt: _Try, trip: Trip) -> Question:
        headers = {"user-agent": self.agent, "accept": "*/*", "accept-encoding": ACCEPTED, **ask.headers}
        if attempt.cookies and (cookie := attempt.cookies.header(ask.method, ask.url)):
            headers["cookie"] = cookie
        return Question(
            ask=ask,
            headers=headers,
            deadline=attempt.deadline,
            connect=self.connect_timeout,
            max_bytes=self.max_bytes,
            public=trip.private is False,
        )

    def _read(self, answer: Answer, attempt: _Try) -> bytes:
        length = answer.headers.get("content-length", "")
        if length.isdecimal() and len(length) < 20 and int(length) > self.max_bytes:
            raise TooLarge
        coding = answer.headers.get("content-encoding", "")
        return decoded(self._timely(answer.chunks, attempt), coding, self.max_bytes)

    def _timely(self, chunks: Iterable[bytes], attempt: _Try) -> Iterator[bytes]:
        """The chunks of the body until the deadline, which transports other than ours do not know."""
        for chunk in chunks:
            if self.clock() > attempt.deadline:
                raise TooSlow
            yield chunk

    def _error(self, message: str, ask: Ask, trip: Trip) -> SourceError:
        return SourceError(message, url=mask(ask.url.text, trip.secrets), host=ask.host)


def _is_memorable(before: Ask, after: Ask, trip: Trip) -> bool:
    """Whether a new address may be kept and asked straight away: no less safe, and without a secret in it."""
    url = after.url.text
    return (before.url.scheme, after.url.scheme) != ("https", "http") and mask(url, trip.secrets) == url
