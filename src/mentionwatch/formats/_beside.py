"""What is said of companions, of the user's own figures and of hours: plain text, which the format escapes."""

from __future__ import annotations

from datetime import date, timedelta

from mentionwatch.formats._figures import Figures
from mentionwatch.formats._zones import offsets
from mentionwatch.model import Companion, Hour, Indicator, Relation, Report
from mentionwatch.text.safe import plain

SURE = 0.05
"""A relation that chance alone brings about less often than this is told as one."""

_LEAST_CHANCE = 0.001
_MONDAY = date(2024, 1, 1)


def lengths(report: Report, figures: Figures) -> str:
    """A warning where the two periods are not equally long; else empty."""
    now, before = (period.end - period.start for period in (report.period, report.period.before))
    same = abs(now - before) <= timedelta(hours=1)  # but for a change to summer time
    told = {
        name: figures.number(round(span / timedelta(days=1), 1))
        for name, span in (("now", now), ("before", before))
    }
    return "" if same else figures.say("lengths", **told)


def companions(report: Report, figures: Figures) -> list[list[str]]:
    """A line each: the name, in how many mentions, and how that is beside other texts; the topic where several."""
    topics = {companion.topic for companion in report.companions}
    return [
        [
            _name(companion, figures, is_alone=len(topics) == 1),
            figures.say(
                "companion-count", count=figures.number(companion.count), of=figures.number(companion.of)
            ),
            lift(companion, figures),
        ]
        for companion in report.companions
    ]


def _name(companion: Companion, figures: Figures, *, is_alone: bool) -> str:
    name = plain(companion.name, 60)
    return name if is_alone else f"{name} {figures.say('companion-with', topic=plain(companion.topic, 40))}"


def lift(companion: Companion, figures: Figures) -> str:
    """How many times as often as elsewhere; nothing where there was nothing to compare with."""
    if companion.lift is None:
        return ""
    if companion.lift >= 1.1:
        return figures.say("lift", times=figures.number(round(companion.lift, 1)))
    return figures.say("lift-same" if companion.lift > 0.9 else "lift-less")


def indicator(one: Indicator, report: Report, figures: Figures) -> list[str]:
    """What is said of a figure: its means, then its relation to mentions and to net sentiment."""
    return [_mean(one, report, figures), *(_relation(relation, figures) for relation in one.relations)]


def _mean(one: Indicator, report: Report, figures: Figures) -> str:
    if one.mean is None:
        return figures.say("indicator-untold")
    return figures.say(
        "indicator-mean",
        mean=figures.number(_rounded(one.mean)),
        before=figures.number(_rounded(one.mean_before)) if one.mean_before is not None else figures.untold,
        span=figures.before(report.period),
    )


def _rounded(value: float) -> float:
    return round(value, 2 if abs(value) < 10 else 1 if abs(value) < 100 else None)


def _relation(relation: Relation, figures: Figures) -> str:
    if relation.chance is None:
        return figures.say("relation-few", to=relation.to, days=relation.days)
    rho = figures.number(round(relation.rho, 2))
    if relation.chance >= SURE:
        return figures.say("relation-none", to=relation.to, rho=rho, days=relation.days)
    chance = figures.percent(max(relation.chance, _LEAST_CHANCE))
    is_least = relation.chance < _LEAST_CHANCE
    return figures.say(
        "relation-found",
        to=relation.to,
        way="up" if relation.rho > 0 else "down",
        when="same" if not relation.lag else "later" if relation.lag > 0 else "earlier",
        lag=abs(relation.lag),
        rho=rho,
        days=relation.days,
        effective=figures.number(round(relation.effective)),
        chance=figures.say("relation-below", chance=chance) if is_least else chance,
    )


def hour_says(hour: Hour, figures: Figures) -> str:
    """Mon 9:00: 14."""
    return figures.say(
        "hour-says",
        weekday=weekday(hour.weekday, figures),
        hour=hour.hour,
        count=figures.number(hour.mentions),
    )


def hours_say(report: Report, figures: Figures) -> str:
    """At which hour of the week most is said."""
    most = max(report.hours, key=lambda hour: hour.mentions)
    return figures.say(
        "chart-hours",
        zone=offsets(report),
        weekday=weekday(most.weekday, figures),
        hour=most.hour,
        count=figures.number(most.mentions),
    )


def weekday(number: int, figures: Figures) -> str:
    """The short name of a weekday, Monday being 0."""
    return figures.weekday(_MONDAY + timedelta(days=number))


def heights(one: Indicator) -> list[int]:
    """The figure of each day as a whole number from 0, for a line of blocks; a day without is as the lowest."""
    told = [value for _, value in one.days if value is not None]
    if len(told) < 2 or min(told) == max(told):
        return []
    low, high = min(told), max(told)
    return [round(100 * ((low if value is None else value) - low) / (high - low)) for _, value in one.days]
