"""Bytes to text, when what they are said to be and what they are may differ.

The order is that of RFC 7303 §3 (byte order mark, HTTP header, XML declaration), with two lessons of practice
put in: valid UTF-8 that is not ASCII is UTF-8 whatever is declared, and a charset that does not fit is not
believed. Names stand for the encodings that browsers read under them, https://encoding.spec.whatwg.org/#names-and-labels.
"""

from __future__ import annotations

import codecs
import re

from mentionwatch.text.guessing import guessed

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # begins like UTF-16, so it comes first
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_PATTERNS = (
    (b"<\0\0\0", "utf-32-le"),
    (b"\0\0\0<", "utf-32-be"),
    (b"<\0", "utf-16-le"),
    (b"\0<", "utf-16-be"),
)
_DECLARED = re.compile(
    rb"<\?xml[^>]{0,100}?encoding\s*=\s*[\"']([\w.:-]{1,40})|<meta[^>]{0,200}?charset\s*=\s*[\"']?([\w.:-]{1,40})",
    re.IGNORECASE,
)
_WIDER = {
    "ascii": "cp1252", "iso8859-1": "cp1252", "iso8859-9": "cp1254", "gb2312": "gb18030", "gbk": "gb18030",
    "shift_jis": "cp932", "euc_kr": "cp949", "tis-620": "cp874", "iso8859-11": "cp874", "big5": "big5hkscs",
}  # fmt: skip
_SAFE = re.compile(
    r"ascii|utf-(?:8|16|32)(?:-[bl]e)?|iso8859-\d+|cp\d{3,4}|koi8-[rut]|mac-\w+|gb2312|gbk|gb18030|big5(?:hkscs)?"
    r"|shift_jis\w*|euc_\w+|iso2022_\w+|hz|tis-620|kz1048|ptcp154|johab"
)
_PARAMETER = re.compile(r"charset\s*=\s*[\"']?([^\s;\"',]{1,40})", re.IGNORECASE)
_ESCAPES = re.compile(rb"\x1b[$(]|~\{")  # ISO 2022 and HZ write every letter in ASCII


def decode(body: bytes, told: str | None = None) -> str:
    """The text of ``body``; ``told`` is the charset that a header names. What fits nothing is U+FFFD."""
    for mark, name in _MARKS:
        if body.startswith(mark):
            return body[len(mark) :].decode(name, errors="replace")
    names = [name for name in (known(told), _declared(body)) if name]
    is_escaped = any(name.startswith(("iso2022", "hz")) for name in names)
    if not (is_escaped and _ESCAPES.search(body[:20_000])):
        try:
            text = body.decode("utf-8")
        except UnicodeDecodeError:
            pass
        else:
            return text if "\0" not in text[:100] else body.decode(_zeros(body), errors="replace")
    for name in names:
        if (fitting := _fitting(body, name)) is not None:
            return fitting
    return guessed(body)


def unmangled(text: str) -> str:
    """Text that was UTF-8, was taken for Latin-1 and encoded again, as it was meant (``Ã©`` is ``é``)."""
    if text.isascii():
        return text
    for name in ("latin-1", "cp1252"):
        try:
            return text.encode(name).decode("utf-8")
        except UnicodeError:
            continue
    return text


def charset(content_type: str | None) -> str | None:
    """The charset parameter of a Content-Type header."""
    found = _PARAMETER.search(content_type or "")
    return found[1] if found else None


def known(label: str | None) -> str | None:
    """Python's name of a charset, as browsers understand it, or None where we do not read such."""
    try:
        name = codecs.lookup((label or "").strip(" \"'")).name
    except (LookupError, ValueError):
        return None
    return _WIDER.get(name, name) if _SAFE.fullmatch(name) else None


def _declared(body: bytes) -> str | None:
    found = _DECLARED.search(body[:2000])
    return known((found[1] or found[2]).decode("ascii", errors="replace")) if found else None


def _zeros(body: bytes) -> str:
    return next((name for start, name in _PATTERNS if body.lstrip(b" \n\t").startswith(start)), "utf-8")


def _fitting(body: bytes, name: str) -> str | None:
    """The text, if ``body`` is of that encoding but for a few bytes in a thousand."""
    if name.startswith(("utf-16", "utf-32")):  # ASCII letters would fit as Chinese ones
        name = _zeros(body)
    text = body.decode(name, errors="replace")
    return text if text.count("\ufffd") <= 1 + len(body) // 200 else None
