"""The past played through rules: what they would have told is what they did tell."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from alert_samples import rule
from mentionwatch.alerts import Watch, evaluate, replay
from mentionwatch.alerts.replay import messages
from mentionwatch.model import Alert, AlertRule, Period, Rule
from mentionwatch.store import Store
from store_samples import NOW, TOPIC, opened
from test_alerts import STORY, calm_weeks, keep, said, unlike

HOUR, DAY, MINUTE = timedelta(hours=1), timedelta(days=1), timedelta(minutes=1)
WEEK = Period(start=NOW, end=NOW + 7 * DAY)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with opened(tmp_path) as made:
        yield made


def shown(alerts: list[Alert]) -> list[tuple[str, int | None, int, frozenset[int]]]:
    return [
        (f"{alert.at:%d %H:%M}", alert.before, alert.count, frozenset(alert.mentions)) for alert in alerts
    ]


@pytest.mark.parametrize(
    "kind",
    [
        rule("mention"),
        rule("mention", about=Rule(name="kettles", query="kettle")),
        rule("story grows", at_least=4),
        rule("loud author", about=Rule(name="loud", min_reach=500)),
    ],
    ids=lambda kind: f"{kind.when} {kind.about.query or ''}",
)
def test_what_would_have_been_told_is_what_was_told(store: Store, kind: AlertRule) -> None:
    dice = random.Random(kind.when)
    watch = Watch(rules=[kind], topics=(TOPIC,))
    keep(store, said(0, STORY[0], at=NOW - HOUR))
    evaluate(store, watch, NOW)
    told: list[Alert] = []
    number = 0
    for hour in range(1, 40):
        now = NOW + hour * HOUR
        posts = []
        for _ in range(dice.choice([0, 0, 1, 2, 6])):
            number += 1
            text = STORY[0] if dice.random() < 0.4 else unlike(number)
            at = now - dice.randint(1, 59) * MINUTE
            posts.append(said(number, text, at=at, followers=dice.choice([5, 600, 9000])))
        keep(store, *sorted(posts, key=lambda post: str(post.published)), now=now, key=f"feed{hour}")
        told += evaluate(store, watch, now)
    assert told
    assert shown(replay(store, watch, Period(start=NOW, end=NOW + 39 * HOUR))) == shown(told)


def test_a_spike_of_the_past_is_found_and_its_growth(store: Store) -> None:
    calm_weeks(store)
    start = NOW + 3 * DAY
    for hour, many in ((0, 15), (1, 10), (2, 50), (30, 3)):
        posts = [
            said(hour * 100 + n, unlike(hour * 100 + n), at=start + hour * HOUR + MINUTE) for n in range(many)
        ]
        keep(store, *posts, now=start + 2 * DAY, key=f"feed{hour}")
    kind = rule("negative spike", at_least=5, once_in=7 * DAY)
    alerts = replay(store, Watch(rules=[kind], topics=(TOPIC,)), WEEK)
    assert [(alert.at, alert.before, alert.count) for alert in alerts] == [
        (start + HOUR, None, 15),
        (start + 3 * HOUR, 15, 50),
    ]
    assert all(alert.mentions for alert in alerts)


def test_a_slow_climb_that_began_before_the_day_that_is_asked_for_is_told(store: Store) -> None:
    calm_weeks(store)
    start = NOW + 2 * DAY
    posts = [said(n, unlike(n), at=start + n * HOUR) for n in range(30)]
    keep(store, *posts, now=start + 2 * DAY)
    watch = Watch(rules=[rule("spike", at_least=5, once_in=DAY)], topics=(TOPIC,))
    told = replay(store, watch, Period(start=NOW, end=start + 3 * DAY))
    assert [alert.spike.kind for alert in told if alert.spike] == ["climb"]
    day = Period(start=told[0].at - 12 * HOUR, end=told[0].at + 12 * HOUR)
    assert [alert.at for alert in replay(store, watch, day)] == [told[0].at]


def test_a_calm_month_is_silent(store: Store) -> None:
    calm_weeks(store)
    rules = [rule(when, at_least=5, once_in=7 * DAY) for when in ("spike", "negative spike")]
    assert (
        replay(store, Watch(rules=rules, topics=(TOPIC,)), Period(start=NOW - 28 * DAY, end=NOW + DAY)) == []
    )


def test_digests_and_quiet_hours_are_counted_as_messages(store: Store) -> None:
    posts = [said(n, unlike(n), at=NOW + n * HOUR) for n in range(1, 48)]
    keep(store, *posts, now=NOW + 2 * DAY)
    for kind, most in ((rule(), 47), (rule(digest=12 * HOUR), 4)):
        watch = Watch(rules=[kind], topics=(TOPIC,))
        assert messages(replay(store, watch, WEEK), watch) == most


def test_a_replay_leaves_no_trace(store: Store) -> None:
    watch = Watch(rules=[rule()], topics=(TOPIC,))
    keep(store, said(1, unlike(1), at=NOW + HOUR), now=NOW + HOUR)
    replay(store, watch, WEEK)
    assert store.alerts(NOW - DAY) == []
    assert store.book().told("mention") == {}
