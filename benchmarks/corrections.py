"""What a person's corrections bring: sentiments of a topic before and after calibration, on texts it did not see.

    python benchmarks/corrections.py LABELLED.jsonl.gz [...]

Each file holds rows of text, target (or null), label (-1, 0, 1) and lang, as for benchmarks/sentiment.py. Each target
with enough rows is a topic: so many of its texts, drawn at random with a seed, are corrected; half of all are held out.
One-sided corrections are only of texts that the classifier told wrong.
"""

from __future__ import annotations

import random
import sys
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path

from mentionwatch.analysis.calibration import Example, best_share, fit, one_hot, probabilities
from mentionwatch.model import Sentiment
from mentionwatch.sentiment.embedded import Embedded
from mentionwatch.text.evaluate import score
from sentiment import Case, calibration_error, labelled

COUNTS = (50, 100, 200, 500)
FEWEST_ROWS = 1000
MOST_ROWS = 3000
Told = tuple[Case, Sentiment]


def main() -> None:
    print("macro-F1, accuracy, calibration error on held-out texts")
    for name in sys.argv[1:]:
        by_topic = defaultdict(list)
        for case in labelled(Path(name)):
            by_topic[case.passage.target.casefold()].append(case)
        for topic, cases in sorted(by_topic.items()):
            if len(cases) >= FEWEST_ROWS:
                measure(f"{Path(name).name.removesuffix('.jsonl.gz')} {topic}".strip(), cases)


def measure(name: str, cases: list[Case]) -> None:
    random.Random(1).shuffle(cases)
    cases = cases[:MOST_ROWS]
    told = list(zip(cases, Embedded().classify([case.passage for case in cases]), strict=True))
    half = len(told) // 2
    held, rest = told[half:], told[:half]
    print(f"{name:28} as it is        {figures(held)}")
    for count in COUNTS:
        if count <= half:
            print(f"{'':28} {count:3} at random   {figures(bent(held, examples(rest[:count])))}")
    wrong = [(case, said) for case, said in rest if case.label != said.label][: COUNTS[1]]
    judged = examples(wrong)
    print(f"{'':28} {len(wrong):3} of errors    {figures(bent(held, judged + beside(rest, len(wrong))))}")


def examples(told: Sequence[Told]) -> list[Example]:
    return [Example(said, one_hot(case.label)) for case, said in told]


def beside(told: Sequence[Told], wrong: int) -> list[Example]:
    """Unjudged texts as ``corrections.py`` puts them beside one-sided corrections."""
    said = [one for _, one in told[-200:]]
    doubt = 1 - sum(one.confidence for one in said) / len(said)
    return [Example(one, probabilities(one), (wrong / doubt - wrong) / len(said)) for one in said]


def bent(told: Sequence[Told], learned: list[Example]) -> list[Told]:
    share = best_share(learned)
    curve = fit(learned).part(share)
    return [(case, curve.bend(said)) for case, said in told] if share else list(told)


def figures(told: Sequence[Told]) -> str:
    found = score([(case.label, said.label) for case, said in told])
    return f"F1 {found.macro_f1:.3f}  accuracy {found.accuracy:.3f}  ECE {calibration_error(told):.3f}"


if __name__ == "__main__":
    main()
