"""Every recorded case of every source: see ``recordings_runner``."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

import recordings_runner as runner

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize("case", runner.cases(), ids=lambda case: f"{case.parent.name}-{case.name}")
def test_recording(case: Path, request: pytest.FixtureRequest) -> None:
    posts, error, answers = runner.run(case)
    if request.config.getoption("--update-recordings"):
        runner.write(case, posts, error)
    assert not answers.missing, "asked for what is not recorded"
    assert not answers.idle, "recorded, but never asked for"
    assert _filled(posts, case) == runner.read(case / "posts.json", [])
    assert error == runner.read(case / "error.json", None)


def _filled(posts: object, case: Path) -> object:
    return json.loads(json.dumps(posts).replace(str(case), "{case}"))
