"""What the rules about comparisons, contrasts, events and irony bring, on sentences written while they were made.

    python benchmarks/rules.py [LABELLED.jsonl.gz ...]

The sentences (developed_sentiment.jsonl) were read while the rules were made, so that what is gained on them is no
estimate: benchmarks/sentiment.py measures on sentences that were not. Labelled files are as there. The sentences with
negations, and those that end with going over to another brand, were written before the rules for them, by the same
author; half of them, by a hash, was not looked at while those rules were made.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Sequence
from itertools import product
from pathlib import Path

from mentionwatch.model import Passage
from mentionwatch.sentiment import _judging
from mentionwatch.sentiment._rules import Ruling, ruling
from mentionwatch.sentiment.embedded import Embedded
from mentionwatch.text.evaluate import score
from sentiment import Case, labelled

DEVELOPED = Path(__file__).parent / "developed_sentiment.jsonl"
BEFORE_THE_RULES = [
    Path(__file__).parent.parent / "tests" / name for name in ("negations.jsonl", "departures.jsonl")
]


def main() -> None:
    print("macro-F1 and accuracy without and with the rules")
    cases = developed()
    for language in ("en", "ru"):
        mine = [case for case in cases if case.passage.language == language]
        compare(f"developed {language}", mine)
        for kind in dict.fromkeys(case.group for case in mine):
            compare(f"  {kind}", [case for case in mine if case.group == kind])
    for path in BEFORE_THE_RULES:
        for language, aside in product(("en", "ru"), (False, True)):
            name = f"{path.stem} {language}, {'set aside' if aside else 'read'}"
            compare(name, [case for case in written(path, aside=aside) if case.passage.language == language])
    for name in sys.argv[1:]:
        compare(Path(name).name.removesuffix(".jsonl.gz"), labelled(Path(name)))


def developed() -> list[Case]:
    rows = [json.loads(line) for line in DEVELOPED.read_text(encoding="utf-8").splitlines()]
    return [
        Case(Passage(text=row["text"], target=target, language=row["language"]), label, row["kind"])
        for row in rows
        for target, label in row["targets"].items()
    ]


def written(path: Path, *, aside: bool) -> list[Case]:
    """The half of a file that was set aside while the rules were made, or the other one."""
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    return [
        Case(Passage(text=row["text"], target=target, language=row["language"]), label, row["kind"])
        for row in rows
        if row["set_aside"] is aside
        for target, label in row["targets"].items()
    ]


def compare(name: str, cases: Sequence[Case]) -> None:
    vars(_judging)["ruling"] = lambda *_: Ruling()
    before = figures(cases)
    vars(_judging)["ruling"] = ruling
    print(f"{name:32} n {len(cases):5}  {before}  ->  {figures(cases)}")


def figures(cases: Sequence[Case]) -> str:
    start = time.process_time()
    told = Embedded().classify([case.passage for case in cases])
    spent = (time.process_time() - start) / len(cases)
    found = score([(case.label, said.label) for case, said in zip(cases, told, strict=True)])
    return f"F1 {found.macro_f1:.3f} A {found.accuracy:.3f} ({spent * 1000:.2f} ms a text)"


if __name__ == "__main__":
    main()
