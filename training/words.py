"""Makes src/mentionwatch/text/data/common_en.txt from a SCOWL word list (Debian's wamerican-small).

    python training/words.py /usr/share/dict/american-english-small
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

OUTPUT = Path(__file__).parents[1] / "src/mentionwatch/text/data/common_en.txt"
# What is written small in the list is a word; longer ones are hardly names.
WORD = re.compile("[a-z]{2,9}")
# Names of today that lists of words do not know as such.
NAMES = {"google", "googled", "googling", "googles", "twitter", "twitters", "xerox", "internet"}


def main() -> None:
    """Writes the words of the list named on the command line that could be names too."""
    lines = Path(sys.argv[1]).read_text(encoding="utf-8").splitlines()
    words = sorted({line for line in lines if WORD.fullmatch(line)} - NAMES)
    OUTPUT.write_text("\n".join(words) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
