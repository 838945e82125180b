"""Markdown to the text that a person sees, as far as matching needs it."""

from __future__ import annotations

import re

from mentionwatch.text.clean import to_text

_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)
_QUOTE = re.compile(r"^[ ]{0,3}>.*$", re.MULTILINE)
_FENCE = re.compile(r"^[ ]{0,3}(?:```|~~~)[^\n`]*$", re.MULTILINE)
_IMAGE = re.compile(r"!\[([^\]\n]{0,500})\]\([^()\s]{0,2000}(?:\s\"[^\"\n]{0,500}\")?\)")
_LINK = re.compile(r"\[([^\]\n]{1,500})\]\(<?([^()\s>]{1,2000})>?(?:\s\"[^\"\n]{0,500}\")?\)")
_HEADING = re.compile(r"^[ ]{0,3}#{1,6}[ \t]+", re.MULTILINE)
_STRONG = re.compile(r"(\*\*|__|~~|`)(?=\S)(.{1,1000}?)(?<=\S)\1")


def plain(markdown: str) -> str:
    """The text of Markdown, without quotes of others, comments and markup; links keep their addresses."""
    text = _COMMENT.sub("", markdown[:_LONGEST])
    text = _FENCE.sub("", _QUOTE.sub("", text))
    text = _LINK.sub(_linked, _IMAGE.sub(r"\1", text))
    text = _STRONG.sub(r"\2", _HEADING.sub("", text))
    return "\n".join(line for each in text.splitlines() if (line := to_text(each, quotes=False)))


_LONGEST = 300_000


def _linked(found: re.Match[str]) -> str:
    text, address = found[1], found[2]
    return text if text in address or not address.startswith("http") else f"{text} {address}"
