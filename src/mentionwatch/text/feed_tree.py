"""XML as the network sends it to a tree: what is broken is mended, and nothing in it is obeyed.

No DTD is read, no entity of the document's own, no other address.
"""

from __future__ import annotations

import re
from html.entities import html5

from lxml import etree

_DOCTYPE = re.compile(rb"<!DOCTYPE[^\[>]{0,500}(?:\[.*?\]\s*)?>", re.IGNORECASE | re.DOTALL)
_HEAD = 100_000  # bytes in which a DTD would have begun
_CONTROLS = bytes([*range(9), 11, 12, *range(14, 32)])
# Ampersands with what they refer to, angles that begin no tag; what a CDATA section holds is not looked into.
_LOOSE = re.compile(rb"<!\[CDATA\[(?:.*?\]\]>|.*)|&(#?\w{1,32};)?|<(?![\w/!?:])", re.DOTALL)
# Half characters, which libxml2 lets pass where it recovers from something else, and Python cannot read.
_HALF = re.compile(
    rb"&#(?:[xX]0*[dD][89a-fA-F][0-9a-fA-F]{2}|0*5(?:529[6-9]|5[3-9]\d\d|6\d{3}|7[0-2]\d\d|73[0-3]\d|734[0-3]));"
)


def tree(text: str) -> tuple[etree._Element | None, bytes, bool]:
    """The root of a document, the UTF-8 that it was read from, and whether anything was wrong with it."""
    body = _without_doctype(text.lstrip("\ufeff \t\r\n").encode("utf-8", errors="replace"))
    root, flawed = parsed(body)
    if flawed:
        body = _mended(body)
        root, _ = parsed(body)
    return root, body, flawed


def parsed(body: bytes) -> tuple[etree._Element | None, bool]:
    """The root of a UTF-8 document, as far as it can be read, and whether anything was wrong with it."""
    parser = etree.XMLParser(
        recover=True, resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False,
        remove_comments=True, remove_pis=True, encoding="utf-8",
    )  # fmt: skip
    try:
        root = etree.fromstring(body, parser)
    except etree.XMLSyntaxError:
        return None, True
    return root, root is None or len(parser.error_log) > 0


def _without_doctype(body: bytes) -> bytes:
    """Without its own entities: what they stand for is not wanted, however often they multiply."""
    start = body[:_HEAD].upper().find(b"<!DOCTYPE")
    found = _DOCTYPE.match(body, start) if start >= 0 else None
    return body[:start] + body[found.end() :] if found else body


def _mended(body: bytes) -> bytes:
    return _LOOSE.sub(_reference, _HALF.sub(b"\xef\xbf\xbd", body.translate(None, _CONTROLS)))


def _reference(found: re.Match[bytes]) -> bytes:
    """References by number, which alone survive an error in libxml2; a loose ampersand escaped."""
    if found[0].startswith(b"<"):
        return found[0] if found[0] != b"<" else b"&#60;"
    name = (found[1] or b"").decode("utf-8", errors="replace")
    if name.startswith("#"):
        return found[0] if _character(name[1:-1]) else b"\xef\xbf\xbd"
    if name in html5:
        return "".join(f"&#{ord(c)};" for c in html5[name]).encode("ascii")
    return b"&#38;" + (found[1] or b"")


def _character(number: str) -> bool:
    """Whether it is the number of a character that XML allows (§2.2)."""
    try:
        code = int(number[1:], 16) if number[0] in "xX" else int(number)
    except (ValueError, IndexError):
        return False
    return code in (9, 10, 13) or 32 <= code < 0xD800 or 0xE000 <= code < 0xFFFE or 0x10000 <= code < 0x110000
