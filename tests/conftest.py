"""Options of the tests, and what they tell at the end."""

from __future__ import annotations

import pytest

import kills


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--update-recordings", action="store_true", help="write what sources yield as what they should"
    )


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    if told := kills.summary():
        terminalreporter.write_line(told)
