"""Which forms of words the program makes: what was made by other rules or tables is made again."""

from __future__ import annotations

import hashlib
from importlib.util import find_spec
from pathlib import Path

ENDINGS = Path(__file__).with_name("data") / "endings.json"
"""The tables of endings, by language."""

UKRAINIAN = find_spec("pymorphy3_dicts_uk") is not None
"""Whether the dictionary of Ukrainian is installed (``mentionwatch[uk]``)."""

VERSION = f"6{'' if UKRAINIAN else '-ru'}-{hashlib.sha256(ENDINGS.read_bytes()).hexdigest()[:12]}"
