"""What the rules about comparisons, contrasts, events and irony should count, beside what the models say.

    python training/sentiment/weigh_rules.py CORPORA MODELS

Reads the held-back texts as calibrate.py does and prints macro-F1 for every pair of weights (``_stack.Weights``):
what a phrase counts down, what a lead over another brand counts across. Sentences are what
the weights are chosen by; the collections show what the rules cost where hardly anything is compared. What is said of
two brands is read by the tables of MODELS as well, which never saw these texts.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from functools import partial
from itertools import product
from pathlib import Path

import numpy as np
from opinions import FOLDS, Floats, Opinions, ask
from stacking import fitted
from validation import Integers, measured

from mentionwatch.model import Passage
from mentionwatch.sentiment import _ngrams, _rules
from mentionwatch.sentiment._judging import around_of, group
from mentionwatch.sentiment._rules import ruling
from mentionwatch.sentiment._stack import Circumstances, Weights, beside, combined
from mentionwatch.sentiment._tokens import read

OUTCOMES = (0.0, 0.5, 1.0, 1.5, 2.0, 3.0, 4.0, 5.0)
LEADS = (0.0, 0.25, 0.5, 0.75, 1.0, 1.5)
SETS = ("sentences_en", "sentences_ru", "newsmtsc", "rusentne", "sentirueval2016_bank", "dong2014")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("corpora", type=Path)
    parser.add_argument("models", type=Path)
    options = parser.parse_args()
    vars(_rules)["load"] = partial(_ngrams.load, folder=options.models)
    opinions = ask(options.corpora, options.models)
    odds, around = _odds(opinions), _around(opinions)
    for name in SETS:
        mine = np.flatnonzero(opinions.sources == name)
        ruled = sum(around[i].outcome is not None or around[i].lead != 0 for i in mine)
        print(f"{name}: {len(mine)} texts, rules speak of {ruled}")  # noqa: T201 - what it is run for
        print("        " + "".join(f"{lead:7.2f}" for lead in LEADS))  # noqa: T201
        for outcome in OUTCOMES:
            row = [_figure(opinions, odds, around, mine, Weights(outcome, lead)) for lead in LEADS]
            print(f"{outcome:7.2f} " + "".join(f"{figure:7.1f}" for figure in row))  # noqa: T201


def _odds(opinions: Opinions) -> Floats:
    """The log-odds of both models together, by a stack that did not see the text."""
    assert opinions.full is not None
    both = [opinions.quick, opinions.full]
    odds = np.zeros((len(opinions.found), 3))
    for key, fold in product(np.unique(opinions.keys), range(FOLDS)):
        mine, here = opinions.keys == key, opinions.folds == fold
        others = np.flatnonzero(mine & ~here)
        settings = fitted([each[others] for each in both], [opinions.found[i] for i in others])
        odds[mine & here] = combined(settings, [each[mine & here] for each in both])
    return odds


def _around(opinions: Opinions) -> list[Circumstances]:
    return [_ruled(each.passage) if each.source in SETS else Circumstances(key="") for each in opinions.found]


def _ruled(passage: Passage) -> Circumstances:
    tokens, name = read(passage), group(passage)
    return around_of(tokens, name, ruling(passage, tokens, name))


def _figure(
    opinions: Opinions, odds: Floats, around: Sequence[Circumstances], mine: Integers, weights: Weights
) -> float:
    """Macro-F1 in percent of the texts ``mine`` if rules counted so."""
    told = (odds[mine] + np.array([beside(around[i], weights) for i in mine])).argmax(axis=1)
    return measured(opinions.labels[mine], told, "F")


if __name__ == "__main__":
    main()
