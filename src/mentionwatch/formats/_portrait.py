"""One author in a few lines: who it is, in what role, where, and how they felt over time. Plain text."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime, timedelta

from rich.cells import cell_len

from mentionwatch.analysis.people import Appearance, Person, people
from mentionwatch.formats import _findings as findings
from mentionwatch.formats._bars import bar
from mentionwatch.formats._figures import Figures
from mentionwatch.model import Author, Mention, Tally
from mentionwatch.text.safe import link, plain
from mentionwatch.text.tables import pad, wrap

_ACCOUNTS = 5
_NAMES = 4
_DAYS = 14
_WEEKS = 120
_BAR = 32


def portrait(mentions: Sequence[Mention], figures: Figures, width: int) -> str:
    """What is known of the author of these mentions, of which there is one at least."""
    (person,) = people(map(_appearance, mentions), figures.zone)
    accounts = _accounts(mentions)
    lines = [_account(author, place, figures) for place, author in accounts[:_ACCOUNTS]]
    if len(accounts) > 1:
        lines.append(figures.say("author-accounts", count=len(accounts)))
    lines += [findings.role_reasons(person.roles, figures), _where(mentions, figures), _when(person, figures)]
    lines.append(_felt(mentions, person, figures))
    told = "".join(wrap(line, width) for line in lines if line)
    return f"{told}\n{_over_time(mentions, figures)}\n"


def _appearance(mention: Mention) -> Appearance:
    post = mention.post
    return Appearance(
        author="",
        time=_time(mention),
        sentiment=mention.sentiment.label if mention.sentiment else None,
        reach=post.author.followers if post.author else None,
        source=post.source,
        site=post.site,
    )


def _time(mention: Mention) -> datetime:
    return (mention.post.published or mention.first_seen).astimezone(UTC)


def _accounts(mentions: Iterable[Mention]) -> list[tuple[str, Author]]:
    """Each account with its platform, the one that wrote last first."""
    found: dict[tuple[str, str | None], tuple[str, Author]] = {}
    for mention in mentions:
        post = mention.post
        if author := post.author:
            key = post.source, author.id or author.handle or author.name
            found.setdefault(key, (post.site or post.source, author))
    return list(found.values())


def _account(author: Author, place: str, figures: Figures) -> str:
    followers = author.followers
    told = [
        plain(author.name or author.handle, 60),
        plain(author.handle, 40) if author.name and author.handle else "",
        plain(place, 40),
        "" if followers is None else figures.say("author-followers", count=followers),
        link(author.url) or "",
    ]
    return " · ".join(part for part in told if part)


def _where(mentions: Sequence[Mention], figures: Figures) -> str:
    topics = Counter(mention.topic for mention in mentions)
    sites = Counter(mention.post.site or mention.post.source for mention in mentions)
    return figures.say(
        "author-where", mentions=figures.say("size", count=len(mentions)),
        topics=_counted(topics, figures), sites=_counted(sites, figures),
    )  # fmt: skip


def _counted(names: Counter[str], figures: Figures) -> str:
    """The commonest names, with their counts where there are several."""
    told = [
        plain(name, 40) if len(names) == 1 else f"{plain(name, 40)} ({figures.number(count)})"
        for name, count in sorted(names.items(), key=lambda pair: (-pair[1], pair[0]))[:_NAMES]
    ]
    return ", ".join(told) + (" …" if len(names) > _NAMES else "")


def _when(person: Person, figures: Figures) -> str:
    first, last = figures.moment(person.first), figures.moment(person.last)
    if len(person.days) == 1:
        return figures.say("author-once", day=figures.day(person.last))
    return figures.say("author-when", first=first, last=last, days=len(person.days))


def _felt(mentions: Sequence[Mention], person: Person, figures: Figures) -> str:
    tally = _tally(mentions)
    told = [figures.say("author-net", net=figures.signed_percent(tally.net_sentiment))]
    if complaints := [mention for mention in mentions if mention.intent == "complaint"]:
        told.append(figures.say("author-complaints", count=len(complaints)))
    if answered := sum(mention.answered is not None for mention in mentions):
        told.append(figures.say("author-answered", count=answered))
    return " · ".join(told)


def _tally(mentions: Iterable[Mention]) -> Tally:
    return Tally.of(mention.sentiment.label if mention.sentiment else None for mention in mentions)


def _over_time(mentions: Sequence[Mention], figures: Figures) -> str:
    """A line for each day, week or month that has mentions, oldest first: how many, and how they felt."""
    times = sorted(map(_time, mentions))
    apart = (times[-1] - times[0]) // timedelta(days=1)
    spans: dict[date, list[Mention]] = defaultdict(list)
    for mention in mentions:
        spans[_span(figures.date(_time(mention)), apart)].append(mention)
    unit = "day" if apart <= _DAYS else "week" if apart <= _WEEKS else "month"
    tallies = {first: _tally(spans[first]) for first in sorted(spans)}
    most = max(tally.total for tally in tallies.values())
    names = {
        first: figures.month(first) if unit == "month" else figures.short_day(first) for first in tallies
    }
    wide = max(map(cell_len, names.values()))
    wide_count = max(len(figures.number(tally.total)) for tally in tallies.values())
    rows = [
        f"{pad(names[first], wide)}  {figures.number(tally.total):>{wide_count}}"
        f"  {bar(tally, most, min(_BAR, most))}"
        for first, tally in tallies.items()
    ]
    return "\n".join([figures.say("author-over-time", unit=unit), *rows]) + "\n"


def _span(day: date, apart: int) -> date:
    """The first day of its day, week or month, by how far apart the first and last mentions are."""
    if apart <= _DAYS:
        return day
    return day - timedelta(days=day.weekday()) if apart <= _WEEKS else day.replace(day=1)
