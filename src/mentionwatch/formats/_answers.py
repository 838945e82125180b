"""How answering fares, in sentences and cells that every format shows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import timedelta

from mentionwatch.conversation import Neglected, Responses, Template
from mentionwatch.formats._figures import NO_FIGURE, Figures
from mentionwatch.text.safe import plain

COLUMNS = ("topic", "waited", "answered", "unanswered", "half", "most", "ignored", "identical")
"""The labels of ``cells``, without their prefix."""
EXAMPLES = 3

_MINUTE, _HOUR, _DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
_HOURS_TOLD = timedelta(hours=48)


def is_told(found: Sequence[Responses]) -> bool:
    """Whether anybody waited or was answered."""
    return any(one.asked or one.replies for one in found)


def span(time: timedelta | None, figures: Figures) -> str:
    """A length of time in its two largest units: 3 d 4 h, 2 h 15 min, 40 min (rounded up); a dash for None."""
    if time is None:
        return NO_FIGURE
    if time >= _HOURS_TOLD:
        return figures.say("answers-days", days=time // _DAY, hours=time % _DAY // _HOUR)
    if time >= _HOUR:
        return figures.say("answers-hours", hours=time // _HOUR, minutes=time % _HOUR // _MINUTE)
    return figures.say("answers-minutes", minutes=-(-time // _MINUTE))


def header(figures: Figures) -> list[str]:
    """The heads of the columns of ``cells``."""
    return [figures.say(f"answers-column-{name}") for name in COLUMNS]


def cells(one: Responses, figures: Figures) -> list[str]:
    """A topic's line in a table."""
    return [
        plain(one.topic, 60),
        figures.number(one.asked),
        figures.number(one.answered),
        figures.percent(one.share_unanswered),
        span(one.median, figures),
        span(one.percentile, figures),
        figures.number(one.ignored),
        figures.percent(one.identical / one.replies if one.replies else None),
    ]


def sentences(one: Responses, figures: Figures) -> Iterator[str]:
    """What there is to say of a topic, what matters most first; nothing of what did not happen."""
    yield _waited(one, figures)
    yield from _times(one, figures)
    say = figures.say
    if one.oldest:
        yield say("answers-oldest", time=figures.moment(one.oldest))
    if one.joined:
        yield say("answers-joined", joined=one.joined, asked=one.joined_asked, ignored=one.ignored)
    if one.replies:
        yield f"{say('answers-replies', count=one.replies)}{''.join(_habits(one, figures))}."
    for asked, answered, count in one.languages:
        if asked != answered:
            yield say("answers-language", count=count, asked=figures.language(asked),
                      answered=figures.language(answered))  # fmt: skip
    if one.gone_theirs or one.gone_ours:
        yield say("answers-gone", theirs=one.gone_theirs, ours=one.gone_ours)


def _waited(one: Responses, figures: Figures) -> str:
    say = figures.say
    parts = [say("answers-answered", count=one.answered, late=one.late)]
    if one.unanswered:
        share = figures.percent(one.share_unanswered)
        parts.append(say("answers-unanswered", count=one.unanswered, share=share))
    parts += [
        say(f"answers-{name}", count=count)
        for name, count in (("pending", one.pending), ("withdrawn", one.withdrawn), ("unseen", one.unseen))
        if count
    ]
    return (
        f"{say('answers-waited', count=one.asked)}: {', '.join(parts)}."
        if one.asked
        else say("answers-nobody")
    )


def _times(one: Responses, figures: Figures) -> Iterator[str]:
    if one.answered + one.unanswered + one.pending == 0:
        return
    yield _quantiles("answers", one.median, one.percentile, figures)
    if (one.working_median, one.working_percentile) != (one.median, one.percentile):
        yield _quantiles("answers-working", one.working_median, one.working_percentile, figures)


def _quantiles(message: str, half: timedelta | None, most: timedelta | None, figures: Figures) -> str:
    if half is None:
        return figures.say(f"{message}-no-half")
    if most is None:
        return figures.say(f"{message}-half", half=span(half, figures))
    return figures.say(f"{message}-both", half=span(half, figures), most=span(most, figures))


def _habits(one: Responses, figures: Figures) -> Iterator[str]:
    for name, count in (("identical", one.identical), ("referred", one.referred)):
        if count:
            share = figures.percent(count / one.replies)
            yield ", " + figures.say(f"answers-{name}", count=count, share=share)


def neglected(one: Neglected, figures: Figures) -> str:
    """A thread in which people wait: how many, since when."""
    return figures.say(
        "answers-neglected", count=one.people, time=figures.moment(one.since), id=str(one.mention)
    )


def template(one: Template, figures: Figures) -> str:
    """A wording that replies share, and how often."""
    text = plain(one.text, 160) if one.text else figures.say("answers-no-words")
    return figures.say("answers-template", count=one.count, text=text)
