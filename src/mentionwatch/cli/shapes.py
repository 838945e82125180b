"""The shapes of our JSON as Pydantic models, from which ``schema`` makes JSON Schema. A test compares both."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter

from mentionwatch.analysis.gathering import Bond
from mentionwatch.analysis.urgency import Section
from mentionwatch.messages import say_or
from mentionwatch.model import Intent, Label, PostKind, Status


class Shape(BaseModel):
    """Every key is always there, in this order, and no other."""

    model_config = ConfigDict(extra="forbid")


class MatchShape(Shape):
    """Offsets are in Unicode code points of ``title + "\\n" + text`` when there is a title, else of ``text``."""

    start: int = Field(ge=0)
    end: int = Field(ge=0)
    text: str
    term: str


class AuthorShape(Shape):
    """Who wrote it, as far as the platform tells."""

    name: str | None
    handle: str | None
    id: str | None
    url: str | None
    followers: int | None


class SentimentShape(Shape):
    """Sentiment toward the topic."""

    label: Label
    score: float = Field(ge=-1, le=1)
    by: str
    confidence: float = Field(ge=0, le=1, description="how often such a label is right")


class EngagementShape(Shape):
    """Counts; null is "not told"."""

    likes: int | None
    comments: int | None
    shares: int | None
    views: int | None


class MentionShape(Shape):
    """A mention, as ``mentions --json``, ``scan --json`` and ``show --json`` print it, one a line."""

    id: int = Field(ge=0, description="0 in a dry run")
    topic: str
    kind: PostKind
    source: str
    site: str | None
    url: str | None
    title: str | None
    text: str
    matches: list[MatchShape]
    confidence: float = Field(ge=0, le=1)
    author: AuthorShape | None
    published: datetime | None
    first_seen: datetime
    language: str | None
    sentiment: SentimentShape | None
    intent: Intent | None
    urgent: list[str] | None
    inappropriate: bool | None
    engagement: EngagementShape
    story: int | None
    thread: str | None
    parent: str | None
    status: Status
    assignee: str | None
    answered: datetime | None
    snoozed: datetime | None


class FactorsShape(Shape):
    """What an urgency is the product of; 1 is nothing to speak of."""

    complaint: float = Field(gt=0, le=6)
    reach: float = Field(ge=1, le=3)
    negativity: float = Field(ge=0.5, le=2)
    growth: float = Field(ge=1, le=3)
    waiting: float = Field(ge=1, le=3)


class ParticipantShape(Shape):
    """Somebody who waits, with their mentions, oldest first; author and url are null far down a long card."""

    ids: list[int]
    author: AuthorShape | None
    url: str | None
    since: datetime


class OtherShape(Shape):
    """Somebody who joined the thread without a mention, and wants an answer."""

    url: str | None
    since: datetime


class CardShape(Shape):
    """A card, as ``inbox`` prints it in a pipe, one a line. ``triage -`` reads its ``ids``.

    What stands behind ``others`` is of the mention ``id``, the most urgent one.
    """

    id: int
    ids: list[int] = Field(description="all mentions of the card, oldest first")
    section: Section
    bond: Bond | None = Field(description="what makes several mentions one card")
    topic: str
    people: int = Field(ge=1, description="how many wait")
    urgency: float = Field(gt=0, description="the product of the factors")
    factors: FactorsShape
    why: list[str] = Field(description="the factors in words, in the language of messages")
    status: Status
    assignee: str | None = Field(description="who took it, or else whom the rule names")
    since: datetime = Field(description="when the first of them began to wait")
    rule: str | None
    hints: list[str]
    due: datetime | None
    overdue: bool
    escalates: datetime | None
    escalate_to: str | None
    snoozed: datetime | None
    participants: list[ParticipantShape]
    others: list[OtherShape]
    source: str
    site: str | None
    url: str | None
    thread: str | None
    published: datetime | None
    title: str | None
    text: str


class CutShape(Shape):
    """Searches that ended at a limit: of what was published from since to until not all was asked for."""

    since: datetime
    until: datetime
    read: int = Field(ge=0, description="posts read before the limit")
    told: int | None = Field(description="posts that the service says there are")
    searches: int = Field(ge=1)


class SourceShape(Shape):
    """How a configured source fares, as ``sources --json`` prints it, one a line."""

    key: str = Field(description="what tells it from all others")
    source: str = Field(description="its type")
    name: str | None
    last_ok: datetime | None
    last_asked: datetime | None
    newest: datetime | None
    failures: int = Field(ge=0, description="in a row; 0 where it is well")
    failing_since: datetime | None
    next_ask: datetime | None
    error: str | None
    posts: int = Field(ge=0, description="posts read so far")
    mentions: int = Field(ge=0, description="mentions found so far")
    active: bool
    cut: CutShape | None = Field(description="what was left out when it was asked last")


class TryShape(Shape):
    """A line of ``try --json``."""

    text: str
    match: bool
    matches: list[MatchShape]
    confidence: float | None
    language: str | None
    sentiment: SentimentShape
    intent: Intent
    urgent: list[str]
    inappropriate: bool


class LabelScoreShape(Shape):
    """How well one label was told; ``n`` counts the lines that bear it."""

    n: int
    precision: float
    recall: float
    f1: float


class ScoreShape(Shape):
    """How well one kind of label was told."""

    n: int
    accuracy: float
    labels: dict[str, LabelScoreShape]
    macro_f1: float
    macro_recall: float


class EvaluateShape(Shape):
    """What ``evaluate --json`` prints."""

    match: ScoreShape
    sentiment: ScoreShape
    intent: ScoreShape
    calibrated: ScoreShape = Field(
        description="sentiment as your corrections bend it, told for texts not learned from"
    )


_SHAPES: dict[str, type[Shape]] = {
    "mention": MentionShape,
    "card": CardShape,
    "source": SourceShape,
    "try": TryShape,
    "evaluate": EvaluateShape,
}


_UNITS = {"UTC, ISO 8601, ends in Z": "json-unit-time", "seconds": "json-unit-seconds"}


def schema_of(name: str, language: str = "en") -> dict[str, Any]:
    """The JSON Schema (2020-12) of that output, with its descriptions in that language.

    In English they stand beside the shapes. The identifiers of ``locale/ru/json.ftl`` are ``json-NAME``,
    ``json-SHAPE`` for what the output consists of, and ``json-SHAPE-KEY``.
    """
    schema = _english(name)
    for part, shape in {name: schema, **schema.get("$defs", {})}.items():
        _describe(shape, f"json-{part}", language)
        for key, of in shape.get("properties", {}).items():
            for node in (of, *of.get("anyOf", ())):
                _describe(node, f"json-{part}-{key}".replace("_", "-"), language)
    return schema


def _english(name: str) -> dict[str, Any]:
    if name == "report":
        from mentionwatch.formats.json import schema

        return schema()
    if name in ("alert", "webhook"):
        from mentionwatch.formats._alert_records import schema as of_alerts

        return of_alerts(name)
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        **TypeAdapter(_SHAPES[name]).json_schema(),
    }


def _describe(node: dict[str, Any], identifier: str, language: str) -> None:
    """Put the description of a part or a key into that language, where it has one."""
    if told := node.get("description"):
        node["description"] = say_or(language, _UNITS.get(told, identifier), told)
