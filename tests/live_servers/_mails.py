"""The seeds as mails and articles, the crowd beside them, and older ones that must not be read."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime

from live_servers._seeds import BY_KEY, LATER, SEEDS, Seed, crowd

_LIST = "brands@example.org"
_RUN = secrets.token_hex(4)
"""What makes identifiers of this run its own: a news server refuses those that it saw in another."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mail:
    """A mail; ``answers`` is the identifier of the one that it answers, ``date`` aware."""

    own: str
    author: str
    subject: str
    text: str
    date: datetime
    answers: str | None = None

    def written(self, newsgroup: str | None = None) -> bytes:
        """The mail as it is sent, or as it is posted to a newsgroup."""
        mail = EmailMessage(policy=SMTP.clone(cte_type="8bit") if not newsgroup else SMTP)
        mail["From"] = f"{self.author} <{self.author}@example.org>"
        mail["Newsgroups" if newsgroup else "To"] = newsgroup or _LIST
        mail["Subject"] = self.subject
        mail["Date"] = format_datetime(self.date)
        mail["Message-ID"] = f"<{identifier(self.own)}>"
        if self.answers:
            mail["In-Reply-To"] = mail["References"] = f"<{identifier(self.answers)}>"
        mail.set_content(f"{self._quoted()}{self.text}\n", cte="8bit")
        return mail.as_bytes().replace(b"\r\n", b"\n")

    def _quoted(self) -> str:
        """What is answered, as mailers quote it: its words are not this author's."""
        if not self.answers:
            return ""
        quoted = BY_KEY[self.answers]
        return f"{quoted.author} wrote:\n> {quoted.text}\n\n"


def seeded() -> Iterator[Mail]:
    """The seeds, a minute apart, in the order in which they are written."""
    begin = datetime.now(UTC).replace(microsecond=0) - timedelta(hours=1)
    for place, seed in enumerate(SEEDS):
        yield Mail(
            own=seed.key,
            author=seed.author,
            subject=_subject(seed),
            text=seed.text,
            date=begin + timedelta(minutes=place),
            answers=seed.answers,
        )


def later() -> Iterator[Mail]:
    """What is answered later."""
    now = datetime.now(UTC).replace(microsecond=0)
    for seed in LATER:
        yield Mail(
            own=seed.key,
            author=seed.author,
            subject=_subject(seed),
            text=seed.text,
            date=now,
            answers=seed.answers,
        )


def identifier(key: str) -> str:
    """The Message-ID of a seed, without the angle brackets."""
    return f"{key}.{_RUN}@example.org"


def crowded(size: int) -> Iterator[Mail]:
    """The crowd, of the last days."""
    begin = datetime.now(UTC).replace(microsecond=0) - timedelta(days=3)
    for place, text in enumerate(crowd(size)):
        yield Mail(
            own=f"crowd{place}",
            author="maria",
            subject=f"Запись {place}",
            text=text,
            date=begin + timedelta(minutes=place),
        )


def old(size: int) -> Iterator[Mail]:
    """Mentions of a year ago, older than a scan looks."""
    begin = datetime.now(UTC).replace(microsecond=0) - timedelta(days=365)
    for place in range(size):
        yield Mail(
            own=f"old{place}",
            author="john",
            subject=f"Год назад {place}",
            text=f"Старлинк год назад, запись {place}.",
            date=begin + timedelta(minutes=place),
        )


def _subject(seed: Seed) -> str:
    if seed.answers:
        return f"Re: {BY_KEY[seed.answers].title}"
    return seed.title or seed.key
