"""Fit what turns log-odds into labels and trust: a bias, a matrix a model, and how often a margin is right.

    python training/sentiment/calibrate.py CORPORA MODELS [--research] [--output FOLDER]

MODELS is a folder of tables, and maybe encoder.npz, that were trained with ``--hold-back``; the texts held
back are read here. Prints the figures of validation.py, then writes stack.json, beside the shipped models if
no other folder is named.
Needs numpy and scipy.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from opinions import Floats, Opinions, ask
from stacking import fitted
from validation import table

from mentionwatch.sentiment import _ngrams
from mentionwatch.sentiment._stack import Settings

DATA = Path(_ngrams.__file__).parent / "data"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("corpora", type=Path)
    parser.add_argument("models", type=Path)
    parser.add_argument("--research", action="store_true")
    parser.add_argument("--output", type=Path, default=DATA)
    options = parser.parse_args()
    opinions = ask(options.corpora, options.models, research=options.research)
    for line in table(opinions):
        print(line)  # noqa: T201 - the figures are what it is run for
    settings = {"quick": _settings(opinions, [opinions.quick])}
    if opinions.full is not None:
        settings["full"] = _settings(opinions, [opinions.quick, opinions.full])
    (options.output / "stack.json").write_text(json.dumps(settings, indent=1) + "\n", encoding="utf-8")


def _settings(opinions: Opinions, logits: Sequence[Floats]) -> dict[str, Settings]:
    settings = {}
    for key in np.unique(opinions.keys):
        mine = np.flatnonzero(opinions.keys == key)
        settings[str(key)] = fitted([each[mine] for each in logits], [opinions.found[i] for i in mine])
    return settings


if __name__ == "__main__":
    main()
