"""Strangers' text made harmless, one function an output.

Whatever a post says, the reader sees text: no escape sequence, markup, formula, path or address in it is
obeyed. ``plain`` comes first everywhere; the others call it and add what their output needs.

Attacks kept in mind: terminal escapes (CWE-150), bidirectional overrides (CVE-2021-42574, "Trojan Source"),
zero-width floods and stacked marks, HTML and Markdown injection, CSV formulas (OWASP "CSV Injection"),
``javascript:`` links, and chat-wide calls such as ``@everyone``.
"""

from __future__ import annotations

import html as _html
import json as _json
import re
from urllib.parse import SplitResult, quote, urlsplit, urlunsplit

ELLIPSIS = "…"
LIMIT = 280
"""How many code points of a stranger's text a line shows unless told otherwise."""

# A whole sequence goes, so that no "[31m" stays behind: CSI, then the strings (OSC, DCS, SOS, PM, APC) up
# to BEL or ST, then two-character escapes and what never ended. ECMA-48 §5.4, §5.6.
_ESCAPE = re.compile(
    r"(?:\x1b\[|\x9b)[0-?]*[ -/]*[@-~]?"
    r"|(?:\x1b[\]PX^_]|[\x9d\x90\x98\x9e\x9f])[^\x07\x1b\x90-\x9f\n]{0,4096}(?:\x07|\x1b\\|\x9c)"
    r"|\x1b[ -/]*[0-~]?"
)
_SPACE = re.compile(r"[\s\u2028\u2029\x1c-\x1f\x85\u2800\u3164\u115f\u1160\uffa0]+")
_NO_BREAK = ("\xa0", "\u202f")
_BLANKS = re.compile("[ \xa0\u202f]{2,}")
# Control characters, invisible formatting (Cf and kin), bidirectional controls, tags, noncharacters.
_INVISIBLE = re.compile(
    r"[\x00-\x1f\x7f-\x9f\xad\u034f\u061c\u17b4\u17b5\u180b-\u180f\u200b\u200e\u200f\u202a-\u202e"
    r"\u2060-\u206f\ufeff\ufdd0-\ufdef\ufff0-\ufffb\ufffe\uffff"
    r"\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff]"
)
_UNSEEN = re.compile(rf"{_INVISIBLE.pattern}|[\u2028\u2029]")
_NONCHARACTER = re.compile(
    "[" + "".join(chr(0x10000 * p + e) for p in range(1, 17) for e in (0xFFFE, 0xFFFF)) + "]"
)
_SURROGATE = re.compile(r"[\ud800-\udfff]")
# Joiners are of use between emoji and in scripts that need them, runs of them never.
_LOOSE_JOINER = re.compile(
    r"(?<![\u0600-\u109f\u1780-\u17ff\u2190-\u2bff\u3030\ufe0f\U0001f000-\U0001faff])[\u200c\u200d]"
)
_JOINERS = re.compile(r"([\u200c\u200d\ufe00-\ufe0f]{2})[\u200c\u200d\ufe00-\ufe0f]+")
_MARK = r"[\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]"
_MARKS = re.compile(f"({_MARK}{{3}}){_MARK}+")
_READ_AT_MOST = 20_000


def plain(text: str | None, limit: int = LIMIT) -> str:
    """One line of visible characters, at most ``limit`` code points long, cut at a word with an ellipsis.

    Escape sequences, controls, bidirectional and invisible characters are gone, white space of any kind is
    one space, stacked marks are three at most.
    """
    return cut(fragment((text or "")[: max(_READ_AT_MOST, 8 * limit)]).strip(), limit)


def paragraphs(text: str | None, limit: int = 20_000) -> str:
    """Like ``plain``, but with the writer's line breaks: for showing one mention whole."""
    lines = [fragment(line).strip() for line in _ESCAPE.sub("", (text or "")[: 4 * limit]).splitlines()]
    return cut(re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip("\n"), limit)


def visible(text: str) -> str:
    """Lines of ours that may quote strangers: what is invisible or works on a terminal is gone, the rest stays."""
    text = _SURROGATE.sub("\ufffd", _ESCAPE.sub("", text))
    return "\n".join(_NONCHARACTER.sub("", _UNSEEN.sub("", line)) for line in text.split("\n"))


def cut(text: str, limit: int) -> str:
    """At most ``limit`` code points; what is cut ends in an ellipsis, at a word where one is near."""
    if len(text) <= limit:
        return text
    kept = text[: max(limit - 1, 0)]
    at = kept.rfind(" ", limit * 2 // 3)
    return (kept[:at] if at > 0 else kept).rstrip(" \u200c\u200d") + ELLIPSIS


def fragment(text: str) -> str:
    """Part of a line, made harmless as in ``plain``; blanks at its ends stay, and nothing is cut."""
    text = _SPACE.sub(_one_space, _ESCAPE.sub("", text))
    text = _NONCHARACTER.sub("", _INVISIBLE.sub("", text))
    text = _JOINERS.sub(r"\1", _LOOSE_JOINER.sub("", text))
    text = _MARKS.sub(r"\1", _SURROGATE.sub("\ufffd", text))
    return _BLANKS.sub(" ", text).lstrip("\ufe00\ufe0f")  # what went may have stood between two blanks


def _one_space(found: re.Match[str]) -> str:
    """A space that keeps figures together (12 345) stays what it is; any other white space is a blank."""
    return found[0] if found[0] in _NO_BREAK else " "


def link(address: str | None) -> str | None:
    """The address, in ASCII, if it is a web address that leads where it seems to; else None.

    Only ``http`` and ``https`` with a host and without user or password (``https://bank.ru@evil.example``).
    Whatever could end a quotation, a bracket or a line is percent-encoded.
    """
    if not address or len(address) > 2000 or _INVISIBLE.search(address) or _SURROGATE.search(address):
        return None
    try:
        parts = urlsplit(address.strip())
        host = _host(parts)
    except ValueError:
        return None
    if not host or parts.scheme.lower() not in ("http", "https") or "@" in parts.netloc:
        return None
    return urlunsplit(
        (parts.scheme.lower(), host, _quoted(parts.path), _quoted(parts.query), _quoted(parts.fragment))
    )


def _host(parts: SplitResult) -> str | None:
    """Host and port; names in other alphabets as IDNA (RFC 3490), in which nothing can look alike."""
    name = parts.hostname
    if not name:
        return None
    if ":" in name:
        host = f"[{name}]"
    else:
        host = name.encode("idna").decode("ascii")
        if not re.fullmatch(r"[a-z0-9._-]+", host):
            return None
    return host if parts.port is None else f"{host}:{parts.port}"


def _quoted(part: str) -> str:
    return quote(part, safe="/?:@!$&+,;=~%-._#")


def html(text: str | None, limit: int = LIMIT) -> str:
    """Text for HTML and XML, inside an element or a quoted attribute."""
    return _html.escape(plain(text, limit))


# U+2060 WORD JOINER: shows nothing, breaks no line, and keeps "@everyone" from calling everyone.
_CALL = re.compile(r"@(?=\w)")
_MARKUP = re.compile(r"([\\`*_\[\]|#~$!^])")
_ADDRESS = re.compile(r"(?i)\b(https?|ftp|mailto|xmpp|javascript|data|tel)(:)|\b(www)(\.)")
_LINE_START = re.compile(r"^([-+=:.)]|\d{1,9}(?=[.)]))")


def markdown(text: str | None, limit: int = LIMIT) -> str:
    r"""Text for Markdown (CommonMark, GitHub's and the chats' dialects): shown as it was written.

    ``<``, ``>`` and ``&`` become entities, which Slack needs as well; addresses are not made into links.
    """
    safe = _MARKUP.sub(r"\\\1", plain(text, limit))
    safe = safe.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    safe = _ADDRESS.sub(lambda found: f"{found[1] or found[3]}\\{found[2] or found[4]}", safe)
    safe = _CALL.sub("@\u2060", safe)
    return _LINE_START.sub(lambda found: _escaped_start(found[1]), safe)


def _escaped_start(start: str) -> str:
    """A line of text must not begin a list, a heading or a rule. ``1.`` becomes ``&#49;.``."""
    return f"&#{ord(start[0])};{start[1:]}" if start[0].isascii() else start


# Chats escape nothing alike, and mail not at all: what any of them takes for markup becomes a letter like it.
_LOOK_ALIKE = str.maketrans(
    {"*": "\u2217", "_": "\u02cd", "`": "\u02cb", "~": "\u223c", "|": "\u2223", "<": "\u2039", ">": "\u203a"}
)
_BROKEN = re.compile(
    r"(?i)\b(?:[a-z][a-z0-9+.-]*(?=://)|(?:mailto|xmpp|javascript|data|tel)(?=:))"  # schemes
    r"|(?<=\w)(?=\.[^\W\d_]{2})"  # names of hosts
    r"|@(?=\w)"  # calls
    r"|(?<=\])(?=[(\[:])|(?<=!)(?=\[)"  # links and images
    r"|&(?=#?\w{1,32};)"  # entities
)


def chat(text: str | None, limit: int = LIMIT) -> str:
    """Text for mail and chats alike, read as markup or not: looks as it was written, and nothing in it works.

    No emphasis, code, link, image, call or entity of HTML, CommonMark, Slack, Discord or Telegram; addresses are not
    made into links, so that nothing is fetched for a preview of them.
    """
    safe = plain(text, limit).translate(_LOOK_ALIKE)
    return _LINE_START.sub(
        lambda found: f"\u2060{found[1]}", _BROKEN.sub(lambda found: f"{found[0]}\u2060", safe)
    )


# What spreadsheets take for a formula, in full width too: https://owasp.org/www-community/attacks/CSV_Injection
_FORMULA = re.compile(r"^[\s'\"]*[=+\-@|%＝＋－＠]")


def csv(text: str | None, limit: int = 2000) -> str:
    """Text for a spreadsheet's cell: one line, and never a formula."""
    safe = plain(text, limit)
    return f"'{safe}" if _FORMULA.match(safe) else safe


_HIDDEN = re.compile(
    rf"(?!\n)(?:{_INVISIBLE.pattern}|{_NONCHARACTER.pattern}|{_SURROGATE.pattern}|[\u2028\u2029])"
)


def json(document: str) -> str:
    r"""A JSON document with every invisible character in its strings as ``\uXXXX``: the same values, seen."""
    return _HIDDEN.sub(lambda found: _json.dumps(found[0])[1:-1], document)
