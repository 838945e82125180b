"""The playbook: which rule a mention falls under, and what that promises.

Rules are read from the top; the first that a mention satisfies counts, and no other.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from mentionwatch.analysis.alerting import reach
from mentionwatch.analysis.hours import WorkingHours
from mentionwatch.model import Author, Mention, Post, Rule, Spike, Topic
from mentionwatch.text.accounts import addresses, spelled


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A mention with what rules ask beside it: its reach in people, urgent words in it, a spike around it."""

    mention: Mention
    reach: int | None = None
    urgent: bool = False
    spiking: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Promise:
    """What a rule makes of a mention that has waited since some time: when an answer is due, when to escalate (UTC)."""

    rule: Rule
    due: datetime | None
    escalates: datetime | None


class Playbook:
    """Finds the rule for a mention. Building it expands the words of the rules' queries.

    Raises QueryError for a query that cannot be read.
    """

    def __init__(self, rules: Sequence[Rule], hours: WorkingHours) -> None:
        self.rules = tuple(rules)
        self.hours = hours
        self._holding = _queries(self.rules)

    @property
    def asks_for_spikes(self) -> bool:
        """Whether some rule wants to know of spikes, which take time to find."""
        return any(rule.spike for rule in self.rules)

    def rule(self, case: Case) -> Rule | None:
        """The first rule that the mention satisfies."""
        held: frozenset[int] | None = None
        for number, rule in enumerate(self.rules):
            if not _satisfied(rule, case):
                continue
            if rule.query is None:
                return rule
            if held is None:
                held = self._holding(case.mention.post)
            if number in held:
                return rule
        return None

    def promise(self, case: Case, since: datetime) -> Promise | None:
        """What the first rule that the mention satisfies promises to somebody who has waited since ``since``."""
        rule = self.rule(case)
        return promise(rule, since, self.hours) if rule else None


def promise(rule: Rule, since: datetime, hours: WorkingHours) -> Promise:
    """When the answer of a rule is due, and when it escalates: when it says so, else when the answer is due."""
    due = hours.after(since, rule.within) if rule.within else None
    escalates = due if rule.escalate_to else None
    if rule.escalate_after:
        escalates = hours.after(since, rule.escalate_after)
    return Promise(rule=rule, due=due, escalates=escalates)


def case_of(mention: Mention, spikes: Iterable[Spike]) -> Case:
    """A mention as rules see it, with the spikes of its time."""
    return Case(
        mention=mention,
        reach=reach(mention.post),
        urgent=bool(mention.urgent),
        spiking=is_spiking(mention, spikes),
    )


def is_spiking(mention: Mention, spikes: Iterable[Spike]) -> bool:
    """Whether a mention counts for a time in which its topic spiked; a negative spike is of negative mentions."""
    time = mention.post.published or mention.first_seen
    negative = mention.sentiment is not None and mention.sentiment.label == "negative"
    return any(
        spike.topic == mention.topic
        and spike.time - spike.span <= time <= spike.time
        and (negative or not spike.negative)
        for spike in spikes
    )


def _satisfied(rule: Rule, case: Case) -> bool:
    """Everything that a rule asks for, but its query."""
    mention, post = case.mention, case.mention.post
    return (
        (not rule.topics or mention.topic in rule.topics)
        and (not rule.intents or mention.intent in rule.intents)
        and (not rule.sentiments or (mention.sentiment is not None and mention.sentiment.label in rule.sentiments))
        and (not rule.languages or post.language in rule.languages)
        and (not rule.sources or not {post.source, post.site}.isdisjoint(rule.sources))
        and (not rule.authors or (post.author is not None and _is_one_of(post.author, rule.authors)))
        and (rule.min_reach is None or (case.reach or 0) >= rule.min_reach)
        and (case.spiking or not rule.spike)
        and (case.urgent or not rule.urgent)
    )  # fmt: skip


def _is_one_of(author: Author, names: Sequence[str]) -> bool:
    """Whether somebody goes by one of the names. Display names count: nobody gains much by being answered."""
    display = {author.name.casefold()} if author.name else set()
    return not (addresses(author) | display).isdisjoint(spelled(name) for name in names)


def _queries(rules: Sequence[Rule]) -> Callable[[Post], frozenset[int]]:
    """Tells the numbers of the rules whose query a post holds; a rule's query is matched as a topic's is."""
    topics = [Topic(name=str(n), query=rule.query) for n, rule in enumerate(rules) if rule.query is not None]
    if not topics:
        return lambda post: frozenset()
    from mentionwatch.text.match import Matcher  # takes a moment, and most rules need none

    matcher = Matcher(topics)
    return lambda post: frozenset(int(match.topic) for match in matcher.match(post))
