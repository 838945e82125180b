"""What people do with mentions: verdicts, work, sentiment, notes; all of it history, all of it taken back."""

from __future__ import annotations

from pathlib import Path

import pytest

from tuning_samples import DOUBTFUL, ENGLISH, SURE, Place, place, texts_of


@pytest.fixture
def here(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Place:
    made = place(tmp_path, capsys, monkeypatch)
    made.well("scan")
    return made


def test_doubtful_mentions_are_listed_on_their_own(here: Place) -> None:
    assert texts_of(here.lines("mentions", "--json")) == {SURE, ENGLISH}
    assert texts_of(here.lines("mentions", "--json", "--doubtful")) == {DOUBTFUL}
    assert here.well("mentions", "--doubtful").count("\n") == 1
