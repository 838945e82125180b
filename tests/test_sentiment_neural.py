"""``neural``: models of a folder or of an installed wheel, and what is said where they are not to be had."""

from __future__ import annotations

import json
import shutil
import sys
from pathlib import Path

import pytest

from mentionwatch.errors import ConfigError
from mentionwatch.model import Passage
from mentionwatch.sentiment._judging import DATA
from mentionwatch.sentiment.embedded import Embedded
from mentionwatch.sentiment.neural import WHEEL, Neural

PASSAGES = [
    Passage(text="Acme is awful", target="Acme", language="en"),
    Passage(text="Acme просто чудо", target="Acme", language="ru"),
    Passage(text="Acme opens on Monday", target="Acme", language="en"),
]


@pytest.fixture
def models(tmp_path: Path) -> Path:
    for name in ("encoder.npz", "stack.json"):
        shutil.copy(DATA / name, tmp_path)
    return tmp_path


def test_it_reads_as_embedded_does_by_the_same_weights(models: Path) -> None:
    told, wanted = Neural(models=models).classify(PASSAGES), Embedded().classify(PASSAGES)
    assert [(each.label, each.score) for each in told] == [(each.label, each.score) for each in wanted]
    assert {each.by for each in told} == {"neural/2"}


def test_the_stack_is_that_of_the_folder(models: Path) -> None:
    stack = json.loads((models / "stack.json").read_text())
    for each in stack["full"].values():
        each["bias"] = [50.0, 0.0, 0.0]
    (models / "stack.json").write_text(json.dumps(stack))
    assert {each.label for each in Neural(models=models).classify(PASSAGES)} == {"negative"}


def test_an_installed_wheel_is_found(models: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (models / WHEEL).mkdir()
    for name in ("encoder.npz", "stack.json"):
        shutil.move(models / name, models / WHEEL)
    monkeypatch.setattr(sys, "path", [str(models), *sys.path])
    assert len(Neural().classify(PASSAGES)) == len(PASSAGES)


@pytest.mark.parametrize("lang", ["en", "ru"])
def test_who_has_no_models_is_told_what_to_do(tmp_path: Path, lang: str) -> None:
    with pytest.raises(ConfigError) as none:
        Neural()
    assert 'models = "' in none.value.say(lang)
    with pytest.raises(ConfigError) as missing:
        Neural(models=tmp_path)
    assert "encoder.npz" in missing.value.say(lang)
    assert str(tmp_path) in missing.value.say(lang)


@pytest.mark.parametrize("name", ["encoder.npz", "stack.json"])
@pytest.mark.parametrize("content", [b"", b"{}", b"nonsense", b"PK\x03\x04"])
def test_spoiled_models_are_told_in_one_line(models: Path, name: str, content: bytes) -> None:
    (models / name).write_bytes(content)
    with pytest.raises(ConfigError) as spoiled:
        Neural(models=models).classify(PASSAGES)
    assert "\n" not in spoiled.value.say("en")
