"""The files of cues beside the models, ``data/KIND-LANGUAGE.txt``: sections of lines."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

_FOLDER = Path(__file__).parent / "data"


def sections(kind: str, language: str) -> dict[str, list[str]]:
    """The lines of each ``[section]`` of a file, without comments (``#``) and empty ones."""
    found: dict[str, list[str]] = {}
    for line in (_FOLDER / f"{kind}-{language}.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("["):
            lines = found.setdefault(line[1:-1], [])
        elif line and not line.startswith("#"):
            lines.append(line)
    return found


def whole(expressions: Iterable[str]) -> re.Pattern[str]:
    """Any of these expressions, as whole tokens of a text in which blanks part them."""
    return re.compile(rf"(?<![^ ])(?:{'|'.join(expressions)})(?![^ ])")
