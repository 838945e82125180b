"""Records on stdout: one JSON object a line, in which nothing is hidden and nothing works on a terminal."""

from __future__ import annotations

import sys
from collections.abc import Iterable


def emit(*records: str) -> None:
    """Write records, each a line."""
    emit_all(records)


def emit_all(records: Iterable[str]) -> None:
    """Write records as they come, each a line."""
    write = sys.stdout.write
    for record in records:
        write(f"{seen(record)}\n")


def seen(record: str) -> str:
    r"""The same values, in which what is invisible, or ends a line somewhere, is ``\uXXXX``."""
    if record.isprintable():
        return record
    from mentionwatch.text.safe import json

    return json(record)
