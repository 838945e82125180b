"""Commands run in the process of the tests."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import TypeAlias

import pytest

Run: TypeAlias = Callable[..., tuple[int, str, str]]
"""Runs a command, ``stdin`` being its input: its exit code, stdout and stderr."""


def running(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    """Commands in the folder where the test is, in English unless they say otherwise."""
    from mentionwatch.cli import main  # most tests run no command

    for name in ("LC_ALL", "LC_MESSAGES", "LANG", "MENTIONWATCH_LANG", "MENTIONWATCH_CONFIG"):
        monkeypatch.delenv(name, raising=False)

    def run(*args: str, stdin: str = "") -> tuple[int, str, str]:
        monkeypatch.setattr("sys.argv", ["mentionwatch", *args])
        monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(stdin.encode()), encoding="utf-8"))
        code = main()
        said = capsys.readouterr()
        return code, said.out, said.err

    return run
