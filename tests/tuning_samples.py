"""A folder with a configuration and posts, for tests of the commands that people tune their topics with."""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest

from running import Run, running

CONFIG = """\
database = "m.db"

[[topics]]
name = "Магнит"
query = "Магнит"
context = "магазин продукты касса"
not_context = "холодильник неодимовый"
min_confidence = 0.5

[[topics]]
name = "Acme"
query = "Acme"

[[sources]]
type = "file"
path = "posts.jsonl"
"""

SURE = "В магазине Магнит на Ленина опять очередь на кассе"
DOUBTFUL = "Купил магнит на холодильник"
ENGLISH = "Acme raised its prices again"


class Place:
    """A working folder: a command line that runs in it, and the posts that its source hands over."""

    def __init__(self, folder: Path, run: Run) -> None:
        self.folder = folder
        self.run = run

    def posts(self, *texts: str | dict[str, Any]) -> None:
        """What the source shows from now on; each text is a post of its own."""
        told = [text if isinstance(text, dict) else {"text": text} for text in texts]
        lines = [json.dumps(_address(text) | text, ensure_ascii=False) for text in told]
        (self.folder / "posts.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")

    def well(self, *args: str, stdin: str = "") -> str:
        """The output of a command that must succeed."""
        code, out, err = self.run(*args, stdin=stdin)
        assert code == 0, err
        return out

    def lines(self, *args: str, stdin: str = "") -> list[dict[str, Any]]:
        return [json.loads(line) for line in self.well(*args, stdin=stdin).splitlines()]

    def ids(self, *args: str) -> dict[str, int]:
        """The number of each mention by its text."""
        return {line["text"]: line["id"] for line in self.lines("mentions", "--json", *args)}

    def config(self, text: str) -> None:
        (self.folder / "mentionwatch.toml").write_text(text, encoding="utf-8")


def _address(told: dict[str, Any]) -> dict[str, str]:
    """What tells a post from others: its text, unless it is told."""
    name = told.get("id") or str(zlib.crc32(told["text"].encode()))
    return {"id": name, "url": f"https://site.example/{name}", "published": "2026-11-20T10:00:00Z"}


def place(folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Place:
    """An empty working folder with CONFIG."""
    monkeypatch.chdir(folder)
    monkeypatch.setenv("USER", "vera")
    made = Place(folder, running(capsys, monkeypatch))
    made.config(CONFIG)
    made.posts(SURE, DOUBTFUL, ENGLISH)
    return made


def texts_of(lines: Iterable[dict[str, Any]]) -> set[str]:
    return {line["text"] for line in lines}
