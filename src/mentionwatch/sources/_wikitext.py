"""Wikitext to the text that a person sees, as far as matching needs it.

https://www.mediawiki.org/wiki/Help:Formatting; what is left out: templates, tables' layout, references, files.
"""

from __future__ import annotations

import re
from functools import cache

from mentionwatch.text.clean import to_text

_LONGEST = 500_000
_NESTED = 8  # templates within templates
_OPENING = re.compile(
    r"<!--|(?P<whole><ref[^<>]{0,500}/>)|<(?P<name>ref|math|timeline|gallery|syntaxhighlight)\b[^<>]{0,500}>",
    re.IGNORECASE,
)
_COMMENT_END = re.compile("-->")
_TEMPLATE = re.compile(r"\{\{[^{}]{0,20000}\}\}")
_FILE = re.compile(
    r"\[\[(?:file|image|category|файл|изображение|категория|datei|kategorie|fichier|catégorie|archivo)\s*:"
    r"(?:[^\[\]]|\[\[[^\[\]]*\]\]){0,2000}\]\]",
    re.IGNORECASE,
)
_LINK = re.compile(r"\[\[(?:[^\[\]|]{0,500}\|)?([^\[\]|]{1,1000})\]\]")
_OUTWARD = re.compile(r"\[(https?://[^\s\[\]]{1,2000})(?:\s([^\[\]]{1,1000}))?\]")
_LINE_START = re.compile(r"[*#:;]+\s*|=+\s*|\{\|.*|\|\}|\|-.*|[|!]\s*")
_QUOTES = re.compile(r"'{2,5}")
_MAGIC = re.compile(r"__[A-Z]{3,20}__")


def plain(wikitext: str) -> str:
    """The text of a page."""
    text = _shown(wikitext[:_LONGEST])
    for _ in range(_NESTED):
        text, replaced = _TEMPLATE.subn("", text)
        if not replaced:
            break
    text = _LINK.sub(r"\1", _FILE.sub("", text))
    text = _OUTWARD.sub(lambda found: f"{found[2] or ''} {found[1]}", text)
    text = _QUOTES.sub("", _MAGIC.sub("", text))
    return "\n".join(line for each in text.splitlines() if (line := to_text(_bare(each))))


def _shown(text: str) -> str:
    """The text without comments and elements that are not read; what is never closed is shown.

    An end is looked for once: where there is none of an element, there is none of those that follow either.
    """
    kept, place, unclosed = list[str](), 0, set[str]()
    for found in _OPENING.finditer(text):
        name = (found["name"] or "").lower()
        if found.start() < place or name in unclosed:
            continue
        end = found if found["whole"] else _end(name).search(text, found.end())
        if end is None:
            unclosed.add(name)
        else:
            kept.append(text[place : found.start()])
            place = end.end()
    return "".join((*kept, text[place:]))


@cache
def _end(name: str) -> re.Pattern[str]:
    """What ends an element; a comment has no name."""
    return re.compile(rf"</{name}\s*>", re.IGNORECASE) if name else _COMMENT_END


def _bare(line: str) -> str:
    """A line without the signs of lists, headings and tables at its ends."""
    start = _LINE_START.match(line)
    rest = line[start.end() :] if start else line
    ended = rest.rstrip("=")
    return rest if ended == rest else ended.rstrip()
