"""A mailbox by IMAP (RFC 3501), only read: imaplib over a connection with caps on time and size."""

from __future__ import annotations

import base64
import binascii
import imaplib
import re
from typing import TYPE_CHECKING, Any

from mentionwatch.errors import AccessDenied, LayoutChanged
from mentionwatch.text.clean import tidy

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from mentionwatch.http import Http
    from mentionwatch.sources._conversation import Conversation

_LONGEST_MAIL = 2_000_000  # bytes: the server is asked for no more of each mail
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_SIZE = re.compile(rb"RFC822\.SIZE (\d{1,15})")
_RECEIVED = re.compile(rb'INTERNALDATE "([^"]{5,60})"')


class _Imap(imaplib.IMAP4):
    """imaplib's client, whose bytes go through a Conversation."""

    def __init__(self, conversation: Conversation) -> None:
        self._conversation = conversation
        super().__init__()

    def open(self, host: str = "", port: int = 0, timeout: float | None = None) -> None:
        """There is a connection already."""

    def read(self, size: int) -> bytes:
        return self._conversation.read(size)

    def readline(self) -> bytes:
        return self._conversation.readline()

    def send(self, data: Any) -> None:
        self._conversation.send(bytes(data))

    def shutdown(self) -> None:
        self._conversation.close()


class Mailbox:
    """A folder that is open for reading only: no mail is marked as read."""

    def __init__(self, conversation: Conversation, http: Http, host: str) -> None:
        self._conversation, self._http, self._host = conversation, http, host
        self._imap: _Imap = self._done("greeting", lambda: ("OK", [_Imap(conversation)]))[0]
        self.validity = ""

    def log_in(self, user: str, password: str) -> None:
        """Raises AccessDenied where the server does not let us in, LayoutChanged where it talks of something else."""
        with self._conversation.exchange():
            try:
                self._enter(user, password)
            except imaplib.IMAP4.error as error:
                raise AccessDenied(
                    "forums-imap-login", host=self._host, said=self._shown(_said(error), password)
                ) from None
            except binascii.Error as error:  # the server goes on in what is no base64
                raise LayoutChanged(
                    "forums-imap-odd", host=self._host, what="AUTHENTICATE", said=str(error)
                ) from None

    def _enter(self, user: str, password: str) -> None:
        if f"{user}{password}".isascii():
            self._imap.login(user, password)
        else:  # LOGIN takes ASCII alone
            self._imap.authenticate("PLAIN", lambda _: "\0".join(("", user, password)).encode())

    def open(self, folder: str) -> None:
        """Open a folder (EXAMINE). Raises LayoutChanged where there is none of that name."""
        self._done(f"EXAMINE {folder}", lambda: self._imap.select(_quoted(folder), readonly=True))
        told = self._imap.untagged_responses.get("UIDVALIDITY") or [b""]
        self.validity = told[0].decode(errors="replace") if isinstance(told[0], bytes) else ""

    def since(self, day: date) -> list[int]:
        """The numbers (UID) of mails that came on that day or later, the newest first."""
        asked = f"{day.day}-{_MONTHS[day.month - 1]}-{day.year}"
        return self._found("SINCE", asked)

    def answers(self, identifier: str) -> list[int]:
        """The numbers (UID) of mails that answer the mail of that Message-ID, the newest first."""
        named = f'"<{identifier}>"'
        return self._found("OR", "HEADER", "References", named, "HEADER", "In-Reply-To", named)

    def _found(self, *asked: str) -> list[int]:
        told = self._done("SEARCH", lambda: self._imap.uid("SEARCH", *asked))
        numbers = re.findall(rb"\d{1,10}", b" ".join(each for each in told if isinstance(each, bytes)))
        return sorted({int(number) for number in numbers}, reverse=True)

    def mail(self, number: int) -> tuple[bytes, str] | None:
        """A mail, at most its first 2 MB, and when it came; None where it was deleted meanwhile."""
        told = _joined(self._fetched(number, "(INTERNALDATE RFC822.SIZE)"))
        size, received = _SIZE.search(told), _RECEIVED.search(told)
        if not size:
            return None
        # Only of large mails a part: some servers do not know how to cut.
        part = f"<0.{_LONGEST_MAIL}>" if int(size[1]) > _LONGEST_MAIL else ""
        bodies = (
            each[1] for each in self._fetched(number, f"(BODY.PEEK[]{part})") if isinstance(each, tuple)
        )
        body = next(bodies, None)
        return (body, received[1].decode(errors="replace") if received else "") if body is not None else None

    def close(self) -> None:
        """Log out."""
        self._done("LOGOUT", self._imap.logout)

    def _fetched(self, number: int, what: str) -> list[Any]:
        return self._done("FETCH", lambda: self._imap.uid("FETCH", str(number), what))

    def _done(self, what: str, command: Callable[[], tuple[str, Any]]) -> list[Any]:
        """What the server answers to a command. Raises LayoutChanged where it says no."""
        with self._conversation.exchange():
            try:
                status, told = command()
            except imaplib.IMAP4.error as error:
                status, told = "NO", [_said(error)]
            except UnicodeDecodeError as error:  # imaplib takes what a server can do for ASCII
                status, told = "NO", [bytes(error.object)]
        if status not in ("OK", "BYE"):
            said = self._shown(_joined(told))
            raise LayoutChanged("forums-imap-odd", host=self._host, what=what, said=said)
        answers: list[Any] = told
        return answers

    def _shown(self, said: bytes, *secrets: str) -> str:
        text = self._http.masked(said.decode(errors="replace"))
        for secret in secrets:
            text = text.replace(secret, "***")
        return tidy(text)[:200] or "—"


def _joined(told: list[Any]) -> bytes:
    return b" ".join(each for each in told if isinstance(each, bytes))


def _said(error: imaplib.IMAP4.error) -> bytes:
    """What the server said, which imaplib passes on as bytes, as text, or wrapped."""
    said = error.args[0] if error.args else b""
    return said if isinstance(said, bytes) else str(said).encode()


def _quoted(folder: str) -> str:
    """A folder's name as IMAP takes it: modified UTF-7 (RFC 3501 §5.1.3), in quotes."""
    coded = re.sub(r"[^\x20-\x7e]+|&", _coded, folder)
    return '"' + coded.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _coded(found: re.Match[str]) -> str:
    if found[0] == "&":
        return "&-"
    letters = base64.b64encode(found[0].encode("utf-16-be")).decode().rstrip("=").replace("/", ",")
    return f"&{letters}-"
