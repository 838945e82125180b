"""Reading what a service told in JSON: what must be there is, and of the kind that it should be."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar
from urllib.parse import urlsplit

from mentionwatch.errors import Gone, LayoutChanged, SourceError
from mentionwatch.text.late import late
from mentionwatch.text.query_codes import language_code

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from datetime import datetime

    from mentionwatch.model import Post

T = TypeVar("T")
_MOST = 2**53
_CYRILLIC = late("[Ѐ-ӿ]")
_NO_WORDS = late(r"https?://\S+|@\S+")
_CYRILLIC_ONLY = {"ru", "uk", "be", "bg", "mk"}
_CYRILLIC_TOO = {
    *_CYRILLIC_ONLY,
    "sr",
    "kk",
    "ky",
    "mn",
    "tg",
    "tt",
    "ba",
    "uz",
    "az",
    "bs",
    "cv",
    "os",
    "ce",
}
_FULL = 10
_OLD_IN_A_ROW = 5  # some lists begin with pinned posts


def present(ask: Callable[[], T], sign: str = "") -> T:
    """What a service tells of one post. Raises Gone where it says that there is none, by 404 or a ``sign`` in 400."""
    try:
        return ask()
    except SourceError as error:
        status, words = error.values.get("status"), str(error.values.get("said"))
        if error.message == "http-missing" or (sign and status == "400" and sign in words):
            raise Gone("social-no-post", url=error.values.get("url")) from None
        raise


def explained(ask: Callable[[], T], explain: Callable[[str, str], SourceError | None]) -> T:
    """What a service answers. Where it refuses by status, raises what ``explain`` makes of the service's own code for
    that and of its words; where that is nothing, the refusal as it is.
    """
    try:
        return ask()
    except SourceError as error:
        if "code" in error.values and (
            better := explain(str(error.values["code"]), str(error.values["said"]))
        ):
            raise better from None
        raise


def gone(url: str) -> Gone:
    """The error that a post is no more; ``url`` is the address that says so."""
    return Gone("social-no-post", url=url)


def need(told: Any, *keys: str, url: str) -> Any:
    """The value that stands under the keys, one within another; ``url`` is the address that told it.

    Raises LayoutChanged, with the keys, where there is none.
    """
    for key in keys:
        if not isinstance(told, dict) or told.get(key) is None:
            raise LayoutChanged("social-missing", key=".".join(keys), host=urlsplit(url).netloc)
        told = told[key]
    return told


def word(told: Any, *keys: str, url: str) -> str:
    """The text or number that stands under the keys, as text. Raises LayoutChanged where there is none."""
    found = need(told, *keys, url=url)
    if isinstance(found, bool) or not isinstance(found, str | int):
        raise LayoutChanged("social-missing", key=".".join(keys), host=urlsplit(url).netloc)
    return _encodable(str(found))


def id_of(told: Any, *keys: str, url: str) -> str:
    """The identifier that stands under the keys. Raises LayoutChanged where there is none, or an empty one."""
    if found := word(told, *keys, url=url).strip():
        return found
    raise LayoutChanged("social-missing", key=".".join(keys), host=urlsplit(url).netloc)


def inner(told: Any, *keys: str, url: str) -> dict[str, Any]:
    """The object that stands under the keys. Raises LayoutChanged where there is none."""
    found = need(told, *keys, url=url)
    if not isinstance(found, dict):
        raise LayoutChanged("social-missing", key=".".join(keys), host=urlsplit(url).netloc)
    return found


def number(told: Any, *keys: str, url: str) -> int:
    """The whole number that stands under the keys. Raises LayoutChanged where there is none."""
    found = need(told, *keys, url=url)
    if not isinstance(found, int):
        raise LayoutChanged("social-missing", key=".".join(keys), host=urlsplit(url).netloc)
    return found


def tables(told: Any, *keys: str, url: str) -> list[dict[str, Any]]:
    """The list of objects that stands under the keys. Raises LayoutChanged where there is none."""
    found = need(told, *keys, url=url) if keys else told
    if not isinstance(found, list) or not all(isinstance(table, dict) for table in found):
        raise LayoutChanged("social-no-list", key=".".join(keys) or "[]", host=urlsplit(url).netloc)
    return found


def table(told: Any, key: str) -> dict[str, Any]:
    """The object that stands under a key which a service may leave out; empty where it does."""
    found = told.get(key) if isinstance(told, dict) else None
    return found if isinstance(found, dict) else {}


def listed(told: Any, key: str) -> list[dict[str, Any]]:
    """The objects of a list which a service may leave out."""
    found = told.get(key) if isinstance(told, dict) else None
    return [each for each in found if isinstance(each, dict)] if isinstance(found, list) else []


def said(told: Any, key: str) -> str:
    """The text that stands under a key which a service may leave out; empty where it does."""
    found = told.get(key) if isinstance(told, dict) else None
    return _encodable(found) if isinstance(found, str) else ""


def count(told: Any, *keys: str) -> int | None:
    """The count that stands under the keys, one within another, also where it is written as text."""
    for key in keys:
        told = told.get(key) if isinstance(told, dict) else None
    if isinstance(told, str) and told.isascii() and told.isdigit() and len(told) < 16:
        told = int(told)
    return told if isinstance(told, int) and not isinstance(told, bool) and 0 <= told < _MOST else None


def language(declared: str, text: str) -> str | None:
    """The language that an author's program declares, unless the letters say otherwise: many leave the default."""
    code = language_code(declared)
    text = _NO_WORDS.sub("", text)
    letters = sum(map(str.isalpha, text)) / 2
    if code is None:
        return None
    cyrillic = len(_CYRILLIC.findall(text)) > letters
    if code == "en":
        contradicted = sum(c.isascii() and c.isalpha() for c in text) < letters
    else:
        contradicted = cyrillic and code not in _CYRILLIC_TOO
    return None if contradicted or (letters and not cyrillic and code in _CYRILLIC_ONLY) else code


def recent(posts: Iterator[Post], since: datetime, patience: int = _OLD_IN_A_ROW) -> Iterator[Post]:
    """The posts of one list out of several, newest first, until ``patience`` in a row are older than ``since``.

    The caller stops a source that brings old posts; it must not do so before the last list was read.
    """
    old = 0
    for post in posts:
        if post.published and post.published < since:
            old += 1
            if old == patience:
                return
        else:
            old = 0
            yield post


def shown_since(newest: Sequence[Post]) -> datetime | None:
    """When the oldest of a service's newest posts was published; None of so few that there may be no others."""
    dates = [post.published for post in newest if post.published]
    return min(dates) if len(dates) >= _FULL else None


def below(thread: Iterable[Post], top: Post) -> Iterator[Post]:
    """Of the posts of a thread, the oldest first, those that answer ``top``, and what answers these."""
    known = {top.url}
    for post in thread:
        if post.parent in known and post.url not in known:
            known.add(post.url)
            yield post


def _encodable(text: str) -> str:
    """JSON can write half a character (a lone surrogate), which no address and no file can hold."""
    return text if text.isascii() else text.encode("utf-8", "replace").decode()
