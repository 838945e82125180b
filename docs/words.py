"""The words of the generated pages that no code says: headings, introductions, what the live servers were asked."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path

_FILE = Path(__file__).parent / "words.toml"


def word(language: str, key: str) -> str:
    """The word of that key. Raises KeyError where a language lacks it, so that nothing stays untranslated."""
    words = _words()[language]
    if key not in words and language != "en":
        raise KeyError(f"{_FILE}: [{language}] lacks {key!r}")
    return words.get(key, key)


@cache
def _words() -> dict[str, dict[str, str]]:
    return tomllib.loads(_FILE.read_text(encoding="utf-8"))
