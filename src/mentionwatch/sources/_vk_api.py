"""Calling methods of VK's API: https://dev.vk.com/ru/reference. An error comes with status 200."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from mentionwatch.errors import AccessDenied, RateLimited, SourceError
from mentionwatch.http import mask
from mentionwatch.sources._told import count, need, said, table

if TYPE_CHECKING:
    from mentionwatch.http import Http

VERSION = "5.199"
_PAUSE = 0.35  # 3 requests a second for a user's or a service's token

# https://dev.vk.com/ru/reference/errors
_LIMITS = {6: timedelta(minutes=1), 9: timedelta(hours=1), 29: timedelta(hours=6)}
_TOKEN = {4, 5, 27, 28, 1114, 1116, 1117}
_CAPTCHA = {14, 17, 3300}
_DENIED = {7, 15, 18, 19, 30, 200, 203, 212}


def call(http: Http, endpoint: str, method: str, token: str, **params: object) -> dict[str, Any]:
    """The ``response`` of a method. Parameters that are ``None`` are left out.

    Raises AccessDenied, RateLimited or SourceError for VK's own errors.
    """
    http.slow(endpoint, _PAUSE)
    answer = http.json(
        f"{endpoint.rstrip('/')}/method/{method}", params={**params, "v": VERSION, "access_token": token}
    )
    if error := table(answer, "error"):
        raise _error(error, method, http, token)
    response = need(answer, "response", url=endpoint)
    need(response, "items", url=endpoint)
    told: dict[str, Any] = response
    return told


def _error(error: dict[str, Any], method: str, http: Http, token: str) -> SourceError:
    code = count(error, "error_code")
    why = mask(said(error, "error_msg"), [token])[:200] or "—"
    if code in _LIMITS:
        until = http.now + _LIMITS[code]
        return RateLimited("vk-limited", until=until, why=why, when=f"{until:%Y-%m-%d %H:%M} UTC")
    if code in _TOKEN:
        return AccessDenied("vk-token", why=why)
    if code in _CAPTCHA:
        return AccessDenied("vk-captcha", why=why)
    if code in _DENIED:
        return AccessDenied("vk-denied", method=method, why=why)
    return SourceError("vk-error", method=method, code=str(code), why=why)
