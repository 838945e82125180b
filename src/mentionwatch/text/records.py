"""Posts as tables and JSON write them: one record, a mapping of names to values, to one Post.

The names are those of the program's own JSON; tables may call them otherwise, in English or Russian.
"""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Mapping
from hashlib import blake2b
from io import StringIO
from typing import TYPE_CHECKING, Any

from mentionwatch.model import POST_KINDS, Author, Engagement, Post
from mentionwatch.text.clean import to_text
from mentionwatch.text.dates import parse_date
from mentionwatch.text.query_codes import language_code
from mentionwatch.text.urls import canonical, site

if TYPE_CHECKING:
    from collections.abc import Iterator

_COLUMNS = {
    "text": "text body content message comment review description текст сообщение комментарий отзыв содержание",
    "title": "title headline subject заголовок тема название",
    "url": "url link address href permalink ссылка адрес",
    "author": "author user username name nick nickname автор пользователь имя ник",
    "handle": "handle login логин",
    "followers": "followers подписчики",
    "published": "published date datetime time created createdat created_at timestamp pubdate дата время опубликовано",
    "rating": "rating stars оценка рейтинг звезды звёзды",
    "likes": "likes лайки",
    "comments": "comments replies комментарии ответы",
    "shares": "shares reposts retweets репосты",
    "views": "views просмотры",
    "language": "language lang язык",
    "site": "site domain host сайт домен",
    "source": "source источник",
    "kind": "kind тип",
    "thread": "thread тред",
    "parent": "parent",
    "id": "id",
}
_NAMES = {alias: name for name, aliases in _COLUMNS.items() for alias in aliases.split()}
_MESSAGE = re.compile(r"(?:mid|news):[^\s<>]{1,1000}\Z")
_DELIMITERS = ",;\t|"
_LONGEST_CELL = 1_000_000

Line = tuple[int, Mapping[str, Any] | str]
"""The number of a line, counted from 1, and the record in it, or the message that says why there is none."""


def from_json(text: str) -> Iterator[Line]:
    """JSON Lines, or one JSON list of objects."""
    if text.lstrip().startswith("["):
        whole = _loaded(text)
        if isinstance(whole, list):
            yield from (
                (n, each if isinstance(each, dict) else "file-no-object") for n, each in enumerate(whole, 1)
            )
            return
    for number, line in enumerate(text.split("\n"), 1):
        if line.strip():
            told = _loaded(line)
            yield (
                number,
                told if isinstance(told, dict) else "file-no-json" if told is None else "file-no-object",
            )


def _loaded(text: str) -> Any:
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return None


def from_table(text: str) -> Iterator[Line] | None:
    """A table with a line of column names, whatever its delimiter; None where no column is the text."""
    whole = text.lstrip("\ufeff")
    first, _, rest = whole.partition("\n")
    # Not splitlines, for which U+2028 and others that stand in a cell end a line.
    lines = list(StringIO(rest if re.fullmatch(r"sep=.\r?", first) else whole, newline=""))
    if not lines:
        return None
    delimiter = max(_DELIMITERS, key=lines[0].count)
    csv.field_size_limit(_LONGEST_CELL)
    rows = csv.reader(lines, delimiter=delimiter)
    header = [_NAMES.get(re.sub(r"[\s\"]+", "", cell).lower(), "") for cell in next(rows, [])]
    return _rows(rows, header) if "text" in header else None


def _rows(rows: Any, header: list[str]) -> Iterator[Line]:
    while True:
        try:
            cells = next(rows)
        except StopIteration:
            return
        except csv.Error:
            yield rows.line_num, "file-no-row"
            continue
        if any(cells):
            # A column may stand twice: the first that says something counts.
            pairs = zip(reversed(header), reversed(cells + [""] * (len(header) - len(cells))), strict=False)
            yield rows.line_num, {name: cell for name, cell in pairs if name and cell.strip()}


def post(record: Mapping[str, Any], source: str) -> Post | None:
    """The post in a record; ``source`` is its source's name where it does not tell. None without a text."""
    title, text = _text(record, "title"), _text(record, "text")
    if not text:
        return None
    url = canonical(_string(record, "url"), keep_fragment=True)
    kind = _string(record, "kind").lower()
    told = record.get("engagement")
    counts = told if isinstance(told, Mapping) else record
    return Post(
        source=_string(record, "source") or source,
        id=_identity(record, url, text),
        url=url,
        title=title or None,
        text=text,
        author=_author(record),
        published=parse_date(_string(record, "published")),
        kind=next((known for known in POST_KINDS if known == kind), "post"),
        site=_string(record, "site") or site(url),
        language=language_code(_string(record, "language")),
        thread=_place(record, "thread"),
        parent=_place(record, "parent"),
        rating=_rating(record),
        engagement=Engagement(
            likes=_count(counts, "likes"),
            comments=_count(counts, "comments"),
            shares=_count(counts, "shares"),
            views=_count(counts, "views"),
        ),
    )


def _identity(record: Mapping[str, Any], url: str | None, text: str) -> str:
    """The record's own name for it, else the address, else what it says.

    A number beside an address is a mention's in the database it was exported from, and means nothing here.
    """
    own = record.get("id")
    if own not in (None, "") and (isinstance(own, str) or url is None):
        return str(own)
    if url:
        return url
    said = "\n".join((text, _string(record, "published"), repr(record.get("author"))))
    return blake2b(said.encode(errors="replace"), digest_size=16).hexdigest()


def _author(record: Mapping[str, Any]) -> Author | None:
    told = record.get("author")
    if not isinstance(told, Mapping):
        told = {"name": told, "handle": record.get("handle"), "followers": record.get("followers")}
    author = Author(
        name=_text(told, "name") or None,
        handle=_string(told, "handle") or None,
        id=_string(told, "id") or None,
        url=canonical(_string(told, "url"), keep_fragment=True),
        followers=_count(told, "followers"),
    )
    return author if author != Author() else None


def _place(record: Mapping[str, Any], name: str) -> str | None:
    """An address of the web, or of a message in mail or news (RFC 2392, RFC 5538); None for what is neither."""
    told = _string(record, name)
    return told if _MESSAGE.match(told) else canonical(told, keep_fragment=True)


def _rating(record: Mapping[str, Any]) -> float | None:
    found = re.match(r"[1-5](?:[.,]\d+)?(?!\d)", _string(record, "rating"))
    return min(float(found[0].replace(",", ".")), 5.0) if found else None


def _count(record: Mapping[str, Any], name: str) -> int | None:
    digits = re.sub(r"[\s,.](?=\d{3}\b)", "", _string(record, name))
    return int(digits) if digits.isascii() and digits.isdigit() and len(digits) < 16 else None


def _text(record: Mapping[str, Any], name: str) -> str:
    return to_text(_string(record, name))


def _string(record: Mapping[str, Any], name: str) -> str:
    value = record.get(name)
    return "" if value is None or isinstance(value, list | dict | bool) else str(value).strip()
