"""Asking a site what it allows before its pages are read: RFC 9309."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urljoin

from mentionwatch.errors import AccessDenied, RateLimited, SourceError
from mentionwatch.text.robots import Robots, read

if TYPE_CHECKING:
    from mentionwatch.http import Http

_AGENT = "mentionwatch"
_NO_RULES = {"http-missing", "http-gone", "http-status"}  # 4xx: there are none, §2.3.1.3


def obey(http: Http, url: str) -> Robots:
    """The rules of a site, whose pace is kept from now on.

    Raises AccessDenied where they forbid ``url`` itself, and what keeps them from being read.
    """
    rules = _rules(http, url)
    http.slow(url, rules.delay)
    if not rules.allows(url):
        raise AccessDenied("web-robots", url=url)
    return rules


def _rules(http: Http, url: str) -> Robots:
    try:
        reply = http.get(urljoin(url, "/robots.txt"))
    except RateLimited:
        raise
    except AccessDenied:
        return Robots()
    except SourceError as error:
        if error.message in _NO_RULES:
            return Robots()
        raise
    return Robots() if reply.is_html else read(reply.text(), _AGENT)
