"""Replies that send people elsewhere: "please call us", «напишите нам в личные сообщения»."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

_FOLDER = Path(__file__).parent / "data"
_SIGNS = re.compile(r"\W+")
_GAP = r"(?:\w+ ){0,3}"


def refers(text: str) -> bool:
    """Whether a reply asks its reader to go on in another channel. Cues are known in Russian and English."""
    plain = text.casefold().replace("ё", "е").replace("'", "").replace("’", "")
    return bool(_cues().search(f"{_SIGNS.sub(' ', plain)} "))


@cache
def _cues() -> re.Pattern[str]:
    """The cues of all languages as one pattern, over words in small letters with a blank after each."""
    lines = (_FOLDER / "referrals.txt").read_text(encoding="utf-8").splitlines()
    cues = "|".join(_cue(line) for line in lines if line and not line.startswith("#"))
    return re.compile(rf"\b(?:{cues})")


def _cue(line: str) -> str:
    """A line of the list: ``call*`` any ending, ``(a|b)`` one of several, ``...`` up to three words between."""
    words = line.replace("*", r"\w*").replace("(", "(?:").replace(" ... ", "\0")
    return words.replace("\0", f" {_GAP}") + " "
