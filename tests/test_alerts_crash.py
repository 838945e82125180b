"""Killed at any moment, alerts are neither lost nor, to a receiver that heeds their id, told twice.

MENTIONWATCH_KILLS sets how often the long form kills (the short form: 8).
"""

from __future__ import annotations

import os
import random
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Sequence
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path

import pytest

from alert_samples import rule
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

KILLS = int(os.environ.get("MENTIONWATCH_KILLS", "8"))
STEPS = 8
HOUR = timedelta(hours=1)


def rules(url: str) -> list[AlertRule]:
    """One rule at once and one in digests, to the same receiver."""
    target = Target(key="w", name="hook", url=f"webhook+{url}/in?secret=s")
    return [rule(to=(target,)), rule(name="digest", digest=3 * HOUR, to=(target,))]


def work(folder: Path, url: str, later: int) -> None:
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


def run(folder: Path, url: str, later: int = 0, kill_after: float | None = None) -> float:
    """Do the work in another process, killed so many seconds after it began; how long it took."""
    command = [sys.executable, __file__, str(folder), url, str(later)]
    with subprocess.Popen(command, stdout=subprocess.PIPE) as child:
        assert child.stdout
        assert child.stdout.readline() == b"ready\n"
        start = time.perf_counter()
        if kill_after is not None:
            time.sleep(kill_after)
            child.kill()
        code = child.wait()
        assert kill_after is not None or code == 0
        return time.perf_counter() - start


def told(hook: Hook, name: str) -> Counter[str]:
    """How often each mention was told of by a rule, by its address."""
    return Counter(
        mention["url"] for body in hook.bodies if body["rule"] == name for mention in body["mentions"]
    )


@pytest.fixture(scope="module")
def seconds(tmp_path_factory: pytest.TempPathFactory) -> float:
    """How long the work takes when nobody kills it."""
    hook = Hook()
    with Server({"/in": hook}) as server:
        taken = run(tmp_path_factory.mktemp("calm"), server.url)
    assert set(told(hook, "mention").values()) == {1}
    assert len(told(hook, "mention")) == 3 * (STEPS - 1)
    assert hook.asked == len(hook.taken)
    return taken


@pytest.mark.parametrize("number", range(max(1, KILLS // 2)))
def test_killed_alerts_are_told_by_the_next_run_once(tmp_path: Path, number: int, seconds: float) -> None:
    dice = random.Random(number)
    hook = Hook()
    with Server({"/in": hook}) as server:
        run(tmp_path, server.url, kill_after=dice.uniform(0, seconds))
        run(tmp_path, server.url, later=STEPS, kill_after=dice.uniform(0, seconds))
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


def main(arguments: Sequence[str]) -> None:
    folder, url, later = arguments
    import httpx  # noqa: F401 - so that the moment of the kill falls into the work
    import sqlite_utils  # noqa: F401

    sys.stdout.write("ready\n")
    sys.stdout.flush()
    work(Path(folder), url, int(later))


if __name__ == "__main__":
    main(sys.argv[1:])
