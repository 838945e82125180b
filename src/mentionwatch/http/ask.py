"""A request before it is sent: how it is built from what a source says, and how a redirect changes it."""

from __future__ import annotations

import base64
import json as json_format
import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any
from urllib.parse import unquote, urlencode

from mentionwatch.dataclass import dataclass
from mentionwatch.errors import SourceError
from mentionwatch.http.masking import mask
from mentionwatch.http.reply import clean
from mentionwatch.http.url import Url, plain

_TOKEN = re.compile(rb"[!#$%&'*+.^_`|~0-9A-Za-z-]+")
_BAD_IN_VALUE = re.compile(rb"[\x00\r\n]")
_CARRIED_ELSEWHERE = {"accept", "accept-language", "if-none-match", "if-modified-since"}
_LONGEST_ADDRESS = 20_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Ask:
    """A request to be. ``headers`` have lower-case names; ``url`` has no user name and password any more."""

    method: str
    url: Url
    headers: Mapping[str, str]
    content: bytes = b""

    @property
    def host(self) -> str:
        """What a person calls the server."""
        return self.url.host

    @property
    def server(self) -> str:
        """What tells servers apart: host and port."""
        return self.url.server


def build(
    method: str,
    address: str,
    *,
    params: Mapping[str, Any] | None,
    headers: Mapping[str, str] | None,
    content: bytes = b"",
    secrets: Sequence[str] = (),
) -> Ask:
    """The request to ``address`` with ``params`` added (those that are ``None`` are left out).

    Raises SourceError where the address or a header cannot be sent.
    """
    url, login = _parted(_with_params(address, params, secrets) if params else address, secrets)
    sent = {name.lower(): value for name, value in (headers or {}).items()}
    for name, value in sent.items():
        _check_header(name, value, url.host)
    if login:
        sent.setdefault("authorization", _basic(login))
    return Ask(method=method, url=url, headers=sent, content=content)


def _with_params(address: str, params: Mapping[str, Any], secrets: Sequence[str]) -> str:
    """The address with parameters, which may come from an answer: half a character in one cannot be sent."""
    from mentionwatch.http.library import extended

    told = {name: value for name, value in params.items() if value is not None}
    parsed(address, secrets)  # what is wrong with the address alone is told of it alone
    found = extended(address, told)
    if found is None:
        raise SourceError("http-address", url=_shown(f"{address}?{told}", secrets))
    return found


def encoded(json: Any, form: Mapping[str, Any] | None, content: bytes | None) -> tuple[bytes, dict[str, str]]:
    """The body of a POST and the header that names its kind; one of the three at most is given."""
    if json is not None:
        body = json_format.dumps(json, ensure_ascii=False).encode(errors="replace")
        return body, {"content-type": "application/json"}
    if form is not None:
        kind = {"content-type": "application/x-www-form-urlencoded"}
        told = {name: value for name, value in form.items() if value is not None}
        return urlencode(told, doseq=True, errors="replace").encode(), kind
    return content or b"", {}


def parsed(address: str, secrets: Sequence[str] = ()) -> Url:
    """The address, taken apart, without user name and password. Raises SourceError where it cannot be asked."""
    return _parted(address, secrets)[0]


def _parted(address: str, secrets: Sequence[str]) -> tuple[Url, bytes]:
    """The address and its user information."""
    if len(address) <= _LONGEST_ADDRESS:
        if url := plain(address):
            return url, b""
        from mentionwatch.http.library import parsed

        if found := parsed(address):
            return found
    raise SourceError("http-address", url=_shown(address, secrets))


def redirected(ask: Ask, status: int, location: str, secrets: Sequence[str] = ()) -> Ask:
    """The request that a redirect leads to, with no secret that the new place must not see.

    Raises SourceError for addresses that cannot be asked, and for what would hand a body or a secret over.
    """
    from mentionwatch.http.library import joined, without_fragment

    leads_to = joined(ask.url.text, location)
    values = {"url": mask(ask.url.text, secrets), "host": ask.host, "to": _shown(leads_to, secrets)}
    try:
        url = parsed(without_fragment(parsed(leads_to).text))
    except SourceError:
        raise SourceError("http-redirect-address", **values) from None
    keeps_body = status in (307, 308) and ask.method != "GET"
    near = _is_near(ask.url, url)
    if keeps_body and not near:
        raise SourceError("http-redirect-body", **values)
    if url.scheme == "http" and ask.url.scheme == "https" and _holds(leads_to, secrets):
        raise SourceError("http-redirect-secret", **values)
    moved = replace(ask, url=url) if near else replace(ask, url=url, headers=_public(ask.headers))
    if keeps_body or moved.method == "GET":
        return moved
    rest = {name: value for name, value in moved.headers.items() if name != "content-type"}
    return replace(moved, method="GET", content=b"", headers=rest)


def _is_near(one: Url, other: Url) -> bool:
    """Whether two addresses are one server's, and the way to the second is not less safe."""
    if one.host != other.host:
        return False
    if one.scheme == other.scheme:
        return one.port == other.port
    return other.scheme == "https" and one.port is None and other.port is None


def _public(headers: Mapping[str, str]) -> dict[str, str]:
    """Only what is known to be no secret: services name their key headers as they like."""
    return {name: value for name, value in headers.items() if name in _CARRIED_ELSEWHERE}


def _holds(address: str, secrets: Sequence[str]) -> bool:
    return mask(address, secrets) != mask(address)


def _check_header(name: str, value: str, host: str) -> None:
    if not _TOKEN.fullmatch(name.encode()) or _BAD_IN_VALUE.search(value.encode(errors="replace")):
        raise SourceError("http-header", name=_shown(name), host=host)


def _basic(userinfo: bytes) -> str:
    user, _, password = userinfo.decode("ascii").partition(":")
    pair = f"{unquote(user)}:{unquote(password)}".encode()
    return f"Basic {base64.b64encode(pair).decode()}"


def _shown(address: str, secrets: Sequence[str] = ()) -> str:
    return clean(mask(address, secrets), 200)
