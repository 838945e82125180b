"""HTML to the text that a person sees.

What comes in is hostile: the work is linear in its length, whatever it holds. The parser (lexbor, through
selectolax) follows the HTML Standard, https://html.spec.whatwg.org/multipage/parsing.html, whose tree
building is not linear for deep nesting and for formatting elements left open; ``_tame`` removes both.
"""

from __future__ import annotations

import html as entities
import re
from functools import lru_cache

from selectolax.lexbor import LexborDocumentOptions, LexborHTMLParser, LexborNode

from mentionwatch.text.flat import flat, mark

LONGEST = 1_000_000
"""Characters of HTML that are looked at; what comes after them is not read."""

_LEVELS = 3  # markup escaped within markup: a feed of a feed of a page
_MANY = 600  # tags; a tree of fewer is small whatever their order
_LONG = 2000  # characters; a tag of more is an image written into it, or an attack
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
    rf"<(?=[a-z/!])(?:/?(?:{_NAMES})(?:[\s/][^<>]*)?>|!--|!\[CDATA\[|!doctype"
    rf"|(?:{_NAMES})\s+[a-z-]+=[^<>]*\Z)",  # cut off in the middle of a tag
    re.IGNORECASE,
)
# Attributes as a program writes them. ``<b no good>`` has none: a person wrote it.
_ATTRIBUTE = (
    r"""[\s/]++(?:[\w:@.-]++\s*+=\s*+(?:"[^"<]*+"|'[^'<]*+'|[^\s"'<>]++)"""
    r"|(?:a(?:llowfullscreen|sync|utoplay)|checked|controls|default|defer|disabled|hidden|ismap|item"
    r"scope|loop|multiple|muted|no(?:shade|wrap)|open|playsinline|readonly|required|reversed|selected)(?=[\s/>]))"
)
# Groups are repeated in atomic ones: possessive repeats of a group go wrong until Python 3.11.5 (gh-106052).
_ESCAPED = re.compile(
    rf"<(?=[a-z/!])(?:/?(?:{_NAMES})(?:(?>(?:{_ATTRIBUTE})*)[\s/]*+>"
    rf"|(?=\s+[a-z-]+=)(?>(?:{_ATTRIBUTE})*)(?:\s+[a-z-]+=[\"']?[^\s\"'<>]*+)?\s*\Z"
    rf"|(?P<odd>[\s/][^<>]*)>|(?=\s+[a-z-]+=[^<>]*(?:<|\Z)))"
    r"|!--(?:(?P<comment>[^<>]*)-->)?"
    r"|!doctype(?:\s+html(?:\s+(?:public|system)(?:\s+\"[^\"<>]*\")+)?\s*>)?)",
    re.IGNORECASE,
)
_ALT = re.compile(r"""\salt=["']?([^\s"'<>]+)""", re.IGNORECASE)
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z][a-zA-Z0-9]{1,31});")
_HIDDEN = re.compile(r"\shidden[\s=>/]|display:\s*none", re.IGNORECASE)
_EMOJI_IMAGE = re.compile(r"""alt=["']?[^\s"'\w<>]""")
_PRE = re.compile(r"(</?pre[\s/>])", re.IGNORECASE)
_UNSEEN = re.compile(
    r"<(?:iframe|math|noscript|object|s(?:cript|elect|tyle|vg)|te(?:mplate|xtarea)|title)", re.IGNORECASE
)
_UNSEEN_CSS = (
    "iframe,math,noscript,object,script,select,style,svg,template,textarea,title,[hidden],"
    "[style*='display:none'],[style*='display: none']"
)
_FORMATTING = "(?:a|b|big|code|em|font|i|nobr|s|small|strike|strong|tt|u)(?=[\\s/>])"
_OPENING = re.compile(f"<{_FORMATTING}", re.IGNORECASE)
_CLOSING = re.compile(f"</{_FORMATTING}", re.IGNORECASE)
_NESTING = re.compile(
    r"<(/?)(?!(?:area|base|br|col|dd|dt|embed|hr|img|input|li|link|meta|option|p|param|source|td|th|tr|track|wbr)\b)"
    r"[a-z]",
    re.IGNORECASE,
)
_LONG_TAG = re.compile(rf"<[a-zA-Z][^<>]{{{_LONG},}}>?")
_ANY_TAG = re.compile(r"<[a-zA-Z/!][^<>]*>?")
# Control characters but white space; soft hyphen, zero-width marks, bidirectional controls, lone surrogates.
# Joiners stay: emoji, Persian and the scripts of India are written with them.
_INVISIBLE = re.compile(
    "[\0-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\xad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff"
    "\ufff9-\ufffb\ufffe\uffff\ud800-\udfff\U000e0001]"
)


def to_text(html: str, *, quotes: bool = True) -> str:
    """The text of an HTML fragment or page: block elements begin new lines, hidden ones are left out.

    Of markup that was escaped only the tags, with their attributes, are left out: what stands between them
    is seen. Text without markup comes back tidied, so cleaning twice is cleaning once. ``quotes=False`` leaves
    out what others said (``blockquote``). Of more than LONGEST characters the rest is not read.
    """
    text = html[:LONGEST]
    if "<" not in text and "&" not in text:
        return tidy(text)
    for level in range(_LEVELS):
        escaped = level > 0
        if not _MARKUP.search(text):
            decoded = _decode(text)
            if decoded == text or not _MARKUP.search(decoded):
                return text if level and decoded == text else tidy(decoded)
            text, escaped = decoded, True
        text = text.replace("\n", "\f") if level else text
        text = _lines(_shown(text) if escaped else _seen(text, quotes), "\f")
    return _lines(_decode(text), "\n")


def tidy(text: str) -> str:
    """Plain text, normalised: one space between words, no empty lines, nothing invisible in it."""
    if text.isprintable():
        return _spaced(text)
    return "\n".join(
        line for each in _INVISIBLE.sub("", text).splitlines() if (line := " ".join(each.split()))
    )


def is_deep(html: str, most: int = _DEEPEST) -> bool:
    """Whether elements stand within each other more than ``most`` times: no person writes such a page."""
    depth = 0
    for end in _NESTING.findall(html):
        depth += -1 if end else 1
        if depth > most:
            return True
    return False


def _lines(text: str, end: str) -> str:
    """As ``tidy``, where only ``end`` ends a line."""
    return "\n".join([line for each in text.split(end) if (line := _line(each))])


def _line(text: str) -> str:
    """One line of visible characters. What is invisible is no white space, so either can be looked for first."""
    if text.isprintable():
        return _spaced(text)
    line = " ".join(text.split())
    return line if line.isprintable() else " ".join(_INVISIBLE.sub("", text).split())


def _spaced(text: str) -> str:
    """Printable text, whose only white space is the blank, with single ones."""
    return " ".join(text.split()) if "  " in text else text.strip(" ")


def _decode(text: str) -> str:
    """Entities decoded, those of entities too. Without the semicolon an ampersand is only an ampersand."""
    for _ in range(_LEVELS):
        if "&" not in text or (decoded := _ENTITY.sub(_character, text)) == text:
            break
        text = decoded
    return text


def _character(entity: re.Match[str]) -> str:
    return _unescaped(entity[0])


_unescaped = lru_cache(maxsize=8192)(entities.unescape)


def _seen(html: str, quotes: bool) -> str:
    """One level of markup taken off. Form feeds, white space in HTML too, mark where lines end."""
    text = flat(html, quotes=quotes)
    return _parsed(html, quotes) if text is None else text


def _parsed(html: str, quotes: bool) -> str:
    """The same through a tree."""
    first, *tags = _preformatted(_without_sections(html)).split("<")
    if len(tags) > _MANY or (tags and max(map(len, tags)) > _LONG):
        first, *tags = _tame("<".join((first, *tags))).split("<")
    html = first + "".join([mark(tag[:3]) + tag for tag in tags])
    body = LexborHTMLParser(f"<body>{html}", options=_WITHOUT_EVENTS).body
    if body is None:  # a frameset
        return ""
    _prune(body, html, quotes)
    return body.text()


def _shown(text: str) -> str:
    """What was markup escaped within markup, without its tags.

    Where a feed escaped twice, a browser shows the tags; where a person wrote ``<script>``, it shows that and
    all that follows. So nothing that stands outside a tag goes with it, whichever it is.
    """
    shown = _ESCAPED.sub(_without_tag, _preformatted(_without_sections(text)))
    return _ENTITY.sub(_character, shown) if "&" in shown else shown


def _without_tag(tag: re.Match[str]) -> str:
    whole = tag[0]
    words = tag["odd"] or tag["comment"] or ""
    if whole[:4].lower() == "<img" and (drawn := _ALT.search(whole)):
        words += _emoji(drawn[1])
    return mark(whole[1:4])[:-1] + words


def _prune(body: LexborNode, html: str, quotes: bool) -> None:
    if _hides(html) or _UNSEEN.search(html):
        _remove(body, _UNSEEN_CSS)
    if not quotes:
        _remove(body, "blockquote")
    if _EMOJI_IMAGE.search(html):
        for image in body.css("img[alt]"):
            image.replace_with(_emoji(image.attributes["alt"] or ""))


def _hides(html: str) -> bool:
    return ("hidden" in html or "display:" in html) and bool(_HIDDEN.search(html))


def _remove(body: LexborNode, selector: str) -> None:
    # Innermost first: what was removed with its parent must not be touched again.
    for node in reversed(body.css(selector)):
        node.decompose()


def _emoji(alt: str) -> str:
    """Many platforms draw emoji as images, and say in ``alt`` which."""
    drawn = len(alt) <= 12 and not any(c.isalpha() or c.isdecimal() for c in alt)
    return alt if drawn else ""


def _without_sections(html: str) -> str:
    return html.replace("<![CDATA[", "").replace("]]>", "") if "<![CDATA[" in html else html


def _preformatted(html: str) -> str:
    """Line ends within ``pre`` are line ends."""
    if "<pre" not in html and "<PRE" not in html:
        return html
    parts = _PRE.split(html)
    inside = False
    for n, part in enumerate(parts):
        if n % 2:
            inside = part[1] != "/"
        elif inside:
            parts[n] = part.replace("\n", "\f")
    return "".join(parts)


def _tame(html: str) -> str:
    """The same text for a person, without what makes a tree large or slow to build."""
    html = _LONG_TAG.sub("", html)
    if is_deep(html):
        return _ANY_TAG.sub("\f", html)
    return _CLOSING.sub("</span", _OPENING.sub("<span", html))
