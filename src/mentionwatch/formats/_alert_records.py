"""Alerts in their public JSON shape: what ``alerts --json`` prints and webhooks get."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from typing_extensions import TypedDict

from mentionwatch.formats._records import mention_record, spike_record, state_record
from mentionwatch.formats._shapes import MentionRecord, SpikeRecord, StateRecord
from mentionwatch.formats._times import Time, stamp, stamp_or_none
from mentionwatch.model import Alert, AlertKind, Mention

MOST = 50
"""So many mentions of an alert are told whole."""


class AlertRecord(TypedDict):
    """What a rule tells: count now, before when it told last (null: for the first time). mentions are numbers.

    Of spikes hours are how long a time count and before count.
    """

    rule: str
    when: AlertKind
    topic: str | None
    at: Time
    since: Time | None
    count: int
    before: int | None
    hours: float | None
    recovered: bool
    mentions: list[int]
    spike: SpikeRecord | None
    source: StateRecord | None


class NoticeRecord(TypedDict):
    """The body of a webhook: title and text as people read them elsewhere, the alerts, and their mentions whole."""

    rule: str
    title: str
    text: str
    alerts: list[AlertRecord]
    mentions: list[MentionRecord]


def alert_record(alert: Alert) -> AlertRecord:
    """One alert, with keys in the documented order."""
    return {
        "rule": alert.rule,
        "when": alert.when,
        "topic": alert.topic,
        "at": stamp(alert.at),
        "since": stamp_or_none(alert.since),
        "count": alert.count,
        "before": alert.before,
        "hours": round(alert.span / timedelta(hours=1), 2) if alert.span else None,
        "recovered": alert.recovered,
        "mentions": list(alert.mentions[:MOST]),
        "spike": spike_record(alert.spike) if alert.spike else None,
        "source": state_record(alert.source) if alert.source else None,
    }


def notice_record(
    rule: str, title: str, text: str, alerts: Sequence[Alert], mentions: Sequence[Mention]
) -> NoticeRecord:
    """What a webhook gets of the alerts of one rule."""
    return {
        "rule": rule,
        "title": title,
        "text": text,
        "alerts": [alert_record(alert) for alert in alerts],
        "mentions": [mention_record(mention) for mention in mentions[:MOST]],
    }


def schema(name: str) -> dict[str, Any]:
    """The JSON Schema (2020-12) of a line of ``alerts --json`` (``alert``), or of what a webhook gets."""
    from pydantic import TypeAdapter

    record: Any = AlertRecord if name == "alert" else NoticeRecord
    made = TypeAdapter(record).json_schema()
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        **made,
        "title": f"mentionwatch {name}",
    }
