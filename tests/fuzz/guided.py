"""The same targets under a fuzzer that is guided by coverage: atheris (libFuzzer), where it is installed.

    pip install atheris && python -m fuzz.guided TARGET FOLDER [-max_total_time=600 ...]        (in tests/)

FOLDER is libFuzzer's corpus; it is begun with the sound material. Other options are libFuzzer's own.
"""

from __future__ import annotations

import random
import sys
from pathlib import Path

import atheris  # type: ignore[import-not-found, import-untyped, unused-ignore]

with atheris.instrument_imports(include=["mentionwatch.text"]):
    from fuzz.targets import EXPECTED, targets


def main() -> None:
    """Fuzz one target until libFuzzer's options say that it is enough."""
    target = targets()[sys.argv.pop(1)]
    corpus = Path(sys.argv[1])
    corpus.mkdir(parents=True, exist_ok=True)
    dice = random.Random(1)
    for number in range(200):
        (corpus / f"made-{number}").write_bytes(target.make(dice))

    def once(case: bytes) -> None:
        try:
            target.read(case)
        except EXPECTED:
            return

    atheris.Setup(sys.argv, once)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
