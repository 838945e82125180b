"""Numbers of mentions as a command line names them: typed, or read from standard input, which may be JSON Lines."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from typing import Annotated, Any

import typer

from mentionwatch.errors import ConfigError

Numbers = Annotated[
    list[str],
    typer.Argument(metavar="ID...|-", help="The numbers that mentions prints first; - reads them."),
]


def numbers(told: Sequence[str]) -> list[int]:
    """The numbers, each once; ``-`` stands for those on standard input, or in its lines of JSON. Raises ConfigError."""
    tokens = (token for given in told for token in (_typed() if given == "-" else [given]))
    return list(dict.fromkeys(_number(token) for token in tokens))


def _typed() -> Iterator[str]:
    for line in sys.stdin:
        yield from _named(line) if line.lstrip().startswith("{") else line.split()


def _named(line: str) -> list[str]:
    """The ``id`` of a line of JSON; of a card of the inbox, the ``ids`` of all that it holds."""
    import json

    try:
        named: dict[str, Any] = json.loads(line)
        return [str(number) for number in named["ids"]] if "ids" in named else [str(named["id"])]
    except (ValueError, KeyError, TypeError, RecursionError):
        raise ConfigError("cli-no-mention", id=line.strip()[:40]) from None


def _number(token: str) -> int:
    if not (token.isascii() and token.isdigit() and len(token) < 19):
        raise ConfigError("cli-no-mention", id=token[:40])
    return int(token)
