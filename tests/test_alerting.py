"""What is worth an alert: told once, then only news, and never because a rule or a topic is new."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alert_samples import heard, mention, rule, spike
from mentionwatch.analysis import alert_spikes, alerting
from mentionwatch.analysis.alerting import News, Overdue, is_news
from mentionwatch.analysis.digests import due
from mentionwatch.model import SourceState, Told
from store_samples import NOW, TOPIC

DAY, HOUR = timedelta(days=1), timedelta(hours=1)
LONG_AGO = Told(since=NOW - 30 * DAY, at=NOW - HOUR)
LOOKS = {TOPIC: LONG_AGO}


def after(known: Mapping[str, Told], news: News) -> dict[str, Told]:
    """What a rule has told when it has told this."""
    return {subject: told for subject, told in {**known, **news[1]}.items() if told is not None}


# Mentions


def test_mentions_of_one_run_are_one_alert_with_the_most_telling_first() -> None:
    kind = mention(1, sentiment=None, followers=9000)
    several = [heard(2, followers=5), heard(3, followers=700)]
    alerts, kept = alerting.of_mentions(
        rule(), [*several, alerting.Heard(mention=kind, story="story:1", size=1, begun=NOW)], {}, NOW
    )
    assert [(alert.count, alert.before, alert.mentions) for alert in alerts] == [(3, None, (3, 2, 1))]
    assert set(kept) == {"story:1", "story:2", "story:3"}


def test_a_story_is_told_once_and_then_only_when_it_has_grown() -> None:
    told: dict[str, Told] = {}
    sizes = [1, 2, 5, 10, 11, 12, 32, 33, 98, 99]
    news = []
    for number, size in enumerate(sizes, 1):
        found = alerting.of_mentions(rule(), [heard(number, story="story:1", size=size)], told, NOW)
        told = after(told, found)
        news += [(alert.before, alert.count) for alert in found[0]]
    assert news == [(None, 1), (1, 11), (11, 33), (33, 99)]


@given(st.integers(0, 1000), st.integers(0, 1000))
def test_little_more_is_no_news(count: int, before: int) -> None:
    assert is_news(count, before) == (count >= 3 * before and count >= before + 10)


@given(st.lists(st.tuples(st.integers(1, 9), st.integers(1, 200)), max_size=20))
def test_the_same_again_tells_nothing(stories: list[tuple[int, int]]) -> None:
    fresh = [heard(n, story=f"story:{story}", size=size) for n, (story, size) in enumerate(stories, 1)]
    for tell in (alerting.of_mentions, alerting.of_authors):
        found = tell(rule(), fresh, {}, NOW)
        assert tell(rule(), fresh, after({}, found), NOW)[0] == []


# Loud authors


def test_an_author_is_told_once_a_day() -> None:
    kind = rule("loud author")
    first = alerting.of_authors(kind, [heard(1), heard(2)], {}, NOW)
    assert [(alert.count, alert.mentions) for alert in first[0]] == [(1, (1,))]
    told = after({}, first)
    assert alerting.of_authors(kind, [heard(3)], told, NOW + 23 * HOUR)[0] == []
    assert len(alerting.of_authors(kind, [heard(4)], told, NOW + 25 * HOUR)[0]) == 1


def test_a_story_is_told_of_its_loudest_voice_until_a_far_louder_one_speaks() -> None:
    voices = [
        heard(n, story="story:1", followers=followers, author=f"author{n}")
        for n, followers in enumerate([20_000, 30_000, 25_000], 1)
    ]
    kind = rule("loud author")
    first = alerting.of_authors(kind, voices, {}, NOW)
    assert [alert.mentions for alert in first[0]] == [(2,)]
    louder = heard(9, story="story:1", followers=90_000, author="star")
    assert [a.mentions for a in alerting.of_authors(kind, [louder], after({}, first), NOW)[0]] == [(9,)]


# Stories


def test_a_story_is_told_when_it_is_large_enough() -> None:
    kind = rule("story grows", at_least=10)
    told: dict[str, Told] = {}
    news = []
    for size in (4, 9, 10, 20, 60, 61):
        found = alerting.of_stories(
            kind, [heard(size, story="story:4", size=size)], told, {TOPIC: NOW - DAY}, NOW
        )
        told = after(told, found)
        news += [(alert.before, alert.count) for alert in found[0]]
    assert news == [(None, 10), (10, 60)]


def test_a_story_that_was_large_when_the_rule_was_new_is_no_news_until_it_grows() -> None:
    kind = rule("story grows", at_least=10)
    begun = {TOPIC: NOW - HOUR}
    old = heard(1, story="story:1", size=50, begun=NOW - DAY)
    found = alerting.of_stories(kind, [old], {}, begun, NOW)
    assert found[0] == []
    grown = alerting.of_stories(
        kind, [heard(2, story="story:1", size=150, begun=NOW - DAY)], after({}, found), begun, NOW
    )
    assert [(alert.before, alert.count) for alert in grown[0]] == [(49, 150)]


# Spikes


def of_spikes(
    *spikes: Any, known: Mapping[str, Told] | None = None, now: datetime = NOW, **fields: Any
) -> News:
    hours = fields.pop("hours", {TOPIC: []})
    looks = fields.pop("looks", LOOKS)
    return alert_spikes.of_spikes(
        rule("negative spike", at_least=5, once_in=7 * DAY, **fields), spikes, hours, known or {}, looks, now
    )


def test_a_spike_is_told_once_wherever_late_posts_move_its_beginning() -> None:
    found = of_spikes(spike())
    assert [(alert.count, alert.topic, alert.before) for alert in found[0]] == [(30, TOPIC, None)]
    told = after({}, found)
    for shift in (-3, 0, 5):
        assert of_spikes(spike(time=NOW + shift * HOUR), known=told, now=NOW + 6 * HOUR)[0] == []


def test_the_next_spike_after_a_day_is_told() -> None:
    told = after({}, of_spikes(spike()))
    later = NOW + 2 * DAY
    looks = {TOPIC: Told(since=NOW - 30 * DAY, at=later - HOUR)}
    assert len(of_spikes(spike(time=later), known=told, now=later, looks=looks)[0]) == 1


@pytest.mark.parametrize(
    "usual", [{"observed": 4}, {"once_in": 6 * DAY}, {"time": NOW - 2 * DAY}, {"time": NOW - 30 * DAY}]
)
def test_what_is_little_or_common_or_of_a_time_that_was_looked_at_is_no_alert(usual: dict[str, Any]) -> None:
    assert of_spikes(spike(**usual))[0] == []


def test_a_spike_that_is_on_when_the_rule_is_new_is_told_only_when_it_grows() -> None:
    looks = {TOPIC: Told(since=NOW, at=NOW)}
    found = of_spikes(spike(), looks=looks)
    assert found[0] == []
    hours = {TOPIC: [(NOW - HOUR, 30), (NOW, 40), (NOW + HOUR, 95)]}
    later = NOW + 2 * HOUR
    grown = of_spikes(known=after({}, found), hours=hours, looks=looks, now=later)
    assert [(alert.before, alert.count, alert.since) for alert in grown[0]] == [(30, 95, NOW - HOUR)]
    assert of_spikes(known=after(after({}, found), grown), hours=hours, looks=looks, now=later)[0] == []


def test_what_adds_up_over_days_is_no_growth() -> None:
    told = after({}, of_spikes(spike()))
    hours = {TOPIC: [(NOW + hour * HOUR, 35) for hour in range(48)]}
    assert of_spikes(known=told, hours=hours, now=NOW + 2 * DAY)[0] == []


def test_a_climb_grows_by_the_day() -> None:
    told = after({}, of_spikes(spike(kind="climb", span=DAY, observed=40)))
    hours = {TOPIC: [(NOW + hour * HOUR, 6) for hour in range(-24, 24)]}
    grown = of_spikes(known=told, hours=hours, now=NOW + DAY)
    assert [(alert.before, alert.count) for alert in grown[0]] == [(40, 144)]


# Sources


def state(**fields: Any) -> SourceState:
    return SourceState(key="rss:a", source="rss", **fields)


def test_a_source_is_told_after_failures_in_a_row_once_and_its_recovery_once() -> None:
    kind = rule("source fails", at_least=3)
    told: dict[str, Told] = {}
    news = []
    for failures in (0, 1, 2, 3, 4, 5, 0, 0, 1, 3):
        found = alerting.of_sources(kind, [state(failures=failures)], told, NOW)
        told = after(told, found)
        news += [(failures, alert.recovered) for alert in found[0]]
    assert news == [(3, False), (0, True), (3, False)]


def test_a_source_that_was_taken_out_is_forgotten_silently() -> None:
    kind = rule("source fails", at_least=3)
    told = after({}, alerting.of_sources(kind, [state(failures=3)], {}, NOW))
    gone = alerting.of_sources(kind, [state(failures=3, active=False)], told, NOW)
    assert (gone[0], after(told, gone)) == ([], {})


# Promises


def test_a_broken_promise_is_told_once_the_oldest_first() -> None:
    kind = rule("promise broken")
    overdue = [
        Overdue(mention=mention(n), subject=f"promise:{n}", due=NOW + minutes * timedelta(minutes=1))
        for n, minutes in ((1, -5), (2, -60), (3, 10))
    ]
    found = alerting.of_promises(kind, overdue, {}, NOW)
    assert [(alert.count, alert.mentions, alert.since) for alert in found[0]] == [(2, (2, 1), NOW - HOUR)]
    told = after({}, found)
    assert alerting.of_promises(kind, overdue, told, NOW)[0] == []
    assert [a.mentions for a in alerting.of_promises(kind, overdue, told, NOW + HOUR)[0]] == [(3,)]


# When it is told

MOSCOW = ZoneInfo("Europe/Moscow")


def at(clock: str, day: int = 22) -> datetime:
    """A moment of a Moscow wall clock."""
    return datetime.combine(datetime(2026, 11, day), time.fromisoformat(clock), MOSCOW)


NIGHT = (time(22), time(8))


@pytest.mark.parametrize(
    ("made", "fields", "sent"),
    [
        (at("12:00"), {}, at("12:00")),
        (at("23:30"), {"quiet": NIGHT}, at("08:00", 23)),
        (at("03:00"), {"quiet": NIGHT}, at("08:00")),
        (at("22:00"), {"quiet": NIGHT}, at("08:00", 23)),
        (at("08:00"), {"quiet": NIGHT}, at("08:00")),
        (at("13:30"), {"quiet": (time(13), time(14))}, at("14:00")),
        (at("23:30"), {"quiet": NIGHT, "urgent": True}, at("23:30")),
        (at("12:10"), {"digest": HOUR}, at("13:00")),
        (at("12:00"), {"digest": HOUR}, at("13:00")),
        (at("23:50"), {"digest": HOUR}, at("00:00", 23)),
        (at("08:59"), {"digest": time(9)}, at("09:00")),
        (at("09:00"), {"digest": time(9)}, at("09:00", 23)),
        (at("21:30"), {"digest": HOUR, "quiet": NIGHT}, at("08:00", 23)),
    ],
)
def test_when_an_alert_is_sent(made: datetime, fields: dict[str, Any], sent: datetime) -> None:
    assert due(made.astimezone(UTC), rule(**fields), MOSCOW) == sent


@given(st.datetimes(datetime(2026, 1, 1), datetime(2026, 12, 31)), st.integers(0, 23), st.integers(1, 23))
def test_nothing_is_sent_in_quiet_hours_nor_before_it_is_known(
    made: datetime, begins: int, lasts: int
) -> None:
    quiet = (time(begins), time((begins + lasts) % 24))
    moment = made.replace(tzinfo=UTC)
    sent = due(moment, rule(quiet=quiet), MOSCOW)
    assert moment <= sent <= moment + DAY
    assert (sent.astimezone(MOSCOW).hour - begins) % 24 >= lasts
