"""Copies: quality on labelled near-duplicates, speed, and growth of the cost with the archive.

    python benchmarks/neardup.py [FILE.jsonl.gz] [--growth 100000] [--peer [--posts FILE ...]]

``--peer`` sets datasketch beside it (MinHash of 128 over character 4-grams, LSH at 0.5), installed into an environment
of its own: on the labelled texts, of which nearly all are copies of each other and many are long, and on short posts
(``--posts``: tweets, one in six of them edited as people edit), which is what is kept in life.

FILE holds one object a line: ``text``, ``group`` (texts of one group are copies) and ``op`` (the kind of
edit, ``orig`` for the text that was edited). Nothing is chosen on it: the thresholds are the module's own.
"""

from __future__ import annotations

import argparse
import gzip
import json
import random
import subprocess
import sys
import time
import venv
from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import accumulate, islice
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import Any

from mentionwatch.text.neardup import Wording, wording
from mentionwatch.text.sketches import MemorySketches, group

BENCH = Path(__file__).parents[1] / "../shared/bench"
DEFAULT = BENCH / "neardup/neardup_docs.jsonl.gz"
POSTS = [BENCH / "matching/sentirueval16_brand_tweets.jsonl.gz", BENCH / "intent/complaints_en.jsonl.gz"]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("file", nargs="?", type=Path, default=DEFAULT)
    parser.add_argument("--growth", type=int, default=100_000)
    parser.add_argument("--peer", action="store_true")
    parser.add_argument("--posts", type=Path, nargs="+", default=POSTS)
    options = parser.parse_args()
    with gzip.open(options.file, "rt", encoding="utf-8") as lines:
        texts = [json.loads(line) for line in lines]
    quality(texts)
    speed([text["text"] for text in texts])
    if options.peer:
        beside(
            {"labelled texts": [text["text"] for text in texts], "short posts": short_posts(options.posts)}
        )
    growth(options.growth)


def quality(texts: list[dict[str, Any]]) -> None:
    found = group(wording(text["text"]) for text in texts)
    gold = [text["group"] for text in texts]
    shared = pairs(zip(found, gold, strict=True))
    precision, recall = shared / pairs(found), shared / pairs(gold)
    f1 = 2 * precision * recall / (precision + recall)
    print(f"pairwise: precision {precision:.4f} recall {recall:.4f} F1 {f1:.4f}")
    original = {
        text["group"]: place for text, place in zip(texts, found, strict=True) if text["op"] == "orig"
    }
    kinds, right = Counter[str](), Counter[str]()
    for text, place in zip(texts, found, strict=True):
        kinds[text["op"]] += 1
        right[text["op"]] += original[text["group"]] == place
    print(
        "with the original:", ", ".join(f"{kind} {right[kind] / kinds[kind]:.3f}" for kind in sorted(kinds))
    )


def pairs(groups: Any) -> int:
    return sum(size * (size - 1) // 2 for size in Counter(groups).values())


def speed(texts: list[str]) -> None:
    """The texts, and their words dealt anew into texts of the same length, till there are 10,000."""
    rng = random.Random(1)
    pool = [word for text in texts for word in text.split()]
    many = list(texts)
    while len(many) < 10_000:
        start = rng.randrange(len(pool) - 2000)
        many += [
            " ".join(rng.sample(pool[start : start + 2000], k=min(400, len(text.split())))) for text in texts
        ]
    del many[10_000:]
    start_time = time.process_time()
    group(wording(text) for text in many)
    spent = time.process_time() - start_time
    print(f"{len(many)} texts of {sum(map(len, many)) / len(many):.0f} characters: {spent:.1f} s")


PEER = """
import json, sys, time
from datasketch import MinHash, MinHashLSH
texts = json.load(sys.stdin)
start = time.process_time()
lsh = MinHashLSH(threshold=0.5, num_perm=128)
for number, text in enumerate(texts):
    made = MinHash(num_perm=128)
    made.update_batch([text[at : at + 4].encode() for at in range(max(1, len(text) - 3))])
    lsh.query(made)
    lsh.insert(number, made)
print(time.process_time() - start)
"""


def short_posts(files: Sequence[Path], most: int = 6000) -> list[str]:
    """Five originals, then one of the last hundred edited, and so on."""
    rng = random.Random(3)
    made: list[str] = []
    for path in files:
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            for line in islice(lines, most * 5 // 6 // len(files)):
                made.append(json.loads(line)["text"])
                if len(made) % 6 == 5:
                    made.append(edited(rng.choice(made[-100:]), rng))
    return made


def edited(text: str, rng: random.Random) -> str:
    """A repost, other letters and signs, hashtags, another word, a cut, slips of the pen, or a remark before it."""
    words = text.split()
    place = rng.randrange(len(words))
    typed = [letter for letter in text if rng.random() > 0.05]
    ways = (
        f"RT @somebody: {text} https://t.co/{rng.randrange(10**6)}",
        f"{text.upper()} !!! \U0001f525",
        f"{text} #news #today #{rng.randrange(1000)}",
        " ".join([*words[:place], "changed", *words[place + 1 :]]),
        text[: len(text) * 7 // 10],
        "".join(typed),
        f"Have you seen this? {text}",
    )
    return rng.choice(ways)


def beside(sets: Mapping[str, Sequence[str]]) -> None:
    """Medians of three, one after the other, of the same texts."""
    with TemporaryDirectory() as folder:
        venv.create(folder, with_pip=True)
        python = Path(folder, "Scripts" if sys.platform == "win32" else "bin", "python")
        subprocess.run([python, "-m", "pip", "install", "--quiet", "datasketch"], check=True)
        for name, texts in sets.items():
            runs = [(theirs(python, texts), ours(texts)) for _ in range(3)]
            one, other = (median(run[place] for run in runs) / len(texts) * 1e6 for place in (0, 1))
            letters = sum(map(len, texts)) / len(texts)
            print(
                f"{name}, {letters:.0f} characters: datasketch {one:.0f} us a text, here {other:.0f}: "
                f"{one / other:.1f} x   goal >= 4"
            )


def theirs(python: Path, texts: Sequence[str]) -> float:
    done = subprocess.run(
        [python, "-c", PEER], input=json.dumps(texts), text=True, capture_output=True, check=True
    )
    return float(done.stdout)


def ours(texts: Sequence[str]) -> float:
    start = time.process_time()
    group(wording(text) for text in texts)
    return time.process_time() - start


def growth(size: int) -> None:
    """Synthetic posts of a Zipf vocabulary, one in six a copy with one word changed."""
    rng = random.Random(1)
    vocabulary = [f"{rng.getrandbits(rng.randint(12, 36)):x}" for _ in range(50_000)]
    ranks = list(accumulate(1 / (rank + 2) for rank in range(len(vocabulary))))
    sketches, recent = MemorySketches(), list[Wording]()
    first, marks = 0.0, {10_000, *range(100_000, size, 100_000), size}
    start = time.process_time()
    for number in range(size):
        if number + 1 in {mark - 9_999 for mark in marks}:
            start = time.process_time()
        words = post(rng, vocabulary, ranks, recent)
        sketches.add(number, words)
        if number + 1 in marks:
            cost = (time.process_time() - start) / 10_000 * 1e6
            first = first or cost
            print(f"text {number + 1}: {cost:.0f} us, {cost / first:.2f} x the 10,000th")


def post(rng: random.Random, vocabulary: list[str], ranks: list[float], recent: list[Wording]) -> Wording:
    if recent and rng.random() < 1 / 6:
        words = rng.choice(recent).folded.split()
        words[rng.randrange(len(words))] = "changed"
        return Wording(folded=" ".join(words))
    words = rng.choices(vocabulary, cum_weights=ranks, k=rng.randint(8, 30))
    made = Wording(folded=" ".join(words))
    recent[:] = [*recent[-199:], made]
    return made


if __name__ == "__main__":
    main()
