"""Rules, mentions and outcomes for the tests of alerts."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from mentionwatch.analysis.alerting import Heard
from mentionwatch.model import AlertKind, AlertRule, Author, Mention, Rule, Sentiment, Spike, Target
from store_samples import NOW, TOPIC, post

TARGET = Target(key="t1", name="webhook t1", url="webhook+http://127.0.0.1:1/hook?secret=s")


def rule(when: AlertKind = "mention", *, about: Rule | None = None, **fields: Any) -> AlertRule:
    """A rule that goes to one target."""
    told: dict[str, Any] = {"name": when, "about": about or Rule(name=when), "to": (TARGET,)}
    return AlertRule(when=when, **(told | fields))


def mention(number: int = 1, *, followers: int = 10, author: str = "ann", **fields: Any) -> Mention:
    """A negative mention of TOPIC that was seen just now."""
    told: dict[str, Any] = {
        "id": number,
        "post": post(id=str(number), author=Author(name=author.title(), handle=author, followers=followers)),
        "topic": TOPIC,
        "spans": (),
        "confidence": 0.97,
        "doubtful": False,
        "first_seen": NOW,
        "sentiment": Sentiment(label="negative", score=-0.8, by="embedded/1"),
        "intent": "complaint",
        "story": number,
    }
    return Mention(**(told | fields))


def heard(number: int = 1, *, story: str | None = None, size: int = 1, **fields: Any) -> Heard:
    """A mention of a story that began just now."""
    begun = fields.pop("begun", NOW)
    return Heard(mention=mention(number, **fields), story=story or f"story:{number}", size=size, begun=begun)


def spike(**fields: Any) -> Spike:
    """Thirty negative mentions in an hour, where two are usual."""
    told: dict[str, Any] = {
        "topic": TOPIC,
        "negative": True,
        "kind": "burst",
        "time": NOW,
        "span": timedelta(hours=1),
        "observed": 30,
        "expected": 2.0,
        "once_in": timedelta(days=400),
        "known": timedelta(days=28),
    }
    return Spike(**(told | fields))
