"""What comes back: an answer, or the word that there is nothing new."""

from __future__ import annotations

import codecs
import json
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import field
from html import unescape
from typing import Any

from mentionwatch.dataclass import dataclass
from mentionwatch.errors import LayoutChanged
from mentionwatch.http.masking import mask
from mentionwatch.text.late import late

_CHARSET = late(r"charset\s*=\s*[\"']?([^\s;\"',]+)", re.IGNORECASE)
_TITLE = late(r"<title[^>]{0,200}>([^<]{0,300})", re.IGNORECASE)
_HEAD = 20_000
# These take quadratic time, or are no encodings of web pages at all.
_UNSAFE_CODECS = {
    "idna",
    "punycode",
    "unicode_escape",
    "raw_unicode_escape",
    "undefined",
    "utf_7",
    "mbcs",
    "oem",
}


class NotModified(Exception):
    """Nothing new since the last time: the server said so (304), or sent the same body again."""


class Enough(Exception):
    """The caller needs no further page; raised where a source asks for one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """An answer: ``url`` after redirects, ``headers`` with lower-case names, ``body`` without compression."""

    url: str
    status: int
    headers: Mapping[str, str]
    body: bytes = field(repr=False)
    secrets: tuple[str, ...] = field(default=(), repr=False, compare=False)

    def text(self) -> str:
        """The body as text, in the charset of the header, else UTF-8; what cannot be read becomes U+FFFD."""
        return self.body.decode(_charset(self.headers.get("content-type", "")), errors="replace")

    def json(self) -> Any:
        """The body as JSON. Raises LayoutChanged, which says what came instead."""
        try:
            return json.loads(self.text())
        except (ValueError, RecursionError):
            raise LayoutChanged(
                "http-not-json", url=mask(self.url, self.secrets), said=self.glimpse() or "—"
            ) from None

    @property
    def title(self) -> str:
        """The title of an HTML page, cleaned, at most 80 characters; empty where there is none."""
        return clean(self._title())

    def glimpse(self) -> str:
        """What a person knows the answer by: its title, its own complaint, or how it begins; on one line."""
        if complaint := self._complaint():
            return clean(mask(complaint, self.secrets), 200)
        return clean(mask(self._title() or self._head(), self.secrets))

    @property
    def is_html(self) -> bool:
        """Whether the answer calls itself, or looks like, an HTML page."""
        kind = self.headers.get("content-type", "").lower()
        start = self.body[:200].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
        return "text/html" in kind or start.startswith((b"<!doctype html", b"<html"))

    def _title(self) -> str:
        found = _TITLE.search(self._head())
        return unescape(found[1]).strip() if found else ""

    def code(self) -> str:
        """A JSON answer's own code for what went wrong, a number or a word; empty where it tells none."""
        told = self._told()
        inner = told.get("error")
        places = [*_first(inner, "errors"), *(each for each in (inner, told) if isinstance(each, dict))]
        codes = (place.get(name) for place in places for name in _CODES)
        found = next((str(code) for code in codes if isinstance(code, int | str) and code != ""), "")
        return clean(found) if found != str(self.status) else ""

    def _told(self) -> dict[str, Any]:
        """A short JSON object; empty where the answer is none."""
        try:
            told = json.loads(self._head()) if self._head().lstrip()[:1] == "{" else None
        except (ValueError, RecursionError):
            return {}
        return told or {}

    def _complaint(self) -> str:
        """What a JSON answer says that went wrong."""
        told = self._told()
        found = [told[name] for name in _COMPLAINTS if told.get(name)]
        return _sentence(found[0]) if found else ""

    def _head(self) -> str:
        return self.body[:_HEAD].decode(_charset(self.headers.get("content-type", "")), errors="replace")


def clean(text: str, limit: int = 80) -> str:
    """One line without control and formatting characters, cut to ``limit`` characters."""
    shown = "".join(" " if unicodedata.category(c) in _INVISIBLE else c for c in text[: limit * 20])
    line = " ".join(shown.split())
    return line if len(line) <= limit else line[: limit - 1] + "…"


def _sentence(told: Any) -> str:
    """The words of an error that is a text, a list of errors, or an object with a text in it."""
    for _ in range(_NESTED):
        if isinstance(told, list) and told:
            told = told[0]
        elif isinstance(told, dict):
            told = next((told[name] for name in _COMPLAINTS if told.get(name)), None)
    return told if isinstance(told, str) else ""


def _first(told: Any, name: str) -> list[dict[str, Any]]:
    """The first object of a list, as a list."""
    found = told.get(name) if isinstance(told, dict) else None
    return [found[0]] if isinstance(found, list) and found and isinstance(found[0], dict) else []


_CODES = ("reason", "code", "error_code", "error_id")
_COMPLAINTS = (
    "error_description",
    "message",
    "detail",
    "error_message",
    "error_msg",
    "error",
    "errors",
    "title",
)
_NESTED = 5
_INVISIBLE = {"Cc", "Cf", "Co", "Cs", "Cn", "Zl", "Zp"}


def _charset(content_type: str) -> str:
    found = _CHARSET.search(content_type)
    try:
        name = codecs.lookup(found[1]).name if found else "utf-8"
        bytes(4).decode(name)  # refuses what is no text encoding: zlib, hex ...
    except (LookupError, ValueError):
        name = "utf-8"
    if name.replace("-", "_") in _UNSAFE_CODECS:
        name = "utf-8"
    return "utf-8-sig" if name == "utf-8" else name
