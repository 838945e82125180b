"""How many alerts rules would send: on labelled volumes of mentions, and on calm ones.

    python benchmarks/alerts.py [FOLDER]

FOLDER holds ``nab_twitter_NAME.csv.gz`` (mentions in 5 minutes) and ``nab_twitter_windows.json`` (labelled stretches).
Volumes are summed to hours, as the store counts them, and played through a rule ``when = "spike"`` hour by hour, for
several ``once_in``. A spike told is false where no window holds it; news of spikes that grow are counted apart.
The calm volumes are Poisson's, with the rhythm of a day: all their alerts are false.
"""

from __future__ import annotations

import argparse
import math
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from bursts import DEFAULT, load
from mentionwatch.analysis.alert_spikes import of_spikes
from mentionwatch.analysis.alerting import Known
from mentionwatch.analysis.bursts import Series, bursts
from mentionwatch.model import AlertRule, Rule, Spike, Told

HOUR = timedelta(hours=1)
WEEK = timedelta(weeks=1)
TOPIC = "a brand"
START = datetime(2026, 1, 5, tzinfo=UTC)


@dataclass(frozen=True)
class Volume:
    """Mentions an hour, and the labelled stretches in hours."""

    series: Series
    windows: Sequence[tuple[int, int]] = ()

    @property
    def probation(self) -> int:
        """The hours that NAB does not score."""
        return math.ceil(0.15 * len(self.series.counts))

    @property
    def weeks(self) -> float:
        return (len(self.series.counts) - self.probation) * HOUR / WEEK


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("folder", nargs="?", type=Path, default=DEFAULT)
    labelled = [hourly(one.series, one.windows) for one in load(parser.parse_args().folder)]
    calm = {mean: [poisson(mean, seed) for seed in range(5)] for mean in (0.05, 0.5, 5, 50)}
    for days in (0, 7, 30, 90):
        rule = AlertRule(
            name="r", when="spike", about=Rule(name="r"), at_least=5, once_in=timedelta(days=days)
        )
        tell(f"once_in {days}d, labelled", rule, labelled)
    rule = AlertRule(name="r", when="spike", about=Rule(name="r"), at_least=5, once_in=WEEK)
    for mean, volumes in calm.items():
        tell(f"once_in 7d, calm, {mean} mentions an hour", rule, volumes)


def hourly(series: Series, windows: Sequence[tuple[int, int]]) -> Volume:
    per = HOUR // series.step
    counts = [sum(series.counts[place : place + per]) for place in range(0, len(series.counts), per)]
    hours = [(first // per, last // per + 1) for first, last in windows]
    return Volume(Series(start=series.start, step=HOUR, counts=counts), hours)


def poisson(mean: float, seed: int, weeks: int = 26) -> Volume:
    """Half a year without an event; nights have a fifth of the noon."""
    dice = random.Random(f"{mean} {seed}")
    counts = []
    for hour in range(weeks * 168):
        rhythm = mean * (1 + 0.8 * math.sin((hour % 24 - 6) / 24 * 2 * math.pi))
        counts.append(drawn(rhythm, dice))
    return Volume(Series(start=START, step=HOUR, counts=counts))


def drawn(mean: float, dice: random.Random) -> int:
    """A Poisson count, by the times between events."""
    count, time = 0, dice.expovariate(1)
    while time < mean:
        count += 1
        time += dice.expovariate(1)
    return count


def alerts(rule: AlertRule, volume: Volume) -> Iterator[tuple[int, bool]]:
    """The hours in which the rule tells something, and whether that is news of what it told before."""
    series = volume.series
    spikes = {spike.time: spike for spike in spikes_of(series)}
    hours = {TOPIC: [(series.start + place * HOUR, count) for place, count in enumerate(series.counts)]}
    told: dict[str, Told] = {}
    for place in range(1, len(series.counts) + 1):
        now = series.start + place * HOUR
        looks: Known = {TOPIC: Told(since=series.start, at=now - HOUR)}
        inside = [spikes[now]] if now in spikes else []
        recent = {TOPIC: hours[TOPIC][max(0, place - 120) : place]}
        news, kept = of_spikes(rule, inside, recent, told, looks, now)
        told |= {subject: one for subject, one in kept.items() if one}
        yield from ((place - 1, alert.before is not None) for alert in news)


def spikes_of(series: Series) -> list[Spike]:
    return [
        Spike(
            topic=TOPIC, negative=False, kind=burst.kind, time=burst.time, span=burst.span, observed=burst.observed,
            expected=burst.expected, once_in=burst.once_in, known=burst.known,
        )
        for burst in bursts(series)
    ]  # fmt: skip


def tell(name: str, rule: AlertRule, volumes: Sequence[Volume]) -> None:
    windows = found = false = news = sent = 0
    for volume in volumes:
        told = [(place, is_news) for place, is_news in alerts(rule, volume) if place >= volume.probation]
        first = [place for place, is_news in told if not is_news]
        sent += len(first)
        news += len(told) - len(first)
        windows += len(volume.windows)
        found += sum(any(low <= place <= high for place in first) for low, high in volume.windows)
        false += sum(not any(low <= place <= high for low, high in volume.windows) for place in first)
    weeks = sum(volume.weeks for volume in volumes)
    held = f"windows told {found}/{windows}, " if windows else ""
    print(f"{name}: {held}spikes told {sent}, news of them {news}, false a week a series {false / weeks:.3f}")


if __name__ == "__main__":
    main()
