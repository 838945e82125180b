"""Wikitext to the text that a person sees, as far as matching needs it.

https://www.mediawiki.org/wiki/Help:Formatting; what is left out: templates, tables' layout, references, files.
"""

from __future__ import annotations

import re

from mentionwatch.text.clean import to_text

_LONGEST = 500_000
_NESTED = 8  # templates within templates
_HIDDEN = re.compile(
    r"<!--.*?-->|<ref[^<>]{0,500}/>|<(ref|math|timeline|gallery|syntaxhighlight)\b[^<>]{0,500}>.*?</\1\s*>",
    re.DOTALL | re.IGNORECASE,
)
_TEMPLATE = re.compile(r"\{\{[^{}]{0,20000}\}\}")
_FILE = re.compile(
    r"\[\[(?:file|image|category|файл|изображение|категория|datei|kategorie|fichier|catégorie|archivo)\s*:"
    r"(?:[^\[\]]|\[\[[^\[\]]*\]\]){0,2000}\]\]",
    re.IGNORECASE,
)
_LINK = re.compile(r"\[\[(?:[^\[\]|]{0,500}\|)?([^\[\]|]{1,1000})\]\]")
_OUTWARD = re.compile(r"\[(https?://[^\s\[\]]{1,2000})(?:\s+([^\[\]]{1,1000}))?\]")
_LINES = re.compile(r"^(?:[*#:;]+\s*|=+\s*|\{\|.*|\|\}|\|-.*|[|!]\s*)|\s*=+$", re.MULTILINE)
_QUOTES = re.compile(r"'{2,5}")
_MAGIC = re.compile(r"__[A-Z]{3,20}__")


def plain(wikitext: str) -> str:
    """The text of a page."""
    text = _HIDDEN.sub("", wikitext[:_LONGEST])
    for _ in range(_NESTED):
        text, replaced = _TEMPLATE.subn("", text)
        if not replaced:
            break
    text = _LINK.sub(r"\1", _FILE.sub("", text))
    text = _OUTWARD.sub(lambda found: f"{found[2] or ''} {found[1]}", text)
    text = _QUOTES.sub("", _MAGIC.sub("", _LINES.sub("", text)))
    return "\n".join(line for each in text.splitlines() if (line := to_text(each)))
