"""Options of the tests, and what they tell at the end."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import settings

import kills
from running import Run, running

# How long an example takes is no property of the program: on a busy machine each would fail sometimes.
settings.register_profile("patient", deadline=None)
settings.load_profile("patient")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--update-recordings", action="store_true", help="write what sources yield as what they should"
    )


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    if told := kills.summary():
        terminalreporter.write_line(told)


@pytest.fixture
def run_here(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    """Runs commands in the folder where the test is."""
    return running(capsys, monkeypatch)


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the demo's configuration and database, made once."""
    folder = tmp_path_factory.mktemp("demo")
    command = [sys.executable, "-m", "mentionwatch", "demo", "--folder", str(folder)]
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stderr
    return folder


@pytest.fixture(scope="module")
def sample(demo: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same for the tests of one module, which may change it."""
    folder = tmp_path_factory.mktemp("sample")
    shutil.copytree(demo, folder, dirs_exist_ok=True)
    return folder
