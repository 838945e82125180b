"""Spikes of a whole topic, and those of one of its sources alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import pytest

from alert_samples import mention, rule, spike
from mentionwatch.analysis import alert_spikes
from mentionwatch.findings import HOUR, NARROW, Answers, By, spikes, spikes_of_sources, spikes_of_stories
from mentionwatch.formats._figures import Figures
from mentionwatch.formats._findings import spike_says
from mentionwatch.model import Filter, Period, Spike, Story, Tally, Told
from store_samples import post

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


STORY = Story(
    id=7, lead=mention(7, post=post(id="7", title="Router down", text="")), tally=Tally(total=14), before=0, size=14,
    sites=1, reach=None, first=LOUD, last=LOUD,
)  # fmt: skip


@dataclass
class Storied:
    """A steady topic, and so many mentions of one story so long before now."""

    usual: dict[timedelta, int]
    more: dict[timedelta, int]

    def hourly(self, asked: Filter, start: datetime) -> list[tuple[str, int, int, int]]:
        assert asked.until
        return [("Acme", hour, 20, 0) for hour in range(int((asked.until - start) / HOUR))]

    def hourly_of_stories(
        self, asked: Filter, start: datetime, least: int
    ) -> list[tuple[str, int, int, int, int]]:
        told = [
            (story, ago, count)
            for story, counts in ((1, self.usual), (7, self.more))
            for ago, count in counts.items()
        ]
        return [("Acme", story, int((NOW - ago - start) / HOUR), count, 0) for story, ago, count in told]

    def stories(self, asked: Filter, **rest: object) -> list[Story]:
        return [STORY]


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


def loud_story(**more: int) -> list[Spike]:
    """What is told of a topic with twenty mentions an hour, where a story of three an hour is usual every day."""
    usual = {HOUR * 24 * day: 3 for day in range(1, 56)}
    store: Answers = Storied(usual, {HOUR * int(hour.strip("h")): count for hour, count in more.items()})  # type: ignore[assignment]
    whole = spikes(store, Filter(), WEEK)
    assert not whole
    return list(spikes_of_stories(store, Filter(), WEEK, whole))


def test_a_story_is_measured_against_the_loudest_stories() -> None:
    (burst,) = loud_story(h30=14)
    assert (burst.of_story, burst.kind, burst.observed, burst.story) == (True, "burst", 14, STORY)
    assert burst.expected < 1
    assert loud_story(h30=4) == []


def test_a_story_that_climbs_through_a_day_is_told_by_its_day() -> None:
    (climb,) = loud_story(**{f"h{hour}": 3 for hour in range(30, 42)})
    assert (climb.of_story, climb.kind, climb.span) == (True, "climb", timedelta(days=1))
    assert climb.observed - climb.expected >= 10


def test_a_story_that_a_spike_of_the_topic_explains_is_told_once() -> None:
    store: Answers = Storied({}, {HOUR * 30: 14})  # type: ignore[assignment]
    known = spike(topic="Acme", negative=False, time=NOW - 30 * HOUR)
    assert spikes_of_stories(store, Filter(), WEEK, [known]) == ()


@pytest.mark.parametrize(
    ("lang", "said"), [("en", "the loudest story usually has 2"), ("ru", "громкого сюжета 2")]
)
def test_it_is_said_that_it_is_a_storys_spike(lang: str, said: str) -> None:
    one = spike(of_story=True, story=STORY)
    assert said in spike_says(one, Figures(lang))
    assert "Router down" in spike_says(one, Figures(lang))


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
