"""The short form of fuzzing (the long one: ``python -m fuzz`` in tests/), and what it once found."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from fuzz.__main__ import CRASHERS, failure
from fuzz.targets import targets

CASES = 60
TARGETS = targets()


@pytest.mark.parametrize("name", TARGETS)
def test_spoiled_material_is_survived(name: str) -> None:
    dice = random.Random(20261128)
    failures = {failure(TARGETS[name], TARGETS[name].make(dice)) for _ in range(CASES)}
    assert failures == {None}


@pytest.mark.parametrize(
    "case", sorted(CRASHERS.glob("*/*")), ids=lambda path: f"{path.parent.name}-{path.name}"
)
def test_what_crashed_once_does_no_more(case: Path) -> None:
    assert failure(TARGETS[case.parent.name], case.read_bytes()) is None
