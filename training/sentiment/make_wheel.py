"""Pack models into a wheel, mentionwatch-neural, which ``[sentiment] type = "neural"`` finds once it is installed.

    python training/sentiment/make_wheel.py MODELS FOLDER [--version 1.0]

MODELS holds encoder.npz and stack.json (train_encoder.py, calibrate.py --output). The wheel is written to FOLDER;
it holds these two files and no code. Needs pip, which fetches hatchling to build with.
"""

from __future__ import annotations

import argparse
import shutil
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from mentionwatch.sentiment.neural import WHEEL

_PROJECT = """\
[build-system]
requires = ["hatchling"]
build-backend = "hatchling.build"

[project]
name = "mentionwatch-neural"
version = "{version}"
description = "A larger model of the sentiment toward a brand, for mentionwatch"
requires-python = ">=3.11"

[tool.hatch.build.targets.wheel]
packages = ["{package}"]
"""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("models", type=Path)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--version", default="1.0")
    options = parser.parse_args()
    with TemporaryDirectory() as place:
        project = Path(place)
        (project / WHEEL).mkdir()
        (project / WHEEL / "__init__.py").touch()
        for name in ("encoder.npz", "stack.json"):
            shutil.copy(options.models / name, project / WHEEL)
        text = _PROJECT.format(version=options.version, package=WHEEL)
        (project / "pyproject.toml").write_text(text, encoding="utf-8")
        pip = [sys.executable, "-m", "pip", "wheel", "--no-deps", "--wheel-dir", str(options.folder)]
        subprocess.run([*pip, str(project)], check=True)  # noqa: S603 - our own arguments


if __name__ == "__main__":
    main()
