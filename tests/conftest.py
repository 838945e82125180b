"""Options of the tests, and what they tell at the end."""

from __future__ import annotations

import pytest
from hypothesis import settings

import kills

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
