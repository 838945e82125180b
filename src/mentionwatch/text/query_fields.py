"""What a query can ask about a post besides its words, and how these fields are named and checked."""

from __future__ import annotations

import difflib
import re
from typing import TYPE_CHECKING, cast

from mentionwatch.errors import QueryError
from mentionwatch.model import POST_KINDS
from mentionwatch.text.late import late
from mentionwatch.text.query_codes import DOMAIN_ENDINGS, LANGUAGE_SLIPS, LANGUAGES

if TYPE_CHECKING:
    from mentionwatch.text.query_nodes import FieldName

NAMES: dict[str, FieldName] = {
    "title": "title",
    "text": "text",
    "author": "author",
    "site": "site",
    "source": "source",
    "lang": "lang",
    "kind": "kind",
    "url": "url",
    "stars": "stars",
    "reach": "reach",
    "likes": "likes",
    "заголовок": "title",
    "текст": "text",
    "автор": "author",
    "сайт": "site",
    "источник": "source",
    "язык": "lang",
    "вид": "kind",
    "ссылка": "url",
    "звёзды": "stars",
    "звезды": "stars",
    "охват": "reach",
    "лайки": "likes",
}
"""What people type, in lower case -> the field."""

_SLIPS: dict[str, FieldName] = {
    "from": "author",
    "user": "author",
    "rating": "stars",
    "score": "stars",
    "type": "kind",
    "link": "url",
    "links": "url",
    "domain": "site",
    "host": "site",
    "headline": "title",
    "body": "text",
    "content": "text",
    "followers": "reach",
    "от": "author",
    "рейтинг": "stars",
    "оценка": "stars",
    "тип": "kind",
    "домен": "site",
    "подписчики": "reach",
}
"""What other tools call these fields, in lower case -> the field that an error proposes."""

OF_WORDS = frozenset({"title", "text"})
OF_NUMBERS = frozenset({"stars", "reach", "likes"})

_KINDS = {kind: kind for kind in POST_KINDS} | {
    "статья": "article",
    "пост": "post",
    "комментарий": "comment",
    "отзыв": "review",
    "видео": "video",
}
_DOMAIN = late(r"(?:[^\W_](?:[\w-]*[^\W_])?\.)+([^\W\d_]{2,}|xn--[a-z\d-]+)", re.IGNORECASE)
_NUMBER = late(r"\d{1,15}(?:\.\d{1,6})?", re.ASCII)


def field_named(typed: str, query: str, column: int) -> FieldName:
    """The field of that name. Raises QueryError, with the nearest name, where there is none."""
    folded = typed.lower()
    if folded in NAMES:
        return NAMES[folded]
    near = [_SLIPS[folded]] if folded in _SLIPS else difflib.get_close_matches(folded, NAMES, n=1)
    if near:
        raise QueryError("query-field-near", query=query, column=column, name=typed, near=near[0])
    known = ", ".join(dict.fromkeys(NAMES.values()))
    raise QueryError("query-field-unknown", query=query, column=column, name=typed, known=known)


def checked_value(name: FieldName, typed: str, query: str, column: int) -> str:
    """The value of a field that holds a str, in the spelling that nodes use. Raises QueryError."""
    match name:
        case "lang":
            return _language(typed, query, column)
        case "kind":
            return _kind(typed, query, column)
        case "site":
            return re.sub(r"^https?://|/+$", "", typed.lower())
        case _:
            return typed


def checked_number(typed: str, query: str, column: int) -> float:
    """The value of a field that holds a number. Raises QueryError."""
    if not _NUMBER.fullmatch(typed):
        raise QueryError("query-number", query=query, column=column, text=typed)
    return float(typed)


def domain(word: str) -> str | None:
    """The word as a domain, in lower case; None where it does not look like one."""
    found = _DOMAIN.fullmatch(word)
    if found and (found[1].lower() in DOMAIN_ENDINGS or found[1].lower().startswith("xn--")):
        return word.lower()
    return None


def _language(typed: str, query: str, column: int) -> str:
    code = re.split("[-_]", typed.lower(), maxsplit=1)[0]
    if code in LANGUAGES:
        return code
    if code in LANGUAGE_SLIPS:
        near = LANGUAGE_SLIPS[code]
        raise QueryError("query-language-near", query=query, column=column, code=typed, near=near)
    raise QueryError("query-language", query=query, column=column, code=typed)


def _kind(typed: str, query: str, column: int) -> str:
    folded = typed.lower()
    if folded in _KINDS:
        return _KINDS[folded]
    near = cast("list[str]", difflib.get_close_matches(folded, _KINDS, n=1, cutoff=0))[0]
    known = ", ".join(POST_KINDS)
    raise QueryError("query-kind", query=query, column=column, kind=typed, near=near, known=known)
