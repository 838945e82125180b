"""Did a figure of one's own move with the mentions? A lagged rank correlation that does not flatter.

Sales and mentions both have a weekly rhythm and both drift, which alone makes them "correlate". So from each series
its trend and the mean of each weekday are taken before ranks are compared (Spearman's rho), at lags of 14 days either
way. Days that resemble their neighbours count for less than one (effective sample size of two autocorrelated series:
Bretherton et al., "The effective number of spatial degrees of freedom of a time-varying field", 1999, after Bartlett
1935), and the best of 29 lags is held against 29 chances (Bonferroni). What is left is a hint, never a cause.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from statistics import fmean

LAGS = range(-14, 15)
"""Days by which the figure follows the mentions; negative where it precedes them."""
LEAST = 20
"""So many days that both series have are too few to tell anything below."""

_WEEKS = 3
_MEMORY = 14


@dataclass(frozen=True, slots=True, kw_only=True)
class Lagged:
    """The strongest correlation: ``days`` compared, worth ``effective`` independent ones; ``chance`` is corrected."""

    lag: int
    rho: float
    days: int
    effective: float
    chance: float


def lagged(cause: Mapping[date, float], effect: Mapping[date, float]) -> Lagged | None:
    """The lag at which two daily series are most surely related; None where no lag has LEAST days of both."""
    first, second = _without_rhythm(cause), _without_rhythm(effect)
    found = [one for lag in LAGS if (one := _at(first, second, lag))]
    if not found:
        return None
    best = min(found, key=lambda one: (one.chance, abs(one.lag)))
    return Lagged(
        lag=best.lag,
        rho=best.rho,
        days=best.days,
        effective=best.effective,
        chance=min(1.0, best.chance * len(found)),
    )


def _at(cause: Mapping[date, float], effect: Mapping[date, float], lag: int) -> Lagged | None:
    """The correlation at one lag, with the chance of it alone."""
    shift = timedelta(days=lag)
    days = sorted(day for day in cause if day + shift in effect)
    if len(days) < LEAST:
        return None
    one = _ranks([cause[day] for day in days])
    other = _ranks([effect[day + shift] for day in days])
    if not _spread(one) or not _spread(other):
        return None
    rho = math.fsum(map(math.prod, zip(one, other, strict=True))) / math.sqrt(_spread(one) * _spread(other))
    effective = _effective(one, other)
    return Lagged(lag=lag, rho=rho, days=len(days), effective=effective, chance=_chance(rho, effective))


def _without_rhythm(series: Mapping[date, float]) -> dict[date, float]:
    """What is left of a series without its trend and, where it is three weeks long, its weekdays' means."""
    if len(series) < 2:
        return dict(series)
    days = sorted(series)
    places = [float((day - days[0]).days) for day in days]
    middle, mean = fmean(places), fmean(series.values())
    slope = math.fsum(
        (place - middle) * (series[day] - mean) for place, day in zip(places, days, strict=True)
    )
    slope /= math.fsum((place - middle) ** 2 for place in places)
    left = {
        day: series[day] - mean - slope * (place - middle) for place, day in zip(places, days, strict=True)
    }
    if len(left) < 7 * _WEEKS:
        return left
    weekly = {
        weekday: fmean(value for day, value in left.items() if day.weekday() == weekday)
        for weekday in {day.weekday() for day in left}
    }
    return {day: value - weekly[day.weekday()] for day, value in left.items()}


def _ranks(values: Sequence[float]) -> list[float]:
    """Ranks about their mean; equal values share theirs."""
    order = sorted(range(len(values)), key=values.__getitem__)
    ranks = [0.0] * len(values)
    for first, last in _runs(values, order):
        for place in order[first:last]:
            ranks[place] = (first + last - 1) / 2 - (len(values) - 1) / 2
    return ranks


def _runs(values: Sequence[float], order: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Stretches of equal values, which differ by less than rounding does."""
    first = 0
    for place in range(1, len(order) + 1):
        if place == len(order) or values[order[place]] - values[order[first]] > 1e-9:
            yield first, place
            first = place


def _spread(ranks: Sequence[float]) -> float:
    return math.fsum(rank * rank for rank in ranks)


def _effective(one: Sequence[float], other: Sequence[float]) -> float:
    """N / (1 + 2 sum of (1 - k/n) r1(k) r2(k)), at least 3 and at most n."""
    size = len(one)
    memory = math.fsum(
        (1 - step / size) * _auto(one, step) * _auto(other, step)
        for step in range(1, min(_MEMORY, size // 3) + 1)
    )
    return min(float(size), max(3.0, size / max(1 + 2 * memory, 1e-9)))


def _auto(ranks: Sequence[float], step: int) -> float:
    return math.fsum(map(math.prod, zip(ranks, ranks[step:], strict=False))) / _spread(ranks)


def _chance(rho: float, effective: float) -> float:
    """Two-sided, by Fisher's z with the standard error for Spearman's rho (Fieller et al., 1957: 1.06)."""
    if effective <= 4:
        return 1.0
    z = math.atanh(max(-0.999999, min(0.999999, rho))) * math.sqrt((effective - 3) / 1.06)
    return math.erfc(abs(z) / math.sqrt(2))
