"""Newsgroups by NNTP, RFC 3977: a small client, since Python 3.13 has none."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, ClassVar
from urllib.parse import urlsplit

from pydantic import Field, model_validator

from mentionwatch.errors import AccessDenied, ConfigError, LayoutChanged, SourceError
from mentionwatch.plugins import Source
from mentionwatch.sources._conversation import Conversation, is_open
from mentionwatch.sources._told import recent
from mentionwatch.text import mail
from mentionwatch.text.clean import tidy
from mentionwatch.text.dates import parse_date

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import datetime

    from mentionwatch.http import Http
    from mentionwatch.model import Post, Search

_PORTS = {"nntp": 119, "nntps": 563}
_STRETCH = 100  # articles of one overview
_STRETCHES = 500
_OLD = 20  # articles come out of order
_PRINTABLE = r"^[^\x00-\x20\x7f]+$"
_DENIED = {"480", "481", "482", "483", "502"}
_DATE, _REFERENCES = 3, 5  # RFC 3977 §8.3: number, subject, from, date, message-id, references, bytes, lines


class Nntp(Source):
    """Reads every new article of a newsgroup on a news server, without quotes."""

    needs: ClassVar[str] = "a news server that carries the group; many want an account"
    limits: ClassVar[str] = (
        "Servers keep articles for weeks to years. An account's password is sent over nntps:// only. "
        "A proxy of the configuration is not used."
    )
    example: ClassVar[str] = (
        '[[sources]]\ntype = "nntp"\nurl = "nntps://news.example.org/comp.mobile.android"'
    )

    url: str = Field(
        pattern=r"^nntps?://[\w.:\[\]-]+/[\w.+-]+$",
        description="server and group: nntps://news.example.org/comp.misc",
    )
    user: str | None = Field(
        default=None, pattern=_PRINTABLE, description="user name, where the server wants one"
    )
    password: str | None = Field(default=None, pattern=_PRINTABLE, repr=False, description="its password")

    @model_validator(mode="after")
    def _password_is_safe(self) -> Nntp:
        if self.password and is_open(self.url):
            raise ValueError(ConfigError("forums-open-password", url=self.url))
        return self

    def fetch(self, http: Http, search: Search) -> Iterator[Post]:
        """The articles, newest first, a stretch of numbers at a time."""
        return self._read(http, search.since, lambda line: True)

    def replies(self, http: Http, post: Post) -> Iterator[Post]:
        """The articles of the group that name an article among those that they answer, newest first."""
        mark = f"<{post.id}>"
        if post.thread and post.published:
            yield from self._read(http, post.published, lambda line: mark in line.ancestors)

    def _read(self, http: Http, since: datetime, wanted: Callable[[Line], bool]) -> Iterator[Post]:
        """The wanted articles of one conversation with the server, newest first."""
        client = _Client(Conversation(http, self.url, _PORTS[urlsplit(self.url).scheme]), http, self.host)
        try:
            client.greet(self.user, self.password)
            yield from recent(self._articles(client, since, wanted), since, _OLD)
            client.leave()
        finally:
            client.conversation.close()

    def _articles(self, client: _Client, since: datetime, wanted: Callable[[Line], bool]) -> Iterator[Post]:
        low, high = client.group(urlsplit(self.url).path.strip("/"))
        for _ in client.http.pages(_STRETCHES):
            if high < low:
                return
            lines = client.overview(max(low, high - _STRETCH + 1), high)
            fresh = [line for line in lines if not (line.date and line.date < since.timestamp())]
            for line in sorted(fresh, key=lambda line: line.number, reverse=True):
                if wanted(line) and (post := client.article(line.number)):
                    yield post
            if lines and not fresh:
                return
            high -= _STRETCH


@dataclass(frozen=True, slots=True)
class Line:
    """A line of an overview: an article's number, its time (Unix) if it tells one, and what it answers."""

    number: int
    date: float | None
    ancestors: str


@dataclass(frozen=True, slots=True)
class _Client:
    """One connection to a news server. Commands are never sent before the answer to the one before."""

    conversation: Conversation
    http: Http
    host: str

    def greet(self, user: str | None, password: str | None) -> None:
        with self.conversation.exchange():
            self._expect(self._answer(), "200", "201")
        self._ask("MODE READER", "200", "201", "500", "501", "502")  # some know no other mode
        if user:
            code, _ = self._ask(f"AUTHINFO USER {user}", "281", "381")
            if code == "381":
                self._ask(f"AUTHINFO PASS {password or ''}", "281")

    def group(self, name: str) -> tuple[int, int]:
        """The lowest and the highest number in a group."""
        code, said = self._ask(f"GROUP {name}", "211", "411")
        if code == "411":
            raise SourceError("forums-no-group", host=self.host, group=name)
        numbers = re.findall(r"\d{1,18}", said[3:])[:3]
        if len(numbers) < 3:
            raise self._odd(said)
        return int(numbers[1]), int(numbers[2])

    def overview(self, low: int, high: int) -> list[Line]:
        """The articles that there are."""
        code, told = self._asked_for_more(f"OVER {low}-{high}", "224", "420", "423", "500", "503")
        if code in ("500", "503"):
            code, told = self._asked_for_more(f"XOVER {low}-{high}", "224", "420", "423")
        lines = told.decode(errors="replace").split("\n", _STRETCH)[:_STRETCH]
        return [line for each in lines if (line := _overview_line(each))]

    def article(self, number: int) -> Post | None:
        """An article; None where it was cancelled meanwhile, or says nothing."""
        _, told = self._asked_for_more(f"ARTICLE {number}", "220", "423", "430")
        post = mail.post(told, "nntp") if told else None
        return replace(post, site=post.site or urlsplit(f"//{self.host}").hostname) if post else None

    def leave(self) -> None:
        self._ask("QUIT", "205")

    def _ask(self, command: str, *expected: str) -> tuple[str, str]:
        with self.conversation.exchange():
            self.conversation.send(command.encode() + b"\r\n")
            answer = self._answer()
        return self._expect(answer, *expected)

    def _asked_for_more(self, command: str, *expected: str) -> tuple[str, bytes]:
        """The lines of an answer that goes on after its first, where the first code expected came."""
        told = bytearray()
        with self.conversation.exchange():
            self.conversation.send(command.encode() + b"\r\n")
            answer = self._answer()
            if answer[0] == expected[0]:
                while (line := self.conversation.readline()) not in (b".\r\n", b".\n"):
                    told += line[1:] if line.startswith(b"..") else line
        return self._expect(answer, *expected)[0], bytes(told)

    def _answer(self) -> tuple[str, str]:
        line = self.conversation.readline().decode(errors="replace").strip()
        return line[:3], line

    def _expect(self, answer: tuple[str, str], *expected: str) -> tuple[str, str]:
        code, said = answer
        if code in expected:
            return answer
        if code in _DENIED:
            raise AccessDenied("forums-news-denied", host=self.host, said=self._shown(said))
        raise self._odd(said)

    def _odd(self, said: str) -> LayoutChanged:
        return LayoutChanged("forums-news-odd", host=self.host, said=self._shown(said))

    def _shown(self, said: str) -> str:
        return tidy(self.http.masked(said))[:200] or "—"


def _overview_line(line: str) -> Line | None:
    parts = line.split("\t")
    if len(parts) <= _DATE or not re.fullmatch(r"\d{1,18}", parts[0], re.ASCII):
        return None
    date = parse_date(parts[_DATE].strip())
    ancestors = parts[_REFERENCES] if len(parts) > _REFERENCES else ""
    return Line(int(parts[0]), date.timestamp() if date else None, ancestors)
