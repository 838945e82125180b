"""Which forms of words the program makes: what was made by other rules or tables is made again."""

from __future__ import annotations

import hashlib
from pathlib import Path

ENDINGS = Path(__file__).with_name("data") / "endings.json"
"""The tables of endings, by language."""

VERSION = f"6-{hashlib.sha256(ENDINGS.read_bytes()).hexdigest()[:12]}"
