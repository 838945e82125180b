"""How well intents are told: authored messages, and complaints of a public collection.

    python benchmarks/intent.py [complaints_en.jsonl.gz] [inappropriate_ru.jsonl.gz]

The shipped weights have seen the complaints; cross-validated figures: training/sentiment. A message is inappropriate
where more than half of the votes said so; the flag is a list of words.
"""

from __future__ import annotations

import gzip
import json
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from mentionwatch.analysis.intent import is_foul, read
from mentionwatch.model import Passage
from mentionwatch.sentiment.embedded import Embedded

ANGRY = Path(__file__).parent.parent / "tests" / "angry.jsonl"
KEPT = ("complaint", "cancellation", "question")
AUTHORED = Path(__file__).parent.parent / "tests" / "intent.jsonl"


def main() -> None:
    authored = [json.loads(line) for line in AUTHORED.read_text(encoding="utf-8").splitlines()]
    print("authored, sentiment as labelled:")
    _figures([row["intent"] for row in authored], [_intent(row, row["sentiment"]) for row in authored])
    print("authored, sentiment as classified:")
    _figures([row["intent"] for row in authored], _intents(authored))
    angry = [json.loads(line) for line in ANGRY.read_text(encoding="utf-8").splitlines()]
    for language in ("en", "ru"):
        mine = [row for row in angry if row["language"] == language]
        lost = sum(intent not in KEPT for intent in _intents(mine))
        print(
            f"angry but like spam, {language}: {lost} of {len(mine)} taken for something else than a customer's"
        )
    for name in sys.argv[1:]:
        if "inappropriate" in name:
            _flag(Path(name))
            continue
        with gzip.open(name, "rt", encoding="utf-8") as lines:
            rows = [{**json.loads(line), "language": "en"} for line in lines]
        told = ["complaint" if i in ("complaint", "cancellation") else "other" for i in _intents(rows)]
        print(f"{Path(name).name}, complaint or not:")
        _figures(["complaint" if row["label"] else "other" for row in rows], told)
    start = time.perf_counter()
    for row in authored * 20:
        read(row["text"], row["language"], row["sentiment"])
    print(f"speed: {20 * len(authored) / (time.perf_counter() - start):.0f} texts/s")


def _flag(path: Path) -> None:
    """How well foul language tells what people call inappropriate: F1 of the flag, and AUC of one yes or no."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    wanted = [row["inappropriate"] > 0.5 for row in rows]
    told = [is_foul(row["text"]) for row in rows]
    right = sum(w and t for w, t in zip(wanted, told, strict=True))
    recall, wrong = right / sum(wanted), (sum(told) - right) / (len(rows) - sum(wanted))
    f1 = 2 * right / (sum(wanted) + sum(told))
    print(
        f"{path.name}: n {len(rows)}, flagged {sum(told)}, precision {right / sum(told):.3f}, recall {recall:.3f},"
    )
    print(f"  F1 {f1:.3f}, AUC {(1 + recall - wrong) / 2:.3f}")


def _intents(rows: Sequence[dict[str, Any]]) -> list[str]:
    passages = [Passage(text=row["text"], target="", language=row["language"]) for row in rows]
    moods = Embedded().classify(passages)
    return [_intent(row, mood.label) for row, mood in zip(rows, moods, strict=True)]


def _intent(row: dict[str, Any], label: Any) -> str:
    return read(row["text"], row["language"], label).intent


def _figures(wanted: Sequence[str], told: Sequence[str]) -> None:
    scores = []
    for intent in sorted(set(wanted)):
        right = sum(w == t == intent for w, t in zip(wanted, told, strict=True))
        scores.append(2 * right / (wanted.count(intent) + told.count(intent)))
        print(f"  {intent:14} n {wanted.count(intent):5}  F1 {scores[-1]:.3f}")
    right = sum(w == t for w, t in zip(wanted, told, strict=True))
    print(f"  macro-F1 {sum(scores) / len(scores):.3f}  accuracy {right / len(wanted):.3f}")


if __name__ == "__main__":
    main()
