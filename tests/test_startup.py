"""Pay for what you use: what each command may import. A quick start is what is not loaded."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from mentionwatch import cli
from servers import Answer, Server

HEAVY = {
    "apprise", "bs4", "feedparser", "fluent", "httpx", "lxml", "numpy", "py3langid", "pymorphy3", "requests", "rich",
    "selectolax", "snowballstemmer", "sqlite_utils", "textual",
}  # fmt: skip

COMMANDS = {
    "--version": (["--version"], set()),
    "--help": (["--help"], set()),
    "mentions --json": (["--db", "m.db", "mentions", "--json"], set()),
    "mentions --csv": (["--db", "m.db", "mentions", "--csv"], set()),
    "show --json": (["--db", "m.db", "show", "1", "--json"], set()),
    "db info": (["--db", "m.db", "db", "info", "--json"], set()),
    "report --format json": (["--db", "m.db", "report", "--format", "json"], {"fluent"}),
    "report": (["--db", "m.db", "report"], {"fluent", "rich"}),
    "topics": (["--config", "c.toml", "topics", "--json"], set()),
    "scan of nothing new": (
        ["--config", "c.toml", "scan"],
        {"fluent", "lxml", "selectolax", "sqlite_utils"},
    ),
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("startup")
    (folder / "c.toml").write_text(
        'database = "m.db"\n[[topics]]\nname = "A"\nquery = "Alpha"\n[[sources]]\ntype = "file"\npath = "*.jsonl"\n'
    )
    (folder / "seen.jsonl").write_text('{"text": "Beta is fine, too", "id": "1"}\n')
    line = '{"text": "Alpha is fine"}\n'
    subprocess.run(
        [sys.executable, "-m", "mentionwatch", "--config", "c.toml", "import", "-"],
        input=line, text=True, cwd=folder, check=True,
    )  # fmt: skip
    subprocess.run(
        [sys.executable, "-m", "mentionwatch", "--config", "c.toml", "scan"], cwd=folder, check=True
    )
    return folder


@pytest.mark.parametrize("command", COMMANDS)
def test_a_command_loads_no_more_than_it_needs(folder: Path, command: str) -> None:
    args, allowed = COMMANDS[command]
    packages = {name.partition(".")[0] for name in _loaded(folder, args)}
    assert "mentionwatch" in packages
    assert packages & HEAVY <= allowed


def test_a_command_loads_no_other(folder: Path) -> None:
    loaded = _loaded(folder, COMMANDS["scan of nothing new"][0])
    modules = {f"mentionwatch.cli.{name}" for name in (*cli.COMMANDS, "try_", "import_")}
    assert loaded & modules == {"mentionwatch.cli.scan"}


def test_a_scan_of_nothing_new_loads_no_matcher_and_nothing_that_tags(tmp_path: Path) -> None:
    with Server({"/": Answer(status=304, body=b"")}) as server:
        (tmp_path / "c.toml").write_text(
            f'database = "m.db"\nfeeds = ["{server.url}/"]\n[[topics]]\nname = "A"\nquery = "Alpha"\n'
        )
        loaded = _loaded(tmp_path, ["--config", "c.toml", "scan"])
    names = {
        "analysis.intent", "corrections", "http.library", "store.keep",
        "text.confidence", "text.feeds", "text.forms", "text.language", "text.match", "text.query",
    }  # fmt: skip
    assert loaded & {f"mentionwatch.{name}" for name in names} == set()
    assert len(server.requests) == 1


def _loaded(folder: Path, args: list[str]) -> set[str]:
    """All modules that are there when the program ends (``-X importtime`` tells nothing of ``import_module``)."""
    program = (
        "import atexit, sys; from mentionwatch.__main__ import main;"
        "atexit.register(lambda: sys.stderr.write('\\n'.join(['', *sys.modules]))); main()"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, *args], capture_output=True, text=True, cwd=folder, check=True
    )
    return set(done.stderr.splitlines())


def test_the_version_loads_nothing_at_all(folder: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-X", "importtime", "-m", "mentionwatch", "--version"],
        capture_output=True, text=True, cwd=folder, check=True,
    )  # fmt: skip
    assert "typer" not in done.stderr
    assert done.stdout.startswith("mentionwatch ")
