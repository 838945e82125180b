"""Mails and mailboxes to posts: RFC 5322, MIME, and mbox as RFC 4155 tells it."""

from __future__ import annotations

import email
import re
from email.errors import HeaderParseError
from email.header import decode_header
from email.utils import parseaddr
from typing import TYPE_CHECKING

from mentionwatch.model import Author, Post
from mentionwatch.text.clean import tidy, to_text
from mentionwatch.text.dates import parse_date
from mentionwatch.text.encoding import decode, known
from mentionwatch.text.urls import canonical, site

if TYPE_CHECKING:
    from collections.abc import Iterator
    from email.message import Message

_SEPARATOR = re.compile(rb"(?:\A|\r?\n\r?\n)From [^\r\n]*\r?\n")
_HEADER = re.compile(rb"(?:[A-Za-z][A-Za-z0-9-]{1,60}:[^\r\n]*\r?\n(?:[ \t][^\r\n]*\r?\n)*){2}")
_MESSAGE_ID = re.compile(r"<([^<>\s]{1,500})>")
_ADDRESS = re.compile(r"[\w.+-]{1,64}@((?:[\w-]{1,63}\.){1,8}\w{2,24})")
_PARTS = 200
_WROTE = r"(?:wrote|writes|schrieb|écrit|escribió|пиш[еу]т|(?:на)?писал\w*(?:\(а\))?)"
_ATTRIBUTION = re.compile(rf"(?:on|am|le|el|в|вт|пн|ср|чт|пт|сб|вс|\d).{{0,200}}{_WROTE}\s?:?", re.IGNORECASE)
_DATED_ATTRIBUTION = re.compile(r"\d{4}-\d\d-\d\d \d?\d:\d\d .{0,100}<[^<>]{3,100}>\s?:")  # of Gmail
_SCRUBBED = re.compile(r"-{10,} next part -{10,}")  # of Mailman, in place of attachments
_SHORT_ATTRIBUTION = re.compile(rf".{{1,200}}\b{_WROTE}\s?:", re.IGNORECASE)
_HISTORY = re.compile(
    r"-{2,}\s*(?:original message|forwarded message|исходное сообщение|пересылаемое сообщение|ursprüngliche nachricht)",
    re.IGNORECASE,
)


def is_mailbox(body: bytes) -> bool:
    """Whether it begins as an mbox does."""
    return body.startswith(b"From ")


def is_mail(body: bytes) -> bool:
    """Whether it begins with header fields, as a single mail does."""
    return bool(_HEADER.match(body[:20_000]))


def split(mailbox: bytes) -> Iterator[tuple[int, bytes]]:
    """The mails of an mbox, each with the line that it begins at, counted from 1."""
    starts = [*_SEPARATOR.finditer(mailbox)]
    ends = [*(found.start() for found in starts), len(mailbox)][1:]
    line, counted = 1, 0
    for found, end in zip(starts, ends, strict=True):
        line += mailbox.count(b"\n", counted, found.end())
        counted = found.end()
        yield line, mailbox[found.end() : end]


def post(mail: bytes, source: str) -> Post | None:
    """The post in a mail: what its author wrote, without what they quote. None where that is nothing.

    Addresses of people are left out; identifier, thread and parent are ``mid:`` addresses (RFC 2392).
    """
    message = email.message_from_bytes(mail)
    subject, text = tidy(_header(message, "Subject")), _written(message)
    if not text and not subject:
        return None
    ancestors = _ids(message, "References") or _ids(message, "In-Reply-To")
    own = next(iter(_ids(message, "Message-ID")), None)
    parent = next(iter(_ids(message, "In-Reply-To")), ancestors[-1] if ancestors else None)
    url = canonical(_header(message, "Archived-At").strip(" <>"), keep_fragment=True)
    return Post(
        source=source,
        id=own or f"{_header(message, 'Date')} {subject}",
        url=url,
        title=subject or None,
        text=text,
        author=_author(message),
        published=parse_date(_header(message, "Date")),
        kind="comment" if parent else "post",
        site=site(url),
        thread=_mid(ancestors[0] if ancestors else own),
        parent=_mid(parent),
    )


def without_quotes(text: str) -> str:
    """What a person wrote themselves: no quoted lines, no line that introduces them, no signature."""
    kept: list[str] = []
    for line in text.splitlines():
        shown = line.strip()
        if line.rstrip() == "--" or line == "-- " or _HISTORY.match(shown) or _SCRUBBED.fullmatch(shown):
            break
        if not line.lstrip().startswith((">", "|>")):
            kept.append(line)
        else:
            _drop_attribution(kept)
    return "\n".join(kept).strip()


def _drop_attribution(kept: list[str]) -> None:
    """An introduction to a quote is one line or, wrapped, two; empty lines may stand between."""
    while kept and not kept[-1].strip():
        kept.pop()
    for lines, pattern in (
        (1, _ATTRIBUTION),
        (2, _ATTRIBUTION),
        (1, _SHORT_ATTRIBUTION),
        (1, _DATED_ATTRIBUTION),
        (2, _DATED_ATTRIBUTION),
    ):
        if kept and pattern.fullmatch(" ".join(kept[-lines:]).strip()):
            del kept[-lines:]
            return


def _written(message: Message) -> str:
    parts = [part for part, _ in zip(message.walk(), range(_PARTS), strict=False) if not _is_attached(part)]
    for kind in ("text/plain", "text/html"):
        texts = [_body(part) for part in parts if part.get_content_type() == kind]
        whole = "\n".join(text for text in texts if text.strip())
        if whole and kind == "text/plain":
            whole = tidy(without_quotes(whole))
        elif whole:
            whole = to_text(whole, quotes=False)
        if whole:
            return _ADDRESS.sub(r"…@\1", whole)
    return ""


def _is_attached(part: Message) -> bool:
    return part.is_multipart() or (part.get("Content-Disposition") or "").lower().lstrip().startswith(
        "attachment"
    )


def _body(part: Message) -> str:
    try:
        payload = part.get_payload(decode=True)
    except (ValueError, LookupError):  # a transfer encoding that is none
        return ""
    return decode(payload, str(part.get_param("charset") or "")) if isinstance(payload, bytes) else ""


def _header(message: Message, name: str) -> str:
    """A header in letters; what no charset explains is guessed."""
    value = message.get(name)
    if value is None:
        return ""
    try:
        pieces = decode_header(value)
    except (ValueError, HeaderParseError):  # base64 that is none
        return str(value)
    return "".join(piece if isinstance(piece, str) else _letters(piece, charset) for piece, charset in pieces)


def _letters(piece: bytes, charset: str | None) -> str:
    if charset in (None, "unknown-8bit"):
        return decode(piece)
    return piece.decode(known(charset) or "utf-8", errors="replace")


def _ids(message: Message, name: str) -> list[str]:
    return _MESSAGE_ID.findall(str(message.get(name) or ""))


def _mid(identifier: str | None) -> str | None:
    return f"mid:{identifier}" if identifier else None


def _author(message: Message) -> Author | None:
    """The name; of a bare address what stands before the at sign."""
    name, address = _addressed(_header(message, "From"))
    shown = tidy(name) if name and "@" not in name else (address or name).partition("@")[0]
    shown = shown.replace(" at ", " ").strip(" \"'")
    return Author(name=shown) if shown else None


def _addressed(sender: str) -> tuple[str, str]:
    """Name and address of a sender."""
    try:
        return parseaddr(sender)
    except RecursionError:  # the standard library reads brackets within brackets by recursion
        return "", ""
