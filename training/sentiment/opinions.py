"""What the models say of the texts that were held back from their training."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from hashlib import md5
from itertools import chain
from pathlib import Path

import numpy as np
import numpy.typing as npt
from authored import sentences, written
from corpora import Example, examples, group, held_back

from mentionwatch.sentiment import _encoder, _ngrams
from mentionwatch.sentiment._stack import key
from mentionwatch.sentiment._tokens import TARGET, read

MOST = 1_000
"""Texts of one source that are read: more would only take longer."""

FOLDS = 5
OWN = 0.1
"""What a sentence written for this program counts: a third of them each label, which no stream of posts has."""

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Opinions:
    """Examples, the settings that each falls under, and log-odds, a row an example; ``full`` may be missing."""

    found: list[Example]
    keys: npt.NDArray[np.str_]
    quick: Floats
    full: Floats | None

    @property
    def labels(self) -> npt.NDArray[np.int64]:
        """0 negative, 1 neutral, 2 positive."""
        return np.array([example.label + 1 for example in self.found])

    @property
    def sources(self) -> npt.NDArray[np.str_]:
        """The source of each example."""
        return np.array([example.source for example in self.found])

    @property
    def folds(self) -> npt.NDArray[np.int64]:
        """A number below FOLDS, the same for all examples of one text."""
        return np.array([_hashed(example) % FOLDS for example in self.found])


def ask(corpora: Path, models: Path, *, research: bool = False) -> Opinions:
    """The opinions of the models of a folder (tables, maybe encoder.npz) that were trained with --hold-back."""
    own = (replace(e, weight=OWN) for e in chain.from_iterable(map(sentences, written())))
    held = (e for e in chain(examples(corpora, research=research), own) if held_back(e.passage.text))
    found = list(_some(held))
    names, texts = [group(e.passage.language) for e in found], [read(e.passage) for e in found]
    quick = np.zeros((len(found), 3))
    for name in _ngrams.GROUPS:
        mine = [i for i, each in enumerate(names) if each == name]
        readings = _ngrams.load(name, models).read([texts[i] for i in mine])
        quick[mine] = [reading.logits for reading in readings]
    there = (models / "encoder.npz").exists()
    return Opinions(
        found=found,
        keys=np.array([key(n, targeted=TARGET in t.words) for n, t in zip(names, texts, strict=True)]),
        quick=quick,
        full=_encoder.load(models).logits([e.passage for e in found]) if there else None,
    )


def _some(found: Iterable[Example]) -> Iterator[Example]:
    """At most MOST examples of a source, whichever come first by a hash."""
    taken: Counter[str] = Counter()
    for example in sorted(found, key=_hashed):
        taken[example.source] += 1
        if taken[example.source] <= MOST:
            yield example


def _hashed(example: Example) -> int:
    return int(md5(example.passage.text[:120].encode(), usedforsecurity=False).hexdigest(), 16)
