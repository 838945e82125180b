"""Markup that needs no parser: plain tags over a text, as most of what feeds bring is.

Where every tag is of an element whose content stands where it is written, and is written as a program writes it, the
text is what is left without the tags. Everything else (tables, which move what is misplaced in them, scripts, hidden
elements, tags that a person left open) is the parser's: ``clean.py``.
"""

from __future__ import annotations

import html as entities
import re
from functools import lru_cache

MOST_TAGS = 256
"""Tags of a text that is taken for flat: fewer than ``clean.py`` allows to stand within each other."""

# The first three characters tell the elements that begin or end a line, but for the ends of form and footer.
_BREAK = re.compile(
    r"add|art|asi|bl[ao]|br[\s/>]|cen|d[dlt][\s>]|det|di[rv]|fi[eg]|foo|for|h[1-6]|hea|hr[\s/>]|l[i][\s>]|leg|mai"
    r"|nav|ol[\s>]|opt|p[\s/>]|pre|sec|sum|tab|tr[\s>]|ul[\s>]"
    r"|/(?:a[drs]|bl|ce|d[dilt]|fi|h[1-6e]|l[ei]|na|o[lp]|p[>r\s]|se|su[m]|ta|tr|ul)",
    re.IGNORECASE,
)
_BETWEEN = re.compile(rf"{_BREAK.pattern}|t[dh][\s>]", re.IGNORECASE)


@lru_cache(maxsize=8192)
def mark(start: str) -> str:
    """What goes before a tag that begins so: a line end, a space between cells, or nothing; and its ``<``."""
    return ("\f<" if _BREAK.match(start) else " <") if _BETWEEN.match(start) else "<"


_NAMES = (
    "a", "abbr", "address", "article", "aside", "b", "bdi", "bdo", "big", "blockquote", "br", "center", "cite",
    "code", "dd", "del", "details", "dfn", "div", "dl", "dt", "em", "figcaption", "figure", "font", "footer",
    "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "i", "img", "ins", "kbd", "label", "li", "main", "mark",
    "nav", "ol", "p", "q", "s", "samp", "section", "small", "span", "strike", "strong", "sub", "summary", "sup",
    "time", "tt", "u", "ul", "var", "wbr",
)  # fmt: skip
_VOID = ("br", "hr", "img", "wbr")
_ATTRIBUTE = r"""\s++[a-zA-Z][\w:.-]*+(?:=(?:"[^"]*+"|'[^']*+'|[^\s"'=`/]++(?=\s|\Z)))?"""
_TAG = re.compile(rf"(/?[a-z]+[1-6]?)(?>(?:{_ATTRIBUTE})+)\s*+/?|!--[^-]*+(?>(?:-[^-]++)*)--", re.ASCII)
_LONGEST = 1000  # characters of a tag; clean.py does without those that are much longer
_DRAWN = re.compile(r"""alt=["']?[^\s"'\w<>]""")  # an emoji may be drawn as an image
# What stands in a text for a tag: by its name, with a slash where it ends something.
_SIGNS = {name: mark(f"{name}>"[:3])[:-1] for each in _NAMES for name in (each, f"/{each}")} | {
    f"{name}{end}": mark(f"{name}{end}>"[:3])[:-1] for name in _VOID for end in ("/", " /")
}
_REFERENCE = re.compile(r"&(?:[a-zA-Z][a-zA-Z0-9]{1,31}|#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6});")
_LOOSE = re.compile(r"&[#a-zA-Z]")
_ODD = (range(9), range(11, 32), range(127, 160), range(0xD800, 0xE000), range(0xFDD0, 0xFDF0))


def flat(html: str, *, quotes: bool) -> str | None:
    r"""The text that a parser would make of a fragment, ``\f`` where lines end; None for what is not flat.

    ``quotes`` tells whether what others said (``blockquote``) belongs to it.
    """
    first, *tags = html.split("<")
    if len(tags) > MOST_TAGS or "\0" in html or (not quotes and "<blockquote" in html):
        return None
    parts = [first]
    for each in tags:
        tag, closed, text = each.partition(">")
        sign = _SIGNS.get(tag)
        if sign is None:
            sign = _sign(tag)
        if sign is None or not closed:
            return None
        parts += (sign, text)
    text = "".join(parts)
    return _decoded(text) if "&" in text else text


def _sign(tag: str) -> str | None:
    """What stands for a tag with attributes, or for a comment; None for tags that a parser must see."""
    found = _TAG.fullmatch(tag) if len(tag) < _LONGEST else None
    if found is None or "hidden" in tag or "display:" in tag or ("alt=" in tag and _DRAWN.search(tag)):
        return None
    return _SIGNS.get(found[1]) if found[1] else ""


def _decoded(text: str) -> str | None:
    """References decoded; None where there are some that are written so that only a parser knows."""
    first, *others = _REFERENCE.split(text)
    if _LOOSE.search(first) or any(map(_LOOSE.search, others)):
        return None
    characters = [_character(found) for found in _REFERENCE.findall(text)]
    if None in characters:
        return None
    return first + "".join(f"{c}{rest}" for c, rest in zip(characters, others, strict=True))


@lru_cache(maxsize=8192)
def _character(reference: str) -> str | None:
    """What a reference stands for; None for numbers of what is no character."""
    if reference[1] == "#":
        number = int(reference[3:-1], 16) if reference[2] in "xX" else int(reference[2:-1])
        if number & 0xFFFE == 0xFFFE or number > 0x10FFFF or any(number in odd for odd in _ODD):
            return None
    return entities.unescape(reference)
