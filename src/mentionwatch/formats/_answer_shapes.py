"""How answering fares in JSON: its shapes, as types, and the records made of what was measured."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Annotated

from pydantic import Field
from typing_extensions import TypedDict

from mentionwatch.conversation import Responses, Slot, Template
from mentionwatch.formats._times import Time, stamp, stamp_or_none

Seconds = Annotated[int, Field(ge=0, description="seconds")]
Share = Annotated[float, Field(ge=0, le=1)]


class SlotRecord(TypedDict):
    """Those who asked at an hour (0 to 23) or on a weekday (0 is Monday), in the time zone of the desk."""

    number: int
    asked: int
    answered: int
    median: Seconds | None


class TemplateRecord(TypedDict):
    """Replies of one wording; text is null where the words are not kept."""

    text: str | None
    count: int
    urls: list[str]


class NeglectedRecord(TypedDict):
    """A thread in which people wait for longer than was promised; mention is one of theirs."""

    url: str | None
    mention: int
    people: int
    since: Time


class LanguagesRecord(TypedDict):
    """How many asked in one language and were answered in another, or the same."""

    asked: str
    answered: str
    count: int


class ResponsesRecord(TypedDict):
    """How those are answered who asked about a topic in the period (docs/responses.md).

    asked is the sum of answered, pending, unanswered, withdrawn and unseen; share_unanswered is unanswered over
    answered and unanswered. median and percentile (the 90th) are null where too few have an answer to tell.
    """

    topic: str
    accounts: list[str]
    asked: int
    answered: int
    late: int
    pending: int
    unanswered: int
    share_unanswered: Share | None
    withdrawn: int
    unseen: int
    median: Seconds | None
    percentile: Seconds | None
    working_median: Seconds | None
    working_percentile: Seconds | None
    oldest: Time | None
    hours: list[SlotRecord]
    weekdays: list[SlotRecord]
    joined: int
    joined_asked: int
    ignored: int
    replies: int
    identical: int
    templates: list[TemplateRecord]
    referred: int
    referrals: list[TemplateRecord]
    languages: list[LanguagesRecord]
    gone_theirs: int
    gone_ours: int
    neglected: list[NeglectedRecord]


def responses_record(one: Responses) -> ResponsesRecord:
    """What was measured of a topic, under its public names."""
    share = one.share_unanswered
    return {
        "topic": one.topic,
        "accounts": list(one.accounts),
        "asked": one.asked,
        "answered": one.answered,
        "late": one.late,
        "pending": one.pending,
        "unanswered": one.unanswered,
        "share_unanswered": None if share is None else round(share, 4),
        "withdrawn": one.withdrawn,
        "unseen": one.unseen,
        "median": _seconds(one.median),
        "percentile": _seconds(one.percentile),
        "working_median": _seconds(one.working_median),
        "working_percentile": _seconds(one.working_percentile),
        "oldest": stamp_or_none(one.oldest),
        "hours": _slots(one.hours),
        "weekdays": _slots(one.weekdays),
        "joined": one.joined,
        "joined_asked": one.joined_asked,
        "ignored": one.ignored,
        "replies": one.replies,
        "identical": one.identical,
        "templates": _templates(one.templates),
        "referred": one.referred,
        "referrals": _templates(one.referrals),
        "languages": [
            {"asked": asked, "answered": answered, "count": count} for asked, answered, count in one.languages
        ],
        "gone_theirs": one.gone_theirs,
        "gone_ours": one.gone_ours,
        "neglected": [
            {"url": each.url, "mention": each.mention, "people": each.people, "since": stamp(each.since)}
            for each in one.neglected
        ],
    }


def _seconds(span: timedelta | None) -> int | None:
    return None if span is None else int(span.total_seconds())


def _slots(slots: Sequence[Slot]) -> list[SlotRecord]:
    return [
        {
            "number": slot.number,
            "asked": slot.asked,
            "answered": slot.answered,
            "median": _seconds(slot.median),
        }
        for slot in slots
    ]


def _templates(templates: Sequence[Template]) -> list[TemplateRecord]:
    return [{"text": each.text, "count": each.count, "urls": list(each.urls)} for each in templates]
