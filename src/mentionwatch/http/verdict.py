"""What an answer's status and looks mean: fine, nothing new, wait, or an error that a person can act on."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import TypeVar
from urllib.parse import urlsplit

from mentionwatch.errors import AccessDenied, Gone, RateLimited, SourceError
from mentionwatch.http.faults import Passing
from mentionwatch.http.masking import mask
from mentionwatch.http.reply import NotModified, Reply
from mentionwatch.text.late import late

UNTOLD_REST = timedelta(minutes=15)
"""How long a host is left alone that says "too many requests" and does not say until when."""

LONGEST_REST = timedelta(days=7)
"""For so long at most a host is left alone, whatever it says."""
E = TypeVar("E", bound=SourceError)
_LIMITED = {420, 429}
_REFUSED = {401, 402, 403, 407}
_UNSURE = {408, 425}
_RESETS = ("x-ratelimit-reset", "x-rate-limit-reset", "ratelimit-reset")
_EPOCH = 1e9
_EPOCH_IN_MILLISECONDS = 1e12

_BLOCKED = r"""(?:just\ a\ moment|attention\ required|access\ denied|are\ you\ (?:a\ )?(?:robot|human)|captcha
        |verify(?:ing)?\ you\ are\ human|(?:human|bot)\ verification|security\ check(?:point)?|ddos-guard
        |checking\ your\ browser|pardon\ our\ interruption|(?:you\ have\ been\ )?blocked|unusual\ traffic
        |client\ challenge|whoa\ there|request\ rejected|(?:подтвердите,\ что\ )?вы\ не\ робот
        |проверка\ браузера|доступ\ (?:ограничен|запрещ[её]н))[.!?…]*"""
_BLOCK_TITLE = late(_BLOCKED, re.IGNORECASE | re.VERBOSE)
_BLOCK_TITLE_PAGE = late(
    rf"(?:.{{1,40}}[|–—-]\ *)?{_BLOCKED}(?:\ *[|–—-].{{1,40}})?", re.IGNORECASE | re.VERBOSE
)
_BLOCK_PATH = late(r"/(?:showcaptcha|sorry/|captcha|_incapsula_|cdn-cgi/challenge)", re.IGNORECASE)
_BLOCK_BODY = late(
    rb"cf-chl-|/cdn-cgi/challenge-platform|_incapsula_resource|px-captcha|g-recaptcha|h-captcha|smartcaptcha"
    rb"|datadome|whoa there, pardner|turnstile",
    re.IGNORECASE,
)


def judge(reply: Reply, now: datetime) -> None:
    """Return when the answer is good. ``now`` is aware.

    Raises NotModified (304), Gone (410), AccessDenied (401, 402, 403, block pages), SourceError, or Passing for
    what may pass: too many requests (its error is RateLimited), and faults of the server.
    """
    if reply.status < 300:
        if reply.is_html and (_is_challenge(reply) or _BLOCK_TITLE_PAGE.fullmatch(reply.title)):
            raise _blocked(reply)
    elif reply.status == 304:
        raise NotModified
    elif is_limit(reply):
        raise _limited(reply, now)
    else:
        raise _failed(reply)


def refuse_block_page(reply: Reply) -> None:
    """Raise AccessDenied where a page for robots came in place of what a program asked for."""
    if _is_block_page(reply):
        raise _blocked(reply)


def is_limit(reply: Reply) -> bool:
    """Whether the answer says "too often": by its status, or by a status that hides it and a header."""
    if reply.status in _LIMITED:
        return True
    if reply.status == 503:
        return "retry-after" in reply.headers
    spent = any(reply.headers.get(name.replace("reset", "remaining"), "") == "0" for name in _RESETS)
    return reply.status == 403 and (spent or "retry-after" in reply.headers)


def told_wait(headers: Mapping[str, str], now: datetime) -> float | None:
    """Seconds to wait, 0 to a week, by ``Retry-After`` (RFC 9110 §10.2.3) or a reset header, if told."""
    for name in ("retry-after", *_RESETS):
        wait = _seconds(headers.get(name, "").strip(), now)
        if wait is not None:
            return min(max(wait, 0.0), LONGEST_REST.total_seconds())
    return None


def _seconds(value: str, now: datetime) -> float | None:
    """A number of seconds, a Unix time in seconds or milliseconds, an HTTP date, or an ISO 8601 time."""
    if re.fullmatch(r"[0-9]{1,18}(\.[0-9]{1,9})?", value):
        number = float(value)
        if number < _EPOCH:
            return number
        return (number / 1000 if number >= _EPOCH_IN_MILLISECONDS else number) - now.timestamp()
    for read in (datetime.fromisoformat, parsedate_to_datetime):
        try:
            time = read(value)
            return ((time if time.tzinfo else time.replace(tzinfo=UTC)) - now).total_seconds()
        except (ValueError, TypeError, OverflowError, IndexError):
            continue
    return None


def _limited(reply: Reply, now: datetime) -> Passing:
    wait = told_wait(reply.headers, now)
    rest = UNTOLD_REST if wait is None else timedelta(seconds=wait)
    return Passing(limited("http-limited", reply.url, now + rest, reply.secrets), wait=rest.total_seconds())


def limited(message: str, url: str, until: datetime, secrets: tuple[str, ...]) -> RateLimited:
    """The error that says until when (aware) a host is to be left alone."""
    when = until.astimezone(UTC).strftime("%Y-%m-%d %H:%M:%S UTC")
    return RateLimited(message, until=until, host=_host(url), url=mask(url, secrets), when=when)


def _failed(reply: Reply) -> SourceError | Passing:
    status = reply.status
    if status in _REFUSED:
        return (
            _blocked(reply) if _is_block_page(reply) else _error(AccessDenied, f"http-denied-{status}", reply)
        )
    if status == 404:
        return _error(SourceError, "http-missing", reply)
    if status == 410:
        return _error(Gone, "http-gone", reply)
    if status == 503 and _is_block_page(reply):
        return _blocked(reply)
    if status >= 500 or status in _UNSURE:
        return Passing(_error(SourceError, "http-server", reply))
    return _error(SourceError, "http-status", reply)


def _is_challenge(reply: Reply) -> bool:
    return reply.headers.get("cf-mitigated") == "challenge" or bool(
        _BLOCK_PATH.search(urlsplit(reply.url).path)
    )


def _is_block_page(reply: Reply) -> bool:
    if _is_challenge(reply):
        return True
    return reply.is_html and bool(
        _BLOCK_TITLE.search(reply.title) or _BLOCK_BODY.search(reply.body[:100_000])
    )


def _blocked(reply: Reply) -> AccessDenied:
    return _error(AccessDenied, "http-blocked", reply)


def _error(kind: type[E], message: str, reply: Reply) -> E:
    said = reply.glimpse() or "—"
    url = mask(reply.url, reply.secrets)
    return kind(
        message, host=_host(reply.url), url=url, status=str(reply.status), code=reply.code(), said=said
    )


def _host(url: str) -> str:
    return urlsplit(url).hostname or ""
