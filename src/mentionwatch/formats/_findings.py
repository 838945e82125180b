"""What is said of stories, spikes, subjects, roles and coordination: plain text, which the format escapes."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from mentionwatch.formats._figures import Figures
from mentionwatch.model import Kinship, Report, Ring, Role, Row, Spike, Story, Subject, SubjectKind, Tally
from mentionwatch.text.safe import plain

KINDS: tuple[SubjectKind, ...] = ("question", "phrase", "name")
_DAY = timedelta(days=1)
_NAMES = 5
_TELLING = timedelta(days=28)
_USUAL = timedelta(days=2)
_UNITS = (
    ("year", timedelta(days=365)),
    ("month", timedelta(days=30)),
    ("week", timedelta(weeks=1)),
    ("day", _DAY),
)


def story_title(story: Story, limit: int = 120) -> str:
    """The lead's title, else the beginning of its text."""
    return plain(story.lead.post.title or story.lead.post.text, limit)


def story_facts(story: Story, figures: Figures) -> list[str]:
    """How large it is and how it grew, where it is told, and who was first."""
    lead = story.lead.post
    facts = [
        figures.say("size", count=story.tally.total),
        growth(story, figures),
        figures.say("size-all", count=story.size) if story.size > story.tally.total else "",
        figures.say("story-sites", count=story.sites),
        figures.say("story-first", site=plain(lead.site or lead.source, 60), day=figures.day(story.first)),
        figures.say("story-reach", count=story.reach) if story.reach else "",
    ]
    return [fact for fact in facts if fact]


def growth(story: Story, figures: Figures) -> str:
    """Its change against the period before."""
    return figures.change(Row(name="", now=story.tally, before=Tally(total=story.before)))


def story_why(story: Story, figures: Figures) -> str:
    """Why its mentions are one story; empty where they are copies of one another."""
    own = {span.text.casefold() for span in story.lead.spans}
    why = [(kind, tuple(word for word in words if not _is_own(word, own))) for kind, words in story.why]
    reasons = shared([(kind, words) for kind, words in why if words], figures)
    return figures.say("why-of", reasons="; ".join(reasons)) if reasons else ""


def _is_own(word: str, names: set[str]) -> bool:
    """Whether a word is the topic's name, in any form: that is no reason, all mentions share it."""
    return any(word.casefold().startswith(name[: max(4, len(name) - 2)]) for name in names)


def shared(reasons: Sequence[tuple[str, tuple[str, ...]]], figures: Figures) -> list[str]:
    """What texts share, most telling first: same names: A, B."""
    return [
        figures.say(f"why-{kind}", words=", ".join(dict.fromkeys(plain(word, 40) for word in words)))
        for kind, words in reasons
        if kind != "words" or len(reasons) == 1
    ]


def kinship(story: int | None, kin: Kinship | None, figures: Figures) -> list[str]:
    """Why a mention is in its story."""
    if story is None:
        return [figures.say("kin-none")]
    if kin is None:
        return [figures.say("kin-first", story=story)]
    told = figures.say(
        f"kin-{kin.how}", story=story, mention=kin.mention or 0, share=figures.percent(kin.score)
    )
    return [told, *(f"  {reason}" for reason in shared(kin.shared, figures))]


def spike_says(spike: Spike, figures: Figures) -> str:
    """How many in what time where how many are usual, and how often so much comes."""
    story = spike.story if spike.of_story else None
    said = figures.say(
        ("spike-negative" if spike.negative else "spike-all") + ("-story" if story else ""),
        topic=spike_where(spike, figures),
        count=spike.observed,
        span=span(spike.span, figures),
        moment=figures.moment(spike.time),
        usual=figures.number(round(spike.expected, 1 if spike.expected < 10 else 0)),
        **({"title": story_title(story, 80)} if story else {}),
    )
    parts = [said, *significance(spike, figures)]
    if spike.story and not story:
        parts.append(figures.say("spike-story", title=story_title(spike.story, 80)))
    return " ".join(parts)


def spike_where(spike: Spike, figures: Figures) -> str:
    """The topic, and the source where it is only one's."""
    topic = plain(spike.topic, 60)
    if spike.source is None:
        return topic
    return figures.say("spike-source", topic=topic, source=plain(spike.source, 60))


def significance(spike: Spike, figures: Figures) -> list[str]:
    """A short past does not tell how rare a thing is; a longer one does, with a word on how long it is."""
    days = max(1, spike.known // _DAY)
    if spike.once_in <= spike.known:
        return [once(spike.once_in, figures)]
    if spike.known < _TELLING:
        return [figures.say("once-never", count=days)]
    return [once(spike.once_in, figures), figures.say("once-known", count=days)]


def once(once_in: timedelta, figures: Figures) -> str:
    """How often so much happens by chance: once in two years."""
    if once_in < _USUAL:
        return figures.say("once", unit="usual", count=0)
    if once_in >= timedelta(days=3640):
        return figures.say("once", unit="decade", count=0)
    unit, length = next((unit, length) for unit, length in _UNITS if once_in >= length)
    return figures.say("once", unit=unit, count=round(once_in / length))


def span(length: timedelta, figures: Figures) -> str:
    """A length of time in words: an hour, 3 days."""
    if length < timedelta(hours=1):
        return figures.say("span", unit="minute", count=length // timedelta(minutes=1))
    if length < _DAY:
        return figures.say("span", unit="hour", count=length // timedelta(hours=1))
    return figures.say("span", unit="day", count=length // _DAY)


def spikes(report: Report, figures: Figures) -> list[str]:
    """A sentence or two of each spike; that there was none, where there was none."""
    return [spike_says(spike, figures) for spike in report.spikes] or [figures.say("spike-none")]


def subjects_of(report: Report, kind: SubjectKind) -> list[Subject]:
    """The subjects of one kind, in the order of the report."""
    return [subject for subject in report.subjects if subject.kind == kind]


def subject_change(subject: Subject, figures: Figures) -> str:
    """``new`` where it is, else how many said so before."""
    return figures.say("new") if subject.new else figures.say("was", before=figures.number(subject.before))


def roles(roles: Sequence[Role], figures: Figures) -> str:
    """The names of roles; nothing for passers-by."""
    return ", ".join(figures.say(f"role-{role.name}") for role in roles if role.name != "passer-by")


def role_reasons(roles: Sequence[Role], figures: Figures) -> str:
    """Each role with the figures that say so."""
    return "; ".join(f"{figures.say(f'role-{role.name}')} ({_role_why(role, figures)})" for role in roles)


def _role_why(role: Role, figures: Figures) -> str:
    count: int | str = figures.number(role.count) if role.name == "leader" else role.count
    return figures.say(f"role-why-{role.name}", count=count, least=figures.number(role.least))


def ring_says(ring: Ring, figures: Figures) -> str:
    """Why accounts look coordinated, by their closest tie."""
    tie = ring.ties[0]
    names = [plain(name, 40) for name in ring.accounts[:_NAMES]]
    more = " …" if len(ring.accounts) > _NAMES else ""
    objects = dict.fromkeys(_object(thing, figures) for thing in tie.objects[:3])
    return figures.say(
        "ring",
        names=", ".join(names) + more,
        one=plain(tie.accounts[0], 40),
        other=plain(tie.accounts[1], 40),
        together=tie.together,
        chance=figures.number(round(tie.by_chance, 1)),
        objects=", ".join(objects),
    )


def _object(thing: str, figures: Figures) -> str:
    kind, _, name = thing.partition(" ")
    return figures.say("ring-text") if kind == "text" else plain(name, 80)
