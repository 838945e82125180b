"""Posts from files: JSON Lines, CSV, feeds, mailboxes."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from pydantic import Field

from mentionwatch.errors import MentionwatchError, SourceError, of_system
from mentionwatch.http import Http
from mentionwatch.model import Post, Search
from mentionwatch.plugins import Source
from mentionwatch.text import mail, records
from mentionwatch.text.encoding import decode

if TYPE_CHECKING:
    from collections.abc import Iterator

_LARGEST = 1_000_000_000  # bytes
_FILES = 10_000
_PATTERN = frozenset("*?[")


class File(Source):
    """Reads posts from a file or a folder of files: JSON Lines, CSV, feeds, mailboxes and single mails.

    Of JSON and CSV only a ``text`` is required. What a line lacks does not keep the others from being read.
    """

    needs: ClassVar[str] = "nothing"
    limits: ClassVar[str] = "files are read whole, up to 1 GB each"
    example: ClassVar[str] = '[[sources]]\ntype = "file"\npath = "reviews.csv"'

    path: str = Field(description="file, folder, or files by pattern: inbox/*.jsonl; - is standard input")
    source: str = Field(default="file", description="what the source of these posts is called")
    given: bytes | None = Field(default=None, repr=False, exclude=True, description="what - stands for")

    @property
    def key(self) -> str:
        """The path: two files are two sources."""
        return self.path

    def fetch(self, http: Http, search: Search) -> Iterator[Post]:
        """The posts of all files, file by file, and then what went wrong."""
        failed: list[MentionwatchError] = []
        for name, body in self._bodies():
            try:
                yield from read(body, name, self.source)
            except MentionwatchError as error:
                failed.append(error)
        if failed:
            raise failed[0]

    def _bodies(self) -> Iterator[tuple[str, bytes]]:
        if self.path == "-":
            yield "-", self.given if self.given is not None else b""
            return
        for path in _files(Path(self.path)):
            yield str(path), _content(path)


def read(body: bytes, name: str, source: str = "file") -> Iterator[Post]:
    """The posts in a file's content, whichever of the formats it is; ``name`` stands in messages.

    Raises SourceError for what is none of them, and, after all posts, when lines had to be left out.
    """
    if mail.is_mailbox(body):
        yield from _mails(body, name, source)
    elif mail.is_mail(body):
        yield from _mails(b"From -\n" + body, name, source)
    else:
        yield from _text(body, name, source)


def _text(body: bytes, name: str, source: str) -> Iterator[Post]:
    text = decode(body).lstrip("\ufeff \t\r\n")
    if text.startswith("<") or _is_json_feed(text):
        from mentionwatch.text.feeds import read as read_feed

        yield from read_feed(body, url=name, source=source).posts
    elif text.startswith(("{", "[")):
        yield from _records(records.from_json(text), name, source)
    elif (lines := records.from_table(text)) is not None:
        yield from _records(lines, name, source)
    elif text:
        raise SourceError("file-unknown", file=name)


def _is_json_feed(text: str) -> bool:
    from mentionwatch.text import feed_json

    return text.startswith("{") and feed_json.read(text) is not None


def _records(lines: Iterator[records.Line], name: str, source: str) -> Iterator[Post]:
    left_out = _LeftOut(name)
    for number, record in lines:
        post = None if isinstance(record, str) else records.post(record, source)
        if post:
            yield post
        else:
            left_out.note(number, record if isinstance(record, str) else "file-no-text")
    left_out.tell()


def _mails(mailbox: bytes, name: str, source: str) -> Iterator[Post]:
    left_out = _LeftOut(name)
    for number, each in mail.split(mailbox):
        if post := mail.post(each, source):
            yield post
        else:
            left_out.note(number, "file-no-text")
    left_out.tell()


class _LeftOut:
    """The lines of a file that hold no post."""

    def __init__(self, name: str) -> None:
        self.name, self.count, self.line, self.why = name, 0, 0, ""

    def note(self, line: int, why: str) -> None:
        self.count += 1
        if self.count == 1:
            self.line, self.why = line, why

    def tell(self) -> None:
        """Raise SourceError where there were any."""
        if self.count:
            why = SourceError(self.why)
            raise SourceError("file-lines", file=self.name, count=self.count, line=self.line, why=why)


def _files(path: Path) -> list[Path]:
    if path.is_dir():
        found = path.iterdir()
    elif not path.exists() and _PATTERN.intersection(path.name):
        found = path.parent.glob(path.name)
    else:
        return [path]
    return sorted(each for each in found if each.is_file() and not each.name.startswith("."))[:_FILES]


def _content(path: Path) -> bytes:
    try:
        if path.stat().st_size > _LARGEST:
            raise SourceError("file-large", file=str(path))
        return path.read_bytes()
    except OSError as error:
        raise SourceError("file-unreadable", file=str(path), why=of_system(error)) from None
