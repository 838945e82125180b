"""The figures on held-back texts, measured on texts that the stack was not fitted on either.

For each of five folds of the texts the stack is fitted on the other four. What the rules about comparisons
add is left out: public collections hardly hold any.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt
from opinions import FOLDS, Floats, Opinions, ask
from stacking import fitted

from mentionwatch.sentiment._stack import combined, margins
from mentionwatch.sentiment.lexicon import Lexicon

# F macro-F1 of three labels, PN that of positive and negative, R macro recall, A accuracy.
SETS = {
    "sentirueval2016_bank": "PN",
    "sentirueval2016_ttk": "PN",
    "rusentitweet": "F",
    "rusentne": "PN",
    "semeval2017_4a": "R",
    "semeval2017_4c": "F",
    "crowdflower_brands": "F",
    "apple_dfe": "F",
    "newsmtsc": "F",
    "mams": "F",
    "dong2014": "A",
    "sentences_en": "F",
    "sentences_ru": "F",
    **{f"umsab_{language}": "F" for language in ("ar", "de", "en", "es", "fr", "hi", "it", "pt")},
}
_COLUMNS = ("lexicon", "n-grams", "encoder", "stack")

Integers = npt.NDArray[np.int64]


def figures(corpora: Path, models: Path) -> Iterator[str]:
    """The table for models that were trained with ``--hold-back``, line by line."""
    return table(ask(corpora, models))


def table(opinions: Opinions) -> Iterator[str]:
    """Set, metric, number of texts, and a figure a column in percent."""
    yield f"{'set':24}{'':3}{'n':>6}" + "".join(f"{name:>9}" for name in _COLUMNS)
    told, sure = _told(opinions)
    rows: list[list[float]] = []
    for name, metric in SETS.items():
        mine = opinions.sources == name
        labels = opinions.labels[mine]
        lexicon = _lexicon(opinions, mine) if opinions.keys[mine][0] != "other" else None
        columns = [lexicon, *(each[mine] for each in told)]
        row = [np.nan if each is None else measured(labels, each, metric) for each in columns]
        rows.append(row)
        yield _line(name, metric, len(labels), row)
        if name == "umsab_pt":
            yield _line("umsab, mean", "F", 0, list(np.mean(rows[-8:], axis=0)))
    yield _line("mean, umsab as one", "", 0, list(np.mean([*rows[:-8], np.mean(rows[-8:], axis=0)], axis=0)))
    yield f"calibration error, all pooled: {_calibration_error(opinions.labels == told[-1], sure):.3f}"


def measured(labels: Integers, told: Integers, metric: str) -> float:
    """A figure in percent."""
    right = np.array([(labels == told)[labels == k].sum() for k in range(3)])
    wanted, given = (np.bincount(each, minlength=3) for each in (labels, told))
    f1, recall = 2 * right / np.maximum(wanted + given, 1), right / np.maximum(wanted, 1)
    found = {"F": f1.mean(), "PN": f1[[0, 2]].mean(), "R": recall.mean(), "A": (labels == told).mean()}
    return 100 * float(found[metric])


def _told(opinions: Opinions) -> tuple[list[Integers], Floats]:
    """What each kind of stack says, and the trust of the last."""
    kinds = [[opinions.quick]]
    if opinions.full is not None:
        kinds += [[opinions.full], [opinions.quick, opinions.full]]
    found = [_crossed(opinions, logits) for logits in kinds]
    return [labels for labels, _ in found], found[-1][1]


def _crossed(opinions: Opinions, logits: Sequence[Floats]) -> tuple[Integers, Floats]:
    labels, sure = np.zeros(len(opinions.found), np.int64), np.zeros(len(opinions.found))
    for key in np.unique(opinions.keys):
        for fold in range(FOLDS):
            mine, here = opinions.keys == key, opinions.folds == fold
            others = np.flatnonzero(mine & ~here)
            settings = fitted([each[others] for each in logits], [opinions.found[i] for i in others])
            odds = combined(settings, [each[mine & here] for each in logits])
            labels[mine & here] = odds.argmax(axis=1)
            slope, shift = np.array(settings["trust"])[odds.argmax(axis=1)].T
            sure[mine & here] = 1 / (1 + np.exp(-(slope * margins(odds) + shift)))
    return labels, sure


def _lexicon(opinions: Opinions, mine: npt.NDArray[np.bool_]) -> Integers:
    passages = [opinions.found[i].passage for i in np.flatnonzero(mine)]
    classes = {"negative": 0, "neutral": 1, "positive": 2}
    return np.array([classes[told.label] for told in Lexicon().classify(passages)])


def _calibration_error(right: npt.NDArray[np.bool_], sure: Floats) -> float:
    """Expected calibration error in ten bins (Guo et al. 2017)."""
    bins = np.minimum((sure * 10).astype(int), 9)
    apart = [
        abs(right[bins == k].mean() - sure[bins == k].mean()) * (bins == k).mean() for k in np.unique(bins)
    ]
    return float(sum(apart))


def _line(name: str, metric: str, count: int, row: Sequence[float]) -> str:
    shown = "".join(f"{'' if np.isnan(each) else f'{each:.1f}':>9}" for each in row)
    return f"{name:24}{metric:3}{count or '':>6}{shown}"
