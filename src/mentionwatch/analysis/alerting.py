"""What is worth an alert: values in, values out. On spikes see ``alert_spikes``.

Each kind of rule has a function that takes what is fresh and what the rule told before, by subject, and returns the
alerts and what is to be remembered (None: forgotten). Run twice with the same, it tells nothing the second time. A
subject is told of once, and again only when there is news of it: three times as much, and ten more.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import TypeAlias

from mentionwatch.model import Alert, AlertRule, Mention, Post, SourceState, Told

LATE = timedelta(days=3)
"""A mention that was published so long before the last look is no news: it is backdated, or of a new source's past."""
FACTOR, MORE = 3, 10
"""News of what was told: so many times as much, and so many more."""

_DAY = timedelta(days=1)

News: TypeAlias = tuple[list[Alert], dict[str, Told | None]]
Known: TypeAlias = Mapping[str, Told]


@dataclass(frozen=True, slots=True, kw_only=True)
class Heard:
    """A fresh mention, the subject that is its story, how large that is by now, and when it began."""

    mention: Mention
    story: str
    size: int
    begun: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Overdue:
    """A mention that should have been answered by ``due``. ``subject`` stays the same however often it is looked at."""

    mention: Mention
    subject: str
    due: datetime


def is_news(count: int, before: int) -> bool:
    """Whether so much more is worth telling again."""
    return count >= FACTOR * before and count - before >= MORE


def reach(post: Post) -> int:
    """How many people it may have reached, as far as it is told: followers or views, whichever are more."""
    return max(post.author.followers or 0 if post.author else 0, post.engagement.views or 0)


def telling(mentions: Iterable[Mention]) -> list[Mention]:
    """The most telling first: negative, then by reach, then the latest."""
    return sorted(
        mentions,
        key=lambda m: (-(m.sentiment is not None and m.sentiment.label == "negative"), -reach(m.post), -m.id),
    )


def of_mentions(rule: AlertRule, heard: Sequence[Heard], known: Known, now: datetime) -> News:
    """One alert for all mentions of stories that are new to the rule, and one for each story that grew since."""
    fresh: list[Mention] = []
    alerts: list[Alert] = []
    kept: dict[str, Told | None] = {}
    for story, several in _by_story(heard).items():
        last, size = known.get(story), several[-1].size
        if last is None:
            fresh += [one.mention for one in several]
        elif is_news(size, last.count):
            alerts.append(_growth(rule, story, several, last, now))
        else:
            continue
        kept[story] = _told(last, several, now)
    return (_together(rule, fresh, len(fresh), now) if fresh else []) + alerts, kept


def of_authors(rule: AlertRule, heard: Sequence[Heard], known: Known, now: datetime) -> News:
    """One alert for all loud authors who were not told of for a day, unless a voice as loud told the same story."""
    loudest: dict[str, Mention] = {}
    kept: dict[str, Told | None] = {}
    for one in sorted(heard, key=lambda one: -reach(one.mention.post)):
        author, loud = _author(one.mention), reach(one.mention.post)
        said, told = known.get(author), kept.get(one.story) or known.get(one.story)
        is_told = (said is not None and now - said.at < _DAY) or author in loudest
        if is_told or (told is not None and loud < FACTOR * told.count):
            continue
        loudest[author] = one.mention
        kept[author] = Told(since=said.since if said else now, at=now, count=loud)
        kept[one.story] = Told(since=now, at=now, count=loud, mention=one.mention.id)
    return _together(rule, list(loudest.values()), len(loudest), now) if loudest else [], kept


def _author(mention: Mention) -> str:
    author = mention.post.author
    name = (author.id or author.handle or author.name) if author else None
    return f"author:{mention.post.source}:{name or mention.post.id}"


def of_stories(
    rule: AlertRule, heard: Sequence[Heard], known: Known, begun: Mapping[str, datetime], now: datetime
) -> News:
    """An alert for each story that has reached ``at_least``, and for each that grew since it was told.

    One that had reached it when the rule was new (``begun``, by topic) counts as told.
    """
    alerts: list[Alert] = []
    kept: dict[str, Told | None] = {}
    for story, several in _by_story(heard).items():
        last, size = known.get(story), several[-1].size
        if last is None and (last := _told_silently(rule, several, begun)):
            kept[story] = last
        if is_news(size, last.count) if last else size >= rule.at_least:
            alerts.append(_growth(rule, story, several, last, now))
            kept[story] = _told(last, several, now)
    return alerts, kept


def _told_silently(rule: AlertRule, several: Sequence[Heard], begun: Mapping[str, datetime]) -> Told | None:
    before = several[-1].size - len(several)
    first = several[0]
    if before < rule.at_least or first.begun >= begun[first.mention.topic]:
        return None
    since = begun[first.mention.topic]
    return Told(since=since, at=since, count=before, mention=first.mention.id)


def of_sources(rule: AlertRule, states: Sequence[SourceState], known: Known, now: datetime) -> News:
    """An alert for each source that failed ``at_least`` times in a row, and one when it answers again."""
    alerts: list[Alert] = []
    kept: dict[str, Told | None] = {}
    for state in states:
        subject = f"source:{state.key}"
        last = known.get(subject)
        fails = state.active and state.failures >= rule.at_least
        if fails == (last is not None):
            continue
        if last is not None and state.active and state.failures:
            continue  # not well yet
        kept[subject] = (
            Told(since=state.failing_since or now, at=now, count=state.failures) if fails else None
        )
        if fails or state.active:
            alerts.append(
                Alert(
                    rule=rule.name, when=rule.when, subject=subject, at=now, count=state.failures, source=state,
                    recovered=not fails, since=last.since if last else state.failing_since,
                )
            )  # fmt: skip
    return alerts, kept


def of_promises(rule: AlertRule, overdue: Sequence[Overdue], known: Known, now: datetime) -> News:
    """One alert for all who were promised an answer by now, have none, and were not told of."""
    fresh = {one.subject: one for one in overdue if one.due <= now and one.subject not in known}
    if not fresh:
        return [], {}
    oldest = sorted(fresh.values(), key=lambda one: one.due)
    mentions = [one.mention for one in oldest]
    alert = _alert(rule, now, "", len(oldest), mentions, topic=_only(mentions), ordered=True)
    kept = {subject: Told(since=one.due, at=now, mention=one.mention.id) for subject, one in fresh.items()}
    return [replace(alert, since=oldest[0].due)], dict(kept)


def _by_story(heard: Sequence[Heard]) -> dict[str, list[Heard]]:
    stories: dict[str, list[Heard]] = defaultdict(list)
    for one in heard:
        stories[one.story].append(one)
    return stories


def _told(last: Told | None, several: Sequence[Heard], now: datetime) -> Told:
    return Told(
        since=last.since if last else now,
        at=now,
        count=several[-1].size,
        mention=last.mention if last else several[0].mention.id,
    )


def _growth(rule: AlertRule, story: str, several: Sequence[Heard], last: Told | None, now: datetime) -> Alert:
    mentions = [one.mention for one in several]
    before = last.count if last else None
    return _alert(rule, now, story, several[-1].size, mentions, topic=_only(mentions), before=before)


def _only(mentions: Iterable[Mention]) -> str | None:
    topics = {mention.topic for mention in mentions}
    return topics.pop() if len(topics) == 1 else None


def _together(rule: AlertRule, mentions: Sequence[Mention], count: int, now: datetime) -> list[Alert]:
    return [_alert(rule, now, "", count, mentions, topic=_only(mentions))]


def _alert(
    rule: AlertRule,
    now: datetime,
    subject: str,
    count: int,
    mentions: Sequence[Mention],
    *,
    topic: str | None = None,
    before: int | None = None,
    ordered: bool = False,
) -> Alert:
    numbers = tuple(mention.id for mention in (mentions if ordered else telling(mentions)))
    return Alert(
        rule=rule.name, when=rule.when, subject=subject, at=now, topic=topic, count=count, before=before,
        mentions=numbers,
    )  # fmt: skip


def merged(alerts: Sequence[Alert]) -> list[Alert]:
    """Alerts of one rule, those on one subject as one: what was before the first, and what there is by the last."""
    subjects: dict[str, Alert] = {}
    for alert in alerts:
        first = subjects.get(alert.subject)
        if first is None:
            subjects[alert.subject] = alert
            continue
        subjects[alert.subject] = replace(
            alert,
            topic=alert.topic if alert.topic == first.topic else None,
            count=alert.count if alert.subject else first.count + alert.count,
            before=first.before,
            mentions=tuple(dict.fromkeys(alert.mentions + first.mentions)),
            spike=first.spike or alert.spike,
            since=first.since,
        )
    return list(subjects.values())
