"""What a report and a mention look like in JSON, as types; the JSON Schema is made from them.

The shapes are public: stable order, UTC with ``Z``, ``null`` for "not told".
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field
from typing_extensions import TypedDict

from mentionwatch.formats._answer_shapes import ResponsesRecord
from mentionwatch.formats._times import Time
from mentionwatch.model import Intent, Label, PostKind, RoleName, Status, SubjectKind


class MatchRecord(TypedDict):
    """Where a term stands: code points of title + line break + text, or of the text if there is no title."""

    start: int
    end: int
    text: str
    term: str


class AuthorRecord(TypedDict):
    """Who wrote it, as far as the platform tells."""

    name: str | None
    handle: str | None
    id: str | None
    url: str | None
    followers: int | None


class SentimentRecord(TypedDict):
    """Sentiment toward the topic; score -1 to 1, confidence 0 to 1: how often such a label is right."""

    label: Label
    score: float
    by: str
    confidence: float


class EngagementRecord(TypedDict):
    """Counts as the platform shows them; null where it does not tell."""

    likes: int | None
    comments: int | None
    shares: int | None
    views: int | None


class MentionRecord(TypedDict):
    """One mention of one topic."""

    id: int
    topic: str
    kind: PostKind
    source: str
    site: str | None
    url: str | None
    title: str | None
    text: str
    matches: list[MatchRecord]
    confidence: Annotated[float, Field(ge=0, le=1)]
    author: AuthorRecord | None
    published: Time | None
    first_seen: Time
    language: str | None
    sentiment: SentimentRecord | None
    intent: Intent | None
    urgent: list[str] | None
    inappropriate: bool | None
    engagement: EngagementRecord
    story: int | None
    thread: str | None
    parent: str | None
    status: Status
    assignee: str | None
    answered: Time | None
    snoozed: Time | None


class PeriodRecord(TypedDict):
    """start <= time < end."""

    start: Time
    end: Time


class MoodRecord(TypedDict):
    """How many, and how they feel; net_sentiment is (positive - negative) / classified, -1 to 1."""

    mentions: int
    positive: int
    neutral: int
    negative: int
    unknown: int
    net_sentiment: float | None


class TallyRecord(MoodRecord):
    """With how many are unsure, their label wrong about as often as right, and net sentiment without them."""

    unsure: int
    net_sentiment_sure: float | None


class RowRecord(TypedDict):
    """A line of a breakdown; name is null where the platform does not tell it."""

    name: str | None
    now: TallyRecord
    before: TallyRecord


class ShareRecord(TypedDict):
    """A topic's mentions over those of its group, 0 to 1."""

    group: str
    topic: str
    mentions: int
    share: float | None
    share_before: float | None


class RoleRecord(TypedDict):
    """What somebody is: count of what the role counts, at least least."""

    role: RoleName
    count: int
    least: int


class LoudestRecord(TypedDict):
    """An author with their mentions in the period; reach is the largest follower count seen."""

    author: AuthorRecord
    source: str
    tally: TallyRecord
    reach: int | None
    roles: list[RoleRecord]


class SharedRecord(TypedDict):
    """What the mentions of a story share: outage, names, numbers, direction or words."""

    kind: str
    words: list[str]


class StoryRecord(TypedDict):
    """A story: figures of the period, how many before it, size of all times; first and last of all times."""

    id: int
    mentions: int
    positive: int
    neutral: int
    negative: int
    unknown: int
    net_sentiment: float | None
    before: int
    size: int
    sites: int
    reach: int | None
    first: Time
    last: Time
    why: list[SharedRecord]
    lead: MentionRecord


class SpikeRecord(TypedDict):
    """More mentions than usual: observed from start to end, where expected is usual.

    Where of_story, they are those of the story alone, and expected is what the topic's loudest story usually has.
    """

    topic: str
    negative: bool
    kind: Literal["burst", "climb"]
    start: Time
    end: Time
    observed: int
    expected: float
    once_in_days: float
    known_days: float
    story: int | None
    source: str | None
    of_story: bool


class SubjectRecord(TypedDict):
    """What so many people said or asked; examples are mentions."""

    kind: SubjectKind
    text: str
    people: int
    before: int
    new: bool
    examples: list[int]


class TieRecord(TypedDict):
    """Two accounts that shared things within a minute of each other, more than chance explains."""

    accounts: list[str]
    together: int
    near: int
    common: int
    by_chance: float
    likeness: float
    objects: list[str]


class RingRecord(TypedDict):
    """Accounts that look coordinated; a sign, no verdict."""

    accounts: list[str]
    ties: list[TieRecord]


class HourRecord(TypedDict):
    """An hour of the week in the report's time zone; weekday 0 is Monday."""

    weekday: int
    hour: int
    mentions: int
    negative: int


class CompanionRecord(TypedDict):
    """What occurs with a topic: count of so many mentions; lift is how many times as often as by chance."""

    topic: str
    name: str
    kind: Literal["topic", "name"]
    count: int
    of: int
    expected: float | None
    lift: float | None
    examples: list[int]


class RelationRecord(TypedDict):
    """Spearman's rho at the lag (days after the mentions) where it is strongest; chance is corrected for all lags."""

    to: Literal["mentions", "net"]
    days: int
    effective_days: float
    lag: int
    rho: float
    chance: float | None


class ValueRecord(TypedDict):
    """A figure of one day."""

    day: str
    value: float | None


class IndicatorRecord(TypedDict):
    """A figure of the user's own beside mentions and net sentiment."""

    name: str
    mean: float | None
    mean_before: float | None
    days: list[ValueRecord]
    relations: list[RelationRecord]


class StateRecord(TypedDict):
    """A source in trouble. key tells sources of one type apart."""

    source: str
    key: str
    failures: int
    failing_since: Time | None
    last_ok: Time | None
    newest: Time | None
    error: str | None


class CappedRecord(TypedDict):
    """A source whose budget was spent within the period: first at since, at last until there is more at until."""

    source: str
    key: str
    since: Time
    until: Time


class CutRecord(TypedDict):
    """A source whose searches ended at a limit: of what was published from since to until not all was asked for.

    Before that they had read so many posts, of those that the service says there are: told, null where it does not.
    """

    source: str
    key: str
    since: Time
    until: Time
    read: int
    told: int | None
    searches: int


class CoverageRecord(TypedDict):
    """How complete the picture is."""

    sources: int
    failing: list[StateRecord]
    never_answered: list[StateRecord]
    capped: list[CappedRecord]
    cut: list[CutRecord]
    silent: list[StateRecord]
    late: int
    doubtful: int
    unsent: int
    last_scan: Time | None


class ReportRecord(TypedDict):
    """A period beside the one before it, or the one asked for. Every breakdown adds up to now and before."""

    made: Time
    period: PeriodRecord
    period_before: PeriodRecord
    topics_asked: list[str]
    now: TallyRecord
    before: TallyRecord
    waiting: int
    topics: list[RowRecord]
    shares: list[ShareRecord]
    days: list[RowRecord]
    sources: list[RowRecord]
    sites: list[RowRecord]
    languages: list[RowRecord]
    authors: list[LoudestRecord]
    engaging: list[MentionRecord]
    negatives: list[MentionRecord]
    positives: list[MentionRecord]
    newest: list[MentionRecord]
    stories: list[StoryRecord]
    spikes: list[SpikeRecord]
    subjects: list[SubjectRecord]
    coordinated: list[RingRecord]
    responses: list[ResponsesRecord]
    zone: str
    hours: list[HourRecord]
    companions: list[CompanionRecord]
    indicators: list[IndicatorRecord]
    coverage: CoverageRecord
