"""HTML to the text that a person sees.

What comes in is hostile: the work is linear in its length, whatever it holds. The parser (lexbor, through
selectolax) follows the HTML Standard, https://html.spec.whatwg.org/multipage/parsing.html, whose tree
building is not linear for deep nesting and for formatting elements left open; ``_tame`` removes both.
"""

from __future__ import annotations

import html as entities
import re

from selectolax.lexbor import LexborDocumentOptions, LexborHTMLParser, LexborNode

LONGEST = 1_000_000
"""Characters of HTML that are looked at; what comes after them is not read."""

_LEVELS = 3  # markup escaped within markup: a feed of a feed of a page
_MANY = 300  # tags; a tree of fewer is small whatever their order
_DEEPEST = 256
_WITHOUT_EVENTS = LexborDocumentOptions.WO_EVENTS.value  # or <selectedcontent> multiplies what it copies

_NAMES = (
    "a|abbr|acronym|address|area|article|aside|audio|b|base|bdi|bdo|big|blockquote|body|br|button|canvas|caption"
    "|center|cite|code|col|colgroup|dd|del|details|dfn|dialog|div|dl|dt|em|embed|fieldset|figcaption|figure|font"
    "|footer|form|frame|frameset|h[1-6]|head|header|hr|html|i|iframe|img|input|ins|kbd|label|legend|li|link|main"
    "|map|mark|meta|nav|nobr|noscript|object|ol|optgroup|option|p|param|picture|pre|q|rp|rt|ruby|s|samp|script"
    "|section|select|small|source|span|strike|strong|style|sub|summary|sup|svg|table|tbody|td|template|textarea"
    "|tfoot|th|thead|time|title|tr|track|tt|u|ul|var|video|wbr"
)
_MARKUP = re.compile(
    rf"<(?:/?(?:{_NAMES})(?:[\s/][^<>]*)?>|!--|!\[CDATA\[|!doctype"
    rf"|(?:{_NAMES})\s+[a-z-]+=[^<>]*\Z)",  # cut off in the middle of a tag
    re.IGNORECASE,
)
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z][a-zA-Z0-9]{1,31});")
_BREAK = re.compile(
    r"<(?=/?(?:address|article|aside|blockquote|br|center|dd|details|div|dl|dt|fieldset|figcaption|figure|footer"
    r"|form|h[1-6]|header|hr|legend|li|main|nav|ol|option|p|pre|section|summary|table|tr|ul)[\s/>])",
    re.IGNORECASE,
)
_CELL = re.compile(r"<(?=t[dh][\s/>])", re.IGNORECASE)
_PRE = re.compile(r"(</?pre[\s/>])", re.IGNORECASE)
_UNSEEN = re.compile(
    r"<(?:iframe|math|noscript|object|s(?:cript|elect|tyle|vg)|te(?:mplate|xtarea))", re.IGNORECASE
)
_UNSEEN_CSS = (
    "iframe,math,noscript,object,script,select,style,svg,template,textarea,[hidden],"
    "[style*='display:none'],[style*='display: none']"
)
_FORMATTING = re.compile(
    r"<(/?)(?:a|b|big|code|em|font|i|nobr|s|small|strike|strong|tt|u)(?=[\s/>])", re.IGNORECASE
)
_NESTING = re.compile(
    r"<(/?)(?!(?:area|base|br|col|dd|dt|embed|hr|img|input|li|link|meta|option|p|param|source|td|th|tr|track|wbr)\b)"
    r"[a-z]",
    re.IGNORECASE,
)
_LONG_TAG = re.compile(r"<[a-zA-Z][^<>]{2000,}>?")
_ANY_TAG = re.compile(r"<[a-zA-Z/!][^<>]*>?")
# Control characters but white space; soft hyphen, zero-width marks, bidirectional controls, lone surrogates.
# Joiners stay: emoji, Persian and the scripts of India are written with them.
_INVISIBLE = re.compile(
    "[\0-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\xad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff"
    "\ufff9-\ufffb\ufffe\uffff\ud800-\udfff\U000e0001]"
)


def to_text(html: str, *, quotes: bool = True) -> str:
    """The text of an HTML fragment or page: block elements begin new lines, hidden ones are left out.

    Text without markup comes back tidied, so cleaning twice is cleaning once. ``quotes=False`` leaves out
    what others said (``blockquote``). Of more than LONGEST characters the rest is not read.
    """
    text = html[:LONGEST]
    if "<" not in text and "&" not in text:
        return tidy(text)
    for level in range(_LEVELS):
        if not _MARKUP.search(text):
            decoded = _decode(text)
            if decoded == text or not _MARKUP.search(decoded):
                return tidy(decoded)
            text = decoded
        text = _seen(text.replace("\n", "\f") if level else text, quotes)
    return tidy(_decode(text))


def tidy(text: str) -> str:
    """Plain text, normalised: one space between words, no empty lines, nothing invisible in it."""
    if text.isprintable():
        return " ".join(text.split())
    lines = (" ".join(line.split()) for line in _INVISIBLE.sub("", text).splitlines())
    return "\n".join(line for line in lines if line)


def _decode(text: str) -> str:
    """Entities decoded, those of entities too. Without the semicolon an ampersand is only an ampersand."""
    for _ in range(_LEVELS):
        if "&" not in text or (decoded := _ENTITY.sub(_character, text)) == text:
            break
        text = decoded
    return text


def _character(entity: re.Match[str]) -> str:
    return entities.unescape(entity[0])


def _seen(html: str, quotes: bool) -> str:
    """One level of markup taken off. Form feeds, white space in HTML too, mark where lines end."""
    html = _INVISIBLE.sub("", html) if not html.isascii() or not html.isprintable() else html
    html = html.replace("<![CDATA[", "").replace("]]>", "")
    html = _CELL.sub(" <", _BREAK.sub("\f<", _preformatted(_tame(html))))
    body = LexborHTMLParser(html, options=_WITHOUT_EVENTS).body
    if body is None:  # a frameset
        return ""
    _prune(body, html, quotes)
    lines = (" ".join(line.split()) for line in body.text().split("\f"))
    return "\n".join(line for line in lines if line)


def _prune(body: LexborNode, html: str, quotes: bool) -> None:
    if "hidden" in html or "display" in html or _UNSEEN.search(html):
        _remove(body, _UNSEEN_CSS)
    if not quotes:
        _remove(body, "blockquote")
    if not html.isascii() and "alt=" in html:
        for image in body.css("img[alt]"):
            image.replace_with(_emoji(image.attributes["alt"] or ""))


def _remove(body: LexborNode, selector: str) -> None:
    # Innermost first: what was removed with its parent must not be touched again.
    for node in reversed(body.css(selector)):
        node.decompose()


def _emoji(alt: str) -> str:
    """Many platforms draw emoji as images, and say in ``alt`` which."""
    drawn = len(alt) <= 12 and not any(c.isalpha() or c.isdecimal() for c in alt)
    return alt if drawn else ""


def _preformatted(html: str) -> str:
    """Line ends within ``pre`` are line ends."""
    parts = _PRE.split(html)
    if len(parts) == 1:
        return html
    inside = False
    for n, part in enumerate(parts):
        if n % 2:
            inside = part[1] != "/"
        elif inside:
            parts[n] = part.replace("\n", "\f")
    return "".join(parts)


def _tame(html: str) -> str:
    """The same text for a person, without what makes a tree large or slow to build."""
    if len(html) > 2000:
        html = _LONG_TAG.sub("", html)
    if html.count("<") < _MANY:
        return html
    if _deep(html):
        return _ANY_TAG.sub("\f", html)
    return _FORMATTING.sub(r"<\1span", html)


def _deep(html: str) -> bool:
    depth = 0
    for end in _NESTING.findall(html):
        depth += -1 if end else 1
        if depth > _DEEPEST:
            return True
    return False
