"""A page to the article on it: its own words, and what the page tells of author and date.

Main text through trafilatura, https://trafilatura.readthedocs.io: of the extractors tried it alone found the text
of every recorded article.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from selectolax.lexbor import LexborHTMLParser

from mentionwatch.model import Author
from mentionwatch.text.clean import tidy, to_text
from mentionwatch.text.dates import parse_date
from mentionwatch.text.structured import every, lean, things, words
from mentionwatch.text.urls import absolute

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

_KINDS = (
    "Article", "NewsArticle", "BlogPosting", "ReportageNewsArticle", "AnalysisNewsArticle", "OpinionNewsArticle",
    "ReviewNewsArticle", "BackgroundNewsArticle", "AdvertiserContentArticle", "LiveBlogPosting", "TechArticle",
    "Report", "SocialMediaPosting", "DiscussionForumPosting",
)  # fmt: skip
_DATES = (
    "article:published_time", "og:article:published_time", "article:published", "datepublished", "date", "pubdate",
    "publishdate", "dc.date", "dc.date.issued", "dcterms.created", "sailthru.date", "mediator_published_time",
    "publish-date", "parsely-pub-date",
)  # fmt: skip
_AUTHORS = ("author", "article:author", "dc.creator", "mediator_author", "parsely-author")
_LEADS = ("og:description", "description", "twitter:description")
_ZONE = re.compile(r"(?:Z|UTC|GMT|[+-]\d\d:?\d\d)\s*\Z")
_BEFORE_SITE = re.compile(r"\s+(?:[|/•·–—-]|::|»)\s+\Z")
_LABEL = re.compile(r"\A(?:by|author|авторы?|редактор|текст|von|par|por|di)\s*:\s*|\Aby\s+", re.IGNORECASE)
_ADDRESS = re.compile("/|https?:")
_SHORT, _SAME = 200, 40


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """What is on a page. ``sure`` is whether the page says itself that it is an article."""

    title: str | None
    text: str
    author: Author | None
    published: datetime | None
    sure: bool


def read(html: str, *, url: str) -> Article:
    """The article of a page that was found at ``url``; its text is empty where there is none."""
    html = lean(html)
    page = LexborHTMLParser(html)
    told = next(every(things(page), *_KINDS), {})
    meta = _meta(page)
    headline = words(told.get("headline")) or to_text(meta.get("og:title", "")) or _heading(page)
    title = _without_site(headline, to_text(meta.get("og:site_name", "")))
    text = _main(html)
    body = words(told.get("articleBody"))
    return Article(
        title=title or None,
        text=_with_lead(text if len(text) >= len(body) or len(text) > _SHORT else body, title, meta),
        author=_author(told.get("author"), meta, url),
        published=_published(told, meta, page),
        sure=bool(told) or meta.get("og:type", "").lower() == "article" or "article:published_time" in meta,
    )


def _main(html: str) -> str:
    from trafilatura import extract  # costs half a second to import

    return tidy(extract(html, include_comments=False, include_images=False, include_links=False) or "")


def _meta(page: LexborHTMLParser) -> dict[str, str]:
    """The first value under each name."""
    found: dict[str, str] = {}
    for node in page.css("meta[content]"):
        attributes = node.attributes
        name = attributes.get("property") or attributes.get("name") or attributes.get("itemprop") or ""
        found.setdefault(name.strip().lower(), (attributes.get("content") or "").strip())
    return found


def _heading(page: LexborHTMLParser) -> str:
    for selector in ("h1", "title"):
        if (node := page.css_first(selector)) and (text := tidy(node.text())):
            return text
    return ""


def _without_site(title: str, site: str) -> str:
    """A headline, to which many sites add their own name, as in ``headline | site``."""
    front = title[: -len(site)] if site and title.casefold().endswith(site.casefold()) else ""
    return _BEFORE_SITE.sub("", front) if _BEFORE_SITE.search(front) else title


def _with_lead(text: str, title: str, meta: dict[str, str]) -> str:
    """The text without its own title; before it the lead, which extractors take for a part of the frame."""
    first, _, rest = text.partition("\n")
    text = rest if first == title else text
    lead = next((lead for name in _LEADS if (lead := to_text(meta.get(name, "")))), "")
    known = _letters(text + title)
    if not text or not lead or _letters(lead)[:_SAME] in known:
        return text
    return f"{lead}\n{text}"


def _letters(text: str) -> str:
    return "".join(c for c in text.casefold() if c.isalnum())


def _author(told: Any, meta: dict[str, str], url: str) -> Author | None:
    several = told if isinstance(told, list) else [told]
    names = list(dict.fromkeys(name for each in several[:5] if (name := words(each))))
    if not names:
        names = [name for key in _AUTHORS if (name := to_text(meta.get(key, "")))][:1]
    names = [_LABEL.sub("", " ".join(name.split())) for name in names if not _ADDRESS.match(name)]
    names = [name for name in names if name]
    if not names:
        return None
    address = several[0].get("url") if len(several) == 1 and isinstance(several[0], dict) else None
    return Author(
        name=", ".join(names)[:300], url=absolute(address, url) if isinstance(address, str) else None
    )


def _published(told: dict[str, Any], meta: dict[str, str], page: LexborHTMLParser) -> datetime | None:
    """The first date that is one, those with a zone before those without."""
    dates = [date for date in _dates(told, meta, page) if parse_date(date)]
    best = next((date for date in dates if _ZONE.search(date)), dates[0] if dates else None)
    return parse_date(best)


def _dates(told: dict[str, Any], meta: dict[str, str], page: LexborHTMLParser) -> Iterator[str]:
    yield words(told.get("datePublished"))
    for name in _DATES:
        yield meta.get(name, "")
    for selector in ("time[itemprop=datePublished], time[pubdate]", "article time, main time", "h1 ~ time"):
        if (node := page.css_first(selector)) and (date := node.attributes.get("datetime")):
            yield date
            return
    nodes = page.css("time[datetime]")
    if len(nodes) == 1:  # of several one cannot say whose
        yield nodes[0].attributes.get("datetime") or ""
