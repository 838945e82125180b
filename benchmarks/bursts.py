"""Bursts, scored as the Numenta Anomaly Benchmark scores its Twitter volumes (standard profile).

    python benchmarks/bursts.py [FOLDER]

FOLDER holds ``nab_twitter_NAME.csv.gz`` (timestamp, value: mentions in 5 minutes) and
``nab_twitter_windows.json`` (labelled stretches of a NAME). The score is 100 (raw - null) / (perfect - null):
a window found counts up to 1, the sooner the more, a window missed -1, an alert outside windows up to -0.11,
the less the closer behind a window (Lavin & Ahmad, "Evaluating real-time anomaly detection algorithms", 2015).
Printed for the module as it is, for its level chosen on the other series (leave one series out), and for the
benchmark's own baseline windowedGaussian, whose published figure over all ten series is 51.41.
"""

from __future__ import annotations

import argparse
import csv
import gzip
import json
import math
from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from statistics import fmean, pstdev

from mentionwatch.analysis.bursts import LEVEL, SILENCE, Series, bursts, strengths

DEFAULT = Path(__file__).parents[1] / "../shared/bench/bursts"
STEP = timedelta(minutes=5)
FALSE_ALERT = 0.11
LEVELS = [level / 100 for level in range(5, 41)]


@dataclass(frozen=True)
class Labelled:
    name: str
    series: Series
    windows: list[tuple[int, int]]

    @property
    def probation(self) -> int:
        return min(int(0.15 * len(self.series.counts)), 750)

    @property
    def weeks(self) -> float:
        return (len(self.series.counts) - self.probation) * STEP / timedelta(weeks=1)


@dataclass(frozen=True)
class Score:
    raw: float
    found: int
    false: int


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("folder", nargs="?", type=Path, default=DEFAULT)
    every = load(parser.parse_args().folder)
    tell(f"as it is, level {LEVEL}", every, [score(one, told(one.series)) for one in every])
    tell("level of the other series", every, leave_one_out(every, strengths, LEVELS))
    tell("windowedGaussian, best level", every, best(every, windowed_gaussian, GAUSSIAN_LEVELS))


def load(folder: Path) -> list[Labelled]:
    labels = json.loads((folder / "nab_twitter_windows.json").read_text())
    return [labelled(folder, name, labels[name]) for name in sorted(labels)]


def labelled(folder: Path, name: str, labels: list[list[str]]) -> Labelled:
    with gzip.open(folder / f"nab_twitter_{name}.csv.gz", "rt") as lines:
        rows = list(csv.reader(lines))[1:]
    times = [row[0] for row in rows]
    series = Series(
        start=datetime.fromisoformat(times[0]).replace(tzinfo=UTC),
        step=STEP,
        counts=[int(float(row[1])) for row in rows],
    )
    windows = [
        (times.index(next(t for t in times if t >= a)), sum(t <= b for t in times) - 1) for a, b in labels
    ]
    return Labelled(name, series, windows)


def told(series: Series) -> list[int]:
    return [round((burst.time - series.start) / series.step) - 1 for burst in bursts(series)]


def score(one: Labelled, alerts: Sequence[int]) -> Score:
    found = [-1.0] * len(one.windows)
    raw, false = 0.0, 0
    for place in alerts:
        if place < one.probation:
            continue
        window = next((number for number, (a, b) in enumerate(one.windows) if a <= place <= b), None)
        if window is None:
            raw -= FALSE_ALERT * lateness(one.windows, place)
            false += 1
        else:
            a, b = one.windows[window]
            found[window] = max(found[window], sigmoid(-(b - place + 1) / (b - a + 1)) / sigmoid(-1))
    return Score(raw + sum(found), sum(value > -1 for value in found), false)


def lateness(windows: Sequence[tuple[int, int]], place: int) -> float:
    """0..1: how wrong an alert is; shortly behind a window it is nearly right."""
    before = [window for window in windows if window[1] < place]
    if not before:
        return 1.0
    a, b = before[-1]
    return -sigmoid((place - b) / (b - a))


def sigmoid(place: float) -> float:
    return -1.0 if place > 3 else 2 / (1 + math.exp(5 * place)) - 1


def total(every: Sequence[Labelled], scores: Sequence[Score]) -> float:
    windows = sum(len(one.windows) for one in every)
    return 100 * (sum(score.raw for score in scores) + windows) / (2 * windows)


def tell(name: str, every: Sequence[Labelled], scores: Sequence[Score]) -> None:
    windows = sum(len(one.windows) for one in every)
    false = sum(score.false for score in scores) / sum(one.weeks for one in every)
    found = sum(score.found for score in scores)
    print(f"{name}: {total(every, scores):.2f}, windows {found}/{windows}, false alerts a week {false:.2f}")


Detector = Callable[[Series], list[float]]


def by_level(
    every: Sequence[Labelled], detector: Detector, levels: Sequence[float], silence: timedelta = SILENCE
) -> list[list[Score]]:
    values = [detector(one.series) for one in every]
    return [
        [score(one, spaced(value, level, silence)) for one, value in zip(every, values, strict=True)]
        for level in levels
    ]


def spaced(values: Sequence[float], level: float, silence: timedelta) -> list[int]:
    """Where the level is reached after a silence."""
    alerts, quiet_from = [], 0
    for place, value in enumerate(values):
        if value >= level:
            if place >= quiet_from:
                alerts.append(place)
            quiet_from = place + silence // STEP
    return alerts


def best(every: Sequence[Labelled], detector: Detector, levels: Sequence[float]) -> list[Score]:
    """The benchmark's own way: the level is chosen on what it is scored on, and every row counts."""
    return max(by_level(every, detector, levels, STEP), key=lambda scores: total(every, scores))


def leave_one_out(every: Sequence[Labelled], detector: Detector, levels: Sequence[float]) -> list[Score]:
    tables = by_level(every, detector, levels)
    return [
        max(tables, key=lambda scores: sum(score.raw for place, score in enumerate(scores) if place != left))[
            left
        ]
        for left in range(len(every))
    ]


GAUSSIAN_LEVELS = [1 - 10**-power for power in (1, 2, 3, 4, 5, 6, 8, 10, 12, 14)]


def windowed_gaussian(series: Series) -> list[float]:
    """1 - the tail probability of a normal distribution over the last 6400 values, renewed every 100."""
    window: deque[int] = deque(maxlen=6400)
    values, mean, spread = [], 0.0, 1.0
    for place, count in enumerate(series.counts):
        values.append(1 - 0.5 * math.erfc(abs(count - mean) / spread / math.sqrt(2)))
        window.append(count)
        if place % (20 if place < 6400 else 100) == 0:
            mean, spread = fmean(window), pstdev(window) or 1e-6
    return values


if __name__ == "__main__":
    main()
