"""Bursts: sudden and slow growth in the number of mentions, told apart from rhythm and from chance.

The strength of a bucket is the mean of four log ratios: its count, and that of the hour which ends with it,
each against the level that 99.5 % of the last 28 days stayed under; once as they are, once divided by what is
usual at that hour of a working day or a weekend. A single sharp minute counts, but only with its hour behind
it; a night that looks like noon counts too. High quantiles of the past and a day of silence after an alert
did better on labelled mention volumes than tests of normal, Poisson or negative binomial counts
(Numenta Anomaly Benchmark; benchmarks/bursts.py). What chance alone explains stays out: a burst needs five
mentions more than usual, and no more than a one in a million chance of that many under Poisson's law.

A climb is slower: a day far above the days of the last four weeks, that no burst explains.
"""

from __future__ import annotations

import math
from bisect import bisect_right
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Literal, TypeAlias

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

LEVEL = 0.17
"""The strength from which a bucket is a burst."""
SILENCE = timedelta(days=1)
"""A burst is over, and another can be told, when nothing reached the level for this long."""

_MEMORY = timedelta(days=28)
_LEAST_MEMORY = timedelta(days=2)
_HOUR = timedelta(hours=1)
_DAY = timedelta(days=1)
_QUANTILE = 0.995
_CALM = (3.0, 8.0)
"""Added to both sides of a ratio, for a bucket and for an hour: one mention after none is no growth."""
_MANY = timedelta(days=100)
_COARSE = timedelta(hours=6)
_BLOCK = timedelta(minutes=30)
_EXCESS = 5
_CHANCE = 1e-6
_SHRINK = timedelta(hours=2)
_TAIL = 0.02
_LONGEST = timedelta(days=3650)

_CLIMB_DAYS = 7
_CLIMB_LEVEL = 4.0
_CLIMB_RATIO = math.log(1.5)
_CLIMB_EXCESS = 10
_CLIMB_SPREAD = 0.1

Counts: TypeAlias = NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Series:
    """Counts of mentions, or of negative mentions, in buckets of ``step`` (5 minutes to 1 hour) from ``start``.

    ``start`` is an aware time in UTC. A bucket in which nothing was said holds 0. Where a ``window`` is told, each
    count is that of the window which ends with the bucket; such series have no climbs.
    """

    start: datetime
    step: timedelta
    counts: Sequence[int]
    window: timedelta | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Burst:
    """More mentions than usual: ``observed`` in the ``span`` that ends at ``time``, ``expected`` usually.

    ``once_in`` is how often so much happens by chance, judged by the ``known`` past; at most ten years.
    """

    kind: Literal["burst", "climb"]
    time: datetime
    span: timedelta
    observed: int
    expected: float
    once_in: timedelta
    known: timedelta
    strength: float


def bursts(series: Series, since: datetime | None = None) -> list[Burst]:
    """The bursts and climbs of a series, oldest first, that are told after ``since`` (default: all).

    Two months of past serve best; with less than two days nothing is told, and no climb with less than eight.
    """
    if _is_calm(series, since or series.start):
        return []
    view = _View(series)
    first = view.first if since is None else max(view.first, view.place(since - 2 * SILENCE))
    sudden = _sudden(view, view.quiet_before(first))
    found = sudden + ([] if series.window else _climbs(view, sudden))
    return sorted((burst for burst in found if since is None or burst.time > since), key=lambda b: b.time)


def _is_calm(series: Series, since: datetime) -> bool:
    """Whether no hour and no day since then holds enough for a burst or a climb, whatever is usual."""
    counts = np.asarray(series.counts, dtype=np.float64)
    first = max(0, math.floor((since - series.start) / series.step) - 1)
    hours, days = (_running(counts, max(1, round(span / series.step)))[first:] for span in (_HOUR, _DAY))
    return bool(hours.max(initial=0) < _EXCESS and days.max(initial=0) < _CLIMB_EXCESS)


def strengths(series: Series) -> list[float]:
    """The strength of each bucket; minus infinity where the past is shorter than two days."""
    view = _View(series)
    return [-math.inf] * min(view.first, len(view.counts)) + list(map(float, view.strengths(view.first)))


def _sudden(view: _View, first: int) -> list[Burst]:
    """Bursts from a bucket on. Strengths are dear, so they are asked for only where a burst begins or may be on."""
    found: list[Burst] = []
    silent_from = first
    for place in view.many(first):
        if place < silent_from:
            continue
        strength = view.strength(place)
        if strength >= LEVEL:
            found.append(view.burst(place, strength))
            silent_from = _silent_from(view, place)
    return found


def _silent_from(view: _View, place: int) -> int:
    """Where a burst is over that was on at ``place``."""
    silence = view.per(SILENCE)
    silent_from = place + silence
    while place < min(silent_from, len(view.counts)):
        if view.strength(place) >= LEVEL:
            silent_from = place + silence
        place += 1
    return silent_from


def _by_chance(observed: float, expected: float) -> bool:
    return observed - expected < _EXCESS or poisson_tail(observed, expected) > _CHANCE


def poisson_tail(observed: float, expected: float) -> float:
    """The chance of at least ``observed`` where ``expected`` (> 0) is the mean, by Chernoff's bound."""
    if observed <= expected:
        return 1.0
    return math.exp(observed - expected - observed * math.log(observed / max(expected, 1e-9)))


class _View:
    """A series as arrays: counts, running hours, and the hour of day and kind of day of each bucket."""

    def __init__(self, series: Series) -> None:
        self.start, self.step = series.start, series.step
        self.window = series.window or self.per(_HOUR) * series.step
        self.counts: Counts = np.asarray(series.counts, dtype=np.float64)
        hour = self.per(_HOUR)
        self.hours = _running(self.counts, hour)
        seconds = np.arange(len(self.counts)) * series.step.total_seconds() + series.start.timestamp()
        weekend = (seconds // 86400 + 3) % 7 >= 5  # the first of January 1970 was a Thursday
        self.hour_kind = (seconds // 3600 % 24 + 24 * weekend).astype(np.int64)
        self.first = self.per(_LEAST_MEMORY)
        self.levels: dict[int, Counts] = {}
        self.usual = self._usual()
        self.ratios = np.stack(
            [
                self.counts + _CALM[0],
                self.hours + _CALM[1],
                (self.counts + _CALM[0]) / (self.usual + _CALM[0]),
                (self.hours + _CALM[1]) / (self.usual * hour + _CALM[1]),
            ]
        )

    def per(self, span: timedelta) -> int:
        return max(1, round(span / self.step))

    def place(self, time: datetime) -> int:
        return max(0, math.ceil((time - self.start) / self.step))

    def time(self, place: int) -> datetime:
        """When a bucket ends."""
        return self.start + (place + 1) * self.step

    def memory(self, place: int) -> slice:
        return slice(max(0, place - self.per(_MEMORY)), place)

    def many(self, first: int) -> list[int]:
        """The buckets from ``first`` on whose hour holds more than chance explains."""
        usual = self.usual * self.per(_HOUR)
        more = np.flatnonzero(self.hours[first:] - usual[first:] >= _EXCESS) + first
        return [place for place in more.tolist() if not _by_chance(self.hours[place], float(usual[place]))]

    def strength(self, place: int) -> float:
        """The strength of one bucket."""
        block = self.per(_BLOCK)
        start = place - place % block
        if start not in self.levels:
            self.levels[start] = _high(self.ratios[:, self.memory(start)])
        return float(np.log(self.ratios[:, place : place + 1] / self.levels[start]).mean())

    def quiet_before(self, place: int) -> int:
        """The nearest bucket before ``place`` that a whole silence precedes: no burst there is still on."""
        silence = self.per(SILENCE)
        while place > self.first:
            place = max(self.first, place - silence)
            if all(self.strength(at) < LEVEL for at in range(place, min(place + silence, len(self.counts)))):
                break
        return place

    def strengths(self, first: int, end: int | None = None) -> Counts:
        """The strengths of the buckets from ``first`` to ``end``.

        The past is measured anew for every half hour, counted from the start of the series; where more than a hundred
        days are judged at once, every six hours, which is as good and keeps the report on a year short.
        """
        end = min(end or len(self.counts), len(self.counts))
        block = self.per(_BLOCK if end - first <= self.per(_MANY) else _COARSE)
        strengths = np.zeros(len(self.counts))
        for start in range(first - first % block, end, block):
            levels = _high(self.ratios[:, self.memory(start)])
            strengths[start : start + block] = np.log(self.ratios[:, start : start + block] / levels).mean(
                axis=0
            )
        return strengths[first:end]

    def _usual(self) -> Counts:
        """What was usual, judged by the past of each bucket, at its hour of a working day or a weekend.

        The mean of few buckets is drawn to the mean of all.
        """
        size = len(self.counts)
        kinds = np.arange(48)[:, None] == self.hour_kind
        ends = np.arange(size)
        starts = np.maximum(0, ends - self.per(_MEMORY))

        def of_kind(sums: Counts) -> Counts:
            within: Counts = sums[self.hour_kind, ends] - sums[self.hour_kind, starts]
            return within

        total = _sums(self.counts)
        mean = (total[ends] - total[starts]) / np.maximum(1, ends - starts)
        calm = self.per(_SHRINK)
        usual: Counts = (of_kind(_sums(kinds * self.counts)) + calm * mean) / (
            of_kind(_sums(kinds * 1.0)) + calm
        )
        return usual

    def burst(self, place: int, strength: float) -> Burst:
        past = self.memory(place)
        usual = self.usual * self.per(_HOUR)
        expected = float(usual[place])
        ratios = (self.hours + _CALM[1]) / (usual + _CALM[1])
        return Burst(
            kind="burst",
            time=self.time(place),
            span=self.window,
            observed=int(self.hours[place]),
            expected=expected,
            once_in=_once_in(ratios[past], float(ratios[place]), self.window),
            known=(past.stop - past.start) * self.step,
            strength=strength,
        )


def _climbs(view: _View, sudden: Sequence[Burst]) -> list[Burst]:
    """Days, ending at each half hour, that stand out of the days before and hold no burst."""
    busy = sorted(burst.time for burst in sudden)
    found: list[Burst] = []
    last = datetime.min.replace(tzinfo=view.start.tzinfo)
    for climb in _high_days(view):
        place = bisect_right(busy, climb.time)
        holds_burst = place > 0 and climb.time - busy[place - 1] < 2 * SILENCE
        if not holds_burst and climb.time - last >= 2 * SILENCE:
            found.append(climb)
        last = climb.time
    return found


def _high_days(view: _View) -> Iterator[Burst]:
    """The days of a climb: far above the middle of the days that end at the same time of day before them."""
    day, calm = view.per(_DAY), _CALM[1]
    days = _running(view.counts, day)
    places = np.arange(day * (_CLIMB_DAYS + 1), len(days), view.per(_BLOCK))
    before = places[:, None] - day * np.arange(1, _MEMORY // _DAY + 1)
    logs = np.where(before >= day - 1, np.log(days + calm)[np.maximum(before, 0)], np.nan)
    middle = _middles(logs)
    growth = np.log(days[places] + calm) - middle
    enough = days[places] - np.exp(middle) + calm >= _CLIMB_EXCESS
    rows = np.flatnonzero(enough & (growth >= _CLIMB_RATIO))
    spreads = 1.4826 * _middles(np.abs(logs[rows] - middle[rows, None])) + _CLIMB_SPREAD
    is_climb = growth[rows] >= _CLIMB_LEVEL * spreads
    for row, spread in zip(rows[is_climb], spreads[is_climb], strict=True):
        known = days[before[row][before[row] >= day - 1]]
        usual = math.exp(middle[row]) - calm
        yield Burst(
            kind="climb",
            time=view.time(int(places[row])),
            span=_DAY,
            observed=int(days[places[row]]),
            expected=usual,
            once_in=_once_in((known + calm) / (usual + calm), math.exp(growth[row]), _DAY),
            known=len(known) * _DAY,
            strength=float(growth[row] / spread),
        )


def _middles(rows: Counts) -> Counts:
    """The median of each row without its gaps, which only the first rows have: ``nanmedian`` is slow."""
    gaps = np.isnan(rows).any(axis=1)
    middles: Counts = np.empty(len(rows))
    middles[gaps] = np.nanmedian(rows[gaps], axis=1)
    middles[~gaps] = np.median(rows[~gaps], axis=1)
    return middles


def _once_in(past: Counts, now: float, span: timedelta) -> timedelta:
    """How often a ratio as high as ``now`` comes: its frequency in the past, beyond it a Pareto tail.

    Hill, "A simple general approach to inference about the tail of a distribution", 1975.
    """
    above = float(np.mean(past >= now))
    if above == 0:
        tail = np.sort(past)[-max(2, math.ceil(_TAIL * len(past))) :]
        decay = max(0.05, float(np.mean(np.log(tail / tail[0]))))
        above = len(tail) / len(past) * min(1.0, (now / float(tail[0])) ** (-1 / decay))
    return min(_LONGEST, span / max(above, span / _LONGEST))


def _high(ratios: Counts) -> Counts:
    """The 99.5 % quantile of each row, as a column."""
    below = int(_QUANTILE * (ratios.shape[1] - 1))
    above = min(below + 1, ratios.shape[1] - 1)
    parted = np.partition(ratios, (below, above), axis=1)[:, below : above + 1]
    part = _QUANTILE * (ratios.shape[1] - 1) - below
    high: Counts = (1 - part) * parted[:, :1] + part * parted[:, -1:]
    return high


def _running(counts: Counts, size: int) -> Counts:
    """The sum of each bucket and the ``size`` - 1 before it."""
    sums = _sums(counts)
    ends = np.arange(1, len(counts) + 1)
    running: Counts = sums[ends] - sums[np.maximum(0, ends - size)]
    return running


def _sums(counts: Counts) -> Counts:
    """The sums of everything before each place of the last axis, and of all."""
    padded = np.zeros((*counts.shape[:-1], counts.shape[-1] + 1))
    np.cumsum(counts, axis=-1, out=padded[..., 1:])
    return padded
