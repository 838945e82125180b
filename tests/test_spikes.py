"""Spikes of a whole topic, and those of one of its sources alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import pytest

from alert_samples import rule, spike
from mentionwatch.analysis import alert_spikes
from mentionwatch.findings import HOUR, NARROW, Answers, By, spikes, spikes_of_sources
from mentionwatch.formats._figures import Figures
from mentionwatch.formats._findings import spike_says
from mentionwatch.model import Filter, Period, Spike, Story, Tally, Told

NOW = datetime(2026, 11, 22, tzinfo=UTC)
WEEK = Period(start=NOW - timedelta(days=7), end=NOW)
LOUD = NOW - timedelta(days=2)
USUAL = {"rss": 60, "vk": 1}


@dataclass
class Watched:
    """Two sources with a steady number of mentions an hour, and some more by one of them."""

    more: dict[tuple[str, datetime], int]

    def hourly(self, asked: Filter, start: datetime) -> list[tuple[str, int, int, int]]:
        assert asked.until
        hours = int((asked.until - start) / HOUR)
        return [("Acme", hour, self._count(asked, start + hour * HOUR), 0) for hour in range(hours)]

    def _count(self, asked: Filter, hour: datetime) -> int:
        return sum(
            usual + self.more.get((source, hour), 0)
            for source, usual in USUAL.items()
            if source in (asked.sources or USUAL)
        )

    def counts(self, asked: Filter, by: Sequence[By]) -> list[tuple[tuple[str | None, ...], Tally]]:
        return [((source,), Tally(total=usual * 168)) for source, usual in USUAL.items()]

    def stories(self, asked: Filter, **rest: object) -> list[Story]:
        return []


def found(more: dict[tuple[str, datetime], int], period: Period = WEEK) -> list[tuple[str | None, datetime]]:
    store: Answers = Watched(more)  # type: ignore[assignment]
    whole = spikes(store, Filter(), period)
    return [(one.source, one.time) for one in (*whole, *spikes_of_sources(store, Filter(), period, whole))]


def test_what_stands_out_in_one_source_alone_is_told() -> None:
    assert found({("vk", LOUD): 15}) == [("vk", LOUD + HOUR)]


def test_what_the_whole_topic_shows_is_told_once() -> None:
    assert found({("vk", LOUD): 300}) == [(None, LOUD + HOUR)]


def test_nothing_more_is_nothing() -> None:
    assert found({}) == []


def test_a_year_is_not_looked_at_source_by_source() -> None:
    assert found({("vk", LOUD): 15}, Period(start=NOW - NARROW - HOUR, end=NOW)) == []


@pytest.mark.parametrize(("lang", "said"), [("en", "in vk alone"), ("ru", "только в vk")])
def test_it_is_said_whose_spike_it_is(lang: str, said: str) -> None:
    assert said in spike_says(spike(source="vk"), Figures(lang))
    assert said not in spike_says(spike(), Figures(lang))


def test_an_alert_on_one_source_is_news_only_where_the_topic_is_quiet() -> None:
    one: Spike = spike(source="vk")
    looks = {one.topic: Told(since=one.time - timedelta(days=30), at=one.time - HOUR, count=0)}
    watching = rule("spike", at_least=5, once_in=timedelta(days=1))
    alerts, kept = alert_spikes.of_spikes(watching, [one], {}, {}, looks, one.time)
    assert [alert.subject for alert in alerts] == [f"spike:{one.topic}:vk"]
    topic = {f"spike:{one.topic}": Told(since=one.time - HOUR, at=one.time, count=40)}
    for known in (kept, topic):
        told = {subject: last for subject, last in known.items() if last}
        assert alert_spikes.of_spikes(watching, [one], {}, told, looks, one.time)[0] == []
