"""The labelled texts that the sentiment models learn from, read from a folder of ``NAME.jsonl.gz`` files."""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from hashlib import md5
from pathlib import Path

import numpy as np
import numpy.typing as npt

from mentionwatch.model import Passage

# Terms that forbid commercial use, or allow research only: their texts stay out of what is shipped.
RESEARCH_ONLY = frozenset(
    """
    rusentiment us_airline senticomments_sr germeval2017 ss22_multibooked_ca ss22_multibooked_eu sanders
    absa14_laptop absa14_rest absa15_rest absa16_rest_en absa16_rest_ru absa16_rest_es absa16_rest_fr
    absa16_rest_nl absa16_rest_tr absa16_hotel_ar
    """.split()  # noqa: SIM905 - a list of words is read more easily as words
)
# The development rows of TweetEval are rows of SemEval-2017 4A; 2015 is contained in 2016.
REPEATED = frozenset({"tweeteval_sentiment", "sentirueval2015_bank", "sentirueval2015_ttk"})
# How much a text of the source counts, against 1: weak labels and large, narrow collections count less.
TRUST = {"xed": 0.15, "kazsandra": 0.3, "twitter_entity": 0.35, "hotel_zh": 0.5, "semeval2017_4b": 0.4}
POWER = 0.6  # how far the classes of a source are evened out: 0 not at all, 1 wholly
EAST_SLAVIC = frozenset({"ru", "uk", "be", "bg"})
ENGLISH = frozenset({"en", "pcm"})

# Where neutral rows have no target and others have, a target alone would give the label away: in
# CrowdFlower every row gets the first product that it names, in SemEval-2022 half of the rows lose theirs.
_BRAND = re.compile(r"ipad ?2?|iphones?|apple|google|android|itunes", re.IGNORECASE)
_ALIASES = {
    "сбербанк": "сбербанк\\w*|сбер\\w{0,3}|sberbank\\w*|сбербанк",
    "втб": "втб\\s?-?24|втб\\w*|vtb\\s?-?24|vtb\\w*",
    "газпромбанк": "газпромбанк\\w*|gazprombank\\w*|гпб",
    "альфа-банк": "альфа-?\\s?банк\\w*|альф[аыеу]\\b|alfa-?\\s?bank\\w*|alfabank\\w*",
    "банк москвы": "банк\\w{0,2} москвы|bank of moscow|bm_twit",
    "россельхозбанк": "россельхозбанк\\w*|рсхб|rshb\\w*",
    "райффайзенбанк": "рай?фф?ай?зен\\w*|raiffeisen\\w*",
    "уралсиб": "уралсиб\\w*|uralsib\\w*",
    "билайн": "билайн\\w*|beeline\\w*|вымпелком\\w*|пчелайн\\w*",
    "мтс": "мтс\\w*|\\w*mts\\w*",
    "мегафон": "мегафон\\w*|megafon\\w*|мегафон",
    "tele2": "теле-?\\s?2|tele-?\\s?2\\w*|теледва",
    "ростелеком": "ростелеком\\w*|rostelecom\\w*|рт\\b",
    "комстар": "комстар\\w*|comstar\\w*",
    "скайлинк": "скай\\s?линк\\w*|sky\\s?link\\w*",
}


@dataclass(frozen=True, slots=True)
class Example:
    """A passage with the feeling that people read in it: -1, 0 or 1."""

    passage: Passage
    label: int
    source: str
    weight: float = 1.0


def examples(folder: Path, *, research: bool) -> Iterator[Example]:
    """All labelled texts of the folder whose terms allow it (``research``: those that forbid it, too)."""
    for path in sorted(folder.glob("*.jsonl.gz")):
        name = path.name.removesuffix(".jsonl.gz")
        if name not in REPEATED and (research or name not in RESEARCH_ONLY):
            yield from _read(path, name)


def group(language: str | None) -> str:
    """Which of the three quick models reads a language."""
    if language in ENGLISH:
        return "en"
    return "ru" if language in EAST_SLAVIC else "other"


def class_weights(found: Sequence[Example]) -> npt.NDArray[np.float32]:
    """What each example counts: its own weight, evened out over the classes of its source."""
    weights = np.array([example.weight for example in found], dtype=np.float32)
    labels = np.array([example.label for example in found])
    sources = np.array([example.source for example in found])
    for source in np.unique(sources):
        mine = sources == source
        classes, which, counts = np.unique(labels[mine], return_inverse=True, return_counts=True)
        even = (mine.sum() / (len(classes) * counts)) ** POWER
        weights[mine] *= (even / even[which].mean())[which]
    return weights


def held_back(text: str) -> bool:
    """Whether a text is for validation: one in ten, the same for each copy of it in any source."""
    return _percent(text) < 10


def _percent(text: str) -> int:
    plain = re.sub(r"https?://\S+|@\w+|\brt\b|[\W_]+", " ", text.lower()).strip()[:120]
    return int(md5(plain.encode(), usedforsecurity=False).hexdigest(), 16) % 100


def _read(path: Path, name: str) -> Iterator[Example]:
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            if row["label"] is not None:
                yield Example(_passage(row), row["label"], name, TRUST.get(name, 1.0))


def _passage(row: dict[str, object]) -> Passage:
    text, target = str(row["text"]), str(row.get("target") or "")
    if row["source"] == "crowdflower_brands":
        target = _BRAND.findall(text)[0] if _BRAND.search(text) else ""
    elif str(row["source"]).startswith("ss22") and _percent(text) < 50:
        return Passage(text=text, target="", language=str(row["lang"]))
    spans = ((row["start"], row["end"]),) if row.get("start") is not None else _found(text, target)
    return Passage(text=text, target=target, spans=spans, language=str(row["lang"]))


def _found(text: str, target: str) -> tuple[tuple[int, int], ...]:
    pattern = _ALIASES.get(target.lower())
    if pattern is None:
        return ()
    return tuple(found.span() for found in re.finditer(rf"(?<![^\W_])(?:{pattern})", text, re.IGNORECASE))
