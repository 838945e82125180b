"""The sentiment toward a brand, from a larger encoder that does not ship with the package."""

from __future__ import annotations

from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import ClassVar, Self
from zipfile import BadZipFile

from pydantic import Field, model_validator

from mentionwatch.errors import ConfigError
from mentionwatch.model import Passage, Sentiment
from mentionwatch.plugins import Classifier

WHEEL = "mentionwatch_neural"
_FILES = ("encoder.npz", "stack.json")


class Neural(Classifier):
    """Reads as ``embedded`` does, with an encoder of your own in place of the four layers that ship: more layers,
    other texts. training/sentiment/README.md makes one, and a wheel of it.
    """

    needs: ClassVar[str] = "a folder of models, or the wheel mentionwatch-neural that was made of one"
    limits: ClassVar[str] = "Twelve layers take three times as long as ``embedded``."
    example: ClassVar[str] = '[sentiment]\ntype = "neural"\nmodels = "/var/lib/mentionwatch/models"'

    models: Path | None = Field(
        default=None, description="folder with encoder.npz and stack.json; none: the installed wheel"
    )

    @model_validator(mode="after")
    def _there(self) -> Self:
        """Raises ConfigError where the models are not there, before a scan counts on them."""
        _ = self.folder
        return self

    def classify(self, passages: Sequence[Passage]) -> Sequence[Sentiment]:
        """One Sentiment a passage. Raises ConfigError where the models cannot be read."""
        from mentionwatch.sentiment._judging import Models, judged

        try:
            return judged(passages, Models(by="neural/2", folder=self.folder))
        except (OSError, EOFError, ValueError, LookupError, BadZipFile) as why:
            raise ConfigError("neural-spoiled", folder=str(self.folder), why=str(why)) from why

    @property
    def folder(self) -> Path:
        """Where the models lie. Raises ConfigError where they do not."""
        folder = self.models.expanduser() if self.models else _installed()
        if folder is None:
            raise ConfigError("neural-none")
        for name in _FILES:
            if not (folder / name).is_file():
                raise ConfigError("neural-missing", folder=str(folder), file=name)
        return folder


def _installed() -> Path | None:
    """Where the wheel lies; it holds files alone, and nothing of it is run."""
    spec = find_spec(WHEEL)
    places = spec.submodule_search_locations if spec else None
    return Path(next(iter(places))) if places else None
