"""Writes the golden files anew: python tests/golden/write.py, then read the difference before keeping it."""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

from test_formats import REPORTS, goldens, rendered

for path, which, name, lang in goldens():
    path.write_text(rendered(name, REPORTS[which], lang=lang), encoding="utf-8")
