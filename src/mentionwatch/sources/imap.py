"""Mails in a mailbox, by IMAP: newsletters, alerts and mailing lists that come by mail."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar
from urllib.parse import urlsplit

from pydantic import Field, model_validator

from mentionwatch.errors import ConfigError
from mentionwatch.plugins import Source
from mentionwatch.sources._conversation import Conversation, is_open
from mentionwatch.sources._mailbox import Mailbox
from mentionwatch.text import alerts, mail
from mentionwatch.text.dates import parse_date

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from mentionwatch.http import Http
    from mentionwatch.model import Post, Search

_PORTS = {"imap": 143, "imaps": 993}
_PRINTABLE = r"^[^\x00-\x1f\x7f]+$"
_PLAIN = re.compile(r"[!#-\[\]-~]{1,500}")  # an identifier that needs no escapes
_ATOM = r"^[^\x00-\x20\x7f-\U0010ffff\"\\(){%*]+$"  # RFC 3501 §9


class Imap(Source):
    """Reads every new mail in a folder of a mailbox: newsletters, mailing lists, alerts of other services (those of
    Google Alerts are split into their posts). Nothing is changed there, no mail is marked as read.
    """

    needs: ClassVar[str] = (
        "a mailbox with IMAP; with Gmail, Yandex, Mail.ru and Outlook an app password: "
        "account → security → app passwords"
    )
    limits: ClassVar[str] = (
        "Give alerts and newsletters a folder of their own: what is in the folder is read. Of mails above 2 MB the "
        "beginning is read. The password is sent over imaps:// only. A proxy of the configuration is not used."
    )
    example: ClassVar[str] = (
        '[[sources]]\ntype = "imap"\nurl = "imaps://imap.example.org"\nuser = "name@example.org"\n'
        'password = "${MAIL_APP_PASSWORD}"\nfolder = "Alerts"'
    )

    url: str = Field(pattern=r"^imaps?://[\w.:\[\]-]+/?$", description="server: imaps://imap.example.org")
    user: str = Field(pattern=_ATOM, description="user name, mostly the e-mail address")
    password: str = Field(pattern=_PRINTABLE, repr=False, description="app password")
    folder: str = Field(default="INBOX", pattern=_PRINTABLE, description="folder that is read")

    @model_validator(mode="after")
    def _password_is_safe(self) -> Imap:
        if is_open(self.url):
            raise ValueError(ConfigError("forums-open-password", url=self.url))
        return self

    @property
    def key(self) -> str:
        """Server, user and folder."""
        return f"{self.url.rstrip('/')}/{self.user}/{self.folder}"

    @property
    def host(self) -> str:
        """The server."""
        return urlsplit(self.url).netloc

    def fetch(self, http: Http, search: Search) -> Iterator[Post]:
        """The mails, newest first."""
        return self._read(http, lambda mailbox: mailbox.since(search.since.date()))

    def replies(self, http: Http, post: Post) -> Iterator[Post]:
        """The mails in the folder that name a mail among those that they answer, newest first."""
        if post.thread and _PLAIN.fullmatch(post.id):
            yield from self._read(http, lambda mailbox: mailbox.answers(post.id))

    def _read(self, http: Http, chosen: Callable[[Mailbox], list[int]]) -> Iterator[Post]:
        """The chosen mails of one conversation with the server."""
        conversation = Conversation(http, self.url, _PORTS[urlsplit(self.url).scheme])
        try:
            mailbox = Mailbox(conversation, http, self.host)
            mailbox.log_in(self.user, self.password)
            mailbox.open(self.folder)
            for number in chosen(mailbox):
                if found := mailbox.mail(number):
                    yield from self._posts(*found, f"{self.host}/{self.folder}/{mailbox.validity}/{number}")
            mailbox.close()
        finally:
            conversation.close()

    def _posts(self, body: bytes, received: str, place: str) -> Iterator[Post]:
        """The posts in a mail. One without an identifier has that of its place in the mailbox."""
        if alerts.is_digest(body):
            yield from alerts.digest(body, "imap")
        elif post := mail.post(body, "imap"):
            named = post if post.thread else replace(post, id=place)
            yield named if post.published else replace(named, published=parse_date(received))
