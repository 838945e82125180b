"""Reviews in a page, as it tells them to machines: https://schema.org/Review."""

from __future__ import annotations

import re
from hashlib import blake2b
from typing import TYPE_CHECKING, Any

from selectolax.lexbor import LexborHTMLParser

from mentionwatch.model import Author, Post
from mentionwatch.text.dates import parse_date
from mentionwatch.text.structured import every, lean, things, words
from mentionwatch.text.urls import absolute, site

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

_KINDS = ("Review", "UserReview", "EmployerReview")
_ANSWERS = ("Comment", "Answer", "CorrectionComment")
_NUMBER = re.compile(r"-?\d{1,6}(?:[.,]\d{1,6})?")


def read(html: str, *, url: str, source: str) -> list[Post]:
    """The reviews of a page that was found at ``url``, each followed by the answers to it."""
    posts: dict[str, Post] = {}
    for told in every(things(LexborHTMLParser(lean(html))), *_KINDS):
        for post in _thread(told, url, source):
            posts.setdefault(post.id, post)
    return list(posts.values())


def following(html: str, *, url: str) -> str | None:
    """The next page, where the page names one (https://html.spec.whatwg.org/#link-type-next)."""
    node = LexborHTMLParser(lean(html)).css_first('link[rel~="next"][href], a[rel~="next"][href]')
    return absolute(node.attributes["href"], url) if node else None


def stars(rating: Any) -> float | None:
    """A rating on whatever scale as stars, 1 to 5; schema.org's own scale is 1 to 5."""
    if isinstance(rating, list):
        rating = rating[0] if rating else None
    told = rating if isinstance(rating, dict) else {"ratingValue": rating}
    value, best, worst = (_number(told.get(name)) for name in ("ratingValue", "bestRating", "worstRating"))
    best, worst = 5.0 if best is None else best, 1.0 if worst is None else worst
    if value is None or best <= worst or not worst <= value <= best:
        return None
    return round(1 + 4 * (value - worst) / (best - worst), 2)


def _thread(told: dict[str, Any], page: str, source: str) -> Iterator[Post]:
    title, text = words(told.get("name") or told.get("headline")), _text(told)
    if not (title or text):
        return
    author = _author(told.get("author"), page)
    own = _own_address(told, page)
    identity = own or f"{page} {_digest(author.name if author else None, title, text)}"
    url = own or f"{page.partition('#')[0]}#review-{_number_of(identity)}"
    yield Post(
        source=source,
        id=identity,
        url=url,
        title=title if title and text and title != text else None,
        text=text or title,
        author=author,
        published=_published(told),
        kind="review",
        site=site(url),
        thread=url,
        rating=stars(told.get("reviewRating")),
    )
    for answer in every(told.get("comment"), *_ANSWERS):
        yield from _answer(answer, identity, url, source)


def _answer(told: dict[str, Any], review: str, url: str, source: str) -> Iterator[Post]:
    text = words(told.get("text")) or words(told.get("description"))
    if not text:
        return
    identity = f"{review} {_digest(text)}"
    yield Post(
        source=source,
        id=identity,
        url=f"{url.partition('#')[0]}#answer-{_number_of(identity)}",
        text=text,
        author=_author(told.get("author") or told.get("creator"), url),
        published=_published(told),
        kind="comment",
        site=site(url),
        thread=url,
        parent=url,
    )


def _text(told: dict[str, Any]) -> str:
    """What the review says; what its author liked and did not like may stand apart."""
    body = told.get("reviewBody") or told.get("description") or told.get("text")
    parts = [words(part) for part in (body if isinstance(body, list) else [body])]
    notes = [words(each) for name in ("positiveNotes", "negativeNotes") for each in _listed(told.get(name))]
    return "\n".join(dict.fromkeys(part for part in (*parts, *notes) if part))


def _listed(told: Any) -> list[Any]:
    told = told.get("itemListElement") if isinstance(told, dict) else told
    return told if isinstance(told, list) else [told]


def _own_address(told: dict[str, Any], page: str) -> str | None:
    """The address of the review, if it has one that is not just the page's."""
    for name in ("url", "@id"):
        value = told.get(name)
        address = absolute(value, page) if isinstance(value, str) else None
        if address and address != absolute(page) and site(address) == site(page):
            return address
    return None


def _author(told: Any, page: str) -> Author | None:
    name = " ".join(words(told).split())
    address = told.get("url") if isinstance(told, dict) else None
    url = absolute(address, page) if isinstance(address, str) else None
    return Author(name=name[:300], url=url) if name else None


def _published(told: dict[str, Any]) -> datetime | None:
    return parse_date(words(told.get("datePublished"))) or parse_date(words(told.get("dateCreated")))


def _number(value: Any) -> float | None:
    found = _NUMBER.search(words(value))
    return float(found[0].replace(",", ".")) if found else None


def _digest(*parts: str | None) -> str:
    """Without the date: where it is told as "two days ago" it would make a new review each day."""
    return blake2b(
        "\n".join(part or "" for part in parts).encode(errors="replace"), digest_size=12
    ).hexdigest()


def _number_of(identity: str) -> int:
    return int.from_bytes(blake2b(identity.encode(errors="replace"), digest_size=6).digest(), "big") + 100
