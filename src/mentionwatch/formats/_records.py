"""Reports and mentions in their public shapes (``_shapes.py``)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from mentionwatch.formats._answer_shapes import responses_record
from mentionwatch.formats._shapes import (
    AuthorRecord,
    CappedRecord,
    CompanionRecord,
    CoverageRecord,
    CutRecord,
    EngagementRecord,
    HourRecord,
    IndicatorRecord,
    LoudestRecord,
    MentionRecord,
    MoodRecord,
    PeriodRecord,
    RelationRecord,
    ReportRecord,
    RingRecord,
    RoleRecord,
    RowRecord,
    SentimentRecord,
    SharedRecord,
    ShareRecord,
    SpikeRecord,
    StateRecord,
    StoryRecord,
    SubjectRecord,
    TallyRecord,
)
from mentionwatch.formats._times import stamp, stamp_or_none
from mentionwatch.formats._zones import exact_offsets
from mentionwatch.http.masking import mask
from mentionwatch.messages import retell
from mentionwatch.model import (
    Author,
    Capped,
    Companion,
    Cut,
    Hour,
    Indicator,
    Loudest,
    Mention,
    Period,
    Relation,
    Report,
    Ring,
    Role,
    Row,
    Share,
    SourceState,
    Spike,
    Story,
    Subject,
    Tally,
)

_DAY = timedelta(days=1)


def report_record(report: Report) -> ReportRecord:
    """The report, every figure of it, with keys in the documented order."""
    return {
        "made": stamp(report.made),
        "period": _period(report.period),
        "period_before": _period(report.period.before),
        "topics_asked": list(report.topics_asked),
        "now": tally_record(report.now),
        "before": tally_record(report.before),
        "waiting": report.waiting,
        "topics": _rows(report.topics),
        "shares": [_share(share) for share in report.shares],
        "days": _rows(report.days),
        "sources": _rows(report.sources),
        "sites": _rows(report.sites),
        "languages": _rows(report.languages),
        "authors": [_loudest(loud) for loud in report.authors],
        "engaging": _mentions(report.engaging),
        "negatives": _mentions(report.negatives),
        "positives": _mentions(report.positives),
        "newest": _mentions(report.newest),
        "stories": [story_record(story) for story in report.stories],
        "spikes": [spike_record(spike) for spike in report.spikes],
        "subjects": [_subject(subject) for subject in report.subjects],
        "coordinated": [ring_record(ring) for ring in report.coordinated],
        "responses": [responses_record(one) for one in report.responses],
        "zone": exact_offsets(report),
        "hours": [_hour(hour) for hour in report.hours],
        "companions": [_companion(companion) for companion in report.companions],
        "indicators": [_indicator(indicator) for indicator in report.indicators],
        "coverage": _coverage(report),
    }


def mention_record(mention: Mention) -> MentionRecord:
    """One mention in the public shape."""
    post = mention.post
    return {
        "id": mention.id,
        "topic": mention.topic,
        "kind": post.kind,
        "source": post.source,
        "site": post.site,
        "url": post.url,
        "title": post.title,
        "text": post.text,
        "matches": [{"start": s.start, "end": s.end, "text": s.text, "term": s.term} for s in mention.spans],
        "confidence": round(mention.confidence, 4),
        "author": _author(post.author),
        "published": stamp_or_none(post.published),
        "first_seen": stamp(mention.first_seen),
        "language": post.language,
        "sentiment": _sentiment(mention),
        "intent": mention.intent,
        "urgent": None if mention.urgent is None else list(mention.urgent),
        "inappropriate": mention.inappropriate,
        "engagement": _engagement(mention),
        "story": mention.story,
        "thread": post.thread,
        "parent": post.parent,
        "status": mention.status,
        "assignee": mention.assignee,
        "answered": stamp_or_none(mention.answered),
        "snoozed": stamp_or_none(mention.snoozed),
    }


def _mentions(mentions: Sequence[Mention]) -> list[MentionRecord]:
    return [mention_record(mention) for mention in mentions]


def _author(author: Author | None) -> AuthorRecord | None:
    return author_record(author) if author else None


def author_record(author: Author) -> AuthorRecord:
    return {
        "name": author.name,
        "handle": author.handle,
        "id": author.id,
        "url": author.url,
        "followers": author.followers,
    }


def _sentiment(mention: Mention) -> SentimentRecord | None:
    felt = mention.sentiment
    if felt is None:
        return None
    score, sure = round(felt.score, 4), round(felt.confidence, 4)
    return {"label": felt.label, "score": score, "by": felt.by, "confidence": sure}


def _engagement(mention: Mention) -> EngagementRecord:
    told = mention.post.engagement
    return {"likes": told.likes, "comments": told.comments, "shares": told.shares, "views": told.views}


def _period(period: Period) -> PeriodRecord:
    return {"start": stamp(period.start), "end": stamp(period.end)}


def tally_record(tally: Tally) -> TallyRecord:
    """The counts of a tally under their public names."""
    return {
        **mood_record(tally),
        "unsure": tally.unsure,
        "net_sentiment_sure": rounded(tally.net_sentiment_sure),
    }


def mood_record(tally: Tally) -> MoodRecord:
    """The same where it is not told how sure the sentiments are."""
    return {
        "mentions": tally.total,
        "positive": tally.positive,
        "neutral": tally.neutral,
        "negative": tally.negative,
        "unknown": tally.unknown,
        "net_sentiment": rounded(tally.net_sentiment),
    }


def _rows(rows: Sequence[Row]) -> list[RowRecord]:
    return [
        {"name": row.name or None, "now": tally_record(row.now), "before": tally_record(row.before)}
        for row in rows
    ]


def _share(share: Share) -> ShareRecord:
    return {
        "group": share.group,
        "topic": share.topic,
        "mentions": share.mentions,
        "share": rounded(share.share),
        "share_before": rounded(share.share_before),
    }


def _loudest(loud: Loudest) -> LoudestRecord:
    return {
        "author": author_record(loud.author),
        "source": loud.source,
        "tally": tally_record(loud.tally),
        "reach": loud.reach,
        "roles": [role_record(role) for role in loud.roles],
    }


def story_record(story: Story) -> StoryRecord:
    """A story in the public shape."""
    return {
        "id": story.id,
        **mood_record(story.tally),
        "before": story.before,
        "size": story.size,
        "sites": story.sites,
        "reach": story.reach,
        "first": stamp(story.first),
        "last": stamp(story.last),
        "why": _shared(story.why),
        "lead": mention_record(story.lead),
    }


def _shared(reasons: Sequence[tuple[str, tuple[str, ...]]]) -> list[SharedRecord]:
    return [{"kind": kind, "words": list(words)} for kind, words in reasons]


def spike_record(spike: Spike) -> SpikeRecord:
    return {
        "topic": spike.topic,
        "negative": spike.negative,
        "kind": spike.kind,
        "start": stamp(spike.time - spike.span),
        "end": stamp(spike.time),
        "observed": spike.observed,
        "expected": round(spike.expected, 2),
        "once_in_days": round(spike.once_in / _DAY, 1),
        "known_days": round(spike.known / _DAY, 1),
        "story": spike.story.id if spike.story else None,
        "source": spike.source,
        "of_story": spike.of_story,
    }


def _subject(subject: Subject) -> SubjectRecord:
    return {
        "kind": subject.kind,
        "text": subject.text,
        "people": subject.count,
        "before": subject.before,
        "new": subject.new,
        "examples": list(subject.examples),
    }


def role_record(role: Role) -> RoleRecord:
    """A role with the figures that say so."""
    return {"role": role.name, "count": role.count, "least": role.least}


def ring_record(ring: Ring) -> RingRecord:
    """Accounts that look coordinated, and why."""
    return {
        "accounts": list(ring.accounts),
        "ties": [
            {
                "accounts": list(tie.accounts),
                "together": tie.together,
                "near": tie.near,
                "common": tie.common,
                "by_chance": round(tie.by_chance, 2),
                "likeness": round(tie.likeness, 4),
                "objects": list(tie.objects),
            }
            for tie in ring.ties
        ],
    }


def _hour(hour: Hour) -> HourRecord:
    return {
        "weekday": hour.weekday,
        "hour": hour.hour,
        "mentions": hour.mentions,
        "negative": hour.negative,
    }


def _companion(companion: Companion) -> CompanionRecord:
    return {
        "topic": companion.topic,
        "name": companion.name,
        "kind": companion.kind,
        "count": companion.count,
        "of": companion.of,
        "expected": rounded(companion.expected),
        "lift": rounded(companion.lift),
        "examples": list(companion.examples),
    }


def _indicator(indicator: Indicator) -> IndicatorRecord:
    return {
        "name": indicator.name,
        "mean": rounded(indicator.mean),
        "mean_before": rounded(indicator.mean_before),
        "days": [{"day": day, "value": value} for day, value in indicator.days],
        "relations": [_relation(relation) for relation in indicator.relations],
    }


def _relation(relation: Relation) -> RelationRecord:
    return {
        "to": relation.to,
        "days": relation.days,
        "effective_days": round(relation.effective, 1),
        "lag": relation.lag,
        "rho": round(relation.rho, 4),
        "chance": rounded(relation.chance),
    }


def _coverage(report: Report) -> CoverageRecord:
    told = report.coverage
    return {
        "sources": told.sources,
        "failing": [state_record(state) for state in told.failing],
        "never_answered": [state_record(state) for state in told.never_answered],
        "capped": [_capped(capped) for capped in told.capped],
        "cut": [_cut(state, state.cut) for state in told.cut if state.cut],
        "silent": [state_record(state) for state in told.silent],
        "late": told.late,
        "doubtful": told.doubtful,
        "unsent": told.unsent,
        "last_scan": stamp_or_none(told.last_scan),
    }


def _capped(capped: Capped) -> CappedRecord:
    return {
        "source": capped.state.source,
        "key": mask(capped.state.key),
        "since": stamp(capped.since),
        "until": stamp(capped.until),
    }


def _cut(state: SourceState, cut: Cut) -> CutRecord:
    return {
        "source": state.source,
        "key": mask(state.key),
        "since": stamp(cut.since),
        "until": stamp(cut.until),
        "read": cut.read,
        "told": cut.told,
        "searches": cut.searches,
    }


def state_record(state: SourceState) -> StateRecord:
    return {
        "source": state.source,
        "key": mask(state.key),
        "failures": state.failures,
        "failing_since": stamp_or_none(state.failing_since),
        "last_ok": stamp_or_none(state.last_ok),
        "newest": stamp_or_none(state.newest),
        "error": mask(retell("en", state.cause, state.error)) if state.error else None,
    }


def rounded(part: float | None) -> float | None:
    """A share or a mean to four digits: what is behind them is noise."""
    return None if part is None else round(part, 4)
