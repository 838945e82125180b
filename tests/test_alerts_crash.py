"""Killed at any moment, alerts are neither lost nor, to a receiver that heeds their id, told twice.

MENTIONWATCH_KILLS sets how often to kill (the short form: 8), twice in each test.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from alert_samples import rule
from kills import Workshop, asked, forks, serve
from mentionwatch import channels
from mentionwatch.alerts import Watch, compose, deliver, evaluate
from mentionwatch.formats._alerts import Letter
from mentionwatch.formats._figures import Figures
from mentionwatch.http import Network
from mentionwatch.model import Alert, AlertRule, Mention, Message, Post, Sentiment, Target
from mentionwatch.store import Enriched, Store
from receivers import Hook
from servers import Server, networked
from store_samples import NOW, TOPIC, batch, opened
from test_alerts import said, unlike

KILLS = asked(8)
STEPS = 8
HOUR = timedelta(hours=1)


def rules(url: str) -> list[AlertRule]:
    """One rule at once and one in digests, to the same receiver."""
    target = Target(key="w", name="hook", url=f"webhook+{url}/in?secret=s")
    return [rule(to=(target,)), rule(name="digest", digest=3 * HOUR, to=(target,))]


def work(folder: Path, url: str, later: int = 0) -> None:
    """Keep and tell of a few mentions an hour, for some hours; ``later`` hours on, where it was done before."""
    watch = Watch(rules=rules(url), topics=(TOPIC,))
    with opened(folder) as store, networked() as network:
        for step in range(STEPS):
            now = NOW + (step + later) * HOUR
            if step:
                keep(store, now, *(said(3 * step + n, unlike(3 * step + n), at=now) for n in range(3)))
            evaluate(store, watch, now)
            compose(store, watch.rules, write, now)
            deliver(
                store, watch.rules, partial(send, network, now), partial(datetime.fromisoformat, str(now))
            )


def keep(store: Store, now: datetime, *posts: Post) -> None:
    """Keep posts as read, each a story of its own."""
    store.keep([batch(*posts, key=str(now), asked=now)], now)
    neutral = Sentiment(label="neutral", score=0.0, by="test/1")
    store.enrich([Enriched(id=one.id, sentiment=neutral, intent="other") for one in store.unread(100)])


def write(rule: AlertRule, alerts: Sequence[Alert], mentions: Sequence[Mention]) -> tuple[str, str, str]:
    return Letter(Figures("en")).write(rule.name, alerts, mentions)


def send(network: Network, now: datetime, target: Target, message: Message) -> None:
    channels.send(target, message, network, now)


def told(hook: Hook, name: str) -> Counter[str]:
    """How often each mention was told of by a rule, by its address."""
    return Counter(
        mention["url"] for body in hook.bodies if body["rule"] == name for mention in body["mentions"]
    )


@pytest.fixture(scope="module")
def workshop() -> Iterator[Workshop]:
    with Workshop(__file__) as made:
        yield made


@pytest.fixture(scope="module")
def seconds(tmp_path_factory: pytest.TempPathFactory, workshop: Workshop) -> float:
    """How long the work takes when nobody kills it."""
    hook = Hook()
    with Server({"/in": hook}) as server:
        taken = workshop.do("alerts", str(tmp_path_factory.mktemp("calm")), server.url).seconds
    assert set(told(hook, "mention").values()) == {1}
    assert len(told(hook, "mention")) == 3 * (STEPS - 1)
    assert hook.asked == len(hook.taken)
    return taken


@forks
@pytest.mark.parametrize("number", range(max(1, KILLS // 2)))
def test_killed_alerts_are_told_by_the_next_run_once(
    tmp_path: Path, number: int, workshop: Workshop, seconds: float
) -> None:
    dice = random.Random(number)
    hook = Hook()
    with Server({"/in": hook}) as server:
        for later in ("0", str(STEPS)):
            after = dice.uniform(0, seconds)
            workshop.do("alerts", str(tmp_path), server.url, later, kill_after=after)
        for rest in (2, 3):  # the last digest is due after the last hour
            work(tmp_path, server.url, later=rest * STEPS)
    posts = {f"https://news.example/{n}" for n in range(3, 3 * STEPS)}
    with opened(tmp_path) as store:
        assert store.check() == []
        assert store.messages(["waiting", "failed"]) == []
    for name in ("mention", "digest"):
        counts = told(hook, name)
        assert set(counts.values()) == {1}
        assert set(counts) == posts
    assert hook.asked - len(hook.taken) <= 2  # one for each kill: taken, and killed before the note of it


def load(name: str) -> None:
    """The work once, told to nobody, so that a child begins with everything loaded and is killed in its work."""
    with TemporaryDirectory() as folder, Server({"/in": Hook()}) as server:
        work(Path(folder), server.url)


if __name__ == "__main__":
    serve({"alerts": lambda folder, url, later="0": work(Path(folder), url, int(later))}, load)
