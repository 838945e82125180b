"""What a rule hears: fresh mentions that it is about, with their stories, and how it makes news of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from mentionwatch.analysis import alerting
from mentionwatch.analysis.alerting import Heard, News
from mentionwatch.analysis.hours import WorkingHours
from mentionwatch.analysis.playbook import Playbook, case_of
from mentionwatch.model import AlertRule, Filter, Mention, Told

if TYPE_CHECKING:
    from mentionwatch.store.book import Book


def about(rule: AlertRule) -> Callable[[Mention], bool]:
    """Tells whether a mention is one that the rule concerns."""
    playbook = Playbook((rule.about,), WorkingHours())
    return lambda mention: playbook.rule(case_of(mention, ())) is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class Fresh:
    """What a rule heard since its last look, what it told of these stories before, and how far it has looked."""

    heard: Sequence[Heard]
    told: Mapping[str, Told]
    upto: int

    @classmethod
    def read(cls, rule: AlertRule, book: Book, looks: Mapping[str, Told]) -> Fresh:
        after = min((look.mention or 0 for look in looks.values()), default=0)
        fresh = book.fresh(after)
        is_about = about(rule)
        chosen = [one for one in fresh if _is_fresh(one, looks) and is_about(one)]
        stories = {one.story for one in chosen if one.story is not None}
        before = book.told_stories(rule.name, stories)
        sizes = book.sizes(stories, Filter(topics=rule.about.topics))
        subjects = {story: subject for story, (subject, _) in before.items()}
        return cls(
            heard=list(heard_of(chosen, subjects, sizes)),
            told=dict(before.values()),
            upto=book.looked_at(after, fresh),
        )

    def news(
        self, rule: AlertRule, told: Mapping[str, Told], looks: Mapping[str, Told], now: datetime
    ) -> News:
        return news_of(rule, self.heard, {**told, **self.told}, looks, now)


def news_of(
    rule: AlertRule,
    heard: Sequence[Heard],
    told: Mapping[str, Told],
    looks: Mapping[str, Told],
    now: datetime,
) -> News:
    """What a rule on mentions, authors or stories tells of what it heard."""
    if rule.when == "mention":
        return alerting.of_mentions(rule, heard, told, now)
    if rule.when == "loud author":
        return alerting.of_authors(rule, heard, told, now)
    return alerting.of_stories(rule, heard, told, {topic: look.since for topic, look in looks.items()}, now)


def _is_fresh(mention: Mention, looks: Mapping[str, Told]) -> bool:
    look = looks.get(mention.topic)
    if look is None or mention.id <= (look.mention or 0):
        return False
    return time_of(mention) >= look.at - alerting.LATE


def time_of(mention: Mention) -> datetime:
    """When a mention counts for: its publication, else when it was first seen."""
    return mention.post.published or mention.first_seen


def heard_of(
    mentions: Iterable[Mention], subjects: dict[int, str], sizes: Mapping[int, tuple[int, datetime]]
) -> Iterator[Heard]:
    """Mentions with their stories: by the subject that is known of them, else by the first mention of each."""
    for mention in mentions:
        story = mention.story
        own = f"story:{mention.id}"
        size, begun = sizes.get(story, (1, time_of(mention))) if story is not None else (1, time_of(mention))
        subject = subjects.setdefault(story, own) if story is not None else own
        yield Heard(mention=mention, story=subject, size=size, begun=begun)
