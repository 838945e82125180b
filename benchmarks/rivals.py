"""Other people's packages that a benchmark compares with, in an environment of their own."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

_FOLDER = Path(tempfile.gettempdir()) / "mentionwatch-rivals"


def borrow(*packages: str) -> None:
    """Makes packages importable without installing them beside mentionwatch: from a virtual environment that
    is made on first use, and whose packages come last in the search order.
    """
    python = _FOLDER / "bin/python"
    if not python.exists():
        subprocess.run([sys.executable, "-m", "venv", str(_FOLDER)], check=True)
    subprocess.run(
        [str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", *packages], check=True
    )
    sys.path.append(str(next(_FOLDER.glob("lib/python*/site-packages"))))
